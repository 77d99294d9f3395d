"""The place „volunteer“: the files of volunteers opened last, one shown at a time."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.views.open_files import OpenFiles
from desktop.views.places import Places
from desktop.views.volunteers.volunteer_file_page import VolunteerFilePage

_KEPT = 4


class VolunteerFiles(OpenFiles[VolunteerFilePage]):
    """Each at the tab that was open."""

    def __init__(self, work: Work, drafts: Drafts, places: Places, parent: QWidget | None = None) -> None:
        super().__init__(drafts, _KEPT, lambda id_: VolunteerFilePage(work, id_, places, drafts), parent)

    def show_target(self, volunteer_id: int, tab: str = "", *target: object) -> None:
        """Show a file; without `tab` at the one that was open."""
        file = self.bring(volunteer_id)
        file.tabs.setFocus()
        file.show_page(tab or file.tabs.current_key(), *target)
