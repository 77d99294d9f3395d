"""The tab „Aufgaben“ of a case file: tasks, approvals, the open steps of all plans, the reader's own note."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.casework.changes import Changes, Kind
from desktop.casework.office import UserRow, list_users
from desktop.casework.talks.private_notes import PrivateNoteRow, own_private_notes
from desktop.casework.tasks import TaskRow, find_task, finish_task, restore_task, tasks_of_case
from desktop.clock import german_date, today
from desktop.errors import CaseworkError
from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.talk_terms import TaskStatus
from desktop.views.components.chip import Chip, Tone
from desktop.views.components.message_area import MessageArea
from desktop.views.components.section import Section
from desktop.views.people.lines import counted_section, emptied, flow, link, order_stops, stacked, words
from desktop.views.people.quick_form import FormDrawer
from desktop.views.tab_page import TabPage
from desktop.views.tasks.approvals_section import ApprovalsSection
from desktop.views.tasks.steps_section import StepsSection
from desktop.views.tasks.task_forms import NoteForm, TaskForm


class TasksPage(TabPage):
    """Reads when it is made and whenever a task or the case changes."""

    def __init__(self, work: Work, drafts: Drafts, case_id: int, parent: QWidget | None = None) -> None:
        messages = MessageArea()
        super().__init__(messages, parent=parent)
        self.messages = messages
        self._work, self._case_id = work, case_id
        self._tasks: tuple[TaskRow, ...] = ()
        self._notes: tuple[PrivateNoteRow, ...] = ()
        self.drawer = FormDrawer(self, work, drafts)
        self._lists, self._below = QVBoxLayout(), QVBoxLayout()
        self.approvals = ApprovalsSection(work, case_id, self.drawer, self.messages)
        self.steps = StepsSection(work, case_id)
        self.steps.done.connect(self.messages.show_undo)
        self.steps.failed.connect(self._on_failed)
        self.approvals.wanted.connect(self._put_approvals)
        self.add_parts(self._lists, self.approvals, self.steps, self._below)
        work.announced.connect(self._on_announced)
        self.load()

    def load(self) -> None:
        """Read the tasks and the reader's own notes."""
        self.approvals.load()
        self.steps.load()
        self._work.read(self, own_private_notes, self._case_id, then=self._on_notes, failed=self._on_failed)
        self._work.read(self, tasks_of_case, self._case_id, True, then=self._on_tasks, failed=self._on_failed)

    def show_target(self, task_id: int | None = None) -> None:
        """Give the keyboard to this task, where one is meant."""
        self.want(*_names(task_id))

    def new_task(self) -> None:
        """Open the form for a task of this case."""
        self._work.read(self, list_users, then=partial(self._open_form, None), failed=self._on_failed)

    def edit_task(self, task: TaskRow) -> None:
        """Open the form of a task."""
        self._work.read(self, list_users, then=partial(self._open_form, task), failed=self._on_failed)

    def write_note(self) -> None:
        """Open the form of the reader's own note."""
        form = NoteForm(self._case_id, "\n\n".join(note.text for note in reversed(self._notes)))
        self.drawer.open_form(form, self.tr("Meine Notiz zum Fall"), f"private-note/{self._case_id}",
                              lambda _changes: self.load())  # fmt: skip

    # reading

    def _on_notes(self, notes: tuple[PrivateNoteRow, ...]) -> None:
        self._notes = tuple(note for note in notes if note.talk_id is None)

    def _on_tasks(self, tasks: tuple[TaskRow, ...]) -> None:
        self._tasks = tasks
        self.rebuild(self._build)

    # building

    def _build(self) -> None:
        for layout in (self._lists, self._below):
            emptied(layout)
        new = link(self.tr("Neue Aufgabe"), self.new_task, "new_task", icon="plus")
        self._lists.addWidget(flow(new))
        waiting = [task for task in self._tasks if task.status is TaskStatus.OPEN]
        none = self.tr("Keine Aufgabe offen.")
        self._lists.addWidget(counted_section(self.tr("Offen"), [self._line(task) for task in waiting], none))
        over = [task for task in self._tasks if task.status is not TaskStatus.OPEN]
        if over:
            self._lists.addWidget(counted_section(self.tr("Erledigt"), [self._line(task) for task in over]))
        self._below.addWidget(self._note_section())

    def _put_approvals(self, first: bool) -> None:
        """Above everything while somebody waits for the reader's answer, else behind the tasks."""
        self._page.body.removeWidget(self.approvals)
        self._page.body.insertWidget(0 if first else 1, self.approvals)
        order_stops(self)

    def _line(self, task: TaskRow) -> QWidget:
        """What, below it who and any note, and what can be done; long words wrap."""
        waits = task.status is TaskStatus.OPEN
        about = " · ".join(part for part in (task.user, task.note.replace("\n", " · ")) if part)
        return stacked(
            words(task.title, "strong" if waits else ""), *([words(about, "muted")] if about else []),
            flow(*(self._open_parts(task) if waits else self._over_parts(task))),
        )  # fmt: skip

    def _open_parts(self, task: TaskRow) -> list[QWidget]:
        done = link(self.tr("Erledigt"), partial(self._finish, task, TaskStatus.DONE), f"done_{task.id}",
                    said=self.tr("Erledigt: %1").replace("%1", task.title), icon="check")  # fmt: skip
        dropped = link(self.tr("Entfällt"), partial(self._finish, task, TaskStatus.DROPPED), f"drop_{task.id}",
                       said=self.tr("Entfällt: %1").replace("%1", task.title), icon="x")  # fmt: skip
        change = link(self.tr("Ändern …"), partial(self.edit_task, task), f"task_{task.id}",
                      said=self.tr("Aufgabe ändern: %1").replace("%1", task.title), icon="pencil")  # fmt: skip
        return [*self._day(task), done, change, dropped]

    def _over_parts(self, task: TaskRow) -> list[QWidget]:
        day = f" {german_date(task.done_at.astimezone().date())}" if task.done_at else ""
        again = link(self.tr("Wieder öffnen"), partial(self._finish, task, TaskStatus.OPEN), f"again_{task.id}",
                     said=self.tr("Wieder öffnen: %1").replace("%1", task.title), icon="undo-2")  # fmt: skip
        return [Chip(f"{task.status.label}{day}", Tone.OK if task.status is TaskStatus.DONE else Tone.NEUTRAL), again]

    def _day(self, task: TaskRow) -> list[QWidget]:
        if task.due_on is None:
            return []
        if task.due_on < today():
            return [Chip(self.tr("überfällig seit %1").replace("%1", german_date(task.due_on)), Tone.BAD)]
        soon = task.due_on == today()
        said = self.tr("heute") if soon else self.tr("bis %1").replace("%1", german_date(task.due_on))
        return [Chip(said, Tone.WARN if soon else Tone.NEUTRAL, "clock")]

    def _note_section(self) -> QWidget:
        section = Section(self.tr("Meine Notiz zum Fall"), self.tr(
            "Nur für Sie: niemand sonst liest sie, sie steht in keinem Ausdruck, keiner Suche und keinem Export."
        ))  # fmt: skip
        for note in reversed(self._notes):
            section.body.addWidget(words(note.text))
        said = self.tr("Notiz ändern") if self._notes else self.tr("Notiz schreiben")
        section.body.addWidget(flow(link(said, self.write_note, "own_note", icon="eye-off")))
        return section

    # changing

    def _open_form(self, task: TaskRow | None, users: tuple[UserRow, ...]) -> None:
        form = TaskForm(users, self._work.actor.user_id, self._case_id, task)
        if task is None:
            self.drawer.open_form(form, self.tr("Aufgabe"), f"task/{self._case_id}/new", self._on_added)
        else:
            self.drawer.open_form(form, self.tr("Aufgabe ändern"), f"task/{self._case_id}/{task.id}",
                                  partial(self._on_changed, self.tr("Die Aufgabe ist geändert."), task))  # fmt: skip

    def _finish(self, task: TaskRow, status: TaskStatus) -> None:
        said = {TaskStatus.DONE: self.tr("„%1“ ist erledigt."), TaskStatus.DROPPED: self.tr("„%1“ entfällt."),
                TaskStatus.OPEN: self.tr("„%1“ ist wieder offen.")}[status].replace("%1", task.title)  # fmt: skip

        def finish(before: TaskRow) -> None:
            self._work.change(self, finish_task, task.id, status, then=partial(self._on_changed, said, before),
                              failed=self._on_failed)  # fmt: skip

        self._work.read(self, find_task, task.id, then=finish, failed=self._on_failed)

    def _on_added(self, changes: Changes) -> None:
        self.messages.show_ok(self.tr("Die Aufgabe ist eingetragen."))
        self.want(*_names(changes.made))

    def _on_changed(self, said: str, before: TaskRow, _changes: Changes) -> None:
        def undo() -> None:
            self._work.change(self, restore_task, before, failed=self._on_failed)

        self.messages.show_undo(said, undo)

    def _on_announced(self, changes: Changes, _initiator: object) -> None:
        if changes.touches(Kind.CASE, self._case_id) or changes.touches(Kind.TASK):
            self.load()
        elif changes.touches(Kind.PLAN):
            self.steps.load()

    def _on_failed(self, error: CaseworkError) -> None:
        self.messages.show_error(str(error))


def _names(task_id: int | None) -> tuple[str, ...]:
    """Names of the link a task is found by, open or over."""
    return () if task_id is None else (f"task_{task_id}", f"again_{task_id}")
