"""„Verlauf“: everything that happened in a case, in one list by day, read page by page with one query."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, func, or_, select, union_all
from sqlalchemy.orm import Session

from desktop.casework.cases.cases import require_case
from desktop.casework.deletion.deletion_scope import joined_files, persons_ever_in
from desktop.casework.gate import query
from desktop.casework.people.people import person_row
from desktop.casework.rights import Actor, Right
from desktop.casework.timeline.timeline_sources import Happening, sources
from desktop.casework.timeline.timeline_words import said
from desktop.records.cases import Case
from desktop.records.office import User
from desktop.records.people import FamilyMember, Person

PAGE = 100
"""Entries read at once."""


@dataclass(frozen=True)
class TimelineRow:
    """One entry: what happened when, about whom, by whom. `id` is that of the record behind it."""

    day: dt.date
    kind: Happening
    id: int
    title: str
    detail: str
    person_id: int | None
    person: str
    user: str


@dataclass(frozen=True)
class Timeline:
    """A page of the Verlauf and how many entries there are in all, as far as the filter keeps them."""

    rows: tuple[TimelineRow, ...]
    total: int


@query(Right.READ_CASE)
def timeline(
    session: Session, actor: Actor, case_id: int, kinds: frozenset[Happening] = frozenset(), offset: int = 0,
    limit: int = PAGE,
) -> Timeline:
    """Entries of these kinds (none given: all), the newest first. Private notes are no part of it.

    Of somebody who left the family nothing is told from the next day on: where they live now is not for this file.
    """
    case = require_case(session, case_id)
    persons = tuple(sorted(persons_ever_in(session, case)))
    files = (case.id, *(joined.id for joined in joined_files(session, case)))
    chosen = [source for kind, source in sources(files, persons).items() if not kinds or kind in kinds]
    entries = union_all(*chosen).subquery()
    here = [
        or_(entries.c.person_id.is_(None), entries.c.person_id != person, entries.c.day <= left.isoformat())
        for person, left in _left(session, case).items()
    ]
    total = session.scalar(select(func.count()).select_from(entries).where(*here)) or 0
    ordered = select(entries).where(*here).order_by(entries.c.day.desc(), entries.c.kind, entries.c.id.desc())
    found = session.execute(ordered.limit(limit).offset(offset))
    names = {person.id: person_row(person).given for person in _persons(session, persons)}
    users = {user.id: user.name for user in session.scalars(select(User))}
    return Timeline(tuple(_row(entry, names, users) for entry in found), total)


def _left(session: Session, case: Case) -> dict[int, dt.date]:
    """Who was in the family and is no longer: the last day."""
    places = session.scalars(select(FamilyMember).where(FamilyMember.family_id == case.family_id)).all()
    present = {place.person_id for place in places if place.until is None}
    left: dict[int, dt.date] = {}
    for place in places:
        if place.until is not None and place.person_id not in present:
            left[place.person_id] = max(place.until, left.get(place.person_id, place.until))
    return left


def _persons(session: Session, ids: tuple[int, ...]) -> tuple[Person, ...]:
    return tuple(session.scalars(select(Person).where(Person.id.in_(ids))))


def _row(entry: Row[Any], names: dict[int, str], users: dict[int, str]) -> TimelineRow:
    kind = Happening(entry.kind)
    title, detail = said(kind, (entry.first or "", entry.second or "", entry.third or ""))
    return TimelineRow(
        dt.date.fromisoformat(entry.day[:10]), kind, entry.id, title, detail, entry.person_id,
        names.get(entry.person_id, ""), users.get(entry.user_id, ""),
    )
