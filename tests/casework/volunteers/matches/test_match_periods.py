"""Trial and talks between: the office's numbers are proposed to each new match, which may have its own."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from desktop.casework.deadlines.choices import due_settings, save_due_settings
from desktop.casework.rights import Actor
from desktop.casework.volunteers.matches.match_life import (
    begin_match,
    hold_check_in,
    plan_meeting,
    sign_agreement,
    take_back_step,
)
from desktop.casework.volunteers.matches.match_rows import Agreement, CheckIn, MatchEdit, Meeting
from desktop.casework.volunteers.matches.match_settings import MatchPeriods
from desktop.casework.volunteers.matches.matches import match_detail, save_match
from desktop.errors import CaseworkError
from tests.casework.volunteers.matches.match_samples import agreed, met, running, suggested

TODAY = dt.date(2026, 11, 22)
OWN = MatchPeriods(trial_weeks=6, first_check_weeks=2, check_months=1)
pytestmark = pytest.mark.usefixtures("fixed_clock")


def keep(session: Session, actor: Actor, periods: MatchPeriods) -> None:
    save_due_settings(session, actor, (), {}, True, match_periods=periods)


def test_the_offices_numbers_are_the_usual_ones_of_every_new_match(session: Session, actor: Actor) -> None:
    assert due_settings(session, actor).match_periods == MatchPeriods(4, 6, 3)
    keep(session, actor, OWN)
    assert due_settings(session, actor).match_periods == OWN
    match_id = suggested(session, actor)
    running(session, actor, match_id)
    detail = match_detail(session, actor, match_id)
    assert (detail.periods, detail.check_months) == (OWN, 1)
    assert (detail.trial_until, detail.next_check_on) == (dt.date(2027, 1, 3), dt.date(2026, 12, 6))
    hold_check_in(session, actor, match_id, CheckIn(TODAY))
    assert match_detail(session, actor, match_id).next_check_on == dt.date(2026, 12, 22)


def test_other_numbers_of_the_office_leave_running_matches_as_they_were_agreed(session: Session, actor: Actor) -> None:
    match_id = suggested(session, actor)
    running(session, actor, match_id)
    keep(session, actor, OWN)
    hold_check_in(session, actor, match_id, CheckIn(TODAY))
    assert match_detail(session, actor, match_id).next_check_on == dt.date(2027, 2, 22)


def test_a_match_may_have_its_own(session: Session, actor: Actor) -> None:
    match_id = suggested(session, actor)
    agreed(session, actor, match_id)
    plan_meeting(session, actor, match_id, Meeting(TODAY, trial_weeks=0))
    assert match_detail(session, actor, match_id).trial_until == TODAY
    sign_agreement(session, actor, match_id, Agreement(TODAY, "Deutsch sprechen"))
    begin_match(session, actor, match_id, TODAY, first_check_on=dt.date(2026, 11, 30), check_months=2)
    detail = match_detail(session, actor, match_id)
    assert (detail.next_check_on, detail.check_months) == (dt.date(2026, 11, 30), 2)
    edit = MatchEdit("Deutsch", check_months=5, next_check_on=detail.next_check_on)
    save_match(session, actor, match_id, edit, detail.row_version)
    hold_check_in(session, actor, match_id, CheckIn(TODAY))
    assert match_detail(session, actor, match_id).next_check_on == dt.date(2027, 4, 22)


def test_taking_the_beginning_back_forgets_its_numbers(session: Session, actor: Actor) -> None:
    match_id = suggested(session, actor)
    running(session, actor, match_id)
    take_back_step(session, actor, match_id)
    detail = match_detail(session, actor, match_id)
    assert (detail.check_months, detail.next_check_on) == (None, None)


@pytest.mark.parametrize(
    ("periods", "field"),
    [
        (MatchPeriods(trial_weeks=27), "trial_weeks"), (MatchPeriods(trial_weeks=-1), "trial_weeks"),
        (MatchPeriods(first_check_weeks=0), "first_check_weeks"), (MatchPeriods(check_months=25), "check_months"),
        (MatchPeriods(check_months=0), "check_months"),
    ],
)
def test_numbers_that_cannot_be_are_refused_at_their_field(
    session: Session, actor: Actor, periods: MatchPeriods, field: str
) -> None:
    with pytest.raises(CaseworkError, match="von") as refused:
        keep(session, actor, periods)
    assert refused.value.field == field
    assert due_settings(session, actor).match_periods == MatchPeriods()


def test_of_one_match_too(session: Session, actor: Actor) -> None:
    match_id = suggested(session, actor)
    met(session, actor, match_id)
    sign_agreement(session, actor, match_id, Agreement(TODAY, "Deutsch sprechen"))
    with pytest.raises(CaseworkError, match="Monate gehen von 1 bis 24") as refused:
        begin_match(session, actor, match_id, TODAY, check_months=0)
    assert refused.value.field == "check_months"
    with pytest.raises(CaseworkError, match="muss nach dem Beginn liegen") as early:
        begin_match(session, actor, match_id, TODAY, first_check_on=TODAY)
    assert early.value.field == "first_check_on"
    begin_match(session, actor, match_id, TODAY)
    version = match_detail(session, actor, match_id).row_version
    with pytest.raises(CaseworkError, match="Monate gehen von 1 bis 24"):
        save_match(session, actor, match_id, MatchEdit(check_months=25), version)
