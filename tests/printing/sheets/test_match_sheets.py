"""The volunteer's sheet says five things of the client and nothing else; the meeting's sheet is for both sides."""

from __future__ import annotations

import datetime as dt

import pypdfium2  # type: ignore[import-untyped]  # ships no types
import pytest
from sqlalchemy.orm import Session

from desktop.casework.office import OfficeSettings, save_office_settings
from desktop.casework.people.consents import withdraw_consent
from desktop.casework.rights import Actor
from desktop.casework.volunteers.matches.match_life import end_match, record_consent
from desktop.casework.volunteers.matches.match_print import MatchPrint, match_print
from desktop.casework.volunteers.matches.match_rows import Ending
from desktop.casework.volunteers.matches.matches import match_detail
from desktop.errors import CaseworkError
from desktop.person_terms import ResidenceKind
from desktop.printing.engine.text import without_isolates
from desktop.printing.sheets.volunteer_meeting_sheet import volunteer_meeting_sheet
from desktop.printing.sheets.volunteer_sheet import volunteer_sheet
from desktop.records.people import Address, Person, PersonLanguage, ResidenceTitle
from desktop.records.volunteer_matches import VolunteerMatch, VolunteerNeed
from desktop.records.volunteers import Volunteer
from desktop.terms import PRINT_LANGUAGES, SheetVariant
from desktop.volunteer_terms import MatchEnd
from tests.casework.volunteers.matches.match_samples import coordinator, met, running, suggested
from tests.printing.engine.engine_pdf import page_texts
from tests.tools.vera.vera import failed_checks

pytestmark = pytest.mark.usefixtures("fixed_clock")
TODAY = dt.date(2026, 11, 22)
OFFICE = OfficeSettings(municipality="Gemeinde Musterlingen", street="Hauptstraße 1", phone="07000 98 76 0")
SECRETS = {
    "family_name": "Zirbelkiefer", "own_script_name": "Schriftzug", "authority_reference": "AZ4711",
    "messenger": "Botenname", "school": "Schulname", "profession": "Berufsname", "income": "Einkommenssatz",
    "emergency_contact": "Notfallname", "german_note": "Deutschnotiz", "legal_advice": "Anwaltsname",
    "handover_note": "Uebergabenotiz", "family_abroad": "Auslandsfamilie", "care_duties": "Pflegefall",
}  # fmt: skip
"""What is known of the client and is none of the volunteer's business."""


def prepared(session: Session, actor: Actor, *, meeting: bool = False) -> int:
    """A match of Ali with every field filled in that must not be printed."""
    save_office_settings(session, actor, OFFICE)
    match_id = suggested(session, actor, note="Bedarfsnotiz", interests=["Interessenwort"], place="Bedarfsort")
    (met if meeting else running)(session, actor, match_id)
    person_id = match_detail(session, actor, match_id).consents[0].person_id
    session.connection(execution_options={"writing": True})
    person = session.get_one(Person, person_id)
    for name, text in SECRETS.items():
        setattr(person, name, text)
    person.phone, person.print_language = "0151 234567", "ar"
    person.languages = [PersonLanguage(code="ar"), PersonLanguage(code="ku", position=1)]
    session.add_all((
        Address(person_id=person_id, street="Geheimweg 7", postal_code="77777", town="Klientenort",
                since=dt.date(2026, 1, 7)),
        ResidenceTitle(person_id=person_id, kind=ResidenceKind.P25_3, as_written="Titelwort"),
    ))  # fmt: skip
    match = session.get_one(VolunteerMatch, match_id)
    match.reasons = {"fits": ["Begruendungswort"]}
    volunteer = session.get_one(Volunteer, match.volunteer_id)
    volunteer.may_show_contact, volunteer.exclusions = True, "Ausschlusswort"
    session.commit()
    return match_id


def text_of(pdf: bytes) -> str:
    return without_isolates(" ".join(" ".join(page_texts(pdf)).replace("\u00a0", " ").split()).replace("\u00ad", ""))


FORBIDDEN = (
    *SECRETS.values(), "Ahmadi", "F-2026", "Bedarfsnotiz", "Interessenwort", "Bedarfsort", "Geheimweg", "Klientenort",
    "Titelwort", "Begruendungswort", "Ausschlusswort", "17.05.1990", "1990", "36",
)  # fmt: skip


def test_the_volunteers_sheet_says_five_things_and_nothing_else(session: Session, actor: Actor) -> None:
    data = match_print(session, actor, prepared(session, actor))
    sheet = volunteer_sheet(data)
    text = text_of(sheet.pdf)
    for wanted in ("für Gerda Weiß", "Ali", "0151 234567", "Arabisch", "Kurdisch", "Deutsch sprechen üben",
                   "Dienstag 16:00–18:00"):  # fmt: skip
        assert wanted in text, wanted
    assert [marker for marker in FORBIDDEN if marker in text] == []
    assert [marker for marker in FORBIDDEN if marker in repr(data.__dict__ | {"office": "", "checked": ""})] == []
    assert (sheet.pages, sheet.missing) == (1, ())


def test_the_control_finds_a_field_that_is_printed(session: Session, actor: Actor) -> None:
    """The same question about a sheet that does say more."""
    data = match_print(session, actor, prepared(session, actor))
    told = MatchPrint(**(data.__dict__ | {"task": f"Deutsch mit {SECRETS['family_name']}"}))
    assert [marker for marker in FORBIDDEN if marker in text_of(volunteer_sheet(told).pdf)] == ["Zirbelkiefer"]


def test_without_a_consent_that_holds_there_is_no_sheet(session: Session, actor: Actor) -> None:
    match_id = suggested(session, actor)
    with pytest.raises(CaseworkError, match="Einwilligung"):
        match_print(session, actor, match_id)
    person_id = match_detail(session, actor, match_id).consents[0].person_id
    made = record_consent(session, actor, match_id, person_id, TODAY).made or 0
    assert match_print(session, actor, match_id).client_given == "Ali"
    withdraw_consent(session, actor, made, TODAY)
    with pytest.raises(CaseworkError, match="Einwilligung"):
        match_print(session, actor, match_id)


def test_a_match_that_has_ended_prints_nothing(session: Session, actor: Actor) -> None:
    match_id = prepared(session, actor)
    end_match(session, actor, match_id, Ending(TODAY, MatchEnd.REACHED))
    with pytest.raises(CaseworkError, match="beendet"):
        match_print(session, actor, match_id)


def test_the_coordination_prints_both_sheets(session: Session, actor: Actor) -> None:
    data = match_print(session, coordinator(actor), prepared(session, actor, meeting=True))
    assert volunteer_sheet(data).pages == 1
    assert volunteer_meeting_sheet(data, SheetVariant.SIDE_BY_SIDE, "ar").pages == 1


def test_wished_times_stand_there_while_none_are_agreed_on(session: Session, actor: Actor) -> None:
    match_id = prepared(session, actor, meeting=True)
    session.connection(execution_options={"writing": True})
    need = session.get_one(VolunteerNeed, session.get_one(VolunteerMatch, match_id).need_id)
    need.times = [[4, 600, 660]]
    session.commit()
    text = text_of(volunteer_sheet(match_print(session, actor, match_id)).pdf)
    assert "Gewünschte Zeiten Freitag 10:00–11:00" in text


def test_the_meeting_sheet_says_when_where_rules_and_contacts_of_both(session: Session, actor: Actor) -> None:
    data = match_print(session, actor, prepared(session, actor, meeting=True))
    sheet = volunteer_meeting_sheet(data, SheetVariant.GERMAN, "de")
    text = text_of(sheet.pdf)
    for wanted in ("Wir lernen uns kennen", "Ali, Gerda", "Sonntag, 22.11.2026", "Ort: Café im Rathaus",
                   "Bis 20.12.2026 probieren wir aus", "Gerda: 07000 6, gerda@example.org", "Ali: 0151 234567",
                   "Büro: 07000 98 76 0", "Was wir besprechen, bleibt unter uns.",
                   "Bitte sprechen Sie langsam."):  # fmt: skip
        assert wanted in text, wanted
    assert [marker for marker in (*FORBIDDEN, "Weiß", "Lindenweg") if marker in text] == []
    assert (sheet.pages, sheet.missing, sheet.unreviewed) == (1, (), ())


def test_a_volunteer_who_does_not_show_the_contact_is_reached_by_the_office(session: Session, actor: Actor) -> None:
    match_id = prepared(session, actor, meeting=True)
    session.connection(execution_options={"writing": True})
    session.get_one(Volunteer, session.get_one(VolunteerMatch, match_id).volunteer_id).may_show_contact = False
    session.commit()
    text = text_of(volunteer_meeting_sheet(match_print(session, actor, match_id), SheetVariant.GERMAN, "de").pdf)
    assert "gerda@example.org" not in text
    assert "Büro: 07000 98 76 0" in text


@pytest.mark.parametrize("language", PRINT_LANGUAGES)
def test_the_meeting_sheet_fits_a_page_in_every_language(session: Session, actor: Actor, language: str) -> None:
    data = match_print(session, actor, prepared(session, actor, meeting=True))
    for variant in (SheetVariant.SIDE_BY_SIDE, SheetVariant.LANGUAGE_ONLY):
        sheet = volunteer_meeting_sheet(data, variant, language)
        assert (sheet.pages, sheet.missing, sheet.untranslated) == (1, (), ())
        assert sheet.unreviewed


def test_both_sheets_are_accessible(session: Session, actor: Actor, optional_program: object) -> None:
    data = match_print(session, actor, prepared(session, actor, meeting=True))
    assert failed_checks(volunteer_sheet(data).pdf) == []
    assert failed_checks(volunteer_meeting_sheet(data, SheetVariant.SIDE_BY_SIDE, "ar").pdf) == []


def line_with(pdf: bytes, character: str) -> str:
    """What is drawn on the line of the first such character, from left to right."""
    page = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    boxes = [(*page.get_charbox(place), letter) for place, letter in enumerate(page.get_text_range())]
    height = next(bottom for _, bottom, _, _, letter in boxes if letter == character)
    return "".join(letter for left, bottom, _, _, letter in sorted(boxes) if left and abs(bottom - height) < 8)


def test_a_name_in_arabic_letters_stands_before_its_contact(session: Session, actor: Actor) -> None:
    data = match_print(session, actor, prepared(session, actor, meeting=True))
    named = MatchPrint(**(data.__dict__ | {"volunteer_given": "محمد", "volunteer_contact": "07000 6, m@example.org"}))
    drawn = line_with(volunteer_meeting_sheet(named, SheetVariant.GERMAN, "de").pdf, "@")
    assert "".join(drawn.split()).endswith(":070006,m@example.org")
