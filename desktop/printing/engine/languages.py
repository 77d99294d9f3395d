"""What the engine must know about a language: its tag in the PDF, its direction, how tall its lines are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

_RIGHT_TO_LEFT = frozenset({"ar", "fa", "ps", "ckb", "ur"})
_REGION = {"de": "DE"}
_LINE_HEIGHT = {"ti": 1.45, "am": 1.45, "ka": 1.4}


@dataclass(frozen=True, slots=True)
class Language:
    """`tag` is BCP 47 (`fa-AF`), `shaping` the language for HarfBuzz (`fa`), `line_height` a factor of the size."""

    tag: str
    shaping: str
    rtl: bool
    line_height: float


@cache
def language(code: str) -> Language:
    """The facts for a code like `de`, `ckb` or `fa_AF` (CLDR or BCP 47 spelling)."""
    primary, _, region = code.replace("-", "_").partition("_")
    region = region or _REGION.get(primary, "")
    rtl = primary in _RIGHT_TO_LEFT
    height = 1.55 if rtl else _LINE_HEIGHT.get(primary, 1.35)
    return Language(f"{primary}-{region}" if region else primary, primary, rtl, height)
