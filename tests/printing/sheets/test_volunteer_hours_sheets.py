"""Sheets about hours: what stands on them, on how many pages, tagged, and the same twice. All people fictional."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from desktop.casework.office import OfficeSettings
from desktop.casework.volunteers.hours.allowances import MoneySettings, allowance_rows
from desktop.casework.volunteers.hours.hours_print import Certificate, Helper, MonthSheet, SheetLine, YearConfirmation
from desktop.casework.volunteers.hours.hours_rows import Sums
from desktop.casework.volunteers.hours.money_data import shipped_years
from desktop.printing.sheets.printed import PrintedSheet
from desktop.printing.sheets.volunteer_hours_sheets import (
    certificate_pdf,
    enumeration,
    month_sheet_pdf,
    year_confirmation_pdf,
)
from desktop.volunteer_terms import Activity, Allowance
from tests.printing.engine.engine_pdf import page_texts
from tests.tools.vera.vera import failed_checks

DAY = dt.date(2026, 11, 22)
OFFICE = OfficeSettings(municipality="Stadt Musterlingen", street="Rathausplatz 1", town="Musterlingen")
GERDA = Helper(1, "Gerda Weiß", None, "Gasse 1, 70000 Altstadt", dt.date(2021, 3, 1))
LINE = SheetLine(dt.date(2026, 11, 3), "Sprachpatenschaft: Filmon", 90, 12_400, 350, 1500, "Museum")
MONTH = MonthSheet(OFFICE, GERDA, dt.date(2026, 11, 1), (LINE,), (), Sums(90, 12_400, 372, 350, 1500), 30, DAY, False)
EMPTY = replace(MONTH, first=dt.date(2026, 10, 1), lines=(), tasks=("Sprachpatenschaft: Filmon", "Fahrdienst"),
                total=Sums(), empty=True)  # fmt: skip
YEAR = YearConfirmation(
    OFFICE, GERDA, 2026, Sums(150, 12_400, 372, 350, 900_00), 2,
    ((Activity.LANGUAGE, Sums(90)), (Activity.CAFE, Sums(60)), (Activity.RIDES, Sums(0, 500))),
    allowance_rows(MoneySettings(shipped_years()), 2026, {Allowance.VOLUNTEER: 900_00}), DAY, "Petra Lang",
)  # fmt: skip
THANKS = Certificate(OFFICE, GERDA, 13_400, (Activity.LANGUAGE, Activity.CAFE, Activity.RIDES), 5, DAY)
SHEETS: dict[str, Callable[[], PrintedSheet]] = {
    "month": lambda: month_sheet_pdf(MONTH), "to fill in": lambda: month_sheet_pdf(EMPTY),
    "year": lambda: year_confirmation_pdf(YEAR), "thanks": lambda: certificate_pdf(THANKS),
}  # fmt: skip


def words_of(sheet: PrintedSheet) -> str:
    return " ".join(" ".join(page_texts(sheet.pdf)).replace("\u00a0", " ").split())


@pytest.mark.parametrize("name", SHEETS)
def test_each_sheet_is_one_page_and_the_same_twice(name: str) -> None:
    first, second = SHEETS[name](), SHEETS[name]()
    assert first.pages == 1
    assert first.missing == ()
    assert first.pdf == second.pdf


@pytest.mark.parametrize("name", SHEETS)
def test_each_sheet_is_accessible(name: str, optional_program: Callable[[str], str]) -> None:
    optional_program("java")
    assert failed_checks(SHEETS[name]().pdf) == []


def test_the_month_has_every_entry_and_its_sums() -> None:
    words = words_of(month_sheet_pdf(MONTH))
    for told in (
        "Stundenblatt November 2026", "Gerda Weiß", "Di 03.11.", "Sprachpatenschaft: Filmon", "1:30", "12,4 km",
        "3,50 €", "15,00 €", "Museum", "Summe", "Weg: 3,72 €", "0,30 € je km", "Unterschrift Ehrenamtliche/r",
    ):  # fmt: skip
        assert told in words, told


def test_a_month_without_entries_says_so() -> None:
    assert "nichts eingetragen" in words_of(month_sheet_pdf(replace(MONTH, lines=(), total=Sums())))


def test_the_sheet_to_fill_in_has_a_line_for_each_day() -> None:
    words = words_of(month_sheet_pdf(EMPTY))
    assert "Tätigkeiten: Sprachpatenschaft: Filmon · Fahrdienst" in words
    assert all(f"{day:02}.10." in words for day in range(1, 32))
    assert "0:00" not in words


def test_a_month_with_a_hundred_entries_goes_on_to_more_pages() -> None:
    assert month_sheet_pdf(replace(MONTH, lines=(LINE,) * 100)).pages > 1


def test_the_year_is_confirmed_in_a_sentence_and_a_table() -> None:
    words = words_of(year_confirmation_pdf(YEAR))
    for told in (
        "Bescheinigung über ehrenamtliche Tätigkeit 2026", "Gerda Weiß, Gasse 1, 70000 Altstadt, im Jahr 2026",
        "an 2 Tagen insgesamt 2 Stunden 30 Minuten", "begann am 01.03.2021", "Begegnungscafé", "1:00", "2:30",
        "Wege: 12,4 km, erstattet 3,72 €", "Auslagen erstattet: 3,50 €", "Ehrenamtspauschale: 900,00 €",
        "Unterschrift (Petra Lang)", "Musterlingen, 22.11.2026",
    ):  # fmt: skip
        assert told in words, told
    assert "Fahrdienst" not in words


def test_a_year_without_money_has_no_words_about_it() -> None:
    plain = replace(YEAR, total=Sums(90), allowances=(), days=1, by_activity=((Activity.LANGUAGE, Sums(90)),))
    words = words_of(year_confirmation_pdf(plain))
    assert "an einem Tag insgesamt 1 Stunde 30 Minuten" in words
    assert "€" not in words


@pytest.mark.parametrize(
    ("years", "told"),
    [(0, "für das Ehrenamt in der Integration"), (1, "für ein Jahr Ehrenamt"), (10, "für 10 Jahre Ehrenamt")],
)
def test_the_thanks_say_for_what(years: int, told: str) -> None:
    words = words_of(certificate_pdf(replace(THANKS, years=years)))
    assert told in words
    assert "mit 223 geschenkten Stunden: Sprachpatenschaft, Begegnungscafé und Fahrdienst" in words
    assert "geschenkten" not in words_of(certificate_pdf(replace(THANKS, minutes=0)))


@pytest.mark.parametrize("name", ["Ann-Kathrin Freifrau von und zu Musterhausen-Oberkirchen", "Gerda " * 60, "Li"])
def test_the_thanks_are_one_page_whoever_gets_them(name: str) -> None:
    helper = replace(GERDA, name=name.strip())
    everything = replace(THANKS, helper=helper, activities=tuple(Activity))
    assert certificate_pdf(everything).pages == 1


def test_activities_are_listed_as_people_say_them() -> None:
    assert enumeration(()) == ""
    assert enumeration((Activity.CAFE,)) == "Begegnungscafé"
    assert enumeration((Activity.CAFE, Activity.RIDES)) == "Begegnungscafé und Fahrdienst"
