"""A file → the list in it: which sheet, which columns, who sends it, and which of its rows are people."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic

from desktop.casework.list_rows import IgnoredRow
from desktop.errors import ImportFileError
from desktop.exchange.apart import read_tables_apart
from desktop.exchange.columns import propose
from desktop.exchange.header import repeats_header
from desktop.exchange.headings import F
from desktop.exchange.layout import Layout, ListKind
from desktop.exchange.readers.dates import read_birth, read_day
from desktop.exchange.readers.words import cleaned, is_nothing, key, words
from desktop.exchange.table import Line, Table, cell_text, is_blank

_AS_OF = re.compile(
    r"\b(?:stand|stichtag|datum|vom)\b:?\s*(?:vom|am)?\s*(\d{1,2}\.\s?\d{1,2}\.\s?\d{2,4})", re.IGNORECASE
)
_DASH = re.compile(r"\s+[–—|-]\s+")


@dataclass(frozen=True)
class FoundList(Generic[F]):
    """A file whose list was found: its tables, the chosen one and the proposed layout, nothing read yet."""

    tables: tuple[Table, ...]
    chosen: int
    layout: Layout[F]
    sender: str
    as_of: dt.date | None

    @property
    def table(self) -> Table:
        return self.tables[self.chosen]

    @property
    def other_lists(self) -> tuple[str, ...]:
        """Names of further sheets that hold a list too, to be imported on their own."""
        kind = self.layout.kind
        return tuple(
            table.name for place, table in enumerate(self.tables)
            if place != self.chosen and _try(table, kind) is not None
        )  # fmt: skip

    def on_sheet(self, place: int) -> FoundList[F]:
        """The list on another sheet than the proposed one; raises ImportFileError when it holds none."""
        return _found(self.tables, place, propose(self.tables[place], self.layout.kind))


def find_apart(data: bytes, kind: ListKind[F], cancelled: Callable[[], bool] = lambda: False) -> FoundList[F]:
    """Find the list in a stranger's file, which another process reads (security.md T24); raises ImportFileError."""
    return find(read_tables_apart(data, cancelled), kind)


def find(tables: tuple[Table, ...], kind: ListKind[F]) -> FoundList[F]:
    """The sheet with most rows under the clearest columns, a hidden one only if nothing else is; raises
    ImportFileError."""
    if not tables:
        raise ImportFileError("Die Datei ist leer: Sie enthält keine einzige Zeile.")
    layouts = [_try(table, kind) for table in tables]
    weights = [_weight(table, layout) for table, layout in zip(tables, layouts, strict=True)]
    chosen = weights.index(max(weights))
    layout = layouts[chosen] or propose(tables[chosen], kind)  # no sheet holds a list: raises the sentence that fits
    return _found(tables, chosen, layout)


def lines_of(table: Table, layout: Layout[F]) -> Iterator[tuple[Line, str]]:
    """Every row below the heading with the reason why it is no person, empty where it may be one."""
    for line in table.lines[layout.header.first_row :]:
        yield line, _why_no_person(line, layout)


def ignored_row(line: Line, reason: str) -> IgnoredRow:
    """A row that is no person, with its words and why."""
    return IgnoredRow(line.number, " · ".join(filter(None, map(cell_text, line.cells))), reason)


def _found(tables: tuple[Table, ...], chosen: int, layout: Layout[F]) -> FoundList[F]:
    titles = _titles(tables[chosen], layout)
    return FoundList(tables, chosen, layout, _sender(titles), _as_of(titles))


def _try(table: Table, kind: ListKind[F]) -> Layout[F] | None:
    try:
        return propose(table, kind)
    except ImportFileError:
        return None


def _weight(table: Table, layout: Layout[F] | None) -> float:
    if layout is None:
        return 0.0
    rows = len(table.lines) - layout.header.first_row
    known = sum(column.confidence for column in layout.columns)
    return rows * known * (0.001 if table.hidden else 1.0)


def _why_no_person(line: Line, layout: Layout[F]) -> str:
    if layout.header.places and repeats_header(layout.header, line):
        return "Die Kopfzeile wiederholt sich."
    filled = [cell_text(cell) for cell in line.cells if not is_blank(cell)]
    if all(is_nothing(cleaned(text)) for text in filled):
        return "Die Zeile enthält nur Striche."
    if len(filled) > 3:
        return ""
    if _is_footer(filled[0]) and not _is_somebody(line, layout):
        return "Summen- oder Fußzeile."
    between = layout.kind.lines_between and len(filled) == 1 and not _names(line, layout)
    return "Zwischenzeile ohne Angaben zu einer Person." if between else ""


def _is_footer(text: str) -> bool:
    start = key(text)
    return any(start == word or start.startswith(word + " ") for word in words("words", "footer"))


def _is_somebody(line: Line, layout: Layout[F]) -> bool:
    """Whether a birth or a given name says that „Stand“ is a family name here; „Summe, Personen“ is nobody."""
    cells, kind = layout.cells_by_field(line), layout.kind
    if read_birth(cells.get(kind.birth)).value is not None:
        return True
    given = cell_text(cells.get(kind.given_names)) or cell_text(cells.get(kind.whole_name)).partition(",")[2]
    told = any(":" in cell_text(cell) for cell in line.cells)
    return any(map(str.isalpha, given)) and not told and not key(given).startswith("person")


def _names(line: Line, layout: Layout[F]) -> bool:
    """Whether the row's single cell stands in a column of names."""
    kind = layout.kind
    name_fields = (kind.whole_name, kind.family_name, kind.given_names)
    return any(
        column.field in name_fields and not is_blank(line.cell(column.index)) for column in layout.columns
    )


def _titles(table: Table, layout: Layout[F]) -> Sequence[str]:
    """Texts above the heading."""
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
