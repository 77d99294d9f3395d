"""Forms for one thing done to many cases: what, then which cases go along and which do not, then the button."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.casework.cases.bulk import (
    NewStatus,
    add_tasks,
    assign_cases,
    change_statuses,
    move_reviews,
    move_reviews_back,
    remove_tasks,
    take_back_statuses,
    unassign_cases,
)
from desktop.casework.cases.bulk_preview import (
    BulkCase,
    BulkPreview,
    preview_assigning,
    preview_reviews,
    preview_sheets,
    preview_statuses,
    preview_tasks,
)
from desktop.casework.cases.case_moves import WAY
from desktop.casework.changes import Changes, Kind
from desktop.casework.office import UserRow
from desktop.casework.tasks import LONGEST_TITLE
from desktop.clock import german_date, today
from desktop.errors import CaseworkError
from desktop.models.work import Work
from desktop.terms import PLAN_SHEETS, CaseStatus, SheetKind
from desktop.views.cases.counts import case_count
from desktop.views.fields.choice_field import choice_field
from desktop.views.fields.date_field import DateField
from desktop.views.fields.date_reading import Lean
from desktop.views.fields.note_field import NoteField
from desktop.views.fields.options import Option, term_options
from desktop.views.fields.text_field import TextField
from desktop.views.people.lines import emptied, words
from desktop.views.people.quick_form import Job, QuickForm

Ask = tuple[Callable[..., BulkPreview], tuple[object, ...]]
"""A query for a preview and what it is called with."""
_MOST_NAMED = 12
"""Cases of a preview named one by one; the rest is counted."""


@dataclass(frozen=True)
class Done:
    """What a form did, in words, and the way back."""

    said: str
    undo: Job


class BulkForm(QuickForm):
    """The preview follows what is entered; the button says how many cases it is for."""

    def __init__(self, work: Work, case_ids: tuple[int, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work, self._case_ids = work, case_ids
        self._asked: Ask | None = None
        self._save_then = False
        self.preview: BulkPreview | None = None
        self._box = QWidget()
        self._lines = QVBoxLayout(self._box)
        self._lines.setContentsMargins(0, 0, 0, 0)

    def query(self) -> Ask | None:
        """The query for the preview with what is entered so far; None while too little is."""
        raise NotImplementedError

    def verb(self) -> str:
        """What the button does („%1 übertragen“)."""
        raise NotImplementedError

    def done(self, changes: Changes) -> Done:
        """After saving: what happened to how many, and how it is undone."""
        raise NotImplementedError

    def look(self) -> None:
        """Ask which cases go along; nothing is asked twice."""
        asked = self.query()
        if asked is not None and asked == self._asked:
            return
        self._asked = asked
        if asked is None:
            self._on_preview(None, None)
            return
        self.preview = None
        query, arguments = asked
        self._work.read(self, query, *arguments, then=partial(self._on_preview, asked), failed=self._on_no_preview)

    def save(self) -> None:
        """Only what was shown is done: a click that comes before the preview waits for it."""
        if self._asked is not None and self.preview is None:
            self._save_then = True
            return
        if self.preview is not None and not self.preview.going:
            self.messages.show_info(self.tr("Keiner der gewählten Fälle kommt dafür in Frage."))
            return
        super().save()

    def restore_draft(self, draft: Mapping[str, Any]) -> None:
        super().restore_draft(draft)
        self.look()

    def count(self) -> str:
        """„1 Fall“ or „3 Fälle“ that go along."""
        return case_count(len(self.ids()))

    def ids(self) -> tuple[int, ...]:
        """Cases that go along."""
        return self.preview.case_ids if self.preview else ()

    def finish(self) -> None:
        self.add_widget(self._box)
        super().finish()
        self.edited.connect(self.look)
        self.look()

    def follow(self, preview: BulkPreview) -> None:
        """What of the form depends on the preview."""

    def _on_preview(self, asked: Ask | None, preview: BulkPreview | None) -> None:
        if asked != self._asked:  # the answer to what was entered before
            return
        self.preview = preview
        self._show(preview)
        if self._save_then:
            self._save_then = False
            self.save()

    def _on_no_preview(self, error: CaseworkError) -> None:
        self._asked, self._save_then = None, False
        self.show_failure(error)

    def _show(self, preview: BulkPreview | None) -> None:
        emptied(self._lines)
        if preview is None:
            self.set_save_words(self.verb().replace("%1", case_count(len(self._case_ids))))
            return
        self.set_save_words(self.verb().replace("%1", self.count()))
        self._part(self.tr("Das betrifft %1:").replace("%1", self.count()), preview.going)
        if preview.left_out:
            count = case_count(len(preview.left_out))
            self._part(self.tr("Nicht dabei: %1").replace("%1", count), preview.left_out)
        self.follow(preview)

    def _part(self, title: str, cases: tuple[BulkCase, ...]) -> None:
        self._lines.addWidget(words(title, "strong"))
        for case in cases[:_MOST_NAMED]:
            said = f"{case.number}  {case.title}"
            self._lines.addWidget(words(f"{said} – {case.reason}" if case.reason else said, "muted"))
        more = len(cases) - _MOST_NAMED
        if more > 0:
            said = self.tr("und 1 weiterer") if more == 1 else self.tr("und %1 weitere").replace("%1", str(more))
            self._lines.addWidget(words(said, "muted"))


class AssignForm(BulkForm):
    """Somebody else becomes responsible."""

    def __init__(
        self, work: Work, case_ids: tuple[int, ...], users: tuple[UserRow, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(work, case_ids, parent)
        self._names = {user.id: user.name for user in users}
        options = [Option(user.id, user.name) for user in users]
        self.add(choice_field("user", self.tr("Neu zuständig"), options, mandatory=True))
        self.finish()

    def query(self) -> Ask | None:
        user = self.value("user")
        return (preview_assigning, (self._case_ids, int(user))) if user is not None else None

    def verb(self) -> str:
        return self.tr("%1 übertragen")

    def job(self) -> Job:
        return assign_cases, (self.ids(), int(self.value("user")))

    def done(self, changes: Changes) -> Done:
        user = int(self.value("user"))
        said = self.tr("Jetzt bei %2: %1.").replace("%1", self.count()).replace("%2", self._names[user])
        assert self.preview is not None
        return Done(said, (unassign_cases, (self.preview.responsible, user)))


class TaskForm(BulkForm):
    """The same task in every case."""

    def __init__(
        self, work: Work, case_ids: tuple[int, ...], users: tuple[UserRow, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(work, case_ids, parent)
        self.add(
            TextField("title", self.tr("Was ist zu tun?"), mandatory=True, longest=LONGEST_TITLE),
            DateField("due_on", self.tr("bis"), lean=Lean.FUTURE),
            choice_field("user", self.tr("Wer? (leer: wer zuständig ist)"),
                         [Option(user.id, user.name) for user in users]),
        )  # fmt: skip
        self.finish()

    def query(self) -> Ask | None:
        return preview_tasks, (self._case_ids,)

    def verb(self) -> str:
        return self.tr("Aufgabe für %1 eintragen")

    def job(self) -> Job:
        user = self.value("user")
        whose = int(user) if user is not None else None
        return add_tasks, (self.ids(), self.text("title"), self.value("due_on"), whose)

    def done(self, changes: Changes) -> Done:
        tasks = tuple(sorted(id_ for kind, id_ in changes.touched if kind is Kind.TASK))
        return Done(self.tr("Aufgabe eingetragen: %1.").replace("%1", self.count()), (remove_tasks, (tasks,)))


class ReviewDayForm(BulkForm):
    """Another day for the next review; what was signed stays as it is."""

    def __init__(self, work: Work, case_ids: tuple[int, ...], parent: QWidget | None = None) -> None:
        super().__init__(work, case_ids, parent)
        self.add(
            DateField("to", self.tr("Nächste Überprüfung am"), lean=Lean.FUTURE, mandatory=True),
            NoteField("reason", self.tr("Grund"), mandatory=True),
        )
        self.finish()

    def query(self) -> Ask | None:
        return preview_reviews, (self._case_ids, self.value("to"))

    def verb(self) -> str:
        return self.tr("Überprüfung verschieben: %1")

    def job(self) -> Job:
        return move_reviews, (self.ids(), self.value("to"), self.text("reason"))

    def done(self, changes: Changes) -> Done:
        said = self.tr("Überprüfung am %2: %1.").replace("%1", self.count())
        return Done(said.replace("%2", german_date(self.value("to"))), (move_reviews_back, (self.preview,)))


class StatusesForm(BulkForm):
    """The same status for all; the reason and the day of resumption are asked where one case needs them."""

    def __init__(self, work: Work, case_ids: tuple[int, ...], parent: QWidget | None = None) -> None:
        super().__init__(work, case_ids, parent)
        offered = (*WAY, CaseStatus.RESTING, CaseStatus.NOT_REACHED, CaseStatus.DECLINED, CaseStatus.NOT_TARGET)
        self.add(
            choice_field("status", self.tr("Neuer Status"), [Option(status.value, status.label) for status in offered],
                         mandatory=True),
            DateField("since", self.tr("gilt ab"), lean=Lean.PAST, latest=today(), mandatory=True),
            NoteField("reason", self.tr("Grund")),
            DateField("resume_on", self.tr("Wiederaufnahme am"), lean=Lean.FUTURE),
        )  # fmt: skip
        self.field("resume_on").hide()
        self.finish()
        self.field("since").set_value(today())

    def query(self) -> Ask | None:
        chosen = self.value("status")
        return (preview_statuses, (self._case_ids, CaseStatus(chosen))) if chosen else None

    def verb(self) -> str:
        return self.tr("Status ändern: %1")

    def follow(self, preview: BulkPreview) -> None:
        self.field("reason").set_mandatory(preview.needs_reason)
        self.field("resume_on").setVisible(preview.needs_day)
        self.field("resume_on").set_mandatory(preview.needs_day)

    def job(self) -> Job:
        new = NewStatus(CaseStatus(self.value("status")), self.value("since"), self.text("reason"),
                        self.value("resume_on"))  # fmt: skip
        return change_statuses, (self.ids(), new)

    def done(self, changes: Changes) -> Done:
        status = CaseStatus(self.value("status"))
        said = self.tr("Status „%2“: %1.").replace("%1", self.count()).replace("%2", status.label)
        return Done(said, (take_back_statuses, (self.ids(), status)))


class SheetsForm(BulkForm):
    """Which plan sheet of every case; the page prints them."""

    def __init__(self, work: Work, case_ids: tuple[int, ...], parent: QWidget | None = None) -> None:
        super().__init__(work, case_ids, parent)
        self.add(choice_field("kind", self.tr("Blatt"), term_options(PLAN_SHEETS), mandatory=True))
        self.add_words(self.tr("Mit der zweiten Sprache, wo der Plan eine hat. Entwürfe werden nicht gedruckt."))
        self.field("kind").set_value(SheetKind.PLAN)
        self.finish()

    def query(self) -> Ask | None:
        return preview_sheets, (self._case_ids,)

    def verb(self) -> str:
        return self.tr("Planblätter drucken: %1")

    def kind(self) -> SheetKind:
        """The sheet wanted."""
        return SheetKind(self.value("kind"))
