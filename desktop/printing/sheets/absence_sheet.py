"""The absence sheet: a worker's cases on one page for whoever stands in. German only, nothing protected on it."""

from __future__ import annotations

from functools import partial

from desktop.casework.cases.absence_sheet import AbsenceLine, AbsenceSheetData
from desktop.clock import german_date
from desktop.printing.engine import MM, Block, Document, Frame, Space, Style, Table, TableColumn, Text, isolate
from desktop.printing.sheets.desk_sheet import as_large_as_fits, counted_foot, desk_head, heads

_SIZES = (9.0, 8.0, 7.0)
"""Tried in turn until the caseload fits on one page; the smallest may take more pages."""
_TITLE = "Vertretungsblatt"
_FOOT = counted_foot("Vertraulich – nach der Vertretung vernichten")


def absence_sheet_pdf(data: AbsenceSheetData) -> bytes:
    """A4, tagged; a usual caseload fits one page. Pure: the same data give the same bytes."""
    return as_large_as_fits(partial(_document, data), _SIZES).finish()


def _document(data: AbsenceSheetData, size: float) -> Document:
    document = Document(_TITLE, "de", frame=Frame(left=15 * MM, right=15 * MM), footer=_FOOT)
    document.add(*_head(data), *_cases(data, size))
    return document


def _head(data: AbsenceSheetData) -> list[Block]:
    span = f"{german_date(data.since)} bis {german_date(data.until)}"
    absent = f"{isolate(data.worker)} ist abwesend, es vertritt {isolate(data.deputy)}."
    head = desk_head(f"{_TITLE} {span}", "users", absent, data.note, data.office)
    return [head, Text(_counted(data), Style("de", 9)), Space(6)]


def _counted(data: AbsenceSheetData) -> str:
    stand = f"Stand {german_date(data.made_on)}."
    if not data.lines:
        return f"Für diese Person ist kein offener Fall eingetragen. {stand}"
    urgent = sum(line.urgent for line in data.lines)
    cases = "1 Fall" if len(data.lines) == 1 else f"{len(data.lines)} Fälle"
    return f"{cases}, {f'davon {urgent}' if urgent else 'keiner'} dringend. {stand}"


def _cases(data: AbsenceSheetData, size: float) -> list[Block]:
    if not data.lines:
        return []
    columns = (
        TableColumn(width=17 * MM), TableColumn(width=21 * MM), TableColumn(share=1.0), TableColumn(width=26 * MM),
        TableColumn(share=2.4),
    )  # fmt: skip
    head = heads(("Dringend", "Nummer", "Fall", "Telefon", "Was ansteht"), size)
    return [Table(columns, [_row(line, size) for line in data.lines], head, padding=(3.0, size / 6), outer=True)]


def _row(line: AbsenceLine, size: float) -> tuple[Block, ...]:
    """What comes next stands in one run, so that thirty cases need one page."""
    body, bold = Style("de", size), Style("de", size, bold=True)
    coming = (*line.flags, *(f"{german_date(date.day)} {date.text}" for date in line.next))
    said = Text(" · ".join(coming) or line.status.label, body)
    mark = Text("ja" if line.urgent else "", bold)
    return mark, Text(line.number, body), Text(line.title, bold), Text(line.phone or "–", body), said
