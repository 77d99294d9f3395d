"""Names with one slip of the hand in them: Yilmas for Yilmaz, Kathib for Khatib, Rahmi for Rahimi.

One letter is wrong, missing or too much, or stands up to two places beside its own. Short words are taken as they are
typed: nearly everything is one letter away from them.
"""

from __future__ import annotations

from collections.abc import Iterator

LEAST_LETTERS = 5
_LONGEST = 20
_FAR = 2
"""Places a letter can be carried off by."""
_ALPHABETS = (
    "abcdefghijklmnopqrstuvwxyz", "абвгґдеєжзиіклмнопрстуфхцчшщьюяъыэ", "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءپچژگکی",
)
"""Of folded words: without marks."""


def as_meant(word: str) -> frozenset[str]:
    """What may be meant by a folded word with one slip in it, the word itself left out; empty where none is looked
    for."""
    letters = next((letters for letters in _ALPHABETS if word[:1] in letters), "") if word else ""
    if not LEAST_LETTERS <= len(word) <= _LONGEST or not letters or not word.isalpha():
        return frozenset()
    return frozenset(_slips(word, letters)) - {word}


def _slips(word: str, letters: str) -> Iterator[str]:
    for at in range(len(word) + 1):
        before, after = word[:at], word[at:]
        yield from (before + letter + after for letter in letters)  # one is missing
        yield from (before + letter + after[1:] for letter in letters if after)  # one is wrong
        if after:
            rest = before + after[1:]
            yield rest  # one is too much
            near = range(max(0, at - _FAR), min(len(rest), at + _FAR) + 1)
            yield from (rest[:place] + after[0] + rest[place:] for place in near)  # one is carried off
