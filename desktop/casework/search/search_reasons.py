"""Why something was found: which words of which field met what was typed, and whether only by sound."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from desktop.casework.search.folding import fold, search_terms
from desktop.casework.search.name_keys import keys_asked, keys_in_index, words_asked

_WORD = re.compile(r"[\w’'-]+")
_LONGEST = 90
_BEFORE = 24  # letters of a long text shown before the first hit


@dataclass(frozen=True)
class Reason:
    """The field's label, its text (a piece of a long one), places of the hits in it, and whether only the sound met, or
    a name that was mistyped by a letter."""

    label: str
    text: str
    marks: tuple[tuple[int, int], ...]
    """Begin and end of each hit in `text`."""
    by_sound: bool = False
    misspelt: bool = False


@dataclass(frozen=True)
class Asked:
    """What was typed, folded and as it sounds, made once for all hits; `meant` where nothing of it was found as typed.
    """

    terms: tuple[str, ...]
    keys: frozenset[str]
    meant: frozenset[str] = frozenset()

    @classmethod
    def of(cls, text: str) -> Asked:
        return cls(search_terms(text), frozenset(key for word in words_asked(text) for key in keys_asked(word)))


_Way = Callable[[Asked, str], int]
"""How many letters of a word, from its beginning, answer what was typed."""


def reason(asked: Asked, fields: Mapping[str, str], *, names: bool = False) -> Reason | None:
    """The field with most hits of the words as written, else (for `names`) of their sound; None for none of them."""
    if asked.meant:
        ways: tuple[_Way, ...] = (_meant,)
    else:
        ways = (_written, _sounding) if names else (_written,)
    for way in ways:
        found = [(label, text, tuple(_marks(asked, text, way))) for label, text in fields.items()]
        label, text, marks = max(found, key=lambda entry: len(entry[2]), default=("", "", ()))
        if marks:
            return replace(_piece(label, text, marks), by_sound=way is _sounding, misspelt=way is _meant)
    return None


def _marks(asked: Asked, text: str, way: _Way) -> Iterator[tuple[int, int]]:
    for word in _WORD.finditer(text):
        if length := way(asked, word.group()):
            yield word.start(), min(word.end(), word.start() + length)


def _written(asked: Asked, word: str) -> int:
    return _met(asked.terms, word)


def _sounding(asked: Asked, word: str) -> int:
    return len(word) if asked.keys & keys_in_index(word) else 0


def _meant(asked: Asked, word: str) -> int:
    """One word may be mistyped and the next one not."""
    if not asked.meant.isdisjoint(fold(word).split()):
        return len(word)
    return _written(asked, word) or _sounding(asked, word)


def _met(terms: tuple[str, ...], word: str) -> int:
    """How many letters of the word a term stands for; inner parts of a joined name mark it all."""
    forms = fold(word).split()
    if any(forms[0].startswith(term) for term in terms if forms):
        return max(len(term) for term in terms if forms[0].startswith(term))
    return len(word) if any(form.startswith(term) for form in forms for term in terms) else 0


def _piece(label: str, text: str, marks: tuple[tuple[int, int], ...]) -> Reason:
    """One line of a long text, around its first hit."""
    line = re.sub(r"\s", " ", text)
    start = 0 if len(line) <= _LONGEST else max(0, marks[0][0] - _BEFORE)
    end = min(len(line), start + _LONGEST)
    before, after = "…" * (start > 0), "…" * (end < len(line))
    shift = len(before) - start
    kept = tuple((begin + shift, min(stop, end) + shift) for begin, stop in marks if begin < end)
    return Reason(label, before + line[start:end] + after, kept)
