"""Drawn things in the flow: icons, QR codes, boxes to tick, lines to sign on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import segno

from desktop.printing.engine.blocks import Block, Placed, Stack
from desktop.printing.engine.columns import Column, Columns
from desktop.printing.engine.numbers import number
from desktop.printing.engine.shapes import points, rounded_rectangle
from desktop.printing.engine.surface import Surface, line
from desktop.printing.engine.svg import Drawing, icon
from desktop.printing.engine.tags import Element

_QUIET_ZONE = 4  # modules around a QR code (ISO/IEC 18004)


class PlacedSquare(Placed):
    """A square figure: `operators` draw it from its lower left corner in units of its side."""

    def __init__(self, side: float, operators: str, alternative: str | None) -> None:
        self.height = side
        self.baseline = side * 0.8
        self._operators = operators
        self._alternative = alternative

    def draw(self, surface: Surface, x: float, top: float, parent: Element | None) -> None:
        bottom = top - self.height
        operators = f"1 0 0 1 {points(x, bottom)} cm {self._operators}"
        if parent is None or self._alternative is None:
            surface.draw(operators)
        else:
            surface.figure(operators, self._alternative, (x, bottom, x + self.height, top), parent)


@dataclass(frozen=True, slots=True)
class Icon(Block):
    """A Lucide icon from its SVG file. With `alternative` it is a figure that says so, without it is decoration."""

    path: Path
    side: float = 22.0
    alternative: str | None = None
    grey: float = 0.0

    def place(self, width: float) -> Placed:
        drawing = icon(self.path)
        return PlacedSquare(self.side, _stroked(drawing, self.side, self.grey), self.alternative)


def _stroked(drawing: Drawing, side: float, grey: float) -> str:
    scale = side / drawing.side
    return (
        f"{scale:.5f} 0 0 {-scale:.5f} 0 {number(side)} cm {number(grey)} G {number(drawing.stroke)} w 1 J 1 j "
        f"{drawing.operators} S"
    )


@dataclass(frozen=True, slots=True)
class QrCode(Block):
    """A QR code with its quiet zone inside `side`; `alternative` says in words what scanning it gives."""

    text: str
    alternative: str
    side: float = 100.0

    def place(self, width: float) -> Placed:
        return PlacedSquare(self.side, _modules(self.text, self.side), self.alternative)


@lru_cache(64)
def _modules(text: str, side: float) -> str:
    """Neighbouring dark modules of a row as one rectangle, so that no hair lines appear between them."""
    rows = [bytes(row) for row in segno.make(text, error="m", micro=False).matrix]
    scale = side / (len(rows) + 2 * _QUIET_ZONE)
    out = [f"{scale:.5f} 0 0 {scale:.5f} 0 0 cm 0 g"]
    for index, row in enumerate(rows):
        y = len(rows) + _QUIET_ZONE - 1 - index
        start = row.find(1)
        while start >= 0:
            end = row.find(0, start)
            end = len(row) if end < 0 else end
            out.append(f"{start + _QUIET_ZONE} {y} {end - start} 1 re")
            start = row.find(1, end)
    return " ".join([*out, "f"])


@dataclass(frozen=True, slots=True)
class CheckBox(Block):
    """A box to tick with a pen, or already ticked. Without `alternative` it is decoration."""

    side: float = 11.0
    ticked: bool = False
    alternative: str | None = None
    line: float = 0.8

    def place(self, width: float) -> Placed:
        inset = self.line / 2
        inner = self.side - self.line
        operators = f"0 G {number(self.line)} w {rounded_rectangle(inset, inset, inner, inner, self.side * 0.12)} S"
        if self.ticked:
            s = self.side
            tick = f"{points(s * 0.24, s * 0.5)} m {points(s * 0.43, s * 0.3)} l {points(s * 0.78, s * 0.72)} l S"
            operators += f" {number(self.line * 1.6)} w 1 J 1 j {tick}"
        return PlacedSquare(self.side, operators, self.alternative)


@dataclass(frozen=True, slots=True)
class WriteLine(Block):
    """A line to write on, with `space` above it for the hand."""

    space: float = 34.0
    width: float = 0.6

    def place(self, width: float) -> Placed:
        return PlacedWriteLine(self, width)


class PlacedWriteLine(Placed):
    def __init__(self, block: WriteLine, length: float) -> None:
        self.block = block
        self.length = length
        self.height = block.space + 3.0
        self.keep_with_next = True

    def draw(self, surface: Surface, x: float, top: float, parent: Element | None) -> None:
        y = top - self.block.space
        surface.draw(line(x, y, x + self.length, y, width=self.block.width))


def signature_lines(labels: Sequence[Block], *, gap: float = 24.0, space: float = 34.0) -> Block:
    """Lines side by side, each with its label below; kept together."""
    columns = [Column(Stack((WriteLine(space), label))) for label in labels]
    return Stack((Columns(columns, gap=gap),), whole=True)
