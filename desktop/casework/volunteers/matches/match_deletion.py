"""What stays with a volunteer when the people they accompanied are deleted: hours and days, without a name."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from desktop.casework.changes import Changes, Kind
from desktop.casework.rights import Actor
from desktop.casework.volunteers.register.volunteers import put_status, require_volunteer
from desktop.clock import today
from desktop.records.people import Person
from desktop.records.volunteer_matches import VolunteerHours, VolunteerMatch, VolunteerNeed
from desktop.records.volunteers import VolunteerContact
from desktop.volunteer_terms import MatchStage, VolunteerStatus

_SHORTEST_NAME = 2
"""A single letter would be struck out of every other word."""


@dataclass(frozen=True)
class Freed:
    """Volunteers with a match that goes, and those of them who accompanied somebody in it."""

    volunteers: frozenset[int] = frozenset()
    accompanying: frozenset[int] = frozenset()


def forget_matches(session: Session, cases: Collection[int], persons: Collection[int]) -> Freed:
    """Inside a use case, before these go: what was said of their matches is emptied, names in notes are struck out.

    LAW Art. 17 DSGVO: the hours themselves stay, for they prove what a volunteer is owed.
    """
    asked = (
        select(VolunteerMatch).join(VolunteerNeed, VolunteerNeed.id == VolunteerMatch.need_id)
        .where(or_(VolunteerNeed.case_id.in_(cases), VolunteerNeed.person_id.in_(persons)))
    )  # fmt: skip
    matches = session.scalars(asked).all()
    ids = [match.id for match in matches]
    for contact in session.scalars(select(VolunteerContact).where(VolunteerContact.match_id.in_(ids))):
        contact.text = ""
    names = _names(session, persons)
    for hours in session.scalars(select(VolunteerHours).where(VolunteerHours.match_id.in_(ids))):
        hours.note = names.sub("…", hours.note) if names else hours.note
    session.flush()
    active = frozenset(match.volunteer_id for match in matches if match.stage is MatchStage.ACTIVE)
    return Freed(frozenset(match.volunteer_id for match in matches), active)


def free_volunteers(session: Session, actor: Actor, freed: Freed) -> Changes:
    """Inside a use case, after the matches are gone: nobody is „im Einsatz“ for somebody who is not there."""
    for volunteer_id in freed.accompanying:
        volunteer = require_volunteer(session, volunteer_id)
        if volunteer.status is VolunteerStatus.ACTIVE and not _accompanies(session, volunteer_id):
            put_status(session, actor, volunteer, VolunteerStatus.READY, today())
    return Changes.of(*((Kind.VOLUNTEER, volunteer_id) for volunteer_id in freed.volunteers))


def _accompanies(session: Session, volunteer_id: int) -> bool:
    asked = select(VolunteerMatch.id).where(
        VolunteerMatch.volunteer_id == volunteer_id, VolunteerMatch.stage == MatchStage.ACTIVE
    )
    return session.scalar(asked.limit(1)) is not None


def _names(session: Session, persons: Collection[int]) -> re.Pattern[str] | None:
    """Every name of these persons as a word of its own; None where there is none."""
    found = session.scalars(select(Person).where(Person.id.in_(persons)))
    words = {
        word for person in found for name in (person.family_name, person.given_names, person.call_name)
        for word in (name or "").split() if len(word) >= _SHORTEST_NAME
    }  # fmt: skip
    longest_first = sorted(map(re.escape, words), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(longest_first)})\b", re.IGNORECASE) if words else None
