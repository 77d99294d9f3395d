"""Typed dates and times are read as a German clerk means them."""

from __future__ import annotations

import datetime as dt

import pytest

from desktop.errors import CaseworkError
from desktop.views.fields.date_reading import Lean, full_year, read_date, read_time, with_weekday

TODAY = dt.date(2026, 11, 22)  # a Sunday


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("010526", dt.date(2026, 5, 1)),
        ("01051985", dt.date(1985, 5, 1)),
        ("1.5.26", dt.date(2026, 5, 1)),
        ("1.5.2026", dt.date(2026, 5, 1)),
        (" 01. 05. 2026 ", dt.date(2026, 5, 1)),
        ("1/5/26", dt.date(2026, 5, 1)),
        ("2026-05-01", dt.date(2026, 5, 1)),
        ("1. Mai 2026", dt.date(2026, 5, 1)),
        ("3. märz 27", dt.date(2027, 3, 3)),
        ("3 maerz 27", dt.date(2027, 3, 3)),
        ("heute", TODAY),
        ("Morgen", dt.date(2026, 11, 23)),
        ("übermorgen", dt.date(2026, 11, 24)),
        ("gestern", dt.date(2026, 11, 21)),
        ("+6w", dt.date(2027, 1, 3)),
        ("+3m", dt.date(2027, 2, 22)),
        ("+ 2 Wochen", dt.date(2026, 12, 6)),
        ("+10", dt.date(2026, 12, 2)),
        ("+10 Tage", dt.date(2026, 12, 2)),
        ("-1j", dt.date(2025, 11, 22)),
        ("fr", dt.date(2026, 11, 27)),
        ("Freitag", dt.date(2026, 11, 27)),
        ("so", dt.date(2026, 11, 29)),
        ("1.1.85", dt.date(1985, 1, 1)),
        ("5.1.", dt.date(2027, 1, 5)),
        ("20.8.", dt.date(2026, 8, 20)),
    ],
)
def test_a_date_is_read_as_it_is_meant(typed: str, expected: dt.date) -> None:
    assert read_date(typed, TODAY) == expected


@pytest.mark.parametrize(
    ("typed", "lean", "expected"),
    [
        ("5.1.", Lean.PAST, dt.date(2026, 1, 5)),
        ("20.8.", Lean.FUTURE, dt.date(2027, 8, 20)),
        ("fr", Lean.PAST, dt.date(2026, 11, 20)),
        ("so", Lean.PAST, dt.date(2026, 11, 15)),
        ("1.1.30", Lean.PAST, dt.date(1930, 1, 1)),
        ("1.1.30", Lean.FUTURE, dt.date(2030, 1, 1)),
        ("3. Mai", Lean.FUTURE, dt.date(2027, 5, 3)),
    ],
)
def test_what_is_left_open_leans_to_the_side_that_makes_sense(typed: str, lean: Lean, expected: dt.date) -> None:
    assert read_date(typed, TODAY, lean) == expected


@pytest.mark.parametrize("typed", ["", "   "])
def test_nothing_typed_is_no_date(typed: str) -> None:
    assert read_date(typed, TODAY) is None


@pytest.mark.parametrize("typed", ["31.2.2026", "310226", "2026-02-31", "29.2.27", "00.01.2026", "31. Februar 2026"])
def test_an_impossible_date_is_one_sentence_that_names_it(typed: str) -> None:
    with pytest.raises(CaseworkError, match=r"^Den \d\d\.\d\d\.\d{4} gibt es nicht\. Bitte Tag und Monat prüfen\.$"):
        read_date(typed, TODAY)


@pytest.mark.parametrize("typed", ["bald", "2019", "12345", "1.1900", "1.5.203", "+w", "١.٥.x"])
def test_an_unreadable_date_is_quoted_with_an_example(typed: str) -> None:
    with pytest.raises(CaseworkError, match="ist kein Datum") as caught:
        read_date(typed, TODAY)
    assert typed in str(caught.value)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("9", dt.time(9)), ("930", dt.time(9, 30)), ("0930", dt.time(9, 30)), ("9:30", dt.time(9, 30)),
     ("9.30 Uhr", dt.time(9, 30)), ("14 uhr", dt.time(14)), ("23:59", dt.time(23, 59)), ("", None)],
)  # fmt: skip
def test_a_time_is_read_as_it_is_meant(typed: str, expected: dt.time | None) -> None:
    assert read_time(typed) == expected


@pytest.mark.parametrize("typed", ["24:00", "9:60", "bald", "9:3", "12:30:15"])
def test_an_impossible_time_is_one_sentence(typed: str) -> None:
    with pytest.raises(CaseworkError, match="ist keine Uhrzeit"):
        read_time(typed)


def test_two_digits_of_a_year_never_lie_far_ahead() -> None:
    assert full_year("46", TODAY) == 2046
    assert full_year("47", TODAY) == 1947
    assert full_year("27", TODAY, Lean.PAST) == 1927


def test_a_day_is_shown_with_its_weekday() -> None:
    assert with_weekday(dt.date(2026, 5, 1)) == "Fr 01.05.2026"
