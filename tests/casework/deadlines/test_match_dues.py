"""„Heute“ reminds of what volunteers and clients agreed, also somebody who opens no case file."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from desktop.casework.deadlines.rows import DueGroup, DueRow
from desktop.casework.deadlines.today import today_view
from desktop.casework.rights import Actor
from desktop.casework.volunteers.matches.match_life import (
    begin_match,
    end_match,
    hold_check_in,
    plan_meeting,
    sign_agreement,
)
from desktop.casework.volunteers.matches.match_rows import Agreement, CheckIn, Ending, Meeting
from desktop.casework.volunteers.matches.matches import match_detail
from desktop.clock import fixed
from desktop.records.people import Person
from desktop.volunteer_terms import MatchEnd
from tests.casework.volunteers.matches.match_samples import CHILD, agreed, coordinator, met, running, suggested

TODAY = dt.date(2026, 11, 22)
DAY = dt.timedelta(days=1)
pytestmark = pytest.mark.usefixtures("fixed_clock")


def lines(session: Session, actor: Actor, rule: str, day: dt.date) -> list[DueRow]:
    with fixed(day):
        return [line for line in today_view(session, actor).lines if line.rule == rule]


def test_a_talk_between_is_due_a_week_before_until_it_is_held(session: Session, actor: Actor) -> None:
    match_id = suggested(session, actor)
    running(session, actor, match_id)
    due = dt.date(2027, 1, 3)
    assert lines(session, actor, "match_check_in", due - 8 * DAY) == []
    line = lines(session, actor, "match_check_in", due + DAY)[0]
    assert (line.group, line.whose, line.opens) == (
        DueGroup.OVERDUE, "Weiß, Gerda", ("volunteers", "matches", match_id),
    )  # fmt: skip
    with fixed(due + DAY):
        hold_check_in(session, actor, match_id, CheckIn(due + DAY))
    assert lines(session, actor, "match_check_in", due + DAY) == []


def test_the_coordination_reads_no_family_name_of_a_client(session: Session, actor: Actor) -> None:
    match_id = suggested(session, actor)
    running(session, actor, match_id)
    line = lines(session, coordinator(actor), "match_check_in", dt.date(2027, 1, 3))[0]
    assert "mit Ali (F-2026-001)" in line.detail
    assert "Ahmadi" not in repr(line)


def test_a_trial_ends_until_an_agreement_is_signed(session: Session, actor: Actor) -> None:
    match_id = suggested(session, actor)
    met(session, actor, match_id)
    ends = TODAY + 28 * DAY
    assert lines(session, actor, "match_trial", ends - 8 * DAY) == []
    assert lines(session, actor, "match_trial", ends)[0].due_on == ends
    sign_agreement(session, actor, match_id, Agreement(TODAY, "Deutsch"))
    assert lines(session, actor, "match_trial", ends) == []


def test_a_meeting_is_said_two_days_before_and_over_the_day_after(session: Session, actor: Actor) -> None:
    match_id = suggested(session, actor)
    agreed(session, actor, match_id)
    meeting = TODAY + 5 * DAY
    plan_meeting(session, actor, match_id, Meeting(meeting))
    assert [len(lines(session, actor, "match_meeting", meeting + days * DAY)) for days in (-3, -2, 0, 1)] == [
        0, 1, 1, 0,
    ]  # fmt: skip


def test_an_agreement_that_ends_is_said_six_weeks_before_until_the_match_ends(session: Session, actor: Actor) -> None:
    match_id = suggested(session, actor)
    running(session, actor, match_id)
    last = TODAY + 60 * DAY
    assert lines(session, actor, "match_agreement", last) == []
    other = suggested(session, actor)
    met(session, actor, other)
    sign_agreement(session, actor, other, Agreement(TODAY, "Deutsch", ends_by=last))
    begin_match(session, actor, other, TODAY)
    assert lines(session, actor, "match_agreement", last - 43 * DAY) == []
    assert lines(session, actor, "match_agreement", last - 42 * DAY)[0].due_on == last
    end_match(session, actor, other, Ending(TODAY, MatchEnd.WISHED))
    assert lines(session, actor, "match_agreement", last) == []


def test_a_birth_date_put_right_after_the_match_stands_on_top_of_heute(session: Session, actor: Actor) -> None:
    match_id = suggested(session, actor)
    running(session, actor, match_id)
    assert lines(session, actor, "child_without_certificate", TODAY) == []
    person_id = match_detail(session, actor, match_id).consents[0].person_id
    session.connection(execution_options={"writing": True})
    session.get_one(Person, person_id).birth_date = CHILD
    session.commit()
    assert [line.whose for line in lines(session, actor, "child_without_certificate", TODAY)] == ["Weiß, Gerda"]
    with fixed(TODAY):
        assert today_view(session, coordinator(actor)).lines[0].rule == "child_without_certificate"
