"""The plan beside a talk: its open steps, and marking them so that the mark *is* the note (domain 4.1, peers 10)."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.cases.cases import require_case
from desktop.casework.changes import Changes
from desktop.casework.gate import change, query
from desktop.casework.plain_text import LONGEST_SENTENCE, short_line
from desktop.casework.plans.plan_life import add_supplement
from desktop.casework.plans.plan_progress import move_due, set_measure_status
from desktop.casework.plans.plan_rows import GoalRow, MeasureRow, PlanView
from desktop.casework.plans.plan_views import view_of
from desktop.casework.rights import Actor, Right
from desktop.casework.talks.talk_follow_ups import add_follow_up
from desktop.casework.talks.talk_rows import FollowUp, GoalBrief, OpenStepRow, StepAdded, StepMarks
from desktop.clock import german_date, today
from desktop.errors import CaseworkError
from desktop.records.plans import Goal, Measure, Plan, PlanEvent, PlanVersion
from desktop.records.talks import Talk, TalkEvent
from desktop.terms import MeasureStatus, PlanState

OVER = frozenset({MeasureStatus.DONE, MeasureStatus.DROPPED, MeasureStatus.IMPOSSIBLE})
ADDED = "added"
"""Kind of the event of a goal that got a new step as a Ergänzung."""


@change(Right.EDIT_CASE, record="talk.steps")
def mark_steps(session: Session, actor: Actor, talk_id: int, marks: StepMarks) -> Changes:
    """Tick steps off, move their days, add new ones, and link all of it to the talk."""
    talk = session.get(Talk, talk_id)
    if talk is None:
        raise CaseworkError("Dieses Gespräch gibt es nicht mehr.")
    _check_own(session, talk, marks)
    before = _last_event(session)
    changes = Changes()
    for done in marks.done:
        changes |= set_measure_status(session, actor, done.measure_id, done.status, talk.held_on, done.note)
    for moved in marks.moved:
        changes |= move_due(session, actor, moved.measure_id, moved.due_on, moved.obstacle)
    for added in marks.added:
        changes |= _add(session, actor, talk, added)
    session.flush()
    fresh = session.scalars(select(PlanEvent.id).where(PlanEvent.id > before))
    talk.events.extend(TalkEvent(plan_event_id=event_id) for event_id in fresh.all())
    return changes


@query(Right.READ_CASE)
def open_steps(session: Session, actor: Actor, case_id: int) -> tuple[OpenStepRow, ...]:
    """Steps of the case's Fassungen in force that are not over, overdue ones first."""
    require_case(session, case_id)
    rows = [
        _step(goal, step) for view in _in_force(session, case_id) for goal in view.goals for step in goal.measures
        if step.status not in OVER
    ]  # fmt: skip
    return tuple(sorted(rows, key=lambda row: (row.due_on is None, row.due_on or today())))


@query(Right.READ_CASE)
def goals_in_force(session: Session, actor: Actor, case_id: int) -> tuple[GoalBrief, ...]:
    """Goals a new step can be agreed for."""
    require_case(session, case_id)
    return tuple(
        GoalBrief(goal.id, goal.content.text, goal.person_name)
        for view in _in_force(session, case_id) for goal in view.goals
    )  # fmt: skip


def words_of_events(session: Session, event_ids: Collection[int]) -> dict[int, str]:
    """Inside a use case: what happened to the plan, by event: „erledigt: Ich mache einen Einstufungstest.“"""
    asked = (
        select(PlanEvent, Measure.text).outerjoin(Measure, Measure.id == PlanEvent.measure_id)
        .where(PlanEvent.id.in_(event_ids)).order_by(PlanEvent.id)
    )  # fmt: skip
    return {event.id: _words(event, text or "") for event, text in session.execute(asked)}


def _words(event: PlanEvent, text: str) -> str:
    if event.kind == ADDED:
        return f"neuer Schritt: {event.value}"
    if event.kind == "due":
        year, month, day = str(event.value).split("-")
        return f"neue Frist {day}.{month}.{year}: {text}"
    note = f" – {event.note}" if event.note else ""
    return f"{MeasureStatus(event.value).label}: {text}{note}"


def _add(session: Session, actor: Actor, talk: Talk, added: StepAdded) -> Changes:
    """The text of a Fassung in force is frozen: a new step is a Ergänzung to it, its day a task."""
    goal, text = session.get(Goal, added.goal_id), short_line(added.text, "step", LONGEST_SENTENCE)
    if goal is None:
        raise CaseworkError("Dieses Ziel gibt es nicht mehr.")
    if not text:
        raise CaseworkError("Bitte den neuen Schritt aufschreiben.", field="step")
    until = f" (bis {german_date(added.due_on)})" if added.due_on else ""
    changes = add_supplement(session, actor, goal.version_id, f"Neuer Schritt zu „{goal.text}“: {text}{until}")
    session.add(PlanEvent(version_id=goal.version_id, goal_id=goal.id, kind=ADDED, value=text, on_date=talk.held_on,
                          created_by=actor.user_id))  # fmt: skip
    if added.due_on:
        changes |= add_follow_up(session, actor, talk.id, FollowUp(text, added.due_on))
    return changes


def _check_own(session: Session, talk: Talk, marks: StepMarks) -> None:
    """Steps and goals must be of the talk's cases: a group talk marks nothing of a stranger's plan."""
    measures = {mark.measure_id for mark in marks.done} | {mark.measure_id for mark in marks.moved}
    goals = {mark.goal_id for mark in marks.added}
    asked = select(Plan.case_id, Goal.id, Measure.id).join(PlanVersion, PlanVersion.plan_id == Plan.id)
    asked = asked.join(Goal, Goal.version_id == PlanVersion.id).outerjoin(Measure, Measure.goal_id == Goal.id)
    rows = session.execute(asked.where(Plan.case_id.in_([link.case_id for link in talk.cases]))).all()
    if not (measures <= {row[2] for row in rows} and goals <= {row[1] for row in rows}):
        raise CaseworkError("Dieser Schritt gehört nicht zum Plan dieses Falls.", field="steps")


def _in_force(session: Session, case_id: int) -> list[PlanView]:
    asked = (
        select(PlanVersion).join(Plan, Plan.id == PlanVersion.plan_id)
        .where(Plan.case_id == case_id, PlanVersion.state == PlanState.IN_FORCE).order_by(PlanVersion.id)
    )  # fmt: skip
    return [view_of(session, version) for version in session.scalars(asked)]


def _step(goal: GoalRow, step: MeasureRow) -> OpenStepRow:
    return OpenStepRow(step.id, goal.id, goal.content.text, goal.content.area, step.content.text, step.who_text,
                       step.due_on, step.overdue_on(today()), step.status)  # fmt: skip


def _last_event(session: Session) -> int:
    return session.scalar(select(PlanEvent.id).order_by(PlanEvent.id.desc()).limit(1)) or 0
