"""Frames around blocks: rounded boxes with an optional shaded head, and rules."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.printing.engine.blocks import Block, Placed, Slot
from desktop.printing.engine.shapes import rounded_rectangle, rounded_top
from desktop.printing.engine.surface import Surface, line
from desktop.printing.engine.tags import Element


@dataclass(frozen=True, slots=True)
class Box(Block):
    """A frame with round corners; `padding` is (sides, top and bottom) in points.

    `head` is a band above the content, filled with `head_grey`. `line` is the frame's width (0: none), `grey` its
    shade, `fill` the shade of the inside (None: none). A box is kept on one page where it fits on one, unless
    `divisible`; each part of a divided box has its own frame.
    """

    block: Block
    padding: tuple[float, float] = (10.0, 8.0)
    head: Block | None = None
    head_padding: tuple[float, float] = (10.0, 7.0)
    head_grey: float = 0.93
    radius: float = 6.0
    line: float = 0.6
    grey: float = 0.4
    fill: float | None = None
    tag: str | None = None
    divisible: bool = False

    def place(self, width: float) -> Placed:
        head = self.head.place(width - 2 * self.head_padding[0]) if self.head else None
        return PlacedBox(self, head, self.block.place(width - 2 * self.padding[0]), width, Slot(self.tag))


class PlacedBox(Placed):
    def __init__(self, block: Box, head: Placed | None, body: Placed, width: float, slot: Slot) -> None:
        self.block = block
        self.head = head
        self.body = body
        self.width = width
        self.slot = slot
        self.band = head.height + 2 * block.head_padding[1] if head else 0.0
        self.height = self.band + body.height + 2 * block.padding[1]
        self.baseline = head.baseline + block.head_padding[1] if head else body.baseline + block.padding[1]

    def draw(self, surface: Surface, x: float, top: float, parent: Element | None) -> None:
        self._frame(surface, x, top)
        element = self.slot.under(parent)
        if self.head:
            sides, above = self.block.head_padding
            self.head.draw(surface, x + sides, top - above, element)
        sides, above = self.block.padding
        self.body.draw(surface, x + sides, top - self.band - above, element)

    def _frame(self, surface: Surface, x: float, top: float) -> None:
        block = self.block
        bottom = top - self.height
        shapes = []
        if block.fill is not None:
            shapes.append(f"{block.fill:g} g {rounded_rectangle(x, bottom, self.width, self.height, block.radius)} f")
        if self.head:
            band = rounded_top(x, top - self.band, self.width, self.band, block.radius)
            shapes.append(f"{block.head_grey:g} g {band} f")
        if block.line:
            frame = rounded_rectangle(x, bottom, self.width, self.height, block.radius)
            shapes.append(f"{block.grey:g} G {block.line:g} w {frame} S")
        if shapes:
            surface.draw(" ".join(shapes))

    def split(self, room: float, *, force: bool = False) -> tuple[Placed, Placed] | None:
        if not (force or self.block.divisible):
            return None
        divided = self.body.split(room - self.band - 2 * self.block.padding[1], force=force)
        if divided is None:
            return None
        return (
            PlacedBox(self.block, self.head, divided[0], self.width, self.slot),
            PlacedBox(self.block, None, divided[1], self.width, self.slot),
        )


@dataclass(frozen=True, slots=True)
class Rule(Block):
    """A horizontal line over the whole width, with `space` above and below it."""

    width: float = 0.5
    grey: float = 0.6
    space: float = 4.0

    def place(self, width: float) -> Placed:
        return PlacedRule(self, width)


class PlacedRule(Placed):
    def __init__(self, block: Rule, length: float) -> None:
        self.block = block
        self.length = length
        self.height = 2 * block.space + block.width

    def draw(self, surface: Surface, x: float, top: float, parent: Element | None) -> None:
        y = top - self.height / 2
        surface.draw(line(x, y, x + self.length, y, width=self.block.width, grey=self.block.grey))
