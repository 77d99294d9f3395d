"""The charts of a plan's course: goals over reviews, Selbstständigkeits-Index, needs and resources per area."""

from __future__ import annotations

from desktop.casework.plans.plan_course import AreaCourse, Course, PlanCourse
from desktop.printing.charts import Chart, ChartLine

_ATTAINMENT = {-2: "−2", -1: "−1", 0: "0", 1: "+1", 2: "+2"}
_NEEDS = {4: "!"}
"""„akut“ as on the result page."""


def goal_charts(course: PlanCourse) -> tuple[Chart, ...]:
    """Attainment on the five-step scale and values 0–10; only those with data."""
    found = []
    if course.attainment:
        title = "Zielerreichung (−2 viel weniger, 0 wie vereinbart, +2 viel mehr)"
        found.append(Chart(title, _lines(course.attainment), -2, 2, words=_ATTAINMENT))
    if course.values:
        found.append(Chart("Wert der Ziele (0–10)", _lines(course.values), 0, 10, 2))
    return tuple(found)


def index_chart(course: PlanCourse) -> Chart | None:
    """0–12; None as long as the four scales were never answered together."""
    return Chart("Selbstständigkeits-Index (0–12)", _lines(course.index), 0, 12, 3) if course.index else None


def area_charts(course: PlanCourse) -> tuple[Chart, ...]:
    """A small chart per Handlungsfeld with need and resource."""
    return tuple(_area(area) for area in course.areas)


def _area(area: AreaCourse) -> Chart:
    named = (ChartLine("Bedarf (0–3, ! akut)", area.need.points), ChartLine("Ressource (0–3)", area.resource.points))
    return Chart(area.area, tuple(line for line in named if line.points), 0, 4, words=_NEEDS)


def _lines(courses: tuple[Course, ...]) -> tuple[ChartLine, ...]:
    return tuple(ChartLine(course.name, course.points) for course in courses)
