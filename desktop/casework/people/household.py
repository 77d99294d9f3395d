"""The household over time: who moved in or out and when, and who has custody of a child (domain 2.4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.cases.cases import require_case
from desktop.casework.changes import Changes, Kind
from desktop.casework.gate import change, query
from desktop.casework.people.people import person_row, require_person
from desktop.casework.plain_text import one_line
from desktop.casework.rights import Actor, Right
from desktop.casework.timeline.timeline_words import household_words
from desktop.clock import german_date, today
from desktop.errors import CaseworkError
from desktop.person_terms import Custody
from desktop.records.cases import Case
from desktop.records.people import Family, FamilyEvent, FamilyMember, Person
from desktop.talk_terms import FamilyEventKind

LONGEST_NOTE = 200
_MOVES = (FamilyEventKind.MOVED_IN, FamilyEventKind.MOVED_OUT)


@dataclass(frozen=True)
class HouseholdMove:
    """Members who move in or out on a day and stay in the family's file."""

    person_ids: tuple[int, ...]
    moves_in: bool
    on_date: dt.date
    note: str = ""


@dataclass(frozen=True)
class CustodyChange:
    """Custody of a child from a day on; `note` says who has it or on what it rests."""

    person_id: int
    custody: Custody
    on_date: dt.date
    note: str = ""


@dataclass(frozen=True)
class FamilyEventRow:
    """One line of the family's history, ready to read."""

    on_date: dt.date
    person: str
    words: str
    note: str


@change(Right.EDIT_CASE, record="household.move")
def move_household(session: Session, actor: Actor, case_id: int, move: HouseholdMove) -> Changes:
    """Note who moves in or out; everybody stays in the file.

    Raises CaseworkError for nobody, a day to come, before the birth or before the last move, and for somebody who
    lives there already (or no longer).
    """
    members = _members(session, require_case(session, case_id), move.person_ids)
    for member in members:
        person = require_person(session, member.person_id)
        _check_day(session, person, member, move.on_date, _MOVES)
        if member.in_household is move.moves_in:
            lives = "lebt schon" if move.moves_in else "lebt schon nicht mehr"
            raise CaseworkError(f"{_short(person)} {lives} im Haushalt.", field="who")
        put_household(session, actor.user_id, member, move.on_date, at_home=move.moves_in, note=short_note(move.note))
    return _changed(case_id, members)


@change(Right.EDIT_CASE, record="household.custody")
def change_custody(session: Session, actor: Actor, case_id: int, custody: CustodyChange) -> Changes:
    """Note who has custody of a child from a day on. Raises CaseworkError for a day that cannot be."""
    members = _members(session, require_case(session, case_id), (custody.person_id,))
    for member in members:
        person = require_person(session, member.person_id)
        _check_day(session, person, member, custody.on_date, (FamilyEventKind.CUSTODY,))
        put_custody(session, actor.user_id, member, custody.custody, custody.on_date, short_note(custody.note))
    return _changed(case_id, members)


@change(Right.EDIT_CASE, record="household.undo")
def take_back_event(session: Session, actor: Actor, case_id: int, person_ids: tuple[int, ...]) -> Changes:
    """Undo the last move or change of custody of these members, on the day it was entered."""
    members = _members(session, require_case(session, case_id), person_ids)
    for member in members:
        events = _events(session, member)
        if not events or events[-1].created_at.astimezone().date() != today():
            raise CaseworkError("Das lässt sich nicht mehr zurücknehmen. Bitte den jetzigen Stand neu eintragen.")
        last = events.pop()
        if last.kind in _MOVES:
            member.in_household = last.kind is FamilyEventKind.MOVED_OUT
        else:
            member.custody = next((e.custody for e in reversed(events) if e.kind is FamilyEventKind.CUSTODY), None)
        session.delete(last)
    return _changed(case_id, members)


@query(Right.READ_CASE)
def family_history(session: Session, actor: Actor, case_id: int) -> tuple[FamilyEventRow, ...]:
    """Who came, moved and left, the newest first; empty for a file of one person."""
    case = require_case(session, case_id)
    if case.family_id is None:
        return ()
    joined = session.scalars(select(FamilyMember).where(FamilyMember.family_id == case.family_id)).all()
    events = session.scalars(select(FamilyEvent).where(FamilyEvent.family_id == case.family_id)).all()
    wanted = {one.person_id for one in joined} | {event.person_id for event in events}
    names = {one.id: _short(one) for one in session.scalars(select(Person).where(Person.id.in_(wanted)))}
    rows = [
        FamilyEventRow(event.on_date, names[event.person_id], household_words(event.kind, event.custody), event.note)
        for event in events
    ]
    rows += [FamilyEventRow(one.since, names[one.person_id], f"kommt zur Familie ({one.relation.label})", "")
             for one in joined if one.since is not None]  # fmt: skip
    rows += [FamilyEventRow(one.until, names[one.person_id], "verlässt die Familienakte", "")
             for one in joined if one.until is not None]  # fmt: skip
    return tuple(sorted(rows, key=lambda row: row.on_date, reverse=True))


def put_household(
    session: Session, user_id: int, member: FamilyMember, on_date: dt.date, *, at_home: bool, note: str = ""
) -> None:
    """Inside a use case: the member lives there, or no longer, from a day on; nothing when it is so already."""
    if member.in_household is not at_home:
        kind = FamilyEventKind.MOVED_IN if at_home else FamilyEventKind.MOVED_OUT
        _note_event(session, user_id, member, kind, on_date, note=note)
        member.in_household = at_home


def put_custody(
    session: Session, user_id: int, member: FamilyMember, custody: Custody | None, on_date: dt.date, note: str = ""
) -> None:
    """Inside a use case: custody from a day on. What held before without a day is kept with the day they joined."""
    known = any(event.kind is FamilyEventKind.CUSTODY for event in _events(session, member))
    if member.custody is not None and not known:
        joined = min(member.since or on_date, on_date)
        _note_event(session, user_id, member, FamilyEventKind.CUSTODY, joined, custody=member.custody)
    _note_event(session, user_id, member, FamilyEventKind.CUSTODY, on_date, custody=custody, note=note)
    member.custody = custody


def _note_event(
    session: Session, user_id: int, member: FamilyMember, kind: FamilyEventKind, on_date: dt.date, *,
    custody: Custody | None = None, note: str = "",
) -> None:
    session.add(FamilyEvent(
        family_id=member.family_id, person_id=member.person_id, on_date=on_date, kind=kind, custody=custody,
        note=note, created_by=user_id,
    ))  # fmt: skip


def _members(session: Session, case: Case, person_ids: Iterable[int]) -> list[FamilyMember]:
    family = session.get(Family, case.family_id) if case.family_id else None
    present = {member.person_id: member for member in family.members if member.until is None} if family else {}
    wanted = list(dict.fromkeys(person_ids))
    if not wanted:
        raise CaseworkError("Bitte auswählen, um wen es geht.", field="who")
    if not present.keys() >= set(wanted):
        raise CaseworkError("Diese Person gehört nicht mehr zu diesem Fall.", field="who")
    return [present[id_] for id_ in wanted]


def _check_day(
    session: Session, person: Person, member: FamilyMember, day: dt.date, kinds: tuple[FamilyEventKind, ...]
) -> None:
    if day > today():
        raise CaseworkError("Dieser Tag liegt in der Zukunft. Bitte eintragen, sobald es so weit ist.", field="on_date")
    born = person.birth_date.exact if person.birth_date else None
    if born is not None and day < born:
        raise CaseworkError(f"{_short(person)} ist erst am {german_date(born)} geboren.", field="on_date")
    before = [event.on_date for event in _events(session, member) if event.kind in kinds]
    if before and day < before[-1]:
        raise CaseworkError(
            f"Für {_short(person)} ist am {german_date(before[-1])} schon etwas eingetragen. "
            "Bitte einen Tag ab dann wählen.", field="on_date",
        )  # fmt: skip


def _events(session: Session, member: FamilyMember) -> list[FamilyEvent]:
    own = select(FamilyEvent).where(
        FamilyEvent.family_id == member.family_id, FamilyEvent.person_id == member.person_id
    )
    return list(session.scalars(own.order_by(FamilyEvent.id)))


def short_note(text: str, field: str = "note") -> str:
    """A reason on one line. Raises CaseworkError for one that is too long for the history."""
    said = one_line(text)
    if len(said) > LONGEST_NOTE:
        raise CaseworkError(f"Bitte kürzer fassen (höchstens {LONGEST_NOTE} Zeichen).", field=field)
    return said


def _short(person: Person) -> str:
    return person.call_name or person_row(person).given or person.name


def _changed(case_id: int, members: list[FamilyMember]) -> Changes:
    touched = [(Kind.PERSON, member.person_id) for member in members]
    return Changes.of((Kind.CASE, case_id), (Kind.FAMILY, members[0].family_id), *touched)
