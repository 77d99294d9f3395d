"""Appointments as an iCalendar file (RFC 5545) that Outlook and phones open: with time zone, stable UID, sequence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard

from desktop.casework.appointments.appointment_rows import CalendarEntry
from desktop.casework.appointments.local_time import ZONE
from desktop.talk_terms import AppointmentStatus

_PRODUCT = "-//Wegplan//Termine//DE"
_CANCELLED = frozenset({AppointmentStatus.CANCELLED, AppointmentStatus.POSTPONED})


def calendar_file(entries: Iterable[CalendarEntry], made_at: dt.datetime) -> bytes:
    """The file, lines ended by CRLF; `made_at` (aware) is when it was made. METHOD:PUBLISH: nobody is invited by it.

    One called off is told as cancelled, so that a calendar that has it takes it out.
    """
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(_zone())
    for entry in entries:
        calendar.add_component(_event(entry, made_at))
    return bytes(calendar.to_ical())


def _zone() -> Timezone:
    """The rule of the European Union since 1996. Outlook understands a rule, but not every list of days."""
    winter, summer = dt.timedelta(hours=1), dt.timedelta(hours=2)
    zone, daylight, standard = Timezone(), TimezoneDaylight(), TimezoneStandard()
    zone.add("tzid", ZONE.key)
    for part, begins, month, before, after, name in (
        (daylight, dt.datetime(1996, 3, 31, 2), 3, winter, summer, "CEST"),  # noqa: DTZ001  the wall clock, by RFC 5545
        (standard, dt.datetime(1996, 10, 27, 3), 10, summer, winter, "CET"),  # noqa: DTZ001  as above
    ):
        part.add("dtstart", begins)
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after)
        part.add("tzname", name)
        zone.add_component(part)
    return zone


def _event(entry: CalendarEntry, made_at: dt.datetime) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", made_at.astimezone(dt.UTC))
    event.add("dtstart", entry.begins.astimezone(ZONE))
    event.add("dtend", entry.ends.astimezone(ZONE))
    event.add("summary", entry.summary)
    if entry.place:
        event.add("location", entry.place)
    event.add("sequence", entry.sequence)
    event.add("status", "CANCELLED" if entry.status in _CANCELLED else "CONFIRMED")
    event.add("class", "PRIVATE")
    return event
