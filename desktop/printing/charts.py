"""Line charts over days, drawn once with reportlab and shown as SVG or put into a PDF as vectors (decision 11).

Lines differ by mark and dash as well as by colour, so nothing depends on colour; the data stand beside as a table.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from desktop.clock import german_date

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing, Shape
    from reportlab.lib.colors import Color

_FONT = "Helvetica"
_LEFT, _RIGHT, _TOP, _BOTTOM = 34.0, 14.0, 10.0, 20.0
_CLIP = re.compile(r"<clipPath.*?</clipPath>", re.DOTALL)
"""QtSvg paints the clipping rectangle in black; nothing is drawn outside of it anyway."""
_DASHES: tuple[list[float], ...] = ([], [6, 3], [2, 2], [8, 3, 2, 3], [1, 3])


@dataclass(frozen=True)
class ChartLine:
    """One line: its name and its value on each day, oldest first."""

    name: str
    points: tuple[tuple[dt.date, int], ...]


@dataclass(frozen=True)
class Chart:
    """What is drawn: values from `low` to `high`; `words` says what a value is called where a number is not enough."""

    title: str
    lines: tuple[ChartLine, ...]
    low: int
    high: int
    step: int = 1
    words: Mapping[int, str] = field(default_factory=dict)

    @property
    def days(self) -> tuple[dt.date, ...]:
        """Every day something is known of, oldest first."""
        return tuple(sorted({day for line in self.lines for day, _ in line.points}))

    def value_words(self, value: int) -> str:
        """A value as it is written at the axis and in the table."""
        return self.words.get(value, str(value).replace("-", "−"))


@dataclass(frozen=True)
class Ink:
    """Colours as `#rrggbb`: text, grid lines, ground, and one per line (from the start again when they run out)."""

    text: str = "#000000"
    grid: str = "#c8c8c8"
    ground: str = "#ffffff"
    lines: tuple[str, ...] = ("#000000", "#4d4d4d", "#808080")


def drawing(chart: Chart, width: float, height: float, ink: Ink | None = None, size: float = 8.0) -> Drawing:
    """The chart without its title, in points; `size` is that of its words. Days stand at their distance in time."""
    from reportlab.graphics.shapes import Drawing  # noqa: PLC0415  loaded only when something is drawn

    canvas = _Canvas(chart, width, height, ink or Ink(), size)
    made = Drawing(width, height)
    for shape in (*canvas.grid(), *canvas.days(), *canvas.lines()):
        made.add(shape)
    return made


def legend(place: int, ink: Ink | None = None) -> Drawing:
    """A short piece of the line at `place` with its mark, 28 × 12 points, for the table beside the chart."""
    from reportlab.graphics.shapes import Drawing, PolyLine  # noqa: PLC0415  as above

    ink = ink or Ink()
    color = _color(ink.lines[place % len(ink.lines)])
    made = Drawing(28, 12)
    made.add(PolyLine([1, 6, 27, 6], strokeColor=color, strokeWidth=1.6,
                      strokeDashArray=_dashes(place)))  # fmt: skip
    made.add(mark(place, 14, 6, color, ink.ground))
    return made


def svg(made: Drawing, family: str = "Noto Sans") -> bytes:
    """The drawing as SVG, with the program's own typeface."""
    from reportlab.graphics import renderSVG  # noqa: PLC0415  loaded only when something is drawn

    text: str = renderSVG.drawToString(made)
    text = _CLIP.sub("", text).replace("fill: None", "fill: none")
    return text.replace(_FONT, family).encode("utf-8")


def in_words(chart: Chart) -> str:
    """The data in one paragraph, for screen readers and the alternative text of the figure."""
    parts = []
    for line in chart.lines:
        values = ", ".join(f"{german_date(day)}: {chart.value_words(value)}" for day, value in line.points)
        parts.append(f"{line.name.rstrip('.')} – {values}")
    return f"{chart.title}. " + ". ".join(parts) + "."


def table(chart: Chart) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Head and rows: one row per line, one column per day."""
    days = chart.days
    rows = tuple(
        (line.name, *(chart.value_words(dict(line.points)[day]) if day in dict(line.points) else "–" for day in days))
        for line in chart.lines
    )
    return ("", *(german_date(day) for day in days)), rows


class _Canvas:
    """Where values and days lie."""

    def __init__(self, chart: Chart, width: float, height: float, ink: Ink, size: float) -> None:
        self.chart, self.ink, self.size = chart, ink, size
        widest = max(len(chart.value_words(value)) for value in range(chart.low, chart.high + 1, chart.step))
        self._left = max(_LEFT, 8 + widest * size * 0.56)
        self._width, self._height = width - self._left - _RIGHT, height - _TOP - _BOTTOM - size
        self._bottom = _BOTTOM + size * 0.5
        days = chart.days
        self._first = days[0] if days else dt.date.min
        self._span = (days[-1] - days[0]).days if days else 0

    def x(self, day: dt.date) -> float:
        """A single day stands in the middle."""
        share = (day - self._first).days / self._span if self._span else 0.5
        return self._left + 6 + share * (self._width - 12)

    def y(self, value: int) -> float:
        return self._bottom + (value - self.chart.low) / (self.chart.high - self.chart.low) * self._height

    def grid(self) -> list[Shape]:
        from reportlab.graphics.shapes import Line  # noqa: PLC0415  as above

        shapes: list[Shape] = []
        for value in range(self.chart.low, self.chart.high + 1, self.chart.step):
            y = self.y(value)
            shapes.append(Line(self._left, y, self._left + self._width, y, strokeColor=_color(self.ink.grid),
                               strokeWidth=0.5))  # fmt: skip
            shapes.append(self._words(self._left - 4, y - self.size * 0.35, self.chart.value_words(value), "end"))
        return shapes

    def days(self) -> list[Shape]:
        """As many days as have room; the first and the last always."""
        days = self.chart.days
        shown: list[dt.date] = []
        room = self.size * 6.2
        for day in days:
            if not shown or self.x(day) - self.x(shown[-1]) >= room:
                shown.append(day)
        if shown and shown[-1] != days[-1]:
            shown[-1:] = [days[-1]] if len(shown) > 1 else [shown[0]]
        return [self._words(self._within(self.x(day)), self._bottom - self.size * 1.5, german_date(day), "middle")
                for day in shown]  # fmt: skip

    def lines(self) -> list[Shape]:
        from reportlab.graphics.shapes import PolyLine  # noqa: PLC0415  as above

        shapes: list[Shape] = []
        for place, line in enumerate(self.chart.lines):
            color = _color(self.ink.lines[place % len(self.ink.lines)])
            spots = [(self.x(day), self.y(value)) for day, value in line.points]
            if len(spots) > 1:
                flat = [number for spot in spots for number in spot]
                shapes.append(PolyLine(flat, strokeColor=color, strokeWidth=1.6,
                                       strokeDashArray=_dashes(place)))  # fmt: skip
            shapes += [mark(place, x, y, color, self.ink.ground) for x, y in spots]
        return shapes

    def _within(self, x: float) -> float:
        half = self.size * 2.9
        return min(max(x, half), self._left + self._width + _RIGHT - half)

    def _words(self, x: float, y: float, text: str, anchor: Literal["middle", "end"]) -> Shape:
        from reportlab.graphics.shapes import String  # noqa: PLC0415  as above

        return String(x, y, text, fontName=_FONT, fontSize=self.size, textAnchor=anchor,
                      fillColor=_color(self.ink.text))  # fmt: skip


def mark(place: int, x: float, y: float, color: Color, ground: str) -> Shape:
    """The point of the line at `place`: circle, square, triangle, diamond, ring – then again."""
    from reportlab.graphics.shapes import Circle, Polygon, Rect  # noqa: PLC0415  as above

    look: dict[str, Any] = {"fillColor": color, "strokeColor": color, "strokeWidth": 1.2}
    match place % 5:
        case 0:
            return Circle(x, y, 3, **look)
        case 1:
            return Rect(x - 2.7, y - 2.7, 5.4, 5.4, **look)
        case 2:
            return Polygon([x - 3.2, y - 2.6, x + 3.2, y - 2.6, x, y + 3.4], **look)
        case 3:
            return Polygon([x - 3.6, y, x, y - 3.6, x + 3.6, y, x, y + 3.6], **look)
    return Circle(x, y, 3, **look | {"fillColor": _color(ground)})


def _dashes(place: int) -> Any:  # noqa: ANN401 - reportlab's stubs do not know that None is a plain line
    return _DASHES[place % len(_DASHES)] or None


def _color(code: str) -> Color:
    from reportlab.lib.colors import HexColor  # noqa: PLC0415  as above

    return HexColor(code)
