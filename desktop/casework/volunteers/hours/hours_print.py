"""What the sheets about hours need: the month (filled or to fill by hand), the year's Bescheinigung, the thanks.

PRIVACY: these sheets go to the volunteer, so of whom they accompany only the given name stands on them (domain 6.3).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.casework.gate import query
from desktop.casework.office import OfficeSettings, office_settings
from desktop.casework.rights import Actor, Right
from desktop.casework.volunteers.client_words import client_words, present_members
from desktop.casework.volunteers.hours.allowances import AllowanceRow, kept_money
from desktop.casework.volunteers.hours.hours_lists import list_hours, month_grid, year_sums
from desktop.casework.volunteers.hours.hours_rows import Sums, next_month
from desktop.casework.volunteers.register.volunteers import require_volunteer
from desktop.clock import today
from desktop.errors import CaseworkError
from desktop.person_terms import Salutation
from desktop.records.cases import Case
from desktop.records.people import Person
from desktop.records.volunteer_matches import VolunteerHours, VolunteerMatch, VolunteerNeed
from desktop.records.volunteers import Volunteer
from desktop.volunteer_terms import Activity


@dataclass(frozen=True)
class Helper:
    """The volunteer as named on paper."""

    volunteer_id: int
    name: str
    """Given names before the family name."""
    salutation: Salutation | None
    address: str
    since: dt.date | None


@dataclass(frozen=True)
class SheetLine:
    """One entry of the month."""

    on_date: dt.date
    what: str
    minutes: int
    metres: int
    expenses_cents: int
    allowance_cents: int
    note: str


@dataclass(frozen=True)
class MonthSheet:
    """A month of one volunteer on paper. `tasks` are what may be written into an empty sheet."""

    office: OfficeSettings
    helper: Helper
    first: dt.date
    lines: tuple[SheetLine, ...]
    tasks: tuple[str, ...]
    total: Sums
    km_rate: int
    """Cents per kilometre."""
    made_on: dt.date
    empty: bool

    @property
    def days(self) -> int:
        return (next_month(self.first) - dt.timedelta(days=1)).day


@dataclass(frozen=True)
class YearConfirmation:
    """The Bescheinigung of a year. `days` counts days with time."""

    office: OfficeSettings
    helper: Helper
    year: int
    total: Sums
    days: int
    by_activity: tuple[tuple[Activity, Sums], ...]
    allowances: tuple[AllowanceRow, ...]
    made_on: dt.date
    made_by: str


@dataclass(frozen=True)
class Certificate:
    """The thanks: since when, for what, how much in all. `minutes` is 0 where nothing was written down."""

    office: OfficeSettings
    helper: Helper
    minutes: int
    activities: tuple[Activity, ...]
    years: int
    """Full years of the Ehrenamt on the day, 0 below one."""
    made_on: dt.date


@query(Right.READ_VOLUNTEERS, record="volunteer.hours_sheet")
def month_sheet(session: Session, actor: Actor, volunteer_id: int, first: dt.date, empty: bool = False) -> MonthSheet:
    """The month `first` begins, with what was entered or (`empty`) to be filled in by hand."""
    volunteer = require_volunteer(session, volunteer_id)
    last = next_month(first) - dt.timedelta(days=1)
    given = _given_names(session, volunteer_id)
    rows = () if empty else list_hours(session, actor, volunteer_id, first, last)
    money = kept_money(session)
    lines = tuple(
        SheetLine(row.entry.on_date, _what(given, row.entry.match_id, row.activity), row.entry.minutes,
                  row.entry.metres, row.entry.expenses_cents, row.entry.allowance_cents, row.entry.note)
        for row in sorted(rows, key=lambda row: (row.entry.on_date, row.id))
    )  # fmt: skip
    columns = month_grid(session, actor, volunteer_id, first).columns
    total = year_sums(session, actor, volunteer_id, first.year).by_month[first.month - 1]
    return MonthSheet(
        office_settings(session, actor), _helper(volunteer), first, lines,
        tuple(_what(given, column.match_id, column.activity) for column in columns),
        Sums() if empty else total, money.of_year(first.year).km, today(), empty,
    )  # fmt: skip


@query(Right.READ_VOLUNTEERS, record="volunteer.hours_confirm")
def year_confirmation(session: Session, actor: Actor, volunteer_id: int, year: int) -> YearConfirmation:
    """What somebody did in a year. Raises CaseworkError when nothing was entered: nobody confirms nothing."""
    volunteer = require_volunteer(session, volunteer_id)
    sums = year_sums(session, actor, volunteer_id, year)
    if not sums.total.any:
        raise CaseworkError(f"Für {year} ist nichts eingetragen. Bitte zuerst die Stunden eintragen.")
    days = session.scalar(
        select(func.count(func.distinct(VolunteerHours.on_date))).where(
            VolunteerHours.volunteer_id == volunteer_id, VolunteerHours.minutes > 0,
            VolunteerHours.on_date.between(dt.date(year, 1, 1), dt.date(year, 12, 31)),
        )
    )  # fmt: skip
    return YearConfirmation(
        office_settings(session, actor), _helper(volunteer), year, sums.total, days or 0, sums.by_activity,
        tuple(row for row in sums.allowances if row.spent), today(), actor.name,
    )  # fmt: skip


@query(Right.READ_VOLUNTEERS, record="volunteer.certificate")
def thanks_certificate(session: Session, actor: Actor, volunteer_id: int) -> Certificate:
    """For everything so far; activities in the order of their time, those of the profile where nothing was entered."""
    volunteer = require_volunteer(session, volunteer_id)
    done = session.execute(
        select(VolunteerHours.activity, func.sum(VolunteerHours.minutes))
        .where(VolunteerHours.volunteer_id == volunteer_id).group_by(VolunteerHours.activity)
    ).all()  # fmt: skip
    known = [activity for activity, _ in sorted(done, key=lambda pair: -pair[1])]
    activities = known or [Activity(code) for code in volunteer.activities]
    return Certificate(
        office_settings(session, actor), _helper(volunteer), sum(minutes for _, minutes in done), tuple(activities),
        _full_years(volunteer.active_since, volunteer.ended_on or today()), today(),
    )


def _helper(volunteer: Volunteer) -> Helper:
    town = " ".join(part for part in (volunteer.postal_code, volunteer.town) if part)
    name = " ".join(part for part in (volunteer.given_names, volunteer.family_name) if part)
    address = ", ".join(part for part in (volunteer.street, town) if part)
    return Helper(volunteer.id, name, volunteer.salutation, address, volunteer.active_since)


def _given_names(session: Session, volunteer_id: int) -> dict[int, str]:
    rows = session.execute(
        select(VolunteerMatch.id, Person, present_members())
        .join(VolunteerNeed, VolunteerNeed.id == VolunteerMatch.need_id).join(Case, Case.id == VolunteerNeed.case_id)
        .outerjoin(Person, Person.id == VolunteerNeed.person_id).where(VolunteerMatch.volunteer_id == volunteer_id)
    )  # fmt: skip
    return {match_id: client_words(person, "", members, whole=False) for match_id, person, members in rows}


def _what(given: dict[int, str], match_id: int | None, activity: Activity) -> str:
    return f"{activity.label}: {given[match_id]}" if match_id in given else activity.label


def _full_years(since: dt.date | None, day: dt.date) -> int:
    if since is None or since > day:
        return 0
    return day.year - since.year - ((day.month, day.day) < (since.month, since.day))
