"""German names of the languages people speak."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from babel import Locale

from desktop import paths

_GERMAN = Locale("de")


def language_name(code: str) -> str:
    """German name of a language; where CLDR has none (Mandinka) the first word the lists are read by, last the code."""
    return str(_GERMAN.languages.get(code) or _listed().get(code, code))


@cache
def _listed() -> Mapping[str, str]:
    text = paths.resource("catalogue", "readings.toml").read_text(encoding="utf-8")
    languages: dict[str, Any] = tomllib.loads(text)["languages"]
    return {code: words[0] for code, words in languages.items()}
