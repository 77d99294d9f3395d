"""A plan in force with three goals and six steps, made with the use cases themselves."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from desktop.casework.cases.cases import open_person_case
from desktop.casework.people.people import PersonFacts, create_person
from desktop.casework.plans.plan_life import Signing, agree, put_in_force
from desktop.casework.plans.plan_rows import NewGoal, NewMeasure, PlanView, SignatureRow
from desktop.casework.plans.plan_views import plan_view
from desktop.casework.plans.plans import add_goal, start_plan
from desktop.casework.rights import Actor
from desktop.clock import fixed
from desktop.terms import PartialDate, PlanKind, Responsible

SIGNED = dt.date(2026, 8, 20)
"""Three months before the tests' day."""

GOALS = (
    ("sprache", "Ich spreche im Alltag Deutsch.", ("Ich mache einen Einstufungstest.", "Ich besuche den Kurs.")),
    ("wohnen", "Wir ziehen in eine eigene Wohnung.", ("Ich frage beim Vermieter.", "Ich beantrage einen WBS.")),
    ("arbeit", "Ich finde eine Arbeit.", ("Ich schreibe einen Lebenslauf.", "Ich bewerbe mich.")),
)


def new_person(session: Session, actor: Actor, given: str = "Maryam") -> int:
    made = create_person(session, actor, PersonFacts("Ahmadi", given, birth_date=PartialDate(1990, 5, 4))).made
    assert made is not None
    return made


def plan_in_force(session: Session, actor: Actor, person_id: int | None = None) -> PlanView:
    """Signed on SIGNED; values 2 → 8, every step due on 20.11.2026."""
    with fixed(SIGNED):
        person_id = person_id or new_person(session, actor)
        case_id = open_person_case(session, actor, person_id).made or 0
        version_id = start_plan(session, actor, case_id, PlanKind.SINGLE, person_id).made or 0
        for area, text, steps in GOALS:
            goal = NewGoal(area, text, person_id=person_id, indicator="Das sieht man", value_start=2, value_target=8)
            add_goal(session, actor, version_id, goal, tuple(_step(step) for step in steps))
        agree(session, actor, version_id)
        person = SignatureRow("person", "Maryam Ahmadi", SIGNED, person_id)
        put_in_force(session, actor, version_id, Signing((person, SignatureRow("im", "P. Lang", SIGNED))))
    return plan_view(session, actor, version_id)


def _step(text: str) -> NewMeasure:
    return NewMeasure(text, who=(Responsible.CLIENT,), due_on=dt.date(2026, 11, 20))
