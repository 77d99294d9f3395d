"""What happens to people that may change a plan (domain 3.2): a birth, a decision on the residence, a move, a job."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.deadlines.caseload import chunks
from desktop.records.assessments import Answer
from desktop.records.people import Address, Person, ResidenceTitle

Event = tuple[str, str, dt.date]
"""`birth`, `status`, `move` or `job`, its German words, and the day."""
WORKS_SINCE = "work.since"
"""Asked of everybody who has work, a training or a self-employment."""
_Found = Iterator[tuple[int, Event]]


def events_of(session: Session, person_ids: Collection[int]) -> dict[int, list[Event]]:
    """Inside a use case: by person, everything that is known; one question per kind of event."""
    found: dict[int, list[Event]] = defaultdict(list)
    rules: tuple[Callable[[Session, Collection[int]], _Found], ...] = (_births, _decisions, _moves, _jobs)
    for some in chunks(sorted(person_ids)):
        for rule in rules:
            for person_id, event in rule(session, some):
                found[person_id].append(event)
    return found


def _births(session: Session, persons: Collection[int]) -> _Found:
    """A child born into the family; somebody whose birth day is known only in part cannot be told apart."""
    rows = session.execute(select(Person.id, Person.birth_date).where(Person.id.in_(persons)))
    for person_id, born in rows:
        if born is not None and (day := born.exact) is not None:
            yield person_id, ("birth", "Geburt", day)


def _decisions(session: Session, persons: Collection[int]) -> _Found:
    """The first title entered is no news. A title's own day is often unknown: when it was seen, or else entered."""
    rows = session.execute(
        select(ResidenceTitle.person_id, ResidenceTitle.seen_on, ResidenceTitle.created_at)
        .where(ResidenceTitle.person_id.in_(persons)).order_by(ResidenceTitle.id)
    )  # fmt: skip
    known: set[int] = set()
    for person_id, seen_on, created_at in rows:
        if person_id in known:
            yield person_id, ("status", "Entscheidung über den Aufenthalt", seen_on or created_at.date())
        known.add(person_id)


def _moves(session: Session, persons: Collection[int]) -> _Found:
    """The first address is where somebody came to."""
    rows = session.execute(
        select(Address.person_id, Address.since).where(Address.person_id.in_(persons)).order_by(Address.id)
    )
    known: set[int] = set()
    for person_id, since in rows:
        if person_id in known and since is not None:
            yield person_id, ("move", "Umzug", since)
        known.add(person_id)


def _jobs(session: Session, persons: Collection[int]) -> _Found:
    rows = session.execute(
        select(Answer.person_id, Answer.value).where(Answer.person_id.in_(persons), Answer.key == WORKS_SINCE)
    )
    for person_id, value in sorted({(row[0] or 0, str(row[1])) for row in rows if row[1] is not None}):
        yield person_id, ("job", "Arbeit aufgenommen", dt.date.fromisoformat(value))
