"""Who needs to hear from the office: notes of overload that are open, and silence for too long (domain 6.3, care)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.records.volunteers import Volunteer, VolunteerContact
from desktop.volunteer_terms import VolunteerContactKind, VolunteerStatus

CARED_FOR = (
    VolunteerStatus.INTEREST, VolunteerStatus.FIRST_TALK, VolunteerStatus.PAPERS_OPEN, VolunteerStatus.READY,
    VolunteerStatus.ACTIVE,
)  # fmt: skip
"""Whoever pauses wants to be left alone for that time, and whoever ended was said goodbye to."""


@dataclass(frozen=True)
class Overload:
    """A note of overload nobody settled."""

    contact_id: int
    volunteer_id: int
    name: str
    on_date: dt.date


@dataclass(frozen=True)
class Silence:
    """Since when there was no contact; the day the status began where there never was any."""

    volunteer_id: int
    name: str
    since: dt.date
    ever: bool
    """Whether there was a contact at all."""


def open_overloads(session: Session) -> list[Overload]:
    """The oldest first. In a pause, too: that is often why."""
    rows = session.execute(
        select(VolunteerContact, Volunteer).join(Volunteer, Volunteer.id == VolunteerContact.volunteer_id)
        .where(VolunteerContact.kind == VolunteerContactKind.OVERLOAD, VolunteerContact.resolved_on.is_(None),
               Volunteer.status != VolunteerStatus.ENDED)
        .order_by(VolunteerContact.on_date, VolunteerContact.id)
    ).all()  # fmt: skip
    return [Overload(note.id, one.id, one.name, note.on_date) for note, one in rows]


def silences(session: Session, until: dt.date, statuses: Collection[VolunteerStatus] = CARED_FOR) -> list[Silence]:
    """Who was not spoken with after `until`, the longest silence first. The first talk counts as a contact."""
    last = (
        select(func.max(VolunteerContact.on_date)).where(VolunteerContact.volunteer_id == Volunteer.id)
        .scalar_subquery()
    )  # fmt: skip
    rows = session.execute(select(Volunteer, last).where(Volunteer.status.in_(statuses))).all()
    found = []
    for one, contact in rows:
        talked = max((day for day in (contact, one.first_talk_on) if day is not None), default=None)
        since = talked or one.status_since
        if since <= until:
            found.append(Silence(one.id, one.name, since, talked is not None))
    return sorted(found, key=lambda silence: (silence.since, silence.name))
