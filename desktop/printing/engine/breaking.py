"""Where a line may end: after spaces, inside long compounds, at soft hyphens and Ethiopic word spaces, hyphenated."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Protocol

# Groups of digits ("07000 12 34 56") and an amount with its sign ("600 €") stay together without no-break spaces.
_OPPORTUNITY = re.compile(
    "(?<![0-9]) +(?=[^ ])|(?<=[0-9]) +(?=[^ 0-9€%°])"
    "|(?<=[^\\W\\d_]{2})[-/\u2013](?=[^\\W\\d_]{3})"
    "|\u00ad(?=.)|[\u200b\u1361](?=[^ ])"
)
_HYPHENATED = {"de": "de_DE"}
_WORD = re.compile(r"[^\W\d_]{7,}")
_LEFT, _RIGHT = 3, 3


def opportunities(text: str) -> list[int]:
    """Indices at which a new line may begin, ascending."""
    return [found.end() for found in _OPPORTUNITY.finditer(text)]


class _Dictionary(Protocol):
    def positions(self, word: str) -> list[int]: ...


@cache
def _dictionary(name: str) -> _Dictionary:
    """Loaded when the first word must be divided: reading the German patterns takes half a second."""
    import pyphen  # noqa: PLC0415 (costly, and many sheets never need it)

    found: _Dictionary = pyphen.Pyphen(lang=name, left=_LEFT, right=_RIGHT)
    return found


@lru_cache(4096)
def hyphenation_points(text: str, language: str) -> tuple[int, ...]:
    """Indices inside a word, with its punctuation around it, where a hyphen may be set; descending."""
    name = _HYPHENATED.get(language)
    if name is None or "\u00ad" in text:
        return ()
    points = [
        found.start() + position
        for found in _WORD.finditer(text)
        for position in _dictionary(name).positions(found.group())
    ]
    return tuple(sorted(points, reverse=True))
