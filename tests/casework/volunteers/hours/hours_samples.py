"""A volunteer with a match, written straight into the records. All fictional."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from desktop.casework.rights import Actor
from desktop.records.volunteer_matches import VolunteerHours, VolunteerMatch, VolunteerNeed
from desktop.records.volunteers import Volunteer
from desktop.terms import Role
from desktop.volunteer_terms import Activity, Allowance, MatchStage, VolunteerStatus
from tests.casework.deadlines.due_samples import case_of, family_of, put

TODAY = dt.date(2026, 11, 22)
SINCE = dt.date(2026, 3, 1)


@dataclass(frozen=True)
class Helper:
    """Gerda Weiß, who accompanies Filmon Habte since March."""

    volunteer_id: int
    match_id: int
    case_id: int


def volunteer(session: Session, family_name: str = "Weiß", given: str = "Gerda", **facts: Any) -> int:
    """One volunteer at work, made since `SINCE`."""
    kept: dict[str, Any] = {
        "status": VolunteerStatus.ACTIVE, "status_since": SINCE, "active_since": SINCE, "consent_on": SINCE,
        "activities": [Activity.LANGUAGE.value, Activity.CAFE.value], "allowance": Allowance.VOLUNTEER,
    } | facts  # fmt: skip
    one = Volunteer(family_name=family_name, given_names=given, folded_name=family_name.lower(), **kept)
    put(session, one)
    return one.id


def match_of(session: Session, volunteer_id: int, case_id: int, person_id: int | None = None, **facts: Any) -> int:
    """A running match of this volunteer."""
    need = VolunteerNeed(case_id=case_id, person_id=person_id, activity=facts.pop("activity", Activity.LANGUAGE),
                         reported_on=SINCE)  # fmt: skip
    put(session, need)
    match = VolunteerMatch(
        need_id=need.id, volunteer_id=volunteer_id,
        **{"stage": MatchStage.ACTIVE, "meeting_on": SINCE, "agreed_on": SINCE, **facts},
    )
    put(session, match)
    return match.id


def helper(session: Session, actor: Actor, **facts: Any) -> Helper:
    case_id, person_id = case_of(session, actor)
    volunteer_id = volunteer(session, **facts)
    return Helper(volunteer_id, match_of(session, volunteer_id, case_id, person_id), case_id)


def family_match(session: Session, actor: Actor, volunteer_id: int) -> int:
    case_id, _ = family_of(session, actor, "Maryam", "Reza")
    return match_of(session, volunteer_id, case_id, activity=Activity.EVERYDAY)


def kept_hours(volunteer_id: int, on_date: dt.date, minutes: int, **facts: Any) -> VolunteerHours:
    return VolunteerHours(
        volunteer_id=volunteer_id, on_date=on_date, minutes=minutes, **{"activity": Activity.LANGUAGE, **facts}
    )


def coordinator(actor: Actor) -> Actor:
    """The same user in the role that opens no case file."""
    return Actor(actor.user_id, actor.name, actor.short, Role.COORDINATOR)
