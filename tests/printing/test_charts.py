"""Line charts: the same data in picture, words and table; days at their distance; nothing told by colour alone."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import Any

import pytest
from defusedxml.ElementTree import fromstring

from desktop.printing.charts import Chart, ChartLine, Ink, drawing, in_words, legend, svg, table

D1, D2, D3 = dt.date(2026, 1, 1), dt.date(2026, 1, 11), dt.date(2026, 2, 10)
CHART = Chart(
    "Werte", (ChartLine("Deutsch", ((D1, 2), (D2, 3), (D3, 8))), ChartLine("Arbeit & <Beruf>", ((D2, 0),))), 0, 10, 2
)


def shapes(chart: Chart, kind: str, width: float = 400) -> list[Any]:
    return [shape for shape in drawing(chart, width, 150).contents if type(shape).__name__ == kind]


def test_days_stand_at_their_distance_in_time_and_values_at_their_height() -> None:
    (line,) = shapes(CHART, "PolyLine")
    x1, y1, x2, y2, x3, y3 = line.points
    assert (x3 - x2) / (x2 - x1) == pytest.approx(3)
    assert (y3 - y2) / (y2 - y1) == pytest.approx(5)


def test_every_line_has_a_mark_of_its_own_kind() -> None:
    assert len(shapes(CHART, "Circle")) == 3
    assert len(shapes(CHART, "Rect")) == 1
    kinds = {(type(shape).__name__, str(getattr(shape, "strokeDashArray", "")), len(getattr(shape, "points", ())))
             for place in range(5) for shape in legend(place).contents}  # fmt: skip
    assert len(kinds) >= 5 + 3


def test_words_and_table_say_the_same() -> None:
    assert in_words(CHART) == (
        "Werte. Deutsch – 01.01.2026: 2, 11.01.2026: 3, 10.02.2026: 8. Arbeit & <Beruf> – 11.01.2026: 0."
    )
    head, rows = table(CHART)
    assert head == ("", "01.01.2026", "11.01.2026", "10.02.2026")
    assert rows == (("Deutsch", "2", "3", "8"), ("Arbeit & <Beruf>", "–", "0", "–"))


def test_the_svg_is_well_formed_and_in_the_programs_typeface() -> None:
    text = svg(drawing(CHART, 300, 120, Ink(text="#123456")))
    root = fromstring(text.decode("utf-8"))
    assert root.tag.endswith("svg")
    assert b"Noto Sans" in text
    assert b"Helvetica" not in text
    assert b"clipPath" not in text  # which QtSvg would paint black
    assert b"fill: None" not in text


@pytest.mark.parametrize("width", [60, 200, 900])
def test_words_at_the_days_never_overlap(width: float) -> None:
    days = tuple((dt.date(2026, 1, 1) + dt.timedelta(days=30 * step), step % 10) for step in range(12))
    chart = Chart("viel", (ChartLine("a", days),), 0, 10, 5)
    at = sorted(string.x for string in shapes(chart, "String", width) if "2026" in string.text)
    assert at
    assert all(second - first >= 8 * 4.5 for first, second in pairwise(at))


def test_a_single_day_and_nothing_at_all_are_drawn_too() -> None:
    one = Chart("einer", (ChartLine("a", ((D1, 4),)),), 0, 10, 5)
    assert len(shapes(one, "Circle")) == 1
    none = Chart("leer", (), 0, 10, 5)
    assert [type(shape).__name__ for shape in drawing(none, 100, 80).contents] == ["Line", "String"] * 3
    assert table(none) == (("",), ())
