"""The tables of words in `resources/catalogue/readings.toml`, ready for looking up whatever the spelling."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from desktop import paths
from desktop.casework.plain_text import one_line

_LETTERS = str.maketrans({"ß": "ss", "ı": "i", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe"})
_DIGRAPHS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_PUNCTUATION = re.compile(r"[^\w§<]+")


@lru_cache(maxsize=50_000)
def key(text: str) -> str:
    """The text as a key: lower case, no accents, words parted by one blank, no full stops or brackets."""
    return _PUNCTUATION.sub(" ", _plain(text.casefold())).strip()


def cleaned(text: str) -> str:
    """The cell's text as the vault takes it: on one line, without anything invisible."""
    return one_line(text)


def table(*path: str) -> Mapping[str, str]:
    """Key of a word → code, from one table of the file. An umlaut is found as "u" and as "ue"."""
    return _table(path)


@cache
def words(*path: str) -> frozenset[str]:
    """The keys of a plain list of words."""
    found: Any = _readings()
    for name in path:
        found = found[name]
    return frozenset(form for word in found for form in _forms(word))


def raw_list(*path: str) -> tuple[str, ...]:
    """A list exactly as it stands in the file."""
    found: Any = _readings()
    for name in path:
        found = found[name]
    return tuple(found)


@cache
def mapping(*path: str) -> Mapping[str, str]:
    """A plain table exactly as it stands in the file."""
    found: Any = _readings()
    for name in path:
        found = found[name]
    return dict(found)


@cache
def sentences(name: str) -> Mapping[str, str]:
    """Word → sentence about it, keys as `key` makes them."""
    return {key(word): sentence for word, sentence in _readings()[name].items()}


@lru_cache(maxsize=20_000)
def is_nothing(text: str) -> bool:
    """Whether the cell only says that nothing is known: empty, dashes, „unbek.“."""
    if not text or text in raw_list("words", "nothing"):
        return True
    return bool(key(text)) and key(text) in words("words", "nothing")


@cache
def _readings() -> dict[str, Any]:
    return tomllib.loads(paths.resource("catalogue", "readings.toml").read_text(encoding="utf-8"))


@cache
def _table(path: tuple[str, ...]) -> Mapping[str, str]:
    found: Any = _readings()
    for name in path:
        found = found[name]
    return {form: code for code, spellings in found.items() for word in spellings for form in _forms(word)}


def _forms(word: str) -> tuple[str, ...]:
    return (key(word), key(word.casefold().translate(_DIGRAPHS)))


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
