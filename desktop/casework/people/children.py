"""What is asked of children only: Kita or school, Schulpflicht, Masernschutz (domain 2.12, 1.5)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.changes import Changes, Kind
from desktop.casework.gate import change, query
from desktop.casework.people.people import require_person
from desktop.casework.plain_text import LONGEST_NAME, short_line, short_lines
from desktop.casework.rights import Actor, Right
from desktop.clock import add_months, german_date, today
from desktop.errors import CaseworkError
from desktop.records.care import ChildFacts
from desktop.records.people import Person
from desktop.terms import MeaslesProof

SCHOOL_AFTER_MONTHS = 6
"""School is a duty at the latest six months after the arrival from abroad (SchG BW § 72; domain 1.5)."""
ADULT_FROM = 18


@dataclass(frozen=True)
class ChildEntry:
    """What a clerk enters of a child; empty where nothing is known."""

    institution: str = ""
    group_name: str = ""
    registered_on: dt.date | None = None
    attends_since: dt.date | None = None
    school_duty_on: dt.date | None = None
    """Only where it is not the day that follows from the arrival."""
    measles: MeaslesProof | None = None
    measles_seen_on: dt.date | None = None
    note: str = ""


@dataclass(frozen=True)
class ChildRow:
    """The facts of a child; `duty_on` is the day kept or six months after arrival, None while that is unknown."""

    person_id: int
    is_child: bool
    entry: ChildEntry
    duty_on: dt.date | None


@query(Right.READ_CASE)
def child_facts(session: Session, actor: Actor, person_id: int) -> ChildRow:
    """What is known; for an adult `is_child` is False. Raises CaseworkError for somebody who is gone."""
    person = require_person(session, person_id)
    kept = _find(session, person_id)
    entry = _entry(kept) if kept is not None else ChildEntry()
    return ChildRow(person_id, _is_child(person), entry, entry.school_duty_on or school_duty_from(person))


@change(Right.EDIT_CASE, record="child.save")
def save_child_facts(session: Session, actor: Actor, person_id: int, entry: ChildEntry) -> Changes:
    """Keep the facts of a child. Raises CaseworkError for an adult and for days that contradict each other."""
    person = require_person(session, person_id)
    if not _is_child(person):
        raise CaseworkError("Diese Angaben gibt es nur für Kinder unter 18 Jahren.")
    _check(person, entry)
    kept = _find(session, person_id) or ChildFacts(person_id=person_id, created_by=actor.user_id)
    kept.institution = short_line(entry.institution, "institution", LONGEST_NAME)
    kept.group_name = short_line(entry.group_name, "group_name", LONGEST_NAME)
    kept.registered_on, kept.attends_since = entry.registered_on, entry.attends_since
    kept.school_duty_on, kept.measles = entry.school_duty_on, entry.measles
    kept.measles_seen_on, kept.note = entry.measles_seen_on, short_lines(entry.note, "note")
    session.add(kept)
    return Changes.of((Kind.PERSON, person_id))


def school_duty_from(person: Person) -> dt.date | None:
    """Six months after the arrival; with a month or year alone its first day counts, so that nothing is missed."""
    arrived = person.entry_date
    if arrived is None:
        return None
    return add_months(dt.date(arrived.year, arrived.month or 1, arrived.day or 1), SCHOOL_AFTER_MONTHS)


def _check(person: Person, entry: ChildEntry) -> None:
    born = person.birth_date.exact if person.birth_date else None
    for field in ("registered_on", "attends_since", "measles_seen_on"):
        day = getattr(entry, field)
        if day is not None and born is not None and day < born:
            raise CaseworkError(f"Das Kind ist erst am {german_date(born)} geboren. Bitte das Datum prüfen.",
                                field=field)  # fmt: skip
    if entry.registered_on and entry.attends_since and entry.attends_since < entry.registered_on:
        raise CaseworkError("Der Besuch beginnt vor der Anmeldung. Bitte die Daten prüfen.", field="attends_since")
    if entry.measles_seen_on is not None and entry.measles_seen_on > today():
        raise CaseworkError("Ein Nachweis kann nicht in der Zukunft gesehen worden sein.", field="measles_seen_on")
    if entry.measles is MeaslesProof.VACCINATED and entry.measles_seen_on is None:
        raise CaseworkError("Bitte eintragen, wann der Nachweis gesehen wurde.", field="measles_seen_on")


def _is_child(person: Person) -> bool:
    return person.birth_date is not None and person.birth_date.age_on(today()) < ADULT_FROM


def _find(session: Session, person_id: int) -> ChildFacts | None:
    return session.scalar(select(ChildFacts).where(ChildFacts.person_id == person_id))


def _entry(kept: ChildFacts) -> ChildEntry:
    return ChildEntry(kept.institution, kept.group_name, kept.registered_on, kept.attends_since, kept.school_duty_on,
                      kept.measles, kept.measles_seen_on, kept.note)  # fmt: skip
