"""What a column heading means, by the synonyms of a kind of list."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from rapidfuzz import fuzz, process

from desktop.exchange.readers.words import key
from desktop.terms import Term

F = TypeVar("F", bound=Term)

_CLOSE = 88
"""Spelling likeness (0–100) from which a heading counts as a misspelt synonym."""

_SHORTEST_FUZZY = 5
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_MOST_KEPT = 5_000
_HYPHEN_BREAK = re.compile(r"(\w)-\s+(?=[a-zäöü])")


@dataclass(frozen=True)
class HeadingMatch(Generic[F]):
    """A meaning a heading may have, with a strength from 0 to 1."""

    field: F
    strength: float
    synonym: str


class Headings(Generic[F]):
    """The synonyms of each field; what was looked up is kept, because headings are asked for again and again."""

    def __init__(self, fields: type[F], synonyms: Mapping[str, Sequence[str]]) -> None:
        """`synonyms` by the codes of `fields`."""
        self._known = _by_key(fields, synonyms)
        self._long = tuple(word for word in self._known if len(word) >= _SHORTEST_FUZZY)
        self._found: dict[str, tuple[HeadingMatch[F], ...]] = {}

    def matches(self, heading: str) -> tuple[HeadingMatch[F], ...]:
        """Meanings of a heading, the strongest first; empty when it is not known.

        „Geburts- datum“ over two lines is one word, „Vor- und Nachname“ is as it stands. Exact words count 1; a
        synonym inside a longer heading 0.8 at most; a misspelling 0.7.
        """
        if heading not in self._found:
            if len(self._found) >= _MOST_KEPT:
                self._found.clear()
            self._found[heading] = self._exact(key(heading)) or self._look_up(key(_HYPHEN_BREAK.sub(r"\1", heading)))
        return self._found[heading]

    def best(self, variants: Sequence[str]) -> tuple[HeadingMatch[F], ...]:
        """Meanings of a column from all its wordings, strongest first, each field once."""
        found: dict[F, HeadingMatch[F]] = {}
        for text in variants:
            for match in self.matches(text):
                if match.field not in found or match.strength > found[match.field].strength:
                    found[match.field] = match
        return _strongest_first(found)

    def _look_up(self, word: str) -> tuple[HeadingMatch[F], ...]:
        return self._exact(word) or self._inside(word) or self._misspelt(word)

    def _exact(self, word: str) -> tuple[HeadingMatch[F], ...]:
        return tuple(HeadingMatch(field, 1.0, shown) for field, shown in self._known.get(word, ()) if word)

    def _inside(self, word: str) -> tuple[HeadingMatch[F], ...]:
        """Synonyms that stand as whole words within the heading; the longer the share, the stronger."""
        best: dict[F, HeadingMatch[F]] = {}
        for synonym, entries in self._known.items():
            if len(synonym) < 3 or f" {synonym} " not in f" {word} ":
                continue
            strength = 0.5 + 0.3 * len(synonym) / len(word)
            for field, shown in entries:
                if field not in best or strength > best[field].strength:
                    best[field] = HeadingMatch(field, strength, shown)
        return _strongest_first(best)

    def _misspelt(self, word: str) -> tuple[HeadingMatch[F], ...]:
        if len(word) < _SHORTEST_FUZZY:
            return ()
        found = process.extractOne(word, self._long, scorer=fuzz.ratio, score_cutoff=_CLOSE)
        if not found:
            return ()
        return tuple(HeadingMatch(field, 0.7, shown) for field, shown in self._known[found[0]])


def given_name_first(heading: str) -> bool:
    """Whether a heading for whole names puts the given name first („Vorname Name“)."""
    word = key(heading)
    return word.startswith(("vorname ", "vor und", "first")) or word == "full name"


def _strongest_first(found: Mapping[F, HeadingMatch[F]]) -> tuple[HeadingMatch[F], ...]:
    return tuple(sorted(found.values(), key=lambda match: -match.strength))


def _by_key(fields: type[F], synonyms: Mapping[str, Sequence[str]]) -> Mapping[str, tuple[tuple[F, str], ...]]:
    """Key of a synonym → the fields it can mean, with the synonym as written."""
    found: dict[str, dict[F, str]] = {}
    for code, words in synonyms.items():
        for synonym in words:
            for form in (key(synonym), key(synonym.casefold().translate(_UMLAUTS))):
                found.setdefault(form or synonym, {}).setdefault(fields(code), synonym)
    return {word: tuple(meanings.items()) for word, meanings in found.items()}
