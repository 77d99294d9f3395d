"""The numbers of the overview are exactly those of the records."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from desktop.casework.rights import Actor
from desktop.casework.volunteers.figures.volunteer_figures import (
    ActivityFigures,
    HoursFigures,
    LanguageFigures,
    last_months,
    volunteer_figures,
)
from desktop.casework.volunteers.hours.money_data import area_of
from desktop.casework.volunteers.papers.paper_rows import Standing
from desktop.records.volunteers import VolunteerPaper
from desktop.volunteer_terms import Activity, MatchStage, NeedStatus, PaperKind, VolunteerStatus
from tests.casework.volunteers.figures.figure_samples import case, hours, match, need, put, volunteer
from tests.conftest import TODAY

pytestmark = pytest.mark.usefixtures("fixed_clock")
DAY = dt.timedelta(days=1)


def test_an_empty_register_has_only_noughts(session: Session, actor: Actor) -> None:
    found = volunteer_figures(session, actor)
    assert (found.volunteers, found.free, found.waiting, found.running, found.minutes) == (0, 0, 0, 0, 0)
    assert (found.average_wait, found.average_until_meeting) == (None, None)
    assert (len(found.activities), len(found.languages), len(found.hours)) == (0, 0, 0)
    assert [number for _status, number in found.statuses] == [0] * len(VolunteerStatus)
    assert [month for month, _minutes in found.months] == list(last_months(TODAY))


def test_free_is_who_works_and_has_a_place_left(session: Session, actor: Actor) -> None:
    talks = {"activities": ["language", "language", "rides"]}
    ids = put(session, volunteer("Frei", "de", **talks), volunteer("Voll", "de", "fa", **talks),
              volunteer("Zwei", "fa", **talks, most_matches=2),
              volunteer("Pause", **talks, status=VolunteerStatus.PAUSE),
              volunteer("Interesse", **talks, status=VolunteerStatus.INTEREST))  # fmt: skip
    served = need(case(session, actor), Activity.LANGUAGE, 5, status=NeedStatus.SERVED)
    (need_id,) = put(session, served)
    put(session, match(need_id, ids[1], MatchStage.ACTIVE), match(need_id, ids[2], MatchStage.MEETING),
        match(need_id, ids[0], MatchStage.SUGGESTED), match(need_id, ids[0], MatchStage.ENDED))  # fmt: skip
    found = volunteer_figures(session, actor)
    assert found.free == 2  # „Frei“ and „Zwei“
    assert found.volunteers == 4  # the pause counts, the interest does not
    assert found.activities == tuple(ActivityFigures(one, 3, 2, 0, 0) for one in (Activity.LANGUAGE, Activity.RIDES))
    assert dict(found.statuses)[VolunteerStatus.READY] == 3
    assert found.running == 2
    assert dict(found.stages)[MatchStage.SUGGESTED] == 1
    assert MatchStage.ENDED not in dict(found.stages)


@pytest.mark.parametrize("status", NeedStatus)
def test_a_need_waits_until_somebody_serves_it(session: Session, actor: Actor, status: NeedStatus) -> None:
    put(session, need(case(session, actor), Activity.FORMS, 3, status=status))
    waits = status in (NeedStatus.OPEN, NeedStatus.MATCHING)
    assert volunteer_figures(session, actor).waiting == (1 if waits else 0)


def test_demand_counts_by_activity_and_language(session: Session, actor: Actor) -> None:
    case_id = case(session, actor)
    put(session, volunteer("Weiß", "uk", "de", activities=["everyday"]))
    put(session, need(case_id, Activity.FORMS, 30, languages=["uk"]), need(case_id, Activity.FORMS, 10),
        need(case_id, Activity.RIDES, 5, languages=["fa", "uk"]),
        need(case_id, Activity.RIDES, 99, status=NeedStatus.CLOSED),
        need(case_id, Activity.RIDES, 99, status=NeedStatus.SERVED))  # fmt: skip
    found = volunteer_figures(session, actor)
    assert {row.activity: (row.waiting, row.longest, row.free) for row in found.activities} == {
        Activity.EVERYDAY: (0, 0, 1), Activity.FORMS: (2, 30, 0), Activity.RIDES: (1, 5, 0),
    }  # fmt: skip
    assert found.languages == (LanguageFigures("uk", 2, 1), LanguageFigures("fa", 1, 0), LanguageFigures("", 1, 1))
    assert (found.waiting, found.average_wait) == (3, 15)


def test_the_way_to_the_first_meeting_is_counted_once_per_need_of_the_last_year(session: Session, actor: Actor) -> None:
    case_id = case(session, actor)
    (volunteer_id,) = put(session, volunteer("Weiß", most_matches=9))
    quick, slow, old = put(session, need(case_id, Activity.FORMS, 20), need(case_id, Activity.FORMS, 40),
                           need(case_id, Activity.FORMS, 800))  # fmt: skip
    put(session, match(quick, volunteer_id, MatchStage.ENDED, meeting_on=TODAY - 10 * DAY),
        match(quick, volunteer_id, MatchStage.ACTIVE, meeting_on=TODAY - DAY),
        match(slow, volunteer_id, MatchStage.ACTIVE, meeting_on=TODAY),
        match(old, volunteer_id, MatchStage.ACTIVE, meeting_on=TODAY - 700 * DAY))  # fmt: skip
    assert volunteer_figures(session, actor).average_until_meeting == 25


def test_papers_to_see_to_are_counted_by_how_they_stand(session: Session, actor: Actor) -> None:
    works = {"works_with_minors": True, "activities": ["learning"], "consent_on": TODAY}
    lapsed, sound = put(session, volunteer("Weiß", **works), volunteer("Braun", **works))
    day = dt.date(TODAY.year - 5, 1, 1)
    put(session, VolunteerPaper(volunteer_id=lapsed, kind=PaperKind.CONDUCT, issued_on=day, seen_on=day,
                                no_entries=True, valid_until=dt.date(TODAY.year, 1, 1)),
        VolunteerPaper(volunteer_id=sound, kind=PaperKind.CONDUCT, issued_on=TODAY, seen_on=TODAY,
                       no_entries=True, valid_until=dt.date(TODAY.year + 5, 1, 1)))  # fmt: skip
    papers = dict(volunteer_figures(session, actor).papers)
    assert papers[Standing.EXPIRED] == 1
    assert Standing.VALID not in papers
    assert papers[Standing.MISSING] > 1


def test_hours_count_by_activity_in_the_year_and_by_month(session: Session, actor: Actor) -> None:
    one, other = put(session, volunteer("Weiß"), volunteer("Braun"))
    put(session, hours(one, Activity.RIDES, TODAY, 60), hours(other, Activity.RIDES, dt.date(TODAY.year, 1, 1), 30),
        hours(other, Activity.RIDES, dt.date(TODAY.year - 1, 12, 31), 45), hours(one, Activity.CAFE, TODAY, 240),
        hours(one, Activity.CAFE, last_months(TODAY)[0] - DAY, 999))  # fmt: skip
    found = volunteer_figures(session, actor)
    assert found.hours == (HoursFigures(Activity.CAFE, 240, 1), HoursFigures(Activity.RIDES, 90, 2))
    assert found.minutes == 330
    assert sum(minutes for _area, minutes in found.areas) == 330
    assert dict(found.areas)[area_of()[Activity.CAFE].name] >= 240
    assert dict(found.months)[TODAY.replace(day=1)] == 300
    assert dict(found.months)[dt.date(TODAY.year - 1, 12, 1)] == 45
    assert sum(minutes for _month, minutes in found.months) == 375


def test_months_go_over_the_turn_of_the_year() -> None:
    months = last_months(dt.date(2027, 2, 28), 4)
    assert months == (dt.date(2026, 11, 1), dt.date(2026, 12, 1), dt.date(2027, 1, 1), dt.date(2027, 2, 1))
