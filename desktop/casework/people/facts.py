"""Facts of domain 2.1–2.4: each lives once in its record, with origin, date and former values (decision 19)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, select
from sqlalchemy.orm import Session

from desktop.casework.changes import Changes, Kind
from desktop.casework.gate import change, query
from desktop.casework.rights import Actor, Right
from desktop.casework.search.folding import fold
from desktop.clock import now, today
from desktop.errors import CaseworkError
from desktop.records.people import FactHistory, FactMark, Family, Person
from desktop.terms import Origin, PartialDate, Term


class Subject(StrEnum):
    """What a fact belongs to."""

    PERSON = "person"
    FAMILY = "family"


_KINDS = {Subject.PERSON: Kind.PERSON, Subject.FAMILY: Kind.FAMILY}
_NAME_FIELDS = {"family_name", "given_names", "call_name", "own_script_name"}
_NO_FACTS = {"id", "folded_name", "row_version", "created_at", "created_by"}


@dataclass(frozen=True)
class MarkRow:
    """Where a fact comes from; `confirmed_on` is empty while it waits for confirmation."""

    origin: Origin
    as_of: dt.date
    confirmed_on: dt.date | None

    @property
    def open(self) -> bool:
        """Whether somebody else said it and nobody has confirmed it yet."""
        return self.origin is Origin.HANDOVER and self.confirmed_on is None


@dataclass(frozen=True)
class FormerValue:
    """A value a fact had before; `value` is in stored form (codes, ISO dates)."""

    value: object
    origin: Origin | None
    as_of: dt.date | None
    replaced_at: dt.datetime


@change(Right.EDIT_CASE, record="fact.set")
def set_fact(
    session: Session, actor: Actor, subject: Subject, subject_id: int, field: str, value: object,
    origin: Origin, as_of: dt.date,
) -> Changes:
    """Give one fact a new value; the former one goes into its history."""
    put_facts(session, actor, subject, subject_id, {field: value}, origin, as_of)
    return Changes.of((_KINDS[subject], subject_id))


@change(Right.EDIT_CASE, record="fact.confirm")
def confirm_fact(session: Session, actor: Actor, subject: Subject, subject_id: int, field: str) -> Changes:
    """The person confirmed what the hand-over says: the value stays, its mark carries the day."""
    mark = _mark(session, subject, subject_id, field)
    if mark is None:
        raise CaseworkError("Zu dieser Angabe gibt es nichts zu bestätigen.")
    mark.confirmed_on = today()
    return Changes.of((_KINDS[subject], subject_id))


@query(Right.READ_CASE)
def fact_marks(session: Session, actor: Actor, subject: Subject, subject_id: int) -> Mapping[str, MarkRow]:
    """Marks of all facts of a record, by field."""
    marks = session.scalars(select(FactMark).where(FactMark.subject == subject, FactMark.subject_id == subject_id))
    return {mark.field: MarkRow(mark.origin, mark.as_of, mark.confirmed_on) for mark in marks}


@query(Right.READ_CASE)
def fact_history(
    session: Session, actor: Actor, subject: Subject, subject_id: int, field: str
) -> tuple[FormerValue, ...]:
    """Former values of one fact, newest first."""
    former = session.scalars(
        select(FactHistory)
        .where(FactHistory.subject == subject, FactHistory.subject_id == subject_id, FactHistory.field == field)
        .order_by(FactHistory.id.desc())
    )
    return tuple(FormerValue(row.value, row.origin, row.as_of, row.replaced_at) for row in former)


@query(Right.READ_CASE)
def all_history(
    session: Session, actor: Actor, subject: Subject, subject_id: int
) -> tuple[tuple[str, FormerValue], ...]:
    """Every former value of a record with the name of its fact, newest first."""
    former = session.scalars(
        select(FactHistory)
        .where(FactHistory.subject == subject, FactHistory.subject_id == subject_id)
        .order_by(FactHistory.id.desc())
    )
    return tuple((row.field, FormerValue(row.value, row.origin, row.as_of, row.replaced_at)) for row in former)


def put_facts(
    session: Session, actor: Actor, subject: Subject, subject_id: int, values: Mapping[str, object],
    origin: Origin, as_of: dt.date,
) -> set[str]:
    """Inside a use case: set several facts of one record; returns the fields that changed.

    Raises CaseworkError when the record is gone and ValueError for a field that is no fact.
    """
    record = _record(session, subject, subject_id)
    marks = _marks(session, subject, subject_id)
    changed = {field for field, value in values.items() if _differs(record, field, value)}
    for field in changed:
        _remember(session, actor, subject, subject_id, field, getattr(record, field), marks.get(field))
        setattr(record, field, values[field])
        mark_fact(session, subject, subject_id, field, origin, as_of, marks.get(field))
    if isinstance(record, Person) and changed & _NAME_FIELDS:
        record.folded_name = folded_name(record)
    session.flush()
    return changed


def mark_fact(
    session: Session, subject: Subject, subject_id: int, field: str, origin: Origin, as_of: dt.date,
    mark: FactMark | None = None,
) -> None:
    """Inside a use case: note where a fact comes from. What is not from a hand-over needs no confirmation."""
    mark = mark or FactMark(subject=subject.value, subject_id=subject_id, field=field)
    mark.origin, mark.as_of = origin, as_of
    mark.confirmed_on = None if origin is Origin.HANDOVER else as_of
    session.add(mark)


def folded_name(person: Person) -> str:
    """Search form of all names of a person."""
    names = (person.family_name, person.given_names, person.call_name, person.own_script_name)
    return fold(" ".join(name for name in names if name))


def plain(value: object) -> Any:  # noqa: ANN401 - any JSON value
    """A fact's value as JSON: codes, ISO dates, lists."""
    if isinstance(value, Term):
        return value.value
    if isinstance(value, PartialDate):
        return value.code
    if isinstance(value, dt.date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple | list) else value


def _record(session: Session, subject: Subject, subject_id: int) -> Person | Family:
    person = subject is Subject.PERSON
    record = session.get(Person, subject_id) if person else session.get(Family, subject_id)
    if record is None:
        raise CaseworkError("Diese Person oder Familie gibt es nicht mehr.")
    return record


def _differs(record: Person | Family, field: str, value: object) -> bool:
    if field in _NO_FACTS or field not in type(record).__table__.columns:
        raise ValueError(f"no fact: {field}")
    return bool(getattr(record, field) != value)


def _remember(
    session: Session, actor: Actor, subject: Subject, subject_id: int, field: str, value: object,
    mark: FactMark | None,
) -> None:
    if value in (None, "", []) and mark is None:
        return
    session.add(
        FactHistory(
            subject=subject.value, subject_id=subject_id, field=field,
            value=JSON.NULL if value is None else plain(value),  # said to be unknown is a former value, too
            origin=mark and mark.origin, as_of=mark and mark.as_of, replaced_at=now(), replaced_by=actor.user_id,
        )
    )


def _marks(session: Session, subject: Subject, subject_id: int) -> dict[str, FactMark]:
    marks = session.scalars(select(FactMark).where(FactMark.subject == subject, FactMark.subject_id == subject_id))
    return {mark.field: mark for mark in marks}


def _mark(session: Session, subject: Subject, subject_id: int, field: str) -> FactMark | None:
    return _marks(session, subject, subject_id).get(field)
