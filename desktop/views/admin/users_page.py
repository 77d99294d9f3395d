"""„Zugänge“: the list, and the steps that lead away from it and back."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.casework.access.users import note_key_changed, note_sheet_renewed
from desktop.casework.changes import Changes
from desktop.models.users_table import UserAccess
from desktop.models.work import Work
from desktop.views.admin.users_handout import HandoutPage
from desktop.views.admin.users_key_page import KeyChangePage
from desktop.views.admin.users_list import UsersList
from desktop.views.admin.users_tools import Handout, StartSheet, UsersTools
from desktop.views.places import Places
from desktop.views.start.doors import Sheet


class UsersPage(QStackedWidget):
    """One step is shown at a time. What must go on paper stays until it was kept, also when other pages are visited."""

    def __init__(self, work: Work, places: Places, tools: UsersTools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work, self._tools = work, tools
        self.list = UsersList(work, places, tools)
        self.list.start_given.connect(self._on_start_given)
        self.list.sheet_renewed.connect(self._on_sheet_renewed)
        self.list.key_change_wanted.connect(self.show_key_change)
        self.addWidget(self.list)

    def show_target(self) -> None:
        """Called on every visit."""
        if self.currentWidget() is self.list:
            self.list.load()

    def show_key_change(self, leaving: UserAccess | None) -> None:
        """Explain, ask for the own password, change the key."""
        page = KeyChangePage(self._work, self._tools, leaving)
        page.done.connect(self._on_key_changed)
        page.back_wanted.connect(self._back_to_list)
        self._show(page)
        page.password.focus_input()

    def show_handout(
        self, starts: tuple[StartSheet, ...], recovery: Sheet | None, sentence: str, *, after_change: bool = False
    ) -> None:
        """What must go on paper now."""
        page = HandoutPage(self._work, self._tools, starts, recovery, after_change=after_change)
        page.done.connect(partial(self._back_to_list, sentence))
        self._show(page)

    def _on_start_given(self, start: StartSheet) -> None:
        self.show_handout((start,), None, self.tr("%1 kann sich jetzt anmelden.").replace("%1", start.label))

    def _on_sheet_renewed(self, sheet: Sheet) -> None:
        self._work.change(self, note_sheet_renewed)
        self.show_handout((), sheet, self.tr("Das neue Wiederherstellungsblatt gilt, das alte nicht mehr."))

    def _on_key_changed(self, handout: Handout, leaving: UserAccess | None) -> None:
        self.show_handout(
            handout.start_passwords, handout.recovery,
            self.tr("Der Schlüssel ist gewechselt. Ältere Kennwörter und Blätter öffnen den Tresor nicht mehr."),
            after_change=True,
        )  # fmt: skip
        self._work.change(self, note_key_changed, leaving.id if leaving is not None else None, then=self._on_noted)

    def _on_noted(self, _changes: Changes) -> None:
        self.list.load()

    def _show(self, page: QWidget) -> None:
        self._drop_steps()
        self.addWidget(page)
        self.setCurrentWidget(page)

    def _back_to_list(self, sentence: str = "") -> None:
        self.setCurrentWidget(self.list)
        self._drop_steps()
        self.list.load()
        if sentence:
            self.list.messages.show_ok(sentence)
        self.list.focus_list()

    def _drop_steps(self) -> None:
        for place in reversed(range(1, self.count())):
            page = self.widget(place)
            if page is not None:
                self.removeWidget(page)
                page.deleteLater()
