"""The end of a case ends what volunteers do in it, says so before, and is taken back whole."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.cases.case_closing import Closing, close_case, open_ends, reopen_case
from desktop.casework.cases.case_life import change_status, take_back_status
from desktop.casework.cases.closing_undo import before_closing, take_back_closing
from desktop.casework.changes import Kind
from desktop.casework.deletion.deletion import delete_case, delete_person
from desktop.casework.people.families import Membership, add_member
from desktop.casework.people.people import PersonFacts, create_person
from desktop.casework.rights import Actor
from desktop.casework.volunteers.hours.hours import add_hours
from desktop.casework.volunteers.hours.hours_lists import list_hours
from desktop.casework.volunteers.hours.hours_rows import HoursEntry
from desktop.casework.volunteers.matches.match_life import end_match, hold_check_in
from desktop.casework.volunteers.matches.match_rows import CheckIn, Ending
from desktop.casework.volunteers.matches.matches import match_detail
from desktop.casework.volunteers.needs.need_rows import NeedFacts
from desktop.casework.volunteers.needs.needs import report_need
from desktop.casework.volunteers.register.volunteer_status import change_volunteer_status
from desktop.errors import CaseworkError
from desktop.person_terms import Relation
from desktop.records.volunteer_matches import VolunteerNeed
from desktop.records.volunteers import Volunteer, VolunteerContact
from desktop.terms import CaseStatus, EndReason
from desktop.volunteer_terms import Activity, MatchEnd, MatchStage, NeedEnd, NeedStatus, VolunteerStatus
from tests.casework.volunteers.matches.match_samples import add_case, add_need, running, suggested

TODAY = dt.date(2026, 11, 22)
pytestmark = pytest.mark.usefixtures("fixed_clock")
CLOSING = Closing(TODAY, EndReason.MOVED, final_talk=False, passed_on_to="Ulm, übergeben")


def status_of(session: Session, volunteer_id: int) -> VolunteerStatus:
    session.expire_all()
    status = session.get_one(Volunteer, volunteer_id).status
    session.rollback()
    return status


def test_closing_a_case_says_what_ends_and_ends_it(session: Session, actor: Actor) -> None:
    match_id = suggested(session, actor)
    running(session, actor, match_id)
    row = match_detail(session, actor, match_id).row
    assert open_ends(session, actor, row.client.case_id).matches == ("Sprachpatenschaft mit Gerda (aktiv)",)
    close_case(session, actor, row.client.case_id, CLOSING)
    detail = match_detail(session, actor, match_id)
    assert (detail.row.stage, detail.row.end_reason, detail.ended_on) == (
        MatchStage.ENDED, MatchEnd.MOVED_AWAY, TODAY,
    )  # fmt: skip
    assert status_of(session, row.volunteer_id) is VolunteerStatus.READY
    assert open_ends(session, actor, row.client.case_id).matches == ()


def test_taking_the_closing_back_brings_the_match_back(session: Session, actor: Actor) -> None:
    match_id = suggested(session, actor)
    running(session, actor, match_id)
    row = match_detail(session, actor, match_id).row
    before = before_closing(session, actor, row.client.case_id)
    close_case(session, actor, row.client.case_id, CLOSING)
    take_back_closing(session, actor, row.client.case_id, before)
    assert match_detail(session, actor, match_id).row == row
    assert status_of(session, row.volunteer_id) is VolunteerStatus.ACTIVE
    assert session.get_one(VolunteerNeed, row.need_id).status is NeedStatus.SERVED


def test_a_match_that_ended_before_stays_as_it_ended(session: Session, actor: Actor) -> None:
    match_id = suggested(session, actor)
    case_id = match_detail(session, actor, match_id).row.client.case_id
    end_match(session, actor, match_id, Ending(TODAY, MatchEnd.WISHED, "lieber in der Gruppe"))
    close_case(session, actor, case_id, CLOSING)
    detail = match_detail(session, actor, match_id)
    assert (detail.row.end_reason, detail.end_note) == (MatchEnd.WISHED, "lieber in der Gruppe")


# a file that is over in another way than by its Abschluss, and one that is taken up again


def end_of(session: Session, need_id: int) -> tuple[NeedStatus, NeedEnd | None, dt.date | None]:
    session.expire_all()
    need = session.get_one(VolunteerNeed, need_id)
    found = (need.status, need.end_reason, need.closed_on)
    session.rollback()
    return found


OPEN = (NeedStatus.OPEN, None, None)


@pytest.mark.parametrize(
    ("status", "need_end", "match_end"),
    [
        (CaseStatus.DECLINED, NeedEnd.CASE_DECLINED, MatchEnd.WISHED),
        (CaseStatus.NOT_REACHED, NeedEnd.CASE_NOT_REACHED, MatchEnd.TIME_OVER),
        (CaseStatus.NOT_TARGET, NeedEnd.CASE_NOT_TARGET, MatchEnd.TIME_OVER),
    ],
)
def test_a_case_that_is_over_ends_its_needs_and_matches_with_that_reason_and_undoing_brings_them_back(
    session: Session, actor: Actor, status: CaseStatus, need_end: NeedEnd, match_end: MatchEnd
) -> None:
    match_id = suggested(session, actor)
    running(session, actor, match_id)
    row = match_detail(session, actor, match_id).row
    waiting = add_need(session, row.client.case_id, None, activity=Activity.OFFICES)
    made = change_status(session, actor, row.client.case_id, status, TODAY, "so gesagt")
    assert end_of(session, waiting) == (NeedStatus.CLOSED, need_end, TODAY)
    assert end_of(session, row.need_id) == (NeedStatus.CLOSED, need_end, TODAY)
    detail = match_detail(session, actor, match_id)
    assert (detail.row.stage, detail.row.end_reason, detail.end_note) == (
        MatchStage.ENDED, match_end, f"Fall: {status.label}",
    )  # fmt: skip
    assert status_of(session, row.volunteer_id) is VolunteerStatus.READY
    assert {Kind.NEED, Kind.MATCH, Kind.VOLUNTEER} <= {kind for kind, _ in made.touched}
    take_back_status(session, actor, row.client.case_id, made.made or 0)
    assert match_detail(session, actor, match_id).row == row
    assert end_of(session, waiting) == OPEN
    assert status_of(session, row.volunteer_id) is VolunteerStatus.ACTIVE


def test_a_case_taken_up_again_is_looked_for_again_but_nobody_is_sent_back(session: Session, actor: Actor) -> None:
    match_id = suggested(session, actor)
    running(session, actor, match_id)
    row = match_detail(session, actor, match_id).row
    by_hand = add_need(session, row.client.case_id, None, status=NeedStatus.CLOSED, closed_on=TODAY,
                       end_reason=NeedEnd.ELSEWHERE)  # fmt: skip
    change_status(session, actor, row.client.case_id, CaseStatus.DECLINED, TODAY)
    again = change_status(session, actor, row.client.case_id, CaseStatus.OFFERED, TODAY, "meldet sich wieder")
    assert end_of(session, row.need_id) == OPEN
    assert end_of(session, by_hand) == (NeedStatus.CLOSED, NeedEnd.ELSEWHERE, TODAY)
    assert match_detail(session, actor, match_id).row.stage is MatchStage.ENDED
    assert status_of(session, row.volunteer_id) is VolunteerStatus.READY
    take_back_status(session, actor, row.client.case_id, again.made or 0)
    assert end_of(session, row.need_id) == (NeedStatus.CLOSED, NeedEnd.CASE_DECLINED, TODAY)


@pytest.mark.parametrize(
    ("reason", "expected"),
    [(EndReason.CONTACT_LOST, OPEN), (EndReason.REACHED, (NeedStatus.CLOSED, NeedEnd.REACHED, TODAY))],
)
def test_after_an_abschluss_only_what_the_case_alone_closed_is_looked_for_again(
    session: Session, actor: Actor, reason: EndReason, expected: tuple[object, ...]
) -> None:
    match_id = suggested(session, actor)
    row = match_detail(session, actor, match_id).row
    close_case(session, actor, row.client.case_id, Closing(TODAY, reason, final_talk=False))
    reopen_case(session, actor, row.client.case_id, CaseStatus.WITHOUT_PLAN, TODAY, "kommt zurück")
    assert end_of(session, row.need_id) == expected


def test_for_a_case_that_is_over_nobody_is_looked_for(session: Session, actor: Actor) -> None:
    case_id, person_id = add_case(session, actor)
    change_status(session, actor, case_id, CaseStatus.NOT_TARGET, TODAY, "kein Wohnsitz")
    with pytest.raises(CaseworkError, match="niemand mehr gesucht"):
        report_need(session, actor, case_id, NeedFacts(Activity.LANGUAGE, person_id))


# a file that is deleted


@pytest.mark.parametrize("whole", [True, False], ids=["case", "person"])
def test_deleting_frees_the_volunteer_and_keeps_the_hours_without_the_name(
    session: Session, actor: Actor, whole: bool
) -> None:
    match_id = suggested(session, actor)
    running(session, actor, match_id)
    row = match_detail(session, actor, match_id).row
    need = session.get_one(VolunteerNeed, row.need_id)
    person_id, number = need.person_id or 0, row.client.case_number
    session.rollback()
    add_hours(session, actor, HoursEntry(row.volunteer_id, TODAY, 90, match_id=match_id, note="Museum mit Ali"))
    hold_check_in(session, actor, match_id, CheckIn(TODAY, "Ali spricht viel besser"))
    if whole:
        made = delete_case(session, actor, row.client.case_id, number)
    else:
        newcomer = PersonFacts("Ahmadi", "Sara")
        child = create_person(session, actor, newcomer).made or 0
        add_member(session, actor, row.client.case_id, Membership(child, Relation.PARTNER))
        made = delete_person(session, actor, row.client.case_id, person_id, number)
    assert status_of(session, row.volunteer_id) is VolunteerStatus.READY
    assert (Kind.VOLUNTEER, row.volunteer_id) in made.touched
    (hours,) = list_hours(session, actor, row.volunteer_id, TODAY, TODAY)
    assert (hours.entry.minutes, hours.match, hours.entry.note) == (90, "", "Museum mit …")
    assert [one.text for one in session.scalars(select(VolunteerContact))] == [""]


def test_deleting_leaves_at_work_who_accompanies_somebody_else_or_was_put_to_work_by_hand(
    session: Session, actor: Actor
) -> None:
    match_id = suggested(session, actor)
    row = match_detail(session, actor, match_id).row
    change_volunteer_status(session, actor, row.volunteer_id, VolunteerStatus.ACTIVE)
    delete_case(session, actor, row.client.case_id, row.client.case_number)
    assert status_of(session, row.volunteer_id) is VolunteerStatus.ACTIVE
