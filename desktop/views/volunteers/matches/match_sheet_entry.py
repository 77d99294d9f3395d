"""Makes the sheets of a match reachable: the volunteer's own and the one for the first meeting."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop.models.work import Work
from desktop.views.places import Place

if TYPE_CHECKING:
    from desktop.views.volunteers.matches.match_sheet_page import MeetingSheetPage, VolunteerSheetPage

VOLUNTEER_SHEET, MEETING_SHEET = "volunteer-sheet", "meeting-sheet"


def match_sheet_places(work: Work) -> tuple[Place, ...]:
    """The pages; `places.go(VOLUNTEER_SHEET, match_id)` and `places.go(MEETING_SHEET, match_id)` show a sheet."""
    return (
        Place(VOLUNTEER_SHEET, _tr("Blatt für Ehrenamtliche"), "printer", partial(_volunteer, work), rail=False,
              belongs_to="volunteers"),
        Place(MEETING_SHEET, _tr("Blatt zum Kennenlernen"), "printer", partial(_meeting, work), rail=False,
              belongs_to="volunteers"),
    )  # fmt: skip


def _volunteer(work: Work) -> VolunteerSheetPage:
    from desktop.views.volunteers.matches.match_sheet_page import VolunteerSheetPage  # noqa: PLC0415  memory: only to print

    return VolunteerSheetPage(work)


def _meeting(work: Work) -> MeetingSheetPage:
    from desktop.views.volunteers.matches.match_sheet_page import MeetingSheetPage  # noqa: PLC0415  memory: only to print

    return MeetingSheetPage(work)


def _tr(text: str) -> str:
    return QCoreApplication.translate("match_sheet_entry", text)
