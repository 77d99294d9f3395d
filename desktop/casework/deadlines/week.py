"""What stands on the week's sheet: appointments, dates and tasks per worker; nothing of S3 and no notes."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from desktop.casework.deadlines.choices import kept_settings
from desktop.casework.deadlines.rows import AppointmentLine, DueRow, TodayView
from desktop.casework.deadlines.today import today_view
from desktop.casework.gate import query
from desktop.casework.office import office_settings
from desktop.casework.rights import Actor, Right
from desktop.clock import now, today
from desktop.talk_terms import AppointmentStatus

_NOT_TO_COME = (AppointmentStatus.CANCELLED, AppointmentStatus.POSTPONED)


@dataclass(frozen=True)
class WeekLine:
    """A date or task: `who` is the case as the office wants it on paper."""

    day: dt.date
    what: str
    who: str
    overdue: bool


@dataclass(frozen=True)
class WeekAppointment:
    """An appointment of the week."""

    day: dt.date
    time: str
    what: str
    who: str
    place: str


@dataclass(frozen=True)
class WorkerWeek:
    """One worker's week; `name` is empty for what belongs to nobody."""

    name: str
    appointments: tuple[WeekAppointment, ...]
    lines: tuple[WeekLine, ...]


@dataclass(frozen=True)
class WeekPlan:
    """The sheet's content; `first` is a Monday."""

    office: str
    first: dt.date
    last: dt.date
    workers: tuple[WorkerWeek, ...]
    made_at: dt.datetime


@query(Right.SEE_DUE)
def week_plan(session: Session, actor: Actor, mine: bool = True) -> WeekPlan:
    """The present week, from Saturday on the next one, as far as the actor may know of it.

    With `mine` one part for the actor, else one per worker.
    """
    first = first_day(today())
    last = first + dt.timedelta(days=6)
    names = kept_settings(session).names_on_paper
    view = today_view(session, actor, mine, until=last)
    workers = (_worker(actor.name, view, first, last, names=names),) if mine else _team(view, first, last, names=names)
    office = office_settings(session, actor)
    return WeekPlan(office.municipality or office.office_name, first, last, workers, now())


def first_day(day: dt.date) -> dt.date:
    """Monday of the week, on a weekend of the coming one."""
    monday = day - dt.timedelta(days=day.weekday())
    return monday if day.weekday() < 5 else monday + dt.timedelta(days=7)


def paper_name(number: str, title: str, *, names: bool) -> str:
    """„F-2026-004 Fam. Ahmadi“, „F-2026-007 F. Habte“, or the number alone."""
    if not names or not title:
        return number
    family, comma, given = title.partition(", ")
    short = f"{given[:1]}. {family}" if comma and given else title.replace("Familie ", "Fam. ", 1)
    return f"{number} {short}".strip()


def _team(view: TodayView, first: dt.date, last: dt.date, *, names: bool) -> tuple[WorkerWeek, ...]:
    parts: dict[str, tuple[list[DueRow], list[AppointmentLine]]] = defaultdict(lambda: ([], []))
    for line in view.lines:
        parts[line.user][0].append(line)
    for entry in view.appointments:
        parts[entry.user][1].append(entry)
    weeks = (
        _worker(user, TodayView(view.day, tuple(lines), tuple(entries)), first, last, names=names)
        for user, (lines, entries) in sorted(parts.items(), key=lambda part: (not part[0], part[0]))
    )
    return tuple(week for week in weeks if week.lines or week.appointments)


def _worker(name: str, view: TodayView, first: dt.date, last: dt.date, *, names: bool) -> WorkerWeek:
    return WorkerWeek(
        name,
        tuple(_appointments(view.appointments, first, names=names)),
        tuple(_line(line, first, names=names) for line in sorted(view.lines, key=_shown) if line.shown_on <= last),
    )


def _appointments(entries: Iterable[AppointmentLine], first: dt.date, *, names: bool) -> Iterable[WeekAppointment]:
    for entry in entries:
        if entry.status not in _NOT_TO_COME and entry.on_date >= first:
            who = paper_name(entry.case_number, entry.case_title, names=names)
            what = entry.kind.label if entry.case_id is not None else entry.title
            yield WeekAppointment(entry.on_date, entry.start_time, what, who, entry.place)


def _line(line: DueRow, first: dt.date, *, names: bool) -> WeekLine:
    """Titles only: details may name a protected area, and the notes of tasks are for the screen."""
    who = paper_name(line.case_number, line.case_title or line.whose, names=names)
    return WeekLine(line.shown_on, line.title, who, line.shown_on < first)


def _shown(line: DueRow) -> tuple[dt.date, str]:
    return line.shown_on, line.case_number
