"""What happens to a Fassung in force: done marks, values, moved days, obstacles; a history beside the frozen text."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from desktop.casework.changes import Changes, Kind
from desktop.casework.gate import change
from desktop.casework.plain_text import short_lines, some_lines
from desktop.casework.plans.plan_views import require_version
from desktop.casework.rights import Actor, Right
from desktop.clock import today
from desktop.errors import CaseworkError
from desktop.records.plans import Goal, Measure, PlanEvent, PlanVersion
from desktop.terms import GoalStatus, MeasureStatus, Obstacle, PlanState


@change(Right.EDIT_CASE, record="measure.status")
def set_measure_status(
    session: Session, actor: Actor, measure_id: int, status: MeasureStatus, on_date: dt.date | None = None,
    note: str = "", obstacle: Obstacle | None = None,
) -> Changes:
    """Mark a step as done, begun, impossible … from a day on (today unless given)."""
    measure = _require(session.get(Measure, measure_id))
    version = _in_force(session, measure.goal.version_id)
    day = on_date or today()
    if day > today():
        raise CaseworkError("Dieser Tag liegt in der Zukunft.", field="on_date")
    event = _event(actor, version, "status", status.value, day, note)
    event.measure_id, event.obstacle = measure_id, obstacle.value if obstacle else ""
    session.add(event)
    return _touched(version)


@change(Right.EDIT_CASE, record="measure.due")
def move_due(
    session: Session, actor: Actor, measure_id: int, due_on: dt.date, obstacle: Obstacle | None = None
) -> Changes:
    """A step gets another day; the agreed one stays on the frozen text."""
    measure = _require(session.get(Measure, measure_id))
    version = _in_force(session, measure.goal.version_id)
    event = _event(actor, version, "due", due_on.isoformat(), today(), "")
    event.measure_id, event.obstacle = measure_id, obstacle.value if obstacle else ""
    session.add(event)
    return _touched(version)


@change(Right.EDIT_CASE, record="goal.value")
def set_goal_value(session: Session, actor: Actor, goal_id: int, value: int) -> Changes:
    """How far the goal is reached today, 0–10."""
    if not 0 <= value <= 10:
        raise CaseworkError("Werte gehen von 0 bis 10.", field="value")
    return _goal_event(session, actor, goal_id, "value", value, "")


@change(Right.EDIT_CASE, record="goal.status")
def set_goal_status(session: Session, actor: Actor, goal_id: int, status: GoalStatus, reason: str = "") -> Changes:
    """Reached, partly reached, postponed, given up; the last two need their reason."""
    if status in (GoalStatus.POSTPONED, GoalStatus.GIVEN_UP) and not some_lines(reason):
        raise CaseworkError("Bitte kurz begründen.", field="reason")
    return _goal_event(session, actor, goal_id, "status", status.value, reason)


def _goal_event(session: Session, actor: Actor, goal_id: int, kind: str, value: object, note: str) -> Changes:
    goal = session.get(Goal, goal_id)
    if goal is None:
        raise CaseworkError("Dieses Ziel gibt es nicht mehr.")
    version = _in_force(session, goal.version_id)
    event = _event(actor, version, kind, value, today(), note)
    event.goal_id = goal_id
    session.add(event)
    return _touched(version)


def _event(actor: Actor, version: PlanVersion, kind: str, value: object, day: dt.date, note: str) -> PlanEvent:
    return PlanEvent(
        version_id=version.id, kind=kind, value=value, on_date=day, note=short_lines(note, "note"),
        created_by=actor.user_id,
    )


def _in_force(session: Session, version_id: int) -> PlanVersion:
    version = require_version(session, version_id)
    if version.state is not PlanState.IN_FORCE:
        raise CaseworkError("Fortschritte werden eingetragen, sobald die Fassung in Kraft ist.")
    return version


def _require(measure: Measure | None) -> Measure:
    if measure is None:
        raise CaseworkError("Diesen Schritt gibt es nicht mehr.")
    return measure


def _touched(version: PlanVersion) -> Changes:
    return Changes.of((Kind.PLAN, version.id), (Kind.CASE, version.plan.case_id))
