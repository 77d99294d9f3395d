"""A hand-over file → `IncomingList`: choose the sheet, propose the columns, account for every row."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from desktop.casework.handover.incoming import Field, IgnoredRow, IncomingList, IncomingPerson, UnreadableRow
from desktop.errors import ImportFileError
from desktop.exchange.apart import read_tables_apart
from desktop.exchange.columns import Layout, propose
from desktop.exchange.header import repeats_header
from desktop.exchange.list_file import read_tables
from desktop.exchange.readers.dates import read_birth, read_day
from desktop.exchange.readers.words import cleaned, is_nothing, key, words
from desktop.exchange.rows import cells_by_field, read_person, split_districts
from desktop.exchange.table import Line, Table, cell_text, is_blank

_AS_OF = re.compile(
    r"\b(?:stand|stichtag|datum|vom)\b:?\s*(?:vom|am)?\s*(\d{1,2}\.\s?\d{1,2}\.\s?\d{2,4})", re.IGNORECASE
)
_DASH = re.compile(r"\s+[–—|-]\s+")


@dataclass(frozen=True)
class OpenedList:
    """A file whose list was found: its tables, the chosen one and the proposed layout, nothing read yet."""

    tables: tuple[Table, ...]
    chosen: int
    layout: Layout
    sender: str
    as_of: dt.date | None

    @property
    def table(self) -> Table:
        return self.tables[self.chosen]

    @property
    def other_lists(self) -> tuple[str, ...]:
        """Names of further sheets that hold a list too, to be imported on their own."""
        return tuple(
            table.name for place, table in enumerate(self.tables) if place != self.chosen and _try(table) is not None
        )


def open_list(data: bytes) -> OpenedList:
    """Find the list in a file whose bytes are our own or were looked at before; raises ImportFileError."""
    return find_list(read_tables(data))


def open_list_apart(data: bytes, cancelled: Callable[[], bool] = lambda: False) -> OpenedList:
    """Find the list in a stranger's file, which another process reads (security.md T24); raises ImportFileError."""
    return find_list(read_tables_apart(data, cancelled))


def find_list(tables: tuple[Table, ...]) -> OpenedList:
    """Find the list on the sheets of a file; raises ImportFileError."""
    layouts = [_try(table) for table in tables]
    weights = [_weight(table, layout) for table, layout in zip(tables, layouts, strict=True)]
    chosen = weights.index(max(weights))
    return opened(tables, chosen, layouts[chosen])  # where no sheet holds a list, this raises the sentence that fits


def opened(tables: tuple[Table, ...], chosen: int, layout: Layout | None = None) -> OpenedList:
    """The list on another sheet than the proposed one; raises ImportFileError when it holds none."""
    table = tables[chosen]
    layout = layout or propose(table)
    outside = _outside_lines(table, layout)
    return OpenedList(tables, chosen, layout, _sender(outside), _as_of(outside))


def read_list(source: OpenedList, layout: Layout | None = None, *, home_town: str = "") -> IncomingList:
    """Read every row. `layout` is the user's when columns were adjusted; `home_town` helps to tell parts of town."""
    layout = layout or source.layout
    persons: list[IncomingPerson] = []
    unreadable: list[UnreadableRow] = []
    ignored: list[IgnoredRow] = []
    cells = {}
    for line in source.table.lines[layout.header.first_row :]:
        reason = _why_no_person(line, layout)
        if reason:
            ignored.append(IgnoredRow(line.number, " · ".join(filter(None, map(cell_text, line.cells))), reason))
            continue
        cells[line.number] = tuple(cell_text(line.cell(column.index)) for column in layout.columns)
        person = read_person(line, layout)
        if person.name.value is None:
            unreadable.append(UnreadableRow(line.number, person.name.note or "Der Name fehlt."))
        else:
            persons.append(person)
    return IncomingList(
        sender=source.sender,
        as_of=source.as_of,
        headings=tuple(column.shown for column in layout.columns),
        persons=tuple(split_districts(persons, home_town)),
        unreadable=tuple(unreadable),
        ignored=tuple(ignored),
        cells=cells,
    )


def _try(table: Table) -> Layout | None:
    try:
        return propose(table)
    except ImportFileError:
        return None


def _weight(table: Table, layout: Layout | None) -> float:
    """The sheet with most rows under the clearest columns is the list; a hidden one only if nothing else is."""
    if layout is None:
        return 0.0
    rows = len(table.lines) - layout.header.first_row
    known = sum(column.confidence for column in layout.columns)
    return rows * known * (0.001 if table.hidden else 1.0)


def _why_no_person(line: Line, layout: Layout) -> str:
    """Why a row is no person, or nothing when it may be one."""
    if layout.header.places and repeats_header(layout.header, line):
        return "Die Kopfzeile wiederholt sich."
    filled = [cell_text(cell) for cell in line.cells if not is_blank(cell)]
    if all(is_nothing(text) for text in filled):
        return "Die Zeile enthält nur Striche."
    if len(filled) > 3:
        return ""
    if _is_footer(filled[0]) and read_birth(cells_by_field(line, layout).get(Field.BIRTH)).value is None:
        return "Summen- oder Fußzeile."
    return "Zwischenzeile ohne Angaben zu einer Person." if len(filled) == 1 and not _names(line, layout) else ""


def _is_footer(text: str) -> bool:
    start = key(text)
    return any(start == word or start.startswith(word + " ") for word in words("words", "footer"))


def _names(line: Line, layout: Layout) -> bool:
    """Whether the row's single cell stands in a column of names and looks like one."""
    name_fields = (Field.NAME, Field.FAMILY_NAME, Field.GIVEN_NAMES)
    return any(
        column.field in name_fields and not is_blank(line.cell(column.index)) and len(layout.columns) > 1
        for column in layout.columns
    )


def _outside_lines(table: Table, layout: Layout) -> Sequence[str]:
    """Texts above the heading and, for a date, at the very end."""
    above = table.lines[: layout.header.places[0]] if layout.header.places else ()
    return [cleaned(cell_text(cell)) for line in above for cell in line.cells if not is_blank(cell)]


def _sender(titles: Sequence[str]) -> str:
    """Who sends: the first part of the first title, e.g. „Landratsamt Musterkreis“."""
    return _DASH.split(titles[0])[0].strip() if titles and not _AS_OF.search(titles[0]) else ""


def _as_of(titles: Sequence[str]) -> dt.date | None:
    for title in titles:
        match = _AS_OF.search(title)
        if match:
            return read_day(match.group(1)).value
    return None
