"""Hours, ways and money are read as people type them, and what cannot be is refused with a sentence that helps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.casework.volunteers.hours.hours_words import (
    DAY_MINUTES,
    clock_hours,
    euros,
    kilometres,
    read_cents,
    read_metres,
    read_minutes,
    spoken_hours,
)
from desktop.errors import CaseworkError


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("1,5", 90), ("1.5", 90), ("1:30", 90), ("90 min", 90), ("90min.", 90), ("90 Minuten", 90), ("90m", 90),
        ("1 h 30", 90), ("1h30min", 90), ("1 Std. 30", 90), ("2", 120), ("2 Std.", 120), ("2 Stunden", 120),
        ("1½", 90), ("½", 30), ("¾ h", 45), (",5", 30), ("0,33", 20), ("24", 1440), ("24:00", 1440), ("1440 min", 1440),
        ("", 0), ("  ", 0), ("0", 0), ("0:05", 5), ("1\u00a0h", 60),
    ],
)  # fmt: skip
def test_a_time_is_read_as_typed(typed: str, minutes: int) -> None:
    assert read_minutes(typed) == minutes


@pytest.mark.parametrize("typed", ["-1", "eins", "1:60", "1:3:0", ".", ",", "1,5,5", "1e3", "1;30", "½½½", "3 km"])
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(CaseworkError, match="1,5 oder 1:30 oder 90 min") as refused:
        read_minutes(typed)
    assert refused.value.field == "minutes"


@pytest.mark.parametrize("typed", ["25", "90", "24:01", "1441 min", "999"])
def test_no_day_has_more_than_24_hours(typed: str) -> None:
    with pytest.raises(CaseworkError, match="Ein Tag hat 24 Stunden"):
        read_minutes(typed)


@given(st.integers(0, DAY_MINUTES))
def test_every_time_shown_is_read_back(minutes: int) -> None:
    assert read_minutes(clock_hours(minutes)) == minutes
    assert read_minutes(f"{minutes} min") == minutes


@given(st.text(max_size=12))
def test_any_text_is_a_time_of_the_day_or_refused(text: str) -> None:
    try:
        minutes = read_minutes(text)
    except CaseworkError:
        return
    assert 0 <= minutes <= DAY_MINUTES


@pytest.mark.parametrize(
    ("typed", "metres"), [("12", 12_000), ("12,4", 12_400), ("12.4 km", 12_400), ("0,05", 50), ("1.200", 1_200_000)]
)
def test_a_way_is_read_in_kilometres(typed: str, metres: int) -> None:
    assert read_metres(typed) == metres


@pytest.mark.parametrize(
    ("typed", "cents"),
    [("3,5", 350), ("3,50 €", 350), ("1.250", 125_000), ("1.250,00", 125_000), ("0,05", 5), ("", 0), ("12", 1200)],
)
def test_an_amount_is_read_in_euros(typed: str, cents: int) -> None:
    assert read_cents(typed, "expenses_cents") == cents


@pytest.mark.parametrize("typed", ["-3", "3,505", "drei", "3,5,5", "1.25.000"])
def test_what_is_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(CaseworkError, match="3,50") as refused:
        read_cents(typed, "allowance_cents")
    assert refused.value.field == "allowance_cents"


def test_sums_are_written_in_german() -> None:
    assert (clock_hours(0), clock_hours(90), clock_hours(72_005)) == ("0:00", "1:30", "1200:05")
    assert [spoken_hours(minutes) for minutes in (0, 1, 60, 90, 150)] == [
        "0 Stunden", "1 Minute", "1 Stunde", "1 Stunde 30 Minuten", "2 Stunden 30 Minuten",
    ]  # fmt: skip
    assert (kilometres(12_000), kilometres(12_449)) == ("12 km", "12,4 km")
    assert (euros(0), euros(96_000), euros(123_456_7), euros(-5)) == ("0,00 €", "960,00 €", "12.345,67 €", "-0,05 €")
