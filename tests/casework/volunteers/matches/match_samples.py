"""A volunteer, clients and needs for the tests of matches."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy.orm import Session

from desktop.casework.cases.cases import enter_person_case
from desktop.casework.people.people import PersonFacts
from desktop.casework.rights import Actor
from desktop.casework.volunteers.matches.match_life import (
    agree_person,
    agree_volunteer,
    begin_match,
    plan_meeting,
    record_consent,
    sign_agreement,
)
from desktop.casework.volunteers.matches.match_rows import Agreement, Meeting, Reasons
from desktop.casework.volunteers.matches.matches import match_detail, suggest
from desktop.casework.volunteers.week_times import Span
from desktop.clock import today
from desktop.person_terms import Sex
from desktop.records.base import Base
from desktop.records.cases import Case
from desktop.records.volunteer_matches import VolunteerNeed
from desktop.records.volunteers import Volunteer, VolunteerPaper, VolunteerTime
from desktop.terms import PartialDate, Role
from desktop.volunteer_terms import Activity, PaperKind, VolunteerStatus

TUESDAY, THURSDAY = Span(1, 16 * 60, 18 * 60), Span(3, 9 * 60, 11 * 60)
GROWN_UP, CHILD = PartialDate(1990, 5, 17), PartialDate(2016, 3, 2)
REASONS = Reasons(72, ("spricht Arabisch",), ("wohnt nicht im Ort",), ("Interessen nicht bekannt",))


def keep(session: Session, *rows: Base) -> None:
    """Put rows into the vault as another use case would have."""
    session.connection(execution_options={"writing": True})
    session.add_all(rows)
    session.commit()


def add_volunteer(session: Session, **values: Any) -> int:
    """Gerda Weiß, ready for one match, Tuesdays and Thursdays."""
    wanted: dict[str, Any] = {
        "family_name": "Weiß", "given_names": "Gerda", "folded_name": "weiss gerda", "sex": Sex.FEMALE,
        "status": VolunteerStatus.READY, "status_since": dt.date(2026, 1, 7), "consent_on": dt.date(2026, 1, 7),
        "phone": "07000 6", "email": "gerda@example.org", "town": "Altstadt", "street": "Lindenweg 3",
        "birth_year": 1956, "activities": ["language"], "most_matches": 1, "note": "mag keine Telefonate",
        "times": [VolunteerTime(weekday=1, start=15 * 60, end=19 * 60), VolunteerTime(weekday=3, start=540, end=720)],
    }  # fmt: skip
    volunteer = Volunteer(**(wanted | values))
    keep(session, volunteer)
    return volunteer.id


def add_certificate(session: Session, volunteer_id: int, until: dt.date = dt.date(2031, 1, 7)) -> None:
    """A conduct certificate without entries, seen when it was fresh."""
    seen = dt.date(2026, 1, 7) if until > dt.date(2026, 11, 22) else dt.date(2021, 1, 7)
    keep(session, VolunteerPaper(
        volunteer_id=volunteer_id, kind=PaperKind.CONDUCT, issued_on=seen, seen_on=seen, seen_by="Petra Lang",
        no_entries=True, valid_until=until,
    ))  # fmt: skip


def add_case(
    session: Session, actor: Actor, given: str = "Ali", family: str = "Ahmadi", birth: PartialDate | None = GROWN_UP
) -> tuple[int, int]:
    """A case of one person: ids of the case and the person."""
    case_id = enter_person_case(session, actor, PersonFacts(family, given, birth_date=birth)).made or 0
    case = session.get_one(Case, case_id)
    person_id = case.person_id or 0
    session.rollback()
    return case_id, person_id


def add_need(session: Session, case_id: int, person_id: int | None, **values: Any) -> int:
    """Somebody to speak German with, reported three weeks ago."""
    need = VolunteerNeed(**({
        "case_id": case_id, "person_id": person_id, "activity": Activity.LANGUAGE, "task": "Deutsch sprechen üben",
        "reported_on": dt.date(2026, 11, 1),
    } | values))  # fmt: skip
    keep(session, need)
    return need.id


def suggested(session: Session, actor: Actor, **values: Any) -> int:
    """A fresh suggestion with everything it takes."""
    case_id, person_id = add_case(session, actor)
    need_id = add_need(session, case_id, person_id, **values)
    return suggest(session, actor, need_id, add_volunteer(session), REASONS).made or 0


def agreed(session: Session, actor: Actor, match_id: int) -> None:
    """Both would like it."""
    person_id = match_detail(session, actor, match_id).consents[0].person_id
    record_consent(session, actor, match_id, person_id, today())
    agree_person(session, actor, match_id, today())
    agree_volunteer(session, actor, match_id, today())


def met(session: Session, actor: Actor, match_id: int) -> None:
    agreed(session, actor, match_id)
    plan_meeting(session, actor, match_id, Meeting(today(), "Café im Rathaus"))


def running(session: Session, actor: Actor, match_id: int, times: tuple[Span, ...] = (TUESDAY,)) -> None:
    """All steps of today, up to an active match."""
    met(session, actor, match_id)
    sign_agreement(session, actor, match_id, Agreement(today(), "Deutsch sprechen üben", times))
    begin_match(session, actor, match_id, today())


def coordinator(actor: Actor) -> Actor:
    """The same user as coordination of volunteers, who opens no case file."""
    return Actor(actor.user_id, actor.name, actor.short, Role.COORDINATOR)
