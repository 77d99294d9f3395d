"""Text before it is laid out: cleaned of what could disguise it, values isolated, islands kept in their order.

Everything given to the engine is plain text; there is no markup, so nothing needs escaping.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from desktop.printing.engine.bidi import first_strong
from desktop.printing.engine.bidi_classes import bidi_classes

LRI, RLI, FSI, PDI = "\u2066", "\u2067", "\u2068", "\u2069"
ISOLATES = frozenset({LRI, RLI, FSI, PDI})
# Steer shaping, breaking or order and are never drawn themselves.
INVISIBLE = ISOLATES | {"\u00ad", "\u200b", "\u2060", "\ufeff"}

_LINE_END = re.compile("\r\n|[\r\u000b\u000c\u0085\u2028\u2029]")
# C0, C1, DEL, the marks LRM RLM ALM, embeddings and overrides, deprecated format characters,
# variation selectors (no bundled font has any), tags.
_DROPPED = re.compile("[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u206a-\u206f"
                      "\ufe00-\ufe0f\ufff9-\ufffb\U000e0000-\U000e007f]")  # fmt: skip
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")

_WORD = "0-9A-Za-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0300-\u036f\u0400-\u052f\u1e00-\u1eff"
_ISLAND = re.compile(
    f"(?:[+§№] ?)?[{_WORD}]"
    f"(?:[{_WORD}]|[ .,:/&'\u2019@_\u2013+\u00a0\\-]{{1,3}}(?=[{_WORD}])|[ \u00a0]?[€%°](?![{_WORD}]))*"
)
_ISOLATE_OR_TEXT = re.compile(f"[{LRI}{RLI}{FSI}{PDI}]|[^{LRI}{RLI}{FSI}{PDI}]+")


def clean(text: str) -> str:
    r"""NFC without control characters, bidi marks, embeddings and overrides; line ends as \n, tabs as spaces.

    Isolates stay, because the program itself sets them. Half surrogates become U+FFFD.
    """
    if text.isascii() and text.isprintable():
        return text
    text = _LINE_END.sub("\n", text).replace("\t", " ")
    text = _LONE_SURROGATE.sub("\ufffd", _DROPPED.sub("", text))
    return unicodedata.normalize("NFC", text)


def isolate(value: str) -> str:
    """A value to be inserted into a sentence, wrapped in U+2068…U+2069 so that neither changes the other's order.

    Isolates inside the value are balanced first, so that no value can end the wrapping early.
    """
    return f"{FSI}{_balanced(clean(value))}{PDI}"


def _balanced(text: str) -> str:
    if ISOLATES.isdisjoint(text):
        return text
    depth = 0
    kept: list[str] = []
    for character in text:
        if character == PDI:
            if not depth:
                continue
            depth -= 1
        elif character in ISOLATES:
            depth += 1
        kept.append(character)
    return "".join(kept) + PDI * depth


def without_isolates(text: str) -> str:
    """The text as a reader, a search or a screen reader should get it."""
    if text.isascii():
        return text
    return "".join([character for character in text if character not in INVISIBLE])


@lru_cache(8192)
def with_islands(text: str) -> str:
    """Cleaned right-to-left text whose islands (phone, date, amount, „Bahnhofstraße 12“) keep their order.

    Each run of Latin or Cyrillic letters and digits is wrapped in U+2066…U+2069, except where an isolate around it
    already says left-to-right.
    """
    pieces: list[str] = []
    inside: list[bool] = [True]  # is the text here right-to-left?
    for found in _ISOLATE_OR_TEXT.finditer(text):
        piece = found.group()
        if piece == PDI:
            if len(inside) > 1:
                inside.pop()
        elif piece in ISOLATES:
            inside.append(piece == RLI or (piece == FSI and _rtl_value(text, found.end())))
        elif inside[-1]:
            piece = _ISLAND.sub(f"{LRI}\\g<0>{PDI}", piece)
        pieces.append(piece)
    return "".join(pieces)


def _rtl_value(text: str, start: int) -> bool:
    return first_strong(bidi_classes(text[start:]), inside_isolate=True) == 1
