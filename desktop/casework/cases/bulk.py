"""One thing done to many cases: in one transaction, all or none, and taken back in one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from desktop.casework.cases.bulk_preview import (
    BulkPreview,
    preview_assigning,
    preview_reviews,
    preview_statuses,
    preview_tasks,
)
from desktop.casework.cases.case_life import change_status, take_back_status
from desktop.casework.cases.cases import put_responsible, require_case
from desktop.casework.changes import Changes, Kind
from desktop.casework.deadlines.marks import move_deadline, undo_mark
from desktop.casework.gate import change
from desktop.casework.rights import Actor, Right
from desktop.casework.tasks import NewTask, add_task
from desktop.clock import today
from desktop.errors import CaseworkError
from desktop.records.tasks import Task
from desktop.talk_terms import TaskStatus
from desktop.terms import CaseStatus


@dataclass(frozen=True)
class NewStatus:
    """Another status for all, from a day on."""

    status: CaseStatus
    since: dt.date
    reason: str = ""
    resume_on: dt.date | None = None


@change(Right.EDIT_CASE, record="cases.assign")
def assign_cases(session: Session, actor: Actor, case_ids: tuple[int, ...], user_id: int) -> Changes:
    """Hand all these cases to one user from today on. Raises CaseworkError when one no longer qualifies."""
    _demand_all(preview_assigning(session, actor, case_ids, user_id))
    for case_id in case_ids:
        put_responsible(require_case(session, case_id), user_id, actor)
    return _touched(case_ids)


@change(Right.EDIT_CASE, record="cases.assign_undone")
def unassign_cases(session: Session, actor: Actor, before: tuple[tuple[int, int | None], ...], user_id: int) -> Changes:
    """Undo `assign_cases` on the same day; `before` has (case, former responsible user)."""
    for case_id, former in before:
        case = require_case(session, case_id)
        last = case.responsibles[-1] if case.responsibles else None
        if last is None or last.user_id != user_id or last.since != today():
            raise _changed_meanwhile(case.number)
        case.responsibles.remove(last)
        case.responsible_id = former
    return _touched(tuple(case_id for case_id, _ in before))


@change(Right.EDIT_CASE, record="cases.task")
def add_tasks(
    session: Session, actor: Actor, case_ids: tuple[int, ...], title: str, due_on: dt.date | None, user_id: int | None
) -> Changes:
    """The same task in every case; without `user_id` it is each responsible person's. Its tasks are touched."""
    _demand_all(preview_tasks(session, actor, case_ids))
    changes = Changes()
    for case_id in case_ids:
        changes |= add_task(session, actor, NewTask(title, due_on, case_id, user_id=user_id))
    return Changes(changes.touched)


@change(Right.EDIT_CASE, record="cases.task_undone")
def remove_tasks(session: Session, actor: Actor, task_ids: tuple[int, ...]) -> Changes:
    """Undo `add_tasks` as long as nobody has finished one."""
    touched: set[tuple[Kind, int]] = set()
    for task_id in task_ids:
        task = session.get(Task, task_id)
        if task is None or task.status is not TaskStatus.OPEN:
            raise CaseworkError("Eine der Aufgaben wurde inzwischen erledigt. Bitte einzeln streichen.")
        touched |= {(Kind.TASK, task_id)} | ({(Kind.CASE, task.case_id)} if task.case_id is not None else set())
        session.delete(task)
    return Changes(frozenset(touched))


@change(Right.EDIT_CASE, record="cases.review")
def move_reviews(
    session: Session, actor: Actor, case_ids: tuple[int, ...], to: dt.date, reason: str
) -> Changes:
    """Another day for the next review of every case. What was signed stays, the reason is kept."""
    preview = preview_reviews(session, actor, case_ids, to)
    _demand_all(preview)
    changes = _touched(case_ids)
    for key, _ in preview.reviews:
        changes |= move_deadline(session, actor, key, to, reason)
    return changes


@change(Right.EDIT_CASE, record="cases.review_undone")
def move_reviews_back(session: Session, actor: Actor, before: BulkPreview) -> Changes:
    """Undo `move_reviews`: every review is due as `before` found it."""
    changes = Changes()
    for key, marks in before.reviews:
        changes |= undo_mark(session, actor, key, marks)
    return changes


@change(Right.EDIT_CASE, record="cases.status")
def change_statuses(session: Session, actor: Actor, case_ids: tuple[int, ...], new: NewStatus) -> Changes:
    """The same status for all, each as `change_status` allows it."""
    _demand_all(preview_statuses(session, actor, case_ids, new.status))
    changes = Changes()
    for case_id in case_ids:
        changes |= change_status(session, actor, case_id, new.status, new.since, new.reason, new.resume_on)
    return Changes(changes.touched)


@change(Right.EDIT_CASE, record="cases.status_undone")
def take_back_statuses(session: Session, actor: Actor, case_ids: tuple[int, ...], status: CaseStatus) -> Changes:
    """Undo `change_statuses` on the same day."""
    changes = Changes()
    for case_id in case_ids:
        case = require_case(session, case_id)
        if case.status is not status:
            raise _changed_meanwhile(case.number)
        changes |= take_back_status(session, actor, case_id, case.statuses[-1].id)
    return changes


def _demand_all(preview: BulkPreview) -> None:
    """What was shown before is what is done: a case that changed meanwhile stops all of it."""
    if preview.left_out:
        case = preview.left_out[0]
        raise CaseworkError(f"Der Fall {case.number} geht nicht mehr mit: {case.reason}. Bitte noch einmal wählen.")
    if not preview.going:
        raise CaseworkError("Keiner der gewählten Fälle kommt dafür in Frage.")


def _changed_meanwhile(number: str) -> CaseworkError:
    return CaseworkError(f"Der Fall {number} wurde inzwischen geändert. Bitte einzeln zurücknehmen.")


def _touched(case_ids: tuple[int, ...]) -> Changes:
    return Changes(frozenset((Kind.CASE, case_id) for case_id in case_ids))
