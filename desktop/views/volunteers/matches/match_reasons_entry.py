"""Makes the sheet with the reasons of a match reachable."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop.models.work import Work
from desktop.views.places import Place

if TYPE_CHECKING:
    from desktop.views.volunteers.matches.match_reasons_page import MatchReasonsPage

PLACE = "match-reasons"


def match_reasons_place(work: Work) -> Place:
    """The page; `places.go("match-reasons", match_id)` shows the sheet of a match."""
    title = QCoreApplication.translate("match_reasons_entry", "Gründe für den Vorschlag")
    return Place(PLACE, title, "printer", partial(_page, work), rail=False, belongs_to="volunteers")


def _page(work: Work) -> MatchReasonsPage:
    from desktop.views.volunteers.matches.match_reasons_page import MatchReasonsPage  # noqa: PLC0415  memory: only to print

    return MatchReasonsPage(work)
