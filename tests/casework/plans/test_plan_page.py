"""What the plan page reads in one go, and taking a goal with its steps in one step."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from desktop.casework.cases.cases import open_person_case
from desktop.casework.people.consents import NewConsent, give_consent
from desktop.casework.people.families import put_together
from desktop.casework.people.people import PersonFacts, create_person
from desktop.casework.plans.plan_life import agree, discard_draft
from desktop.casework.plans.plan_page import plan_page
from desktop.casework.plans.plan_taking import Taking, take_into_plan
from desktop.casework.plans.plan_views import plan_view
from desktop.casework.plans.plans import move_measure, start_plan, take_goal
from desktop.casework.rights import Actor
from desktop.clock import today
from desktop.errors import CaseworkError
from desktop.records.assessments import AreaRating, Assessment
from desktop.terms import AssessmentKind, ConsentPurpose, Need, PlanKind

pytestmark = pytest.mark.usefixtures("fixed_clock")


@pytest.fixture
def persons(session: Session, actor: Actor) -> tuple[int, ...]:
    made = (create_person(session, actor, PersonFacts("Ahmadi", given)).made for given in ("Maryam", "Farid"))
    return tuple(person or 0 for person in made)


@pytest.fixture
def case_id(session: Session, actor: Actor, persons: tuple[int, ...]) -> int:
    cases = tuple(open_person_case(session, actor, person).made or 0 for person in persons)
    case_id = put_together(session, actor, cases).made or 0
    with session.begin():
        session.connection(execution_options={"writing": True})
        talk = Assessment(case_id=case_id, kind=AssessmentKind.SHORT, started_on=today())
        talk.ratings = [
            AreaRating(person_id=persons[0], area="sprache", need=Need.HIGH, importance=3),
            AreaRating(person_id=persons[1], area="sprache", need=Need.MEDIUM, importance=1),
            AreaRating(person_id=persons[0], area="gesundheit", need=Need.ACUTE, importance=3),
        ]
        session.add(talk)
    return case_id


def test_without_a_plan_it_says_which_ones_can_be_started(
    session: Session, actor: Actor, case_id: int, persons: tuple[int, ...]
) -> None:
    row = plan_page(session, actor, case_id)
    assert row.view is None
    assert [(plan.kind, plan.person_id) for plan in row.possible] == [
        (PlanKind.FAMILY, None), (PlanKind.SINGLE, persons[0]), (PlanKind.SINGLE, persons[1])
    ]


def test_protected_areas_are_proposed_only_where_they_may_be_printed(
    session: Session, actor: Actor, case_id: int, persons: tuple[int, ...]
) -> None:
    family = start_plan(session, actor, case_id, PlanKind.FAMILY).made or 0
    single = start_plan(session, actor, case_id, PlanKind.SINGLE, persons[0]).made or 0
    give_consent(session, actor, NewConsent(persons[0], ConsentPurpose.HEALTH, today()))
    for_family = [(p.area.key, p.person_id) for p in plan_page(session, actor, case_id, family).proposals]
    for_person = [p.area.key for p in plan_page(session, actor, case_id, single).proposals]
    assert for_family == [("sprache", persons[0]), ("sprache", persons[1])]
    assert for_person == ["gesundheit", "sprache"]


def test_a_proposal_disappears_once_its_area_has_a_goal(
    session: Session, actor: Actor, case_id: int, persons: tuple[int, ...]
) -> None:
    family = start_plan(session, actor, case_id, PlanKind.FAMILY).made or 0
    take_into_plan(session, actor, family, Taking("sprache", "sprache.ziel.2", person_id=persons[0]))
    left = plan_page(session, actor, case_id, family).proposals
    assert [(proposal.area.key, proposal.person_id) for proposal in left] == [("sprache", persons[1])]


def test_a_fassung_that_is_gone_gives_way_to_the_plan_under_way(
    session: Session, actor: Actor, case_id: int, persons: tuple[int, ...]
) -> None:
    family = start_plan(session, actor, case_id, PlanKind.FAMILY).made or 0
    single = start_plan(session, actor, case_id, PlanKind.SINGLE, persons[0]).made or 0
    discard_draft(session, actor, single)
    row = plan_page(session, actor, case_id, single)
    assert row.view is not None
    assert row.view.id == family
    assert [person.id for person in row.concerned] == list(persons)


def test_a_goal_in_own_words_takes_catalogue_steps_with_what_was_filled_in(
    session: Session, actor: Actor, case_id: int, persons: tuple[int, ...]
) -> None:
    version = start_plan(session, actor, case_id, PlanKind.SINGLE, persons[1]).made or 0
    steps = ("geld.schritt.1", "geld.schritt.3")
    taking = Taking("geld", text=" Ich ordne mein Geld. ", measure_keys=steps, fills={steps[1]: "Wohngeld"})
    take_into_plan(session, actor, version, taking)
    goal = plan_view(session, actor, version).goals[0]
    assert (goal.content.text, goal.content.person_id) == ("Ich ordne mein Geld.", persons[1])
    assert "Wohngeld" in goal.measures[1].content.text
    assert goal.measures[0].content.fill_in == ""
    with pytest.raises(CaseworkError):
        take_into_plan(session, actor, version, Taking("geld", text="  "))


def test_steps_can_be_put_into_another_order_while_it_is_a_draft(
    session: Session, actor: Actor, case_id: int, persons: tuple[int, ...]
) -> None:
    version = start_plan(session, actor, case_id, PlanKind.SINGLE, persons[0]).made or 0
    keys = ("sprache.schritt.1", "sprache.schritt.3", "sprache.schritt.4")
    take_goal(session, actor, version, "sprache.ziel.2", keys)
    last = plan_view(session, actor, version).goals[0].measures[2]
    move_measure(session, actor, last.id, 0)
    steps = plan_view(session, actor, version).goals[0].measures
    assert [step.content.catalogue_key for step in steps] == [keys[2], keys[0], keys[1]]
    agree(session, actor, version)
    with pytest.raises(CaseworkError):
        move_measure(session, actor, last.id, 1)
