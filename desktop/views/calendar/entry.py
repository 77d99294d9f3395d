"""Makes the calendar reachable, and new appointments from anywhere."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.views.commands import Command
from desktop.views.places import Place, Places

if TYPE_CHECKING:
    from desktop.views.calendar.calendar_page import CalendarPage

PLACE = "calendar"
SLIP_PLACE = "slip"
"""Place of `slip_page.py`."""
SHORTCUT = "Ctrl+T"


def calendar_places(work: Work, drafts: Drafts, places: Places) -> tuple[Place, ...]:
    """The calendar, which belongs to „Heute“ as it shows the appointments of today over weeks; the slips to print."""
    return (
        Place(PLACE, _tr("Kalender"), "calendar", partial(_page, work, drafts, places), rail=False,
              belongs_to="today"),
        Place(SLIP_PLACE, _tr("Terminzettel"), "printer", partial(_slip, work), rail=False,
              belongs_to="cases"),
    )  # fmt: skip


def calendar_commands(places: Places) -> tuple[Command, ...]:
    """Going to the calendar, and making an appointment from anywhere."""
    return (
        Command("calendar", _tr("Kalender"), "calendar", partial(places.go, PLACE), SHORTCUT,
                words=_tr("Termine Woche Monat Tag")),
        Command("new-appointment", _tr("Termin eintragen"), "calendar-clock", partial(_make, places), makes_new=True,
                words=_tr("neuer Termin Verabredung")),
    )  # fmt: skip


def _page(work: Work, drafts: Drafts, places: Places) -> CalendarPage:
    from desktop.views.calendar.calendar_page import CalendarPage  # noqa: PLC0415  memory: built at the first visit

    return CalendarPage(work, drafts, places)


def _slip(work: Work) -> QWidget:
    from desktop.views.calendar.slip_page import SlipPage  # noqa: PLC0415  memory: only when somebody prints

    return SlipPage(work)


def _make(places: Places) -> None:
    """In a case file for that case, elsewhere in the calendar."""
    from desktop.views.calendar.appointments_page import AppointmentsPage  # noqa: PLC0415  memory, as the next two
    from desktop.views.calendar.calendar_page import CalendarPage  # noqa: PLC0415
    from desktop.views.cases.case_files import CaseFiles  # noqa: PLC0415

    key, target = places.where
    if key == "case" and target and isinstance(target[0], int):
        places.open_case(target[0], "appointments")
        files = places.page("case")
        assert isinstance(files, CaseFiles)
        file = files.shown()
        page = file.page("appointments") if file is not None else None
        assert isinstance(page, AppointmentsPage)
        page.new_appointment()
        return
    places.go(PLACE)
    calendar = places.page(PLACE)
    assert isinstance(calendar, CalendarPage)
    calendar.new_appointment()


def _tr(text: str) -> str:
    return QCoreApplication.translate("calendar_entry", text)
