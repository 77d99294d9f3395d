"""What can be done with needs on any page: report, change, close, open again, each with its way back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.casework.changes import Changes
from desktop.casework.volunteers.needs.need_lists import find_need
from desktop.casework.volunteers.needs.need_profiles import need_choices
from desktop.casework.volunteers.needs.need_rows import NeedChoices, NeedRow
from desktop.casework.volunteers.needs.needs import reopen_need, restore_need, take_back_need
from desktop.errors import CaseworkError
from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.views.components.message_area import MessageArea
from desktop.views.people.quick_form import FormDrawer
from desktop.views.volunteers.needs.need_form import CloseNeedForm, NeedForm


class NeedActions(QObject):
    """Opens forms in a drawer over `host` and speaks through `messages`."""

    def __init__(self, work: Work, drafts: Drafts, messages: MessageArea, host: QWidget) -> None:
        super().__init__(host)
        self._work, self._messages = work, messages
        self.drawer = FormDrawer(host, work, drafts)

    def report(self, case_id: int, measure_id: int | None = None) -> None:
        """Open the form for a need of this case, or of a step of its plan."""
        self._work.read(self, need_choices, case_id, measure_id, then=self._open_new, failed=self.say)

    def edit(self, need_id: int) -> None:
        """Open the form of a need."""
        self._read(need_id, self._open_edit)

    def close(self, need_id: int) -> None:
        """Ask why nobody is looked for any more."""
        self._read(need_id, self._open_close)

    def reopen(self, need_id: int) -> None:
        """Look for somebody again."""

        def reopen(before: NeedRow) -> None:
            self._work.change(self, reopen_need, need_id, before.row_version, failed=self.say,
                              then=self._undoable(self.tr("Der Bedarf ist wieder offen."), before))  # fmt: skip

        self._read(need_id, reopen)

    def say(self, error: CaseworkError) -> None:
        """What was not possible."""
        self._messages.show_error(str(error))

    def _read(self, need_id: int, then: Callable[[NeedRow], object]) -> None:
        self._work.read(self, find_need, need_id, then=then, failed=self.say)

    def _open_new(self, choices: NeedChoices) -> None:
        step = choices.measure_id or "new"
        self.drawer.open_form(NeedForm(choices), self.tr("Bedarf melden"), f"volunteer-need/{step}/{choices.case_id}",
                              self._on_reported)  # fmt: skip

    def _open_edit(self, row: NeedRow) -> None:
        self.drawer.open_form(NeedForm(row=row), self.tr("Bedarf ändern"), f"volunteer-need/{row.id}/{row.case_id}",
                              self._undoable(self.tr("Der Bedarf ist geändert."), row))  # fmt: skip

    def _open_close(self, row: NeedRow) -> None:
        self.drawer.open_form(CloseNeedForm(row), self.tr("Bedarf abschließen"),
                              f"volunteer-need/close-{row.id}/{row.case_id}",
                              self._undoable(self.tr("Der Bedarf ist abgeschlossen."), row))  # fmt: skip

    def _on_reported(self, changes: Changes) -> None:
        said = self.tr("Der Bedarf ist gemeldet.")
        self._messages.show_undo(said, partial(self._work.change, self, take_back_need, changes.made, failed=self.say))

    def _undoable(self, said: str, before: NeedRow) -> Callable[[Changes], object]:
        """Says that it is done, with the way back to how it was."""

        def undo() -> None:
            self._read(before.id, lambda now: self._work.change(
                self, restore_need, before, now.row_version, failed=self.say))  # fmt: skip

        return lambda _changes: self._messages.show_undo(said, undo)
