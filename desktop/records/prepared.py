"""Statements that belong to every save: compiled once, then run by the driver itself.

SQLAlchemy takes about 30 µs for each statement it runs, on top of what the database takes; a talk is saved by 13 of
them, so it cost as much as the save itself (tests/bench, quick entry). Columns keep their types and defaults: values
are turned into what the file holds, and back, by the same processors SQLAlchemy uses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, cast

from sqlalchemy import Column, ColumnElement, Delete, Insert, Select, Table, Update
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor
from sqlalchemy.orm import Session
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

IN_HAND = "driver_in_hand"
"""Under this key of `session.info` the gate keeps the driver's connection while its transaction runs."""

_DIALECT = SQLiteDialect_pysqlite()
_NOTHING: Mapping[str, Any] = {}
_Turn = Callable[[Any], Any]


class Prepared:
    """One statement with named values. Nothing of the session is flushed before it runs; the caller does that.

    Raises the driver's own errors, which the store turns into sentences like SQLAlchemy's.
    """

    def __init__(self, statement: Select[*tuple[Any, ...]] | Insert | Update | Delete) -> None:
        self._statement = statement

    def rows(self, session: Session, values: Mapping[str, Any] = _NOTHING) -> list[Sequence[Any]]:
        """Every row it selects or returns, in the types of the columns."""
        rows: list[Sequence[Any]] = [*self._executed(session, values).fetchall()]
        return [self._turned(row) for row in rows] if self._returned else rows

    def value(self, session: Session, values: Mapping[str, Any] = _NOTHING) -> Any:  # noqa: ANN401 - of any column
        """First value of the first row; None without a row."""
        return next((row[0] for row in self.rows(session, values)), None)

    def run(self, session: Session, values: Mapping[str, Any] = _NOTHING) -> int:
        """How many rows it changed."""
        return self._executed(session, values).rowcount

    def run_each(self, session: Session, each: Sequence[Mapping[str, Any]]) -> None:
        """Run it for each set of values."""
        for values in each:
            self._executed(session, values)

    def _executed(self, session: Session, values: Mapping[str, Any]) -> DBAPICursor:
        cursor = driver_in_hand(session).cursor()
        cursor.execute(self._compiled.string, self._bound(values))
        return cursor

    def _bound(self, values: Mapping[str, Any]) -> tuple[Any, ...]:
        made = {name: make() for name, make in self._made.items() if name not in values}
        given = {**self._fixed, **made, **values}
        return tuple([turn(given[name]) if turn else given[name] for name, turn in self._order])

    def _turned(self, row: Sequence[Any]) -> Sequence[Any]:
        values = list(row)
        for place, turn in self._returned:
            values[place] = turn(values[place])
        return values

    @cached_property
    def _compiled(self) -> SQLCompiler:
        return self._statement.compile(dialect=_DIALECT)

    @cached_property
    def _order(self) -> list[tuple[str, _Turn | None]]:
        """Name and processor of each value, in the order of the question marks."""
        names = self._compiled.bind_names.items()
        turns = {name: _dialects(bind.type).bind_processor(_DIALECT) for bind, name in names}
        return [(name, turns[name]) for name in self._compiled.positiontup or ()]

    @cached_property
    def _fixed(self) -> dict[str, Any]:
        """What stands in the statement itself."""
        binds = self._compiled.bind_names.items()
        return {name: bind.effective_value for bind, name in binds if not bind.required}

    @cached_property
    def _made(self) -> dict[str, Callable[[], Any]]:
        """What a new row gets where nothing is given: the column's default, made anew each time, or nothing."""
        if not isinstance(self._statement, Insert):
            return {}
        columns: Iterable[Column[Any]] = cast(Table, self._statement.table).columns
        return {column.key: _default(column) for column in columns if not _is_demanded(column)}

    @cached_property
    def _returned(self) -> list[tuple[int, _Turn]]:
        """Place and processor of what is stored in another form than it is used in."""
        columns: Iterable[ColumnElement[Any]] = self._statement.exported_columns
        turns = (_dialects(column.type).result_processor(_DIALECT, None) for column in columns)
        return [(place, turn) for place, turn in enumerate(turns) if turn is not None]


def driver_in_hand(session: Session) -> DBAPIConnection:
    """The driver's connection of the session's transaction; asking the session for it costs a statement's time."""
    kept = session.info.get(IN_HAND)
    return cast(DBAPIConnection, kept or session.connection().connection.driver_connection)


def _dialects(type_: TypeEngine[Any]) -> TypeEngine[Any]:
    return type_.dialect_impl(_DIALECT)


def _is_demanded(column: Column[Any]) -> bool:
    return column.default is None and not column.nullable and not column.primary_key


def _default(column: Column[Any]) -> Callable[[], Any]:
    default = cast(Any, column.default)
    if default is None:
        return lambda: None
    return (lambda: default.arg(None)) if default.is_callable else (lambda: default.arg)
