"""Files nobody has spoken to for long: found, decided on together with one reason, and taken back together."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop import clock
from desktop.casework.cases.case_life import change_status
from desktop.casework.cases.cases import CaseHead, case_head, enter_person_case
from desktop.casework.cases.inactive_cases import (
    BulkReview,
    Decision,
    before_review,
    days_without_contact,
    inactive_cases,
    review_inactive,
    take_back_review,
)
from desktop.casework.deadlines.choices import save_due_settings
from desktop.casework.deadlines.work_lists import work_list
from desktop.casework.people.people import PersonFacts
from desktop.casework.rights import Actor
from desktop.errors import CaseworkError
from desktop.records.office import AccessEntry
from desktop.records.plans import Plan, PlanVersion
from desktop.records.talks import Talk, TalkCase
from desktop.records.tasks import DeadlineMark, Task
from desktop.talk_terms import TalkKind, TaskStatus
from desktop.terms import CaseStatus, EndReason, PlanKind, PlanState
from tests.conftest import TODAY

pytestmark = pytest.mark.usefixtures("fixed_clock")
DAY = dt.timedelta(days=1)
LATER = dt.date(2027, 2, 1)
LOST = BulkReview(Decision.CLOSE, "Durchsicht November", end_reason=EndReason.CONTACT_LOST)


def put(session: Session, *rows: object) -> None:
    with session.begin():
        session.connection(execution_options={"writing": True})
        session.add_all(rows)


@pytest.fixture
def files(session: Session, actor: Actor) -> tuple[int, ...]:
    """Three files opened long ago, nobody spoken to since."""
    with clock.fixed(TODAY - 300 * DAY):
        made = tuple(enter_person_case(session, actor, PersonFacts(name, "F")).made or 0 for name in "ABC")
        for case_id in made:
            change_status(session, actor, case_id, CaseStatus.WITHOUT_PLAN, clock.today())
    return made


def heads(session: Session, actor: Actor, files: tuple[int, ...]) -> list[CaseHead]:
    session.expire_all()
    return [case_head(session, actor, case_id) for case_id in files]


def found(session: Session, actor: Actor, days: int = 90) -> list[int]:
    return [row.case_id for row in inactive_cases(session, actor, days)]


def test_who_was_spoken_to_or_is_new_is_not_inactive(session: Session, actor: Actor, files: tuple[int, ...]) -> None:
    enter_person_case(session, actor, PersonFacts("Neu", "F"))
    put(session, Talk(held_on=TODAY - 10 * DAY, kind=TalkKind.COUNSELLING, cases=[TalkCase(case_id=files[1])]))
    assert found(session, actor) == [files[0], files[2]]
    assert found(session, actor, 5) == list(files)
    assert found(session, actor) == [row.case_id for row in work_list(session, actor, "no_contact")]
    with pytest.raises(CaseworkError, match="mindestens einen Tag"):
        inactive_cases(session, actor, 0)


def test_somebody_never_reached_is_inactive_too(session: Session, actor: Actor) -> None:
    with clock.fixed(TODAY - 300 * DAY):
        case_id = enter_person_case(session, actor, PersonFacts("Nie", "F")).made or 0
    assert found(session, actor) == [case_id]


def test_the_days_are_those_of_the_office(session: Session, actor: Actor) -> None:
    assert days_without_contact(session, actor) == 90
    save_due_settings(session, actor, (), {"no_contact": 120}, True)
    assert days_without_contact(session, actor) == 120


def test_files_end_together_with_one_reason_and_one_record_and_come_back(
    session: Session, actor: Actor, files: tuple[int, ...]
) -> None:
    before, entries = before_review(session, actor, files), _records(session)
    review_inactive(session, actor, files, LOST)
    for head in heads(session, actor, files):
        ended = head.statuses[0]
        assert (ended.status, ended.end_reason, ended.reason) == (
            CaseStatus.ENDED, EndReason.CONTACT_LOST, "Durchsicht November",
        )
    assert _records(session) == [*entries, "caseload.review", "case.read", "case.read", "case.read"]
    assert found(session, actor) == []
    take_back_review(session, actor, before, Decision.CLOSE)
    assert [len(head.statuses) for head in heads(session, actor, files)] == [2, 2, 2]
    assert found(session, actor) == list(files)
    with session.begin():
        assert set(session.scalars(select(Task.status))) == {TaskStatus.OPEN}


def test_files_rest_together_and_go_on_together(session: Session, actor: Actor, files: tuple[int, ...]) -> None:
    before = before_review(session, actor, files)
    review_inactive(session, actor, files, BulkReview(Decision.REST, "Im Ausland", LATER))
    for head in heads(session, actor, files):
        assert (head.status, head.statuses[0].resume_on) == (CaseStatus.RESTING, LATER)
    take_back_review(session, actor, before, Decision.REST)
    assert {head.status for head in heads(session, actor, files)} == {CaseStatus.WITHOUT_PLAN}


def test_files_left_as_they_are_come_up_again_on_their_day(
    session: Session, actor: Actor, files: tuple[int, ...]
) -> None:
    before = before_review(session, actor, files[:2])
    review_inactive(session, actor, files[:2], BulkReview(Decision.LEAVE, "Meldet sich selbst", LATER))
    assert found(session, actor) == [files[2]]
    with clock.fixed(LATER):
        assert found(session, actor) == list(files)
    with session.begin():
        assert set(session.scalars(select(DeadlineMark.note))) == {"Meldet sich selbst"}
    take_back_review(session, actor, before, Decision.LEAVE)
    assert found(session, actor) == list(files)


def test_one_file_that_cannot_end_keeps_all_of_them(session: Session, actor: Actor, files: tuple[int, ...]) -> None:
    version = PlanVersion(version=1, state=PlanState.IN_FORCE, valid_from=TODAY)
    put(session, Plan(case_id=files[1], kind=PlanKind.SINGLE, number=1, versions=[version]))
    assert [row.open_plan for row in inactive_cases(session, actor, 90)] == [False, True, False]
    number = heads(session, actor, files)[1].number
    with pytest.raises(CaseworkError, match=f"Fall {number}: Der Plan ist noch offen") as told:
        review_inactive(session, actor, files, LOST)
    assert told.value.field == "close_plans"
    assert {head.status for head in heads(session, actor, files)} == {CaseStatus.WITHOUT_PLAN}
    closing = BulkReview(Decision.CLOSE, "Durchsicht", end_reason=EndReason.CONTACT_LOST, close_plans=True)
    review_inactive(session, actor, files, closing)
    assert {head.status for head in heads(session, actor, files)} == {CaseStatus.ENDED}


@pytest.mark.parametrize(("review", "field"), [
    (BulkReview(Decision.CLOSE, " ", end_reason=EndReason.CONTACT_LOST), "reason"),
    (BulkReview(Decision.CLOSE, "Grund"), "end_reason"),
    (BulkReview(Decision.REST, "Grund"), "again_on"),
    (BulkReview(Decision.LEAVE, "Grund", TODAY), "again_on"),
])  # fmt: skip
def test_a_decision_that_says_too_little_is_refused(
    session: Session, actor: Actor, files: tuple[int, ...], review: BulkReview, field: str
) -> None:
    with pytest.raises(CaseworkError) as told:
        review_inactive(session, actor, files, review)
    assert told.value.field == field
    with pytest.raises(CaseworkError, match="mindestens einen Fall"):
        review_inactive(session, actor, (), LOST)


def _records(session: Session) -> list[str]:
    with session.begin():
        return list(session.scalars(select(AccessEntry.action).order_by(AccessEntry.id)))
