"""Sums of hours: by month, activity and Förderbereich; what is missing; and the month of everybody (domain 6.3)."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete
from sqlalchemy.orm import Session

from desktop.casework.rights import Actor
from desktop.casework.volunteers.hours.allowances import LimitState
from desktop.casework.volunteers.hours.hours_lists import month_list, year_sums
from desktop.casework.volunteers.hours.hours_rows import Sums, next_month
from desktop.records.volunteer_matches import VolunteerHours
from desktop.volunteer_terms import Activity, Allowance, MatchStage, VolunteerStatus
from tests.casework.deadlines.due_samples import put
from tests.casework.volunteers.hours.hours_samples import (
    TODAY,
    family_match,
    helper,
    kept_hours,
    match_of,
    volunteer,
)

pytestmark = pytest.mark.usefixtures("fixed_clock")
NOVEMBER = dt.date(2026, 11, 1)


def day(month: int, number: int = 1, year: int = 2026) -> dt.date:
    return dt.date(year, month, number)


def test_a_year_is_summed_by_month_activity_and_area(session: Session, actor: Actor) -> None:
    one = helper(session, actor).volunteer_id
    put(
        session, kept_hours(one, day(3), 90, metres=10_000, expenses_cents=200),
        kept_hours(one, day(3, 31), 30, activity=Activity.INTERPRETING),
        kept_hours(one, day(12, 31, 2025), 600), kept_hours(one, day(11), 45, activity=Activity.CAFE,
        allowance_cents=50_00, allowance=Allowance.TRAINER),
    )  # fmt: skip
    sums = year_sums(session, actor, one, 2026)
    assert sums.total == Sums(165, 10_000, 300, 200, 50_00)
    assert [(activity, found.minutes) for activity, found in sums.by_activity] == [
        (Activity.LANGUAGE, 90), (Activity.CAFE, 45), (Activity.INTERPRETING, 30),
    ]  # fmt: skip
    assert [(area, found.minutes) for area, found in sums.by_area] == [
        ("Sprache", 120), ("Gesellschaftliche Teilhabe und Ehrenamt", 45),
    ]  # fmt: skip
    assert [found.minutes for found in sums.by_month] == [0, 0, 120, 0, 0, 0, 0, 0, 0, 0, 45, 0]
    assert [(row.allowance, row.spent) for row in sums.allowances] == [
        (Allowance.VOLUNTEER, 0), (Allowance.TRAINER, 50_00),
    ]  # fmt: skip


def test_months_without_hours_are_missing_only_while_a_match_ran(session: Session, actor: Actor) -> None:
    one = helper(session, actor).volunteer_id
    put(session, kept_hours(one, day(5, 12), 60))
    assert year_sums(session, actor, one, 2026).missing == (3, 4, 6, 7, 8, 9, 10)
    assert year_sums(session, actor, one, 2025).missing == ()
    assert year_sums(session, actor, one, 2027).missing == ()


def test_an_ended_match_misses_nothing_after_its_end(session: Session, actor: Actor) -> None:
    one = volunteer(session)
    case_id = helper(session, actor, family_name="Brand").case_id
    match_of(session, one, case_id, stage=MatchStage.ENDED, meeting_on=day(6, 30), ended_on=day(8, 1))
    match_of(session, one, case_id, stage=MatchStage.SUGGESTED, meeting_on=None)
    assert year_sums(session, actor, one, 2026).missing == (6, 7, 8)


def test_the_month_of_everybody_names_who_works_or_has_hours(session: Session, actor: Actor) -> None:
    gerda = helper(session, actor).volunteer_id
    family_match(session, actor, gerda)
    ended = volunteer(session, "Aal", status=VolunteerStatus.ENDED, ended_on=day(10))
    volunteer(session, "Neu", status=VolunteerStatus.INTEREST)
    ready = volunteer(session, "Brand", "Uwe", status=VolunteerStatus.READY)
    put(session, kept_hours(ended, day(2), 30), kept_hours(gerda, day(11, 3), 60, metres=2000),
        kept_hours(gerda, day(10, 3), 15, allowance_cents=900_00, allowance=Allowance.VOLUNTEER))  # fmt: skip
    found = month_list(session, actor, NOVEMBER)
    assert [row.volunteer_id for row in found.rows] == [ended, ready, gerda]
    mine = found.rows[-1]
    assert (mine.matches, mine.sums.minutes, mine.year_minutes, mine.sums.km_cents) == (2, 60, 75, 60)
    assert mine.missing == (3, 4, 5, 6, 7, 8, 9)
    assert [(row.allowance, row.state) for row in mine.limits] == [(Allowance.VOLUNTEER, LimitState.NEAR)]
    assert found.total == Sums(60, 2000, 60)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.dates(dt.date(2025, 1, 1), TODAY), st.integers(0, 600), st.sampled_from(Activity)),
                max_size=15))  # fmt: skip
def test_all_ways_to_sum_agree(
    session: Session, actor: Actor, entries: list[tuple[dt.date, int, Activity]]
) -> None:
    one = volunteer(session)
    put(session, *(kept_hours(one, on, minutes, activity=activity) for on, minutes, activity in entries))
    wanted = sum(minutes for on, minutes, _ in entries if on.year == 2026)
    sums = year_sums(session, actor, one, 2026)
    listed = sum(
        row.sums.minutes for month in range(1, 13) for row in month_list(session, actor, dt.date(2026, month, 1)).rows
        if row.volunteer_id == one
    )  # fmt: skip
    by_activity, by_area = (sum(found.minutes for _, found in part) for part in (sums.by_activity, sums.by_area))
    assert (sums.total.minutes, by_activity, by_area, listed) == (wanted,) * 4
    with session.begin():
        session.connection(execution_options={"writing": True})
        session.execute(delete(VolunteerHours))


def test_december_is_followed_by_january() -> None:
    assert next_month(dt.date(2026, 12, 1)) == dt.date(2027, 1, 1)
    assert next_month(dt.date(2026, 1, 31)) == dt.date(2026, 2, 1)
