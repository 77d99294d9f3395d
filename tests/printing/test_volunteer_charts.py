"""Bars: the same data in picture, words and table; the length of a bar is its value; no series by colour alone."""

from __future__ import annotations

from typing import Any, cast

import pytest
from defusedxml.ElementTree import fromstring

from desktop.printing.charts import svg
from desktop.printing.volunteer_charts import (
    Bar,
    BarChart,
    charts_of,
    drawing,
    height_of,
    hour_words,
    in_words,
    legend,
    table,
)
from tests.printing.volunteer_sheet_samples import figures, nothing

LYING = BarChart("Angebot", "Tätigkeit", ("frei", "offen"), (Bar("Fahrdienst", (1, 4)), Bar("Café & <Tee>", (0, 2))))
STANDING = BarChart("Stunden", "Monat", ("Stunden",), tuple(Bar(f"M{place}", (place * 30,)) for place in range(12)),
                    upright=True, words=hour_words)  # fmt: skip


def shapes(chart: BarChart, kind: str, width: float = 400) -> list[Any]:
    made = drawing(chart, width, height_of(chart)).contents
    return [shape for shape in made if type(shape).__name__ == kind]


def test_the_length_of_a_lying_bar_is_its_value_and_nought_has_none() -> None:
    one, four, two = sorted(shapes(LYING, "Rect"), key=lambda bar: -bar.y)
    assert (four.width / one.width, two.width / one.width) == (pytest.approx(4), pytest.approx(2))


def test_the_height_of_a_standing_bar_is_its_value() -> None:
    bars = sorted(shapes(STANDING, "Rect"), key=lambda bar: float(bar.x))
    assert len(bars) == 11
    assert [bar.height / bars[0].height for bar in bars] == [pytest.approx(place) for place in range(1, 12)]


def test_series_differ_by_their_filling() -> None:
    filled, outlined = (cast(Any, legend(place).contents[0]) for place in (0, 1))
    assert filled.fillColor == filled.strokeColor
    assert outlined.fillColor != outlined.strokeColor


def test_words_and_table_say_the_same() -> None:
    assert in_words(LYING) == "Angebot. Fahrdienst: frei 1, offen 4; Café & <Tee>: frei 0, offen 2."
    assert table(LYING) == (("Tätigkeit", "frei", "offen"), (("Fahrdienst", "1", "4"), ("Café & <Tee>", "0", "2")))
    assert table(STANDING)[1][3] == ("M3", "1,5")


@pytest.mark.parametrize(("minutes", "said"), [(0, "0"), (60, "1"), (90, "1,5"), (100, "1,7"), (7200, "120")])
def test_hours_have_one_decimal_at_most(minutes: int, said: str) -> None:
    assert hour_words(minutes) == said


@pytest.mark.parametrize("chart", [LYING, STANDING], ids=["lying", "standing"])
@pytest.mark.parametrize("width", [60, 200, 900])
def test_everything_stays_inside_and_the_svg_is_well_formed(chart: BarChart, width: float) -> None:
    made = drawing(chart, width, height_of(chart))
    assert all(bar.x >= 0 and bar.x + bar.width <= width + 1 for bar in shapes(chart, "Rect", width))
    assert fromstring(svg(made).decode("utf-8")).tag.endswith("svg")


def test_names_that_have_no_room_are_left_out_but_never_the_last() -> None:
    names = {text.text for text in shapes(STANDING, "String", 150)}
    assert "M11" in names
    assert len(names & {f"M{place}" for place in range(12)}) < 12


def test_a_register_without_anything_has_no_charts() -> None:
    assert charts_of(nothing()) == ()
    titles = [chart.title for chart in charts_of(figures())]
    assert titles == [
        "Freie Ehrenamtliche und offener Bedarf", "Stunden 2026 nach Tätigkeit", "Stunden 2026 nach Handlungsfeld",
        "Stunden der letzten zwölf Monate", "Ehrenamtliche nach Status",
    ]  # fmt: skip
