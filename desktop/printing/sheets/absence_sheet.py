"""The absence sheet: a worker's cases on one page for whoever stands in. German only, nothing protected on it."""

from __future__ import annotations

from desktop import paths
from desktop.casework.absence_sheet import AbsenceLine, AbsenceSheetData
from desktop.clock import german_date
from desktop.printing.engine import (
    MM,
    Block,
    Column,
    Columns,
    Document,
    Frame,
    Icon,
    Rule,
    Space,
    Stack,
    Style,
    Table,
    TableColumn,
    Text,
)

_BODY = Style("de", 9)
_BOLD = Style("de", 9, bold=True)
_HEAD = Style("de", 9, bold=True)
_TITLE = "Vertretungsblatt"


def absence_sheet_pdf(data: AbsenceSheetData) -> bytes:
    """A4, tagged; thirty cases fit one page. Pure: the same data give the same bytes."""
    document = Document(_TITLE, "de", frame=Frame(left=15 * MM, right=15 * MM), footer=_footer)
    document.add(*_head(data), *_cases(data))
    return document.finish()


def _head(data: AbsenceSheetData) -> list[Block]:
    icon = Icon(paths.resource("icons", "users.svg"), 26)
    span = f"{german_date(data.since)} bis {german_date(data.until)}"
    words = [f"{data.worker} ist abwesend, es vertritt {data.deputy}.", data.note, data.office]
    parts = [Text(f"{_TITLE} {span}", Style("de", 17, bold=True), tag="H1")]
    parts += [Text(line, _BODY) for line in words if line]
    row = Columns((Column(icon, width=28, align="middle"), Column(Stack(tuple(parts)), align="middle")), gap=10)
    urgent = sum(line.urgent for line in data.lines)
    told = f"{len(data.lines)} Fälle, davon {urgent} dringend. Stand {german_date(data.made_on)}."
    return [row, Rule(width=0.8, grey=0.0, space=5), Text(told, _BODY), Space(6)]


def _cases(data: AbsenceSheetData) -> list[Block]:
    if not data.lines:
        return [Text("Für diese Person ist kein offener Fall eingetragen.", _BODY)]
    columns = (
        TableColumn(width=18 * MM), TableColumn(width=23 * MM), TableColumn(share=1.0), TableColumn(width=26 * MM),
        TableColumn(share=1.3),
    )  # fmt: skip
    head = [Text(words, _HEAD) for words in ("Dringend", "Nummer", "Fall", "Telefon", "Was ansteht")]
    return [Table(columns, [_row(line) for line in data.lines], head, padding=(3.0, 2.4), outer=True)]


def _row(line: AbsenceLine) -> tuple[Block, ...]:
    dates = [f"{german_date(date.day)} {date.text}" for date in line.next]
    coming = Stack(tuple(Text(words, _BODY) for words in (*line.flags, *dates) or (line.status.label,)))
    mark = Text("ja" if line.urgent else "", _BOLD)
    return mark, Text(line.number, _BODY), Text(line.title, _BOLD), Text(line.phone or "–", _BODY), coming


def _footer(page: int, pages: int) -> Block:
    told = f"Vertraulich – nach der Vertretung vernichten · Seite {page} von {pages}"
    return Text(told, Style("de", 9, grey=0.25, align="right"))
