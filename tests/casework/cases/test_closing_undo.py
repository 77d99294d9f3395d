"""An Abschluss taken back: everything it changed is as before, what somebody did since stays."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop import clock
from desktop.casework.cases.case_closing import Closing, close_case, reopen_case
from desktop.casework.cases.case_life import take_back_status
from desktop.casework.cases.cases import case_head, enter_person_case
from desktop.casework.cases.closing_undo import before_closing, take_back_closing
from desktop.casework.people.people import PersonFacts
from desktop.casework.rights import Actor
from desktop.errors import CaseworkError
from desktop.records.appointments import Appointment
from desktop.records.cases import CaseStatusEntry
from desktop.records.plans import Plan, PlanVersion
from desktop.records.tasks import Task
from desktop.talk_terms import AppointmentStatus, TaskStatus
from desktop.terms import CaseStatus, EndReason, PlanKind, PlanState
from tests.conftest import TODAY

pytestmark = pytest.mark.usefixtures("fixed_clock")
END = Closing(TODAY, EndReason.REACHED, final_talk=True, close_plans=True)


@pytest.fixture
def case_id(session: Session, actor: Actor) -> int:
    """A file with two open tasks, a draft, a Fassung in force and an appointment."""
    made = enter_person_case(session, actor, PersonFacts("Habte", "F", assigned_on=dt.date(2026, 11, 3))).made or 0
    versions = [
        PlanVersion(version=1, state=PlanState.IN_FORCE, valid_from=dt.date(2026, 11, 20), frozen_at=clock.now()),
        PlanVersion(version=2, state=PlanState.DRAFT),
    ]
    date = Appointment(
        uid="x", on_date=dt.date(2026, 12, 1), start_time="09:00", minutes=30, title="Beratung", case_id=made
    )
    with session.begin():
        session.connection(execution_options={"writing": True})
        session.add_all((Plan(case_id=made, kind=PlanKind.SINGLE, number=1, versions=versions), date))
    return made


def state_of(session: Session) -> tuple[object, ...]:
    """Everything an end can change."""
    session.expire_all()
    with session.begin():
        return (
            session.execute(select(PlanVersion.state, PlanVersion.replaced_on, PlanVersion.frozen_at)).all(),
            session.execute(select(Task.status, Task.done_at, Task.done_by)).all(),
            session.execute(select(Appointment.status, Appointment.outcome)).all(),
            session.execute(select(CaseStatusEntry.status, CaseStatusEntry.since)).all(),
        )


@pytest.mark.parametrize("aftercare", [False, True])
def test_an_end_taken_back_leaves_everything_as_before(
    session: Session, actor: Actor, case_id: int, aftercare: bool
) -> None:
    before, kept = state_of(session), before_closing(session, actor, case_id)
    close_case(session, actor, case_id, Closing(TODAY, EndReason.REACHED, True, "", "", True, aftercare))
    assert state_of(session) != before
    take_back_closing(session, actor, case_id, kept)
    assert state_of(session) == before
    assert case_head(session, actor, case_id).status is CaseStatus.CONTACT_OPEN


def test_an_end_is_not_taken_back_tomorrow_nor_once_the_file_goes_on(
    session: Session, actor: Actor, case_id: int
) -> None:
    kept = before_closing(session, actor, case_id)
    with pytest.raises(CaseworkError, match="nicht mehr zurücknehmen"):
        take_back_closing(session, actor, case_id, kept)
    close_case(session, actor, case_id, END)
    with clock.fixed(TODAY + dt.timedelta(days=1)), pytest.raises(CaseworkError, match="nicht mehr zurücknehmen"):
        take_back_closing(session, actor, case_id, kept)
    reopen_case(session, actor, case_id, CaseStatus.WITHOUT_PLAN, TODAY, "Neue Fragen")
    with pytest.raises(CaseworkError, match="nicht mehr zurücknehmen"):
        take_back_closing(session, actor, case_id, kept)


def test_taking_back_a_status_does_not_undo_half_an_end(session: Session, actor: Actor, case_id: int) -> None:
    close_case(session, actor, case_id, END)
    with session.begin():
        last = session.scalars(select(CaseStatusEntry.id).order_by(CaseStatusEntry.id.desc())).first() or 0
    with pytest.raises(CaseworkError, match="nicht mehr zurücknehmen"):
        take_back_status(session, actor, case_id, last)


def test_what_somebody_did_since_stays(session: Session, actor: Actor, case_id: int) -> None:
    kept = before_closing(session, actor, case_id)
    close_case(session, actor, case_id, END)
    with session.begin():
        session.connection(execution_options={"writing": True})
        session.scalars(select(Task)).first().status = TaskStatus.DONE  # type: ignore[union-attr]
        session.scalars(select(Appointment)).one().outcome = "Telefonisch abgesagt"
    take_back_closing(session, actor, case_id, kept)
    session.expire_all()
    with session.begin():
        assert session.scalars(select(Task.status).order_by(Task.id)).all() == [TaskStatus.DONE, TaskStatus.OPEN]
        assert session.scalars(select(Appointment.status)).all() == [AppointmentStatus.CANCELLED]
