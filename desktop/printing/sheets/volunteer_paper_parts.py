"""Parts of the sheets about volunteers' papers: head, lines to fill in, boxes to tick, signatures. German only."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.casework.volunteers.papers.paper_lists import PaperSheetData
from desktop.clock import german_date
from desktop.printing.engine import (
    MM,
    Block,
    CheckBox,
    Column,
    Columns,
    Frame,
    Listing,
    Space,
    Stack,
    Style,
    Table,
    TableColumn,
    Text,
    WriteLine,
    signature_lines,
)
from desktop.printing.sheets.printed import PrintedSheet
from desktop.printing.sheets.speech import harmless, shortened
from desktop.printing.sheets.volunteer_own_sheet import own_sheet

FRAME = Frame(left=25 * MM, right=20 * MM)
BODY, STRONG, SMALL = Style("de", 11), Style("de", 11, bold=True), Style("de", 9, grey=0.25)
_LONGEST = 160
_LABEL_WIDTH = 52 * MM


def finished(data: PaperSheetData, title: str, blocks: Sequence[Block]) -> PrintedSheet:
    """A4, tagged: letterhead, title, what the sheet says; number of pages below."""
    return own_sheet(data.office, title, data.made_on, blocks, FRAME)


def paragraph(words: str) -> Block:
    """Running text with room below."""
    return Stack((Text(words, BODY), Space(6)))


def points(*items: str) -> Block:
    """A list with dots."""
    return Stack((Listing(items, BODY, gap=4.0), Space(6)))


def facts(*pairs: tuple[str, str]) -> Block:
    """Labels with what is known beside them; a line to write on where nothing is."""
    rows = [(Text(label, BODY), _value(said)) for label, said in pairs]
    return Stack((Table((TableColumn(width=_LABEL_WIDTH), TableColumn(share=1.0)), rows, padding=(4, 3.5), outer=True),
                  Space(6)))  # fmt: skip


def ticks(*choices: tuple[str, bool]) -> Block:
    """Boxes below each other, ticked where it is known already."""
    boxes = Stack(tuple(_tick(words, ticked=ticked) for words, ticked in choices), gap=4)
    return Stack((boxes, Space(4)))


def signatures(*labels: str) -> Block:
    """Lines for place with date and for the names, side by side."""
    return Stack((Space(10), signature_lines([Text(label, SMALL) for label in labels])), whole=True)


def person(data: PaperSheetData) -> Block:
    """Who it is about: name, day of birth, address."""
    return facts(("Vorname und Name", data.name), ("Geboren am", data.born), ("Anschrift", data.address))


def office_name(data: PaperSheetData) -> str:
    """How the office is called in a sentence."""
    return data.office.municipality or data.office.office_name


def made_on(data: PaperSheetData) -> str:
    """Place and day beside a signature."""
    place = data.office.town or data.office.municipality
    return ", ".join(part for part in (place, german_date(data.made_on)) if part)


def _value(said: str) -> Block:
    return Text(harmless(shortened(said, _LONGEST)), STRONG) if said else WriteLine(8)


def _tick(words: str, *, ticked: bool) -> Block:
    box = CheckBox(11, ticked, "angekreuzt" if ticked else "nicht angekreuzt")
    return Columns((Column(box, width=13), Column(Text(words, BODY))), gap=5)
