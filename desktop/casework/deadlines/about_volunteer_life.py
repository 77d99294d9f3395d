"""Rules about the life of volunteers in the register: who waits for a first talk, whose pause ends, who withdrew."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.deadlines.rows import Found
from desktop.casework.deadlines.rules import Rule
from desktop.clock import german_date
from desktop.records.volunteers import Volunteer
from desktop.volunteer_terms import VolunteerStatus

_TAB = "contacts"


def volunteer_waits(session: Session, rule: Rule, day: dt.date) -> Iterator[Found]:
    """Somebody offered help and nobody has talked with them yet; who waits too long goes elsewhere."""
    patience = dt.timedelta(days=rule.after_days[0])
    asked = select(Volunteer).where(
        Volunteer.status == VolunteerStatus.INTEREST, Volunteer.status_since <= rule.horizon(day) - patience
    )
    for one in session.scalars(asked.order_by(Volunteer.id)):
        yield _found(one, one.status_since + patience, f"Interesse seit {german_date(one.status_since)}")


def volunteer_pause(session: Session, rule: Rule, day: dt.date) -> Iterator[Found]:
    """A pause with a known end is over soon: how does it go on? The new status takes the line away."""
    asked = select(Volunteer).where(
        Volunteer.status == VolunteerStatus.PAUSE, Volunteer.pause_until <= rule.horizon(day)
    )
    for one in session.scalars(asked.order_by(Volunteer.id)):
        if one.pause_until is not None:
            yield _found(one, one.pause_until)


def volunteer_withdrawn(session: Session, rule: Rule, day: dt.date) -> Iterator[Found]:
    """A consent was withdrawn and the Ehrenamt has not ended: nothing may be kept for long."""
    asked = select(Volunteer).where(
        Volunteer.consent_withdrawn_on.is_not(None), Volunteer.status != VolunteerStatus.ENDED
    )
    for one in session.scalars(asked.order_by(Volunteer.id)):
        if one.consent_withdrawn_on is not None and one.consent_withdrawn_on <= rule.horizon(day):
            yield _found(one, one.consent_withdrawn_on, f"widerrufen am {german_date(one.consent_withdrawn_on)}")


def _found(one: Volunteer, due: dt.date, detail: str = "") -> Found:
    return Found(one.id, due, detail=detail, whose=one.name, opens=("volunteer", one.id, _TAB), volunteer_id=one.id)
