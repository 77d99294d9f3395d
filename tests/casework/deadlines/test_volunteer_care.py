"""Congratulations, overload and silence show in „Heute“, with the volunteer's name and without anybody's case."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.deadlines.marks import DueKey, mark_done
from desktop.casework.deadlines.rows import DueGroup, DueRow
from desktop.casework.rights import Actor
from desktop.casework.volunteers.register.anniversaries import anniversary_near, birthday_near
from desktop.clock import fixed
from desktop.records.volunteers import VolunteerContact
from desktop.volunteer_terms import VolunteerContactKind, VolunteerStatus
from tests.casework.deadlines.due_samples import lines, put
from tests.casework.volunteers.hours.hours_samples import coordinator, volunteer

TODAY = dt.date(2026, 11, 22)
DAY = dt.timedelta(days=1)
pytestmark = pytest.mark.usefixtures("fixed_clock")
KINDS = VolunteerContactKind


def contact(volunteer_id: int, on_date: dt.date, kind: KINDS = KINDS.CONTACT, **facts: Any) -> VolunteerContact:
    return VolunteerContact(volunteer_id=volunteer_id, kind=kind, on_date=on_date, **facts)


def seen(session: Session, actor: Actor, rule: str) -> list[DueRow]:
    """As the coordination sees it, which opens no case file."""
    return lines(session, coordinator(actor), rule)


@pytest.mark.parametrize(("birthday", "shown"), [("11-29", True), ("11-30", False), ("11-08", True), ("11-07", False)])
def test_a_birthday_shows_a_week_before_and_two_weeks_after(
    session: Session, actor: Actor, birthday: str, shown: bool
) -> None:
    volunteer(session, birthday=birthday)
    assert bool(seen(session, actor, "volunteer_birthday")) is shown


def test_a_birthday_opens_the_file_and_comes_again_next_year(session: Session, actor: Actor) -> None:
    one = volunteer(session, birthday="11-24")
    (line,) = seen(session, actor, "volunteer_birthday")
    assert (line.whose, line.opens, line.due_on) == ("Weiß, Gerda", ("volunteer", one, "contacts"), TODAY + 2 * DAY)
    mark_done(session, coordinator(actor), DueKey(line.rule, line.subjects, line.mark_day))
    assert seen(session, actor, "volunteer_birthday") == []
    with fixed(dt.date(2027, 11, 20)):
        assert [line.due_on for line in seen(session, actor, "volunteer_birthday")] == [dt.date(2027, 11, 24)]


@pytest.mark.parametrize(
    "facts",
    [{"birthday": ""}, {"status": VolunteerStatus.ENDED}, {"consent_withdrawn_on": TODAY}],
)
def test_nobody_is_congratulated_who_did_not_tell_or_is_gone(
    session: Session, actor: Actor, facts: dict[str, Any]
) -> None:
    volunteer(session, **{"birthday": "11-22", **facts})
    assert seen(session, actor, "volunteer_birthday") == []


@pytest.mark.parametrize(
    ("since", "words"),
    [
        (dt.date(2025, 12, 6), "1 Jahr"), (dt.date(2025, 12, 7), None), (dt.date(2021, 11, 22), "5 Jahre"),
        (dt.date(2016, 11, 1), "10 Jahre"), (dt.date(2024, 11, 22), None), (dt.date(2016, 10, 22), None),
    ],
)  # fmt: skip
def test_round_years_show_two_weeks_before(
    session: Session, actor: Actor, since: dt.date, words: str | None
) -> None:
    volunteer(session, active_since=since)
    assert [line.detail for line in seen(session, actor, "volunteer_anniversary")] == ([words] if words else [])


def test_a_note_of_overload_shows_until_it_is_settled(session: Session, actor: Actor) -> None:
    one = volunteer(session, status=VolunteerStatus.PAUSE)
    put(session, contact(one, TODAY - 10 * DAY, KINDS.OVERLOAD), contact(one, TODAY, KINDS.OVERLOAD),
        contact(one, TODAY - 20 * DAY, KINDS.OVERLOAD, resolved_on=TODAY))  # fmt: skip
    found = seen(session, actor, "volunteer_overload")
    assert [(line.group, line.detail) for line in found] == [
        (DueGroup.OVERDUE, "Hinweis vom 12.11.2026"), (DueGroup.SOON, "Hinweis vom 22.11.2026"),
    ]  # fmt: skip
    with session.begin():
        session.connection(execution_options={"writing": True})
        for note in session.scalars(select(VolunteerContact)):
            note.resolved_on = TODAY
    assert seen(session, actor, "volunteer_overload") == []


@pytest.mark.parametrize(("days", "shown"), [(55, False), (56, True), (80, True)])
def test_silence_shows_after_eight_weeks(session: Session, actor: Actor, days: int, shown: bool) -> None:
    one = volunteer(session)
    put(session, contact(one, TODAY - 200 * DAY), contact(one, TODAY - days * DAY))
    found = seen(session, actor, "volunteer_contact")
    assert [line.due_on for line in found] == ([TODAY + (56 - days) * DAY] if shown else [])


def test_silence_counts_from_the_first_talk_or_the_status(session: Session, actor: Actor) -> None:
    volunteer(session, "Brand", first_talk_on=TODAY - 60 * DAY)
    volunteer(session, "Cole", status=VolunteerStatus.INTEREST, status_since=TODAY - 70 * DAY)
    volunteer(session, "Dorn", status=VolunteerStatus.PAUSE, status_since=TODAY - 70 * DAY)
    volunteer(session, "Eich", status=VolunteerStatus.ENDED, status_since=TODAY - 70 * DAY)
    volunteer(session, "Fink", status_since=TODAY)
    found = seen(session, actor, "volunteer_contact")
    assert [(line.whose, line.detail) for line in found] == [
        ("Cole, Gerda", "noch kein Kontakt eingetragen"), ("Brand, Gerda", "zuletzt am 23.09.2026"),
    ]  # fmt: skip


def test_a_new_contact_takes_the_line_away(session: Session, actor: Actor) -> None:
    one = volunteer(session, status_since=TODAY - 100 * DAY)
    assert len(seen(session, actor, "volunteer_contact")) == 1
    put(session, contact(one, TODAY))
    assert seen(session, actor, "volunteer_contact") == []


@given(st.dates(dt.date(1930, 1, 1), dt.date(2010, 12, 31)), st.dates(dt.date(2026, 1, 1), dt.date(2050, 12, 31)))
def test_there_is_always_one_birthday_within_a_year(born: dt.date, day: dt.date) -> None:
    found = birthday_near(f"{born.month:02}-{born.day:02}", day, 14 * DAY)
    assert found is not None
    assert day - 14 * DAY <= found <= day + 366 * DAY
    assert (found.month, found.day) == (born.month, born.day) or (born.month, born.day) == (2, 29)


def test_the_last_round_year_is_the_last(session: Session) -> None:
    assert anniversary_near(dt.date(1970, 1, 1), TODAY, DAY) is None
    assert anniversary_near(dt.date(9990, 1, 1), dt.date(9999, 1, 1), DAY) is None
    assert anniversary_near(dt.date(2024, 2, 29), dt.date(2025, 2, 1), DAY) == (dt.date(2025, 2, 28), 1)
