"""Prepared statements store and read every column exactly as SQLAlchemy does."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import JSON, Boolean, Column, Date, DateTime, Integer, LargeBinary, String, Table, insert, select, text
from sqlalchemy.orm import Session
from sqlcipher3 import dbapi2

from desktop.clock import fixed
from desktop.records import talks as _talks  # noqa: F401 - every record is mapped
from desktop.records.base import Base, Coded, PartialDateType, UtcDateTime
from desktop.records.office import Setting, VaultState
from desktop.records.prepared import Prepared
from desktop.records.talks import Talk
from desktop.storage.errors import as_vault_error
from desktop.terms import PartialDate

NOON = dt.datetime(2026, 11, 23, 12, 0, tzinfo=dt.UTC)
TABLES = [table for table in Base.metadata.sorted_tables if table.name != VaultState.__tablename__]
_SAMPLES: dict[type[Any], Any] = {
    PartialDateType: PartialDate.parse("1987-03"), UtcDateTime: NOON, Date: dt.date(2026, 2, 28), DateTime: NOON,
    JSON: {"ä": [1, "zwei", None]}, Boolean: False, Integer: 4711, LargeBinary: b"\x00\xff", String: "ل Ünal",
}  # fmt: skip


def sample(column: Column[Any]) -> Any:
    if isinstance(column.type, Coded):
        return list(column.type.term)[-1]
    return next(value for kind, value in _SAMPLES.items() if isinstance(column.type, kind))


def stored(session: Session, table: Table) -> list[tuple[Any, ...]]:
    """Every row as the file holds it, with the kind of each value."""
    names = ", ".join(f'"{column.name}", typeof("{column.name}")' for column in table.columns)
    return [tuple(row) for row in session.execute(text(f'SELECT {names} FROM "{table.name}"'))]  # noqa: S608 - names of our own tables


def kept_by(session: Session, table: Table, values: dict[str, Any], *, prepared: bool) -> list[tuple[Any, ...]]:
    """What the table holds after one row more; nothing stays."""
    session.execute(text("PRAGMA defer_foreign_keys = ON"))
    if prepared:
        Prepared(insert(table)).run(session, values)
    else:
        session.connection().execute(insert(table), values)
    rows = stored(session, table)
    session.rollback()
    return rows


@pytest.mark.parametrize("table", TABLES, ids=lambda table: str(table.name))
def test_every_column_is_stored_as_sqlalchemy_stores_it(session: Session, table: Table) -> None:
    values = {column.key: sample(column) for column in table.columns}
    before = stored(session, table)
    by_alchemy = kept_by(session, table, values, prepared=False)
    assert len(by_alchemy) == len(before) + 1
    assert kept_by(session, table, values, prepared=True) == by_alchemy


@pytest.mark.parametrize("table", TABLES, ids=lambda table: str(table.name))
def test_what_is_not_given_gets_the_default_sqlalchemy_gives_it(session: Session, table: Table) -> None:
    given = {
        column.key: sample(column) for column in table.columns
        if column.default is None and not column.nullable and not column.primary_key
    }  # fmt: skip
    given |= {column.key: sample(column) for column in table.primary_key if not column.default}
    with fixed(NOON):
        assert kept_by(session, table, given, prepared=True) == kept_by(session, table, given, prepared=False)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: str(table.name))
def test_every_column_is_read_as_sqlalchemy_reads_it(session: Session, table: Table) -> None:
    session.execute(text("PRAGMA defer_foreign_keys = ON"))
    session.connection().execute(insert(table), {column.key: sample(column) for column in table.columns})
    by_alchemy = [tuple(row) for row in session.execute(select(table))]
    assert [tuple(row) for row in Prepared(select(table)).rows(session)] == by_alchemy
    assert by_alchemy
    session.rollback()


def test_nothing_is_made_up_for_what_is_demanded(session: Session) -> None:
    with pytest.raises(KeyError, match="held_on"):
        Prepared(insert(Talk.__table__)).run(session, {"kind": "counselling"})  # type: ignore[arg-type] # FromClause


def test_an_error_of_the_driver_is_no_sentence_of_the_store_where_it_is_a_bug(session: Session) -> None:
    twice = Prepared(insert(Setting.__table__))  # type: ignore[arg-type] # FromClause
    twice.run(session, {"key": "doppelt", "value": 1})
    with pytest.raises(dbapi2.IntegrityError) as caught:
        twice.run(session, {"key": "doppelt", "value": 2})
    assert as_vault_error(caught.value) is None
    session.rollback()


def test_a_read_only_file_is_told_in_a_sentence(session: Session) -> None:
    session.execute(text("PRAGMA query_only = ON"))
    with pytest.raises(dbapi2.OperationalError) as caught:
        Prepared(insert(Setting.__table__)).run(session, {"key": "x", "value": 1})  # type: ignore[arg-type]
    told = as_vault_error(caught.value)
    assert told is not None
    assert "schreibgeschützt" in str(told)
    session.execute(text("PRAGMA query_only = OFF"))
