"""What merging two persons would do: both values of every field that differs, what moves, what to think of before."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.gate import query
from desktop.casework.merging.merging import FACTS, ONE_PER_PERSON, UNDO_DAYS
from desktop.casework.people.facts import MarkRow, Subject
from desktop.casework.people.people import PersonFacts, PersonRow, person_row, require_person
from desktop.casework.people.person_rows import Belonging, belongings, rows_of
from desktop.casework.rights import Actor, Right
from desktop.clock import now
from desktop.errors import CaseworkError
from desktop.records.care import PersonMerge
from desktop.records.cases import Case
from desktop.records.people import FactMark, FamilyMember, Person
from desktop.terms import CaseStatus

_TOLD: Mapping[str, tuple[str, str]] = {
    "talk_persons": ("Gespräch", "Gespräche"), "appointment_persons": ("Termin", "Termine"),
    "goals": ("Ziel", "Ziele"), "answers": ("Antwort", "Antworten"), "plans": ("Plan", "Pläne"),
    "attachments": ("Dokument", "Dokumente"), "consents": ("Einwilligung", "Einwilligungen"),
    "cases": ("Fall", "Fälle"), "tasks": ("Aufgabe", "Aufgaben"),
    "residence_titles": ("Aufenthaltstitel", "Aufenthaltstitel"), "addresses": ("Anschrift", "Anschriften"),
    "family_members": ("Platz in einer Familie", "Plätze in Familien"),
    "family_events": ("Ein- oder Auszug", "Ein- und Auszüge"), "person_languages": ("Sprache", "Sprachen"),
    "counselling_periods": ("Betreuungszeit", "Betreuungszeiten"),
    "child_facts": ("Angabe zum Kind", "Angaben zum Kind"), "protection_needs": ("Schutzbedarf", "Schutzbedarfe"),
    "case_flags": ("Hinweis", "Hinweise"),
    "volunteer_needs": ("Bedarf für das Ehrenamt", "Bedarfe für das Ehrenamt"),
    "own_values": ("eigene Angabe", "eigene Angaben"), "fact_history": ("frühere Angabe", "frühere Angaben"),
}  # fmt: skip
"""What goes over, one and several."""


@dataclass(frozen=True)
class MergeField:
    """A fact the two say differently; `from_gone` is the proposal: the newest that is documented.

    A `key` of `ONE_PER_PERSON` has no values, but days: when each record was made.
    """

    key: str
    kept: Any
    gone: Any
    kept_mark: MarkRow | None
    gone_mark: MarkRow | None
    from_gone: bool


@dataclass(frozen=True)
class MergePreview:
    """`moving` says what goes over; `both_have_cases` whether running cases of their own could be put together."""

    kept: PersonRow
    gone: PersonRow
    fields: tuple[MergeField, ...]
    moving: tuple[tuple[str, int], ...]
    both_have_cases: bool
    warning: str = ""


@dataclass(frozen=True)
class OpenMerge:
    """A merge that can still be taken back."""

    merge_id: int
    kept_id: int
    kept: str
    gone: str
    on: dt.datetime


@query(Right.READ_CASE)
def merge_preview(session: Session, actor: Actor, kept_id: int, gone_id: int) -> MergePreview:
    """Both persons side by side. Raises CaseworkError for a person with herself."""
    if kept_id == gone_id:
        raise CaseworkError("Das ist dieselbe Person. Bitte zwei verschiedene Personen auswählen.")
    kept, gone = require_person(session, kept_id), require_person(session, gone_id)
    return MergePreview(
        person_row(kept), person_row(gone),
        (*_fields(session, kept, gone), *_single_rows(session, kept_id, gone_id)),
        _moving(session, gone_id), _has_running(session, kept_id) and _has_running(session, gone_id),
        _warning(session, kept, gone),
    )  # fmt: skip


@query(Right.LIST_CASES)
def open_merges(session: Session, actor: Actor) -> tuple[OpenMerge, ...]:
    """Merges of the last 30 days, newest first."""
    asked = (
        select(PersonMerge, Person)
        .join(Person, Person.id == PersonMerge.kept_person_id)
        .where(PersonMerge.undone_at.is_(None), PersonMerge.created_at >= now() - dt.timedelta(days=UNDO_DAYS))
        .order_by(PersonMerge.id.desc())
    )
    return tuple(OpenMerge(merge.id, person.id, person.name, _gone_name(merge), merge.created_at)
                 for merge, person in session.execute(asked))  # fmt: skip


def _gone_name(merge: PersonMerge) -> str:
    gone = merge.undo["gone"]
    return ", ".join(part for part in (gone["family_name"], gone["given_names"]) if part)


def _fields(session: Session, kept: Person, gone: Person) -> Iterator[MergeField]:
    ours, theirs = PersonFacts.of(kept), PersonFacts.of(gone)
    our_marks, their_marks = _marks(session, kept.id), _marks(session, gone.id)
    for key in FACTS:
        one, other = getattr(ours, key), getattr(theirs, key)
        if one != other:
            our_mark, their_mark = our_marks.get(key), their_marks.get(key)
            newer = _newer(our_mark, their_mark)
            yield MergeField(key, one, other, our_mark, their_mark, _said(other) and (newer or not _said(one)))


def _said(value: object) -> bool:
    return value not in (None, "", (), False)


def _newer(one: MarkRow | None, other: MarkRow | None) -> bool:
    return other is not None and (one is None or other.as_of > one.as_of)


def _single_rows(session: Session, kept_id: int, gone_id: int) -> Iterator[MergeField]:
    """Where there is room for one row only and both have one."""
    for name in ONE_PER_PERSON:
        belonging = Belonging(name, "person_id")
        ours, theirs = rows_of(session, belonging, kept_id), rows_of(session, belonging, gone_id)
        if ours and theirs:
            days = [str(rows[0].get("start") or rows[0]["created_at"])[:10] for rows in (ours, theirs)]
            one, other = (dt.date.fromisoformat(day) for day in days)
            yield MergeField(name, one, other, None, None, theirs[0]["created_at"] > ours[0]["created_at"])


def _marks(session: Session, person_id: int) -> dict[str, MarkRow]:
    those = select(FactMark).where(FactMark.subject == Subject.PERSON, FactMark.subject_id == person_id)
    return {mark.field: MarkRow(mark.origin, mark.as_of, mark.confirmed_on) for mark in session.scalars(those)}


def _moving(session: Session, gone_id: int) -> tuple[tuple[str, int], ...]:
    found = Counter(belonging.table for belonging in belongings() for _ in rows_of(session, belonging, gone_id))
    return tuple((words[found[name] != 1], found[name]) for name, words in _TOLD.items() if found[name])


def _has_running(session: Session, person_id: int) -> bool:
    own = select(Case.id).where(Case.person_id == person_id, Case.status != CaseStatus.ENDED)
    return session.scalar(own.limit(1)) is not None


def _warning(session: Session, kept: Person, gone: Person) -> str:
    theirs = select(FamilyMember.family_id).where(FamilyMember.person_id == gone.id, FamilyMember.until.is_(None))
    together = select(FamilyMember.id).where(
        FamilyMember.person_id == kept.id, FamilyMember.until.is_(None), FamilyMember.family_id.in_(theirs)
    )
    if session.scalar(together.limit(1)) is not None:
        return "Beide gehören zur selben Familie. Bitte prüfen, ob es wirklich dieselbe Person ist."
    if kept.sex and gone.sex and kept.sex is not gone.sex:
        return "Bei beiden steht ein anderes Geschlecht. Bitte prüfen, ob es wirklich dieselbe Person ist."
    return ""
