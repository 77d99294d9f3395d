"""The review of a plan (Überprüfung): begun, filled in click by click, thrown away. Finishing is in `review_finish.py`.

Everything entered is stored at once, so a review is a draft until it is finished and survives lock and power cut.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.assessments.assessments import finish_assessment, start_assessment
from desktop.casework.changes import Changes, Kind
from desktop.casework.gate import change
from desktop.casework.office import office_settings
from desktop.casework.plain_text import short_line, short_lines
from desktop.casework.plans.plan_views import require_version
from desktop.casework.reviews.review_rows import GoalResult, ReviewHeader, StepResult
from desktop.casework.reviews.review_rules import next_review_day
from desktop.casework.rights import Actor, Right
from desktop.clock import german_date, today
from desktop.errors import CaseworkError, ChangedMeanwhileError
from desktop.records.assessments import Assessment
from desktop.records.plans import Goal, Measure, PlanVersion
from desktop.records.reviews import Review, ReviewGoal, ReviewMeasure
from desktop.terms import AssessmentKind, PlanState

LONGEST_NOTE, LONGEST_NAME = 2000, 200
_RANGES = {"value_now": (0, 10), "self_rating": (1, 5), "attainment": (-2, 2)}


@change(Right.EDIT_CASE, record="review.start")
def start_review(session: Session, actor: Actor, version_id: int, held_on: dt.date | None = None) -> Changes:
    """Begin to review a Fassung in force, with a result page to fill again. `made` is the review's id.

    Raises CaseworkError for a Fassung that is not in force, when its next Fassung exists already, when a review of it
    is open, and for a day in the future or before the Fassung.
    """
    version = require_version(session, version_id)
    check_reviewable(version)
    running = session.scalar(select(Review).where(Review.version_id == version_id, Review.finished_at.is_(None)))
    if running is not None:
        day = german_date(running.held_on)
        raise CaseworkError(f"Die Überprüfung vom {day} ist noch offen. Bitte darin weiterarbeiten oder sie verwerfen.")
    held = held_on or today()
    _check_day(version, held)
    first = version.plan.versions[0].valid_from
    review = Review(
        version_id=version_id, held_on=held, participants=list(version.participants), created_by=actor.user_id,
        next_review_on=next_review_day(office_settings(session, actor), first, held),
        assessment_id=_result_page(session, actor, version, held),
    )  # fmt: skip
    session.add(review)
    session.flush()
    return touched_by(review, version, made=review.id)


@change(Right.EDIT_CASE, record="review.save")
def save_review(session: Session, actor: Actor, review_id: int, header: ReviewHeader, row_version: int) -> Changes:
    """Change day, participants, reason, next review. An unfinished reason is kept as it is.

    The proposed next review moves along with the day as long as nobody chose another one.
    """
    review = require_open(session, review_id)
    if review.row_version != row_version:
        raise ChangedMeanwhileError("Diese Überprüfung wurde inzwischen geändert. Bitte neu laden und noch einmal "
                                    "eintragen.")  # fmt: skip
    version = require_version(session, review.version_id)
    _check_day(version, header.held_on)
    reason = short_lines(header.reason, "reason", LONGEST_NOTE)
    participants = [short_line(name, "participants", LONGEST_NAME) for name in header.participants]
    office, first = office_settings(session, actor), version.plan.versions[0].valid_from
    proposed = review.next_review_on == next_review_day(office, first, review.held_on)
    moved = header.held_on != review.held_on and proposed and header.next_review_on == review.next_review_on
    review.next_review_on = next_review_day(office, first, header.held_on) if moved else header.next_review_on
    review.participants = [name for name in participants if name]
    review.held_on, review.reason = header.held_on, reason
    _move_result_page(session, review)
    session.flush()
    return _touched(review)


@change(Right.EDIT_CASE, record="review.step")
def record_step(
    session: Session, actor: Actor, review_id: int, measure_id: int, result: StepResult | None
) -> Changes:
    """Say what came of a step; None takes it back."""
    review = require_open(session, review_id)
    measure = session.get(Measure, measure_id)
    if measure is None or measure.goal.version_id != review.version_id:
        raise CaseworkError("Dieser Schritt gehört nicht zu dieser Fassung.")
    entry = next((row for row in review.measures if row.measure_id == measure_id), None)
    if result is None:
        if entry is not None:
            review.measures.remove(entry)
        return _touched(review)
    if result.new_due_on is not None and result.new_due_on < review.held_on:
        raise CaseworkError("Die neue Frist liegt vor der Überprüfung.", field="new_due_on")
    note = short_lines(result.note, "note", LONGEST_NOTE)
    if entry is None:
        entry = ReviewMeasure(measure_id=measure_id)
        review.measures.append(entry)
    entry.result, entry.note, entry.new_due_on = result.result, note, result.new_due_on
    entry.obstacle = result.obstacle.value if result.obstacle else ""
    session.flush()
    return _touched(review)


@change(Right.EDIT_CASE, record="review.goal")
def record_goal(session: Session, actor: Actor, review_id: int, goal_id: int, result: GoalResult) -> Changes:
    """Say where a goal stands; an empty result takes it back."""
    review = require_open(session, review_id)
    goal = session.get(Goal, goal_id)
    if goal is None or goal.version_id != review.version_id:
        raise CaseworkError("Dieses Ziel gehört nicht zu dieser Fassung.")
    _check_goal_result(result)
    result = replace(result, note=short_lines(result.note, "note", LONGEST_NOTE))
    entry = next((row for row in review.goals if row.goal_id == goal_id), None)
    if result.is_empty:
        if entry is not None:
            review.goals.remove(entry)
        return _touched(review)
    if entry is None:
        entry = ReviewGoal(goal_id=goal_id)
        review.goals.append(entry)
    entry.status, entry.value_now, entry.self_rating = result.status, result.value_now, result.self_rating
    entry.attainment, entry.note = result.attainment, result.note
    session.flush()
    return _touched(review)


@change(Right.EDIT_CASE, record="review.discard")
def discard_review(session: Session, actor: Actor, review_id: int) -> Changes:
    """Throw an unfinished review away. A result page on which something was entered stays, an empty one goes too."""
    review = require_open(session, review_id)
    version = require_version(session, review.version_id)
    changes = touched_by(review, version)
    page = session.get(Assessment, review.assessment_id) if review.assessment_id else None
    session.delete(review)
    session.flush()
    if page is not None and page.finished_on is None and not page.answers and not page.ratings:
        session.delete(page)
        changes |= Changes.of((Kind.ASSESSMENT, page.id))
    return changes


def require_review(session: Session, review_id: int) -> Review:
    """The review, or a CaseworkError when it is gone."""
    review = session.get(Review, review_id)
    if review is None:
        raise CaseworkError("Diese Überprüfung gibt es nicht mehr.")
    return review


def require_open(session: Session, review_id: int) -> Review:
    """The review, if it may still change; raises CaseworkError otherwise."""
    review = require_review(session, review_id)
    if review.finished_at is not None:
        raise CaseworkError("Diese Überprüfung ist abgeschlossen und bleibt, wie sie ist.")
    return review


def check_reviewable(version: PlanVersion) -> None:
    """Raises CaseworkError unless the Fassung is in force and no next one is under way."""
    if version.state is not PlanState.IN_FORCE:
        raise CaseworkError(
            f"Überprüft wird die Fassung, die in Kraft ist; diese ist „{version.state.label}“."
        )
    if any(other.state in (PlanState.DRAFT, PlanState.AGREEING) for other in version.plan.versions):
        raise CaseworkError("Es gibt schon einen Entwurf der nächsten Fassung. Bitte zuerst diesen abschließen oder "
                            "verwerfen.")  # fmt: skip


def touched_by(review: Review, version: PlanVersion, made: int | None = None) -> Changes:
    """What a step in a review's life touches: the review, its Fassung and the case."""
    return Changes.of((Kind.REVIEW, review.id), (Kind.PLAN, version.id), (Kind.CASE, version.plan.case_id), made=made)


def _result_page(session: Session, actor: Actor, version: PlanVersion, held_on: dt.date) -> int | None:
    """An assessment for the needs and resources of today.

    One that is open since before the Fassung is what the plan was made from: it is finished, so that its values become
    the ones before. A newer open one goes on.
    """
    case_id = version.plan.case_id
    running = session.scalar(
        select(Assessment).where(Assessment.case_id == case_id, Assessment.finished_on.is_(None)).limit(1)
    )
    if running is not None and running.started_on > (version.valid_from or held_on):
        return running.id
    if running is not None:
        finish_assessment(session, actor, running.id, in_review=True)
    return start_assessment(session, actor, case_id, AssessmentKind.SHORT, held_on).made


def _move_result_page(session: Session, review: Review) -> None:
    """The result page bears the day of the talk it was filled in at."""
    page = session.get(Assessment, review.assessment_id) if review.assessment_id else None
    if page is not None and page.finished_on is None and page.kind is AssessmentKind.SHORT and not page.answers:
        page.started_on = review.held_on


def _check_day(version: PlanVersion, held_on: dt.date) -> None:
    if held_on > today():
        raise CaseworkError("Eine Überprüfung kann nicht in der Zukunft liegen.", field="held_on")
    if version.valid_from is not None and held_on < version.valid_from:
        since = german_date(version.valid_from)
        raise CaseworkError(f"Die Überprüfung liegt vor dem Beginn der Fassung ({since}).", field="held_on")


def _check_goal_result(result: GoalResult) -> None:
    for name, (lowest, highest) in _RANGES.items():
        value = getattr(result, name)
        if value is not None and not lowest <= value <= highest:
            words = f"Bitte einen Wert von {lowest} bis {highest} wählen.".replace("-", "−")
            raise CaseworkError(words, field=name)


def _touched(review: Review) -> Changes:
    """While it is filled in, nobody but the review's own page has to read again."""
    return Changes.of((Kind.REVIEW, review.id))
