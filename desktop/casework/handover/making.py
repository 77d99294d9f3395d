"""New persons, families and cases of a list, written in bulk: ten thousand rows are a handful of statements."""

from __future__ import annotations

import datetime as dt
import typing
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import String, Table, cast, func, insert, literal, select
from sqlalchemy.orm import Session

from desktop.casework.cases.cases import first_status, next_number
from desktop.casework.handover.incoming import IncomingPerson
from desktop.casework.handover.known import COLUMNS
from desktop.casework.handover.listed import Listed, language_use
from desktop.casework.people.families import family_name, proposed_relation
from desktop.casework.people.residence import AddressRow, TitleRow
from desktop.casework.rights import Actor
from desktop.casework.search.folding import fold
from desktop.clock import now, today
from desktop.person_terms import Relation
from desktop.records.base import Base
from desktop.records.cases import Case, CaseResponsible, CaseStatusEntry
from desktop.records.people import (
    Address,
    FactMark,
    Family,
    FamilyMember,
    Person,
    PersonLanguage,
    ResidenceTitle,
)
from desktop.terms import CaseKind, Origin

_EMPTY: Mapping[str, Any] = {
    name: [] if name == "nationalities" else "" if not Person.__table__.c[name].nullable else None for name in COLUMNS
}
_TITLE = ("kind", "as_written", "valid_until", "valid_kind", "origin")
_ADDRESS = ("street", "postal_code", "town", "accommodation", "since", "origin")


@dataclass(frozen=True)
class NewRow:
    """A row to become a person."""

    incoming: IncomingPerson
    statement: Listed

    @cached_property
    def person(self) -> Person:
        """The row as an unsaved person, for rules that work on persons."""
        said = self.statement.columns
        return Person(family_name=said.get("family_name", ""), birth_date=said.get("birth_date"))


@dataclass(frozen=True)
class NewFile:
    """A file to be opened for these rows: a family when they are several. `ids` are persons in the rows' order."""

    rows: tuple[NewRow, ...]
    ids: tuple[int, ...]

    @property
    def kind(self) -> CaseKind:
        return CaseKind.FAMILY if len(self.ids) > 1 else CaseKind.PERSON

    @property
    def assigned_on(self) -> dt.date | None:
        """The first Zuteilung of the file; none as soon as somebody has none, for that person may be there already."""
        days = [row.incoming.assigned.value for row in self.rows]
        return None if None in days else min(day for day in days if day)


def make_persons(session: Session, actor: Actor, rows: Sequence[NewRow], as_of: dt.date) -> list[int]:
    """Enter the rows as persons with languages, title, address and origins; ids in the rows' order."""
    if not rows:
        return []
    ids = _insert(session, Person, [_person_values(row, actor) for row in rows])
    pairs = list(zip(ids, (row.statement for row in rows), strict=True))
    _add(session, PersonLanguage, [entry for id_, said in pairs for entry in _languages(id_, said)])
    _add(session, ResidenceTitle, [_title(id_, said.title, actor) for id_, said in pairs if said.title])
    _add(session, Address, [_address(id_, said.address, actor) for id_, said in pairs if said.address])
    _mark_facts(session, ids, as_of)
    return ids


def make_files(
    session: Session, actor: Actor, files: Sequence[NewFile], responsible_id: int
) -> tuple[list[int], list[int]]:
    """Open the files; ids of the families founded and of all cases."""
    if not files:
        return [], []
    families = [file for file in files if file.kind is CaseKind.FAMILY]
    names = [family_name([row.person for row in file.rows]) for file in families]
    family_ids = _insert(session, Family, [{"name": name, **_stamp(actor)} for name in names])
    founded = {file.ids: id_ for id_, file in zip(family_ids, families, strict=True)}
    _add(session, FamilyMember, [member for file in families for member in _members(founded[file.ids], file)])
    statuses = [first_status(file.assigned_on) for file in files]
    head, _, first = next_number(session).rpartition("-")
    case_ids = _insert(session, Case, [
        {"number": f"{head}-{int(first) + place:03}", "kind": file.kind, "family_id": founded.get(file.ids),
         "person_id": None if file.ids in founded else file.ids[0], "status": status,
         "responsible_id": responsible_id, "opened_on": today(), **_stamp(actor)}
        for place, (file, status) in enumerate(zip(files, statuses, strict=True))
    ])  # fmt: skip
    begun = [{"case_id": id_, "since": today(), **_stamp(actor)} for id_ in case_ids]
    reason = {"reason": "aus der Übergabeliste"}
    _add(session, CaseStatusEntry, [
        entry | reason | {"status": status} for entry, status in zip(begun, statuses, strict=True)
    ])  # fmt: skip
    _add(session, CaseResponsible, [entry | {"user_id": responsible_id} for entry in begun])
    return family_ids, case_ids


def relation_of(row: NewRow) -> Relation:
    """As the list says, else proposed by age."""
    return row.incoming.relation.value or proposed_relation(row.person)


def _insert(session: Session, record: type[Base], values: list[dict[str, Any]]) -> list[int]:
    """Ids in the order of the values.

    Nobody else writes meanwhile (decision 24), so the rows above the former highest id are these. RETURNING would give
    the ids too, but SQLAlchemy then takes the rows one statement each.
    """
    column = record.__table__.c.id
    highest = session.scalar(select(func.max(column))) or 0
    _add(session, record, values)
    ids = list(session.scalars(select(column).where(column > highest).order_by(column)))
    if len(ids) != len(values):
        raise RuntimeError("rows of somebody else came in between")
    return ids


def _add(session: Session, record: type[Base], values: list[dict[str, Any]]) -> None:
    if values:
        session.execute(insert(typing.cast(Table, record.__table__)), values)


def _person_values(row: NewRow, actor: Actor) -> dict[str, Any]:
    values = {**_EMPTY, **row.statement.columns}
    name = " ".join(part for part in (values["family_name"], values["given_names"]) if part)
    values["handover_note_protected"] = bool(row.incoming.remark.value and row.incoming.remark.value.sensitive)
    return {**values, "folded_name": fold(name), **_stamp(actor)}


def _stamp(actor: Actor) -> dict[str, Any]:
    return {"created_at": now(), "created_by": actor.user_id}


def _languages(person_id: int, said: Listed) -> list[dict[str, Any]]:
    return [
        {"person_id": person_id, "position": place, "code": code, "use": language_use(place)}
        for place, code in enumerate(said.languages)
    ]


def _title(person_id: int, title: TitleRow, actor: Actor) -> dict[str, Any]:
    return {"person_id": person_id, **{field: getattr(title, field) for field in _TITLE}, **_stamp(actor)}


def _address(person_id: int, address: AddressRow, actor: Actor) -> dict[str, Any]:
    return {"person_id": person_id, **{field: getattr(address, field) for field in _ADDRESS}, **_stamp(actor)}


def _mark_facts(session: Session, ids: Sequence[int], as_of: dt.date) -> None:
    """Origin and day of every fact these new persons have; one statement per column instead of one row each."""
    table, marks = typing.cast(Table, Person.__table__), typing.cast(Table, FactMark.__table__)
    made = table.c.id.between(min(ids), max(ids))
    for name in COLUMNS:
        column = table.c[name]
        said = column.is_not(None) & cast(column, String).not_in(["", "[]"])
        values = {
            "subject": literal("person"),
            "subject_id": table.c.id,
            "field": literal(name),
            "origin": literal(Origin.HANDOVER, marks.c.origin.type),
            "as_of": literal(as_of, marks.c.as_of.type),
        }
        session.execute(insert(marks).from_select(list(values), select(*values.values()).where(made, said)))


def _members(family_id: int, file: NewFile) -> list[dict[str, Any]]:
    """Adults before children, each from old to young."""
    found = [
        (relation_of(row), row.statement.columns.get("birth_date"), id_)
        for row, id_ in zip(file.rows, file.ids, strict=True)
    ]
    found.sort(key=lambda member: (member[0] is Relation.CHILD, member[1].code.lstrip("~") if member[1] else ""))
    return [
        {"family_id": family_id, "person_id": id_, "relation": relation, "position": place, "since": today()}
        for place, (relation, _, id_) in enumerate(found)
    ]
