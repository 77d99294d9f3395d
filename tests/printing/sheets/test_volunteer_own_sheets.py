"""What a volunteer is told about the own data, and the consent to be signed, as they are on paper. All fictional."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from desktop.casework.office import OfficeSettings
from desktop.casework.volunteers.papers.paper_rules import PaperSettings
from desktop.casework.volunteers.register.volunteer_data import ConsentData, DatedWords, HoursOfYear, VolunteerData
from desktop.casework.volunteers.week_times import Span
from desktop.printing.sheets.printed import PrintedSheet
from desktop.printing.sheets.volunteer_consent_sheet import consent_sheet
from desktop.printing.sheets.volunteer_data_sheet import data_sheet
from tests.printing.engine.engine_pdf import page_texts
from tests.tools.vera.vera import failed_checks

DAY = dt.date(2026, 11, 22)
OFFICE = OfficeSettings(municipality="Stadt Musterlingen", street="Rathausplatz 1", town="Musterlingen")
DATA = VolunteerData(
    OFFICE, DAY, "Petra Lang", "Gerda Weiß", (("Telefon", "07000 6"), ("Interessen", "Garten, Nähen")),
    (Span(1, 960, 1080),), (DatedWords(DAY, "einsatzbereit"),), (("Verschwiegenheit", "vom 04.03.2026"),),
    (DatedWords(DAY, "Sprachpatenschaft: aktiv"),), (DatedWords(DAY, "Erstgespräch"),),
    (HoursOfYear(2026, 150, 12_500, 320, 9_000),), PaperSettings(),
)  # fmt: skip
CONSENT = ConsentData(
    OFFICE, "Gerda Weiß", "Lindenweg 3, 70000 Altstadt", "2026-11", PaperSettings(), "Petra Lang", DAY,
)  # fmt: skip


def words_of(sheet: PrintedSheet) -> str:
    return " ".join(" ".join(page_texts(sheet.pdf)).replace("\u00a0", " ").split())


def test_everything_kept_stands_on_the_sheet() -> None:
    sheet = data_sheet(DATA)
    assert sheet.missing == ()
    for told in (
        "Auskunft über Ihre Daten", "Gerda Weiß", "Telefon 07000 6", "Garten, Nähen", "Dienstag 16:00–18:00",
        "22.11.2026 einsatzbereit", "Verschwiegenheit vom 04.03.2026", "Sprachpatenschaft: aktiv",
        "22.11.2026 Erstgespräch", "2026 2,5 Stunden, 12,5 km, Auslagen 3,20 €, Aufwandsentschädigung 90,00 €",
        "nach 3 Monaten", "nach 12 Monaten", "Stand 22.11.2026, zusammengestellt von Petra Lang",
    ):  # fmt: skip
        assert told in words_of(sheet), told


def test_where_nothing_is_kept_that_is_said() -> None:
    bare = replace(DATA, week=(), statuses=(), papers=(), matches=(), contacts=(), hours=())
    assert words_of(data_sheet(bare)).count("Darüber ist nichts gespeichert.") == 6


@pytest.mark.parametrize(("months", "words"), [(0, "sofort"), (1, "nach einem Monat"), (2, "nach 2 Monaten")])
def test_the_periods_are_the_offices(months: int, words: str) -> None:
    settings = PaperSettings(conduct_months=months, forget_months=24)
    said = words_of(data_sheet(replace(DATA, settings=settings)))
    assert f"Führungszeugnis {words}" in said
    assert "nach 24 Monaten" in said
    agreed = words_of(consent_sheet(replace(CONSENT, settings=settings)))
    assert ("sofort" in agreed) is (months == 0)
    assert "nach 24 Monaten" in agreed


def test_the_consent_fits_one_page_and_says_what_is_kept_how_long_and_how_it_ends() -> None:
    sheet = consent_sheet(CONSENT)
    assert (sheet.pages, sheet.missing) == (1, ())
    for told in (
        "Einwilligung: Ihre Daten im Ehrenamt", "Gerda Weiß", "Lindenweg 3, 70000 Altstadt", "Wir machen keine Kopie",
        "jederzeit ohne Gründe widerrufen", "bei Petra Lang", "nach spätestens 3 Monaten", "nach 12 Monaten",
        "Fassung 2026-11", "Unterschrift Ehrenamtliche/r",
    ):  # fmt: skip
        assert told in words_of(sheet), told


def test_a_long_name_still_fits_the_consent() -> None:
    long = replace(CONSENT, name="Anna-Magdalena " * 8, address="Gartenstraße am Oberen Tor 3 " * 5)
    assert consent_sheet(long).pages == 1


def test_they_print_the_same_twice() -> None:
    assert data_sheet(DATA).pdf == data_sheet(DATA).pdf
    assert consent_sheet(CONSENT).pdf == consent_sheet(CONSENT).pdf


def test_they_are_accessible(optional_program: Callable[[str], str]) -> None:
    optional_program("java")
    assert failed_checks(data_sheet(DATA).pdf) == []
    assert failed_checks(consent_sheet(CONSENT).pdf) == []
