"""The renewal list: whose papers run out, are missing or have to be looked at again. German only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from desktop import paths
from desktop.casework.volunteers.papers.paper_rows import PaperLine
from desktop.clock import german_date
from desktop.printing.engine import (
    MM,
    Block,
    CheckBox,
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

TITLE = "Wiedervorlage der Unterlagen"
_BODY, _STRONG = Style("de", 9), Style("de", 9, bold=True)
_FRAME = Frame(left=15 * MM, right=15 * MM)


def renewal_list_pdf(lines: Sequence[PaperLine], office: str, day: dt.date) -> bytes:
    """A4, tagged: one line per paper with a box to tick. Of conduct certificates dates alone, as everywhere."""
    document = Document(TITLE, "de", frame=_FRAME, footer=_footer, author=office)
    words = " · ".join(part for part in (office, f"Stand {german_date(day)}", _counted(lines)) if part)
    titles = Stack((Text(TITLE, Style("de", 17, bold=True), tag="H1"), Text(words, Style("de", 9.5, grey=0.25))))
    icon = Column(Icon(paths.resource("icons", "clipboard-list.svg"), 24), width=26, align="middle")
    document.add(Columns((icon, Column(titles, align="middle")), gap=10), Rule(width=0.8, grey=0.0, space=5), Space(4))
    document.add(_table(lines))
    return document.finish()


def _counted(lines: Sequence[PaperLine]) -> str:
    people = len({line.volunteer_id for line in lines})
    return f"{len(lines)} {'Unterlage' if len(lines) == 1 else 'Unterlagen'}, {people} " + (
        "Person" if people == 1 else "Personen")


def _table(lines: Sequence[PaperLine]) -> Block:
    columns = (
        TableColumn(width=8 * MM), TableColumn(share=1.1), TableColumn(share=1.2), TableColumn(width=23 * MM),
        TableColumn(width=21 * MM), TableColumn(share=1.7),
    )  # fmt: skip
    head = [Text(words, _STRONG) for words in ("", "Name", "Unterlage", "Stand", "Bis", "Was zu tun ist")]
    return Table(columns, [_row(line) for line in lines], head, padding=(3, 3), outer=True)


def _row(line: PaperLine) -> tuple[Block, ...]:
    name = line.name + (" (begleitet Minderjährige)" if line.accompanies_minors else "")
    until = german_date(line.until) if line.until else "–"
    return (
        CheckBox(9, alternative="nicht angekreuzt"), Text(name, _STRONG), Text(line.kind.label, _BODY),
        Text(line.standing.label, _BODY), Text(until, _BODY), Text(line.words, _BODY),
    )  # fmt: skip


def _footer(page: int, pages: int) -> Block:
    told = f"Vertraulich, nach der Arbeit vernichten · Seite {page} von {pages}"
    return Text(told, Style("de", 9, grey=0.25, align="right"))
