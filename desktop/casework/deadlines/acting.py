"""What can be done with a line of „Heute“: the same three things whether it is a rule's date, a plan's step or a task.

A step of a plan is marked in the plan itself, so that the plan and „Heute“ never disagree.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.changes import Changes
from desktop.casework.deadlines.about_cases import STEP
from desktop.casework.deadlines.marks import (
    DueKey,
    MarkRow,
    hand_over,
    mark_done,
    marks_of,
    move_deadline,
    undo_mark,
)
from desktop.casework.gate import change, query
from desktop.casework.plans.plan_progress import move_due, set_measure_status
from desktop.casework.rights import Actor, Right
from desktop.casework.tasks import TaskRow, assign_task, find_task, finish_task, move_task, restore_task
from desktop.clock import today
from desktop.errors import CaseworkError
from desktop.records.plans import Measure, PlanEvent
from desktop.terms import MeasureStatus


@dataclass(frozen=True)
class StepState:
    """How a step of a plan stands."""

    id: int
    status: MeasureStatus
    due_on: dt.date | None


@dataclass(frozen=True)
class DueState:
    """Everything needed to put a line back as it was."""

    marks: tuple[MarkRow, ...] = ()
    task: TaskRow | None = None
    steps: tuple[StepState, ...] = ()


@query(Right.SEE_DUE)
def due_state(session: Session, actor: Actor, key: DueKey) -> DueState:
    """How the line stands now; to be kept before it is changed."""
    if not key.rule:
        return DueState(task=find_task(session, actor, key.subjects[0]))
    steps = tuple(_step(session, id_) for id_ in key.subjects) if key.rule == STEP else ()
    return DueState(marks_of(session, actor, key), steps=steps)


@change(Right.ACT_ON_DUE, record="due.finish")
def finish_due(session: Session, actor: Actor, key: DueKey) -> Changes:
    """It is done: the task, the step in its plan, or the date of the rule."""
    if not key.rule:
        return finish_task(session, actor, key.subjects[0])
    if key.rule == STEP:
        return _of_each(set_measure_status(session, actor, id_, MeasureStatus.DONE) for id_ in key.subjects)
    return mark_done(session, actor, key)


@change(Right.ACT_ON_DUE, record="due.move")
def move_line(session: Session, actor: Actor, key: DueKey, to: dt.date, reason: str) -> Changes:
    """Another day to come, with its reason."""
    if to <= today():
        raise CaseworkError("Bitte einen Tag in der Zukunft wählen.", field="to")
    if not key.rule:
        return move_task(session, actor, key.subjects[0], to, reason)
    if key.rule == STEP:
        return _of_each(move_due(session, actor, id_, to) for id_ in key.subjects)
    return move_deadline(session, actor, key, to, reason)


@change(Right.ACT_ON_DUE, record="due.hand_over")
def hand_over_line(session: Session, actor: Actor, key: DueKey, user_id: int, note: str = "") -> Changes:
    """Somebody else of the office does it."""
    if not key.rule:
        return assign_task(session, actor, key.subjects[0], user_id)
    return hand_over(session, actor, key, user_id, note)


@change(Right.ACT_ON_DUE, record="due.restore")
def restore_due(session: Session, actor: Actor, key: DueKey, before: DueState) -> Changes:
    """Put the line back as `due_state` found it."""
    if before.task is not None:
        return restore_task(session, actor, before.task)
    changes = undo_mark(session, actor, key, before.marks)
    for step in before.steps:
        now = _step(session, step.id)
        if now.status is not step.status:
            changes |= set_measure_status(session, actor, step.id, step.status)
        if step.due_on is not None and now.due_on != step.due_on:
            changes |= move_due(session, actor, step.id, step.due_on)
    return changes


def _of_each(changes: Iterable[Changes]) -> Changes:
    whole = Changes()
    for one in changes:
        whole |= one
    return whole


def _step(session: Session, measure_id: int) -> StepState:
    measure = session.get(Measure, measure_id)
    if measure is None:
        raise CaseworkError("Diesen Schritt gibt es nicht mehr.")
    events = session.scalars(select(PlanEvent).where(PlanEvent.measure_id == measure_id).order_by(PlanEvent.id))
    last = {event.kind: event.value for event in events}
    due = last.get("due")
    day = dt.date.fromisoformat(due) if isinstance(due, str) else measure.due_on
    return StepState(measure_id, MeasureStatus(last.get("status", MeasureStatus.OPEN.value)), day)
