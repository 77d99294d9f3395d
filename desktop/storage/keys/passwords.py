"""Rules for passwords and an honest estimate of their strength; `passphrases` makes good ones."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from desktop.storage.errors import WeakPasswordError
from desktop.storage.keys.passphrases import passphrase_bits

LEAST_LENGTH = 12


class Level(Enum):
    """How a password of this strength is called on screen."""

    WEAK = "schwach"
    FAIR = "ausreichend"
    STRONG = "stark"


@dataclass(frozen=True)
class Strength:
    """Estimated strength in bits, rounded down, and its name. An estimate from above: a quotation is weaker."""

    bits: int
    level: Level


def check_password(password: str) -> None:
    """Raise WeakPasswordError when `password` breaks a rule: at least 12 characters, not all the same few.

    No trimming, no forced digits or signs, no expiry (security.md 3.4).
    """
    length = len(unicodedata.normalize("NFC", password))
    if length < LEAST_LENGTH:
        raise WeakPasswordError(
            f"Das Kennwort hat {length} Zeichen; es braucht mindestens {LEAST_LENGTH}.", field="password"
        )
    if len(set(password.casefold())) < 5:
        raise WeakPasswordError("Das Kennwort wiederholt nur wenige Zeichen; bitte mischen Sie mehr.", field="password")


# Words tried first by everybody who guesses, as German offices use them; a hit is worth one choice out of about 500.
_COMMON = re.compile(
    "pass[wv]or[td]|kennwort|geheim|willkommen|hallo|admin|sommer|winter|herbst|fr[uü]hling|januar|februar|m[aä]rz|april|"
    "juni|juli|august|september|oktober|november|dezember|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|"
    "rathaus|gemeinde|landratsamt|integration|wegplan|qwertz|qwerty|asdf|yxcv|schatz|test|stadt|b[uü]ro|master|login",
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_COMMON_BITS = 9.0
_YEAR_BITS = 6.0
_WORD_BITS = 12.0  # one of some 4,000 words in daily use
_LETTER_IN_WORD_BITS = 2.0  # running German text carries about 1 to 2 bits a letter
_LETTER_BITS = 4.7
_DIGIT_BITS = 3.3
_OTHER_BITS = 5.0


def strength(password: str) -> Strength:
    """Estimate: words, years, runs (abc, 111) and repetitions count little, the rest by the size of its alphabet.

    Words of the list that passphrases are drawn from count exactly what drawing them is worth.
    """
    drawn = passphrase_bits(password)
    bits = int(_bits_of_typed(password) if drawn is None else drawn)
    if bits < 45:
        return Strength(bits, Level.WEAK)
    return Strength(bits, Level.STRONG if bits >= 70 else Level.FAIR)


def _bits_of_typed(password: str) -> float:
    text = unicodedata.normalize("NFC", password).casefold()
    text, common = _COMMON.subn(" ", text)
    text, years = _YEAR.subn(" ", text)
    return common * _COMMON_BITS + years * _YEAR_BITS + _bits_of_rest(text)


def _bits_of_rest(text: str) -> float:
    seen: set[str] = set()
    bits = 0.0
    for piece in re.findall(r"[^\W\d_]+|\d+|[^\w\s]+|_+|\s+", text):
        # A part that was there before adds one choice, not its length.
        bits += 1.0 if piece in seen else _bits_of_piece(piece)
        seen.add(piece)
    return bits


def _bits_of_piece(piece: str) -> float:
    if piece.isspace():
        return 0.5
    steps = [ord(after) - ord(before) for before, after in pairwise(piece)]
    fresh = 1 + sum(step not in (-1, 0, 1) for step in steps)
    if piece.isdigit():
        return fresh * _DIGIT_BITS
    if piece.isalpha():
        return min(fresh * _LETTER_BITS, max(_WORD_BITS, fresh * _LETTER_IN_WORD_BITS))
    return fresh * _OTHER_BITS
