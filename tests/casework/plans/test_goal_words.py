"""What a person says to a goal, and the scale it is measured on."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from desktop.casework.plans.plan_life import agree, back_to_draft, close_plan, next_version
from desktop.casework.plans.plan_print import plan_print
from desktop.casework.plans.plan_rows import NewGoal, PlanView
from desktop.casework.plans.plan_views import plan_view
from desktop.casework.reviews.goal_consents import NewGoalConsent, goal_consents, record_goal_consent
from desktop.casework.reviews.goal_scales import levels_of, proposed_levels, save_scale
from desktop.casework.reviews.review_rows import LEVELS, LevelRow
from desktop.casework.reviews.review_views import review_view
from desktop.casework.reviews.reviews import start_review
from desktop.casework.rights import Actor
from desktop.clock import today
from desktop.errors import CaseworkError
from desktop.talk_terms import GoalConsentForm
from tests.casework.reviews.review_cases import new_person, plan_in_force

pytestmark = pytest.mark.usefixtures("fixed_clock")


@pytest.fixture
def plan(session: Session, actor: Actor) -> PlanView:
    return plan_in_force(session, actor)


def said(plan: PlanView, agreed: bool, day: dt.date | None = None) -> NewGoalConsent:
    form = GoalConsentForm.WRITTEN if agreed else GoalConsentForm.SPOKEN
    return NewGoalConsent(plan.person_id or 0, agreed, form, day or today(), "mit Dolmetscherin")


def test_who_agreed_when_and_how_is_kept_with_every_former_word(
    session: Session, actor: Actor, plan: PlanView
) -> None:
    goal_id = plan.goals[0].id
    record_goal_consent(session, actor, goal_id, said(plan, agreed=False, day=dt.date(2026, 11, 1)))
    record_goal_consent(session, actor, goal_id, said(plan, agreed=True))
    (last,) = plan_view(session, actor, plan.id).goals[0].consents
    assert (last.agreed, last.form, last.on_date, last.note) == (
        True, GoalConsentForm.WRITTEN, today(), "mit Dolmetscherin",
    )  # fmt: skip
    assert "Maryam" in last.person_name
    assert [row.agreed for row in goal_consents(session, actor, goal_id)] == [False, True]
    assert not plan_view(session, actor, plan.id).goals[0].refused


def test_a_refused_goal_stays_visible_and_is_not_printed_as_agreed(
    session: Session, actor: Actor, plan: PlanView
) -> None:
    assert len(plan_print(session, actor, plan.id).goals) == 3
    record_goal_consent(session, actor, plan.goals[1].id, said(plan, agreed=False))
    assert [goal.refused for goal in plan_view(session, actor, plan.id).goals] == [False, True, False]
    data = plan_print(session, actor, plan.id)
    assert [goal.id for goal in data.goals] == [plan.goals[0].id, plan.goals[2].id]
    assert (data.refused, data.left_out) == (1, 0)


def test_a_refusal_goes_on_into_the_next_fassung_an_agreement_does_not(
    session: Session, actor: Actor, plan: PlanView
) -> None:
    record_goal_consent(session, actor, plan.goals[0].id, said(plan, agreed=True))
    record_goal_consent(session, actor, plan.goals[1].id, said(plan, agreed=False))
    draft = next_version(session, actor, plan.id).made or 0
    goals = plan_view(session, actor, draft).goals
    assert [(len(goal.consents), goal.refused) for goal in goals] == [(0, False), (1, True), (0, False)]
    record_goal_consent(session, actor, goals[1].id, said(plan, agreed=True))
    assert not plan_view(session, actor, draft).goals[1].refused


def test_a_plan_of_refused_goals_alone_is_no_plan(session: Session, actor: Actor, plan: PlanView) -> None:
    draft = next_version(session, actor, plan.id).made or 0
    goals = plan_view(session, actor, draft).goals
    for goal in goals:
        record_goal_consent(session, actor, goal.id, said(plan, agreed=False))
    with pytest.raises(CaseworkError, match="Alle Ziele sind abgelehnt"):
        agree(session, actor, draft)
    record_goal_consent(session, actor, goals[0].id, said(plan, agreed=True))
    agree(session, actor, draft)
    back_to_draft(session, actor, draft)


def test_nobody_from_elsewhere_no_future_and_no_plan_that_is_over(
    session: Session, actor: Actor, plan: PlanView
) -> None:
    goal_id = plan.goals[0].id
    stranger = NewGoalConsent(new_person(session, actor, "Omar"), True, GoalConsentForm.SPOKEN, today())
    for wrong, words in ((stranger, "gehört nicht"), (said(plan, True, dt.date(2026, 11, 23)), "Zukunft")):
        with pytest.raises(CaseworkError, match=words):
            record_goal_consent(session, actor, goal_id, wrong)
    close_plan(session, actor, plan.id)
    with pytest.raises(CaseworkError, match="gilt nicht mehr"):
        record_goal_consent(session, actor, goal_id, said(plan, agreed=True))
    assert goal_consents(session, actor, goal_id) == ()


def test_the_scale_is_proposed_from_indicator_start_and_target() -> None:
    rows = proposed_levels(NewGoal("arbeit", "Ich finde Arbeit.", indicator="Vertrag", value_start=2, value_target=8))
    assert [row.level for row in rows] == list(LEVELS)
    assert rows[2].text == "Vertrag (Wert 8)."
    assert "Wert 2" in rows[1].text
    assert len({row.text for row in rows}) == 5
    assert proposed_levels(NewGoal("arbeit", "Ich finde Arbeit."))[2].text == "Ich finde Arbeit."


def test_a_described_scale_stands_in_the_review_and_in_the_next_fassung(
    session: Session, actor: Actor, plan: PlanView
) -> None:
    goal_id = plan.goals[0].id
    levels = tuple(LevelRow(level, f"Stufe {level}") for level in LEVELS)
    save_scale(session, actor, goal_id, levels)
    save_scale(session, actor, goal_id, (*levels[:4], LevelRow(2, "  ")))
    review = start_review(session, actor, plan.id).made or 0
    assert [row.level for row in review_view(session, actor, review).goals[0].levels] == [-2, -1, 0, 1]


def test_a_scale_goes_on_with_its_goal(session: Session, actor: Actor, plan: PlanView) -> None:
    save_scale(session, actor, plan.goals[0].id, (LevelRow(0, "B1 bestanden"),))
    draft = next_version(session, actor, plan.id).made or 0
    goal = plan_view(session, actor, draft).goals[0]
    with session.begin():
        from_draft = levels_of(session, [goal.id])
    assert from_draft == {goal.id: (LevelRow(0, "B1 bestanden"),)}


@pytest.mark.parametrize(
    "levels",
    [
        (LevelRow(-1, "weniger"),),
        (LevelRow(0, "a"), LevelRow(0, "b")),
        (LevelRow(0, "a"), LevelRow(3, "b")),
        (LevelRow(0, "x" * 200_000),),
    ],
)
def test_a_scale_without_its_middle_or_with_a_strange_step_is_refused(
    session: Session, actor: Actor, plan: PlanView, levels: tuple[LevelRow, ...]
) -> None:
    with pytest.raises(CaseworkError):
        save_scale(session, actor, plan.goals[0].id, levels)
    with session.begin():
        assert levels_of(session, [plan.goals[0].id]) == {}
