"""Protection needs of a person from a day on: S3, so only with consent, and told only while it holds (DS-04)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.changes import Changes, Kind
from desktop.casework.gate import change, query
from desktop.casework.people.consents import has_consent
from desktop.casework.people.people import require_person
from desktop.casework.plain_text import LONGEST_SENTENCE, one_line, short_line, short_lines
from desktop.casework.rights import Actor, Right
from desktop.clock import today
from desktop.errors import CaseworkError
from desktop.records.care import ProtectionNeed
from desktop.terms import ConsentPurpose


@dataclass(frozen=True)
class NewNeed:
    """A protection need as it is entered; `until` None means until further notice."""

    person_id: int
    text: str
    since: dt.date
    until: dt.date | None = None
    note: str = ""


@dataclass(frozen=True)
class NeedRow:
    """A protection need; while the consent does not hold or nobody asked for it, `text` and `note` are empty."""

    id: int
    since: dt.date
    until: dt.date | None
    text: str
    note: str


@dataclass(frozen=True)
class Needs:
    """All of a person's needs, the newest first, and whether the consent holds today."""

    rows: tuple[NeedRow, ...]
    consented: bool


@query(Right.READ_CASE)
def masked_needs(session: Session, actor: Actor, person_id: int) -> Needs:
    """That there are needs and since when, without what they are."""
    rows = tuple(NeedRow(row.id, row.since, row.until, "", "") for row in _rows(session, person_id))
    return Needs(rows, _consented(session, person_id))


@query(Right.READ_CASE, record="need.show")
def show_needs(session: Session, actor: Actor, person_id: int) -> Needs:
    """What they are, asked for on purpose; the reading is recorded. Raises CaseworkError without consent."""
    _require_consent(session, person_id)
    rows = tuple(NeedRow(row.id, row.since, row.until, row.text, row.note) for row in _rows(session, person_id))
    return Needs(rows, consented=True)


@change(Right.EDIT_CASE, record="need.add")
def add_need(session: Session, actor: Actor, new: NewNeed) -> Changes:
    """Keep a protection need. Raises CaseworkError without consent, without words, or for impossible days."""
    require_person(session, new.person_id)
    _require_consent(session, new.person_id)
    if not one_line(new.text):
        raise CaseworkError("Bitte den Schutzbedarf nennen.", field="text")
    if new.since > today():
        raise CaseworkError("Der Schutzbedarf kann nicht in der Zukunft festgestellt worden sein.", field="since")
    if new.until is not None and new.until < new.since:
        raise CaseworkError("Das Ende liegt vor dem Beginn. Bitte das Datum prüfen.", field="until")
    need = ProtectionNeed(
        person_id=new.person_id, text=short_line(new.text, "text", LONGEST_SENTENCE), since=new.since, until=new.until,
        note=short_lines(new.note, "note"), created_by=actor.user_id,
    )
    session.add(need)
    session.flush()
    return Changes.of((Kind.PERSON, new.person_id), made=need.id)


@change(Right.EDIT_CASE, record="need.end")
def end_need(session: Session, actor: Actor, need_id: int, day: dt.date) -> Changes:
    """The need has ended; it stays in the history. Ending needs no consent: it keeps less, not more."""
    need = session.get(ProtectionNeed, need_id)
    if need is None:
        raise CaseworkError("Diesen Eintrag gibt es nicht mehr.")
    if day < need.since:
        raise CaseworkError("Das Ende liegt vor dem Beginn. Bitte das Datum prüfen.", field="until")
    need.until = day
    return Changes.of((Kind.PERSON, need.person_id))


def _rows(session: Session, person_id: int) -> list[ProtectionNeed]:
    found = select(ProtectionNeed).where(ProtectionNeed.person_id == person_id)
    return list(session.scalars(found.order_by(ProtectionNeed.since.desc(), ProtectionNeed.id.desc())))


def _consented(session: Session, person_id: int) -> bool:
    return has_consent(session, person_id, ConsentPurpose.HEALTH, today())


def _require_consent(session: Session, person_id: int) -> None:
    if not _consented(session, person_id):
        raise CaseworkError(
            "Ein Schutzbedarf ist besonders geschützt. Bitte zuerst die Einwilligung in Gesundheitsdaten und besonders "
            "geschützte Angaben eintragen."
        )
