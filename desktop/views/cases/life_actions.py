"""What can be done with a case's life from its head: the menu's entries and the forms behind them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from desktop.casework.cases.case_closing import OpenEnds, open_ends
from desktop.casework.cases.case_life import change_status, take_back_status
from desktop.casework.cases.case_moves import CLOSED, OVER
from desktop.casework.cases.cases import CaseHead
from desktop.casework.cases.closing_undo import BeforeClosing, before_closing, take_back_closing
from desktop.casework.cases.flag_rows import FlagRow
from desktop.casework.cases.flags import unresolve_flag
from desktop.casework.cases.stand_ins import StandInRow, end_stand_in, list_stand_ins
from desktop.casework.cases.status_proposals import Proposal
from desktop.casework.changes import Changes
from desktop.casework.office import UserRow, list_users
from desktop.views import icons
from desktop.views.cases.life_forms import CloseForm, FlagForm, ReopenForm, ResolveForm, StandInForm, StatusForm
from desktop.views.people.quick_form import QuickForm

if TYPE_CHECKING:
    from desktop.views.cases.case_file_page import CaseFilePage


class LifeActions(QObject):
    """Belongs to a case file; `show_head` tells which of the entries fit the present status."""

    def __init__(self, file: CaseFilePage) -> None:
        super().__init__(file)
        self._file = file
        self._head: CaseHead | None = None
        self._before: BeforeClosing | None = None
        self._status = self._action(self.tr("Status ändern …"), "circle-dot", self.change_status)
        self._close = self._action(self.tr("Fall abschließen …"), "archive", self.close_case)
        self._reopen = self._action(self.tr("Wieder aufnehmen …"), "rotate-ccw", self.reopen)
        self._flag = self._action(self.tr("Hinweis setzen …"), "flag", self.set_flag)
        self._stand_in = self._action(self.tr("Vertretung …"), "users", self.put_stand_in)

    def actions(self) -> list[QAction]:
        """For the menu of the head."""
        return [self._status, self._close, self._reopen, self._flag, self._stand_in]

    def show_head(self, head: CaseHead) -> None:
        """Offer what fits."""
        self._head = head
        self._close.setVisible(head.status not in CLOSED)
        self._reopen.setVisible(head.status in OVER)

    def change_status(self) -> None:
        """Open the form with the statuses that may follow."""
        if self._head is not None:
            form = StatusForm(self._head.id, self._head.status)
            self._open(form, self.tr("Status ändern"), "status", self._on_status_changed)

    def take_proposal(self, proposal: Proposal) -> None:
        """Do what an event proposes."""
        if self._head is not None:
            self._file.work.change(
                self, change_status, self._head.id, proposal.status, proposal.since, proposal.why,
                then=self._on_status_changed, failed=self._on_failed,
            )  # fmt: skip

    def close_case(self) -> None:
        """Read what is still open, then ask how the case ends."""
        self._file.work.read(self, open_ends, self._file.case_id, then=self._open_closing, failed=self._on_failed)

    def reopen(self) -> None:
        """Ask how a file that is over goes on."""
        if self._head is not None:
            form = ReopenForm(self._head.id, self._head.status)
            self._open(form, self.tr("Wieder aufnehmen"), "reopen", self._on_reopened)

    def set_flag(self) -> None:
        """Ask what everybody who opens the file must see."""
        if self._head is not None:
            self._open(FlagForm(self._head), self.tr("Hinweis"), "flag", self._on_saved)

    def resolve_flag(self, flag: FlagRow) -> None:
        """Ask what came of it."""
        self._open(ResolveForm(flag), self.tr("Hinweis erledigen"), f"flag/{flag.id}",
                   partial(self._on_resolved, flag.id))  # fmt: skip

    def put_stand_in(self) -> None:
        """Ask who stands in for the responsible person."""

        def with_users(users: tuple[UserRow, ...]) -> None:
            self._file.work.read(self, list_stand_ins, self._file.case_id, then=partial(self._open_stand_in, users),
                                 failed=self._on_failed)  # fmt: skip

        self._file.work.read(self, list_users, then=with_users, failed=self._on_failed)

    def _open_closing(self, ends: OpenEnds) -> None:
        form = CloseForm(self._file.case_id, ends)
        form.save_wanted.connect(self._keep_before_closing)
        self._open(form, self.tr("Fall abschließen"), "close", self._on_closed)

    def _keep_before_closing(self) -> None:
        """Read in the queue just before the change itself, so that taking it back knows everything."""
        self._file.work.read(self, before_closing, self._file.case_id, then=self._keep)

    def _keep(self, before: BeforeClosing) -> None:
        self._before = before

    def _open_stand_in(self, users: tuple[UserRow, ...], rows: tuple[StandInRow, ...]) -> None:
        if self._head is not None:
            form = StandInForm(self._head.id, users, self._head.responsible_id, rows)
            form.end_wanted.connect(self._end_stand_in)
            self._open(form, self.tr("Vertretung"), "stand-in", self._on_saved)

    def _end_stand_in(self, stand_in_id: int) -> None:
        def ended(_changes: Changes) -> None:
            self._file.drawer.close_drawer()
            self._file.messages.show_ok(self.tr("Die Vertretung ist beendet."))

        self._file.work.change(self, end_stand_in, stand_in_id, then=ended, failed=self._on_failed)

    def _on_status_changed(self, changes: Changes) -> None:
        self._offer_status_back(changes, self.tr("Der Status ist geändert."))

    def _on_reopened(self, changes: Changes) -> None:
        self._offer_status_back(changes, self.tr("Der Fall ist wieder aufgenommen."))

    def _offer_status_back(self, changes: Changes, done: str) -> None:
        case_id = self._file.case_id

        def undo() -> None:
            self._file.work.change(self, take_back_status, case_id, changes.made, then=self._on_undone,
                                   failed=self._on_failed)  # fmt: skip

        self._file.messages.show_undo(done, undo)

    def _on_resolved(self, flag_id: int, _changes: Changes) -> None:
        def undo() -> None:
            self._file.work.change(self, unresolve_flag, flag_id, then=self._on_undone, failed=self._on_failed)

        self._file.messages.show_undo(self.tr("Der Hinweis ist erledigt."), undo)

    def _on_closed(self, _changes: Changes) -> None:
        before, case_id = self._before, self._file.case_id

        def undo() -> None:
            self._file.work.change(self, take_back_closing, case_id, before, then=self._on_undone,
                                   failed=self._on_failed)  # fmt: skip

        self._file.messages.show_undo(self.tr("Der Fall ist abgeschlossen."), undo)

    def _on_undone(self, _changes: Changes) -> None:
        self._file.messages.show_ok(self.tr("Zurückgenommen."))

    def _on_saved(self, _changes: Changes) -> None:
        self._file.messages.show_ok(self.tr("Gespeichert."))

    def _on_failed(self, error: Exception) -> None:
        self._file.messages.show_error(str(error))

    def _open(self, form: QuickForm, title: str, key: str, done: Callable[[Changes], object]) -> None:
        self._file.drawer.open_form(form, title, f"{key}/{self._file.case_id}", done)

    def _action(self, words: str, icon: str, run: Callable[[], object]) -> QAction:
        action = QAction(words, self)
        icons.set_icon(action, icon)
        action.triggered.connect(lambda: run())
        return action
