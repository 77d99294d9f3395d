"""What sheets for the office's own use share: a head with an icon, a foot that counts, letters as large as fit. German
only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from desktop import paths
from desktop.printing.engine import Block, Column, Columns, Document, Icon, Rule, Stack, Style, Text


@dataclass(frozen=True)
class HeadLook:
    """Measures of a head in points; `gap` lies between the icon and the words, `rule` below the line under both."""

    title: float
    icon: float
    below: float
    gap: float
    rule: float


LIST_HEAD = HeadLook(17, 24, 9.5, 10, 5)
"""Above a list that needs its room."""
PAPER_HEAD = HeadLook(23, 30, 11, 12, 6)
"""Above a paper to be kept."""


def desk_head(title: str, icon: str, *below: str, look: HeadLook = LIST_HEAD) -> Block:
    """Icon (file name in `resources/icons`), title, a line for each of `below` that says something, and a rule."""
    small = Style("de", look.below, grey=0.25)
    words = (Text(title, Style("de", look.title, bold=True), tag="H1"), *(Text(line, small) for line in below if line))
    picture = Icon(paths.resource("icons", f"{icon}.svg"), look.icon)
    row = Columns((Column(picture, width=look.icon, align="middle"), Column(Stack(words), align="middle")),
                  gap=look.gap)  # fmt: skip
    return Stack((row, Rule(width=0.8, grey=0.0, space=look.rule)))


def parted(*parts: str) -> str:
    """„Gemeinde Musterlingen · Stand 22.11.2026“: what is empty is left out."""
    return " · ".join(part for part in parts if part)


def counted_foot(words: str = "") -> Callable[[int, int], Block]:
    """What becomes of the paper, and which page of how many it is."""

    def foot(page: int, pages: int) -> Block:
        return Text(parted(words, f"Seite {page} von {pages}"), Style("de", 9, grey=0.25, align="right"))

    return foot


def heads(words: Sequence[str], size: float) -> list[Block]:
    """The row above a table's columns."""
    style = Style("de", size, bold=True)
    return [Text(word, style) for word in words]


def as_large_as_fits(make: Callable[[float], Document], sizes: Sequence[float]) -> Document:
    """The sheet in the first of `sizes` with which it stays on one page; in the last one it may take more."""
    *larger, smallest = sizes
    for size in larger:
        document = make(size)
        document.draw()
        if document.pages == 1:
            return document
    return make(smallest)
