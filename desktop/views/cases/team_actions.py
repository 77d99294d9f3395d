"""Entering, changing and ending who works on a case, with its forms and its way back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from desktop.casework.cases.case_team import TeamRow, end_team_member, list_team, take_back_end, take_out_of_team
from desktop.casework.changes import Changes, Kind
from desktop.casework.office import UserRow, list_users
from desktop.views import icons
from desktop.views.cases.team_form import TeamForm

if TYPE_CHECKING:
    from desktop.views.cases.case_file_page import CaseFilePage


class TeamActions(QObject):
    """Belongs to a case file."""

    def __init__(self, file: CaseFilePage) -> None:
        super().__init__(file)
        self._file = file
        self.action = QAction(self.tr("Mitwirkende …"), self)
        icons.set_icon(self.action, "users-round")
        self.action.triggered.connect(self.add)

    def add(self) -> None:
        """Open the form for somebody new, with everybody who was in the team."""
        self._read(partial(self._open, None))

    def edit(self, row: TeamRow) -> None:
        """Open the form for somebody who is in the team."""
        self._read(partial(self._open, row))

    def end(self, row: TeamRow) -> None:
        """Somebody leaves today."""
        undo = partial(self._change, take_back_end, row.id, row.entry.until, then=self._on_undone)
        said = self.tr("Die Mitwirkung von %1 ist beendet.").replace("%1", row.entry.name)

        def ended(changes: Changes) -> None:
            self._show_joined(changes)
            self._file.messages.show_undo(said, undo)

        self._change(end_team_member, row.id, then=ended)

    def _read(self, then: Callable[[tuple[UserRow, ...], tuple[TeamRow, ...]], object]) -> None:
        work = self._file.work

        def with_users(users: tuple[UserRow, ...]) -> None:
            work.read(self, list_team, self._file.case_id, then=partial(then, users), failed=self._file.show_failure)

        work.read(self, list_users, then=with_users, failed=self._file.show_failure)

    def _open(self, row: TeamRow | None, users: tuple[UserRow, ...], rows: tuple[TeamRow, ...]) -> None:
        head = self._file.shown_head
        if head is None:
            return
        form = TeamForm(head.id, users, head.responsible_id, rows, row)
        title = self.tr("Mitwirkende eintragen") if row is None else self.tr("Mitwirkende ändern")
        key = f"team/{row.id}/{head.id}" if row is not None else f"team/{head.id}"
        self._file.drawer.open_form(form, title, key, self._on_added if row is None else self._on_changed)

    def _on_added(self, changes: Changes) -> None:
        undo = partial(self._change, take_out_of_team, changes.made, then=self._on_undone)
        self._file.messages.show_undo(self.tr("Eingetragen."), undo)

    def _on_changed(self, changes: Changes) -> None:
        self._show_joined(changes)
        self._file.messages.show_ok(self.tr("Gespeichert."))

    def _on_undone(self, changes: Changes) -> None:
        self._show_joined(changes)
        self._file.messages.show_ok(self.tr("Zurückgenommen."))

    def _show_joined(self, changes: Changes) -> None:
        """Entries of a file put together with this one are changes of that file, which is not on the screen."""
        if not changes.touches(Kind.CASE, self._file.case_id):
            self._file.refresh()

    def _change(
        self, use_case: Callable[..., Changes], *arguments: object, then: Callable[[Changes], object]
    ) -> None:
        self._file.work.change(self, use_case, *arguments, then=then, failed=self._file.show_failure)
