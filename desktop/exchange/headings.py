"""What a column heading means, by the synonyms in `resources/catalogue/handover_headings.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz import fuzz, process

from desktop import paths
from desktop.casework.handover.incoming import Field
from desktop.exchange.readers.words import key

_CLOSE = 88
"""Spelling likeness (0–100) from which a heading counts as a misspelt synonym."""

_SHORTEST_FUZZY = 5
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_HYPHEN_BREAK = re.compile(r"(\w)-\s+(?=[a-zäöü])")


@dataclass(frozen=True)
class HeadingMatch:
    """A meaning a heading may have, with a strength from 0 to 1."""

    field: Field
    strength: float
    synonym: str


@lru_cache(maxsize=5_000)
def matches(heading: str) -> tuple[HeadingMatch, ...]:
    """Meanings of a heading, the strongest first; empty when it is not known.

    „Geburts- datum“ over two lines is one word. Exact words count 1; a synonym inside a longer heading 0.8 at most;
    a misspelling 0.7.
    """
    word = key(_HYPHEN_BREAK.sub(r"\1", heading))
    if not word:
        return ()
    known = _synonyms()
    if word in known:
        return tuple(HeadingMatch(field, 1.0, shown) for field, shown in known[word])
    return _inside(word) or _misspelt(word)


def given_name_first(heading: str) -> bool:
    """Whether a heading for whole names puts the given name first („Vorname Name“)."""
    word = key(heading)
    return word.startswith(("vorname ", "vor und", "first")) or word == "full name"


def _inside(word: str) -> tuple[HeadingMatch, ...]:
    """Synonyms that stand as whole words within the heading; the longer the share, the stronger."""
    best: dict[Field, HeadingMatch] = {}
    for synonym, entries in _synonyms().items():
        if len(synonym) < 3 or f" {synonym} " not in f" {word} ":
            continue
        strength = 0.5 + 0.3 * len(synonym) / len(word)
        for field, shown in entries:
            if field not in best or strength > best[field].strength:
                best[field] = HeadingMatch(field, strength, shown)
    return tuple(sorted(best.values(), key=lambda match: -match.strength))


def _misspelt(word: str) -> tuple[HeadingMatch, ...]:
    if len(word) < _SHORTEST_FUZZY:
        return ()
    found = process.extractOne(word, _long_synonyms(), scorer=fuzz.ratio, score_cutoff=_CLOSE)
    if not found:
        return ()
    return tuple(HeadingMatch(field, 0.7, shown) for field, shown in _synonyms()[found[0]])


@cache
def _synonyms() -> Mapping[str, tuple[tuple[Field, str], ...]]:
    """Key of a synonym → the fields it can mean, with the synonym as written."""
    text = paths.resource("catalogue", "handover_headings.toml").read_text(encoding="utf-8")
    found: dict[str, dict[Field, str]] = {}
    for code, synonyms in tomllib.loads(text).items():
        for synonym in synonyms:
            for form in (key(synonym), key(synonym.casefold().translate(_UMLAUTS))):
                found.setdefault(form or synonym, {}).setdefault(Field(code), synonym)
    return {word: tuple(fields.items()) for word, fields in found.items()}


@cache
def _long_synonyms() -> tuple[str, ...]:
    return tuple(word for word in _synonyms() if len(word) >= _SHORTEST_FUZZY)
