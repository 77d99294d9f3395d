"""The calendar as the page shows it: which days, whose appointments, where each stands, and where the mark is."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

import desktop.models.emit_guard  # noqa: F401  imported for its effect
from desktop.casework.appointments.appointment_rows import AppointmentRow, Slot
from desktop.casework.appointments.appointment_views import appointments_between
from desktop.casework.appointments.local_time import wall_time
from desktop.casework.changes import Changes, Kind
from desktop.casework.office import OfficeSettings, office_settings
from desktop.clock import add_months, german_date, now, today
from desktop.errors import CaseworkError
from desktop.models.work import Work
from desktop.talk_terms import AppointmentStatus

WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
MONTHS = ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
          "Dezember")  # fmt: skip
SLOT_MINUTES = 30
_LAST_SLOT = 24 * 60 - SLOT_MINUTES


class Span(enum.StrEnum):
    """How many days are shown."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True)
class Placed:
    """An appointment with its place among those at the same time: lane 0 of 1 has the day's whole width."""

    row: AppointmentRow
    begin: int
    """Minutes since midnight on the wall."""
    end: int
    lane: int
    lanes: int


def days_shown(day: dt.date, span: Span) -> tuple[dt.date, ...]:
    """The day, its week from Monday on, or the whole weeks of its month."""
    if span is Span.DAY:
        return (day,)
    if span is Span.WEEK:
        return _days(_monday(day), 7)
    first = _monday(day.replace(day=1))
    last = add_months(day.replace(day=1), 1) - dt.timedelta(days=1)
    return _days(first, ((last - first).days // 7 + 1) * 7)


def placed(rows: Sequence[AppointmentRow]) -> tuple[Placed, ...]:
    """Appointments of one day side by side where they overlap, in order of time."""
    found: list[Placed] = []
    group: list[tuple[AppointmentRow, int, int]] = []
    for row in sorted(rows, key=lambda row: (row.begins, row.id)):
        begin, end = _wall_minutes(row)
        if group and begin >= max(until for _, _, until in group):
            found += _lanes(group)
            group = []
        group.append((row, begin, end))
    return (*found, *_lanes(group))


def period_title(day: dt.date, span: Span) -> str:
    """„Montag, 23.11.2026 · KW 48“, „KW 48 · 23.11. – 29.11.2026“, „November 2026“."""
    week = f"KW {day.isocalendar().week}"
    if span is Span.DAY:
        return f"{WEEKDAYS[day.weekday()]}, {german_date(day)} · {week}"
    if span is Span.WEEK:
        first, *_, last = days_shown(day, span)
        return f"{week} · {german_date(first)} – {german_date(last)}"
    return f"{MONTHS[day.month - 1]} {day.year}"


def spoken(row: AppointmentRow) -> str:
    """Everything a calendar shows of an appointment, as one line for screen readers and tooltips."""
    status = "" if row.status is AppointmentStatus.PLANNED else f" · {row.status.label}"
    return f"{when_words(row)}: {what_words(row)}{status}"


def when_words(row: AppointmentRow) -> str:
    """„Montag, 23.11.2026, 09:30 bis 10:30 Uhr“."""
    return f"{WEEKDAYS[row.on_date.weekday()]}, {german_date(row.on_date)}, {row.start_time} bis {row.end_time} Uhr"


def what_words(row: AppointmentRow) -> str:
    """„Beratung · Ahmadi, Maryam · Rathaus · Petra Lang“."""
    who = ", ".join(row.persons) or row.case_title
    return " · ".join(part for part in (row.title, who, row.place, row.user) if part)


def slot_words(slot: Slot) -> str:
    """„Montag, 23.11.2026, 09:30 Uhr“."""
    return f"{WEEKDAYS[slot.on_date.weekday()]}, {german_date(slot.on_date)}, {slot.start_time} Uhr"


def at_minute(minutes: int) -> str:
    """HH:MM of so many minutes after midnight."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def minute_of(time: str) -> int:
    """Minutes after midnight of HH:MM."""
    hours, _, minutes = time.partition(":")
    return int(hours) * 60 + int(minutes)


class CalendarBoard(QObject):
    """What is shown and what is marked; reads anew when the days change or an appointment was changed anywhere.

    *Signals:* `changed` after another reading, mark or span; `failed(CaseworkError)`.
    """

    changed = Signal()
    failed = Signal(object)

    def __init__(self, work: Work, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self.span, self.mine = Span.WEEK, True
        self.day, self.minute = today(), 9 * 60
        self.settings = OfficeSettings()
        self._rows: dict[dt.date, tuple[AppointmentRow, ...]] = {}
        self._chosen: int | None = None
        work.announced.connect(self._on_announced)

    def load(self) -> None:
        """Read settings and appointments."""
        self._work.read(self, office_settings, then=self._on_settings, failed=self.failed.emit)
        self._read()

    @property
    def days(self) -> tuple[dt.date, ...]:
        """The days shown."""
        return days_shown(self.day, self.span)

    @property
    def own_user(self) -> int:
        """Id of who looks at the calendar."""
        return self._work.actor.user_id

    @property
    def slot(self) -> Slot:
        """Where the mark stands, for something new."""
        return Slot(self.day, at_minute(self.minute), 60)

    def rows(self, day: dt.date) -> tuple[AppointmentRow, ...]:
        """Appointments of a day in order of time."""
        return self._rows.get(day, ())

    def count(self) -> int:
        """Appointments shown that are not called off."""
        return sum(not row.is_over for day in self.days for row in self.rows(day))

    def hours(self) -> tuple[int, int]:
        """First and last hour of the day grid: the working hours, stretched by what stands outside."""
        first, last = self.settings.working_hours_from, self.settings.working_hours_until
        for day in self.days:
            for row in self.rows(day):
                begin, end = _wall_minutes(row)
                first, last = min(first, begin // 60), max(last, -(-end // 60))
        return min(first, self.minute // 60), max(last, self.minute // 60 + 1)

    def now_minute(self, day: dt.date) -> int | None:
        """Minutes after midnight now, when that is this day."""
        local = wall_time(now())
        return local.hour * 60 + local.minute if local.date() == day else None

    def chosen(self) -> AppointmentRow | None:
        """The appointment the mark stands on; of several at once the one stepped to."""
        here = self._here()
        return next((row for row in here if row.id == self._chosen), here[0] if here else None)

    def choose(self, row: AppointmentRow) -> None:
        """Put the mark on an appointment."""
        self._chosen = row.id
        self.go(row.on_date, _wall_minutes(row)[0] // SLOT_MINUTES * SLOT_MINUTES)

    def step_here(self) -> None:
        """To the next of several appointments at once."""
        here = self._here()
        if len(here) > 1:
            ids = [row.id for row in here]
            present = self.chosen()
            self._chosen = ids[(ids.index(present.id) + 1) % len(ids)] if present else ids[0]
            self.changed.emit()

    def go(self, day: dt.date, minute: int | None = None) -> None:
        """Put the mark on a day and time; other days are read when it leaves those shown."""
        before = self.days
        self.day = min(max(day, dt.date(2000, 1, 1)), dt.date(2100, 12, 31))
        if minute is not None:
            self.minute = min(max(minute, 0), _LAST_SLOT)
        if self.days != before:
            self._read()
        else:
            self.changed.emit()

    def step(self, days: int = 0, slots: int = 0) -> None:
        """Move the mark by days and half hours."""
        self.go(self.day + dt.timedelta(days=days), self.minute + slots * SLOT_MINUTES)

    def turn(self, pages: int) -> None:
        """To the next or former day, week or month."""
        if self.span is Span.MONTH:
            self.go(add_months(self.day, pages))
        else:
            self.step(days=pages * (7 if self.span is Span.WEEK else 1))

    def show_span(self, span: Span) -> None:
        """Day, week or month around the mark."""
        if span is not self.span:
            self.span = span
            self._read()

    def show_mine(self, mine: bool) -> None:
        """One's own appointments alone, or those of the whole team."""
        self.mine = mine
        self._read()

    def moved(self, row: AppointmentRow, days: int = 0, slots: int = 0) -> Slot:
        """Where an appointment stands that is moved by days and half hours."""
        minute = min(max(minute_of(row.start_time) + slots * SLOT_MINUTES, 0), 24 * 60 - row.minutes)
        return Slot(row.on_date + dt.timedelta(days=days), at_minute(minute), row.minutes)

    def _here(self) -> tuple[AppointmentRow, ...]:
        if self.span is Span.MONTH:
            return self.rows(self.day)
        until = self.minute + SLOT_MINUTES
        return tuple(
            row for row in self.rows(self.day) if _wall_minutes(row)[0] < until and self.minute < _wall_minutes(row)[1]
        )

    def _read(self) -> None:
        first, last = self.days[0], self.days[-1]
        user = self.own_user if self.mine else None
        self._work.read(self, appointments_between, first, last, user, then=self._on_rows, failed=self._on_failed)

    def _on_rows(self, rows: tuple[AppointmentRow, ...]) -> None:
        self._rows = {day: tuple(row for row in rows if row.on_date == day) for day in {row.on_date for row in rows}}
        self.changed.emit()

    def _on_settings(self, settings: OfficeSettings) -> None:
        self.settings = settings
        self.changed.emit()

    def _on_failed(self, error: CaseworkError) -> None:
        self.failed.emit(error)

    def _on_announced(self, changes: Changes, _initiator: object) -> None:
        if changes.touches(Kind.OFFICE):
            self.load()
        elif changes.touches(Kind.APPOINTMENT) or changes.touches(Kind.CASE):
            self._read()


def _wall_minutes(row: AppointmentRow) -> tuple[int, int]:
    """Begin and end on the wall; at midnight the end is 1440, and over the change of clocks never before the begin."""
    begin = minute_of(row.start_time)
    end = minute_of(row.end_time) or 24 * 60
    return begin, max(end, begin + 1)


def _lanes(group: list[tuple[AppointmentRow, int, int]]) -> list[Placed]:
    ends: list[int] = []
    chosen: list[tuple[AppointmentRow, int, int, int]] = []
    for row, begin, end in group:
        lane = next((number for number, until in enumerate(ends) if until <= begin), len(ends))
        ends[lane:lane + 1] = [end]
        chosen.append((row, begin, end, lane))
    return [Placed(row, begin, end, lane, len(ends)) for row, begin, end, lane in chosen]


def _monday(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())


def _days(first: dt.date, count: int) -> tuple[dt.date, ...]:
    return tuple(first + dt.timedelta(days=number) for number in range(count))
