"""Bars of the Ehrenamt, drawn once with reportlab and shown as SVG or put into a PDF as vectors (decision 11).

Series differ by their filling as well as by colour, every bar carries its number, and the data stand beside as a table.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from desktop.casework.volunteers.figures.volunteer_figures import VolunteerFigures
from desktop.printing.charts import Ink

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing, Shape
    from reportlab.lib.colors import Color

MONTHS = ("Jan", "Feb", "Mär", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez")
_FONT = "Helvetica"
_LETTER = 0.54
"""Mean width of a letter, as a share of its size."""


@dataclass(frozen=True)
class Bar:
    """One line of the chart: its name and a value per series, all from nought up."""

    name: str
    values: tuple[int, ...]


@dataclass(frozen=True)
class BarChart:
    """Bars beside each other, lying or, with one series alone, standing (`upright`).

    `series` names what the values of a bar are; `words` says how a value is written, a plain number where None.
    """

    title: str
    first_column: str
    series: tuple[str, ...]
    bars: tuple[Bar, ...]
    upright: bool = False
    words: Callable[[int], str] | None = None

    @property
    def highest(self) -> int:
        """The largest value, at least 1."""
        return max((1, *(value for bar in self.bars for value in bar.values)))

    def value_words(self, value: int) -> str:
        """As it is written at the bar and in the table."""
        return self.words(value) if self.words else str(value)


def charts_of(figures: VolunteerFigures) -> tuple[BarChart, ...]:
    """The charts that have something to show."""
    makers = (_supply_chart, _activity_hours, _area_hours, _month_chart, _status_chart)
    made = (make(figures) for make in makers)
    return tuple(chart for chart in made if any(value for bar in chart.bars for value in bar.values))


def hour_words(minutes: int) -> str:
    """„0“, „1,5“, „120“: hours with at most one decimal."""
    tenths = round(minutes / 6)
    return f"{tenths // 10},{tenths % 10}" if tenths % 10 else str(tenths // 10)


def drawing(chart: BarChart, width: float, height: float, ink: Ink | None = None, size: float = 8.0) -> Drawing:
    """The chart without its title, in points; `size` is that of its words."""
    from reportlab.graphics.shapes import Drawing  # noqa: PLC0415  loaded only when something is drawn

    made = Drawing(width, height)
    canvas = _Standing if chart.upright else _Lying
    for shape in canvas(chart, width, height, ink or Ink(), size).shapes():
        made.add(shape)
    return made


def height_of(chart: BarChart, size: float = 8.0) -> float:
    """Room the bars need for words of this size, in points."""
    if chart.upright:
        return size * 14
    return size * (1.5 + len(chart.bars) * (0.55 + 1.05 * len(chart.series)))


def legend(place: int, ink: Ink | None = None) -> Drawing:
    """A small piece of the bars of the series at `place`, 16 × 12 points, for the head of the table."""
    from reportlab.graphics.shapes import Drawing  # noqa: PLC0415  as above

    made = Drawing(16, 12)
    made.add(_bar(1, 1.5, 14, 9, place, ink or Ink()))
    return made


def in_words(chart: BarChart) -> str:
    """The data in one paragraph, for screen readers and the alternative text of the figure."""
    parts = []
    for bar in chart.bars:
        values = (f"{name} {chart.value_words(value)}" for name, value in zip(chart.series, bar.values, strict=True))
        parts.append(f"{bar.name}: {', '.join(values)}")
    return f"{chart.title}. " + "; ".join(parts) + "."


def table(chart: BarChart) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Head and rows: one row per bar, one column per series."""
    rows = tuple((bar.name, *(chart.value_words(value) for value in bar.values)) for bar in chart.bars)
    return (chart.first_column, *chart.series), rows


def _supply_chart(figures: VolunteerFigures) -> BarChart:
    bars = tuple(Bar(one.activity.label, (one.free, one.waiting)) for one in figures.activities)
    return BarChart("Freie Ehrenamtliche und offener Bedarf", "Tätigkeit", ("frei", "Bedarf offen"), bars)


def _activity_hours(figures: VolunteerFigures) -> BarChart:
    bars = tuple(Bar(one.activity.label, (one.minutes,)) for one in figures.hours)
    title = f"Stunden {figures.day.year} nach Tätigkeit"
    return BarChart(title, "Tätigkeit", ("Stunden",), bars, words=hour_words)


def _area_hours(figures: VolunteerFigures) -> BarChart:
    bars = tuple(Bar(name, (minutes,)) for name, minutes in figures.areas)
    title = f"Stunden {figures.day.year} nach Handlungsfeld"
    return BarChart(title, "Handlungsfeld", ("Stunden",), bars, words=hour_words)


def _month_chart(figures: VolunteerFigures) -> BarChart:
    bars = tuple(Bar(f"{MONTHS[day.month - 1]} {day.year % 100:02}", (minutes,)) for day, minutes in figures.months)
    return BarChart("Stunden der letzten zwölf Monate", "Monat", ("Stunden",), bars, upright=True, words=hour_words)


def _status_chart(figures: VolunteerFigures) -> BarChart:
    bars = tuple(Bar(status.label, (number,)) for status, number in figures.statuses)
    return BarChart("Ehrenamtliche nach Status", "Status", ("Personen",), bars)


@dataclass(frozen=True)
class _Canvas:
    chart: BarChart
    width: float
    height: float
    ink: Ink
    size: float

    def string(self, x: float, y: float, text: str, anchor: Literal["start", "middle", "end"]) -> Shape:
        from reportlab.graphics.shapes import String  # noqa: PLC0415  as above

        return String(x, y, text, fontName=_FONT, fontSize=self.size, textAnchor=anchor,
                      fillColor=_color(self.ink.text))  # fmt: skip

    def line(self, *ends: float) -> Shape:
        from reportlab.graphics.shapes import Line  # noqa: PLC0415  as above

        return Line(*ends, strokeColor=_color(self.ink.grid), strokeWidth=0.8)

    def room_of(self, text: str) -> float:
        return len(text) * self.size * _LETTER


class _Lying(_Canvas):
    """Names at the left, bars to the right, numbers at their ends."""

    def shapes(self) -> list[Shape]:
        left = min(max((self.room_of(bar.name) for bar in self.chart.bars), default=0), self.width * 0.5) + self.size
        after = self.room_of(self.chart.value_words(self.chart.highest)) + self.size
        scale = max(1.0, self.width - left - after) / self.chart.highest
        step = (self.height - self.size) / max(1, len(self.chart.bars))
        shapes = [self.line(left, self.size / 2, left, self.height - self.size / 2)]
        for place, bar in enumerate(self.chart.bars):
            middle = self.height - self.size / 2 - step * (place + 0.5)
            name = _shortened(bar.name, round((left - self.size) / (self.size * _LETTER)))
            shapes.append(self.string(left - self.size * 0.6, middle - self.size * 0.35, name, "end"))
            shapes += self._values(bar, left, middle, step, scale)
        return shapes

    def _values(self, bar: Bar, left: float, middle: float, step: float, scale: float) -> list[Shape]:
        thick = step * 0.8 / len(bar.values)
        shapes = []
        for place, value in enumerate(bar.values):
            bottom = middle + step * 0.4 - thick * (place + 1)
            if value:
                shapes.append(_bar(left, bottom + thick * 0.08, value * scale, thick * 0.84, place, self.ink))
            said = self.chart.value_words(value)
            x, y = left + value * scale + self.size * 0.5, bottom + thick / 2 - self.size * 0.35
            shapes.append(self.string(x, y, said, "start"))
        return shapes


class _Standing(_Canvas):
    """Names below, bars upwards, numbers above them; names are left out where there is no room for all."""

    def shapes(self) -> list[Shape]:
        bottom, step = self.size * 1.8, self.width / max(1, len(self.chart.bars))
        scale = max(1.0, self.height - bottom - self.size * 1.8) / self.chart.highest
        every = self._every(step)
        shapes = [self.line(0, bottom, self.width, bottom)]
        for place, bar in enumerate(self.chart.bars):
            middle, value = step * (place + 0.5), bar.values[0]
            if value:
                shapes.append(_bar(middle - step * 0.3, bottom, step * 0.6, value * scale, 0, self.ink))
                shapes.append(self.string(middle, bottom + value * scale + self.size * 0.5,
                                          self.chart.value_words(value), "middle"))  # fmt: skip
            if (len(self.chart.bars) - 1 - place) % every == 0:
                shapes.append(self.string(middle, self.size * 0.4, bar.name, "middle"))
        return shapes

    def _every(self, step: float) -> int:
        """Each name where they fit, else every second and so on; the last one always."""
        widest = max((self.room_of(bar.name) for bar in self.chart.bars), default=0) + self.size * 0.5
        return max(1, -int(-widest // step))


def _bar(x: float, y: float, width: float, height: float, place: int, ink: Ink) -> Shape:
    """The first series is filled, the others are outlined."""
    from reportlab.graphics.shapes import Rect  # noqa: PLC0415  as above

    stroke = _color(ink.lines[place % len(ink.lines)])
    fill = stroke if place == 0 else _color(ink.ground)
    look: dict[str, Any] = {"fillColor": fill, "strokeColor": stroke, "strokeWidth": 1.0 if place == 0 else 1.4}
    return Rect(x, y, width, height, **look)


def _shortened(text: str, letters: int) -> str:
    return text if len(text) <= letters else f"{text[: max(1, letters - 1)].rstrip()}…"


def _color(code: str) -> Color:
    from reportlab.lib.colors import HexColor  # noqa: PLC0415  as above

    return HexColor(code)
