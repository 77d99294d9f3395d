"""The renewal list: whose papers run out, are missing or have to be looked at again. German only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from desktop.casework.volunteers.papers.paper_rows import PaperLine
from desktop.clock import german_date
from desktop.printing.engine import MM, Block, CheckBox, Document, Frame, Space, Stack, Style, Table, TableColumn, Text
from desktop.printing.sheets.desk_sheet import counted_foot, desk_head, heads, parted

TITLE = "Wiedervorlage der Unterlagen"
_BODY, _STRONG = Style("de", 9), Style("de", 9, bold=True)
_FRAME = Frame(left=15 * MM, right=15 * MM)
_FOOT = counted_foot("Vertraulich, nach der Arbeit vernichten")


def renewal_list_pdf(lines: Sequence[PaperLine], office: str, day: dt.date) -> bytes:
    """A4, tagged: one line per paper with a box to tick. Of conduct certificates dates alone, as everywhere."""
    document = Document(TITLE, "de", frame=_FRAME, footer=_FOOT, author=office)
    below = parted(office, f"Stand {german_date(day)}", _counted(lines))
    document.add(desk_head(TITLE, "clipboard-list", below), Space(4))
    document.add(_table(lines))
    return document.finish()


def _counted(lines: Sequence[PaperLine]) -> str:
    people = len({line.volunteer_id for line in lines})
    return f"{len(lines)} {'Unterlage' if len(lines) == 1 else 'Unterlagen'}, {people} " + (
        "Person" if people == 1 else "Personen")


def _table(lines: Sequence[PaperLine]) -> Block:
    columns = (
        TableColumn(width=8 * MM), TableColumn(share=1.4), TableColumn(share=1.2), TableColumn(width=23 * MM),
        TableColumn(width=21 * MM), TableColumn(share=1.6),
    )  # fmt: skip
    head = heads(("", "Name", "Unterlage", "Stand", "Bis", "Was zu tun ist"), 9)
    return Table(columns, [_row(line) for line in lines], head, padding=(3, 3), outer=True)


def _row(line: PaperLine) -> tuple[Block, ...]:
    name: Block = Text(line.name, _STRONG)
    if line.accompanies_minors:
        name = Stack((name, Text("begleitet Minderjährige", _BODY)))
    until = german_date(line.until) if line.until else "–"
    return (
        CheckBox(9, alternative="nicht angekreuzt"), name, Text(line.kind.label, _BODY),
        Text(line.standing.label, _BODY), Text(until, _BODY), Text(line.words, _BODY),
    )  # fmt: skip
