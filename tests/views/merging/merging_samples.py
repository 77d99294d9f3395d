"""The page of merging as the page walk looks at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.casework.cases.cases import enter_person_case
from desktop.casework.merging.merging import MergeOrder, merge_persons
from desktop.casework.people.people import PersonFacts
from desktop.casework.search.search import search_people
from desktop.person_terms import Sex
from desktop.terms import PartialDate
from desktop.views.merging.merge_page import MergePage

if TYPE_CHECKING:
    from tests.views.page_walk import Stage


def at_merging(stage: Stage) -> MergePage:
    """Two to compare, and a merge that can be taken back."""
    with stage.vault.session() as session:
        actor = stage.work.actor
        for facts in (
            PersonFacts("Al-Khatib", "Mohammed", own_script_name="محمد الخطيب", phone="0711 1234567", school="Abitur",
                        birth_date=PartialDate(1990)),
            PersonFacts("al Khatib", "Muhammad", phone="0711 7654321", profession="Koch", sex=Sex.MALE,
                        birth_date=PartialDate(1990, 3, 1)),
            PersonFacts("Kowalenko", "Julija"), PersonFacts("Kovalenko", "Yuliia"),
        ):  # fmt: skip
            enter_person_case(session, actor, facts)
        first, second = (row.person_id for row in search_people(session, actor, "Kovalenko"))
        merge_persons(session, actor, MergeOrder(first, second))
        kept, gone = (row.person_id for row in search_people(session, actor, "Khatib"))
    page = MergePage(stage.work)
    page.show_target(kept, gone)
    return page
