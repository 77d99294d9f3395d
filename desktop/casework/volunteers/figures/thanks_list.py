"""Who is to be thanked: everybody who was active in a period, for the invitation to the party and the list at its door.

Active is whoever gave hours, accompanied somebody or was „im Einsatz“ on one day of the period at least. Who withdrew
the consent to be kept is not on the list, nor is anybody whose data were deleted.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.casework.changes import Changes, Kind
from desktop.casework.gate import change, query
from desktop.casework.office import office_settings
from desktop.casework.plain_text import short_line
from desktop.casework.rights import Actor, Right
from desktop.casework.volunteers.figures.guests import guests_of
from desktop.casework.volunteers.forgotten import FORGOTTEN
from desktop.casework.volunteers.matches.match_rows import RUNNING
from desktop.clock import today
from desktop.errors import CaseworkError
from desktop.records.volunteer_matches import MatchStep, VolunteerHours, VolunteerMatch
from desktop.records.volunteers import Volunteer, VolunteerContact, VolunteerGroup, VolunteerStatusEntry
from desktop.volunteer_terms import Activity, VolunteerContactKind, VolunteerStatus


@dataclass(frozen=True)
class ThanksRow:
    """One guest. `minutes` were given in the period, `since` is the first day of the Ehrenamt if known."""

    id: int
    name: str
    """Family name, given names."""
    spoken_name: str
    """Given names, family name."""
    group: str
    contact: str
    """Mail, else phone."""
    town: str
    activities: tuple[Activity, ...]
    since: dt.date | None
    minutes: int
    ended_on: dt.date | None
    thanked_on: dt.date | None
    """When thanks were last written down."""


@dataclass(frozen=True)
class ThanksList:
    """The guests of a period by name; both days are inclusive."""

    since: dt.date
    until: dt.date
    office: str
    made_on: dt.date
    rows: tuple[ThanksRow, ...]
    coming: frozenset[int] = frozenset()
    """Ids of who is ticked for the party of the year the period ends in."""


@query(Right.READ_VOLUNTEERS)
def thanks_list(session: Session, actor: Actor, since: dt.date, until: dt.date) -> ThanksList:
    """Everybody active from `since` to `until`. Raises CaseworkError when the period ends before it begins."""
    if until < since:
        raise CaseworkError("Der Zeitraum endet vor seinem Beginn. Bitte die Tage prüfen.", field="until")
    minutes = _minutes(session, since, until)
    active = set(minutes) | _accompanying(session, since, until) | _in_status(session, since, until)
    found = select(Volunteer).where(
        Volunteer.id.in_(active), Volunteer.consent_withdrawn_on.is_(None), Volunteer.family_name != FORGOTTEN
    )
    groups = {group.id: group.name for group in session.scalars(select(VolunteerGroup))}
    thanked = _thanked(session)
    order = found.order_by(Volunteer.folded_name, Volunteer.id)
    rows = tuple(
        _row(volunteer, groups.get(volunteer.group_id or 0, ""), minutes.get(volunteer.id, 0),
             thanked.get(volunteer.id))
        for volunteer in session.scalars(order)
    )  # fmt: skip
    office = office_settings(session, actor).municipality
    return ThanksList(since, until, office, today(), rows, guests_of(session, until.year))


@change(Right.READ_VOLUNTEERS, record="volunteer.thanks_print")
def note_thanks_print(session: Session, actor: Actor, volunteer_ids: tuple[int, ...]) -> Changes:
    """Record whose names go onto the printed list, before it is made (DS-06). Raises CaseworkError for nobody."""
    if not volunteer_ids:
        raise CaseworkError("Die Liste ist leer, es gibt nichts zu drucken.")
    return Changes.of(*((Kind.VOLUNTEER, volunteer_id) for volunteer_id in volunteer_ids))


@change(Right.EDIT_VOLUNTEERS, record="volunteer.thank")
def thank(session: Session, actor: Actor, volunteer_ids: tuple[int, ...], on_date: dt.date, text: str) -> Changes:
    """Write into the course of everybody named that they were thanked that day, once per day and occasion.

    Raises CaseworkError for nobody, a day in the future, or no occasion.
    """
    if not volunteer_ids:
        raise CaseworkError("Bitte zuerst ankreuzen, wer gekommen ist.")
    if on_date > today():
        raise CaseworkError("Dieser Tag liegt in der Zukunft. Gedankt wird erst, wenn es so weit ist.", field="on_date")
    said = short_line(text, "text")
    if not said:
        raise CaseworkError("Bitte eintragen, wofür oder wobei gedankt wurde.", field="text")
    known = set(session.scalars(select(Volunteer.id).where(Volunteer.id.in_(volunteer_ids))))
    if not known:
        raise CaseworkError("Diese Ehrenamtlichen gibt es nicht mehr. Bitte die Liste neu laden.")
    new = known - {contact.volunteer_id for contact in _same_thanks(session, volunteer_ids, on_date, said)}
    for volunteer_id in sorted(new):
        session.add(VolunteerContact(volunteer_id=volunteer_id, kind=VolunteerContactKind.THANKS, on_date=on_date,
                                     text=said))  # fmt: skip
    return Changes.of(*((Kind.VOLUNTEER, volunteer_id) for volunteer_id in new))


@change(Right.EDIT_VOLUNTEERS, record="volunteer.thank_undone")
def take_back_thanks(
    session: Session, actor: Actor, volunteer_ids: tuple[int, ...], on_date: dt.date, text: str
) -> Changes:
    """Take out what `thank` wrote with the same day and occasion."""
    taken = _same_thanks(session, volunteer_ids, on_date, short_line(text, "text"))
    for contact in taken:
        session.delete(contact)
    return Changes.of(*((Kind.VOLUNTEER, contact.volunteer_id) for contact in taken))


def _same_thanks(
    session: Session, volunteer_ids: tuple[int, ...], on_date: dt.date, text: str
) -> Sequence[VolunteerContact]:
    found = select(VolunteerContact).where(
        VolunteerContact.kind == VolunteerContactKind.THANKS, VolunteerContact.on_date == on_date,
        VolunteerContact.text == text, VolunteerContact.volunteer_id.in_(volunteer_ids),
    )  # fmt: skip
    return session.scalars(found).all()


def _row(volunteer: Volunteer, group: str, minutes: int, thanked_on: dt.date | None) -> ThanksRow:
    spoken = " ".join(part for part in (volunteer.given_names, volunteer.family_name) if part)
    activities = tuple(one for one in Activity if one.value in volunteer.activities)
    return ThanksRow(
        volunteer.id, volunteer.name, spoken, group or volunteer.organisation, volunteer.email or volunteer.phone,
        volunteer.town, activities, volunteer.active_since, minutes, volunteer.ended_on, thanked_on,
    )  # fmt: skip


def _minutes(session: Session, since: dt.date, until: dt.date) -> dict[int, int]:
    rows = session.execute(
        select(VolunteerHours.volunteer_id, func.sum(VolunteerHours.minutes))
        .where(VolunteerHours.on_date.between(since, until)).group_by(VolunteerHours.volunteer_id)
    )  # fmt: skip
    return dict(rows.all())


def _accompanying(session: Session, since: dt.date, until: dt.date) -> set[int]:
    """Whose match began (with the first step past both agreeing) before the period ended and did not end before it."""
    begun = (
        select(MatchStep.match_id, func.min(MatchStep.on_date).label("begun"))
        .where(MatchStep.stage.in_(RUNNING)).group_by(MatchStep.match_id).subquery()
    )  # fmt: skip
    rows = session.execute(
        select(VolunteerMatch.volunteer_id, VolunteerMatch.ended_on)
        .join(begun, begun.c.match_id == VolunteerMatch.id).where(begun.c.begun <= until)
    )  # fmt: skip
    return {volunteer_id for volunteer_id, ended_on in rows if ended_on is None or ended_on >= since}


def _in_status(session: Session, since: dt.date, until: dt.date) -> set[int]:
    """Who was „im Einsatz“ on a day of the period; a status lasts until the next entry."""
    entries = session.execute(
        select(VolunteerStatusEntry.volunteer_id, VolunteerStatusEntry.status, VolunteerStatusEntry.since)
        .order_by(VolunteerStatusEntry.volunteer_id, VolunteerStatusEntry.since, VolunteerStatusEntry.id)
    ).all()  # fmt: skip
    found = set()
    for place, (volunteer_id, status, begun) in enumerate(entries):
        following = entries[place + 1] if place + 1 < len(entries) else None
        ended = following.since if following is not None and following.volunteer_id == volunteer_id else None
        if status is VolunteerStatus.ACTIVE and begun <= until and (ended is None or ended > since):
            found.add(volunteer_id)
    return found


def _thanked(session: Session) -> dict[int, dt.date]:
    rows = session.execute(
        select(VolunteerContact.volunteer_id, func.max(VolunteerContact.on_date))
        .where(VolunteerContact.kind == VolunteerContactKind.THANKS).group_by(VolunteerContact.volunteer_id)
    )  # fmt: skip
    return dict(rows.all())
