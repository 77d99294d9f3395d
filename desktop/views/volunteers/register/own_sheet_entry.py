"""Makes the sheets to a volunteer about the own data reachable."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop.models.work import Work
from desktop.views.places import Place

if TYPE_CHECKING:
    from desktop.views.volunteers.register.own_sheet_page import OwnSheetPage

SHEETS = "volunteer-own-sheet"


def own_sheet_place(work: Work) -> Place:
    """The page; `places.go("volunteer-own-sheet", volunteer_id, "data")`, or "consent", shows a sheet."""
    title = QCoreApplication.translate("own_sheet_entry", "Blatt für Ehrenamtliche")
    return Place(SHEETS, title, "printer", partial(_page, work), rail=False, belongs_to="volunteers")


def _page(work: Work) -> OwnSheetPage:
    from desktop.views.volunteers.register.own_sheet_page import OwnSheetPage  # noqa: PLC0415  memory: only to print

    return OwnSheetPage(work)
