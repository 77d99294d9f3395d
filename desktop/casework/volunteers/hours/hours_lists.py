"""Hours read: entries of a volunteer, the monthly grid, sums of a year, a month of everybody."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from sqlalchemy import Select, extract, func, select
from sqlalchemy.orm import Session

from desktop.casework.gate import query
from desktop.casework.rights import Actor, Right
from desktop.casework.volunteers.client_words import client_words, present_members
from desktop.casework.volunteers.hours.allowances import (
    AllowanceRow,
    LimitState,
    MoneySettings,
    allowance_rows,
    kept_money,
    km_cents,
)
from desktop.casework.volunteers.hours.hours_rows import (
    GridCell,
    GridColumn,
    HoursEntry,
    HoursRow,
    MonthGrid,
    MonthList,
    MonthRow,
    Sums,
    YearSums,
    next_month,
)
from desktop.casework.volunteers.hours.money_data import area_of
from desktop.casework.volunteers.register.volunteers import require_volunteer
from desktop.clock import today
from desktop.records.cases import Case
from desktop.records.people import Family, Person
from desktop.records.volunteer_matches import VolunteerHours, VolunteerMatch, VolunteerNeed
from desktop.records.volunteers import Volunteer
from desktop.volunteer_terms import Activity, Allowance, MatchStage, VolunteerStatus

K = TypeVar("K")
_WORKING = (VolunteerStatus.READY, VolunteerStatus.ACTIVE, VolunteerStatus.PAUSE)
_EARLY = (MatchStage.SUGGESTED, MatchStage.PERSON_AGREED, MatchStage.VOLUNTEER_AGREED)


@query(Right.READ_VOLUNTEERS)
def list_hours(
    session: Session, actor: Actor, volunteer_id: int, since: dt.date, until: dt.date
) -> tuple[HoursRow, ...]:
    """Entries of one volunteer from `since` to `until`, both inclusive, the newest first."""
    rows = session.scalars(_entries(since, until, volunteer_id).order_by(
        VolunteerHours.on_date.desc(), VolunteerHours.id.desc()
    )).all()  # fmt: skip
    names = _client_names(session, actor, {row.match_id for row in rows if row.match_id is not None})
    return tuple(
        HoursRow(row.id, entry_of(row), row.activity, names.get(row.match_id or 0, ""), row.row_version)
        for row in rows
    )  # fmt: skip


@query(Right.READ_VOLUNTEERS)
def hours_choices(session: Session, actor: Actor, volunteer_id: int, day: dt.date) -> tuple[GridColumn, ...]:
    """What time of that day can be entered for: matches first, then every activity, the volunteer's own before."""
    volunteer = require_volunteer(session, volunteer_id)
    matches = _match_columns(session, actor, volunteer_id, day.replace(day=1))
    own = [Activity(code) for code in volunteer.activities]
    others = [activity for activity in Activity if activity not in own]
    return (*matches, *(GridColumn(activity, None, activity.label) for activity in (*own, *others)))


@query(Right.READ_VOLUNTEERS)
def month_grid(session: Session, actor: Actor, volunteer_id: int, first: dt.date) -> MonthGrid:
    """Days × matches and activities of the month `first` begins. Raises CaseworkError for an unknown volunteer."""
    volunteer = require_volunteer(session, volunteer_id)
    rows = session.scalars(_entries(first, _last(first), volunteer_id)).all()
    matches = _match_columns(session, actor, volunteer_id, first, {row.match_id for row in rows})
    by_match = {column.match_id: column for column in matches}
    taken = {column.activity for column in matches}
    loose = {row.activity for row in rows if row.match_id is None}
    own = [Activity(code) for code in volunteer.activities if Activity(code) not in taken]
    activities = [activity for activity in Activity if activity in loose or activity in own]
    columns = (*matches, *(GridColumn(activity, None, activity.label) for activity in activities))
    cells: dict[tuple[int, tuple[int | None, Activity]], list[int]] = defaultdict(list)
    for row in rows:
        column = by_match.get(row.match_id)
        cells[row.on_date.day, column.key if column else (None, row.activity)].append(row.minutes)
    shown = {key: GridCell(sum(minutes), len(minutes)) for key, minutes in cells.items()}
    return MonthGrid(volunteer.id, volunteer.name, first, columns, shown, volunteer.active_since)


@query(Right.READ_VOLUNTEERS)
def year_sums(session: Session, actor: Actor, volunteer_id: int, year: int) -> YearSums:
    """Sums of one volunteer's year, by activity, Förderbereich and month, with both allowances told apart."""
    volunteer = require_volunteer(session, volunteer_id)
    money = kept_money(session)
    rows = session.scalars(_entries(*_year(year), volunteer_id)).all()
    months = _summed(rows, money, lambda row: row.on_date.month)
    spent: dict[Allowance, int] = defaultdict(int)
    for row in rows:
        if row.allowance is not None:
            spent[row.allowance] += row.allowance_cents
    matches = session.scalars(select(VolunteerMatch).where(VolunteerMatch.volunteer_id == volunteer_id)).all()
    return YearSums(
        year, sum(months.values(), Sums()), _largest_first(_summed(rows, money, lambda row: row.activity)),
        _largest_first(_summed(rows, money, lambda row: area_of()[row.activity].name)),
        tuple(months.get(month, Sums()) for month in range(1, 13)),
        allowance_rows(money, year, spent, volunteer.allowance), money.hint(year), _missing(year, matches, set(months)),
    )


@query(Right.READ_VOLUNTEERS)
def month_list(session: Session, actor: Actor, first: dt.date) -> MonthList:
    """Everybody who works or has hours in the month or the year so far, by name."""
    money, year = kept_money(session), first.year
    months, spent = _month_sums(session, year, money), _spent(session, year)
    matches: dict[int, list[VolunteerMatch]] = defaultdict(list)
    for match in session.scalars(select(VolunteerMatch).where(VolunteerMatch.meeting_on.is_not(None))):
        matches[match.volunteer_id].append(match)
    people = session.execute(
        select(Volunteer.id, Volunteer.family_name, Volunteer.given_names, Volunteer.status)
        .order_by(Volunteer.folded_name, Volunteer.id)
    )  # fmt: skip
    rows = tuple(
        MonthRow(
            id_, ", ".join(part for part in (family, given) if part), status,
            sum(_ran(match, first) for match in matches[id_]), months[id_].get(first.month, Sums()),
            sum(part.minutes for part in months[id_].values()), _missing(year, matches[id_], set(months[id_])),
            _near(money, year, spent[id_]),
        )
        for id_, family, given, status in people if status in _WORKING or id_ in months
    )  # fmt: skip
    return MonthList(first, rows, sum((row.sums for row in rows), Sums()), money.hint(year))


def entry_of(row: VolunteerHours) -> HoursEntry:
    """The entry as it could be made again."""
    return HoursEntry(
        row.volunteer_id, row.on_date, row.minutes, row.activity, row.match_id, row.metres, row.expenses_cents,
        row.allowance_cents, row.allowance, row.note,
    )  # fmt: skip


def _month_sums(session: Session, year: int, money: MoneySettings) -> defaultdict[int, dict[int, Sums]]:
    """Sums of everybody's months, added up by the database: a year of 500 volunteers has 20,000 entries."""
    month = extract("month", VolunteerHours.on_date)
    rows = session.execute(
        select(VolunteerHours.volunteer_id, month, func.sum(VolunteerHours.minutes), func.sum(VolunteerHours.metres),
               func.sum(VolunteerHours.expenses_cents), func.sum(VolunteerHours.allowance_cents))
        .where(VolunteerHours.on_date.between(*_year(year))).group_by(VolunteerHours.volunteer_id, month)
    )  # fmt: skip
    sums: defaultdict[int, dict[int, Sums]] = defaultdict(dict)
    for id_, number, minutes, metres, expenses, allowance in rows:
        sums[id_][number] = Sums(minutes, metres, km_cents(money, year, metres), expenses, allowance)
    return sums


def _spent(session: Session, year: int) -> defaultdict[int, dict[Allowance, int]]:
    rows = session.execute(
        select(VolunteerHours.volunteer_id, VolunteerHours.allowance, func.sum(VolunteerHours.allowance_cents))
        .where(VolunteerHours.on_date.between(*_year(year)), VolunteerHours.allowance.is_not(None))
        .group_by(VolunteerHours.volunteer_id, VolunteerHours.allowance)
    )  # fmt: skip
    spent: defaultdict[int, dict[Allowance, int]] = defaultdict(dict)
    for id_, allowance, cents in rows:
        if allowance is not None:
            spent[id_][allowance] = cents
    return spent


def _near(money: MoneySettings, year: int, spent: Mapping[Allowance, int]) -> tuple[AllowanceRow, ...]:
    limits = allowance_rows(money, year, spent)
    return tuple(row for row in limits if row.state is not LimitState.WITHIN)


def _entries(since: dt.date, until: dt.date, volunteer_id: int | None = None) -> Select[VolunteerHours]:
    asked = select(VolunteerHours).where(VolunteerHours.on_date.between(since, until))
    return asked if volunteer_id is None else asked.where(VolunteerHours.volunteer_id == volunteer_id)


def _summed(
    rows: Iterable[VolunteerHours], money: MoneySettings, key: Callable[[VolunteerHours], K]
) -> dict[K, Sums]:
    """Ways are priced per year and key, so that cents are rounded once."""
    sums: dict[K, Sums] = defaultdict(Sums)
    metres: dict[tuple[K, int], int] = defaultdict(int)
    for row in rows:
        sums[key(row)] += Sums(row.minutes, row.metres, 0, row.expenses_cents, row.allowance_cents)
        metres[key(row), row.on_date.year] += row.metres
    for (of, year), way in metres.items():
        sums[of] += Sums(km_cents=km_cents(money, year, way))
    return sums


def _largest_first(sums: Mapping[K, Sums]) -> tuple[tuple[K, Sums], ...]:
    return tuple(sorted(sums.items(), key=lambda pair: -pair[1].minutes))


def _missing(year: int, matches: Sequence[VolunteerMatch], with_hours: set[int]) -> tuple[int, ...]:
    """Months that are over, in which a match ran and nobody entered anything."""
    day = today()
    over = 12 if year < day.year else day.month - 1 if year == day.year else 0
    return tuple(
        month for month in range(1, over + 1)
        if month not in with_hours and any(_ran(match, dt.date(year, month, 1)) for match in matches)
    )  # fmt: skip


def _ran(match: VolunteerMatch, first: dt.date) -> bool:
    """Whether they met by the month that begins so, and the match had not ended before it."""
    met = match.meeting_on is not None and match.meeting_on <= _last(first)
    return met and match.stage not in _EARLY and (match.ended_on is None or match.ended_on >= first)


def _match_columns(
    session: Session, actor: Actor, volunteer_id: int, first: dt.date, also: Iterable[int | None] = ()
) -> tuple[GridColumn, ...]:
    """Matches that run in the month or have time in it, the oldest first."""
    rows = session.execute(
        select(VolunteerMatch, VolunteerNeed.activity)
        .join(VolunteerNeed, VolunteerNeed.id == VolunteerMatch.need_id)
        .where(VolunteerMatch.volunteer_id == volunteer_id, VolunteerMatch.stage.not_in(_EARLY))
        .order_by(VolunteerMatch.id)
    ).all()  # fmt: skip
    wanted = [
        (match, activity) for match, activity in rows
        if match.id in set(also) or (match.meeting_on is None and match.ended_on is None) or _ran(match, first)
    ]  # fmt: skip
    names = _client_names(session, actor, {match.id for match, _ in wanted})
    return tuple(
        GridColumn(activity, match.id, _joined(names.get(match.id, ""), activity.label), match.ended_on is None)
        for match, activity in wanted
    )


def _client_names(session: Session, actor: Actor, match_ids: set[int]) -> dict[int, str]:
    """Whom each match is for, as far as the reader may know; nobody without the right to see matches."""
    if not actor.may(Right.READ_MATCHES) or not match_ids:
        return {}
    rows = session.execute(
        select(VolunteerMatch.id, Person, Family.name, present_members())
        .join(VolunteerNeed, VolunteerNeed.id == VolunteerMatch.need_id).join(Case, Case.id == VolunteerNeed.case_id)
        .outerjoin(Person, Person.id == VolunteerNeed.person_id).outerjoin(Family, Family.id == Case.family_id)
        .where(VolunteerMatch.id.in_(match_ids))
    )  # fmt: skip
    whole = actor.may(Right.READ_CASE)
    return {id_: client_words(person, family or "", count, whole=whole) for id_, person, family, count in rows}


def _year(year: int) -> tuple[dt.date, dt.date]:
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


def _last(first: dt.date) -> dt.date:
    return next_month(first) - dt.timedelta(days=1)


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
