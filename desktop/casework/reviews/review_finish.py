"""Finishing a review: marks on the Fassung, the next Fassung with what goes on; all of it in one transaction."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.orm import Session

from desktop.casework.assessments.assessments import finish_assessment
from desktop.casework.changes import Changes
from desktop.casework.gate import change
from desktop.casework.plans.plan_life import close_plan, next_version
from desktop.casework.plans.plan_rows import GoalRow, MeasureRow
from desktop.casework.plans.plan_views import require_version
from desktop.casework.reviews.review_rows import ReviewGoalRow, ReviewRow, ReviewStepRow
from desktop.casework.reviews.review_views import review_view
from desktop.casework.reviews.reviews import check_reviewable, require_open, touched_by
from desktop.casework.rights import Actor, Right
from desktop.clock import now
from desktop.errors import CaseworkError
from desktop.records.assessments import Assessment
from desktop.records.plans import PlanEvent, PlanVersion
from desktop.records.reviews import Review


@change(Right.EDIT_CASE, record="review.finish")
def finish_review(session: Session, actor: Actor, review_id: int) -> Changes:
    """The Fassung gets its marks, the next one starts as a draft with what is still open. `made` is its id.

    Raises CaseworkError naming the first thing that is missing; nothing is saved then.
    """
    review = require_open(session, review_id)
    changes = _mark(session, actor, review)
    made = next_version(session, actor, review.version_id)
    draft = require_version(session, made.made or 0)
    draft.participants, draft.next_review_on = list(review.participants), review.next_review_on
    review.new_version_id = draft.id
    return changes | made


@change(Right.EDIT_CASE, record="review.finish_and_close")
def finish_review_and_close(session: Session, actor: Actor, review_id: int) -> Changes:
    """The Fassung gets its marks and the plan is over. Raises CaseworkError like `finish_review`."""
    review = require_open(session, review_id)
    return _mark(session, actor, review) | close_plan(session, actor, review.version_id)


def _mark(session: Session, actor: Actor, review: Review) -> Changes:
    version = require_version(session, review.version_id)
    check_reviewable(version)
    row = review_view(session, actor, review.id)
    if row.lacks:
        lack = row.lacks[0]
        raise CaseworkError(lack.text, field=lack.field)
    session.add_all(_events(actor, version, row))
    changes = touched_by(review, version) | _close_result_page(session, actor, review)
    review.finished_at = now()
    session.flush()
    return changes


def _events(actor: Actor, version: PlanVersion, row: ReviewRow) -> Iterator[PlanEvent]:
    """Only what the review changed becomes an event; what was marked before stands."""
    for goal in row.goals:
        for kind, value, note in _marks_of_goal(goal.goal, goal):
            yield _event(actor, version, row, kind, value, note, goal_id=goal.goal.id)
        for step in goal.steps:
            for kind, value, note, obstacle in _marks_of_step(step.step, step):
                yield _event(actor, version, row, kind, value, note, measure_id=step.step.id, obstacle=obstacle)


def _marks_of_goal(goal: GoalRow, row: ReviewGoalRow) -> Iterator[tuple[str, object, str]]:
    result = row.result
    if result.status is not None and result.status is not goal.status:
        yield "status", result.status.value, result.note
    if result.value_now is not None and result.value_now != goal.value_now:
        yield "value", result.value_now, ""


def _marks_of_step(step: MeasureRow, row: ReviewStepRow) -> Iterator[tuple[str, object, str, str]]:
    result = row.result
    if result is None:
        return
    obstacle = result.obstacle.value if result.obstacle else ""
    if result.result is not step.status or result.note or obstacle:
        yield "status", result.result.value, result.note, obstacle
    if result.new_due_on is not None and result.new_due_on != step.due_on:
        yield "due", result.new_due_on.isoformat(), "", obstacle


def _event(
    actor: Actor, version: PlanVersion, row: ReviewRow, kind: str, value: object, note: str, *,
    goal_id: int | None = None, measure_id: int | None = None, obstacle: str = "",
) -> PlanEvent:  # fmt: skip
    return PlanEvent(
        version_id=version.id, goal_id=goal_id, measure_id=measure_id, kind=kind, value=value, note=note,
        obstacle=obstacle, on_date=row.header.held_on, created_by=actor.user_id,
    )  # fmt: skip


def _close_result_page(session: Session, actor: Actor, review: Review) -> Changes:
    """The talk is over; an assessment that goes on beyond the result page stays open, an empty one goes."""
    page = session.get(Assessment, review.assessment_id) if review.assessment_id else None
    if page is None or page.finished_on is not None:
        return Changes()
    if not page.ratings and not page.answers:
        review.assessment_id = None
        session.delete(page)
        return Changes()
    return finish_assessment(session, actor, page.id, in_review=True)
