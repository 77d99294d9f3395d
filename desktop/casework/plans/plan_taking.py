"""„Ziel daraus machen“ in one step: a goal of the catalogue or in own words, with the steps that were ticked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from desktop.casework.changes import Changes
from desktop.casework.gate import change
from desktop.casework.plans.plan_rows import NewGoal
from desktop.casework.plans.plans import add_goal, persons_of_goal, require_draft
from desktop.casework.plans.proposals import catalogue_goal, catalogue_measures
from desktop.casework.rights import Actor, Right


@dataclass(frozen=True)
class Taking:
    """What was chosen for a new goal: one of the catalogue by `goal_key`, or `text` in own words."""

    area: str
    goal_key: str = ""
    text: str = ""
    person_id: int | None = None
    """For whom; None is the whole family, in a single plan always its person."""
    measure_keys: tuple[str, ...] = ()
    fills: Mapping[str, str] = field(default_factory=dict)
    """What stands for the placeholder of a step, by its key."""


@change(Right.EDIT_CASE, record="goal.take")
def take_into_plan(session: Session, actor: Actor, version_id: int, taking: Taking) -> Changes:
    """Add the goal with its steps and their defaults (who, until when, proof) to a draft. `made` is the goal's id."""
    plan = require_draft(session, version_id).plan
    person_id = plan.person_id or taking.person_id
    person, doer = persons_of_goal(session, plan, person_id)
    goal = catalogue_goal(taking.goal_key, person_id) if taking.goal_key else NewGoal(
        taking.area, taking.text.strip(), person_id=person_id
    )  # fmt: skip
    measures = tuple(
        measure
        for key in taking.measure_keys
        for measure in catalogue_measures((key,), person, doer, taking.fills.get(key, "").strip())
    )
    return add_goal(session, actor, version_id, goal, measures)
