"""Tables as plain JSON between the process that reads a file and the program.

JSON and not pickle: what comes from a process that has read a stranger's file must not be able to run anything here.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from desktop.exchange.table import Cell, Line, Table, Uncalculated

_DAY, _FORMULA = "day", "formula"


def packed(tables: tuple[Table, ...]) -> bytes:
    """The tables as UTF-8; halves of characters, which a damaged file may hold, pass through."""
    plain = [[table.name, table.hidden, [[line.number, *map(_plain, line.cells)] for line in table.lines]]
             for table in tables]  # fmt: skip
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def unpacked(answer: bytes) -> tuple[Table, ...]:
    """The tables again; ValueError for anything that `packed` does not make."""
    plain = json.loads(answer.decode("utf-8", "surrogatepass"))
    return tuple(_table(*_items(entry, 3)) for entry in _items(plain))


def _plain(cell: Cell) -> object:
    if isinstance(cell, dt.date):
        return {_DAY: cell.isoformat()}
    return {_FORMULA: True} if isinstance(cell, Uncalculated) else cell


def _table(name: object, hidden: object, lines: object) -> Table:
    if not isinstance(name, str) or not isinstance(hidden, bool):
        raise ValueError("no table")
    return Table(name, tuple(_line(_items(line)) for line in _items(lines)), hidden)


def _line(entry: list[Any]) -> Line:
    if not entry or type(entry[0]) is not int:
        raise ValueError("no line")
    return Line(entry[0], tuple(map(_cell, entry[1:])))


def _cell(plain: object) -> Cell:
    if plain is None or (isinstance(plain, (str, int, float)) and not isinstance(plain, bool)):
        return plain
    if plain == {_FORMULA: True}:
        return Uncalculated.FORMULA
    if isinstance(plain, dict) and isinstance(plain.get(_DAY), str) and len(plain) == 1:
        return dt.date.fromisoformat(plain[_DAY])
    raise ValueError("no cell")


def _items(plain: object, count: int | None = None) -> list[Any]:
    if not isinstance(plain, list) or (count is not None and len(plain) != count):
        raise ValueError("no list")
    return plain
