"""Hours and expenses of volunteers: entered, changed, put into the monthly grid, taken back (domain 6.3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session

from desktop.casework.changes import Changes, Kind
from desktop.casework.gate import change, query
from desktop.casework.plain_text import short_lines
from desktop.casework.rights import Actor, Right
from desktop.casework.volunteers.forgotten import not_forgotten
from desktop.casework.volunteers.hours.allowances import PAID, LimitState, allowance_rows, kept_money
from desktop.casework.volunteers.hours.hours_rows import LONGEST_NOTE, CellEdit, HoursCheck, HoursEntry
from desktop.casework.volunteers.hours.hours_words import DAY_MINUTES, clock_hours
from desktop.casework.volunteers.register.volunteers import require_volunteer
from desktop.clock import german_date, today
from desktop.errors import CaseworkError, ChangedMeanwhileError
from desktop.records.volunteer_matches import VolunteerHours, VolunteerMatch, VolunteerNeed
from desktop.records.volunteers import Volunteer
from desktop.volunteer_terms import Activity, Allowance

_FIRST_DAY = dt.date(2000, 1, 1)
_MOST_METRES = 2_000_000
_MOST_CENTS = 10_000_00


@change(Right.EDIT_VOLUNTEERS, record="volunteer.hours_add")
def add_hours(session: Session, actor: Actor, entry: HoursEntry) -> Changes:
    """Enter what a volunteer did. Raises CaseworkError for what cannot be: the future, 25 hours a day, less than 0."""
    row = _fill(session, VolunteerHours(created_by=actor.user_id), entry)
    session.add(row)
    session.flush()
    _check_days(session, entry.volunteer_id, (entry.on_date,))
    return Changes.of((Kind.VOLUNTEER, entry.volunteer_id), made=row.id)


@change(Right.EDIT_VOLUNTEERS, record="volunteer.hours_edit")
def edit_hours(session: Session, actor: Actor, hours_id: int, entry: HoursEntry, row_version: int) -> Changes:
    """Change an entry; raises as `add_hours`, and ChangedMeanwhileError when somebody else did."""
    row = _require(session, hours_id)
    if row.row_version != row_version or row.volunteer_id != entry.volunteer_id:
        raise ChangedMeanwhileError("Dieser Eintrag wurde inzwischen geändert. Bitte neu laden.")
    _fill(session, row, entry)
    session.flush()
    _check_days(session, entry.volunteer_id, (entry.on_date,))
    return Changes.of((Kind.VOLUNTEER, entry.volunteer_id))


@change(Right.EDIT_VOLUNTEERS, record="volunteer.hours_delete")
def delete_hours(session: Session, actor: Actor, hours_ids: tuple[int, ...]) -> Changes:
    """Take entries out; `restore_hours` brings them back."""
    rows = [_require(session, hours_id) for hours_id in hours_ids]
    for row in rows:
        session.delete(row)
    return Changes.of(*((Kind.VOLUNTEER, row.volunteer_id) for row in rows))


@change(Right.EDIT_VOLUNTEERS, record="volunteer.hours_restore")
def restore_hours(session: Session, actor: Actor, entries: tuple[HoursEntry, ...]) -> Changes:
    """Put entries back that were taken out; raises as `add_hours`."""
    changes = Changes()
    for entry in entries:
        changes |= add_hours(session, actor, entry)
    return changes


@change(Right.EDIT_VOLUNTEERS, record="volunteer.hours_grid")
def put_cells(session: Session, actor: Actor, volunteer_id: int, edits: tuple[CellEdit, ...]) -> Changes:
    """Keep what was typed into the monthly grid, all of it or nothing.

    An emptied cell loses its entry; one with a way, money or a note keeps it with no time. Raises CaseworkError as
    `add_hours`, or when several entries lie in one cell, and ChangedMeanwhileError when the cell no longer shows
    what was changed.
    """
    not_forgotten(require_volunteer(session, volunteer_id))
    for edit in edits:
        _put_cell(session, actor, volunteer_id, edit)
    session.flush()
    _check_days(session, volunteer_id, {edit.on_date for edit in edits})
    return Changes.of((Kind.VOLUNTEER, volunteer_id))


@query(Right.READ_VOLUNTEERS)
def check_hours(session: Session, actor: Actor, entry: HoursEntry, hours_id: int = 0) -> HoursCheck:
    """What to look at before (and after) an entry is kept; `hours_id` names the entry itself once it is kept."""
    volunteer = require_volunteer(session, entry.volunteer_id)
    notes = (*_about_days(volunteer, entry.on_date), *_about_match(session, entry), *_twice(session, entry, hours_id))
    spent = allowances_of_year(session, entry.volunteer_id, entry.on_date.year, without_id=hours_id)
    paid = _paid_as(volunteer, entry)
    if paid is not None:
        spent[paid] = spent.get(paid, 0) + entry.allowance_cents
    rows = allowance_rows(kept_money(session), entry.on_date.year, spent, paid)
    warnings = tuple(row.warning for row in rows if row.state is not LimitState.WITHIN and entry.allowance_cents)
    return HoursCheck((*notes, *warnings), rows)


def allowances_of_year(session: Session, volunteer_id: int, year: int, without_id: int = 0) -> dict[Allowance, int]:
    """Inside a use case: cents somebody got in a year by what they were paid as."""
    rows = session.execute(
        select(VolunteerHours.allowance, func.sum(VolunteerHours.allowance_cents))
        .where(VolunteerHours.volunteer_id == volunteer_id, VolunteerHours.id != without_id,
               VolunteerHours.on_date.between(dt.date(year, 1, 1), dt.date(year, 12, 31)),
               VolunteerHours.allowance_cents > 0)
        .group_by(VolunteerHours.allowance)
    )  # fmt: skip
    return {allowance: cents for allowance, cents in rows if allowance is not None}


def _fill(session: Session, row: VolunteerHours, entry: HoursEntry) -> VolunteerHours:
    volunteer = not_forgotten(require_volunteer(session, entry.volunteer_id))
    _check(entry)
    row.volunteer_id, row.match_id, row.on_date, row.minutes = (
        volunteer.id, entry.match_id, entry.on_date, entry.minutes
    )  # fmt: skip
    row.activity = _activity(session, entry)
    row.metres, row.expenses_cents, row.allowance_cents = entry.metres, entry.expenses_cents, entry.allowance_cents
    row.allowance = _paid_as(volunteer, entry)
    row.note = short_lines(entry.note, "note", LONGEST_NOTE)
    if row.allowance is None and entry.allowance_cents:
        raise CaseworkError(
            "Bitte wählen, als welche Pauschale das gezahlt wird; im Profil steht keine.", field="allowance"
        )
    return row


def _check(entry: HoursEntry) -> None:
    _check_day(entry.on_date)
    if not 0 <= entry.minutes <= DAY_MINUTES:
        raise CaseworkError("Die Zeit liegt zwischen 0 und 24 Stunden.", field="minutes")
    if not 0 <= entry.metres <= _MOST_METRES:
        raise CaseworkError("Der Weg liegt zwischen 0 und 2.000 km.", field="metres")
    for field in ("expenses_cents", "allowance_cents"):
        if not 0 <= getattr(entry, field) <= _MOST_CENTS:
            raise CaseworkError("Beträge liegen zwischen 0 und 10.000 €.", field=field)
    if not (entry.minutes or entry.metres or entry.expenses_cents or entry.allowance_cents):
        raise CaseworkError("Bitte eine Zeit, einen Weg oder einen Betrag angeben.", field="minutes")


def _check_day(day: dt.date) -> None:
    if day > today():
        raise CaseworkError("Stunden lassen sich erst eintragen, wenn der Tag da ist.", field="on_date")
    if day < _FIRST_DAY:
        raise CaseworkError("Dieser Tag liegt zu weit zurück. Bitte das Jahr prüfen.", field="on_date")


def _check_days(session: Session, volunteer_id: int, days: Iterable[dt.date]) -> None:
    """No day has more than 24 hours, whatever the entries are for."""
    sums = session.execute(
        select(VolunteerHours.on_date, func.sum(VolunteerHours.minutes))
        .where(VolunteerHours.volunteer_id == volunteer_id, VolunteerHours.on_date.in_(set(days)))
        .group_by(VolunteerHours.on_date)
    )
    for day, minutes in sums:
        if minutes > DAY_MINUTES:
            said = f"Am {german_date(day)} wären es {clock_hours(minutes)} Stunden; ein Tag hat 24."
            raise CaseworkError(f"{said} Bitte die anderen Einträge dieses Tages prüfen.", field="minutes")


def _activity(session: Session, entry: HoursEntry) -> Activity:
    if entry.match_id is not None:
        return _match(session, entry.volunteer_id, entry.match_id)[1].activity
    if entry.activity is None:
        raise CaseworkError("Bitte angeben, wofür die Zeit war.", field="activity")
    return entry.activity


def _match(session: Session, volunteer_id: int, match_id: int) -> tuple[VolunteerMatch, VolunteerNeed]:
    match = session.get(VolunteerMatch, match_id)
    need = session.get(VolunteerNeed, match.need_id) if match is not None else None
    if match is None or need is None or match.volunteer_id != volunteer_id:
        raise CaseworkError("Diese Begleitung gehört nicht zu dieser Person. Bitte neu wählen.", field="match_id")
    return match, need


def _paid_as(volunteer: Volunteer, entry: HoursEntry) -> Allowance | None:
    if not entry.allowance_cents:
        return None
    if entry.allowance is not None:
        return entry.allowance if entry.allowance in PAID else None
    return volunteer.allowance if volunteer.allowance in PAID else None


def _put_cell(session: Session, actor: Actor, volunteer_id: int, edit: CellEdit) -> None:
    rows = session.scalars(_in_cell(volunteer_id, edit)).all()
    if sum(row.minutes for row in rows) != edit.before:
        raise ChangedMeanwhileError("Diese Zelle wurde inzwischen geändert. Bitte neu laden.")
    if len(rows) > 1:
        raise CaseworkError("An diesem Tag stehen hier mehrere Einträge; bitte in der Liste ändern.", field="minutes")
    if not rows:
        if edit.minutes:
            entry = HoursEntry(volunteer_id, edit.on_date, edit.minutes, edit.activity, edit.match_id)
            add_hours(session, actor, entry)
        return
    row = rows[0]
    if edit.minutes or row.metres or row.expenses_cents or row.allowance_cents or row.note:
        if not 0 <= edit.minutes <= DAY_MINUTES:
            raise CaseworkError("Die Zeit liegt zwischen 0 und 24 Stunden.", field="minutes")
        row.minutes = edit.minutes
    else:
        session.delete(row)


def _in_cell(volunteer_id: int, edit: CellEdit) -> Select[VolunteerHours]:
    """A match is one column, whatever its activity; without one each activity has its own."""
    column = (
        VolunteerHours.match_id == edit.match_id if edit.match_id is not None
        else and_(VolunteerHours.match_id.is_(None), VolunteerHours.activity == edit.activity)
    )  # fmt: skip
    return select(VolunteerHours).where(
        VolunteerHours.volunteer_id == volunteer_id, VolunteerHours.on_date == edit.on_date, column
    )


def _about_days(volunteer: Volunteer, day: dt.date) -> list[str]:
    notes = []
    if volunteer.active_since is not None and day < volunteer.active_since:
        notes.append(f"Das liegt vor dem Beginn des Ehrenamts am {german_date(volunteer.active_since)}.")
    if volunteer.ended_on is not None and day > volunteer.ended_on:
        notes.append(f"Das liegt nach dem Ende des Ehrenamts am {german_date(volunteer.ended_on)}.")
    return notes


def _about_match(session: Session, entry: HoursEntry) -> list[str]:
    if entry.match_id is None:
        return []
    match, _ = _match(session, entry.volunteer_id, entry.match_id)
    notes = []
    if match.meeting_on is not None and entry.on_date < match.meeting_on:
        notes.append(f"Das liegt vor dem Kennenlernen am {german_date(match.meeting_on)}.")
    if match.ended_on is not None and entry.on_date > match.ended_on:
        notes.append(f"Diese Begleitung endete am {german_date(match.ended_on)}.")
    return notes


def _twice(session: Session, entry: HoursEntry, hours_id: int) -> list[str]:
    same = select(VolunteerHours.id).where(
        VolunteerHours.volunteer_id == entry.volunteer_id, VolunteerHours.on_date == entry.on_date,
        VolunteerHours.minutes == entry.minutes, VolunteerHours.id != hours_id,
        VolunteerHours.match_id == entry.match_id if entry.match_id is not None
        else VolunteerHours.activity == entry.activity,
    )  # fmt: skip
    if session.scalar(same.limit(1)) is None:
        return []
    return ["An diesem Tag steht schon ein gleicher Eintrag. Bitte prüfen, ob er doppelt ist."]


def _require(session: Session, hours_id: int) -> VolunteerHours:
    row = session.get(VolunteerHours, hours_id)
    if row is None:
        raise CaseworkError("Diesen Eintrag gibt es nicht mehr.")
    return row
