"""A sheet of cells as it stands in a file, before anybody asks what it means."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import Enum

from desktop.clock import german_date

MAX_ROWS = 20_000
"""Filled rows a list may have (decision 33); the largest county has far fewer persons."""

MAX_COLUMNS = 100
MAX_CELL = 32_767
"""Characters in one cell: Excel's own limit."""


class Uncalculated(Enum):
    """A formula whose value the file does not hold. Formulas are never worked out here."""

    FORMULA = "formula"


Cell = str | int | float | dt.date | Uncalculated | None


@dataclass(frozen=True, slots=True)
class Line:
    """One filled row; `number` counts the file's lines from 1, blank ones included."""

    number: int
    cells: tuple[Cell, ...]

    def cell(self, column: int) -> Cell:
        return self.cells[column] if column < len(self.cells) else None


@dataclass(frozen=True)
class Table:
    """A sheet: its filled rows in order. Blank rows are left out, their numbers stay free."""

    name: str
    lines: tuple[Line, ...]
    hidden: bool = False
    width: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "width", max((len(line.cells) for line in self.lines), default=0))


def cell_text(cell: Cell) -> str:
    """The cell as a clerk would see it, on one line: dates as dd.MM.yyyy, whole numbers without a point."""
    if isinstance(cell, str):
        return " ".join(cell.split())
    if cell is None:
        return ""
    if isinstance(cell, dt.date):
        return german_date(cell)
    if isinstance(cell, Uncalculated):
        return "(Formel ohne Wert)"
    return str(cell).replace(".", ",")


def trimmed(cells: tuple[Cell, ...] | list[Cell]) -> tuple[Cell, ...]:
    """The cells without the empty ones at the end; an empty tuple for a blank row."""
    end = len(cells)
    while end and is_blank(cells[end - 1]):
        end -= 1
    return tuple(cells[:end])


def is_blank(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def without_controls(text: str) -> str:
    """The text without characters no cell should hold; a NUL becomes the visible replacement character."""
    return text if text.isprintable() else text.translate(_CONTROLS)


_CONTROLS = {code: None for code in (*range(1, 32), 0x7F, 0xFEFF) if chr(code) not in "\t\n\r"} | {0: "\ufffd"}
