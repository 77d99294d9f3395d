"""A reportlab drawing in the flow: its shapes as vectors in greys, its words in the document's own typeface.

Understood are lines, polylines, polygons, rectangles, circles and strings; anything else is an error, so that no chart
is silently drawn half.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop.printing.engine.blocks import Block, Placed
from desktop.printing.engine.numbers import number
from desktop.printing.engine.paragraph import lay_out
from desktop.printing.engine.shapes import ellipse, points
from desktop.printing.engine.styles import Style
from desktop.printing.engine.surface import Surface
from desktop.printing.engine.tags import Element

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing

_ANCHORS = {"start": 0.0, "middle": 0.5, "end": 1.0}


@dataclass(frozen=True, slots=True)
class Drawn(Block):
    """A figure; `alternative` says its data in words. Without it is decoration."""

    drawing: Drawing
    alternative: str | None = None

    def place(self, width: float) -> Placed:
        return PlacedDrawing(self)


class PlacedDrawing(Placed):
    def __init__(self, block: Drawn) -> None:
        self.block = block
        self.height = float(block.drawing.height)
        self.baseline = self.height

    def draw(self, surface: Surface, x: float, top: float, parent: Element | None) -> None:
        bottom = top - self.height
        shapes = self.block.drawing.contents
        operators = " ".join(_operators(shape) for shape in shapes if type(shape).__name__ != "String")
        moved = f"1 0 0 1 {points(x, bottom)} cm {operators}"
        if parent is None or self.block.alternative is None:
            surface.draw(moved)
        else:
            box = (x, bottom, x + float(self.block.drawing.width), top)
            surface.figure(moved, self.block.alternative, box, parent)
        for shape in shapes:
            if type(shape).__name__ == "String":
                _write(surface, shape, x, bottom)


def _write(surface: Surface, string: Any, x: float, bottom: float) -> None:  # noqa: ANN401 - reportlab has no types
    """Words of a figure are an artifact: the alternative text says them."""
    paragraph = lay_out(string.text, Style("de", string.fontSize, grey=_grey(string.fillColor)), 1000.0)
    width = paragraph.lines[0].width if paragraph.lines else 0.0
    left = x + string.x - _ANCHORS[string.textAnchor] * width
    surface.text(paragraph, left, bottom + string.y + paragraph.baseline, None)


def _operators(shape: Any) -> str:  # noqa: ANN401 - reportlab has no types
    match type(shape).__name__:
        case "Line":
            path, closed = f"{points(shape.x1, shape.y1)} m {points(shape.x2, shape.y2)} l", False
        case "PolyLine":
            path, closed = _path(shape.points), False
        case "Polygon":
            path, closed = f"{_path(shape.points)} h", True
        case "Rect":
            path, closed = f"{points(shape.x, shape.y)} {points(shape.width, shape.height)} re", True
        case "Circle":
            path, closed = ellipse(shape.cx, shape.cy, shape.r, shape.r), True
        case other:
            raise ValueError(f"{other} is not understood")
    dashes = " ".join(number(part) for part in shape.strokeDashArray or ())
    look = f"{number(_grey(shape.strokeColor))} G {number(shape.strokeWidth)} w [{dashes}] 0 d"
    if closed:
        look += f" {number(_grey(shape.fillColor))} g"
    return f"{look} {path} {'B' if closed else 'S'}"


def _path(values: list[float]) -> str:
    spots = [points(*values[place : place + 2]) for place in range(0, len(values), 2)]
    return f"{spots[0]} m " + " ".join(f"{spot} l" for spot in spots[1:])


def _grey(color: Any) -> float:  # noqa: ANN401 - reportlab has no types
    """Perceived lightness (ITU-R BT.709)."""
    return float(round(0.2126 * color.red + 0.7152 * color.green + 0.0722 * color.blue, 3))
