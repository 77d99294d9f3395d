"""Two texts compared word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_TOKEN = re.compile(r"\s+|\d+(?:[.:/]\d+)+|\w+|[^\w\s]")
"""A date or time is one word."""
_MOST_TOKENS = 4000
"""Longer texts are shown as removed and added whole: comparing takes the square of the length."""


class Mark(StrEnum):
    """Whether words stayed, went or came."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class Piece:
    """Some words (with their spaces) and what happened to them."""

    mark: Mark
    text: str


def word_diff(before: str, after: str) -> tuple[Piece, ...]:
    """Pieces that give `before` without the added ones and `after` without the removed ones, exactly."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    if max(len(old), len(new)) > _MOST_TOKENS:
        return tuple(_pieces([("replace", 0, len(old), 0, len(new))], old, new))
    return tuple(_pieces(SequenceMatcher(None, old, new, autojunk=False).get_opcodes(), old, new))


Opcode = tuple[str, int, int, int, int]


def _pieces(opcodes: Sequence[Opcode], old: list[str], new: list[str]) -> Iterator[Piece]:
    for tag, old_from, old_to, new_from, new_to in opcodes:
        if tag == "equal":
            yield Piece(Mark.SAME, "".join(old[old_from:old_to]))
            continue
        if old_to > old_from:
            yield Piece(Mark.REMOVED, "".join(old[old_from:old_to]))
        if new_to > new_from:
            yield Piece(Mark.ADDED, "".join(new[new_from:new_to]))
