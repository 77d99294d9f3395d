"""The end of a case ends what volunteers do in it, says so before, and is taken back whole."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from desktop.casework.cases.case_closing import Closing, close_case, open_ends
from desktop.casework.cases.closing_undo import before_closing, take_back_closing
from desktop.casework.rights import Actor
from desktop.casework.volunteers.matches.match_life import end_match
from desktop.casework.volunteers.matches.match_rows import Ending
from desktop.casework.volunteers.matches.matches import match_detail
from desktop.records.volunteer_matches import VolunteerNeed
from desktop.records.volunteers import Volunteer
from desktop.terms import EndReason
from desktop.volunteer_terms import MatchEnd, MatchStage, NeedStatus, VolunteerStatus
from tests.casework.volunteers.matches.match_samples import running, suggested

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
