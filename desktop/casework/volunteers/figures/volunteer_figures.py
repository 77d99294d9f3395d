"""What the Ehrenamt of the municipality looks like on a day: numbers only, no names."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.casework.gate import query
from desktop.casework.office import office_settings
from desktop.casework.rights import Actor, Right
from desktop.casework.volunteers.hours.money_data import area_of
from desktop.casework.volunteers.matches.match_rows import RUNNING
from desktop.casework.volunteers.papers.paper_lists import papers_overview
from desktop.casework.volunteers.papers.paper_rows import Standing
from desktop.casework.volunteers.register.volunteers import running_counts
from desktop.clock import add_months, today
from desktop.records.volunteer_matches import VolunteerHours, VolunteerMatch, VolunteerNeed
from desktop.records.volunteers import Volunteer
from desktop.volunteer_terms import Activity, MatchStage, NeedStatus, VolunteerStatus

_WAITING = (NeedStatus.OPEN, NeedStatus.MATCHING)
_WORKING = (VolunteerStatus.READY, VolunteerStatus.ACTIVE)


@dataclass(frozen=True)
class ActivityFigures:
    """Supply and demand of one activity.

    `free` counts volunteers with room for one more match, `offered` all who work or could; `waiting` counts needs
    somebody is looked for, `longest` the days the first of them has waited.
    """

    activity: Activity
    offered: int
    free: int
    waiting: int
    longest: int


@dataclass(frozen=True)
class LanguageFigures:
    """Needs that wait for somebody who speaks this language; an empty code where the language does not matter.

    `free` counts volunteers with room who speak it.
    """

    code: str
    waiting: int
    free: int


@dataclass(frozen=True)
class HoursFigures:
    """Time given to one activity in the year so far."""

    activity: Activity
    minutes: int
    volunteers: int


@dataclass(frozen=True)
class VolunteerFigures:
    """Everything the overview shows. Activities without any number are left out, all else is complete."""

    day: dt.date
    office: str
    statuses: tuple[tuple[VolunteerStatus, int], ...]
    stages: tuple[tuple[MatchStage, int], ...]
    """Without ended ones."""
    activities: tuple[ActivityFigures, ...]
    languages: tuple[LanguageFigures, ...]
    papers: tuple[tuple[Standing, int], ...]
    """Papers something is to be done about, by how they stand, the most urgent first; only what there is."""
    free: int
    """Volunteers ready or active with room for one more match."""
    waiting: int
    average_wait: int | None
    """Days the waiting needs have waited, on average and rounded; None when none waits."""
    average_until_meeting: int | None
    """Days from the report to the first meeting, of meetings of the last twelve months; None when there was none."""
    hours: tuple[HoursFigures, ...]
    areas: tuple[tuple[str, int], ...]
    """Minutes of the year so far by Handlungsfeld, most first."""
    months: tuple[tuple[dt.date, int], ...]
    """First day of each of the last twelve months with its minutes, oldest first."""

    @property
    def minutes(self) -> int:
        """Of the year so far."""
        return sum(hours.minutes for hours in self.hours)

    @property
    def volunteers(self) -> int:
        """Who works or could, in a pause or not."""
        counted = dict(self.statuses)
        return sum(counted[status] for status in (*_WORKING, VolunteerStatus.PAUSE))

    @property
    def running(self) -> int:
        """Matches that take place."""
        return sum(number for stage, number in self.stages if stage in RUNNING)


@query(Right.READ_MATCHES)
def volunteer_figures(session: Session, actor: Actor) -> VolunteerFigures:
    """The figures of today."""
    day = today()
    taken = running_counts(session)
    able = session.scalars(select(Volunteer).where(Volunteer.status.in_(_WORKING))).all()
    free = [volunteer for volunteer in able if taken[volunteer.id] < volunteer.most_matches]
    waiting, hours = _waiting(session), _hours(session, day)
    return VolunteerFigures(
        day, office_settings(session, actor).municipality,
        tuple((status, number) for status, number in _by_status(session)), _by_stage(session),
        _activities(able, free, waiting, day), _languages(free, waiting), _papers(session, actor), len(free),
        len(waiting),
        _average((day - need.reported_on).days for need in waiting), _until_meeting(session, day),
        hours, _areas(hours), _months(session, day),
    )  # fmt: skip


def last_months(day: dt.date, number: int = 12) -> tuple[dt.date, ...]:
    """First days of the last months, oldest first; the last is that of `day`."""
    places = [day.year * 12 + day.month - 1 - back for back in range(number)]
    return tuple(dt.date(place // 12, place % 12 + 1, 1) for place in reversed(places))


def _waiting(session: Session) -> Sequence[VolunteerNeed]:
    """Needs nobody serves yet, as the list of needs shows them."""
    found = select(VolunteerNeed).where(VolunteerNeed.status.in_(_WAITING))
    return session.scalars(found.order_by(VolunteerNeed.reported_on)).all()


def _by_status(session: Session) -> Iterable[tuple[VolunteerStatus, int]]:
    counted = dict(session.execute(select(Volunteer.status, func.count()).group_by(Volunteer.status)).all())
    return ((status, counted.get(status, 0)) for status in VolunteerStatus)


def _by_stage(session: Session) -> tuple[tuple[MatchStage, int], ...]:
    counted = dict(session.execute(select(VolunteerMatch.stage, func.count()).group_by(VolunteerMatch.stage)).all())
    return tuple((stage, counted.get(stage, 0)) for stage in MatchStage if stage is not MatchStage.ENDED)


def _activities(
    able: Sequence[Volunteer], free: Sequence[Volunteer], waiting: Sequence[VolunteerNeed], day: dt.date
) -> tuple[ActivityFigures, ...]:
    offered, open_places, demand = _offers(able), _offers(free), Counter(need.activity for need in waiting)
    longest: dict[Activity, int] = defaultdict(int)
    for need in waiting:
        longest[need.activity] = max(longest[need.activity], (day - need.reported_on).days)
    return tuple(
        ActivityFigures(one, offered[one], open_places[one], demand[one], longest[one])
        for one in Activity if offered[one] or demand[one]
    )  # fmt: skip


def _offers(volunteers: Sequence[Volunteer]) -> Counter[str]:
    return Counter(code for volunteer in volunteers for code in set(volunteer.activities))


def _languages(free: Sequence[Volunteer], waiting: Sequence[VolunteerNeed]) -> tuple[LanguageFigures, ...]:
    """Most wanted first. A need that names two languages is content with one of them and counts at both."""
    wanted = Counter(code for need in waiting for code in (need.languages or ("",)))
    spoken = Counter(language.code for volunteer in free for language in volunteer.languages)
    spoken[""] = len(free)
    order = sorted(wanted, key=lambda code: (-wanted[code], code == "", code))
    return tuple(LanguageFigures(code, wanted[code], spoken[code]) for code in order)


def _until_meeting(session: Session, day: dt.date) -> int | None:
    rows = session.execute(
        select(VolunteerNeed.reported_on, func.min(VolunteerMatch.meeting_on))
        .join(VolunteerMatch, VolunteerMatch.need_id == VolunteerNeed.id)
        .group_by(VolunteerNeed.id)
    )
    begin = add_months(day, -12)
    return _average(max(0, (met - reported).days) for reported, met in rows if met and begin < met <= day)


def _hours(session: Session, day: dt.date) -> tuple[HoursFigures, ...]:
    rows = session.execute(
        select(VolunteerHours.activity, func.sum(VolunteerHours.minutes),
               func.count(VolunteerHours.volunteer_id.distinct()))
        .where(VolunteerHours.on_date >= dt.date(day.year, 1, 1), VolunteerHours.on_date <= day)
        .group_by(VolunteerHours.activity)
    )  # fmt: skip
    found = [HoursFigures(activity, minutes, volunteers) for activity, minutes, volunteers in rows]
    return tuple(sorted(found, key=lambda hours: (-hours.minutes, hours.activity.label)))


def _areas(hours: Iterable[HoursFigures]) -> tuple[tuple[str, int], ...]:
    found: Counter[str] = Counter()
    for one in hours:
        found[area_of()[one.activity].name] += one.minutes
    return tuple(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


def _months(session: Session, day: dt.date) -> tuple[tuple[dt.date, int], ...]:
    months = last_months(day)
    minutes: Counter[dt.date] = Counter()
    rows = session.execute(
        select(VolunteerHours.on_date, func.sum(VolunteerHours.minutes))
        .where(VolunteerHours.on_date >= months[0], VolunteerHours.on_date <= day).group_by(VolunteerHours.on_date)
    )  # fmt: skip
    for on_date, given in rows:
        minutes[on_date.replace(day=1)] += given
    return tuple((month, minutes[month]) for month in months)


def _papers(session: Session, actor: Actor) -> tuple[tuple[Standing, int], ...]:
    """As the list of papers shows them."""
    counted = Counter(line.standing for line in papers_overview(session, actor).lines)
    return tuple((standing, number) for standing, number in counted.items() if standing is not Standing.VALID)


def _average(days: Iterable[int]) -> int | None:
    known = list(days)
    return round(sum(known) / len(known)) if known else None
