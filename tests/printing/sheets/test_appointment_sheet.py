"""Terminzettel and Terminliste: in every language the day, time and place; nothing of the file beside them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from desktop.casework.appointments.appointment_print import AppointmentPrint, appointment_print
from desktop.casework.appointments.appointment_rows import AppointmentEntry
from desktop.casework.appointments.appointments import make_appointment
from desktop.casework.cases.cases import open_person_case
from desktop.casework.office import OfficeSettings, save_office_settings
from desktop.casework.people.people import PersonFacts, create_person
from desktop.casework.rights import Actor
from desktop.errors import CaseworkError
from desktop.printing.engine.text import without_isolates
from desktop.printing.sheets.appointment_sheet import appointment_sheet
from desktop.printing.sheets.printed import LARGE_PRINT
from desktop.printing.wording import weekday
from desktop.talk_terms import TalkWay
from desktop.terms import PRINT_LANGUAGES, SheetVariant
from tests.printing.engine.engine_pdf import letter_height, page_texts
from tests.tools.vera.vera import failed_checks

pytestmark = pytest.mark.usefixtures("fixed_clock")
DAY = dt.date(2026, 11, 25)
OFFICE = OfficeSettings(
    municipality="Gemeinde Musterlingen", street="Hauptstraße 1", room="4", phone="07000 98 76 0",
    bus="3 und 5, Haltestelle Rathaus",
)  # fmt: skip


def printed(session: Session, actor: Actor, count: int = 1, way: TalkWay = TalkWay.OFFICE) -> AppointmentPrint:
    """Appointments of Maryam with everything that must and must not print."""
    save_office_settings(session, actor, OFFICE)
    person = create_person(session, actor, PersonFacts("Ahmadi", "Maryam", print_language="fa_AF")).made or 0
    case_id = open_person_case(session, actor, person).made or 0
    entry = AppointmentEntry(
        DAY, "09:30", 60, case_id, (person,), title="Zirbelkiefer", way=way, note="Knieschmerzen",
        bring_along="Pass\nBrief vom Jobcenter",
    )  # fmt: skip
    days = [DAY + dt.timedelta(days=7 * number) for number in range(count)]
    ids = [make_appointment(session, actor, replace(entry, on_date=day)).made or 0 for day in reversed(days)]
    return appointment_print(session, actor, case_id, tuple(ids))


def text_of(pdf: bytes) -> str:
    return without_isolates(" ".join(" ".join(page_texts(pdf)).replace("\u00a0", " ").split()).replace("\u00ad", ""))


def test_the_slip_says_when_where_with_whom_and_what_to_bring(session: Session, actor: Actor) -> None:
    sheet = appointment_sheet(printed(session, actor), SheetVariant.GERMAN, "de")
    text = text_of(sheet.pdf)
    for wanted in ("Ihr Termin", "Maryam Ahmadi", "Mittwoch, 25.11.2026, 09:30 Uhr", "Ort: Hauptstraße 1, Zimmer 4",
                   "Bus 3 und 5, Haltestelle Rathaus", "Sie sprechen mit Petra Lang.", "Bitte bringen Sie mit:",
                   "Pass", "Brief vom Jobcenter", "07000 98 76 0"):  # fmt: skip
        assert wanted in text, wanted
    assert (sheet.pages, sheet.missing, sheet.unreviewed) == (1, (), ())


def test_beside_another_language_names_stand_once(session: Session, actor: Actor) -> None:
    sheet = appointment_sheet(printed(session, actor), SheetVariant.SIDE_BY_SIDE, "ar")
    assert text_of(sheet.pdf).count("Maryam Ahmadi") == 1


def test_title_and_note_stay_in_the_program(session: Session, actor: Actor) -> None:
    data = printed(session, actor)
    assert "Zirbelkiefer" not in repr(data)
    assert "Knieschmerzen" not in repr(data)


def test_the_bus_to_the_office_stands_only_where_the_office_is_the_place(session: Session, actor: Actor) -> None:
    (line,) = printed(session, actor, way=TalkWay.VISIT).lines
    assert (line.bus, line.place) == ("", "")


@pytest.mark.parametrize("code", PRINT_LANGUAGES)
def test_every_language_names_the_weekday_and_is_marked_as_unchecked(
    session: Session, actor: Actor, code: str
) -> None:
    data = printed(session, actor)
    sheet = appointment_sheet(data, SheetVariant.SIDE_BY_SIDE, code)
    assert sheet.pages == 1
    assert sheet.missing == ()
    assert sheet.untranslated == ()
    assert {"termin.titel", "termin.mit", "termin.mitbringen"} <= set(sheet.unreviewed)
    assert sheet.untranslated_own == 2
    text = text_of(sheet.pdf)
    assert "Mittwoch, 25.11.2026, 09:30 Uhr" in text
    assert text.count("25.11.2026") == 2
    assert weekday(code, DAY) != "Mittwoch"


def test_several_appointments_stand_in_order_of_time_and_run_over_pages(session: Session, actor: Actor) -> None:
    data = printed(session, actor, 12)
    assert [line.on_date for line in data.lines] == sorted(line.on_date for line in data.lines)
    sheet = appointment_sheet(data, SheetVariant.SIDE_BY_SIDE, "ar")
    assert sheet.pages > 1
    assert text_of(sheet.pdf).count("09:30") == 24


@pytest.mark.parametrize("code", ["fa_AF", "ti"])
def test_the_slip_is_accessible(session: Session, actor: Actor, code: str) -> None:
    assert failed_checks(appointment_sheet(printed(session, actor), SheetVariant.LANGUAGE_ONLY, code).pdf) == []


def test_the_list_in_large_print_is_larger_and_says_the_same(session: Session, actor: Actor) -> None:
    data = printed(session, actor, 3)
    usual, large = (appointment_sheet(data, SheetVariant.SIDE_BY_SIDE, "uk", large_print=big) for big in (False, True))
    assert set(text_of(large.pdf).split()) >= set(text_of(usual.pdf).split())
    assert letter_height(large.pdf, "T") == pytest.approx(LARGE_PRINT * letter_height(usual.pdf, "T"), rel=0.02)
    assert not failed_checks(large.pdf)


def test_appointments_of_another_case_are_not_put_on_the_slip(session: Session, actor: Actor) -> None:
    printed(session, actor)
    other = create_person(session, actor, PersonFacts("Habte", "Filmon")).made or 0
    case_id = open_person_case(session, actor, other).made or 0
    with pytest.raises(CaseworkError, match="gehören nicht zu diesem Fall"):
        appointment_print(session, actor, case_id, (1,))
