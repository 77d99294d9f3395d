"""Makes the sheets about a volunteer's papers reachable."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop.models.work import Work
from desktop.views.places import Place

if TYPE_CHECKING:
    from desktop.views.volunteers.papers.paper_sheet_page import PaperSheetPage

PLACE = "volunteer-paper"


def paper_sheet_place(work: Work) -> Place:
    """The page; `places.go("volunteer-paper", volunteer_id, sheet)` shows a sheet, by the code of `PaperSheet`."""
    title = QCoreApplication.translate("paper_sheet_entry", "Blatt zu den Unterlagen")
    return Place(PLACE, title, "printer", partial(_page, work), rail=False, belongs_to="volunteers")


def _page(work: Work) -> PaperSheetPage:
    from desktop.views.volunteers.papers.paper_sheet_page import PaperSheetPage  # noqa: PLC0415  memory: only to print

    return PaperSheetPage(work)
