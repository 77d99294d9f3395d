"""The palette's search in the vault: whatever the spelling, each hit leads to its place in a case file."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QLabel

from desktop.casework.cases.cases import enter_person_case
from desktop.casework.people.people import PersonFacts, create_person
from desktop.casework.plans.plan_rows import NewGoal, NewMeasure
from desktop.casework.plans.plans import add_goal, start_plan
from desktop.casework.volunteers.register.volunteer_rows import VolunteerFacts
from desktop.casework.volunteers.register.volunteers import create_volunteer
from desktop.models.work import Work
from desktop.terms import PlanKind
from desktop.views.palette import Hit
from desktop.views.places import Place, Places
from desktop.views.search import VaultSearch


class CasePage(QLabel):
    """Remembers what it was asked to show."""

    target: tuple[Any, ...] = ()

    def show_target(self, *target: object) -> None:
        self.target = target


@pytest.fixture
def made(work: Work) -> int:
    """The file of Elif Şahin with a plan, and somebody of nearly the same name without a file."""
    ids: list[Any] = []

    def change(use_case: Any, *arguments: object) -> int:
        work.change(work, use_case, *arguments, then=lambda changes: ids.append(changes.made))
        return int(ids[-1] or 0)

    case_id = change(enter_person_case, PersonFacts(family_name="Şahin", given_names="Elif"))
    version = change(start_plan, case_id, PlanKind.FAMILY)
    change(add_goal, version, NewGoal("sprache", "Ich schaffe die Prüfung A2."), (NewMeasure("Bei der VHS anmelden"),))
    change(create_person, PersonFacts(family_name="Sahin", given_names="ohne Akte"))
    return case_id


@pytest.mark.parametrize(
    ("typed", "section", "title", "detail", "page"),
    [
        ("sahin", "Personen", "Şahin, Elif", "F-2026-001", "overview"),
        ("2026-001", "Fälle", "Şahin, Elif", "F-2026-001", "overview"),
        ("prufung", "Ziele und Schritte", "Ich schaffe die Prüfung A2.", "Şahin, Elif · Ziel · F-2026-001", "plan"),
        ("vhs anm", "Ziele und Schritte", "Bei der VHS anmelden",
         "Şahin, Elif · in: Ziel „Ich schaffe die Prüfung A2.“ · F-2026-001", "plan"),
    ],
)  # fmt: skip
def test_what_is_found_says_where_and_leads_there(
    work: Work, made: int, typed: str, section: str, title: str, detail: str, page: str
) -> None:
    places, shown, found = Places(work), CasePage(), list[Hit]()
    places.add(Place("case", "Fallakte", "folder", lambda: shown, rail=False))
    VaultSearch(work, places)(typed, found.extend)
    (hit,) = [hit for hit in found if hit.section == section]
    assert (hit.title, hit.detail) == (title, detail)
    hit.open()
    assert shown.target == (made, page)


def test_a_volunteer_is_found_and_leads_to_the_file(work: Work) -> None:
    ids: list[Any] = []
    facts = VolunteerFacts("Weiß", "Gerda", town="Altstadt")
    work.change(work, create_volunteer, facts, then=lambda changes: ids.append(changes.made))
    places, shown, found = Places(work), CasePage(), list[Hit]()
    places.add(Place("volunteer", "Ehrenamtliche", "hand-heart", lambda: shown, rail=False))
    VaultSearch(work, places)("gerda", found.extend)
    (hit,) = found
    assert (hit.section, hit.title, hit.detail) == ("Ehrenamt", "Weiß, Gerda", "Interesse · Altstadt")
    hit.open()
    assert shown.target == (ids[0],)


def test_a_long_goal_is_cut_and_still_found_by_its_end(work: Work, made: int) -> None:
    work.change(work, add_goal, 1, NewGoal("wohnen", "Wir finden " + "bald " * 40 + "eine Wohnung"))
    found = list[Hit]()
    VaultSearch(work, Places(work))("wohnung", found.extend)
    assert [len(hit.title) <= 60 and hit.title.endswith("…") for hit in found] == [True]
