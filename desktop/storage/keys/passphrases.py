"""Passphrases of six German words drawn by chance, and how they are spelled when somebody types them from paper."""

from __future__ import annotations

import math
import re
from functools import cache

WORDS = 6
JOINT = "-"
_LIST = "ger-long"  # 7,776 words without umlauts and ß, so that every keyboard has the letters (dys2p)
_SHORTEST, _LONGEST = 5, 12
# Not to be handed to anybody on paper, least of all in an office that works with refugees.
_LEFT_OUT = frozenset((
    "amputation", "arsch", "asozial", "attentat", "beischlaf", "bekriegen", "bewaffnen", "bluten", "blutig", "deppen",
    "deportation", "endkampf", "endlager", "ermorden", "galgen", "gasbetrieben", "gasexplosion", "geknackt", "geopfert",
    "gewalt", "halbnackt", "inhaftiert", "knast", "kotzen", "krankmachen", "krebs", "nackt", "nahkampf", "opfer",
    "reizgas", "sargnagel", "saufen", "seuche", "sippenhaft", "sterben", "teufel", "verhaften", "wollust",
))  # fmt: skip


def new_passphrase() -> str:
    """Six words, each drawn from the whole list by the system's own source of chance: about 77 bits."""
    import secrets  # noqa: PLC0415  loads OpenSSL, which the first page must not wait for

    words = word_list()
    return JOINT.join(secrets.choice(words) for _ in range(WORDS))


@cache
def word_list() -> tuple[str, ...]:
    """The words that are drawn from, each of 5 to 12 letters a to z, none twice."""
    from xkcdpass.xkcd_password import generate_wordlist, locate_wordfile  # noqa: PLC0415 - start-up time

    found = generate_wordlist(wordfile=locate_wordfile(_LIST), min_length=_SHORTEST, max_length=_LONGEST)
    return tuple(sorted({str(word) for word in found} - _LEFT_OUT))


def bits_per_word() -> float:
    """Choice in one word drawn by chance, in bits."""
    return math.log2(len(word_list()))


def passphrase_bits(password: str) -> float | None:
    """What a text is worth that consists of words of the list and nothing else; None for every other text.

    True of words drawn by chance. A word that comes again counts one bit.
    """
    words = _pieces(password)
    if len(words) < 2 or not set(words) <= _as_set():
        return None
    distinct = len(set(words))
    return distinct * bits_per_word() + len(words) - distinct


def spelled(typed: str) -> str:
    """A passphrase as it was made, whatever stood between the words and however large the letters were typed."""
    return JOINT.join(_pieces(typed))


def _pieces(text: str) -> list[str]:
    return [piece for piece in re.split(r"[\W\d_]+", text.casefold()) if piece]


@cache
def _as_set() -> frozenset[str]:
    return frozenset(word_list())
