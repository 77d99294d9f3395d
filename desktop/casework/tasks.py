"""Own tasks: what somebody has to do until a day, for a case or for the office."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.changes import Changes, Kind
from desktop.casework.gate import change, query
from desktop.casework.plain_text import one_line, some_lines
from desktop.casework.rights import Actor, Right
from desktop.clock import now, today
from desktop.errors import CaseworkError, ChangedMeanwhileError
from desktop.records.cases import Case
from desktop.records.office import User
from desktop.records.tasks import Task
from desktop.talk_terms import TaskStatus

LONGEST_TITLE, LONGEST_NOTE = 500, 2000


@dataclass(frozen=True)
class NewTask:
    """A task as entered; without `user_id` it is the responsible person's, without a case the actor's own."""

    title: str
    due_on: dt.date | None = None
    case_id: int | None = None
    person_id: int | None = None
    user_id: int | None = None
    note: str = ""
    talk_id: int | None = None


@dataclass(frozen=True)
class TaskEdit:
    """A task as changed; `user_id` None gives it to whoever is responsible for the case."""

    title: str
    due_on: dt.date | None = None
    user_id: int | None = None
    note: str = ""


@dataclass(frozen=True)
class TaskRow:
    """A task with the name of who does it; empty where it is the responsible person's."""

    id: int
    title: str
    due_on: dt.date | None
    case_id: int | None
    person_id: int | None
    user_id: int | None
    user: str
    status: TaskStatus
    note: str
    talk_id: int | None
    done_at: dt.datetime | None
    row_version: int


@change(Right.EDIT_CASE, record="task.add")
def add_task(session: Session, actor: Actor, task: NewTask) -> Changes:
    """Enter a task; `made` is its id."""
    title, note = _title(task.title), _note(task.note)
    if task.case_id is not None and session.get(Case, task.case_id) is None:
        raise CaseworkError("Diesen Fall gibt es nicht mehr.")
    user_id = task.user_id if task.user_id is not None or task.case_id is not None else actor.user_id
    _check_user(session, user_id)
    record = Task(
        title=title, due_on=task.due_on, case_id=task.case_id, person_id=task.person_id, user_id=user_id,
        note=note, talk_id=task.talk_id, created_by=actor.user_id,
    )
    session.add(record)
    session.flush()
    return _touched(record, made=record.id)


@change(Right.EDIT_CASE, record="task.edit")
def edit_task(session: Session, actor: Actor, task_id: int, edit: TaskEdit, row_version: int) -> Changes:
    """Other words, another day, somebody else. Raises ChangedMeanwhileError when it was saved since `row_version`."""
    task = _require(session, task_id)
    if task.row_version != row_version:
        raise ChangedMeanwhileError("Diese Aufgabe wurde inzwischen geändert. Bitte noch einmal öffnen.")
    if edit.user_id != task.user_id:
        _check_user(session, edit.user_id)
    task.title, task.due_on, task.user_id, task.note = _title(edit.title), edit.due_on, edit.user_id, _note(edit.note)
    return _touched(task)


@change(Right.EDIT_CASE, record="task.move")
def move_task(session: Session, actor: Actor, task_id: int, to: dt.date | None, reason: str = "") -> Changes:
    """Another day (None: without one); a reason is added to the note."""
    task = _require(session, task_id)
    task.due_on = to
    if reason.strip():
        task.note = _note("\n".join(part for part in (task.note, reason.strip()) if part))
    return _touched(task)


@change(Right.EDIT_CASE, record="task.assign")
def assign_task(session: Session, actor: Actor, task_id: int, user_id: int | None) -> Changes:
    """Somebody else does it; None gives it to whoever is responsible for the case."""
    task = _require(session, task_id)
    _check_user(session, user_id)
    task.user_id = user_id
    return _touched(task)


@change(Right.EDIT_CASE, record="task.finish")
def finish_task(
    session: Session, actor: Actor, task_id: int, status: TaskStatus = TaskStatus.DONE
) -> Changes:
    """Done or dropped; OPEN takes that back."""
    task = _require(session, task_id)
    over = status is not TaskStatus.OPEN
    task.status, task.done_at, task.done_by = status, now() if over else None, actor.user_id if over else None
    return _touched(task)


@change(Right.EDIT_CASE, record="task.restore")
def restore_task(session: Session, actor: Actor, before: TaskRow) -> Changes:
    """Words, day, note, person and status as they were: the way back after a wrong key."""
    task = _require(session, before.id)
    task.title, task.due_on, task.note, task.user_id, task.status = (
        before.title, before.due_on, before.note, before.user_id, before.status,
    )  # fmt: skip
    task.done_at = before.done_at
    task.done_by = task.done_by if before.done_at is not None else None
    return _touched(task)


@query(Right.READ_CASE)
def find_task(session: Session, actor: Actor, task_id: int) -> TaskRow:
    """One task. Raises CaseworkError when it is gone."""
    return _row(session, _require(session, task_id))


@query(Right.READ_CASE)
def tasks_of_case(session: Session, actor: Actor, case_id: int, with_done: bool = False) -> tuple[TaskRow, ...]:
    """Tasks of a case: open ones by their day, those without one last; with `with_done` the finished behind them."""
    asked = select(Task).where(Task.case_id == case_id)
    if not with_done:
        asked = asked.where(Task.status == TaskStatus.OPEN)
    rows = [_row(session, task) for task in session.scalars(asked)]
    rows.sort(key=lambda row: (row.status is not TaskStatus.OPEN, row.due_on is None, row.due_on or today(), row.id))
    return tuple(rows)


def _title(text: str) -> str:
    title = one_line(text)
    if not title:
        raise CaseworkError("Bitte sagen, was zu tun ist.", field="title")
    if len(title) > LONGEST_TITLE:
        raise CaseworkError(f"Bitte kürzer: höchstens {LONGEST_TITLE} Zeichen.", field="title")
    return title


def _note(text: str) -> str:
    note = some_lines(text)
    if len(note) > LONGEST_NOTE:
        raise CaseworkError(f"Die Notiz ist zu lang: Bitte auf {LONGEST_NOTE} Zeichen kürzen (jetzt {len(note)}).",
                            field="note")  # fmt: skip
    return note


def _check_user(session: Session, user_id: int | None) -> None:
    user = session.get(User, user_id) if user_id is not None else None
    if user_id is not None and (user is None or not user.active):
        raise CaseworkError("Bitte wählen, wer es übernimmt.", field="user_id")


def _require(session: Session, task_id: int) -> Task:
    task = session.get(Task, task_id)
    if task is None:
        raise CaseworkError("Diese Aufgabe gibt es nicht mehr.")
    return task


def _row(session: Session, task: Task) -> TaskRow:
    user = session.get(User, task.user_id) if task.user_id is not None else None
    return TaskRow(
        task.id, task.title, task.due_on, task.case_id, task.person_id, task.user_id, user.name if user else "",
        task.status, task.note, task.talk_id, task.done_at, task.row_version,
    )


def _touched(task: Task, made: int | None = None) -> Changes:
    case = ((Kind.CASE, task.case_id),) if task.case_id is not None else ()
    return Changes.of((Kind.TASK, task.id), *case, made=made)
