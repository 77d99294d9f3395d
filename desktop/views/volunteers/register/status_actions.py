"""What can be done with a volunteer from the head of the file: the menu's entries and the forms behind them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from desktop.casework.changes import Changes
from desktop.casework.rights import Right
from desktop.casework.volunteers.register.volunteer_rows import ConsentState, VolunteerHead
from desktop.casework.volunteers.register.volunteer_status import StatusBefore, status_now, undo_volunteer_status
from desktop.views import icons
from desktop.views.people.quick_form import QuickForm
from desktop.volunteer_terms import VolunteerStatus

if TYPE_CHECKING:
    from desktop.views.volunteers.volunteer_file_page import VolunteerFilePage


class StatusActions(QObject):
    """Belongs to a volunteer's file; `show_head` tells which of the entries fit the present status."""

    def __init__(self, file: VolunteerFilePage) -> None:
        super().__init__(file)
        self._file = file
        self._head: VolunteerHead | None = None
        self._before: StatusBefore | None = None
        self._status = self._action(self.tr("Status ändern …"), "circle-dot", self.change_status)
        self._end = self._action(self.tr("Ehrenamt beenden …"), "archive", self.end)
        self._reopen = self._action(self.tr("Wieder aufnehmen …"), "rotate-ccw", self.reopen)
        self._give = self._action(self.tr("Einwilligung erfassen …"), "shield-check", self.give_consent)
        self._withdraw = self._action(self.tr("Einwilligung widerrufen …"), "shield-alert", self.withdraw)
        self._client = self._action(self.tr("Ist auch Klient/in …"), "link", self.link_client)

    def actions(self) -> list[QAction]:
        """For the menu of the head; nothing for who may only read and about whom everything was deleted, the client for
        who may read case files."""
        actor = self._file.work.actor
        if not actor.may(Right.EDIT_VOLUNTEERS) or (self._head is not None and self._head.forgotten):
            return []
        own = [self._status, self._end, self._reopen, self._give, self._withdraw]
        return [*own, self._client] if actor.may(Right.READ_CASE) else own

    def show_head(self, head: VolunteerHead) -> None:
        """Offer what fits."""
        self._head = head
        ended = head.status is VolunteerStatus.ENDED
        self._status.setVisible(not ended)
        self._end.setVisible(not ended)
        self._reopen.setVisible(ended)
        self._give.setVisible(head.consent is not ConsentState.GIVEN)
        self._withdraw.setVisible(head.consent is ConsentState.GIVEN)

    def change_status(self) -> None:
        """Open the form with the statuses that may follow."""
        from desktop.views.volunteers.register.status_forms import VolunteerStatusForm  # noqa: PLC0415  when somebody asks

        if self._head is not None:
            self._open(VolunteerStatusForm(self._head), self.tr("Status ändern"), "volunteer-status",
                       self.tr("Der Status ist geändert."), undoable=True)  # fmt: skip

    def end(self) -> None:
        """Ask since when the Ehrenamt is over."""
        from desktop.views.volunteers.register.status_forms import EndForm  # noqa: PLC0415  as above

        if self._head is not None:
            self._open(EndForm(self._head), self.tr("Ehrenamt beenden"), "volunteer-end",
                       self.tr("Das Ehrenamt ist beendet."), undoable=True)  # fmt: skip

    def reopen(self) -> None:
        """Ask why somebody begins again."""
        from desktop.views.volunteers.register.status_forms import ReopenVolunteerForm  # noqa: PLC0415  as above

        if self._head is not None:
            self._open(ReopenVolunteerForm(self._head), self.tr("Wieder aufnehmen"), "volunteer-reopen",
                       self.tr("Wieder aufgenommen."), undoable=True)  # fmt: skip

    def give_consent(self) -> None:
        """Ask for the signed consent."""
        from desktop.views.volunteers.register.status_forms import GiveConsentForm  # noqa: PLC0415  as above

        if self._head is not None:
            self._open(GiveConsentForm(self._head), self.tr("Einwilligung"), "volunteer-consent",
                       self.tr("Die Einwilligung ist erfasst."))  # fmt: skip

    def withdraw(self) -> None:
        """Ask since when the consent is withdrawn."""
        from desktop.views.volunteers.register.status_forms import WithdrawForm  # noqa: PLC0415  as above

        if self._head is not None:
            self._open(WithdrawForm(self._head), self.tr("Einwilligung widerrufen"), "volunteer-withdraw",
                       self.tr("Der Widerruf ist erfasst."))  # fmt: skip

    def link_client(self) -> None:
        """Show which client this volunteer is, too, or may be."""
        from desktop.views.volunteers.register.client_panel import ClientPanel  # noqa: PLC0415  as above

        panel = ClientPanel(self._file)
        self._file.drawer.open_with(panel, self.tr("Ist auch Klient/in"))

    def _open(self, form: QuickForm, title: str, key: str, said: str, *, undoable: bool = False) -> None:
        if undoable:
            form.save_wanted.connect(self._keep_before)
        self._file.drawer.open_form(form, title, f"{key}/{self._file.volunteer_id}",
                                    partial(self._on_saved, said, undoable))  # fmt: skip

    def _keep_before(self) -> None:
        """Read in the queue just before the change itself, so that taking it back knows everything."""
        self._file.work.read(self, status_now, self._file.volunteer_id, then=self._keep)

    def _keep(self, before: StatusBefore) -> None:
        self._before = before

    def _on_saved(self, said: str, undoable: bool, _changes: Changes) -> None:
        before = self._before
        if not undoable or before is None:
            self._file.messages.show_ok(said)
            return

        def undo() -> None:
            self._file.work.change(self, undo_volunteer_status, before, failed=self._file.show_failure)

        self._file.messages.show_undo(said, undo)

    def _action(self, words: str, icon: str, run: Callable[[], object]) -> QAction:
        action = QAction(words, self)
        icons.set_icon(action, icon)
        action.triggered.connect(lambda: run())
        return action
