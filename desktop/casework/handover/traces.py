"""What hangs on a person, family or case: taken down after an import, so that undoing can tell whether it was used."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from itertools import islice

from sqlalchemy import Column, ColumnElement, func, select
from sqlalchemy.orm import Session

from desktop.records.base import Base
from desktop.records.cases import Case
from desktop.records.people import FactHistory, FactMark, Family, Person

SUBJECTS: dict[str, type[Person] | type[Family] | type[Case]] = {"person": Person, "family": Family, "case": Case}
_CHUNK = 500
_NO_USE = {"search_texts"}
"""Tables the program itself keeps beside a record: that it can be found does not mean that somebody used it."""

TRACE, FORMER_TRACE = "trace", "former_trace"
"""Keys of a step's note: the trace right after the import, and right before it changed the record."""

Trace = dict[str, int]
"""Column that points here → how many rows do; new tables join in by themselves. `row_version` is the record's own."""


def traces(session: Session, subject: str, ids: Collection[int]) -> dict[int, Trace]:
    """The trace of each record; one that is gone has none."""
    found: dict[int, Trace] = {}
    for chunk in [sorted(ids)] if _dense(ids) else chunks(ids):
        record = SUBJECTS[subject]
        versions = select(record.id, record.row_version).where(_within(record.__table__.c.id, chunk))
        found |= {id_: {"row_version": version} for id_, version in session.execute(versions) if id_ in ids}
        for id_, name, count in _links(session, subject, chunk):
            if id_ in found:
                found[id_][name] = count
    return found


def _dense(ids: Collection[int]) -> bool:
    """Whether the ids lie close together, as those of one import do: then their range says it all."""
    return bool(ids) and max(ids) - min(ids) < 2 * len(ids)


def _within(column: ColumnElement[int], ids: list[int]) -> ColumnElement[bool]:
    return column.between(ids[0], ids[-1]) if _dense(ids) else column.in_(ids)


def chunks(ids: Collection[int]) -> Iterator[list[int]]:
    """Ids in portions a statement can take."""
    rest = iter(sorted(ids))
    while portion := list(islice(rest, _CHUNK)):
        yield portion


def _links(session: Session, subject: str, ids: list[int]) -> Iterator[tuple[int, str, int]]:
    for column in _pointing_at(SUBJECTS[subject].__tablename__):
        counted = select(column, func.count()).where(_within(column, ids)).group_by(column)
        for id_, count in session.execute(counted):
            yield id_, f"{column.table.name}.{column.name}", count
    history = select(FactHistory.subject_id, func.count()).group_by(FactHistory.subject_id)
    marks = select(FactMark.subject_id, func.count()).group_by(FactMark.subject_id)
    own_history = (FactHistory.subject == subject, _within(FactHistory.__table__.c.subject_id, ids))
    own_marks = (FactMark.subject == subject, _within(FactMark.__table__.c.subject_id, ids))
    for name, counts in (
        ("history", history.where(*own_history)),
        ("confirmed", marks.where(*own_marks, FactMark.confirmed_on.is_not(None))),
    ):
        for id_, count in session.execute(counts):
            yield id_, name, count


def _pointing_at(table_name: str) -> list[Column[int]]:
    """Every column of the schema with a foreign key to this table."""
    pointing: dict[str, list[Column[int]]] = defaultdict(list)
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_keys if table.name not in _NO_USE else ():
            pointing[key.column.table.name].append(key.parent)
    return pointing[table_name]
