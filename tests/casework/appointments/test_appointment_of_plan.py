"""The next talk of a plan in force becomes an appointment, once (decision 34)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from desktop.casework.appointments.appointment_views import appointment, appointment_from_plan
from desktop.casework.appointments.appointments import make_appointment, record_outcome
from desktop.casework.cases.cases import open_person_case
from desktop.casework.people.people import PersonFacts, create_person
from desktop.casework.plans.plan_life import Signing, agree, put_in_force
from desktop.casework.plans.plan_rows import SignatureRow
from desktop.casework.plans.plan_taking import Taking, take_into_plan
from desktop.casework.plans.plan_views import plan_view
from desktop.casework.plans.plans import save_goal, save_header, start_plan
from desktop.casework.rights import Actor
from desktop.clock import fixed, today
from desktop.talk_terms import AppointmentStatus
from desktop.terms import PlanKind

pytestmark = pytest.mark.usefixtures("fixed_clock")
DAY = dt.date(2026, 12, 14)


@pytest.fixture
def case_id(session: Session, actor: Actor) -> int:
    person = create_person(session, actor, PersonFacts("Ahmadi", "Maryam")).made or 0
    return open_person_case(session, actor, person).made or 0


@pytest.fixture
def version_id(session: Session, actor: Actor, case_id: int) -> int:
    """A draft that names the next talk."""
    version = start_plan(session, actor, case_id, PlanKind.SINGLE, 1).made or 0
    steps = ("wohnen.schritt.1",)
    goal = take_into_plan(session, actor, version, Taking("wohnen", "wohnen.ziel.1", measure_keys=steps))
    content = plan_view(session, actor, version).goals[0].content
    save_goal(session, actor, goal.made or 0, replace(content, value_start=2, value_target=8))
    view = plan_view(session, actor, version)
    header = replace(view.header, next_talk_on=DAY, next_talk_time="10:30", next_talk_place="Rathaus")
    save_header(session, actor, version, header, view.row_version)
    return version


def sign(session: Session, actor: Actor, version_id: int) -> None:
    agree(session, actor, version_id)
    signatures = (SignatureRow("person", "Maryam", today()), SignatureRow("im", actor.name, today()))
    put_in_force(session, actor, version_id, Signing(signatures, place="Musterlingen"))


def test_only_a_plan_in_force_offers_its_talk(
    session: Session, actor: Actor, case_id: int, version_id: int
) -> None:
    assert appointment_from_plan(session, actor, case_id) is None
    sign(session, actor, version_id)
    offered = appointment_from_plan(session, actor, case_id)
    assert offered is not None
    assert (offered.on_date, offered.start_time, offered.place) == (DAY, "10:30", "Rathaus")


def test_it_is_offered_until_it_stands_in_the_calendar_and_again_when_it_is_called_off(
    session: Session, actor: Actor, case_id: int, version_id: int
) -> None:
    sign(session, actor, version_id)
    offered = appointment_from_plan(session, actor, case_id)
    assert offered is not None
    row = appointment(session, actor, make_appointment(session, actor, offered).made or 0)
    assert appointment_from_plan(session, actor, case_id) is None
    record_outcome(session, actor, row.id, AppointmentStatus.CANCELLED, "", row.row_version)
    assert appointment_from_plan(session, actor, case_id) == offered


def test_a_day_that_is_over_is_not_offered(session: Session, actor: Actor, case_id: int, version_id: int) -> None:
    sign(session, actor, version_id)
    with fixed(DAY + dt.timedelta(days=1)):
        assert appointment_from_plan(session, actor, case_id) is None
