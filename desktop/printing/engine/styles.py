"""How a text looks: style of a paragraph, differing stretches inside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from desktop.printing.engine.languages import language

Align: TypeAlias = Literal["start", "end", "left", "right", "center"]


@dataclass(frozen=True, slots=True)
class Style:
    """Language (a code like `de`, `fa_AF`), size in points, weight, grey (0 black … 1 white), alignment.

    `start` is the left edge in left-to-right languages and the right edge in the others. `line_height` is a factor of
    the size; None takes the language's own.
    """

    language: str = "de"
    size: float = 10.5
    bold: bool = False
    grey: float = 0.0
    align: Align = "start"
    line_height: float | None = None

    @property
    def rtl(self) -> bool:
        return language(self.language).rtl


PLAIN = Style()


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a paragraph; None takes the paragraph's own value."""

    text: str
    bold: bool | None = None
    size: float | None = None
    grey: float | None = None
    language: str | None = None


Content: TypeAlias = str | Sequence[str | Run]


@dataclass(frozen=True, slots=True)
class Look:
    """What holds for one stretch once the paragraph's values are filled in."""

    size: float
    bold: bool
    grey: float
    language: str


def look(run: Run, style: Style) -> Look:
    return Look(
        style.size if run.size is None else run.size,
        style.bold if run.bold is None else run.bold,
        style.grey if run.grey is None else run.grey,
        run.language or style.language,
    )
