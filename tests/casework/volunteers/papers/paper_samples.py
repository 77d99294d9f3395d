"""Volunteers with papers, and matches for somebody of a given age, put down directly. All invented."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from desktop.casework.rights import Actor
from desktop.casework.volunteers.papers.paper_rows import PaperEntry
from desktop.casework.volunteers.papers.papers import add_paper
from desktop.records.cases import Case
from desktop.records.people import Person
from desktop.records.volunteer_matches import VolunteerMatch, VolunteerNeed
from desktop.records.volunteers import Volunteer
from desktop.terms import CaseKind, CaseStatus, PartialDate
from desktop.volunteer_terms import Activity, Cover, MatchStage, OnBehalfOf, PaperKind, VolunteerStatus
from tests.conftest import TODAY

DAY = dt.timedelta(days=1)
CHILD = PartialDate(2016, 5, 17)
ADULT = PartialDate(1990, 5, 17)
CONDUCT = PaperEntry(PaperKind.CONDUCT, TODAY - 30 * DAY, TODAY - 10 * DAY, "Petra Lang", True)
"""Shown in time, without entries."""
SECRECY = PaperEntry(PaperKind.SECRECY, TODAY - 9 * DAY, title="Ausgabe 2026")
AGREEMENT = PaperEntry(PaperKind.AGREEMENT, TODAY - 9 * DAY)
INSURANCE = PaperEntry(
    PaperKind.INSURANCE, seen_on=TODAY - 9 * DAY, on_behalf_of=OnBehalfOf.MUNICIPALITY, cover=Cover.MUNICIPAL
)
COMMITMENT = PaperEntry(PaperKind.COMMITMENT, TODAY - 5 * DAY)
TRAINING = PaperEntry(PaperKind.TRAINING, TODAY - 60 * DAY, title="Nähe und Distanz")
LICENCE = PaperEntry(PaperKind.LICENCE, seen_on=TODAY - 9 * DAY, seen_by="Petra Lang")
MEASLES = PaperEntry(PaperKind.MEASLES, seen_on=TODAY - 9 * DAY, is_proven=True)
FOR_ALL = (SECRECY, AGREEMENT, INSURANCE)
"""What everybody shows before being ready."""
ALL = (CONDUCT, SECRECY, AGREEMENT, INSURANCE, COMMITMENT, TRAINING, LICENCE, MEASLES)


def write(session: Session, *records: Any) -> None:
    """Past the use cases."""
    with session.begin():
        session.connection(execution_options={"writing": True})
        session.add_all(records)


def change(session: Session, record: type[Any], id_: int, **values: Any) -> None:
    """Other values of a record, past the use cases."""
    with session.begin():
        session.connection(execution_options={"writing": True})
        found = session.get_one(record, id_)
        for key, value in values.items():
            setattr(found, key, value)


def volunteer(session: Session, name: str = "Weiß", **facts: Any) -> int:
    """Active since half a year unless said otherwise."""
    given = {"status": VolunteerStatus.ACTIVE, "status_since": TODAY - 180 * DAY, "given_names": "Gerda", **facts}
    made = Volunteer(family_name=name, folded_name=name.casefold(), **given)
    write(session, made)
    return made.id


def with_papers(session: Session, actor: Actor, *entries: PaperEntry, **facts: Any) -> int:
    """A volunteer whose papers were entered by the use case."""
    made = volunteer(session, **facts)
    for entry in entries:
        add_paper(session, actor, made, entry)
    return made


def show_papers(session: Session, actor: Actor, volunteer_id: int, *entries: PaperEntry) -> None:
    """Everything that has to be there before somebody is ready, and `entries` beyond it."""
    for entry in (*FOR_ALL, *entries):
        add_paper(session, actor, volunteer_id, entry)


def match_for(
    session: Session, volunteer_id: int, birth: PartialDate | None, stage: MatchStage = MatchStage.ACTIVE, **need: Any
) -> tuple[int, int]:
    """A match for somebody born then; (match, person)."""
    person = Person(family_name="Habte", given_names="Filmon", birth_date=birth)
    write(session, person)
    case = Case(
        number=f"F-2026-{person.id:03}", kind=CaseKind.PERSON, person_id=person.id, status=CaseStatus.ACCOMPANIED,
        opened_on=TODAY,
    )  # fmt: skip
    write(session, case)
    given = {"activity": Activity.LANGUAGE, "person_id": person.id, "reported_on": TODAY, **need}
    wanted = VolunteerNeed(case_id=case.id, **given)
    write(session, wanted)
    match = VolunteerMatch(need_id=wanted.id, volunteer_id=volunteer_id, stage=stage)
    write(session, match)
    return match.id, person.id


def lapsed() -> PaperEntry:
    """A conduct certificate whose next inspection was a week ago, as kept of old."""
    return replace(CONDUCT, issued_on=dt.date(2021, 11, 15), seen_on=dt.date(2021, 12, 1),
                   valid_until=TODAY - 7 * DAY)  # fmt: skip
