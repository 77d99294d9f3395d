"""Rules about the care for volunteers: congratulations, overload, silence (domain 6.3). One query each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.deadlines.rows import Found
from desktop.casework.deadlines.rules import Rule
from desktop.casework.volunteers.register.anniversaries import anniversary_near, birthday_near
from desktop.casework.volunteers.register.care_notes import open_overloads, silences
from desktop.clock import german_date
from desktop.records.volunteers import Volunteer
from desktop.volunteer_terms import VolunteerStatus

CONTACTS = "contacts"
"""Key of the tab of contacts in a volunteer's file."""
_BELATED, _BELATED_YEARS = dt.timedelta(days=14), dt.timedelta(days=30)
"""So long a missed birthday or round year can still be made good; later it only shames."""


def volunteer_birthday(session: Session, rule: Rule, day: dt.date) -> Iterator[Found]:
    """Birthdays that were told, while the consent holds."""
    asked = select(Volunteer).where(
        Volunteer.birthday != "", Volunteer.status != VolunteerStatus.ENDED, Volunteer.consent_withdrawn_on.is_(None)
    )
    for one in session.scalars(asked):
        due = birthday_near(one.birthday, day, _BELATED)
        if due is not None and due <= rule.horizon(day):
            yield _found(one.id, one.name, due)


def volunteer_anniversary(session: Session, rule: Rule, day: dt.date) -> Iterator[Found]:
    """Round years since the Ehrenamt began."""
    asked = select(Volunteer).where(
        Volunteer.active_since.is_not(None), Volunteer.status != VolunteerStatus.ENDED,
        Volunteer.consent_withdrawn_on.is_(None),
    )  # fmt: skip
    for one in session.scalars(asked):
        near = anniversary_near(one.active_since, day, _BELATED_YEARS) if one.active_since else None
        if near is not None and near[0] <= rule.horizon(day):
            yield _found(one.id, one.name, near[0], "1 Jahr" if near[1] == 1 else f"{near[1]} Jahre")


def volunteer_overload(session: Session, rule: Rule, day: dt.date) -> Iterator[Found]:
    """A note of overload that nobody settled; each note is a line of its own."""
    for note in open_overloads(session):
        due = note.on_date + dt.timedelta(days=rule.after_days[0])
        if due <= rule.horizon(day):
            said = f"Hinweis vom {german_date(note.on_date)}"
            yield Found(note.contact_id, due, detail=said, whose=note.name,
                        opens=("volunteer", note.volunteer_id, CONTACTS), volunteer_id=note.volunteer_id)  # fmt: skip


def volunteer_contact(session: Session, rule: Rule, day: dt.date) -> Iterator[Found]:
    """Nobody spoke with somebody for so long. A new contact brings a new day, and the line goes."""
    silent = dt.timedelta(days=rule.after_days[0])
    for silence in silences(session, rule.horizon(day) - silent):
        said = f"zuletzt am {german_date(silence.since)}" if silence.ever else "noch kein Kontakt eingetragen"
        yield _found(silence.volunteer_id, silence.name, silence.since + silent, said)


def _found(volunteer_id: int, name: str, due: dt.date, detail: str = "") -> Found:
    return Found(volunteer_id, due, detail=detail, whose=name, opens=("volunteer", volunteer_id, CONTACTS),
                 volunteer_id=volunteer_id)  # fmt: skip
