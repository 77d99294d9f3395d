"""Bulleted and numbered lists (L, LI, Lbl, LBody)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop.printing.engine.blocks import Block, Placed, Stack, Text
from desktop.printing.engine.columns import Column, Columns
from desktop.printing.engine.styles import PLAIN, Content, Style


@dataclass(frozen=True, slots=True)
class Listing(Block):
    """Items in one language; the markers stand on the side where that language starts. `numbered` counts from 1."""

    items: Sequence[Content]
    style: Style = PLAIN
    numbered: bool = False
    indent: float = 14.0
    gap: float = 2.0

    def place(self, width: float) -> Placed:
        rows = [self._row(index + 1, item) for index, item in enumerate(self.items)]
        return Stack(rows, gap=self.gap, tag="L").place(width)

    def _row(self, index: int, item: Content) -> Columns:
        marker = Text(f"{index}." if self.numbered else "•", replace(self.style, align="start"), tag="Lbl")
        body = Stack((Text(item, self.style),), tag="LBody")
        return Columns(
            (Column(marker, width=self.indent, align="baseline"), Column(body, align="baseline")),
            gap=0.0,
            tag="LI",
            rtl=self.style.rtl,
        )
