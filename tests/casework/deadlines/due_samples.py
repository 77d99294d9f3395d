"""A case with one fact, written straight into the records, so that every rule can be looked at alone. All fictional."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.casework.deadlines.rows import DueRow
from desktop.casework.deadlines.today import today_view
from desktop.casework.rights import Actor
from desktop.clock import today
from desktop.person_terms import Relation
from desktop.records.cases import Case, CaseStatusEntry
from desktop.records.office import User
from desktop.records.people import Family, FamilyMember, Person
from desktop.records.plans import Goal, Measure, Plan, PlanVersion
from desktop.terms import CaseKind, CaseStatus, PlanKind, PlanState, Role

DAY = dt.timedelta(days=1)


def put(session: Session, *records: Any) -> None:
    """Write rows past the use cases."""
    with session.begin():
        session.connection(execution_options={"writing": True})
        session.add_all(records)


def case_of(
    session: Session, actor: Actor | None, status: CaseStatus = CaseStatus.ACCOMPANIED, **facts: Any
) -> tuple[int, int]:
    """A case of one person, responsible `actor` (None: nobody), since today; (case, person)."""
    person = Person(family_name="Habte", given_names="Filmon", **facts)
    put(session, person)
    case = _case(session, actor, status, kind=CaseKind.PERSON, person_id=person.id)
    return case, person.id


def family_of(session: Session, actor: Actor, *given: str, **facts: Any) -> tuple[int, tuple[int, ...]]:
    """A case of a family Ahmadi; (case, persons)."""
    family = Family(name="Ahmadi")
    people = [Person(family_name="Ahmadi", given_names=name, **facts) for name in given]
    put(session, family, *people)
    put(session, *(FamilyMember(family_id=family.id, person_id=one.id, relation=Relation.ADULT) for one in people))
    case = _case(session, actor, CaseStatus.ACCOMPANIED, kind=CaseKind.FAMILY, family_id=family.id)
    return case, tuple(one.id for one in people)


def plan_in_force(
    session: Session, case_id: int, review: dt.date | None, *steps: tuple[str, dt.date | None], area: str = "wohnen"
) -> tuple[int, list[int]]:
    """A Fassung in force with one goal; (Fassung, steps)."""
    measures = [Measure(position=place, text=text, due_on=day) for place, (text, day) in enumerate(steps)]
    version = PlanVersion(
        version=1, state=PlanState.IN_FORCE, next_review_on=review,
        goals=[Goal(position=0, area=area, text="Ziel", measures=measures)],
    )
    put(session, Plan(case_id=case_id, kind=PlanKind.SINGLE, number=1, versions=[version]))
    return version.id, [measure.id for measure in measures]


def colleague(session: Session, name: str = "Jonas Weber") -> Actor:
    """Another user of the office."""
    user = User(slot_label=name, name=name, short="JW", role=Role.MANAGER)
    put(session, user)
    return Actor(user.id, name, "JW", Role.MANAGER)


def lines(session: Session, actor: Actor, rule: str, *, mine: bool = True) -> list[DueRow]:
    """Today's lines of one rule."""
    return [line for line in today_view(session, actor, mine).lines if line.rule == rule]


def _case(session: Session, actor: Actor | None, status: CaseStatus, **fields: Any) -> int:
    with session.begin():
        number = f"F-2026-{(session.scalar(select(func.count(Case.id))) or 0) + 1:03}"
    case = Case(
        number=number, status=status, responsible_id=actor.user_id if actor else None, opened_on=today(), **fields
    )
    case.statuses = [CaseStatusEntry(status=status, since=today())]
    put(session, case)
    return case.id
