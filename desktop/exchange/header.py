"""Finds the heading row, wherever it stands: under titles, after blank lines, over two lines, or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from desktop.exchange.headings import F, Headings
from desktop.exchange.table import Line, Table, cell_text

SEARCHED_LINES = 60
_LONGEST_HEADING = 60


@dataclass(frozen=True)
class Header:
    """Where the heading is: places in `Table.lines` (none for a list without headings) and one text per column."""

    places: tuple[int, ...]
    texts: tuple[str, ...]
    variants: tuple[tuple[str, ...], ...]
    """Per column the wordings to look up: the lower line, both lines together, the upper line."""

    @cached_property
    def wordings(self) -> tuple[frozenset[str], ...]:
        """Per column every wording in lower case, to know the heading again further down."""
        return tuple(
            frozenset(word.casefold() for word in (text, *more) if word)
            for text, more in zip(self.texts, self.variants, strict=True)
        )

    @property
    def first_row(self) -> int:
        """Place of the first line below the heading."""
        return self.places[-1] + 1 if self.places else 0


def find_header(table: Table, headings: Headings[F], alone: frozenset[F] = frozenset()) -> Header | None:
    """The row (or two) whose words are most clearly headings; None when no row is.

    Two fields make a heading; a field of `alone` does so by itself.
    """
    best, best_score = None, 0.0
    for place, line in enumerate(table.lines[:SEARCHED_LINES]):
        single = _header(table, (place,))
        score = _score(single, headings, alone, line)
        if score > best_score:
            best, best_score = single, score
    return _with_second_line(table, headings, best, best_score) if best else None


def no_header(table: Table) -> Header:
    return Header((), ("",) * table.width, ((),) * table.width)


def repeats_header(header: Header, line: Line) -> bool:
    """Whether a row below is the heading once more, as at the top of each printed page."""
    filled = [(place, cell) for place, cell in enumerate(line.cells) if cell]
    known = header.wordings
    same = sum(
        1 for place, cell in filled if isinstance(cell, str) and place < len(known) and _same(cell, known[place])
    )
    return same >= 2 and same * 2 >= len(filled)


def _same(cell: str, wordings: frozenset[str]) -> bool:
    return cell_text(cell).casefold() in wordings


def _header(table: Table, places: tuple[int, ...]) -> Header:
    lines = [[cell_text(cell) for cell in table.lines[place].cells] for place in places]
    padded = [line + [""] * (table.width - len(line)) for line in lines]
    if len(padded) == 1:
        return Header(places, tuple(padded[0]), tuple((text,) if text else () for text in padded[0]))
    upper, lower = _carried_right(padded[0]), padded[1]
    texts, variants = [], []
    for own, above, below in zip(padded[0], upper, lower, strict=True):
        both = " ".join(dict.fromkeys(part for part in (above if below else own, below) if part))
        texts.append(both)
        variants.append(tuple(dict.fromkeys(text for text in (below, both, own) if text)))
    return Header(places, tuple(texts), tuple(variants))


def _carried_right(texts: list[str]) -> list[str]:
    """A group heading stands over its first column only; it counts for the next ones too."""
    carried, last = [], ""
    for text in texts:
        last = text or last
        carried.append(last)
    return carried


def _score(header: Header, headings: Headings[F], alone: frozenset[F], *lines: Line) -> float:
    """Sum of heading strengths over different fields; 0 unless enough of the row are headings."""
    if not all(_could_be_heading(line) for line in lines):
        return 0.0
    strengths: dict[F, float] = {}
    matched = 0
    for variants in header.variants:
        found = headings.best(variants)
        matched += bool(found)
        if found:
            strengths[found[0].field] = max(found[0].strength, strengths.get(found[0].field, 0.0))
    filled = sum(1 for text in header.texts if text)
    enough = len(strengths) >= 2 or bool(alone & set(strengths))
    return sum(strengths.values()) if enough and matched >= filled * 0.3 else 0.0


def _could_be_heading(line: Line) -> bool:
    return all(
        cell is None or (isinstance(cell, str) and len(cell) <= _LONGEST_HEADING and not cell.isdigit())
        for cell in line.cells
    )


def _with_second_line(table: Table, headings: Headings[F], single: Header, score: float) -> Header:
    """Takes the line below or above in when both together say more than the one alone."""
    best, best_score = single, score * 1.05
    place = single.places[0]
    for places in ((place - 1, place), (place, place + 1)):
        if places[0] < 0 or places[1] >= len(table.lines) or not _adjacent(table, places):
            continue
        other = table.lines[places[0] if places[0] != place else places[1]]
        if sum(1 for cell in other.cells if cell_text(cell)) < 2 or repeats_header(single, other):
            continue
        both = _header(table, places)
        both_score = _score(both, headings, frozenset(), table.lines[places[0]], table.lines[places[1]])
        if both_score > best_score:
            best, best_score = both, both_score
    return best


def _adjacent(table: Table, places: tuple[int, int]) -> bool:
    return table.lines[places[1]].number - table.lines[places[0]].number == 1
