"""Who did what with which file: reading the access record and proving it (DS-06, security.md T22)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, select
from sqlalchemy.orm import Session

from desktop.casework.access.access_chain import ChainReport, Finding, Head, differs_from, examine, head
from desktop.casework.access.access_words import action_title
from desktop.casework.changes import Kind
from desktop.casework.gate import query
from desktop.casework.rights import Actor, Right
from desktop.records.cases import Case
from desktop.records.office import AccessEntry, User
from desktop.records.people import FamilyMember, Person

MOST = 2000
"""Rows a list shows at most, the newest."""

_NOUNS: dict[str, str] = {
    Kind.PERSON: "Person", Kind.FAMILY: "Familie", Kind.CASE: "Fall", Kind.CONSENT: "Einwilligung",
    Kind.ASSESSMENT: "Assessment", Kind.PLAN: "Plan", Kind.IMPORT: "Liste", Kind.CATALOGUE: "Katalog",
    Kind.WORDING: "Wortlaut", Kind.OFFICE: "Verwaltung", Kind.USER: "Benutzer/in", Kind.DRAFT: "Entwurf",
    Kind.ATTACHMENT: "Dokument", Kind.REVIEW: "Überprüfung", Kind.TALK: "Gespräch", Kind.TASK: "Aufgabe",
    Kind.DEADLINE: "Frist", Kind.APPOINTMENT: "Termin", Kind.TEXT_BLOCK: "Textbaustein", Kind.VIEW: "Ansicht",
    Kind.APPROVAL: "Freigabe",
}  # fmt: skip


@dataclass(frozen=True)
class AccessFilter:
    """Which entries are wanted; None or empty leaves a question open. Days are the office's own, both included."""

    user_id: int | None = None
    first_day: dt.date | None = None
    last_day: dt.date | None = None
    case_number: str = ""


@dataclass(frozen=True)
class AccessRow:
    """An entry for the screen: `at` is aware UTC, `objects` are said as „Fall F-2026-017“."""

    id: int
    at: dt.datetime
    who: str
    action: str
    objects: str


@query(Right.READ_OFFICE)
def check_access_log(session: Session, actor: Actor, seen: Head | None = None) -> ChainReport:
    """Go through the whole record; every break is named. `seen` is the end this PC saw last."""
    return examine(session, seen)


@query(Right.READ_OFFICE)
def missing_since(session: Session, actor: Actor, seen: Head) -> Finding | None:
    """A quick look when the vault is opened: whether the record still holds what this PC saw last."""
    return differs_from(session, seen)


@query(Right.READ_OFFICE)
def access_head(session: Session, actor: Actor) -> Head:
    """The end of the record."""
    return head(session)


@query(Right.READ_OFFICE)
def list_access(session: Session, actor: Actor, wanted: AccessFilter) -> tuple[AccessRow, ...]:
    """Entries, the newest first, at most `MOST`."""
    entries = session.execute(_asked(session, wanted)).all()
    names = _names(session, [pair for entry, _ in entries for pair in entry.objects])
    return tuple(
        AccessRow(entry.id, entry.at, who or "", action_title(entry.action), _said(entry.objects, names))
        for entry, who in entries
    )


def _asked(session: Session, wanted: AccessFilter) -> Select[AccessEntry, str]:
    asked = select(AccessEntry, User.name).outerjoin(User, User.id == AccessEntry.user_id)
    conditions: list[ColumnElement[bool]] = []
    if wanted.user_id is not None:
        conditions.append(AccessEntry.user_id == wanted.user_id)
    if wanted.first_day:
        conditions.append(AccessEntry.at >= _midnight(wanted.first_day))
    if wanted.last_day:
        conditions.append(AccessEntry.at < _midnight(wanted.last_day + dt.timedelta(days=1)))
    if wanted.case_number.strip():
        conditions.append(AccessEntry.id.in_(_entries_on(session, wanted.case_number.strip())))
    return asked.where(and_(True, *conditions)).order_by(AccessEntry.id.desc()).limit(MOST)


def _midnight(day: dt.date) -> dt.datetime:
    """The first moment of a day in the office's own time."""
    return dt.datetime.combine(day, dt.time()).astimezone(dt.UTC)


def _entries_on(session: Session, number: str) -> list[int]:
    """Entries that name the case or its person. The objects are JSON: looked at here, as every database can."""
    case = session.execute(select(Case.id, Case.person_id, Case.family_id).where(Case.number == number)).first()
    if case is None:
        return []
    members = session.scalars(select(FamilyMember.person_id).where(FamilyMember.family_id == case.family_id))
    wanted: set[tuple[str, object]] = {(Kind.CASE, case.id), (Kind.FAMILY, case.family_id)}
    wanted |= {(Kind.PERSON, id_) for id_ in (case.person_id, *members)}
    rows = session.execute(select(AccessEntry.id, AccessEntry.objects))
    return [id_ for id_, objects in rows if any((_kind(kind), key) in wanted for kind, key in objects)]


def _names(session: Session, objects: list[Any]) -> dict[tuple[str, object], str]:
    """How cases and persons are called today; what was deleted keeps its number only."""
    cases = {key for kind, key in objects if _kind(kind) == Kind.CASE}
    persons = {key for kind, key in objects if _kind(kind) == Kind.PERSON}
    found: dict[tuple[str, object], str] = {}
    for id_, number in session.execute(select(Case.id, Case.number).where(Case.id.in_(cases))):
        found[Kind.CASE, id_] = f"Fall {number}"
    columns = (Person.id, Person.family_name, Person.given_names)
    for id_, family, given in session.execute(select(*columns).where(Person.id.in_(persons))):
        found[Kind.PERSON, id_] = ", ".join(filter(None, (family, given)))
    return found


def _said(objects: list[Any], names: dict[tuple[str, object], str]) -> str:
    """At most three by name: an import touches hundreds."""
    said = [names.get((_kind(kind), key)) or f"{_NOUNS.get(_kind(kind), kind)} {key}" for kind, key in objects]
    shown = list(dict.fromkeys(said))
    more = f" und {len(shown) - 3} weitere" if len(shown) > 3 else ""
    return ", ".join(shown[:3]) + more


def _kind(kind: str) -> str:
    """An entry of a reading carries its own code, such as `case.read`: what was read is its first word."""
    return kind.partition(".")[0]
