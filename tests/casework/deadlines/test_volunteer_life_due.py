"""Who waits for a first talk, whose pause ends and who withdrew the consent shows in „Heute“ until it is seen to."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from desktop.casework.deadlines.rows import DueGroup, DueRow
from desktop.casework.rights import Actor
from desktop.casework.volunteers.register.contacts import ContactEntry, add_contact
from desktop.casework.volunteers.register.volunteer_rows import VolunteerFacts
from desktop.casework.volunteers.register.volunteer_status import change_volunteer_status, end_volunteer
from desktop.casework.volunteers.register.volunteers import create_volunteer, withdraw_consent
from desktop.clock import fixed
from desktop.volunteer_terms import VolunteerContactKind, VolunteerStatus
from tests.casework.deadlines.due_samples import lines
from tests.casework.volunteers.matches.match_samples import coordinator
from tests.casework.volunteers.papers.paper_samples import show_papers

TODAY = dt.date(2026, 11, 22)
DAY = dt.timedelta(days=1)
pytestmark = pytest.mark.usefixtures("fixed_clock")


def seen(session: Session, actor: Actor, rule: str) -> list[DueRow]:
    """As the coordination sees it, which opens no case file."""
    return lines(session, coordinator(actor), rule)


def enter(session: Session, actor: Actor) -> int:
    facts = VolunteerFacts("Weiß", "Gerda", consent_on=dt.date(2026, 1, 7))
    return create_volunteer(session, actor, facts).made or 0


def test_who_offered_help_is_called_within_two_weeks(session: Session, actor: Actor) -> None:
    id_ = enter(session, actor)
    for days, group in ((10, None), (11, DueGroup.WEEK), (14, DueGroup.TODAY), (15, DueGroup.OVERDUE)):
        with fixed(TODAY + days * DAY):
            assert [line.group for line in seen(session, actor, "volunteer_waits")] == ([group] if group else [])
    with fixed(TODAY + 15 * DAY):
        (line,) = seen(session, actor, "volunteer_waits")
        assert (line.whose, line.opens) == ("Weiß, Gerda", ("volunteer", id_, "contacts"))
        add_contact(session, actor, id_, ContactEntry(VolunteerContactKind.FIRST_TALK, TODAY))
        assert seen(session, actor, "volunteer_waits") == []


def test_a_pause_shows_a_week_before_its_end_until_it_goes_on(session: Session, actor: Actor) -> None:
    id_ = enter(session, actor)
    show_papers(session, actor, id_)
    change_volunteer_status(session, actor, id_, VolunteerStatus.READY)
    change_volunteer_status(session, actor, id_, VolunteerStatus.PAUSE, pause_until=TODAY + 8 * DAY)
    assert seen(session, actor, "volunteer_pause") == []
    with fixed(TODAY + DAY):
        assert [line.due_on for line in seen(session, actor, "volunteer_pause")] == [TODAY + 8 * DAY]
        change_volunteer_status(session, actor, id_, VolunteerStatus.READY)
        assert seen(session, actor, "volunteer_pause") == []


def test_a_pause_without_an_end_is_left_alone(session: Session, actor: Actor) -> None:
    id_ = enter(session, actor)
    show_papers(session, actor, id_)
    change_volunteer_status(session, actor, id_, VolunteerStatus.READY)
    change_volunteer_status(session, actor, id_, VolunteerStatus.PAUSE)
    with fixed(TODAY + 400 * DAY):
        assert seen(session, actor, "volunteer_pause") == []


def test_a_withdrawn_consent_shows_until_the_ehrenamt_has_ended(session: Session, actor: Actor) -> None:
    id_ = enter(session, actor)
    assert seen(session, actor, "volunteer_withdrawn") == []
    withdraw_consent(session, actor, id_, TODAY - DAY)
    (line,) = seen(session, actor, "volunteer_withdrawn")
    assert (line.group, line.detail) == (DueGroup.OVERDUE, "widerrufen am 21.11.2026")
    end_volunteer(session, actor, id_, TODAY)
    assert seen(session, actor, "volunteer_withdrawn") == []
