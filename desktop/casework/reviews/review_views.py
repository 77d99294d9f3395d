"""Reading reviews: one as its page needs it, and those of a case."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.assessments.results import load_result
from desktop.casework.assessments.subjects import subject_rows
from desktop.casework.cases.cases import require_case
from desktop.casework.forms.assessment import ASSESSMENT
from desktop.casework.forms.assessment.living import INDEPENDENCE
from desktop.casework.forms.definition import Who
from desktop.casework.gate import query
from desktop.casework.plans.plan_rows import GoalRow
from desktop.casework.plans.plan_views import require_version, view_of
from desktop.casework.reviews.goal_scales import levels_of, proposed_levels
from desktop.casework.reviews.review_outcome import lacks_of, outcome_of
from desktop.casework.reviews.review_rows import (
    GoalResult,
    LevelRow,
    ReviewBrief,
    ReviewGoalRow,
    ReviewHeader,
    ReviewRow,
    ReviewStepRow,
    ScaleRow,
    StepResult,
)
from desktop.casework.reviews.reviews import require_review
from desktop.casework.rights import Actor, Right
from desktop.records.assessments import Answer, Assessment
from desktop.records.plans import Goal, Plan, PlanVersion
from desktop.records.reviews import Review, ReviewGoal, ReviewMeasure
from desktop.terms import Obstacle


@query(Right.READ_CASE)
def review_view(session: Session, actor: Actor, review_id: int) -> ReviewRow:
    """One review with its Fassung's goals and steps, the result page of today and the values before."""
    review = require_review(session, review_id)
    version = require_version(session, review.version_id)
    view = view_of(session, version)
    header = header_of_review(review)
    goals = _goal_rows(session, review, view.goals)
    subject_id = _subject_id(session, version)
    has_page = review.assessment_id is not None
    ratings = load_result(session, actor, review.assessment_id or 0, subject_id) if has_page else None
    scales: tuple[ScaleRow, ...] = ()
    if ratings is not None and subject_id is not None and Who.ADULT in ratings.subject.roles:
        scales = _scales(session, ratings.assessment.id, subject_id)
    return ReviewRow(
        review.id, version.id, version.plan_id, version.plan.case_id, version.version, view.person_name, header, goals,
        ratings, scales, version.valid_from, lacks_of(header, goals), outcome_of(goals, ratings), review.row_version,
        review.finished_at is not None, review.new_version_id,
    )  # fmt: skip


@query(Right.READ_CASE)
def list_reviews(session: Session, actor: Actor, case_id: int) -> tuple[ReviewBrief, ...]:
    """Reviews of a case, newest first; an open one is a draft to go on with."""
    asked = (
        select(Review, PlanVersion).join(PlanVersion, PlanVersion.id == Review.version_id)
        .join(Plan, Plan.id == PlanVersion.plan_id).where(Plan.case_id == case_id)
        .order_by(Review.held_on.desc(), Review.id.desc())
    )  # fmt: skip
    return tuple(
        ReviewBrief(row.id, row.version_id, version.plan_id, version.version, version.state, row.held_on, row.reason,
                    row.finished_at is not None, row.new_version_id)
        for row, version in session.execute(asked)
    )  # fmt: skip


def header_of_review(review: Review) -> ReviewHeader:
    return ReviewHeader(review.held_on, tuple(review.participants), review.reason, review.next_review_on)


def goal_result(row: ReviewGoal) -> GoalResult:
    return GoalResult(row.status, row.value_now, row.self_rating, row.attainment, row.note)


def step_result(row: ReviewMeasure) -> StepResult:
    return StepResult(row.result, Obstacle(row.obstacle) if row.obstacle else None, row.note, row.new_due_on)


def _goal_rows(session: Session, review: Review, goals: tuple[GoalRow, ...]) -> tuple[ReviewGoalRow, ...]:
    results = {row.goal_id: goal_result(row) for row in review.goals}
    steps = {row.measure_id: step_result(row) for row in review.measures}
    levels = levels_of(session, [goal.id for goal in goals])
    return tuple(
        _goal_row(session, review, goal, results.get(goal.id, GoalResult()), levels.get(goal.id, ()), steps)
        for goal in goals
    )


def _goal_row(
    session: Session, review: Review, goal: GoalRow, result: GoalResult, levels: tuple[LevelRow, ...],
    steps: dict[int, StepResult],
) -> ReviewGoalRow:
    before, before_on = _before(session, review, goal.id)
    rows = tuple(ReviewStepRow(step, steps.get(step.id)) for step in goal.measures)
    return ReviewGoalRow(goal, result, before, before_on, levels, proposed_levels(goal.content), rows)


def _before(session: Session, review: Review, goal_id: int) -> tuple[GoalResult, dt.date | None]:
    """What the last finished review said of this goal, or of the one it was carried from."""
    asked = (
        select(ReviewGoal, Review.held_on).join(Review, Review.id == ReviewGoal.review_id)
        .where(ReviewGoal.goal_id.in_(former_goal_ids(session, goal_id)), Review.finished_at.is_not(None))
        .where(Review.id != review.id).order_by(Review.held_on.desc(), Review.id.desc()).limit(1)
    )  # fmt: skip
    found = session.execute(asked).first()
    return (goal_result(found[0]), found[1]) if found else (GoalResult(), None)


def former_goal_ids(session: Session, goal_id: int) -> list[int]:
    """Inside a use case: the goal and those it was carried from, newest first."""
    ids: list[int] = []
    goal = session.get(Goal, goal_id)
    while goal is not None and goal.id not in ids:
        ids.append(goal.id)
        goal = session.get(Goal, goal.previous_goal_id) if goal.previous_goal_id else None
    return ids


def _subject_id(session: Session, version: PlanVersion) -> int | None:
    """Whose result page belongs to the plan: the person's, the family's; in the file of one person always theirs."""
    if version.plan.person_id is not None:
        return version.plan.person_id
    rows = subject_rows(session, require_case(session, version.plan.case_id))
    family = any(row.person_id is None for row in rows)
    return None if family or not rows else rows[0].person_id


def _scales(session: Session, assessment_id: int, person_id: int) -> tuple[ScaleRow, ...]:
    labels = {question.key: question.text for question in ASSESSMENT.questions}
    asked = (
        select(Answer.key, Answer.value, Answer.as_of, Answer.assessment_id).join(
            Assessment, Assessment.id == Answer.assessment_id
        )
        .where(Answer.person_id == person_id, Answer.key.in_(INDEPENDENCE), Answer.skip.is_(None))
        .where(Assessment.id <= assessment_id).order_by(Assessment.id)
    )  # fmt: skip
    now: dict[str, int] = {}
    before: dict[str, tuple[int, dt.date]] = {}
    for key, value, as_of, of_assessment in session.execute(asked):
        if of_assessment == assessment_id:
            now[key] = value
        elif value is not None:
            before[key] = value, as_of
    return tuple(
        ScaleRow(key, labels[key], now.get(key), *before.get(key, (None, None))) for key in INDEPENDENCE
    )
