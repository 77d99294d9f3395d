"""What stood in a record before an import changed it, as JSON, and putting it back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Date, Delete, Update, delete, func, insert, select, update
from sqlalchemy.orm import Session

from desktop.casework.people.facts import plain
from desktop.casework.people.people import require_person
from desktop.records.base import Base, Coded, PartialDateType
from desktop.records.cases import Case
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
from desktop.terms import Origin, PartialDate

Before = dict[str, Any]
_KEPT = frozenset({"id", "row_version", "created_at", "created_by"})


def before_change(session: Session, person_id: int) -> Before:
    """Everything an update may touch of a person."""
    person = require_person(session, person_id)
    marks = session.scalars(select(FactMark).where(FactMark.subject == "person", FactMark.subject_id == person_id))
    return {
        "columns": _columns(person),
        "marks": {mark.field: [mark.origin, plain(mark.as_of), plain(mark.confirmed_on)] for mark in marks},
        "languages": [language.code for language in person.languages],
        "titles": [title.id for title in person.titles],
        "open_titles": [title.id for title in person.titles if title.replaced_on is None],
        "addresses": [address.id for address in person.addresses],
        "open_addresses": [address.id for address in person.addresses if address.until is None],
        "history": session.scalar(select(func.max(FactHistory.id))) or 0,
    }


def before_joining(session: Session, case: Case) -> Iterator[tuple[str, int, Before]]:
    """Case and family before somebody joins them."""
    yield "case", case.id, {"columns": _columns(case)}
    if case.family_id is not None:
        members = session.execute(
            select(FamilyMember.id, FamilyMember.position).where(FamilyMember.family_id == case.family_id)
        )
        positions = {str(id_): position for id_, position in members}
        yield "family", case.family_id, {"members": positions}


def put_back_person(session: Session, person_id: int, before: Before) -> None:
    """Undo an update: values, marks, languages, title and address; the history entries it made go."""
    _put_columns(session, Person, person_id, before["columns"])
    _put_back_marks(session, person_id, before["marks"])
    own = PersonLanguage.person_id == person_id
    _write(session, delete(PersonLanguage).where(own, PersonLanguage.code.not_in(before["languages"])))
    added = ResidenceTitle.id.not_in(before["titles"])
    _write(session, delete(ResidenceTitle).where(ResidenceTitle.person_id == person_id, added))
    reopened = ResidenceTitle.id.in_(before["open_titles"])
    _write(session, update(ResidenceTitle).where(reopened).values(replaced_on=None))
    moved = Address.id.not_in(before["addresses"])
    _write(session, delete(Address).where(Address.person_id == person_id, moved))
    _write(session, update(Address).where(Address.id.in_(before["open_addresses"])).values(until=None))
    later = FactHistory.id > before["history"]
    history = delete(FactHistory).where(FactHistory.subject == "person", FactHistory.subject_id == person_id, later)
    _write(session, history)


def put_back_case(session: Session, case_id: int, before: Before) -> None:
    _put_columns(session, Case, case_id, before["columns"])


def put_back_family(session: Session, family_id: int, before: Before) -> None:
    """Undo a joining: those who came go, the others get their places back."""
    places = {int(id_): position for id_, position in before["members"].items()}
    own = FamilyMember.family_id == family_id
    _write(session, delete(FamilyMember).where(own, FamilyMember.id.not_in(places)))
    for id_, position in places.items():
        _write(session, update(FamilyMember).where(FamilyMember.id == id_).values(position=position))
    _write(session, update(Family).where(Family.id == family_id).values(row_version=Family.row_version + 1))


def _write(session: Session, statement: Update | Delete) -> None:
    """Past the session's objects, which the caller expires: comparing each with each statement costs minutes."""
    session.execute(statement, execution_options={"synchronize_session": False})


def _columns(record: Person | Case) -> dict[str, Any]:
    return {
        column.name: plain(getattr(record, column.name))
        for column in type(record).__table__.columns
        if column.name not in _KEPT
    }


def _put_columns(session: Session, record: type[Person] | type[Case], id_: int, columns: dict[str, Any]) -> None:
    """Bulk update: the version goes on, so that a page with the former state notices."""
    values = {name: _typed(record, name, value) for name, value in columns.items()}
    statement = update(record).where(record.id == id_)
    _write(session, statement.values(row_version=record.row_version + 1, **values))


def _typed(record: type[Base], name: str, value: Any) -> Any:  # noqa: ANN401 - any column's value
    kind = record.__table__.c[name].type
    if value is None:
        return None
    if isinstance(kind, Coded):
        return kind.term(value)
    if isinstance(kind, PartialDateType):
        return PartialDate.parse(value)
    return dt.date.fromisoformat(value) if isinstance(kind, Date) else value


def _put_back_marks(session: Session, person_id: int, marks: dict[str, list[Any]]) -> None:
    _write(session, delete(FactMark).where(FactMark.subject == "person", FactMark.subject_id == person_id))
    values = [
        {
            "subject": "person",
            "subject_id": person_id,
            "field": field,
            "origin": Origin(origin),
            "as_of": dt.date.fromisoformat(as_of),
            "confirmed_on": dt.date.fromisoformat(confirmed) if confirmed else None,
        }
        for field, (origin, as_of, confirmed) in marks.items()
    ]
    if values:
        session.execute(insert(FactMark), values)
