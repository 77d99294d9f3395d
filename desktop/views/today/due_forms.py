"""Short forms of „Heute“: moving a line, handing it over."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.casework.deadlines.acting import hand_over_line, move_line
from desktop.casework.deadlines.rows import DueRow
from desktop.casework.office import UserRow
from desktop.clock import german_date
from desktop.models.today_board import key_of
from desktop.views.fields.choice_field import choice_field
from desktop.views.fields.date_field import DateField
from desktop.views.fields.date_reading import Lean
from desktop.views.fields.note_field import NoteField
from desktop.views.fields.options import Option
from desktop.views.people.quick_form import Job, QuickForm


class MoveForm(QuickForm):
    """Another day and why."""

    def __init__(self, row: DueRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = row
        self.add_words(_about(row, self.tr("fällig am %1").replace("%1", german_date(row.due_on))))
        self.add(
            DateField("to", self.tr("Neuer Tag"), lean=Lean.FUTURE, mandatory=True, placeholder=self.tr("z. B. +2w")),
            NoteField("reason", self.tr("Warum?"), lines=2, longest=400, mandatory=not row.is_task),
        )
        self.set_save_words(self.tr("Verschieben"))
        self.finish()

    def job(self) -> Job:
        return move_line, (key_of(self._row), self.value("to"), self.text("reason"))


class HandOverForm(QuickForm):
    """Who does it instead."""

    def __init__(self, row: DueRow, users: tuple[UserRow, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = row
        self.add_words(_about(row, ""))
        options = tuple(Option(str(user.id), user.name) for user in users if user.id != row.user_id)
        self.add(choice_field("user_id", self.tr("Wer übernimmt es?"), options, mandatory=True))
        if not row.is_task:
            self.add(NoteField("note", self.tr("Hinweis (freiwillig)"), lines=2, longest=400))
        self.set_save_words(self.tr("Übergeben"))
        self.finish()

    def job(self) -> Job:
        note = "" if self._row.is_task else self.text("note")
        return hand_over_line, (key_of(self._row), int(self.value("user_id")), note)


def _about(row: DueRow, more: str) -> str:
    return " · ".join(part for part in (row.title, row.case_title or row.whose, row.detail, more) if part)
