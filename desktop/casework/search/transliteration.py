"""How a name sounds, in whichever script it is written: one row of sounds for Latin, Cyrillic, Arabic and Ethiopic.

A sound is a capital letter for a group of consonants that one language writes for another's („kh“, „ch“ and „х“ are H)
or a small letter for a group of vowels. Where a spelling leaves it open, a sound has several readings. Sources: the
romanisations DIN 1460 and ICAO Doc 9303 (Cyrillic), DIN 31635 and the usual English and French spellings (Arabic), the
Unicode names of the Ethiopic syllables, and German newspapers' spellings (Charkiw, Dschamal, Selenskyj).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from enum import Enum

Sounds = tuple[str, ...]
"""Readings of one letter or group of letters; an empty reading is silent."""


class Script(Enum):
    """How much a script says: Arabic leaves short vowels out."""

    FULL = "full"
    ARABIC = "arabic"


# e stands for a or i (Khaled, Khalid); o is ö alone; j, ch, th and q are read differently from country to country
_LATIN: Mapping[str, Sounds] = {
    "tsch": ("C",), "dsch": ("J",), "sch": ("$",), "tch": ("C",), "dzh": ("J",), "ch": ("H", "C", "$"),
    "sh": ("$",), "zh": ("J",), "kh": ("H",), "gh": ("G",), "ph": ("F",), "th": ("T", "S"), "dh": ("D", "Z"),
    "dj": ("J",), "ck": ("K",), "ts": ("Z",), "tz": ("Z",), "qu": ("KV",), "dt": ("T",), "ce": ("Se",), "ci": ("Si",),
    "ou": ("u",), "oo": ("u",), "ee": ("i",), "ie": ("i",), "ue": ("u",), "oe": ("o",), "ae": ("e",), "ei": ("ei",),
    "ai": ("ai",), "ay": ("ai",), "ey": ("ei",), "eu": ("u",), "ü": ("u",), "ö": ("o",), "ä": ("e",), "ç": ("C",),
    "č": ("C",), "ć": ("C",), "ş": ("$",), "š": ("$",), "ș": ("$",), "ž": ("J",), "ß": ("S",), "ı": ("i",),
    "ł": ("L",), "đ": ("D",), "ø": ("o",), "ə": ("e",), "c": ("K",), "q": ("K", "G"), "x": ("KS",), "y": ("i",),
    "w": ("V", "u"), "v": ("V",), "j": ("J", "i"), "a": ("a",), "e": ("e",), "i": ("i",), "o": ("u",), "u": ("u",),
} | {letter: (letter.upper(),) for letter in "bdfghklmnprstz"}  # fmt: skip
_AT_START: Mapping[str, Sounds] = {"y": ("Y",), "j": ("J", "Y"), "i": ("Y", "i"), "w": ("V",)}

_CYRILLIC: Mapping[str, Sounds] = dict(zip(
    "абвдклмнпрстфіыэиоуьъйёюяїєґ",
    (("a",), ("B",), ("V",), ("D",), ("K",), ("L",), ("M",), ("N",), ("P",), ("R",), ("S",), ("T",), ("F",), ("i",),
     ("i",), ("e",), ("i",), ("u",), ("u",), ("",), ("",), ("i",), ("u",), ("iu",), ("ia",), ("i",), ("ie",), ("G",)),
    strict=True,
)) | {
    "г": ("G", "H"), "е": ("e",), "ж": ("J", "$"), "з": ("Z", "S"), "х": ("H",), "ц": ("Z", "S"), "ч": ("C",),
    "ш": ("$",), "щ": ("$C",), "дж": ("J",), "ғ": ("G",), "қ": ("K",), "ң": ("N",), "ө": ("u",), "ұ": ("u",),
    "ү": ("u",), "ә": ("e",), "һ": ("H",), "ў": ("u",), "ҳ": ("H",), "ҷ": ("J",), "ӣ": ("i",), "ӯ": ("u",),
    "ј": ("i",), "љ": ("L",), "њ": ("N",), "ћ": ("C",), "ђ": ("J",), "џ": ("J",),
}  # fmt: skip
_CYRILLIC_AT_START: Mapping[str, Sounds] = {
    "я": ("Ya",), "ю": ("Yu",), "є": ("Ye",), "ї": ("Yi",), "е": ("e", "Ye"), "й": ("Y",), "ё": ("Yu",),
    "ј": ("Y",),
}  # fmt: skip

_ARABIC: Mapping[str, Sounds] = {
    "ا": ("a",), "آ": ("a",), "أ": ("a",), "إ": ("i",), "ٱ": ("a",), "ى": ("a", "i"), "ة": ("a",), "ە": ("a",),
    "و": ("u", "V"), "ۆ": ("u",), "ؤ": ("u",), "ي": ("i",), "ی": ("i",), "ې": ("e",), "ێ": ("e",), "ۍ": ("i",),
    "ئ": ("",), "ء": ("",), "ع": ("",), "ب": ("B",), "پ": ("P",), "ت": ("T",), "ط": ("T",), "ټ": ("T",),
    "ث": ("S", "T"), "ج": ("J", "G"), "چ": ("C",), "ح": ("H",), "خ": ("H",), "ه": ("H",), "ہ": ("H",), "ھ": ("H",),
    "د": ("D",), "ډ": ("D",), "ذ": ("Z", "D"), "ض": ("D", "Z"), "ظ": ("Z", "D"), "ر": ("R",), "ړ": ("R",),
    "ڕ": ("R",), "ز": ("Z",), "ژ": ("J",), "ږ": ("J", "G"), "س": ("S",), "ص": ("S",), "ش": ("$",), "ښ": ("$", "H"),
    "غ": ("G",), "ف": ("F",), "ڤ": ("V",), "ق": ("K", "G"), "ک": ("K",), "ك": ("K",), "گ": ("G",), "ل": ("L",),
    "ڵ": ("L",), "م": ("M",), "ن": ("N",), "ڼ": ("N",), "ں": ("N",), "ځ": ("Z",), "څ": ("Z",),
}  # fmt: skip
_ARABIC_AT_START: Mapping[str, Sounds] = {
    "ا": ("a", "i", "u"), "أ": ("a", "u"), "ع": ("a", "i", "u"), "و": ("V",), "ي": ("Y",), "ی": ("Y",),
    "او": ("u",), "أو": ("u",), "اي": ("i",), "ای": ("i",), "إي": ("i",), "عی": ("i",), "عي": ("i",), "عا": ("a",),
    "عو": ("u",),
}  # fmt: skip
_ARABIC_AT_END: Mapping[str, Sounds] = {"ه": ("a", "H"), "ہ": ("a", "H"), "و": ("u",)}

_ETHIOPIC_CONSONANTS: Mapping[str, str] = {
    "HH": "H", "SZ": "S", "SH": "$", "QH": "K", "Q": "K", "C": "C", "X": "H", "NY": "N", "KX": "H", "W": "V",
    "ZH": "J", "TH": "T", "CH": "C", "PH": "P", "TS": "Z", "TZ": "Z", "Y": "i", "GLOTTAL ": "", "PHARYNGEAL ": "",
}  # fmt: skip
_ETHIOPIC_VOWELS: Mapping[str, str] = {"AA": "a", "A": "e", "EE": "e", "E": "", "I": "i", "O": "u", "U": "u"}
_SYLLABLE = re.compile(r"ETHIOPIC SYLLABLE (.*?)W?(AA|EE|A|E|I|O|U)$")
_SLAVIC = re.compile(r"(sk(y|i|yi|yj|ij|yy|iy|a|aja|aya)|enko|[eo][vw]a?|(ch|tsch|č)uk|ets|ez)$")
"""Endings of names in which German writes s for з and English z: Selenskyj, Zelensky."""


def script_of(word: str) -> Script:
    """Which script a word is in, by its first letter."""
    return Script.ARABIC if word and "ARABIC" in unicodedata.name(word[0], "") else Script.FULL


def sounds_of(word: str) -> tuple[Sounds, ...]:
    """The sounds of one word in small letters; letters of other scripts and signs are silent."""
    if not word:
        return ()
    name = unicodedata.name(word[0], "")
    if name.startswith("ARABIC"):
        return tuple(_arabic("".join(letter for letter in word if letter in _ARABIC)))
    if name.startswith("CYRILLIC"):
        return tuple(_read(word, _CYRILLIC, _CYRILLIC_AT_START, {}))
    if name.startswith("ETHIOPIC"):
        return tuple(_ethiopic(word))
    return tuple(_latin(word))


def _latin(word: str) -> Iterator[Sounds]:
    """Accents no rule names do not sound; z and s are one in Slavic names."""
    plain = "".join(letter if letter in _LATIN else _bare(letter) for letter in unicodedata.normalize("NFC", word))
    slavic = _SLAVIC.search(plain) is not None
    for sounds in _read(plain, _LATIN, _start_of(plain), {}):
        yield ("S",) if slavic and sounds == ("Z",) else sounds


def _start_of(plain: str) -> Mapping[str, Sounds]:
    """y, j and i are consonants only before a vowel: Yusuf, Julija, Iuliia, but Ibrahim."""
    return _AT_START if len(plain) > 1 and (plain[1] in "aeiouäöüı" or plain[0] == "w") else {}


def _bare(letter: str) -> str:
    return "".join(part for part in unicodedata.normalize("NFKD", letter) if part in _LATIN)


def _arabic(word: str) -> Iterator[Sounds]:
    """The vowel before the last consonant is mostly unwritten: then it is a or i."""
    if len(word) > 2 and word[-1] not in _ARABIC_AT_END and _is_consonant(word[-1]) and _is_consonant(word[-2]):
        yield from _read(word[:-1], _ARABIC, _ARABIC_AT_START, {})
        yield ("e",)
        yield _ARABIC[word[-1]]
    else:
        yield from _read(word, _ARABIC, _ARABIC_AT_START, _ARABIC_AT_END)


def _is_consonant(letter: str) -> bool:
    return not _ARABIC[letter][0][:1].islower()


def _ethiopic(word: str) -> Iterator[Sounds]:
    for letter in word:
        if syllable := _SYLLABLE.match(unicodedata.name(letter, "")):
            consonant, vowel = syllable.groups()
            yield (_ETHIOPIC_CONSONANTS.get(consonant, consonant) + _silent_kept(consonant, vowel),)


def _silent_kept(consonant: str, vowel: str) -> str:
    """A vowel sign of its own is heard („A“ as a); after a consonant the first order is e and the sixth silent."""
    alone = consonant in ("GLOTTAL ", "PHARYNGEAL ")
    return "a" if alone and vowel == "A" else "e" if alone and vowel == "E" else _ETHIOPIC_VOWELS[vowel]


def _read(
    word: str, letters: Mapping[str, Sounds], at_start: Mapping[str, Sounds], at_end: Mapping[str, Sounds]
) -> Iterator[Sounds]:
    """Longest groups of letters first."""
    place = 0
    while place < len(word):
        for length in (4, 3, 2, 1):
            group = word[place : place + length]
            known = at_start.get(group) if place == 0 else None
            if known is None and place + length >= len(word):
                known = at_end.get(group)
            known = known or letters.get(group)
            if known is not None and len(group) == length:
                yield known
                break
        place += length
