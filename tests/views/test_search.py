"""The palette's search in the vault: persons lead to their case file, whatever the spelling."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QLabel

from desktop.casework.cases import enter_person_case
from desktop.casework.people import PersonFacts, create_person
from desktop.models.work import Work
from desktop.views.palette import Hit
from desktop.views.places import Place, Places
from desktop.views.search import PersonSearch


class CasePage(QLabel):
    """Remembers what it was asked to show."""

    target: tuple[Any, ...] = ()

    def show_target(self, *target: object) -> None:
        self.target = target


def test_a_person_is_found_and_leads_to_the_case_file(work: Work) -> None:
    made: list[int | None] = []
    work.change(work, enter_person_case, PersonFacts(family_name="Şahin", given_names="Elif"),
                then=lambda changes: made.append(changes.made))
    work.change(work, create_person, PersonFacts(family_name="Sahin", given_names="ohne Akte"))
    places, page, found = Places(work), CasePage(), list[Hit]()
    places.add(Place("case", "Fallakte", "folder", lambda: page, rail=False))
    PersonSearch(work, places)("sahin", found.extend)
    (hit,) = found
    assert ("Şahin" in hit.title, hit.section, hit.detail.startswith("F-2026-")) == (True, "Personen", True)
    hit.open()
    assert page.target == (made[0], "overview")
