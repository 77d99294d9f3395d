"""What travels up and down of an appointment: what was entered, what calendars and case files show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.casework.appointments.local_time import moment, wall_time
from desktop.talk_terms import AppointmentStatus, TalkKind, TalkWay

MOST_MINUTES = 720
"""An appointment lasts twelve hours at the most."""
OVER = frozenset({AppointmentStatus.CANCELLED, AppointmentStatus.POSTPONED})
"""They take no time any more: nothing collides with them."""


@dataclass(frozen=True)
class AppointmentEntry:
    """An appointment as entered. `user_id` None leaves it to the acting user, an empty title to its kind."""

    on_date: dt.date
    start_time: str
    """HH:MM"""
    minutes: int
    case_id: int | None = None
    person_ids: tuple[int, ...] = ()
    title: str = ""
    kind: TalkKind = TalkKind.COUNSELLING
    way: TalkWay = TalkWay.OFFICE
    place: str = ""
    bring_along: str = ""
    note: str = ""
    user_id: int | None = None


@dataclass(frozen=True)
class Slot:
    """When it is: day, HH:MM, minutes."""

    on_date: dt.date
    start_time: str
    minutes: int


@dataclass(frozen=True)
class AppointmentRow:
    """An appointment as shown."""

    id: int
    on_date: dt.date
    start_time: str
    minutes: int
    title: str
    """As entered; the kind's name where nothing was."""
    kind: TalkKind
    way: TalkWay
    place: str
    bring_along: str
    note: str
    case_id: int | None
    case_number: str
    case_title: str
    person_ids: tuple[int, ...]
    persons: tuple[str, ...]
    user_id: int | None
    user: str
    user_short: str
    status: AppointmentStatus
    outcome: str
    talk_id: int | None
    row_version: int
    former: tuple[str, ...] = ()
    """When it was before, „20.11.2026, 10:00 Uhr“, the oldest first."""

    @property
    def slot(self) -> Slot:
        return Slot(self.on_date, self.start_time, self.minutes)

    @property
    def begins(self) -> dt.datetime:
        """The moment it begins (UTC)."""
        return moment(self.on_date, self.start_time)

    @property
    def ends(self) -> dt.datetime:
        """The moment it ends (UTC)."""
        return self.begins + dt.timedelta(minutes=self.minutes)

    @property
    def end_time(self) -> str:
        """HH:MM on the wall; 00:00 is midnight."""
        return f"{wall_time(self.ends):%H:%M}"

    @property
    def is_over(self) -> bool:
        """Whether it was called off or waits for another day."""
        return self.status in OVER

    @property
    def entry(self) -> AppointmentEntry:
        """The same as something to enter, to be changed."""
        title = "" if self.title == self.kind.label else self.title
        return AppointmentEntry(
            self.on_date, self.start_time, self.minutes, self.case_id, self.person_ids, title, self.kind,
            self.way, self.place, self.bring_along, self.note, self.user_id,
        )


@dataclass(frozen=True)
class CaseAppointments:
    """Everything a case file says of its appointments."""

    coming: tuple[AppointmentRow, ...]
    """Planned from now on, the next one first."""
    former: tuple[AppointmentRow, ...]
    """All others, the newest first."""
    no_shows: int

    @property
    def next(self) -> AppointmentRow | None:
        return self.coming[0] if self.coming else None


@dataclass(frozen=True)
class CalendarEntry:
    """An appointment as it leaves the program for another calendar: without note, talk or anything protected."""

    uid: str
    begins: dt.datetime
    ends: dt.datetime
    summary: str
    place: str
    status: AppointmentStatus
    sequence: int


@dataclass(frozen=True)
class KeptAppointment:
    """An appointment as it is taken away, so that „Rückgängig“ can put it back."""

    values: Mapping[str, object]
    person_ids: tuple[int, ...]
    history: tuple[Mapping[str, object], ...] = field(repr=False)
