"""Taking an Abschluss back on the day it was made: status, Fassungen, tasks and appointments as they were before."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from desktop.casework.cases.case_closing import CASE_OVER, live_versions, open_tasks, planned_appointments
from desktop.casework.cases.cases import require_case
from desktop.casework.changes import Changes, Kind
from desktop.casework.gate import change, query
from desktop.casework.rights import Actor, Right
from desktop.casework.volunteers.matches.match_closing import open_matches, open_matches_again
from desktop.casework.volunteers.needs.need_closing import open_needs, open_needs_again
from desktop.clock import today
from desktop.errors import CaseworkError
from desktop.records.appointments import Appointment
from desktop.records.cases import Case
from desktop.records.plans import PlanVersion
from desktop.records.tasks import Task
from desktop.talk_terms import AppointmentStatus, TaskStatus
from desktop.terms import CaseStatus, PlanState

_TOO_LATE = "Dieser Abschluss lässt sich nicht mehr zurücknehmen. Bitte den Fall wieder aufnehmen."


@dataclass(frozen=True)
class OpenVersion:
    """A Fassung as it stood before the end of its case."""

    id: int
    state: PlanState
    replaced_on: dt.date | None
    frozen_at: dt.datetime | None


@dataclass(frozen=True)
class BeforeClosing:
    """What an Abschluss changes beside the status; to be read before it and given back to take it back."""

    versions: tuple[OpenVersion, ...]
    tasks: tuple[int, ...]
    appointments: tuple[tuple[int, str], ...]
    """Id and what stood as the outcome."""
    needs: tuple[int, ...] = ()
    matches: tuple[int, ...] = ()


@query(Right.READ_CASE)
def before_closing(session: Session, actor: Actor, case_id: int) -> BeforeClosing:
    """How the file stands now."""
    case = require_case(session, case_id)
    return BeforeClosing(
        tuple(OpenVersion(row.id, row.state, row.replaced_on, row.frozen_at) for row in live_versions(session, case)),
        tuple(task.id for task in open_tasks(session, case)),
        tuple((row.id, row.outcome) for row in planned_appointments(session, case)),
        tuple(need.id for need in open_needs(session, case_id)),
        tuple(match.id for match in open_matches(session, case_id)),
    )


@change(Right.EDIT_CASE, record="case.close_undone")
def take_back_closing(session: Session, actor: Actor, case_id: int, before: BeforeClosing) -> Changes:
    """Undo `close_case`. What somebody changed since stays as they left it.

    Raises CaseworkError once something followed in the history or the day has passed.
    """
    case = require_case(session, case_id)
    _remove_end(case)
    changes = Changes.of((Kind.CASE, case_id))
    for kept in before.versions:
        version = session.get(PlanVersion, kept.id)
        if version is not None and version.state is PlanState.CLOSED:
            version.state, version.replaced_on, version.frozen_at = kept.state, kept.replaced_on, kept.frozen_at
            changes |= Changes.of((Kind.PLAN, version.id))
    for task_id in before.tasks:
        task = session.get(Task, task_id)
        if task is not None and task.status is TaskStatus.DROPPED:
            task.status, task.done_at, task.done_by = TaskStatus.OPEN, None, None
            changes |= Changes.of((Kind.TASK, task_id))
    for appointment_id, outcome in before.appointments:
        _plan_again(session.get(Appointment, appointment_id), outcome)
    changes |= open_needs_again(session, before.needs)
    return changes | open_matches_again(session, before.matches)


def _remove_end(case: Case) -> None:
    entries = list(case.statuses)
    made = [entries.pop()] if entries and entries[-1].status is CaseStatus.AFTERCARE else []
    made += [entries.pop()] if entries and entries[-1].status is CaseStatus.ENDED else []
    ended = bool(made) and made[-1].status is CaseStatus.ENDED
    if not ended or not entries or any(entry.created_at.astimezone().date() != today() for entry in made):
        raise CaseworkError(_TOO_LATE)
    for entry in made:
        case.statuses.remove(entry)
    case.status = entries[-1].status


def _plan_again(appointment: Appointment | None, outcome: str) -> None:
    cancelled = appointment is not None and appointment.status is AppointmentStatus.CANCELLED
    if appointment is not None and cancelled and appointment.outcome == CASE_OVER:
        appointment.status, appointment.outcome = AppointmentStatus.PLANNED, outcome
        appointment.sequence += 1
