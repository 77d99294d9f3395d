"""A list as a file for Excel: XLSX or CSV, with nothing in it that could run (PRIVACY: made in memory alone)."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from desktop.clock import german_date
from desktop.errors import CaseworkError

Cell = str | int | float | bool | dt.date | None

_OPTIONS = {
    "in_memory": True,  # PRIVACY: else XlsxWriter writes plain temporary files
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_WIDEST = 60
_LONGEST = 32_767
"""Characters a cell of XLSX holds."""
_RUNS = re.compile(r"\s*[=+\-@|%＝＋－＠\t\r\n]")
"""How a cell begins that a spreadsheet may take for a formula (OWASP, CSV injection), full-width signs too."""
_PHONE = re.compile(r"\+\d[\d\s()/.-]*")
_NO_BREAK = "\u00a0"


class FileKind(StrEnum):
    """Kinds of file by their ending."""

    XLSX = "xlsx"
    CSV = "csv"


@dataclass(frozen=True)
class FileTable:
    """What goes into the file: a title, headings, and rows as long as them."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def table_file(table: FileTable, kind: FileKind) -> bytes:
    """The file. Raises CaseworkError should it hold another number of rows than the table, which then is not saved."""
    data = _xlsx(table) if kind is FileKind.XLSX else _csv(table)
    held = rows_held(data, kind)
    if held != len(table.rows):
        raise CaseworkError(f"In der Datei stünden {held} statt {len(table.rows)} Zeilen; sie wurde nicht gespeichert.")
    return data


def rows_held(data: bytes, kind: FileKind) -> int:
    """Rows below the headings, counted in the file itself."""
    if kind is FileKind.CSV:
        return sum(1 for _ in csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";")) - 1
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read("xl/worksheets/sheet1.xml").count(b"<row ") - 1


def harmless(text: str) -> str:
    """`text` so that no spreadsheet runs it: with an apostrophe before what looks like a formula.

    A phone number keeps its looks: the blank before it, which does not break, makes it text and not a sum.
    """
    if _PHONE.fullmatch(text):
        return _NO_BREAK + text
    return f"'{text}" if _RUNS.match(text) else text


def _csv(table: FileTable) -> bytes:
    """UTF-8 with BOM and semicolons, as the German Excel opens it by a double click."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", quoting=csv.QUOTE_MINIMAL, lineterminator="\r\n")
    writer.writerow([harmless(heading) for heading in table.headings])
    writer.writerows([_words(cell) for cell in row] for row in table.rows)
    return buffer.getvalue().encode("utf-8-sig")


def _words(cell: Cell) -> str:
    if isinstance(cell, str):
        return harmless(cell)
    if isinstance(cell, bool):
        return "ja" if cell else "nein"
    if isinstance(cell, dt.date):
        return german_date(cell)
    return "" if cell is None else str(cell).replace(".", ",")


def _xlsx(table: FileTable) -> bytes:
    """Texts are text cells, which never run, so they stand there letter for letter; days and numbers can be sorted."""
    import xlsxwriter  # noqa: PLC0415  memory: only when a list is saved

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, _OPTIONS) as book:
        sheet = book.add_worksheet(_sheet_name(table.title))
        bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
        day = book.add_format({"num_format": "dd.mm.yyyy", "align": "left"})
        sheet.write_row(0, 0, table.headings, bold)
        for line, row in enumerate(table.rows, 1):
            sheet.set_row(line)  # a row without any value counts too
            for place, cell in enumerate(row):
                if isinstance(cell, dt.date):
                    sheet.write_datetime(line, place, cell, day)
                elif isinstance(cell, int | float) and not isinstance(cell, bool):
                    sheet.write_number(line, place, cell)
                else:
                    sheet.write_string(line, place, _text(cell), text)
        for place, width in enumerate(_widths(table)):
            sheet.set_column(place, place, width)
        sheet.freeze_panes(1, 0)
        if table.headings:
            sheet.autofilter(0, 0, len(table.rows), len(table.headings) - 1)
    return buffer.getvalue()


def _text(cell: str | bool | None) -> str:
    words = cell if isinstance(cell, str) else _words(cell)
    return words[:_LONGEST]


def _widths(table: FileTable) -> Sequence[int]:
    columns = zip(table.headings, *([_words(cell) for cell in row] for row in table.rows), strict=True)
    return [min(_WIDEST, max(8, *map(len, column)) + 2) for column in columns]


def _sheet_name(title: str) -> str:
    """Excel's rules: 31 characters, none of []:*?/\\ and no apostrophe at the ends."""
    return re.sub(r"[\[\]:*?/\\]", " ", title)[:31].strip("' ") or "Liste"
