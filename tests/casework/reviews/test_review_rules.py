"""Extra reviews are proposed after a status decision, a birth, a job or a move (domain 3.2)."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from desktop.casework.assessments.assessment_rows import NewAnswer
from desktop.casework.assessments.assessments import save_answers, start_assessment
from desktop.casework.cases.cases import open_person_case
from desktop.casework.people.families import put_together, take_in_person
from desktop.casework.people.people import PersonFacts, create_person
from desktop.casework.people.residence import AddressRow, TitleRow, add_title, move
from desktop.casework.plans.plan_rows import PlanView
from desktop.casework.plans.plan_views import plan_view
from desktop.casework.reviews.review_rules import ProposedReview, proposed_reviews
from desktop.casework.reviews.reviews import discard_review, start_review
from desktop.casework.rights import Actor
from desktop.clock import fixed, today
from desktop.person_terms import Relation, ResidenceKind
from desktop.records.cases import Case
from desktop.terms import AssessmentKind, PartialDate
from tests.casework.reviews.review_cases import SIGNED, new_person, plan_in_force

pytestmark = pytest.mark.usefixtures("fixed_clock")
LATER = SIGNED + dt.timedelta(days=30)


@pytest.fixture
def plan(session: Session, actor: Actor) -> PlanView:
    return plan_in_force(session, actor)


def proposed(session: Session, plan: PlanView) -> tuple[ProposedReview, ...]:
    with session.begin():
        case = session.get(Case, plan.case_id)
        assert case is not None
        return proposed_reviews(session, case)


def test_nothing_is_proposed_while_nothing_happens(session: Session, actor: Actor, plan: PlanView) -> None:
    assert proposed(session, plan) == ()


def test_a_status_decision_proposes_a_review(session: Session, actor: Actor, plan: PlanView) -> None:
    person_id = plan.person_id or 0
    with fixed(SIGNED - dt.timedelta(days=5)):
        add_title(session, actor, person_id, TitleRow(ResidenceKind.P24))
    assert proposed(session, plan) == ()
    with fixed(LATER):
        add_title(session, actor, person_id, TitleRow(ResidenceKind.P25_1))
    (row,) = proposed(session, plan)
    assert (row.event, row.since, row.version_id) == ("status", LATER, plan.id)
    assert row.reason.startswith("Entscheidung über den Aufenthalt: ")


def test_a_move_proposes_a_review_but_not_the_first_address(session: Session, actor: Actor, plan: PlanView) -> None:
    persons = (plan.person_id or 0,)
    with fixed(LATER):
        move(session, actor, persons, AddressRow(town="Musterlingen", since=LATER))
        assert proposed(session, plan) == ()
        move(session, actor, persons, AddressRow(town="Neustadt", since=LATER))
    assert [(row.event, row.since) for row in proposed(session, plan)] == [("move", LATER)]


def test_a_job_proposes_a_review(session: Session, actor: Actor, plan: PlanView) -> None:
    assessment = start_assessment(session, actor, plan.case_id, AssessmentKind.FULL).made or 0
    answers = (NewAnswer("work.activity", "part_time"), NewAnswer("work.since", LATER))
    save_answers(session, actor, assessment, plan.person_id, answers)
    assert [(row.event, row.since) for row in proposed(session, plan)] == [("job", LATER)]


def test_a_birth_proposes_a_review_of_every_plan_of_the_family(session: Session, actor: Actor, plan: PlanView) -> None:
    facts = PersonFacts("Ahmadi", "Nour", birth_date=PartialDate.of(LATER))
    case_id = put_together(session, actor, (plan.case_id, other_case(session, actor))).made or plan.case_id
    take_in_person(session, actor, case_id, create_person(session, actor, facts).made or 0, Relation.CHILD)
    found = proposed(session, plan_view(session, actor, plan.id))
    assert [(row.event, row.since) for row in found] == [("birth", LATER)]


def test_a_review_begun_or_held_since_answers_the_event(session: Session, actor: Actor, plan: PlanView) -> None:
    persons = (plan.person_id or 0,)
    for town in ("Musterlingen", "Neustadt"):
        move(session, actor, persons, AddressRow(town=town, since=LATER))
    assert len(proposed(session, plan)) == 1
    review_id = start_review(session, actor, plan.id).made or 0
    assert proposed(session, plan) == ()
    discard_review(session, actor, review_id)
    assert len(proposed(session, plan)) == 1


def test_what_is_dated_in_the_future_has_not_happened(session: Session, actor: Actor, plan: PlanView) -> None:
    for since in (SIGNED, today() + dt.timedelta(days=3)):
        move(session, actor, (plan.person_id or 0,), AddressRow(town="Neustadt", since=since))
    assert proposed(session, plan) == ()


def other_case(session: Session, actor: Actor) -> int:
    return open_person_case(session, actor, new_person(session, actor, "Omar")).made or 0
