"""Abschluss: what is still open, the end with its reason (domain 1.4), and taking a closed file up again."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.cases.approvals import require_approval
from desktop.casework.cases.case_life import check_since
from desktop.casework.cases.case_moves import CLOSED, OVER, move_to
from desktop.casework.cases.cases import joined_words, put_status, require_case
from desktop.casework.changes import Changes, Kind
from desktop.casework.gate import change, query
from desktop.casework.plain_text import one_line, short_line, short_lines, some_lines
from desktop.casework.plans.plan_rows import GoalRow
from desktop.casework.plans.plan_views import list_plans, plan_view
from desktop.casework.rights import Actor, Right
from desktop.casework.volunteers.case_following import follow_status
from desktop.casework.volunteers.matches.match_closing import (
    end_matches,
    match_end_at_closing,
    match_line,
    open_matches,
)
from desktop.casework.volunteers.needs.need_closing import close_needs, end_at_closing, need_line, open_needs
from desktop.clock import now, today
from desktop.errors import CaseworkError
from desktop.records.appointments import Appointment
from desktop.records.cases import Case
from desktop.records.plans import Plan, PlanVersion
from desktop.records.tasks import Task
from desktop.talk_terms import AppointmentStatus, ApprovalOf, TaskStatus
from desktop.terms import CaseStatus, EndReason, GoalStatus, MeasureStatus, PlanState

_STEPS_OVER = (MeasureStatus.DONE, MeasureStatus.DROPPED, MeasureStatus.IMPOSSIBLE)
_LIVE = (PlanState.DRAFT, PlanState.AGREEING, PlanState.IN_FORCE)
CASE_OVER = "Fall beendet"
"""Outcome of an appointment that was cancelled because its case ended."""
_NEEDS_NAME = {
    EndReason.REGULAR_SERVICE: "Bitte eintragen, welcher Regeldienst übernimmt.",
    EndReason.MOVED: "Bitte eintragen, wohin und ob der Fall dort übergeben wurde.",
}


@dataclass(frozen=True)
class GoalEnd:
    """A goal with its result: start, last and wanted value (0–10) where they are known."""

    text: str
    area: str
    status: GoalStatus
    start: int | None
    now: int | None
    target: int | None


@dataclass(frozen=True)
class OpenEnds:
    """What an Abschluss must know: goals with results, open steps, tasks and appointments, plans not closed yet."""

    goals: tuple[GoalEnd, ...]
    steps: tuple[str, ...]
    tasks: tuple[str, ...]
    appointments: tuple[str, ...]
    plans: tuple[str, ...]
    needs: tuple[str, ...] = ()
    """Somebody of the Ehrenamt is still looked for."""
    matches: tuple[str, ...] = ()
    """Somebody of the Ehrenamt is suggested or accompanies."""


@dataclass(frozen=True)
class Closing:
    """How a case ends. `close_plans` closes every live Fassung; tasks are dropped, appointments cancelled, needs for a
    volunteer closed."""

    ended_on: dt.date
    reason: EndReason
    final_talk: bool
    note: str = ""
    passed_on_to: str = ""
    close_plans: bool = False
    aftercare: bool = False


@query(Right.READ_CASE)
def open_ends(session: Session, actor: Actor, case_id: int) -> OpenEnds:
    """What is still open in a file that is about to end."""
    case = require_case(session, case_id)
    goals, steps = [], []
    live = [brief.version_id for brief in list_plans(session, actor, case_id) if brief.state in _LIVE]
    for version_id in live:
        for goal in plan_view(session, actor, version_id).goals:
            goals.append(_goal_end(goal))
            steps += [step.content.text for step in goal.measures if step.status not in _STEPS_OVER]
    tasks = tuple(task.title for task in open_tasks(session, case))
    dates = tuple(
        f"{row.on_date:%d.%m.%Y}, {row.start_time} Uhr: {row.title}" for row in planned_appointments(session, case)
    )
    plans = tuple(
        f"Fassung {version.version} ({version.state.label})" for version in live_versions(session, case)
    )
    needs = tuple(need_line(need) for need in open_needs(session, case_id))
    matches = tuple(match_line(session, match) for match in open_matches(session, case_id))
    return OpenEnds(tuple(goals), tuple(steps), tasks, dates, plans, needs, matches)


@change(Right.EDIT_CASE, record="case.close")
def close_case(session: Session, actor: Actor, case_id: int, closing: Closing) -> Changes:
    """End the counselling. Raises CaseworkError while a plan is open, without what the reason demands, for an end in
    the future or before the status it follows, for a case that has ended already, and where a second person
    must approve it first."""
    case = require_case(session, case_id)
    _check_closing(case, closing)
    ended = [entry.created_at for entry in case.statuses if entry.status is CaseStatus.ENDED]
    require_approval(session, ApprovalOf.CLOSING, case_id, max(ended, default=None))
    check_since(case, closing.ended_on)
    changes = Changes.of((Kind.CASE, case_id))
    for version in live_versions(session, case):
        if not closing.close_plans:
            raise CaseworkError(
                f"Der Plan ist noch offen: Fassung {version.version} ist „{version.state.label}“. "
                "Bitte mit abschließen oder zuerst fortschreiben.", field="close_plans",
            )
        version.state, version.replaced_on = PlanState.CLOSED, closing.ended_on
        version.frozen_at = version.frozen_at or now()
        changes |= Changes.of((Kind.PLAN, version.id))
    changes |= _let_go(session, actor, case)
    changes |= end_matches(session, actor, case_id, closing.ended_on, match_end_at_closing(closing.reason))
    changes |= close_needs(session, case, closing.ended_on, end_at_closing(closing.reason))
    entry = put_status(case, CaseStatus.ENDED, closing.ended_on, short_lines(closing.note, "note"), actor)
    entry.end_reason, entry.final_talk = closing.reason, closing.final_talk
    entry.passed_on_to = short_line(closing.passed_on_to, "passed_on_to")
    if closing.aftercare:
        put_status(case, CaseStatus.AFTERCARE, closing.ended_on, "", actor)
    return changes


@change(Right.EDIT_CASE, record="case.reopen")
def reopen_case(
    session: Session, actor: Actor, case_id: int, status: CaseStatus, since: dt.date, reason: str
) -> Changes:
    """Take a file up again that was over. Its plans stay closed; a new one may follow. Volunteers nobody but the end of
    the file stopped looking for are looked for again. `made` is the entry.

    Raises CaseworkError for a file that is not over, one put together with another, or without a reason.
    """
    case = require_case(session, case_id)
    if case.status not in OVER:
        raise CaseworkError(f"Der Fall ist „{case.status.label}“ und muss nicht wieder aufgenommen werden.")
    if any(entry.status is CaseStatus.ENDED and entry.reason.startswith(joined_words("")) for entry in case.statuses):
        raise CaseworkError("Diese Akte wurde mit einer anderen zusammengeführt. Bitte dort weiterarbeiten.")
    if move_to(case.status, status) is None or status in OVER:
        raise CaseworkError(f"Mit „{status.label}“ lässt sich der Fall nicht wieder aufnehmen.", field="status")
    if not some_lines(reason):
        raise CaseworkError("Bitte begründen, warum der Fall wieder aufgenommen wird.", field="reason")
    check_since(case, since)
    former = case.status
    entry = put_status(case, status, since, short_lines(reason, "reason"), actor)
    session.flush()
    return Changes.of((Kind.CASE, case_id), made=entry.id) | follow_status(session, actor, case, former)


def _check_closing(case: Case, closing: Closing) -> None:
    if case.status in CLOSED:
        raise CaseworkError("Dieser Fall ist schon beendet.")
    if closing.ended_on > today():
        raise CaseworkError("Ein Fall kann nicht in der Zukunft enden.", field="ended_on")
    if closing.ended_on < case.statuses[0].since and closing.ended_on < case.opened_on:
        raise CaseworkError("Der Fall kann nicht vor seinem Beginn enden.", field="ended_on")
    missing = _NEEDS_NAME.get(closing.reason)
    if missing and not one_line(closing.passed_on_to):
        raise CaseworkError(missing, field="passed_on_to")
    if closing.final_talk and closing.reason is EndReason.DIED:
        raise CaseworkError("Nach einem Todesfall gibt es kein Abschlussgespräch. Bitte prüfen.", field="final_talk")


def _let_go(session: Session, actor: Actor, case: Case) -> Changes:
    """Open tasks are dropped and coming appointments cancelled, so that nobody is reminded of a closed file."""
    changes = Changes()
    for task in open_tasks(session, case):
        task.status, task.done_at, task.done_by = TaskStatus.DROPPED, now(), actor.user_id
        changes |= Changes.of((Kind.TASK, task.id))
    for appointment in planned_appointments(session, case):
        appointment.status, appointment.outcome = AppointmentStatus.CANCELLED, CASE_OVER
        appointment.sequence += 1
    return changes


def _goal_end(goal: GoalRow) -> GoalEnd:
    content = goal.content
    return GoalEnd(content.text, content.area, goal.status, content.value_start, goal.value_now, content.value_target)


def live_versions(session: Session, case: Case) -> list[PlanVersion]:
    """Inside a use case: Fassungen that are a draft, in agreement or in force."""
    found = select(PlanVersion).join(Plan, Plan.id == PlanVersion.plan_id).where(Plan.case_id == case.id)
    return list(session.scalars(found.where(PlanVersion.state.in_(_LIVE)).order_by(PlanVersion.id)))


def open_tasks(session: Session, case: Case) -> list[Task]:
    """Inside a use case: what is still to be done, by its day."""
    found = select(Task).where(Task.case_id == case.id, Task.status == TaskStatus.OPEN)
    return list(session.scalars(found.order_by(Task.due_on, Task.id)))


def planned_appointments(session: Session, case: Case) -> list[Appointment]:
    """Inside a use case: appointments still to come."""
    found = select(Appointment).where(
        Appointment.case_id == case.id, Appointment.status == AppointmentStatus.PLANNED, Appointment.on_date >= today()
    )
    return list(session.scalars(found.order_by(Appointment.on_date, Appointment.start_time)))
