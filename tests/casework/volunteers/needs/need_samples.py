"""Volunteers, needs and matches for tests, written straight into the records. All people are invented."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from desktop.casework.rights import Actor
from desktop.casework.volunteers.needs.need_rows import NeedFacts
from desktop.casework.volunteers.needs.needs import report_need
from desktop.clock import today
from desktop.records.people import PersonLanguage
from desktop.records.volunteer_matches import VolunteerMatch
from desktop.records.volunteers import Volunteer, VolunteerLanguage, VolunteerTime
from desktop.terms import PartialDate
from desktop.volunteer_terms import Activity, LanguageSkill, MatchStage, VolunteerStatus
from tests.casework.deadlines.due_samples import case_of, put


def arabic_case(session: Session, actor: Actor, **facts: Any) -> tuple[int, int]:
    """A case of Filmon Habte, 34, who speaks Arabic; (case, person)."""
    born = PartialDate(1992, 3, 4)
    return case_of(session, actor, birth_date=born, languages=[PersonLanguage(code="ar")], **facts)


def volunteer_of(session: Session, family_name: str = "Winkler", given: str = "Gerda", **facts: Any) -> int:
    """A volunteer who is ready for language sponsorships on Tuesdays from four to six."""
    given_facts = {
        "status": VolunteerStatus.READY, "status_since": today(), "consent_on": today(), "folded_name": "",
        "activities": [Activity.LANGUAGE.value, Activity.EVERYDAY.value], "town": "Musterlingen",
        "languages": [VolunteerLanguage(code="de", skill=LanguageSkill.MOTHER),
                      VolunteerLanguage(code="ar", position=1, skill=LanguageSkill.GOOD)],
        "times": [VolunteerTime(weekday=1, start=16 * 60, end=18 * 60)],
    }  # fmt: skip
    volunteer = Volunteer(family_name=family_name, given_names=given, **(given_facts | facts))
    put(session, volunteer)
    return volunteer.id


def need_of(session: Session, actor: Actor, case_id: int, **facts: Any) -> int:
    """A need for somebody to speak German with."""
    made = report_need(session, actor, case_id, NeedFacts(**({"activity": Activity.LANGUAGE} | facts))).made
    assert made is not None
    return made


def match_of(session: Session, need_id: int, volunteer_id: int, stage: MatchStage = MatchStage.ACTIVE) -> int:
    """A match of them."""
    match = VolunteerMatch(need_id=need_id, volunteer_id=volunteer_id, stage=stage)
    put(session, match)
    return match.id
