"""Consent per goal (Zustimmung): who agreed or refused, when, spoken or written. Nothing said is ever overwritten."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.cases.cases import persons_of, require_case
from desktop.casework.changes import Changes, Kind
from desktop.casework.gate import change, query
from desktop.casework.people.people import person_row
from desktop.casework.plain_text import short_lines
from desktop.casework.plans.plan_rows import GoalConsentRow
from desktop.casework.plans.plan_views import last_consents
from desktop.casework.rights import Actor, Right
from desktop.clock import today
from desktop.errors import CaseworkError
from desktop.records.people import Person
from desktop.records.plans import Goal, PlanVersion
from desktop.records.reviews import GoalConsent
from desktop.talk_terms import GoalConsentForm
from desktop.terms import PlanState

_OVER = (PlanState.REPLACED, PlanState.CLOSED)


@dataclass(frozen=True)
class NewGoalConsent:
    """What one person said to a goal."""

    person_id: int
    agreed: bool
    form: GoalConsentForm
    on_date: dt.date
    note: str = ""


@change(Right.EDIT_CASE, record="goal.consent")
def record_goal_consent(session: Session, actor: Actor, goal_id: int, said: NewGoalConsent) -> Changes:
    """Write down that somebody agreed or refused; the last word of a person counts, earlier ones stay.

    Raises CaseworkError for a day in the future, a person of another case and a Fassung that is over.
    """
    goal = _require(session, goal_id)
    version = goal.plan_version
    if version.state in _OVER:
        raise CaseworkError("Diese Fassung gilt nicht mehr. Bitte an der neuesten Fassung festhalten.")
    if said.on_date > today():
        raise CaseworkError("Dieser Tag liegt in der Zukunft.", field="on_date")
    persons = {person.id for person in persons_of(session, require_case(session, version.plan.case_id))}
    if said.person_id not in persons:
        raise CaseworkError("Diese Person gehört nicht zu diesem Fall.", field="person_id")
    note = short_lines(said.note, "note")
    session.add(GoalConsent(goal_id=goal_id, person_id=said.person_id, agreed=said.agreed, form=said.form,
                            on_date=said.on_date, note=note, created_by=actor.user_id))  # fmt: skip
    session.flush()
    return Changes.of((Kind.PLAN, version.id), (Kind.CASE, version.plan.case_id))


@query(Right.READ_CASE)
def goal_consents(session: Session, actor: Actor, goal_id: int) -> tuple[GoalConsentRow, ...]:
    """Everything that was said to a goal, oldest first."""
    _require(session, goal_id)
    asked = (
        select(GoalConsent, Person).outerjoin(Person, Person.id == GoalConsent.person_id)
        .where(GoalConsent.goal_id == goal_id).order_by(GoalConsent.on_date, GoalConsent.id)
    )  # fmt: skip
    return tuple(
        GoalConsentRow(row.id, row.person_id, person_row(person).name if person else "", row.agreed, row.form,
                       row.on_date, row.note)
        for row, person in session.execute(asked)
    )  # fmt: skip


def carry_refusals(session: Session, draft: PlanVersion) -> None:
    """Inside a use case: a refusal holds on in the next Fassung until the person says otherwise.

    An agreement does not: it was to the former text.
    """
    former = session.get(Goal, next((goal.previous_goal_id for goal in draft.goals if goal.previous_goal_id), 0))
    said = last_consents(session, former.plan_version) if former else {}
    for goal in draft.goals:
        for row in said.get(goal.previous_goal_id or 0, ()):
            if not row.agreed:
                session.add(GoalConsent(goal_id=goal.id, person_id=row.person_id, agreed=False, form=row.form,
                                        on_date=row.on_date, note=row.note))  # fmt: skip


def _require(session: Session, goal_id: int) -> Goal:
    goal = session.get(Goal, goal_id)
    if goal is None:
        raise CaseworkError("Dieses Ziel gibt es nicht mehr.")
    return goal
