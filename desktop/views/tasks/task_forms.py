"""Short forms: a task, new or changed, for oneself, somebody of the team or a case; the own note on a case."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.casework.office import UserRow
from desktop.casework.talks.private_notes import put_private_note
from desktop.casework.talks.talk_rows import LONGEST_TEXT
from desktop.casework.tasks import (
    LONGEST_NOTE,
    LONGEST_TITLE,
    NewTask,
    TaskEdit,
    TaskRow,
    add_task,
    edit_task,
)
from desktop.views.fields.choice_field import choice_field
from desktop.views.fields.date_field import DateField
from desktop.views.fields.date_reading import Lean
from desktop.views.fields.note_field import NoteField
from desktop.views.fields.options import Option
from desktop.views.fields.text_field import TextField
from desktop.views.people.quick_form import Job, QuickForm


class TaskForm(QuickForm):
    """Without a case somebody must do it; in a case it is, unless said otherwise, whoever is responsible for it."""

    def __init__(
        self, users: tuple[UserRow, ...], own_id: int, case_id: int | None = None, task: TaskRow | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._case_id, self._task = case_id, task
        self._users = {user.id for user in users}
        options: tuple[Option, ...] = tuple(Option(str(user.id), user.name) for user in users)
        of_case = case_id is not None
        said = self.tr("Wer macht es? (leer: wer für den Fall zuständig ist)") if of_case else self.tr("Wer macht es?")
        self.add(
            TextField("title", self.tr("Was ist zu tun?"), longest=LONGEST_TITLE, mandatory=True),
            DateField("due_on", self.tr("Bis wann?"), lean=Lean.FUTURE),
            choice_field("user_id", said, options, mandatory=not of_case),
            NoteField("note", self.tr("Notiz"), lines=3, longest=LONGEST_NOTE),
        )
        if not of_case:
            self.field("user_id").set_value(str(own_id))
        if task is not None:
            self._show(task)
        self.set_save_words(self.tr("Aufgabe ändern") if task else self.tr("Aufgabe eintragen"))
        self.finish()

    def job(self) -> Job:
        user: Any = self.value("user_id")
        title, due_on, user_id = self.text("title"), self.value("due_on"), int(user) if user else None
        if self._task is not None:
            edit = TaskEdit(title, due_on, user_id, self.text("note"))
            return edit_task, (self._task.id, edit, self._task.row_version)
        return add_task, (NewTask(title, due_on, self._case_id, user_id=user_id, note=self.text("note")),)

    def _show(self, task: TaskRow) -> None:
        self.field("title").set_value(task.title)
        self.field("due_on").set_value(task.due_on)
        if task.user_id in self._users:
            self.field("user_id").set_value(str(task.user_id))
        self.field("note").set_value(task.note or None)


class NoteForm(QuickForm):
    """What only its author reads; without words it is taken away."""

    def __init__(self, case_id: int, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._case_id = case_id
        self.add(NoteField("note", self.tr("Notiz, nur für Sie"), lines=6, longest=LONGEST_TEXT))
        self.field("note").set_value(text or None)
        self.finish()

    def job(self) -> Job:
        return put_private_note, (self._case_id, self.text("note"))
