"""Workbooks, read with openpyxl: values only, no formula is worked out, no macro and no link is followed."""

from __future__ import annotations

import datetime as dt
import io
import warnings
import zipfile
from collections.abc import Iterable, Iterator

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import range_boundaries

from desktop.errors import ImportFileError
from desktop.exchange.csv_file import too_many_rows
from desktop.exchange.table import (
    MAX_CELL,
    MAX_COLUMNS,
    MAX_ROWS,
    Cell,
    Line,
    Table,
    Uncalculated,
    trimmed,
    without_controls,
)
from desktop.exchange.xlsx_package import SheetFacts, check_package, sheet_facts

MAX_LETTERS = 60_000_000
"""In all cells of a sheet: more than a text file may have. A workbook can point to one long text a million times."""

_DAMAGED = "Die Excel-Datei ist beschädigt und lässt sich nicht lesen: Bitte neu anfordern."


def read_xlsx(data: bytes) -> tuple[Table, ...]:
    """All sheets that hold anything, in the workbook's order; raises ImportFileError."""
    check_package(data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns about styles and validations nobody needs here
        try:
            tables = tuple(_tables(data))
        except (ImportFileError, MemoryError, RecursionError):
            raise
        except Exception as error:  # openpyxl and its parsers raise whatever a damaged part makes them raise
            raise ImportFileError(_DAMAGED) from error
    if not tables:
        raise ImportFileError("Die Excel-Datei ist leer: Kein Blatt enthält eine Zeile.")
    return tables


def _tables(data: bytes) -> Iterator[Table]:
    workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for sheet in workbook.worksheets:
                # WORKAROUND (openpyxl 3.1): merged ranges are not told in this mode, so the part is read here
                facts = sheet_facts(package.read(vars(sheet)["_worksheet_path"]))
                sheet.reset_dimensions()  # the size a file states about itself may be wrong or a trap
                rows = sheet.iter_rows(max_col=MAX_COLUMNS, values_only=True)
                lines = _with_merged_cells(list(_lines(rows, facts)), facts)
                if lines:
                    yield Table(sheet.title, tuple(lines), hidden=sheet.sheet_state != "visible")
    finally:
        workbook.close()


def _lines(rows: Iterable[tuple[object, ...]], facts: SheetFacts) -> Iterator[Line]:
    formulas = {_row_of(reference) for reference in facts.uncalculated}
    filled, letters = 0, 0
    for number, row in enumerate(rows, start=1):
        letters += sum(len(value) for value in row if isinstance(value, str))
        if letters > MAX_LETTERS:
            raise ImportFileError("Die Excel-Datei enthält viel mehr Text als eine Liste: Bitte als CSV anfordern.")
        cells: list[Cell] = [_cell(value, number) for value in row]
        if number in formulas:
            _mark_formulas(cells, number, facts.uncalculated)
        kept = trimmed(cells)
        if not kept:
            continue
        filled += 1
        if filled > MAX_ROWS:
            raise ImportFileError(too_many_rows())
        yield Line(number, kept)


def _cell(value: object, number: int) -> Cell:
    """The value as one of the few kinds a list needs; times of day are dropped from dates."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, int | float):
        return int(value) if isinstance(value, float) and value.is_integer() else value
    if isinstance(value, str):
        if len(value) > MAX_CELL:
            raise ImportFileError(f"In Zeile {number} steht eine viel zu lange Zelle: Das ist keine Übergabeliste.")
        return without_controls(value.strip())
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    return str(value)


def _row_of(reference: str) -> int:
    return int(reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))


def _mark_formulas(cells: list[Cell], number: int, uncalculated: frozenset[str]) -> None:
    for column in range(len(cells)):
        if cells[column] is None and f"{get_column_letter(column + 1)}{number}" in uncalculated:
            cells[column] = Uncalculated.FORMULA


def _with_merged_cells(lines: list[Line], facts: SheetFacts) -> list[Line]:
    """Rows below the top of a merged cell get its value: one family number is often merged over its members."""
    places = {line.number: place for place, line in enumerate(lines)}
    for reference in facts.merged:
        left, top, _, bottom = (side or 0 for side in range_boundaries(reference))
        if bottom > top and top in places and left <= MAX_COLUMNS:
            value = lines[places[top]].cell(left - 1)
            for number in range(top + 1, min(bottom, top + MAX_ROWS) + 1):
                if number in places:
                    lines[places[number]] = _with_cell(lines[places[number]], left - 1, value)
    return lines


def _with_cell(line: Line, column: int, value: Cell) -> Line:
    cells = list(line.cells) + [None] * (column + 1 - len(line.cells))
    cells[column] = value
    return Line(line.number, trimmed(cells))
