"""German order and forgiving text filters for lists."""

from __future__ import annotations

import re
import unicodedata

_DIGITS = re.compile(r"\d{1,18}")  # longer ones are no numbers anybody counts with
_AS_SORTED = str.maketrans({
    "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d",
    "þ": "th", "ħ": "h", "ı": "i", "ŋ": "n", "ə": "e", "’": "", "'": "", "ʼ": "", "-": " ", "–": " ",
    ",": "\x01",  # „Ahmadi, Ali“ before „Ahmadi Noori, Ali“: the shorter family name first
})  # fmt: skip


def german_key(text: str) -> str:
    """Text that sorts names as a German phone book does (DIN 5007-2): Ö as Oe, ß as ss, Ş as S, ł as l, hyphens as
    blanks; capitals do not count, and „Zimmer 2“ comes before „Zimmer 10“.

    The same on every system, unlike the operating systems' own orders. What is equal then („Goetz“ and „Götz“) is
    ordered by its letters, so that a list never changes by itself.
    """
    small = text.casefold() if text.isascii() else unicodedata.normalize("NFC", text).lower()
    plain = small.translate(_AS_SORTED)
    if not plain.isascii():
        plain = "".join(letter for letter in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(letter))
    return f"{_DIGITS.sub(_filled, plain)}\0{small}"


def _filled(digits: re.Match[str]) -> str:
    return str(int(digits[0])).zfill(18)


def folded(text: str) -> str:
    """`text` for finding: without case, accents and dots („Şahin“ and „sahin“, „Müller“ and „muller“ are the same)."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def matches(needle: str, *texts: str) -> bool:
    """Whether every word of `needle` stands somewhere in `texts`."""
    hay = folded(" ".join(texts))
    return all(word in hay for word in folded(needle).split())
