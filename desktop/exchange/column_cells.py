"""What can be told of the cells of a column in any list: a sample, whole names, running numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from desktop.exchange.readers import people
from desktop.exchange.readers.words import is_nothing
from desktop.exchange.table import Cell, cell_text, is_blank

SAMPLE = 150

_WORDS = re.compile(r"[^\W\d_][\w'’ .\-]*", re.UNICODE)


def sample(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """The filled cells worth judging, spread over the whole column."""
    filled = [cell for cell in cells if not is_blank(cell) and not is_nothing(cell_text(cell))]
    step = max(1, len(filled) // SAMPLE)
    return tuple(filled[::step][:SAMPLE])


def has_commas(cells: Sequence[Cell]) -> bool:
    """Whether most cells are „Familienname, Vorname“."""
    return bool(cells) and share(_is_comma_name(cell_text(cell)) for cell in cells) >= 0.5


def name_likeness(cells: Sequence[Cell]) -> float:
    """How surely cells without a heading are whole names: „Familienname, Vorname“ and nothing else reads so."""
    return share(_is_comma_name(cell_text(cell)) for cell in cells) if cells else 0.0


def runs_upwards(cells: Sequence[Cell]) -> bool:
    """Whether the cells count 1, 2, 3 …, so that they number rows and not families."""
    numbers = [int(text) for text in map(cell_text, cells) if text.isdigit()]
    if len(numbers) < 2 or len(numbers) < len(cells) * 0.9:
        return False
    return share(later > earlier for earlier, later in pairwise(numbers)) > 0.9


def has_several_words(cells: Sequence[Cell]) -> bool:
    """Whether most cells are of more than one word."""
    return share(len(cell_text(cell).split()) > 1 for cell in cells) >= 0.5


def repeats(cells: Sequence[Cell]) -> bool:
    """Whether values stand there more than once, as the number of a family does."""
    texts = [cell_text(cell) for cell in cells]
    return len(cells) >= 4 and len(set(texts)) < len(texts) * 0.9 and not runs_upwards(cells)


def share(hits: Iterable[bool]) -> float:
    """Share of hits, from 0 to 1; 0 of nothing."""
    found = list(hits)
    return sum(found) / len(found) if found else 0.0


def _is_comma_name(text: str) -> bool:
    family, comma, given = text.partition(",")
    parts = (family.strip(), given.strip())
    return bool(comma) and all(_WORDS.fullmatch(part) for part in parts) and people.country_code(parts[0]) is None
