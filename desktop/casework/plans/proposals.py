"""From the result page to a plan: which areas ask for a goal, and what the catalogue proposes for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from desktop.casework.assessments.ratings import latest_ratings
from desktop.casework.gate import query
from desktop.casework.people.people import person_row
from desktop.casework.plans.catalogue_data import AreaData, DueOffset, DueRule, GoalData, MeasureData, shipped_catalogue
from desktop.casework.plans.plan_rows import NewGoal, NewMeasure
from desktop.casework.rights import Actor, Right
from desktop.clock import today
from desktop.errors import CaseworkError
from desktop.records.people import Person
from desktop.terms import Need, Responsible

DEFAULT_STEPS = 2
"""So many steps are ticked beforehand when a goal is taken; small plans are kept (domain 9, „≤ 5 next steps“)."""

SIGNING_AGE = 16
ADULT_AGE = 18

_RANK = {Need.ACUTE: 0, Need.HIGH: 1, Need.MEDIUM: 2}


@dataclass(frozen=True)
class GoalProposal:
    """A goal of the catalogue with its steps; the first `DEFAULT_STEPS` are proposed as ticked."""

    goal: GoalData
    measures: tuple[MeasureData, ...]


@dataclass(frozen=True)
class AreaProposal:
    """An area the result page speaks of, most pressing first."""

    area: AreaData
    need: Need | None
    importance: int | None
    person_id: int | None
    goals: tuple[GoalProposal, ...]

    @property
    def reason(self) -> str:
        """Why it is proposed: „Bedarf hoch, sehr wichtig“."""
        words = [f"Bedarf {self.need.label}"] if self.need else []
        return ", ".join(words + (["wichtig"] if (self.importance or 0) >= 3 else []))


@query(Right.READ_CASE)
def propose_goals(session: Session, actor: Actor, case_id: int, person_id: int | None) -> tuple[AreaProposal, ...]:
    """Areas with medium, high or acute need in the newest assessment, most pressing and important first."""
    areas = {area.key: area for area in shipped_catalogue().areas}
    ratings = [row for row in latest_ratings(session, case_id, person_id) if row.need in _RANK]
    ratings.sort(key=lambda row: (_RANK[row.need or Need.MEDIUM], -(row.importance or 0), areas[row.area].number))
    return tuple(
        AreaProposal(areas[row.area], row.need, row.importance, row.person_id, goal_proposals(row.area))
        for row in ratings
    )


def goal_proposals(area: str) -> tuple[GoalProposal, ...]:
    """What the catalogue proposes for an area."""
    catalogue = shipped_catalogue()
    return tuple(GoalProposal(goal, catalogue.measures_for(goal.key)) for goal in catalogue.goals_of(area))


def catalogue_goal(key: str, person_id: int | None) -> NewGoal:
    """A goal of the catalogue as it enters a plan."""
    goal = next((goal for goal in shipped_catalogue().goals if goal.key == key), None)
    if goal is None:
        raise CaseworkError("Dieses Ziel steht nicht mehr im Katalog.")
    return NewGoal(
        goal.area, goal.text, goal.key, person_id=person_id, indicator=goal.indicator, horizon=goal.horizon
    )


def catalogue_measures(
    keys: tuple[str, ...], person: Person | None, doer: Person | None, fill: str = ""
) -> tuple[NewMeasure, ...]:
    """Steps of the catalogue with their defaults, in the order given.

    `person` is whom the goal is for: default days follow this person's residence title. `doer` does the client's steps.
    """
    known = {measure.key: measure for measure in shipped_catalogue().measures}
    if strange := [key for key in keys if key not in known]:
        raise CaseworkError(f"Diese Schritte stehen nicht mehr im Katalog: {', '.join(strange)}.")
    return tuple(_measure(known[key], person, doer, fill) for key in keys)


def client_doer(person: Person | None, case_persons: Sequence[Person], *, own_plan: bool) -> Person | None:
    """Who does the client's steps of a goal: `person` (whom it is for) if adult, else the first adult of the case.

    Who signs the own plan (16 and more, domain 3.2) speaks in it as „ich“ and does the own steps too. Where the case
    has no adult, nobody else is left.
    """
    adults = [one for one in case_persons if not person_row(one).is_child_on(today())]
    if person is None:
        return next(iter([*adults, *case_persons]), None)
    age = person_row(person).age_on(today())
    enough = SIGNING_AGE if own_plan else ADULT_AGE
    return person if age is None or age >= enough or not adults else adults[0]


def default_due(offset: DueOffset, person: Person | None) -> dt.date | None:
    """The day a step is due by default; None where only the user can know it."""
    if offset.rule is DueRule.WEEKS_BEFORE_EXPIRY and person is not None:
        titles = [title.valid_until for title in person.titles if title.replaced_on is None and title.valid_until]
        days = [until - dt.timedelta(weeks=offset.amount) for until in titles]
        return next((day for day in days if day > today()), None)
    return offset.day_from(today())


def _measure(data: MeasureData, person: Person | None, doer: Person | None, fill: str) -> NewMeasure:
    text = data.text
    for name in data.fill:
        text = text.replace("{" + name + "}", fill) if fill else text
    doer = doer if Responsible.CLIENT in data.who else None
    return NewMeasure(
        text, data.key, fill if data.fill else "", who=data.who, who_person_id=doer.id if doer else None,
        due_kind=data.due.kind, due_on=default_due(data.due, person),
        proof=shipped_catalogue().proofs.get(data.proof, ""), proof_key=data.proof,
    )
