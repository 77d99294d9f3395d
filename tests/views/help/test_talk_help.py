"""The help tells every abbreviation of the quick entry, as the program reads it."""

from __future__ import annotations

import pytest

from desktop.casework.talks import quick_words
from desktop.paths import resource

TABLES = (quick_words.WAYS, quick_words.KINDS, quick_words.RESULTS, quick_words.AREAS, quick_words.AREA_SIGNS)


WORDS = [word for table in TABLES for words in table.values() for word in words]


@pytest.mark.parametrize("word", WORDS)
def test_every_abbreviation_is_told(word: str) -> None:
    told = resource("help", "gespraeche.html").read_text(encoding="utf-8")
    assert any(f"{before}{word}{after}" in told for before in (">", " ") for after in (",", "<"))
