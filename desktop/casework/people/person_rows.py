"""Every row that belongs to a person, told by the schema itself: so a table made later is not forgotten.

Rows are read and written as the file holds them, past the mapped classes: what is moved or put back must be the same
to the last character, and may stand in a Fassung that nobody may change through the program.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Table,
    TableClause,
    UniqueConstraint,
    column,
    delete,
    insert,
    select,
    table,
    update,
)
from sqlalchemy.orm import Session

from desktop.records.base import Base

RawRow = dict[str, Any]
_BY_SUBJECT = ("fact_marks", "fact_history", "import_steps")
_SEARCHED = ("search_texts",)  # made anew by the gate


@dataclass(frozen=True)
class Belonging:
    """A table, its column that holds a person's id, and whether the row says by `subject` that it is a person's."""

    table: str
    column: str
    by_subject: bool = False


def belongings() -> tuple[Belonging, ...]:
    """Where a person's id stands, in all tables."""
    linked = (
        Belonging(one.name, key.parent.name)
        for one in Base.metadata.sorted_tables
        for key in one.foreign_keys
        if key.column.table.name == "persons" and one.name not in _SEARCHED
    )
    return (*linked, *(Belonging(name, "subject_id", by_subject=True) for name in _BY_SUBJECT))


def rows_of(session: Session, belonging: Belonging, person_id: int) -> list[RawRow]:
    """Rows that hold this person's id there."""
    bare = raw(belonging.table)
    asked = select(bare).where(*_of_person(bare, belonging, person_id)).order_by(bare.c.id)
    return [dict(row) for row in session.execute(asked).mappings()]


def twin_of(session: Session, belonging: Belonging, row: RawRow, person_id: int) -> RawRow | None:
    """The row of `person_id` that leaves no room for this one: one answer to a question, one clock per person."""
    moved = row | {belonging.column: person_id}
    bare = raw(belonging.table)
    for names in _one_of_a_kind(Base.metadata.tables[belonging.table]):
        if belonging.column in names:
            same = (bare.c[name] == moved[name] for name in names)
            found = session.execute(select(bare).where(*same)).mappings().first()
            if found is not None:
                return dict(found)
    return None


def hand_over(session: Session, belonging: Belonging, row_id: int, person_id: int) -> None:
    """From now on the row is this person's."""
    bare = raw(belonging.table)
    session.execute(update(bare).where(bare.c.id == row_id).values({belonging.column: person_id}))


def take_out(session: Session, name: str, row_id: int) -> None:
    """Delete one row."""
    bare = raw(name)
    session.execute(delete(bare).where(bare.c.id == row_id))


def put_back(session: Session, name: str, row: Mapping[str, Any]) -> None:
    """Enter a row as it was; under a new id when its own was given again meanwhile."""
    bare = raw(name)
    taken = session.execute(select(bare.c.id).where(bare.c.id == row["id"])).first()
    session.execute(insert(bare).values({key: value for key, value in row.items() if not (taken and key == "id")}))


def read_row(session: Session, name: str, row_id: int) -> RawRow | None:
    """One row as the file holds it."""
    bare = raw(name)
    found = session.execute(select(bare).where(bare.c.id == row_id)).mappings().first()
    return dict(found) if found else None


def write_row(session: Session, name: str, row_id: int, values: RawRow) -> None:
    """Put these values into one row."""
    bare = raw(name)
    session.execute(update(bare).where(bare.c.id == row_id).values(values))


def raw(name: str) -> TableClause:
    """The table without types: values as the file holds them."""
    return table(name, *(column(one.name) for one in Base.metadata.tables[name].columns))


def _of_person(bare: TableClause, belonging: Belonging, person_id: int) -> Iterator[ColumnElement[bool]]:
    yield bare.c[belonging.column] == person_id
    if belonging.by_subject:
        yield bare.c.subject == "person"


def _one_of_a_kind(one: Table) -> Iterator[tuple[str, ...]]:
    for constraint in one.constraints:
        if isinstance(constraint, UniqueConstraint):
            yield tuple(part.name for part in constraint.columns)
    yield from ((part.name,) for part in one.columns if part.unique)
    if one.name == "family_members":  # one place in a family at a time, though the schema keeps former ones
        yield "family_id", "person_id", "until"
