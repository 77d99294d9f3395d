"""What hangs on a person, family or case: taken down after an import, so that undoing can tell whether it was used."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from itertools import islice

from sqlalchemy import Column, func, select
from sqlalchemy.orm import Session

from desktop.records.base import Base
from desktop.records.cases import Case
from desktop.records.people import FactHistory, FactMark, Family, Person

SUBJECTS: dict[str, type[Person] | type[Family] | type[Case]] = {"person": Person, "family": Family, "case": Case}
_CHUNK = 500

Trace = dict[str, int]
"""Column that points here → how many rows do; new tables join in by themselves. `row_version` is the record's own."""


def traces(session: Session, subject: str, ids: Collection[int]) -> dict[int, Trace]:
    """The trace of each record; one that is gone has none."""
    found: dict[int, Trace] = {}
    for chunk in chunks(ids):
        record = SUBJECTS[subject]
        versions = select(record.id, record.row_version).where(record.id.in_(chunk))
        found |= {id_: {"row_version": version} for id_, version in session.execute(versions).tuples()}
        for id_, name, count in _links(session, subject, chunk):
            if id_ in found:
                found[id_][name] = count
    return found


def chunks(ids: Collection[int]) -> Iterator[list[int]]:
    """Ids in portions a statement can take."""
    rest = iter(sorted(ids))
    while portion := list(islice(rest, _CHUNK)):
        yield portion


def _links(session: Session, subject: str, ids: list[int]) -> Iterator[tuple[int, str, int]]:
    for column in _pointing_at(SUBJECTS[subject].__tablename__):
        counted = select(column, func.count()).where(column.in_(ids)).group_by(column)
        for id_, count in session.execute(counted):
            yield id_, f"{column.table.name}.{column.name}", count
    history = select(FactHistory.subject_id, func.count()).group_by(FactHistory.subject_id)
    marks = select(FactMark.subject_id, func.count()).group_by(FactMark.subject_id)
    marks = marks.where(FactMark.subject == subject, FactMark.subject_id.in_(ids), FactMark.confirmed_on.is_not(None))
    for name, counts in (
        ("history", history.where(FactHistory.subject == subject, FactHistory.subject_id.in_(ids))),
        ("confirmed", marks),
    ):
        for id_, count in session.execute(counts).tuples():
            yield id_, name, count


def _pointing_at(table_name: str) -> list[Column[int]]:
    """Every column of the schema with a foreign key to this table."""
    pointing: dict[str, list[Column[int]]] = defaultdict(list)
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_keys:
            pointing[key.column.table.name].append(key.parent)
    return pointing[table_name]
