"""Words of a task that a volunteer should not read: of health, faith or violence (S3, decision 33), of residence."""

from __future__ import annotations

import re
import tomllib
from functools import cache

from desktop import paths


def delicate_words(text: str) -> tuple[str, ...]:
    """Words of `text` that speak of a protected subject, as written, each once; empty when there is none."""
    left = text
    for exception in _words()[1]:
        left = re.sub(re.escape(exception), " ", left, flags=re.IGNORECASE)
    return tuple(dict.fromkeys(found[0] for found in _pattern().finditer(left)))


@cache
def _pattern() -> re.Pattern[str]:
    starts = "|".join(re.escape(start) for start in sorted(_words()[0], key=len, reverse=True))
    return re.compile(rf"\b(?:{starts})[\w-]*", re.IGNORECASE)


@cache
def _words() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Beginnings that count and words that only look like them."""
    readings = tomllib.loads(paths.resource("catalogue", "readings.toml").read_text(encoding="utf-8"))["sensitive"]
    own = tomllib.loads(paths.resource("catalogue", "volunteer_words.toml").read_text(encoding="utf-8"))["residence"]
    return (
        (*readings["beginnings"], *own["beginnings"]), (*readings["exceptions"], *own["exceptions"]),
    )  # fmt: skip
