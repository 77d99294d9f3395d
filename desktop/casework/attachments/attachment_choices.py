"""What can be chosen when a document is described: whom it is about, and which step of a plan it proves."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.cases.cases import persons_of, require_case
from desktop.casework.gate import query
from desktop.casework.people.people import PersonRow, person_row
from desktop.casework.rights import Actor, Right
from desktop.records.plans import Measure, Plan


@dataclass(frozen=True)
class StepChoice:
    """A step of the newest Fassung of a plan, with the goal it belongs to."""

    measure_id: int
    words: str
    goal: str


@dataclass(frozen=True)
class AttachmentChoices:
    """Present members of the case and the steps of its plans."""

    persons: tuple[PersonRow, ...]
    steps: tuple[StepChoice, ...]


@query(Right.READ_CASE)
def attachment_choices(session: Session, actor: Actor, case_id: int) -> AttachmentChoices:
    """Whom a document of this case can be about, and what it can prove."""
    case = require_case(session, case_id)
    persons = tuple(person_row(person) for person in persons_of(session, case))
    plans = session.scalars(select(Plan).where(Plan.case_id == case_id).order_by(Plan.number))
    steps = tuple(
        StepChoice(measure.id, measure_words(measure), goal.text)
        for plan in plans if plan.versions for goal in plan.versions[-1].goals for measure in goal.measures
    )  # fmt: skip
    return AttachmentChoices(persons, steps)


def measure_words(measure: Measure) -> str:
    """A step as the plan shows it."""
    return measure.text.replace("{was}", measure.fill_in or "…")
