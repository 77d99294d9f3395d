"""Review, comparison and course of a plan, for the walk, the pictures and the tests."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from desktop.casework.assessments.assessment_rows import Rating
from desktop.casework.assessments.results import save_rating
from desktop.casework.plans.plan_rows import PlanView
from desktop.casework.reviews.review_finish import finish_review
from desktop.casework.reviews.review_rows import GoalResult, StepResult
from desktop.casework.reviews.review_views import review_view
from desktop.casework.reviews.reviews import record_goal, record_step, save_review, start_review
from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.terms import GoalStatus, MeasureStatus, Need
from desktop.views.places import Places
from desktop.views.reviews.changes_page import ChangesPage
from desktop.views.reviews.review_page import ReviewPage
from tests.casework.reviews.review_cases import plan_in_force


class Offers(Protocol):
    """What the pages are made from; the stage of the walk has it."""

    work: Work
    drafts: Drafts
    places: Places


def at_review(stage: Offers) -> ReviewPage:
    """A review just begun: three goals with six steps."""
    page = ReviewPage(stage.work, stage.drafts, stage.places)
    plan = reviewed_plan(stage.work)
    page.show_target(plan.case_id, plan.id)
    return page


def half_way(stage: Offers) -> ReviewPage:
    """Some results are in: a step moved, a goal given up without its reason; the scale is being described."""
    page = at_review(stage)
    card = page.cards[0]
    card.steps[0].result.pick(MeasureStatus.DONE)
    card.steps[1].result.pick(MeasureStatus.MOVED)
    card.value.pick(5)
    page.cards[1].status.pick(GoalStatus.GIVEN_UP)
    card.describe.click()
    return page


def at_needs(stage: Offers) -> ReviewPage:
    """Needs and resources are being filled again."""
    page = at_review(stage)
    page.tabs.choose("needs")
    return page


def at_outcome(stage: Offers) -> ReviewPage:
    """What the review leads to, and what it still lacks."""
    page = half_way(stage)
    page.tabs.choose("outcome")
    return page


def reviewed_plan(work: Work) -> PlanView:
    """A plan in force since three months."""
    with work.store.session() as session:
        return plan_in_force(session, work.actor)


def second_fassung(work: Work) -> tuple[PlanView, int]:
    """The first Fassung and the draft its review led to."""
    plan = reviewed_plan(work)
    with work.store.session() as session:
        actor = work.actor
        review = start_review(session, actor, plan.id).made or 0
        language, flat, _ = plan.goals
        record_step(session, actor, review, language.measures[0].id, StepResult(MeasureStatus.DONE))
        record_goal(session, actor, review, language.id, GoalResult(value_now=5, self_rating=4, attainment=0))
        record_goal(session, actor, review, flat.id, GoalResult(GoalStatus.REACHED, 8, 5, 1))
        row = review_view(session, actor, review)
        assert row.ratings is not None
        for area, need in (("wohnen", Need.LOW), ("arbeit", Need.ACUTE)):
            save_rating(session, actor, row.ratings.assessment.id, plan.person_id, area, Rating(need, 2))
        save_review(session, actor, review, replace(row.header, reason="Es geht gut voran."), row.row_version)
        return plan, finish_review(session, actor, review).made or 0


def at_changes(stage: Offers) -> ChangesPage:
    """Two Fassungen compared, with the course of goals, index and needs."""
    plan, draft = second_fassung(stage.work)
    page = ChangesPage(stage.work, stage.places)
    page.show_target(plan.case_id, plan.plan_id, plan.id, draft)
    return page
