"""A plan for one person whose sheets print in Arabic, and the pages that show it, for the walk over all pages."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from desktop.casework.cases.cases import open_person_case
from desktop.casework.people.people import PersonFacts, create_person
from desktop.casework.plans.plan_rows import NewGoal, NewMeasure
from desktop.casework.plans.plans import add_goal, start_plan, take_goal
from desktop.casework.rights import Actor
from desktop.clock import today
from desktop.terms import PlanKind, Responsible
from desktop.views.admin.wording_page import WordingPage
from desktop.views.preview.preview_page import PreviewPage

NAME = "Wassermelone"
"""A family name that stands in no other text."""


def make_draft(session: Session, actor: Actor) -> int:
    """Id of a draft with a goal for German, one for health (not ticked for the sheet) and one in own words."""
    facts = PersonFacts(NAME, "Samir", own_script_name="سمير البطيخ", print_language="ar")
    person = _made(create_person(session, actor, facts).made)
    case = _made(open_person_case(session, actor, person).made)
    version = _made(start_plan(session, actor, case, PlanKind.SINGLE, person).made)
    take_goal(session, actor, version, "sprache.ziel.2", ("sprache.schritt.1", "sprache.schritt.3"))
    take_goal(session, actor, version, "gesundheit.ziel.1", ("gesundheit.schritt.1",))
    own = NewMeasure("Ich frage den Trainer.", who=(Responsible.CLIENT,), due_on=today())
    add_goal(session, actor, version, NewGoal("teilhabe", "Ich spiele Fußball im Verein."), (own,))
    return version


def at_preview(stage: Any) -> PreviewPage:
    """The preview of the draft with everything to say, the form for the reviewer open."""
    with stage.vault.session() as session:
        version = make_draft(session, stage.work.actor)
    page = PreviewPage(stage.work, version, stage.places)
    page.check.open_button.click()
    return page


def at_wording(stage: Any) -> WordingPage:
    """The translations into Arabic with one marked."""
    page = WordingPage(stage.work, stage.places)
    page.show_target("ar")
    page.reviewer.set_value("Rania Haddad")
    page.table.view.selectRow(2)
    page.mark_selected()
    return page


def _made(id_: int | None) -> int:
    assert id_ is not None
    return id_
