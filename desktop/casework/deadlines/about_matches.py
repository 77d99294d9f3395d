"""Rules about matches of volunteers (domain 6.3): talks between, the end of the trial and of the agreement.

Whoever may see matches sees them, also without the right to open case files: of the client the given name alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from desktop.casework.deadlines.rows import Found, known
from desktop.casework.deadlines.rules import Rule
from desktop.casework.volunteers.client_words import client_words, present_members
from desktop.records.cases import Case
from desktop.records.people import Person
from desktop.records.volunteer_matches import VolunteerMatch, VolunteerNeed
from desktop.records.volunteers import Volunteer
from desktop.volunteer_terms import MatchStage

_Day = InstrumentedAttribute[dt.date | None]


def match_meeting(session: Session, rule: Rule, day: dt.date) -> Iterator[Found]:
    """The day both get to know each other; over when the day is."""
    met = VolunteerMatch.meeting_on
    return _of_stage(session, rule, day, MatchStage.MEETING, met, met >= day)


def match_trial(session: Session, rule: Rule, day: dt.date) -> Iterator[Found]:
    """The trial is over and no agreement is signed yet."""
    return _of_stage(session, rule, day, MatchStage.MEETING, VolunteerMatch.trial_until)


def match_check_in(session: Session, rule: Rule, day: dt.date) -> Iterator[Found]:
    """The next talk between."""
    return _of_stage(session, rule, day, MatchStage.ACTIVE, VolunteerMatch.next_check_on)


def match_agreement(session: Session, rule: Rule, day: dt.date) -> Iterator[Found]:
    """The last day of what both agreed on."""
    return _of_stage(session, rule, day, MatchStage.ACTIVE, VolunteerMatch.ends_by)


def _of_stage(
    session: Session, rule: Rule, day: dt.date, stage: MatchStage, due: _Day, *also: ColumnElement[bool]
) -> Iterator[Found]:
    rows = session.execute(
        select(VolunteerMatch.id, Volunteer.id, due, VolunteerNeed.activity, Volunteer.family_name,
               Volunteer.given_names, Person, present_members(), Case.number)
        .join(VolunteerNeed, VolunteerNeed.id == VolunteerMatch.need_id)
        .join(Volunteer, Volunteer.id == VolunteerMatch.volunteer_id)
        .join(Case, Case.id == VolunteerNeed.case_id)
        .outerjoin(Person, Person.id == VolunteerNeed.person_id)
        .where(VolunteerMatch.stage == stage, due.is_not(None), due <= rule.horizon(day), *also)
    )  # fmt: skip
    for match_id, volunteer_id, on, activity, family, given, client, members, number in rows:
        with_whom = client_words(client, "", members, whole=False)
        yield Found(
            match_id, known(on), detail=f"{activity.label} mit {with_whom} ({number})",
            whose=", ".join(part for part in (family, given) if part), opens=("volunteers", "matches", match_id),
            volunteer_id=volunteer_id,
        )  # fmt: skip
