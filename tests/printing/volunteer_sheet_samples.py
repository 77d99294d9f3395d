"""Figures and guests for the sheets of the Ehrenamt."""

from __future__ import annotations

import datetime as dt

from desktop.casework.volunteers.figures.thanks_list import ThanksList, ThanksRow
from desktop.casework.volunteers.figures.volunteer_figures import (
    ActivityFigures,
    HoursFigures,
    LanguageFigures,
    VolunteerFigures,
    last_months,
)
from desktop.casework.volunteers.papers.paper_rows import Standing
from desktop.volunteer_terms import Activity, MatchStage, VolunteerStatus
from tests.conftest import TODAY


def figures() -> VolunteerFigures:
    """Every activity with numbers, as in a large town."""
    return VolunteerFigures(
        TODAY, "Gemeinde Musterlingen",
        tuple(zip(VolunteerStatus, (2, 1, 2, 3, 4, 1, 7), strict=True)),
        tuple((stage, 2) for stage in MatchStage if stage is not MatchStage.ENDED),
        tuple(ActivityFigures(one, 5, place % 3, (place * 7) % 5, 30) for place, one in enumerate(Activity)),
        (LanguageFigures("uk", 3, 1), LanguageFigures("", 1, 4)), ((Standing.EXPIRED, 2), (Standing.SOON, 1)),
        5, 7, 23, 1,
        (HoursFigures(Activity.LANGUAGE, 3210, 4), HoursFigures(Activity.RIDES, 90, 1)),
        (("Sprache", 3210), ("Alltag und Teilhabe", 90)),
        tuple((month, 60 * place) for place, month in enumerate(last_months(TODAY))),
    )  # fmt: skip


def nothing() -> VolunteerFigures:
    """The first day of a register."""
    return VolunteerFigures(
        TODAY, "", tuple((status, 0) for status in VolunteerStatus), tuple((stage, 0) for stage in MatchStage), (), (),
        (), 0, 0, None, None, (), (), tuple((month, 0) for month in last_months(TODAY)),
    )  # fmt: skip


def guests(number: int) -> ThanksList:
    row = ThanksRow(0, "Weiß, Gerda", "Gerda Weiß", "Helferkreis Altstadt", "gerda@example.org", "Musterlingen",
                    (Activity.CAFE,), dt.date(2015, 3, 1), 90, None, None)  # fmt: skip
    rows = tuple(ThanksRow(place, f"Muster{place}, A", *list(vars(row).values())[2:]) for place in range(number))
    return ThanksList(dt.date(2026, 1, 1), TODAY, "Gemeinde Musterlingen", TODAY, rows)
