"""Standard first steps of a new file: what is to be done until when, as tasks (domain 1.2)."""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from itertools import count

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop import paths
from desktop.casework.changes import Changes, Kind
from desktop.casework.gate import change, query
from desktop.casework.plain_text import LONGEST_SENTENCE, one_line, short_line
from desktop.casework.rights import Actor, Right
from desktop.clock import today
from desktop.errors import CaseworkError, ChangedMeanwhileError
from desktop.records.cases import Case
from desktop.records.office import Setting
from desktop.records.tasks import Task
from desktop.talk_terms import TaskStatus

_SETTING, _OWN = "first_steps", "own-"
LONGEST_DAYS = 3 * 366


class Since(StrEnum):
    """What the days of a first step are counted from."""

    ASSIGNMENT = "assignment"
    FIRST_CONTACT = "first_contact"


@dataclass(frozen=True)
class FirstStep:
    """A step of every new file: `days` after the Zuteilung or the first contact. `source` says where it comes from.

    Switched off it stays in the list and makes no task; an empty `key` is given when the step is saved.
    """

    key: str
    title: str
    days: int
    since: Since
    source: str = ""
    active: bool = True

    @property
    def own(self) -> bool:
        """Whether the office made it; one that came with the program is switched off instead of removed."""
        return self.key not in {step.key for step in shipped_first_steps()}


@cache
def shipped_first_steps() -> tuple[FirstStep, ...]:
    """The steps that come with the program."""
    text = paths.resource("catalogue", "first_steps.toml").read_text(encoding="utf-8")
    return tuple(
        FirstStep(row["key"], row["title"], row["days"], Since(row["since"]), row["source"])
        for row in tomllib.loads(text)["steps"]
    )


@query(Right.READ_OFFICE)
def first_steps(session: Session, actor: Actor) -> tuple[FirstStep, ...]:
    """The steps of this office: its own when it changed them, else those shipped."""
    return steps_of(session)


@change(Right.EDIT_CATALOGUE, record="catalogue.first_steps")
def save_first_steps(
    session: Session, actor: Actor, steps: tuple[FirstStep, ...], before: tuple[FirstStep, ...] | None = None
) -> Changes:
    """Set the steps for files opened from now on; none at all is possible. Files already open keep their tasks.

    `before` is the list that was changed: somebody else's changes since raise ChangedMeanwhileError.
    """
    if before is not None and steps_of(session) != before:
        raise ChangedMeanwhileError("Die ersten Schritte wurden inzwischen geändert. Bitte noch einmal ändern.")
    steps = _with_keys(session, steps)
    for step in steps:
        if not one_line(step.title):
            raise CaseworkError("Bitte sagen, was zu tun ist.", field="title")
        if not 0 <= step.days <= LONGEST_DAYS:
            raise CaseworkError(f"Bitte 0 bis {LONGEST_DAYS} Tage eintragen.", field="days")
    if len({step.key for step in steps}) < len(steps):
        raise CaseworkError("Ein Schritt steht doppelt in der Liste.")
    rows = [
        {"key": step.key, "title": short_line(step.title, "title", LONGEST_SENTENCE), "days": step.days,
         "since": step.since.value, "source": short_line(step.source, "source", LONGEST_SENTENCE),
         "active": step.active}
        for step in steps
    ]  # fmt: skip
    session.merge(Setting(key=_SETTING, value=rows))
    return Changes.of((Kind.CATALOGUE, 1))


def make_first_steps(
    session: Session, case: Case, user_id: int, *, assigned_on: dt.date | None = None, contact_on: dt.date | None = None
) -> None:
    """Inside a use case: the steps counted from that day as tasks of the responsible person; each only once per file.

    A day long gone makes no task that is overdue on its first day: the steps count from today at the earliest.
    """
    since = Since.FIRST_CONTACT if contact_on else Since.ASSIGNMENT
    start = max(contact_on or assigned_on or today(), today())
    present = set(session.scalars(select(Task.rule).where(Task.case_id == case.id, Task.rule != "")))
    for step in steps_of(session):
        if step.active and step.since is since and step.key not in present:
            due = start + dt.timedelta(days=step.days)
            session.add(Task(case_id=case.id, title=step.title, due_on=due, rule=step.key, created_by=user_id))


def hand_on_tasks(session: Session, former: Case, target: Case) -> None:
    """Inside a use case: open tasks of a file that was put together with another go there; what it has is dropped."""
    present = set(session.scalars(select(Task.rule).where(Task.case_id == target.id, Task.rule != "")))
    for task in session.scalars(select(Task).where(Task.case_id == former.id, Task.status == TaskStatus.OPEN)):
        if task.rule in present:
            task.status = TaskStatus.DROPPED
        else:
            task.case_id = target.id
            present |= {task.rule} - {""}


def _with_keys(session: Session, steps: tuple[FirstStep, ...]) -> tuple[FirstStep, ...]:
    """New steps get a key no task of a former one has."""
    taken = [step.key for step in steps] + list(session.scalars(select(Task.rule).where(Task.rule.startswith(_OWN))))
    numbers = [int(key.removeprefix(_OWN)) for key in taken if key.removeprefix(_OWN).isdecimal()]
    following = count(max(numbers, default=0) + 1)
    return tuple(step if step.key else replace(step, key=f"{_OWN}{next(following)}") for step in steps)


def steps_of(session: Session) -> tuple[FirstStep, ...]:
    """Inside a use case: the steps of this office: its own when it changed them, else those shipped."""
    saved = session.get(Setting, _SETTING)
    if saved is None:
        return shipped_first_steps()
    return tuple(FirstStep(**{**row, "since": Since(row["since"])}) for row in saved.value)
