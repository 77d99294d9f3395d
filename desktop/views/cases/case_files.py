"""The place „case“: the case files opened last, one shown at a time."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.views.cases.case_commands import CaseCommands
from desktop.views.cases.case_file_page import CaseFilePage
from desktop.views.cases.case_list_page import CaseListPage
from desktop.views.cases.file_tab import Tab
from desktop.views.commands import Commands
from desktop.views.open_files import OpenFiles
from desktop.views.places import Places

_KEPT = 5


class CaseFiles(OpenFiles[CaseFilePage]):
    """Offers the palette what can be done with the file shown."""

    def __init__(
        self, work: Work, places: Places, drafts: Drafts, tabs: tuple[Tab, ...] = (), commands: Commands | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(drafts, _KEPT, self._open_case, parent)
        self._commands = CaseCommands(commands or Commands(self), self)
        self._work, self._places, self._tabs = work, places, tabs

    def show_target(self, case_id: int, page: str = "", *target: object) -> None:
        """Show a file; without `page` at the tab that was open."""
        file = self.bring(case_id)
        self._offer_commands()
        file.tabs.setFocus()
        if page:
            file.show_page(page, *target)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._offer_commands()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._commands.show_file(None)

    def _offer_commands(self) -> None:
        """A file read anew in the background is not the one the palette speaks of."""
        if self.isVisible():
            self._commands.show_file(self.shown())

    def _open_case(self, case_id: int) -> CaseFilePage:
        file = CaseFilePage(self._work, case_id, self._places, self._drafts, self._tabs)
        file.deleted.connect(partial(self._on_deleted, case_id))
        file.head_read.connect(self._offer_commands)
        return file

    def _on_deleted(self, case_id: int) -> None:
        """Nothing leads to the file any more; the list says what was done."""
        from desktop.views.cases.deletion_form import clear_remains  # noqa: PLC0415  loaded with the form before

        title = self._files[case_id].head.title()
        self._places.forget("case", case_id)
        self._places.go("cases")
        self.let_go(case_id)
        page = self._places.page("cases")
        assert isinstance(page, CaseListPage)
        done = self.tr("„%1“ ist endgültig gelöscht.").replace("%1", title)
        clear_remains(self._work, page, page.messages, done)
