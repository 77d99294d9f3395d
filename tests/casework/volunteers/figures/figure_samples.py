"""Volunteers, needs, matches and hours put down directly, for the counts of the overview and the list of thanks."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy.orm import Session

from desktop.casework.cases.cases import enter_person_case
from desktop.casework.people.people import PersonFacts
from desktop.casework.rights import Actor
from desktop.records.base import Base
from desktop.records.volunteer_matches import MatchStep, VolunteerHours, VolunteerMatch, VolunteerNeed
from desktop.records.volunteers import Volunteer, VolunteerLanguage
from desktop.volunteer_terms import Activity, MatchStage, VolunteerStatus
from tests.conftest import TODAY


def put(session: Session, *rows: Base) -> list[int]:
    """Write the rows and give their ids."""
    with session.begin():
        session.connection(execution_options={"writing": True})
        session.add_all(rows)
        session.flush()
        return [getattr(row, "id") for row in rows]  # noqa: B009 - every table has one, the base class does not say so


def case(session: Session, actor: Actor, name: str = "Ahmadi") -> int:
    made = enter_person_case(session, actor, PersonFacts(name, "Maryam")).made
    assert made is not None
    return made


def volunteer(name: str, *languages: str, **more: Any) -> Volunteer:
    """Ready, with room for one match, unless `more` says otherwise."""
    facts: dict[str, Any] = {"status": VolunteerStatus.READY, "status_since": TODAY, "most_matches": 1}
    spoken = [VolunteerLanguage(code=code, position=place) for place, code in enumerate(languages)]
    return Volunteer(family_name=name, folded_name=name.casefold(), languages=spoken, **facts | more)


def need(case_id: int, activity: Activity, waited: int, **more: Any) -> VolunteerNeed:
    return VolunteerNeed(case_id=case_id, activity=activity, reported_on=TODAY - dt.timedelta(days=waited), **more)


def match(need_id: int, volunteer_id: int, stage: MatchStage, **more: Any) -> VolunteerMatch:
    return VolunteerMatch(need_id=need_id, volunteer_id=volunteer_id, stage=stage, **more)


def step(match_id: int, stage: MatchStage, on_date: dt.date) -> MatchStep:
    return MatchStep(match_id=match_id, stage=stage, on_date=on_date)


def hours(volunteer_id: int, activity: Activity, on_date: dt.date, minutes: int) -> VolunteerHours:
    return VolunteerHours(volunteer_id=volunteer_id, activity=activity, on_date=on_date, minutes=minutes)
