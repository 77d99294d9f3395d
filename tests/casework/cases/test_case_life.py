"""The life of a case: allowed moves, attempts, the offer, what events propose, closing and taking up again."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop import clock
from desktop.casework.assessments.assessments import start_assessment
from desktop.casework.cases.case_closing import Closing, close_case, open_ends, reopen_case
from desktop.casework.cases.case_life import CaseLife, case_life, change_status, take_back_status
from desktop.casework.cases.case_moves import moves_from
from desktop.casework.cases.cases import case_head, enter_person_case
from desktop.casework.cases.first_steps import FirstStep, Since, first_steps, save_first_steps
from desktop.casework.people.families import put_together
from desktop.casework.people.people import PersonFacts
from desktop.casework.rights import Actor
from desktop.errors import CaseworkError
from desktop.records.appointments import Appointment
from desktop.records.plans import Plan, PlanVersion
from desktop.records.talks import Talk, TalkCase
from desktop.records.tasks import Task
from desktop.talk_terms import AppointmentStatus, ContactResult, TalkKind, TaskStatus
from desktop.terms import AssessmentKind, CaseStatus, EndReason, PlanKind, PlanState
from tests.conftest import TODAY

pytestmark = pytest.mark.usefixtures("fixed_clock")
S = CaseStatus
ASSIGNED = dt.date(2026, 11, 3)


@pytest.fixture
def case_id(session: Session, actor: Actor) -> int:
    return opened(session, actor, "Habte")


def opened(session: Session, actor: Actor, name: str, assigned_on: dt.date = ASSIGNED) -> int:
    return enter_person_case(session, actor, PersonFacts(name, "F", assigned_on=assigned_on)).made or 0


def put(session: Session, *rows: object) -> None:
    with session.begin():
        session.connection(execution_options={"writing": True})
        session.add_all(rows)


def tried(session: Session, case_id: int, *results: ContactResult) -> None:
    for number, result in enumerate(results, 1):
        talk = Talk(held_on=dt.date(2026, 11, number), kind=TalkKind.CONTACT_ATTEMPT, contact_result=result)
        talk.cases = [TalkCase(case_id=case_id)]
        put(session, talk)


def with_plan(session: Session, case_id: int, state: PlanState, **values: Any) -> None:
    version = PlanVersion(version=1, state=state, **values)
    put(session, Plan(case_id=case_id, kind=PlanKind.SINGLE, number=1, versions=[version]))


def life(session: Session, actor: Actor, case_id: int) -> CaseLife:
    session.expire_all()
    return case_life(session, actor, case_id)


def move(session: Session, actor: Actor, case_id: int, *statuses: CaseStatus) -> None:
    for status in statuses:
        change_status(session, actor, case_id, status, TODAY, "Grund", dt.date(2027, 1, 1))


def test_every_status_but_the_blocked_one_leads_on_and_none_leads_to_itself() -> None:
    for status in CaseStatus:
        targets = [step.to for step in moves_from(status)]
        assert bool(targets) is (status is not S.BLOCKED), status
        assert status not in targets
        assert len(targets) == len(set(targets))
        assert not {S.ENDED, S.BLOCKED} & set(targets), "ending has its own way"


def test_the_usual_course_needs_no_reason_and_keeps_its_history(session: Session, actor: Actor, case_id: int) -> None:
    course = (S.OFFERED, S.ASSESSMENT, S.PLANNING, S.ACCOMPANIED, S.EXTENDED, S.CLOSING)
    for status in course:
        change_status(session, actor, case_id, status, TODAY)
    kept = [row.status for row in case_head(session, actor, case_id).statuses]
    assert kept == [*reversed(course), S.CONTACT_OPEN]


def test_steps_left_out_need_a_reason(session: Session, actor: Actor, case_id: int) -> None:
    with pytest.raises(CaseworkError, match="begründen") as told:
        change_status(session, actor, case_id, S.ACCOMPANIED, TODAY)
    assert told.value.field == "reason"
    change_status(session, actor, case_id, S.ACCOMPANIED, TODAY, "Plan lag schon auf Papier vor")
    assert case_head(session, actor, case_id).status is S.ACCOMPANIED


@pytest.mark.parametrize("wanted", [S.ANNOUNCED, S.AFTERCARE, S.BLOCKED, S.ENDED, S.CONTACT_OPEN])
def test_what_the_table_does_not_know_is_refused(
    session: Session, actor: Actor, case_id: int, wanted: CaseStatus
) -> None:
    with pytest.raises(CaseworkError):
        change_status(session, actor, case_id, wanted, TODAY, "Grund")
    assert case_head(session, actor, case_id).status is S.CONTACT_OPEN


def test_resting_needs_reason_and_a_later_day_and_proposes_to_go_on(
    session: Session, actor: Actor, case_id: int
) -> None:
    move(session, actor, case_id, S.OFFERED)
    for reason, day in (("", dt.date(2027, 2, 1)), ("Ausland", None), ("Ausland", TODAY)):
        with pytest.raises(CaseworkError):
            change_status(session, actor, case_id, S.RESTING, TODAY, reason, day)
    change_status(session, actor, case_id, S.RESTING, TODAY, "Ausland", dt.date(2027, 2, 1))
    assert case_head(session, actor, case_id).statuses[0].resume_on == dt.date(2027, 2, 1)
    assert life(session, actor, case_id).proposal is None
    with clock.fixed(dt.date(2027, 2, 1)):
        proposal = life(session, actor, case_id).proposal
    assert proposal is not None
    assert (proposal.status, proposal.since) == (S.OFFERED, dt.date(2027, 2, 1))


def test_a_status_begins_neither_tomorrow_nor_before_the_one_it_follows(
    session: Session, actor: Actor, case_id: int
) -> None:
    change_status(session, actor, case_id, S.OFFERED, dt.date(2026, 11, 5))
    for day, words in ((dt.date(2026, 11, 23), "Zukunft"), (dt.date(2026, 11, 4), "05.11.2026")):
        with pytest.raises(CaseworkError, match=words):
            change_status(session, actor, case_id, S.ASSESSMENT, day)


def test_a_wrong_click_is_taken_back_on_the_same_day_only(session: Session, actor: Actor, case_id: int) -> None:
    entry = change_status(session, actor, case_id, S.DECLINED, TODAY).made or 0
    take_back_status(session, actor, case_id, entry)
    head = case_head(session, actor, case_id)
    assert (head.status, len(head.statuses)) == (S.CONTACT_OPEN, 1)
    entry = change_status(session, actor, case_id, S.DECLINED, TODAY).made or 0
    with clock.fixed(dt.date(2026, 11, 24)), pytest.raises(CaseworkError, match="nicht mehr"):
        take_back_status(session, actor, case_id, entry)


def test_three_tries_in_vain_propose_not_reached_and_a_success_starts_anew(
    session: Session, actor: Actor, case_id: int
) -> None:
    missed = ContactResult.NOT_REACHED
    tried(session, case_id, missed, ContactResult.MESSAGE_LEFT)
    assert life(session, actor, case_id).proposal is None
    tried(session, case_id, missed, missed, missed)
    now = life(session, actor, case_id)
    assert (now.attempts.all, now.attempts.in_vain) == (5, 5)
    assert now.proposal is not None
    assert now.proposal.status is S.NOT_REACHED
    reached = Talk(held_on=dt.date(2026, 11, 20), kind=TalkKind.CONTACT_ATTEMPT, contact_result=ContactResult.REACHED)
    reached.cases = [TalkCase(case_id=case_id)]
    put(session, reached)
    assert life(session, actor, case_id).attempts.in_vain == 0
    assert life(session, actor, case_id).proposal is None


def test_the_offer_with_its_answer_is_read_from_the_history(session: Session, actor: Actor, case_id: int) -> None:
    change_status(session, actor, case_id, S.OFFERED, dt.date(2026, 11, 5))
    change_status(session, actor, case_id, S.DECLINED, dt.date(2026, 11, 9))
    offer = life(session, actor, case_id).offer
    assert (offer.made_on, offer.declined_on) == (dt.date(2026, 11, 5), dt.date(2026, 11, 9))
    change_status(session, actor, case_id, S.OFFERED, dt.date(2026, 11, 15))
    change_status(session, actor, case_id, S.WITHOUT_PLAN, dt.date(2026, 11, 16))
    offer = life(session, actor, case_id).offer
    assert (offer.made_on, offer.accepted_on, offer.declined_on) == (
        dt.date(2026, 11, 15), dt.date(2026, 11, 16), None,
    )


def test_events_propose_the_status_they_mean(session: Session, actor: Actor, case_id: int) -> None:
    start_assessment(session, actor, case_id, AssessmentKind.SHORT)
    first = life(session, actor, case_id).proposal
    assert first is not None
    assert first.status is S.ASSESSMENT
    move(session, actor, case_id, S.ASSESSMENT)
    assert life(session, actor, case_id).proposal is None
    with_plan(session, case_id, PlanState.IN_FORCE, valid_from=dt.date(2026, 11, 20))
    second = life(session, actor, case_id).proposal
    assert second is not None
    assert (second.status, second.since) == (S.ACCOMPANIED, dt.date(2026, 11, 20))


def test_a_file_with_an_open_plan_does_not_end_by_accident(session: Session, actor: Actor, case_id: int) -> None:
    with_plan(session, case_id, PlanState.IN_FORCE, valid_from=dt.date(2026, 11, 20))
    closing = Closing(TODAY, EndReason.REACHED, final_talk=True)
    with pytest.raises(CaseworkError, match="Plan ist noch offen") as told:
        close_case(session, actor, case_id, closing)
    assert told.value.field == "close_plans"
    assert case_head(session, actor, case_id).status is S.CONTACT_OPEN
    assert open_ends(session, actor, case_id).plans == ("Fassung 1 (in Kraft)",)


def test_closing_closes_plans_drops_tasks_and_cancels_appointments(
    session: Session, actor: Actor, case_id: int
) -> None:
    with_plan(session, case_id, PlanState.IN_FORCE, valid_from=dt.date(2026, 11, 20))
    put(session, Appointment(uid="x", on_date=dt.date(2026, 12, 1), start_time="09:00", minutes=30, title="Beratung",
                             case_id=case_id))  # fmt: skip
    seen = open_ends(session, actor, case_id)
    assert len(seen.tasks) == 2
    assert seen.appointments == ("01.12.2026, 09:00 Uhr: Beratung",)
    closing = Closing(TODAY, EndReason.REGULAR_SERVICE, final_talk=True, note="gut gelaufen", passed_on_to="MBE",
                      close_plans=True, aftercare=True)  # fmt: skip
    close_case(session, actor, case_id, closing)
    head = case_head(session, actor, case_id)
    ended = head.statuses[1]
    assert (head.status, ended.status, ended.end_reason) == (S.AFTERCARE, S.ENDED, EndReason.REGULAR_SERVICE)
    assert (ended.final_talk, ended.passed_on_to, ended.reason) == (True, "MBE", "gut gelaufen")
    with session.begin():
        assert session.scalars(select(PlanVersion.state)).all() == [PlanState.CLOSED]
        assert set(session.scalars(select(Task.status))) == {TaskStatus.DROPPED}
        assert session.scalars(select(Appointment.status)).all() == [AppointmentStatus.CANCELLED]


@pytest.mark.parametrize("closing", [
    Closing(dt.date(2026, 11, 23), EndReason.REACHED, final_talk=False),
    Closing(dt.date(2026, 11, 1), EndReason.REACHED, final_talk=False),
    Closing(TODAY, EndReason.REGULAR_SERVICE, final_talk=False),
    Closing(TODAY, EndReason.MOVED, final_talk=False, passed_on_to="  "),
    Closing(TODAY, EndReason.DIED, final_talk=True),
])  # fmt: skip
def test_an_impossible_end_is_refused(session: Session, actor: Actor, case_id: int, closing: Closing) -> None:
    with pytest.raises(CaseworkError):
        close_case(session, actor, case_id, closing)
    assert case_head(session, actor, case_id).status is S.CONTACT_OPEN


def test_a_closed_file_is_taken_up_again_with_a_reason(session: Session, actor: Actor, case_id: int) -> None:
    with pytest.raises(CaseworkError, match="nicht wieder"):
        reopen_case(session, actor, case_id, S.WITHOUT_PLAN, TODAY, "neu")
    close_case(session, actor, case_id, Closing(TODAY, EndReason.OWN_WISH, final_talk=False))
    with pytest.raises(CaseworkError, match="schon beendet"):
        close_case(session, actor, case_id, Closing(TODAY, EndReason.OWN_WISH, final_talk=False))
    with pytest.raises(CaseworkError, match="begründen"):
        reopen_case(session, actor, case_id, S.WITHOUT_PLAN, TODAY, " ")
    reopen_case(session, actor, case_id, S.WITHOUT_PLAN, TODAY, "Neue Kündigung der Wohnung")
    head = case_head(session, actor, case_id)
    assert [row.status for row in head.statuses] == [S.WITHOUT_PLAN, S.ENDED, S.CONTACT_OPEN]


def test_a_file_put_together_with_another_is_not_taken_up_again(session: Session, actor: Actor, case_id: int) -> None:
    other = opened(session, actor, "Habte")
    put_together(session, actor, (case_id, other))
    with pytest.raises(CaseworkError, match="zusammengeführt"):
        reopen_case(session, actor, other, S.WITHOUT_PLAN, TODAY, "neu")


def tasks_of(session: Session, case_id: int) -> dict[str, dt.date | None]:
    with session.begin():
        rows = select(Task.rule, Task.due_on).where(Task.case_id == case_id, Task.status == TaskStatus.OPEN)
        return dict(list(session.execute(rows)))


def test_a_new_file_brings_its_first_steps_and_the_first_contact_the_others(session: Session, actor: Actor) -> None:
    case_id = opened(session, actor, "Noor", dt.date(2026, 12, 1))
    assert tasks_of(session, case_id) == {"contact": dt.date(2026, 12, 15), "handover_talk": dt.date(2026, 12, 15)}
    move(session, actor, case_id, S.CONTACT_OPEN, S.OFFERED, S.ASSESSMENT)
    assert tasks_of(session, case_id)["plan"] == TODAY + dt.timedelta(days=84)
    assert len(tasks_of(session, case_id)) == 5


def test_files_put_together_have_each_first_step_once(session: Session, actor: Actor, case_id: int) -> None:
    other = opened(session, actor, "Habte")
    put_together(session, actor, (case_id, other))
    assert sorted(tasks_of(session, case_id)) == ["contact", "handover_talk"]
    assert tasks_of(session, other) == {}


def test_the_office_sets_its_own_first_steps(session: Session, actor: Actor) -> None:
    assert {step.key for step in first_steps(session, actor)} >= {"contact", "assessment", "plan"}
    own = (FirstStep("schluessel", "Schlüssel übergeben", 3, Since.ASSIGNMENT),)
    save_first_steps(session, actor, own)
    assert first_steps(session, actor) == own
    assert tasks_of(session, opened(session, actor, "Neu")) == {"schluessel": TODAY + dt.timedelta(days=3)}
    for bad in (FirstStep("a", " ", 3, Since.ASSIGNMENT), FirstStep("a", "x", -1, Since.ASSIGNMENT)):
        with pytest.raises(CaseworkError):
            save_first_steps(session, actor, (bad,))
