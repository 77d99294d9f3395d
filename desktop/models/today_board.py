"""What the page „Heute“ works with: reads its lines, does what is wanted with one, and knows the way back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, Signal

import desktop.models.emit_guard  # noqa: F401  imported for its effect
from desktop.casework.changes import Changes
from desktop.casework.deadlines.acting import (
    DueState,
    due_state,
    finish_due,
    restore_due,
)
from desktop.casework.deadlines.marks import DueKey
from desktop.casework.deadlines.open_drafts import DraftLine, open_drafts
from desktop.casework.deadlines.rows import AppointmentLine, DueGroup, DueRow, TodayView
from desktop.casework.deadlines.today import today_view
from desktop.casework.deadlines.work_lists import WorkListHead, work_list_heads
from desktop.casework.rights import Right
from desktop.clock import german_date
from desktop.errors import CaseworkError
from desktop.models.work import Work

_WEEKDAYS = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")
_WEEKDAYS_WHOLE = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
_MONTHS = ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
           "Dezember")  # fmt: skip


class TodayBoard(QObject):
    """*Signals:* shown(TodayView); drafts_shown(tuple of DraftLine); lists_shown(tuple of WorkListHead);
    acted(sentence, undo) after something was done; failed(CaseworkError)."""

    shown = Signal(object)
    drafts_shown = Signal(object)
    lists_shown = Signal(object)
    acted = Signal(str, object)
    failed = Signal(object)

    def __init__(self, work: Work, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self.mine = True
        self.view: TodayView | None = None
        self.drafts: tuple[DraftLine, ...] = ()
        self.lists: tuple[WorkListHead, ...] = ()

    @property
    def sees_cases(self) -> bool:
        """Whether the user may know of cases: tasks, appointments and work lists are about them."""
        return self._work.actor.may(Right.LIST_CASES)

    def load(self) -> None:
        """Read everything; the lines with a day first. Nothing while the program ends: a page may rest until then."""
        if self._work.stopped:
            return
        self._work.read(self, today_view, self.mine, then=self._on_view, failed=self._on_failed)
        self._work.read(self, open_drafts, then=self._on_drafts, failed=self._on_failed)
        if self.sees_cases:
            self._work.read(self, work_list_heads, self.mine, then=self._on_lists, failed=self._on_failed)

    def set_mine(self, mine: bool) -> None:
        """Own lines (with those of people stood in for) or the whole team's."""
        self.mine = mine
        self.load()

    def finish(self, row: DueRow) -> None:
        """The line is done."""

        def with_state(before: DueState) -> None:
            def done(_changes: Changes) -> None:
                self.was_done(_tr("„%1“ ist erledigt."), row, before)

            self._change(finish_due, key_of(row), then=done)

        self.keep_state(row, with_state)

    def keep_state(self, row: DueRow, then: Callable[[DueState], object]) -> None:
        """How the line stands, to be kept before it is changed."""
        self._work.read(self, due_state, key_of(row), then=then, failed=self._on_failed)

    def was_done(self, sentence: str, row: DueRow, before: DueState) -> None:
        """The line was changed: read again and offer the way back. %1 is what the line is about."""

        def undo() -> None:
            self._change(restore_due, key_of(row), before, then=self._on_undone)

        self.load()
        self.acted.emit(sentence.replace("%1", row.title), undo)

    def _change(self, use_case: Callable[..., Changes], *values: object, then: Callable[[Changes], object]) -> None:
        self._work.change(self, use_case, *values, then=then, failed=self._on_failed)

    def _on_view(self, view: TodayView) -> None:
        self.view = view
        self.shown.emit(view)

    def _on_drafts(self, drafts: tuple[DraftLine, ...]) -> None:
        self.drafts = drafts
        self.drafts_shown.emit(drafts)

    def _on_lists(self, lists: tuple[WorkListHead, ...]) -> None:
        self.lists = lists
        self.lists_shown.emit(lists)

    def _on_undone(self, _changes: Changes) -> None:
        self.load()

    def _on_failed(self, error: CaseworkError) -> None:
        self.failed.emit(error)
        self.load()


def key_of(row: DueRow) -> DueKey:
    """What marks of a line hang on."""
    return DueKey(row.rule, row.subjects, row.mark_day, row.case_id)


def when_words(row: DueRow, day: dt.date) -> str:
    """„seit 6 Tagen“, „heute“, „Mi 25.11.“, „14.01.2027“."""
    if row.group is DueGroup.OVERDUE:
        days = (day - row.shown_on).days
        return _tr("seit 1 Tag") if days == 1 else _tr("seit %1 Tagen").replace("%1", str(days))
    if row.group is DueGroup.TODAY:
        return _tr("heute")
    if row.group is DueGroup.WEEK:
        return f"{_WEEKDAYS[row.shown_on.weekday()]} {row.shown_on.day:02}.{row.shown_on.month:02}."
    return german_date(row.shown_on)


def long_date(day: dt.date) -> str:
    """„Sonntag, 22. November 2026“."""
    return f"{_WEEKDAYS_WHOLE[day.weekday()]}, {day.day}. {_MONTHS[day.month - 1]} {day.year}"


def read_aloud(row: DueRow, day: dt.date) -> str:
    """A line as a screen reader says it."""
    moved = _tr("verschoben") if row.moved else ""
    late = _tr("überfällig") if row.group is DueGroup.OVERDUE else ""
    parts = (row.title, row.case_title or row.whose, row.detail, late, when_words(row, day), moved, row.user)
    return ", ".join(part for part in parts if part)


def appointment_words(line: AppointmentLine) -> tuple[str, str]:
    """Who, and below it what and where."""
    below = " · ".join(part for part in (line.title if line.case_title else "", line.place) if part)
    return (line.case_title or line.title), below


def draft_words(draft: DraftLine, day: dt.date) -> tuple[str, str]:
    """What, and below it when it was left."""
    moment = draft.changed_at.astimezone()
    days = (day - moment.date()).days
    when = {0: _tr("heute"), 1: _tr("gestern")}.get(days, german_date(moment.date()))
    title = " · ".join(part for part in (draft.words, draft.case_title) if part)
    return title, _tr("Entwurf von %1, %2").replace("%1", when).replace("%2", f"{moment:%H:%M}")


def _tr(text: str) -> str:
    return QCoreApplication.translate("today", text)
