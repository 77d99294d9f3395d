"""The values of a goal as eleven steps from 0 to 10: filled up to today's value, a ring around the value aimed at."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.printing.engine.blocks import Block, Placed
from desktop.printing.engine.numbers import number
from desktop.printing.engine.shapes import ellipse
from desktop.printing.engine.surface import Surface
from desktop.printing.engine.tags import Element

_STEPS = 11


@dataclass(frozen=True, slots=True)
class ValueScale(Block):
    """Decoration: the same values stand beside it in words. `side` is the room of one step in points."""

    start: int
    target: int
    now: int | None = None
    side: float = 9.0

    def place(self, width: float) -> Placed:
        return PlacedScale(self, width)


class PlacedScale(Placed):
    def __init__(self, block: ValueScale, width: float) -> None:
        self.block = block
        self.width = width
        self.height = block.side * 1.5
        self.keep_with_next = True

    def draw(self, surface: Surface, x: float, top: float, parent: Element | None) -> None:
        step = min(self.block.side * 2, self.width / _STEPS)
        middle = top - self.height / 2
        drawn = []
        for value in range(_STEPS):
            along = (value + 0.5) * step
            drawn.append(self._circle(value, x + self.width - along if surface.mirrored else x + along, middle))
        surface.draw(" ".join(drawn))

    def _circle(self, value: int, x: float, y: float) -> str:
        block = self.block
        radius = block.side * 0.36
        reached = value <= (block.start if block.now is None else block.now)
        shape = f"{number(0.0 if reached else 0.55)} G 0.7 w {ellipse(x, y, radius, radius)} {'B' if reached else 'S'}"
        if value == block.target:
            ring = block.side * 0.62
            shape += f" 0 G 1.3 w {ellipse(x, y, ring, ring)} S"
        return f"0 g {shape}"
