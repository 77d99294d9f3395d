"""Questions bound to records: reading and writing the facts of domain 2.1–2.4 where they live (decision 19)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.forms.definition import Fact
from desktop.casework.forms.kinds import Stored, Value
from desktop.casework.people.facts import MarkRow, Subject, fact_marks, mark_fact, put_facts
from desktop.casework.people.residence import AddressRow, TitleRow, address_rows, put_address, put_title, title_rows
from desktop.casework.rights import Actor
from desktop.clock import today
from desktop.errors import CaseworkError
from desktop.person_terms import LanguageUse, ResidenceKind, ValidUntil
from desktop.records.base import Base, Coded
from desktop.records.people import (
    Address,
    FactHistory,
    FactMark,
    Family,
    FamilyMember,
    Person,
    PersonLanguage,
    ResidenceTitle,
)
from desktop.terms import Origin, Term

_MOVING = {"street", "postal_code", "town", "housing", "accommodation"}
"""Columns of an address whose change means another place, so that the old one becomes history."""
_FRESH = {"valid_until", "valid_kind"}
"""Columns of a title whose change means another paper."""
_TABLES: dict[str, type[Base]] = {
    "person": Person, "family": Family, "title": ResidenceTitle, "address": Address, "member": FamilyMember,
}  # fmt: skip


@dataclass(frozen=True)
class Place:
    """Whose facts: a person, the family, or both in the file of one person. `household` are the persons who live
    together, the eldest first."""

    person: Person | None
    family: Family | None
    household: tuple[Person, ...]


@dataclass(frozen=True)
class BoundFact:
    """A fact as a form shows it: value (None when unknown), its mark and the value before, in stored form."""

    value: Value
    mark: MarkRow | None
    former: Stored = None
    former_as_of: dt.date | None = None


def read_facts(session: Session, actor: Actor, place: Place, facts: Mapping[str, Fact]) -> dict[str, BoundFact]:
    """The facts behind these questions, by question key."""
    marks = {subject: fact_marks(session, actor, *subject) for subject in _subjects(place)}
    former = _former_values(session, place)
    found = {}
    for key, fact in facts.items():
        subject = subject_of(place, fact)
        if subject is None:
            continue
        name = _mark_name(fact)
        value = read_value(place, fact)
        mark = _valid_mark(place, fact, marks[subject].get(name))
        if value is False and mark is None:
            value = None  # a flag nobody ever set
        before = former.get((*subject, name))
        found[key] = BoundFact(value, mark, before.value if before else None, before.as_of if before else None)
    return found


def write_fact(
    session: Session, actor: Actor, place: Place, fact: Fact, value: Value, origin: Origin, as_of: dt.date
) -> None:
    """Give a fact another value; None empties it. The former one stays in the record's history."""
    if subject_of(place, fact) is None:
        raise CaseworkError("Diese Angabe gehört zu niemandem in diesem Fall.")
    _WRITERS[fact.subject](session, actor, place, fact.column, _for_column(fact, value), origin, as_of)
    if fact.subject not in ("person", "family"):
        _put_mark(session, place, fact, origin, as_of, confirmed=True)
    session.flush()


def confirm(session: Session, place: Place, fact: Fact) -> None:
    """The person says the same: the value stays, its mark carries the day."""
    mark = _mark_row(session, place, fact)
    if mark is not None:
        mark.confirmed_on = today()
        return
    known = _own_mark(place, fact)
    origin, as_of = (known.origin, known.as_of) if known else (Origin.SELF, today())
    _put_mark(session, place, fact, origin, as_of, confirmed=True)


def read_value(place: Place, fact: Fact) -> Value:
    """The value as the form's kinds have it; None when nothing is known."""
    if fact.subject == "languages":
        use = LanguageUse(fact.column)
        codes = tuple(entry.code for entry in place.person.languages if entry.use is use) if place.person else ()
        return codes or None
    return _plain(getattr(_record(place, fact), fact.column, None))


def subject_of(place: Place, fact: Fact) -> tuple[Subject, int] | None:
    """Under whom the fact's mark and history stand; None when the place has no such thing."""
    if fact.subject == "family":
        return (Subject.FAMILY, place.family.id) if place.family else None
    if fact.subject == "address":
        lives = place.household[0] if place.household else None
        return (Subject.PERSON, lives.id) if lives else None
    if fact.subject == "member" and (place.family is None or _member(place) is None):
        return None
    return (Subject.PERSON, place.person.id) if place.person else None


def _subjects(place: Place) -> set[tuple[Subject, int]]:
    subjects = {(Subject.PERSON, place.household[0].id)} if place.household else set()
    if place.person:
        subjects.add((Subject.PERSON, place.person.id))
    if place.family:
        subjects.add((Subject.FAMILY, place.family.id))
    return subjects


def _record(place: Place, fact: Fact) -> Base | TitleRow | AddressRow | None:
    records: dict[str, Callable[[], Any]] = {
        "person": lambda: place.person,
        "family": lambda: place.family,
        "title": lambda: _title(place),
        "address": lambda: _address(place),
        "member": lambda: _member(place),
    }
    record: Base | TitleRow | AddressRow | None = records[fact.subject]()
    return record


def _title(place: Place) -> TitleRow | None:
    rows = title_rows(place.person) if place.person else ()
    return next((row for row in rows if row.replaced_on is None), None)


def _address(place: Place) -> AddressRow | None:
    rows = (row for person in place.household for row in address_rows(person))
    return next((row for row in rows if row.until is None), None)


def _member(place: Place) -> FamilyMember | None:
    members = place.family.members if place.family and place.person else []
    return next((m for m in members if place.person and m.person_id == place.person.id and m.until is None), None)


def _plain(value: Value) -> Value:
    if isinstance(value, Term):
        return value.value
    if isinstance(value, list):
        return tuple(value) or None
    return None if value == "" else value


def _for_column(fact: Fact, value: Value) -> Value:
    """The value as the column wants it: a term for a code, a list for a tuple, empty text for nothing."""
    if fact.subject == "languages":
        return value or ()
    column = _TABLES[fact.subject].__table__.columns[fact.column]
    if value is not None:
        if isinstance(column.type, Coded):
            return column.type.term(value)
        return list(value) if isinstance(value, tuple) else value
    if column.nullable:
        return None
    default = column.default.arg if column.default is not None and column.default.is_scalar else None
    return default if default is not None else []


# writing, by subject


def _write_column(
    session: Session, actor: Actor, place: Place, column: str, value: Value, origin: Origin, as_of: dt.date
) -> None:
    subject = (Subject.PERSON, place.person.id) if place.person else None
    assert subject is not None
    put_facts(session, actor, *subject, {column: value}, origin, as_of)


def _write_family(
    session: Session, actor: Actor, place: Place, column: str, value: Value, origin: Origin, as_of: dt.date
) -> None:
    assert place.family is not None
    put_facts(session, actor, Subject.FAMILY, place.family.id, {column: value}, origin, as_of)


def _write_title(
    session: Session, actor: Actor, place: Place, column: str, value: Value, origin: Origin, as_of: dt.date
) -> None:
    """Another status or another date on an older title is a new paper; the rest corrects the present one."""
    assert place.person is not None
    present = _title(place)
    if present is None or column == "kind":
        if column != "kind" or value is None:
            raise CaseworkError("Bitte zuerst den Aufenthaltsstatus wählen.", field="residence.kind")
        if present is None or not _made_today(place.person.titles[-1].created_at):
            put_title(place.person, TitleRow(ResidenceKind(value), origin=origin), actor)
            return
    changes = _title_changes(column, value)
    record = place.person.titles[-1]
    older = present is not None and not _made_today(record.created_at)
    if older and column in _FRESH and present is not None and present.valid_until is not None:
        renewed = replace(present, id=None, origin=origin, seen_on=None, **changes)
        put_title(place.person, renewed, actor)
        return
    for name, content in changes.items():
        setattr(record, name, content)


def _title_changes(column: str, value: Value) -> dict[str, Value]:
    """A date makes the validity a date; any other validity takes the date away."""
    if column == "valid_until":
        return {"valid_until": value, "valid_kind": ValidUntil.DATE if value else ValidUntil.UNKNOWN}
    if column == "valid_kind" and value is not ValidUntil.DATE:
        return {"valid_kind": value or ValidUntil.UNKNOWN, "valid_until": None}
    return {column: value}


def _write_address(
    session: Session, actor: Actor, place: Place, column: str, value: Value, origin: Origin, as_of: dt.date
) -> None:
    """For everybody who lives together. Another place on an older address is a move."""
    for person in place.household:
        rows = [row for row in address_rows(person) if row.until is None]
        present = rows[0] if rows else AddressRow()
        record = next((entry for entry in person.addresses if rows and entry.id == present.id), None)
        former = getattr(present, column)
        moved = column in _MOVING and former not in (None, "") and former != value
        if record is None or (moved and not _made_today(record.created_at)):
            since = None if record is None else today()
            fresh = replace(present, id=None, until=None, origin=origin, since=since, **{column: value})
            put_address(person, fresh, actor)
        else:
            setattr(record, column, value)


def _write_member(
    session: Session, actor: Actor, place: Place, column: str, value: Value, origin: Origin, as_of: dt.date
) -> None:
    setattr(_member(place), column, value)


def _write_languages(
    session: Session, actor: Actor, place: Place, column: str, value: Value, origin: Origin, as_of: dt.date
) -> None:
    """Replace the languages of one use; a language stands under one use only, the newer one."""
    person, use = place.person, LanguageUse(column)
    assert person is not None
    known = {entry.code: entry for entry in person.languages}
    kept = [entry for entry in person.languages if entry.use is not use and entry.code not in value]
    named = [known.get(code) or PersonLanguage(code=code) for code in value]
    for entry in named:
        entry.use = use
    ordered = named + kept if use is LanguageUse.MOTHER else kept + named
    for position, entry in enumerate(ordered):
        entry.position = position
    person.languages = ordered


_WRITERS: dict[str, Callable[[Session, Actor, Place, str, Value, Origin, dt.date], None]] = {
    "person": _write_column, "family": _write_family, "title": _write_title, "address": _write_address,
    "member": _write_member, "languages": _write_languages,
}  # fmt: skip


# marks


def _mark_name(fact: Fact) -> str:
    return fact.column if fact.subject in ("person", "family") else fact.path


def _valid_mark(place: Place, fact: Fact, mark: MarkRow | None) -> MarkRow | None:
    """A mark older than the title or address it speaks of no longer counts."""
    own = _own_mark(place, fact)
    return own if mark is None or (own is not None and own.as_of > (mark.confirmed_on or mark.as_of)) else mark


def _own_mark(place: Place, fact: Fact) -> MarkRow | None:
    """Origin as the title or address itself says."""
    entries: list[ResidenceTitle] | list[Address] = []
    if fact.subject == "title" and place.person:
        entries = [entry for entry in place.person.titles if entry.replaced_on is None]
    if fact.subject == "address":
        entries = [entry for person in place.household for entry in person.addresses if entry.until is None]
    return MarkRow(entries[0].origin, entries[0].created_at.astimezone().date(), None) if entries else None


def _put_mark(
    session: Session, place: Place, fact: Fact, origin: Origin, as_of: dt.date, *, confirmed: bool
) -> None:
    subject = subject_of(place, fact)
    assert subject is not None
    mark_fact(session, *subject, _mark_name(fact), origin, as_of, _mark_row(session, place, fact))
    session.flush()
    mark = _mark_row(session, place, fact)
    if confirmed and mark is not None:
        mark.confirmed_on = today()


def _mark_row(session: Session, place: Place, fact: Fact) -> FactMark | None:
    subject = subject_of(place, fact)
    if subject is None:
        return None
    return session.scalar(
        select(FactMark).where(
            FactMark.subject == subject[0], FactMark.subject_id == subject[1], FactMark.field == _mark_name(fact)
        )
    )


def _former_values(session: Session, place: Place) -> dict[tuple[Subject, int, str], FactHistory]:
    """The newest former value per fact."""
    found: dict[tuple[Subject, int, str], FactHistory] = {}
    for subject, id_ in _subjects(place):
        rows = select(FactHistory).where(FactHistory.subject == subject, FactHistory.subject_id == id_)
        for row in session.scalars(rows.order_by(FactHistory.id)):
            found[subject, id_, row.field] = row
    return found


def _made_today(moment: dt.datetime) -> bool:
    return moment.astimezone().date() == today()
