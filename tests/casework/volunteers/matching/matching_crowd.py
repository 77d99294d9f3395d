"""Many volunteers and needs for matching, all fictional and the same with every seed."""

from __future__ import annotations

import datetime as dt
from random import Random
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from desktop.clock import today
from desktop.person_terms import Sex
from desktop.records.cases import Case
from desktop.records.people import Address, Person
from desktop.records.volunteer_matches import VolunteerNeed
from desktop.records.volunteers import Volunteer, VolunteerLanguage, VolunteerPaper, VolunteerTime
from desktop.terms import CaseKind, CaseStatus, PartialDate
from desktop.volunteer_terms import Activity, GenderWish, LanguageSkill, PaperKind, TargetGroup, VolunteerStatus
from tests.casework.deadlines.due_samples import put

_ACTIVITIES, _GROUPS = tuple(Activity), tuple(TargetGroup)
_LANGUAGES = ("de", "ar", "en", "fr", "tr", "ru", "fa")
_TOWNS = ("Musterlingen", "Altdorf", "Neudorf", "Weiler")
_CODES = tuple(f"{code:05}" for code in range(71000, 71800))
"""Many of them are listed, some not."""
_INTERESTS = ("Kochen", "Musik", "Fußball", "Garten", "Lesen", "Schach")
_STATUSES = (VolunteerStatus.READY,) * 5 + (VolunteerStatus.ACTIVE,) * 4 + (VolunteerStatus.PAUSE,)


def add_volunteers(session: Session, rng: Random, count: int) -> None:
    """So many volunteers with languages, times and certificates, as a coordination keeps them."""
    volunteers = [_volunteer(rng, at) for at in range(1, count + 1)]
    languages, times, papers = [], [], []
    for at in range(1, count + 1):
        languages += [{"volunteer_id": at, "code": code, "skill": rng.choice(tuple(LanguageSkill))}
                      for code in {"de", *rng.sample(_LANGUAGES, 2)}]  # fmt: skip
        times += [{"volunteer_id": at, **time} for time in _times(rng)]
        if rng.random() < 0.6:
            papers.append(_certificate(rng, at))
    with session.begin():
        session.connection(execution_options={"writing": True})
        for record, rows in ((Volunteer, volunteers), (VolunteerLanguage, languages), (VolunteerTime, times),
                             (VolunteerPaper, papers)):  # fmt: skip
            session.execute(insert(record), rows)


def add_needs(session: Session, rng: Random, count: int) -> list[int]:
    """So many cases of one person with a need each; ids of the needs."""
    ids = []
    for at in range(count):
        birth = PartialDate(rng.randrange(1950, 2018), 5, 17)
        person = Person(family_name="Habte", given_names=f"Nr. {at}", birth_date=birth, sex=rng.choice(tuple(Sex)),
                        addresses=[Address(postal_code=_CODES[at], town=_TOWNS[0])])
        put(session, person)
        case = Case(number=f"F-2026-{at + 1:03}", kind=CaseKind.PERSON, person_id=person.id,
                    status=CaseStatus.ACCOMPANIED, opened_on=today())  # fmt: skip
        put(session, case)
        need = VolunteerNeed(case_id=case.id, person_id=person.id, **_need(rng))
        put(session, need)
        ids.append(need.id)
    return ids


def _volunteer(rng: Random, at: int) -> dict[str, Any]:
    return {
        "id": at, "family_name": f"Weiß {at}", "given_names": "Gerda", "status": rng.choice(_STATUSES),
        "status_since": today(), "consent_on": today(), "sex": rng.choice((Sex.FEMALE, Sex.MALE)),
        "activities": [one.value for one in rng.sample(_ACTIVITIES, rng.randrange(1, 5))],
        "target_groups": [one.value for one in rng.sample(_GROUPS, rng.randrange(3))],
        "excluded_activities": [one.value for one in rng.sample(_ACTIVITIES, rng.randrange(2))],
        "interests": rng.sample(_INTERESTS, rng.randrange(4)), "town": rng.choice(_TOWNS),
        "postal_code": _CODES[at * 7 % len(_CODES)],
        "radius_km": rng.choice((None, 5, 15)), "has_car": rng.choice((None, True, False)),
        "most_matches": rng.randrange(1, 4), "minutes_per_week": rng.choice((None, 120, 240)),
        "works_with_minors": rng.choice((None, True, False)),
    }  # fmt: skip


def _times(rng: Random) -> list[dict[str, int]]:
    days = rng.sample(range(7), 3)
    return [{"weekday": day, "start": (start := rng.randrange(8, 19) * 60), "end": start + 120} for day in days]


def _certificate(rng: Random, at: int) -> dict[str, Any]:
    seen = today() - dt.timedelta(days=rng.randrange(2500))
    return {"volunteer_id": at, "kind": PaperKind.CONDUCT, "issued_on": seen, "seen_on": seen, "no_entries": True,
            "valid_until": seen + dt.timedelta(days=1826)}  # fmt: skip


def _need(rng: Random) -> dict[str, Any]:
    return {
        "activity": rng.choice(_ACTIVITIES), "languages": rng.sample(_LANGUAGES, rng.randrange(3)),
        "times": [[one["weekday"], one["start"], one["end"]] for one in _times(rng)][: rng.randrange(3)],
        "minutes_per_week": rng.choice((None, 60, 120)), "place": rng.choice(("", *_TOWNS)),
        "gender_wish": rng.choice((GenderWish.ANY, GenderWish.ANY, GenderWish.WOMAN)),
        "interests": rng.sample(_INTERESTS, rng.randrange(3)),
        "reported_on": today() - dt.timedelta(days=rng.randrange(120)),
    }  # fmt: skip
