"""Typed, pasted or imported text without what nobody sees: control characters, direction marks, soft hyphens.

A direction override can make a name read as another one, a mark pasted along with a name keeps a search from finding
it, and a NUL ends the text for other programs. Joiners stay: Persian names need them.
"""

from __future__ import annotations

import re

from desktop.errors import CaseworkError

LONGEST_REMARK, LONGEST_SENTENCE, LONGEST_NAME = 2000, 500, 200
"""Characters of a reason or remark, of one sentence and of a name, where the field has no limit of its own."""

_MARKS = "\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"
_CONTROLS = "\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ufffe\uffff"
_UNSEEN = re.compile(f"[{_MARKS}{_CONTROLS}]")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_BREAKS = re.compile("\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")


def one_line(text: str) -> str:
    """`text` on one line with single blanks between its words."""
    if not text.isascii() or not text.isprintable():
        text = _seen(text)
    return " ".join(text.split())


def some_lines(text: str) -> str:
    """`text` with its line breaks as plain newlines and no blanks at both ends."""
    return _BREAKS.sub("\n", _seen(text)).strip()


def short_line(text: str, field: str, longest: int = LONGEST_REMARK) -> str:
    """`one_line`; raises CaseworkError for more than `longest` characters, as a pasted letter has."""
    return _short(one_line(text), field, longest)


def short_lines(text: str, field: str, longest: int = LONGEST_REMARK) -> str:
    """`some_lines`; raises as `short_line` does."""
    return _short(some_lines(text), field, longest)


def _short(text: str, field: str, longest: int) -> str:
    if len(text) > longest:
        raise CaseworkError(f"Das ist zu lang: Bitte auf {longest} Zeichen kürzen (jetzt {len(text)}).", field=field)
    return text


def _seen(text: str) -> str:
    """Half a character, as a broken clipboard may bring it, becomes the visible replacement character."""
    return _LONE_SURROGATE.sub("\ufffd", _UNSEEN.sub("", text))
