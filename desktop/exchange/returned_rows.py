"""The rows that were not taken over, as a workbook for the sender: as they stood in the list, with the reason."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Protocol

import xlsxwriter

_OPTIONS = {
    "in_memory": True,  # PRIVACY: else XlsxWriter writes plain temporary files
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_WIDEST = 45


class Listed(Protocol):
    """A list whose rows can be given back as they stood there."""

    @property
    def headings(self) -> tuple[str, ...]:
        """Of the columns, in the order of the list."""

    @property
    def cells(self) -> Mapping[int, tuple[str, ...]]:
        """The texts of each row by its line of the file."""


def returned_rows(incoming: Listed, reasons: Mapping[int, str]) -> bytes:
    """An XLSX with the rows named by line number in `reasons`; the last column says why they come back.

    Every cell is text, so nothing in it can run. Lines the list does not have are passed over.
    """
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, _OPTIONS) as workbook:
        sheet = workbook.add_worksheet("Nicht übernommen")
        bold, text = workbook.add_format({"bold": True, "text_wrap": True}), workbook.add_format({"num_format": "@"})
        table = [("Zeile", *incoming.headings, "Grund")]
        table += [
            (str(number), *incoming.cells[number], reason)
            for number, reason in sorted(reasons.items())
            if number in incoming.cells
        ]
        for place, row in enumerate(table):
            for column, cell in enumerate(row):
                sheet.write_string(place, column, cell, bold if place == 0 else text)
        for column, cells in enumerate(zip(*table, strict=True)):
            sheet.set_column(column, column, min(_WIDEST, max(8, *map(len, cells)) + 2))
        sheet.freeze_panes(1, 0)
    return buffer.getvalue()
