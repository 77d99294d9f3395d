"""A sheet to a volunteer: letterhead, title, headings, a foot that counts. German only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from desktop.casework.office import OfficeSettings
from desktop.printing.engine import MM, Block, Document, Frame, Space, Stack, Style, Text
from desktop.printing.sheets.desk_sheet import counted_foot
from desktop.printing.sheets.head import letterhead
from desktop.printing.sheets.printed import PrintedSheet, german_only

FRAME = Frame(left=22 * MM, right=20 * MM)
_SECTION = Style("de", 12.5, bold=True)


def own_sheet(
    office: OfficeSettings, title: str, made_on: dt.date, blocks: Sequence[Block], frame: Frame = FRAME
) -> PrintedSheet:
    """A4, tagged. Pure: the same blocks give the same bytes."""
    moment = dt.datetime.combine(made_on, dt.time(12), dt.UTC)
    document = Document(title, "de", frame=frame, footer=counted_foot(), author=office.municipality, created=moment)
    heading = Text(title, Style("de", 18, bold=True), tag="H1")
    document.add(letterhead(office, 9.5), Space(8), heading, Space(5), *blocks)
    return german_only(document)


def section(words: str) -> Block:
    """A heading that stays with what follows."""
    return Stack((Space(7), Text(words, _SECTION, tag="H2", keep_with_next=True), Space(3)))
