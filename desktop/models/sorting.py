"""German order and forgiving text filters for lists."""

from __future__ import annotations

import unicodedata
from functools import cache

from PySide6.QtCore import QCollator, QCollatorSortKey, QLocale, Qt


@cache
def _collator() -> QCollator:
    collator = QCollator(QLocale(QLocale.Language.German, QLocale.Country.Germany))
    collator.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    collator.setNumericMode(True)
    return collator


def german_key(text: str) -> QCollatorSortKey:
    """Key that sorts as a German phone book reader expects: Äpfel before Zimmer, „Zimmer 2“ before „Zimmer 10“."""
    return _collator().sortKey(text)


def folded(text: str) -> str:
    """`text` for finding: without case, accents and dots („Şahin“ and „sahin“, „Müller“ and „muller“ are the same)."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def matches(needle: str, *texts: str) -> bool:
    """Whether every word of `needle` stands somewhere in `texts`."""
    hay = folded(" ".join(texts))
    return all(word in hay for word in folded(needle).split())
