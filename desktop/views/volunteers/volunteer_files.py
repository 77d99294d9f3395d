"""The place „volunteer“: the files of volunteers opened last, one shown at a time."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.views.cases.page_stack import PageStack
from desktop.views.places import Places
from desktop.views.volunteers.volunteer_file_page import VolunteerFilePage

_KEPT = 4


class VolunteerFiles(PageStack):
    """A file that was shown lately is there at once, with its tab and what was typed. Older ones are let go."""

    def __init__(self, work: Work, drafts: Drafts, places: Places, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work, self._drafts, self._places = work, drafts, places
        self._files: dict[int, VolunteerFilePage] = {}

    def show_target(self, volunteer_id: int, tab: str = "", *target: object) -> None:
        """Show a file; without `tab` at the one that was open."""
        file = self._files.pop(volunteer_id, None) or self._open(volunteer_id)
        self._files[volunteer_id] = file
        self.setCurrentWidget(file)
        file.tabs.setFocus()
        file.show_page(tab or file.tabs.current_key(), *target)
        self._let_go()

    def shown(self) -> VolunteerFilePage | None:
        """The file shown."""
        file = self.currentWidget()
        return file if isinstance(file, VolunteerFilePage) else None

    def _open(self, volunteer_id: int) -> VolunteerFilePage:
        file = VolunteerFilePage(self._work, volunteer_id, self._places, self._drafts)
        self.addWidget(file)
        return file

    def _let_go(self) -> None:
        if len(self._files) <= _KEPT:
            return
        self._drafts.flush()
        oldest = self._files.pop(next(iter(self._files)))
        self.removeWidget(oldest)
        oldest.deleteLater()
