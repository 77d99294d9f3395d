"""Keys by which names that sound alike find each other: Muhammad and Mohamad, Yusuf and Юсуф, Khatib and الخطيب.

A key holds the group of the first vowel, the consonants and the group of the last vowel; so Jamal is not Jamil and
Mohammed not Mehmet. Arabic script leaves short vowels out, so keys for it hold less, and only meet each other's.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator

from desktop.casework.people.same_names import SAME
from desktop.casework.search.transliteration import Script, Sounds, script_of, sounds_of

MARK = "\ue000"
"""Before every key in the index: a letter for FTS5 (private use), which nobody types."""

_FULL, _SHORT, _ARABIC = "f", "s", "a"  # written in full; the same in short for Arabic to meet; from Arabic script
_MOST_READINGS = 24
_ARTICLES = frozenset({"al", "el", "ul", "as", "ash", "an", "ar", "at", "ad", "az"})
_JOINED_ARTICLE = re.compile(r"^(?:[ae]l(?=[^aeiouy\W]\w{4})|ال(?=\w{3}))")
_SERVANT = re.compile(r"\babd(?:[aeiou][lr]?)?(?:[ -]+(?:al|el|ul|ar|er|ur))?[ -]*(?=\w{4})|\bعبد[ -]*ال(?=\w{3})")
_WORD = re.compile(r"\w+")
_VOWELS = "aeiou"


def keys_in_index(*names: str) -> frozenset[str]:
    """Everything names of one person are to be found by; each name may be of several words."""
    return frozenset(MARK + key for name in names for word in _words(_plain(name)) for key in _stored(word))


def words_asked(text: str) -> tuple[str, ...]:
    """Words of a typed name as they sound: Abdul Rahman is one word, the article of al Khatib is none."""
    words = _servant_joined(_plain(text)).replace("-", " ").split()
    return tuple(word for word in words if word not in _ARTICLES) or tuple(words)


def keys_asked(word: str) -> frozenset[str]:
    """What a typed word may be found by besides itself; empty for one with a number or too short."""
    words = {_joined(_plain(word)), *_words(_plain(word))}
    return frozenset(MARK + key for one in words if one for key in _asked(one))


def alike(one: str, other: str) -> bool:
    """Whether each word of the one has one that sounds alike in the other; both ways round."""
    return _all_met(one, other) or _all_met(other, one)


def _all_met(asked: str, stored: str) -> bool:
    known, words = keys_in_index(stored), words_asked(asked)
    return bool(words) and all(keys_asked(word) & known for word in words)


def _plain(name: str) -> str:
    """Small letters without vowel signs and apostrophes; scripts keep their letters."""
    text = unicodedata.normalize("NFC", name.casefold())
    return "".join(letter for letter in text if unicodedata.category(letter) != "Mn" and letter not in "’'ʼ`ـ\u200c")


def _words(name: str) -> Iterator[str]:
    """Each word alone; „Abdul Rahman“ and „al Khatib“ also as one word, and „Alkhatib“ also without its article."""
    joined = _joined(name)
    yield joined
    for words in (_WORD.findall(name), _WORD.findall(_servant_joined(name))):
        yield from (word for word in words if word not in _ARTICLES)
        yield from (_JOINED_ARTICLE.sub("", word) for word in words)
        pairs = itertools.pairwise(words)
        yield from ("al" + second for first, second in pairs if first in _ARTICLES)
    yield from (name[found.end() :].partition(" ")[0] for found in _SERVANT.finditer(name))


def _joined(name: str) -> str:
    """Servant names as one word: Abd al-Rahman, Abdurrahman, Abdel Rahman."""
    return "".join(_WORD.findall(_servant_joined(name))) if _SERVANT.search(name) else ""


def _servant_joined(name: str) -> str:
    return _SERVANT.sub(lambda found: "عبدال" if found.group().startswith("ع") else "abdul", name)


def _stored(word: str) -> Iterator[str]:
    kinds = _ARABIC if script_of(word) is Script.ARABIC else _FULL + _SHORT
    return _keys(word, kinds)


def _asked(word: str) -> Iterator[str]:
    kinds = _ARABIC + _SHORT if script_of(word) is Script.ARABIC else _FULL + _ARABIC
    return _keys(word, kinds)


def _keys(word: str, kinds: str) -> Iterator[str]:
    if any(letter.isdigit() for letter in word):
        return
    if group := SAME.get(word):
        yield f"n{group}"
        if kinds in (_ARABIC, _ARABIC + _SHORT):  # its one spelling there says all
            return
    doubles = script_of(word) is Script.ARABIC  # there two of a kind have a vowel between them
    for reading in _readings(sounds_of(word)):
        one = reading if doubles else re.sub(r"([^aeiou])\1+", r"\1", reading)
        for kind in kinds:
            yield from (f"{kind}{key}" for key in _key(one, full=kind == _FULL))


def _readings(sounds: tuple[Sounds, ...]) -> Iterator[str]:
    return ("".join(reading) for reading in itertools.islice(itertools.product(*sounds), _MOST_READINGS))


def _key(reading: str, *, full: bool) -> Iterator[str]:
    """Both meanings of e; nothing for a word too short to say anything."""
    consonants = reading.translate(_NO_VOWELS)
    starts, ends = reading[:1] in tuple(_VOWELS), reading[-1:] in tuple(_VOWELS)
    if len(consonants) + starts < 2:
        return
    groups = re.findall(f"[{_VOWELS}]+", reading)
    first = _group(groups[0], at_start=starts) if groups and (full or starts) else ""
    last = _group(groups[-1]) if groups else ""
    for one, other in itertools.product(_open(first), _open(last)):
        yield f"{'v' if starts else ''}{one}{consonants}{other}{'v' if ends else ''}"


def _group(vowels: str, *, at_start: bool = False) -> str:
    """A group of vowels sounds as its last one, at the start of a word as its first one."""
    return vowels[0] if at_start else vowels[-1]


def _open(vowel: str) -> str | tuple[str]:
    return "ai" if vowel == "e" else vowel or ("",)


_NO_VOWELS = {ord(vowel): None for vowel in _VOWELS}
