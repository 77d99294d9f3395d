"""When two spellings are the same name: accents, umlauts, capitals, al-/Al, usual transliterations.

Two strengths: equal `name_key` means the spellings differ only by transliteration (decision 33, Şahin = Sahin); equal
`loose_key` is no more than a suspicion.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache, lru_cache

from rapidfuzz import fuzz

from desktop import paths

_LETTERS = str.maketrans(
    {"ß": "ss", "ı": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "a", "œ": "o", "’": "", "'": "", "`": ""}
)
_WORD = re.compile(r"[^\W_]+")
_ARTICLES = frozenset({"al", "el", "ul", "as", "ash", "ad", "ar", "an", "at"})
"""The Arabic article and its assimilated forms, one word with what follows."""

_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("tsch", "ch"), ("dsch|dj|dzh", "j"), ("sch", "sh"), ("ph", "f"), ("ck|q", "k"), ("w", "v"), ("x", "ks"),
        ("ou|oo", "u"), ("ee", "i"), ("ae", "a"), ("oe", "o"), ("ue", "u"),
        (r"(.)\1+", r"\1"), ("[iyj]+$", "i"), ("[iy]+[jy]+|yi", "i"),
    )
)  # fmt: skip
_VOWELS = re.compile("(?<=.)[aeiouyjh]+")
_ALIKE = 65
"""Letters in common (0–100) two words of a suspicion need: Yusuf/Youssef has them, Hasan/Hussein does not."""


def name_key(family: str, given: str) -> str:
    """Equal for two spellings of the same name in the same order."""
    return f"{' '.join(_words(family))}|{' '.join(_words(given))}"


def loose_key(family: str, given: str) -> str:
    """Equal for names that sound alike, in any order, with or without the article."""
    return " ".join(sorted(_bones(word) for word in _words(family) + _words(given)))


def sound_alike(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two (family, given) names with the same `loose_key` are near enough for a suspicion."""
    first, second = (sorted(_words(name[0]) + _words(name[1]), key=_bones) for name in (one, other))
    return all(fuzz.ratio(a, b) >= _ALIKE for a, b in zip(first, second, strict=False))


def better_spelling(known: str, listed: str) -> str:
    """The spelling of a name to keep: the one with its own letters, then not all in capitals, then the known one."""
    return max((known, listed), key=_worth)


def _worth(name: str) -> tuple[int, bool]:
    marks = sum(1 for letter in name if letter.isalpha() and letter > "\x7f")
    return marks, not name.isupper()


@lru_cache(maxsize=50_000)
def _words(name: str) -> tuple[str, ...]:
    found = _WORD.findall(_plain(name))
    joined: list[str] = []
    for word in found:
        if joined and joined[-1] in _ARTICLES and len(found) > 1:
            joined[-1] = "al" + word if joined[-1] in ("al", "el", "ul") else joined[-1] + word
        else:
            joined.append(word)
    return tuple(_sound(word) for word in joined)


def _sound(word: str) -> str:
    standard = _standard_names().get(word)
    if standard:
        return standard
    for pattern, sound in _SOUNDS:
        word = pattern.sub(sound, word)
    return word


@lru_cache(maxsize=50_000)
def _bones(word: str) -> str:
    """Consonants with the first letter, without the article."""
    word = word[2:] if word.startswith("al") and len(word) > 4 else word
    return re.sub(r"(.)\1+", r"\1", _VOWELS.sub("", word.replace("kh", "h").replace("ch", "h").replace("y", "i")))


@cache
def _standard_names() -> dict[str, str]:
    text = paths.resource("catalogue", "name_spellings.toml").read_text(encoding="utf-8")
    return {spelling: group[0] for group in tomllib.loads(text)["groups"] for spelling in group}


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
