"""Two records of one person become one (issue 4, 7): chosen field by field, nothing lost, taken back for 30 days.

All rows of both go on with the person that is kept. Where there is room for one only (an answer to the same question,
the own clock), the other one is set aside whole in `PersonMerge.undo`, as are the record that goes and former values.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.cases.cases import joined_words, put_status
from desktop.casework.changes import Changes, Kind
from desktop.casework.deletion.deletion_scope import cases_now
from desktop.casework.gate import change
from desktop.casework.people.facts import Subject, folded_name, put_facts
from desktop.casework.people.people import PersonFacts, require_person
from desktop.casework.people.person_rows import (
    Belonging,
    RawRow,
    belongings,
    hand_over,
    put_back,
    read_row,
    rows_of,
    take_out,
    twin_of,
    write_row,
)
from desktop.casework.rights import Actor, Right
from desktop.casework.volunteers.needs.need_closing import open_needs, take_needs_along
from desktop.clock import now, today
from desktop.errors import CaseworkError
from desktop.records.care import PersonMerge
from desktop.records.cases import Case
from desktop.records.volunteer_matches import VolunteerNeed
from desktop.terms import CaseStatus, Origin

UNDO_DAYS = 30
_MARKS = Belonging("fact_marks", "subject_id", by_subject=True)
_HISTORY = Belonging("fact_history", "subject_id", by_subject=True)
ONE_PER_PERSON = ("counselling_periods", "child_facts")
"""Tables with one row per person, chosen like a field."""
FACTS = tuple(one.name for one in fields(PersonFacts))


@dataclass(frozen=True)
class MergeOrder:
    """Whom to keep, who goes, which fields (or tables of one row) are taken from the one who goes, and whether a case
    of their own is put together with that of the kept person.
    """

    kept_id: int
    gone_id: int
    from_gone: frozenset[str] = frozenset()
    join_cases: bool = False


@dataclass
class _Undo:
    """What is needed to take it back; kept as JSON."""

    gone: RawRow
    moved: list[list[Any]] = field(default_factory=list)
    """Table, column and id of each row that went over."""
    aside: list[list[Any]] = field(default_factory=list)
    """Table and row of each that had no room."""
    before: RawRow = field(default_factory=dict)
    after: RawRow = field(default_factory=dict)
    """The kept person's record before and after."""
    marks: list[RawRow] = field(default_factory=list)
    """Origin and date of both persons' fields before."""
    history: list[int] = field(default_factory=list)
    """Entries of the history this made."""
    joined: list[list[int]] = field(default_factory=list)
    """Case, the status entry that ended it, and its needs for a volunteer that go on in the kept one."""


@change(Right.EDIT_CASE, record="person.merge")
def merge_persons(session: Session, actor: Actor, order: MergeOrder) -> Changes:
    """Put two persons together; `made` is the merge, for taking it back.

    Raises CaseworkError for a person with herself, and for one who is gone.
    """
    if order.kept_id == order.gone_id:
        raise CaseworkError("Das ist dieselbe Person. Bitte zwei verschiedene Personen auswählen.")
    kept, gone = require_person(session, order.kept_id), require_person(session, order.gone_id)
    undo = _Undo(read_row(session, "persons", gone.id) or {}, before=read_row(session, "persons", kept.id) or {})
    undo.marks = [*rows_of(session, _MARKS, kept.id), *rows_of(session, _MARKS, gone.id)]
    touched = _touched(session, kept.id, gone.id)
    chosen = {name: getattr(gone, name) for name in FACTS if name in order.from_gone}
    for name in order.from_gone.intersection(ONE_PER_PERSON):
        _make_room(session, undo, Belonging(name, "person_id"), order)
    for belonging in belongings():
        _move_all(session, undo, belonging, order)
    session.expire_all()
    _put_chosen(session, actor, undo, kept.id, chosen)
    if order.join_cases:
        _join_cases(session, actor, undo, kept.id)
    return Changes(touched, _keep(session, actor, undo, order))


@change(Right.EDIT_CASE, record="person.merge_undo")
def undo_merge(session: Session, actor: Actor, merge_id: int) -> Changes:
    """Make two persons of one again. What was changed at the kept person since stays with the kept person.

    Raises CaseworkError after 30 days, when it was taken back already, and while a later one holds.
    """
    merge = _takeable(session, merge_id)
    undo = _Undo(**merge.undo)
    put_back(session, "persons", undo.gone)
    for name, column, row_id in undo.moved:
        row = read_row(session, name, row_id)
        if row is not None and row[column] == merge.kept_person_id:
            hand_over(session, Belonging(name, column), row_id, undo.gone["id"])
    for name, row in undo.aside:
        put_back(session, name, row)
    _part_cases(session, undo)
    _restore_kept(session, merge.kept_person_id, undo)
    session.expire_all()
    merge.undone_at = now()
    return Changes(_touched(session, merge.kept_person_id, undo.gone["id"]))


def _takeable(session: Session, merge_id: int) -> PersonMerge:
    merge = session.get(PersonMerge, merge_id)
    if merge is None or merge.undone_at is not None:
        raise CaseworkError("Diese Zusammenführung ist schon rückgängig gemacht.")
    if now() - merge.created_at > dt.timedelta(days=UNDO_DAYS):
        raise CaseworkError("Die Zusammenführung liegt mehr als 30 Tage zurück und bleibt bestehen.")
    later = select(PersonMerge.id).where(
        PersonMerge.kept_person_id == merge.kept_person_id, PersonMerge.id > merge_id, PersonMerge.undone_at.is_(None)
    )
    if session.scalar(later.limit(1)) is not None:
        raise CaseworkError("Bitte zuerst die spätere Zusammenführung derselben Person rückgängig machen.")
    return merge


def _move_all(session: Session, undo: _Undo, belonging: Belonging, order: MergeOrder) -> None:
    for row in rows_of(session, belonging, order.gone_id):
        if twin_of(session, belonging, row, order.kept_id) is not None:
            _set_aside(session, undo, belonging.table, row)
        else:
            hand_over(session, belonging, row["id"], order.kept_id)
            undo.moved.append([belonging.table, belonging.column, row["id"]])


def _set_aside(session: Session, undo: _Undo, name: str, row: RawRow) -> None:
    undo.aside.append([name, row])
    take_out(session, name, row["id"])


def _make_room(session: Session, undo: _Undo, belonging: Belonging, order: MergeOrder) -> None:
    """The one row of the person who goes takes the place of the kept person's own."""
    if rows_of(session, belonging, order.gone_id):
        for row in rows_of(session, belonging, order.kept_id):
            _set_aside(session, undo, belonging.table, row)


def _put_chosen(session: Session, actor: Actor, undo: _Undo, kept_id: int, chosen: Mapping[str, Any]) -> None:
    """Values taken from the other record with their origin and date; what stood there goes into the history."""
    gone_id = undo.gone["id"]
    marks = {row["field"]: row for row in undo.marks if row["subject_id"] == gone_id}
    before = {row["id"] for row in rows_of(session, _HISTORY, kept_id)}
    for name, value in chosen.items():
        mark = marks.get(name)
        origin = Origin(mark["origin"]) if mark else Origin.SELF
        as_of = dt.date.fromisoformat(mark["as_of"]) if mark else today()
        put_facts(session, actor, Subject.PERSON, kept_id, {name: value}, origin, as_of)
    undo.history = [row["id"] for row in rows_of(session, _HISTORY, kept_id) if row["id"] not in before]
    undo.after = read_row(session, "persons", kept_id) or {}


def _join_cases(session: Session, actor: Actor, undo: _Undo, person_id: int) -> None:
    """Newer running cases of one person end for the oldest one, as when families are put together."""
    running = select(Case).where(Case.person_id == person_id, Case.status != CaseStatus.ENDED).order_by(Case.id)
    cases = session.scalars(running).all()
    for case in cases[1:]:
        entry = put_status(case, CaseStatus.ENDED, today(), joined_words(cases[0].number), actor)
        session.flush()
        undo.joined.append([case.id, entry.id, *(need.id for need in open_needs(session, case.id))])
        take_needs_along(session, case, cases[0])


def _keep(session: Session, actor: Actor, undo: _Undo, order: MergeOrder) -> int:
    """The record that goes is taken out last: by then nothing hangs on it."""
    session.flush()
    session.expunge(require_person(session, order.gone_id))
    take_out(session, "persons", order.gone_id)
    merge = PersonMerge(kept_person_id=order.kept_id, undo=asdict(undo), created_by=actor.user_id)
    session.add(merge)
    session.flush()
    return merge.id


def _part_cases(session: Session, undo: _Undo) -> None:
    """A case that went on in another one runs again, unless somebody gave it another status since."""
    for case_id, entry_id, *need_ids in undo.joined:
        case = session.get(Case, case_id)
        for need in session.scalars(select(VolunteerNeed).where(VolunteerNeed.id.in_(need_ids))):
            need.case_id = case_id
        if case is not None and case.statuses and case.statuses[-1].id == entry_id:
            case.statuses.pop()
            case.status = case.statuses[-1].status if case.statuses else CaseStatus.CONTACT_OPEN
    session.flush()


def _restore_kept(session: Session, kept_id: int, undo: _Undo) -> None:
    """Fields that still hold what the merge put there get their former value, origin and date back."""
    present = read_row(session, "persons", kept_id) or {}
    changed = {name for name, value in undo.after.items() if undo.before[name] != value and name in FACTS}
    restored = {name for name in changed if present[name] == undo.after[name]}
    for row in (*rows_of(session, _MARKS, kept_id), *rows_of(session, _MARKS, undo.gone["id"])):
        if row["field"] in (restored if row["subject_id"] == kept_id else changed):
            take_out(session, "fact_marks", row["id"])
    for row in undo.marks:
        if row["field"] in (restored if row["subject_id"] == kept_id else changed):
            put_back(session, "fact_marks", row)
    if changed == restored:
        for row_id in undo.history:
            take_out(session, "fact_history", row_id)
    session.expire_all()
    _write_fields(session, kept_id, {name: undo.before[name] for name in restored})


def _write_fields(session: Session, kept_id: int, values: RawRow) -> None:
    if values:
        write_row(session, "persons", kept_id, values)
        session.expire_all()
    kept = require_person(session, kept_id)
    kept.folded_name = folded_name(kept)
    session.flush()


def _touched(session: Session, *person_ids: int) -> frozenset[tuple[Kind, int]]:
    """Both persons and the cases they are in."""
    cases = (case.id for id_ in person_ids for case in cases_now(session, id_))
    return frozenset({*((Kind.PERSON, id_) for id_ in person_ids), *((Kind.CASE, id_) for id_ in cases)})
