"""Calendar files: read back by the library they hold exactly what was planned, and nothing about the person."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from icalendar import Calendar, Timezone

from desktop.casework.appointments.appointment_rows import CalendarEntry
from desktop.casework.appointments.local_time import moment
from desktop.exchange.ics import calendar_file
from desktop.talk_terms import AppointmentStatus

MADE = dt.datetime(2026, 11, 22, 9, tzinfo=dt.UTC)


def entry(day: dt.date = dt.date(2026, 11, 23), time: str = "09:30", minutes: int = 60, **more: Any) -> CalendarEntry:
    begins = moment(day, time)
    values: dict[str, Any] = {
        "uid": "a1@wegplan", "summary": "Beratung F-2026-001 (AM)", "place": "Rathaus, Zimmer 4; hinten",
        "status": AppointmentStatus.PLANNED, "sequence": 0,
    }  # fmt: skip
    return CalendarEntry(begins=begins, ends=begins + dt.timedelta(minutes=minutes), **(values | more))


def read(data: bytes) -> list[Any]:
    return list(Calendar.from_ical(data).walk("VEVENT"))


def test_an_appointment_is_the_same_when_it_is_read_back() -> None:
    (event,) = read(calendar_file([entry(sequence=3)], MADE))
    assert str(event["uid"]) == "a1@wegplan"
    assert str(event["summary"]) == "Beratung F-2026-001 (AM)"
    assert str(event["location"]) == "Rathaus, Zimmer 4; hinten"
    assert event.decoded("dtstart").isoformat() == "2026-11-23T09:30:00+01:00"
    assert event.decoded("dtend").isoformat() == "2026-11-23T10:30:00+01:00"
    assert (int(event["sequence"]), str(event["status"])) == (3, "CONFIRMED")


@pytest.mark.parametrize(
    ("day", "offset"),
    [
        (dt.date(2026, 3, 28), "+01:00"), (dt.date(2026, 3, 29), "+02:00"),
        (dt.date(2026, 10, 24), "+02:00"), (dt.date(2026, 10, 25), "+01:00"),
    ],
)  # fmt: skip
def test_the_time_on_the_wall_stays_through_both_changes_of_the_clocks(day: dt.date, offset: str) -> None:
    (event,) = read(calendar_file([entry(day, "09:00")], MADE))
    assert event.decoded("dtstart").isoformat() == f"{day}T09:00:00{offset}"


def test_the_zone_written_into_the_file_changes_its_clocks_as_the_law_says() -> None:
    """Programs that do not know „Europe/Berlin“ go by the rule in the file."""
    (zone,) = Calendar.from_ical(calendar_file([entry()], MADE)).walk("VTIMEZONE")
    assert isinstance(zone, Timezone)
    own = zone.to_tz(lookup_tzid=False)
    for day in (dt.date(2026, 3, 28), dt.date(2026, 3, 29), dt.date(2026, 10, 24), dt.date(2027, 10, 31)):
        noon = dt.datetime.combine(day, dt.time(12), own)
        assert noon.astimezone(dt.UTC) == moment(day, "12:00"), day


def test_outlook_gets_what_it_asks_for() -> None:
    data = calendar_file([entry()], MADE)
    assert b"METHOD:PUBLISH\r\n" in data
    assert data.count(b"\n") == data.count(b"\r\n")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))


@pytest.mark.parametrize("status", [AppointmentStatus.CANCELLED, AppointmentStatus.POSTPONED])
def test_an_appointment_called_off_is_taken_out_of_the_calendar_that_has_it(status: AppointmentStatus) -> None:
    (event,) = read(calendar_file([entry(status=status)], MADE))
    assert str(event["status"]) == "CANCELLED"


def test_a_period_holds_every_appointment_once() -> None:
    entries = [entry(dt.date(2026, 11, day), uid=f"u{day}@wegplan") for day in range(2, 28)]
    assert [str(event["uid"]) for event in read(calendar_file(entries, MADE))] == [one.uid for one in entries]


@pytest.mark.parametrize("text", ["a\r\nATTENDEE:mailto:x@y", "Straße 🙂 𝒳", "\\;,:\"" * 60, "زمان", "x" * 5_000])
def test_no_text_breaks_out_of_its_line(text: str) -> None:
    (event,) = read(calendar_file([entry(summary=text, place=text)], MADE))
    assert str(event["summary"]) == text.replace("\r\n", "\n")
    assert "attendee" not in event
