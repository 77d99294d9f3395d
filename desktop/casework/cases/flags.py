"""Flags: what everybody who opens a file must see, with its reason and, once it is over, what came of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from desktop.casework.cases.cases import persons_of, require_case
from desktop.casework.cases.flag_rows import FlagRow, all_flags
from desktop.casework.changes import Changes, Kind
from desktop.casework.gate import change, query
from desktop.casework.plain_text import some_lines
from desktop.casework.rights import Actor, Right
from desktop.clock import today
from desktop.errors import CaseworkError
from desktop.records.care import CaseFlag
from desktop.terms import FlagKind

LONGEST_REASON = 500
"""A flag is read in passing; what is longer belongs into a talk."""


@dataclass(frozen=True)
class NewFlag:
    """A flag as somebody sets it; `person_id` None means the whole file."""

    case_id: int
    kind: FlagKind
    reason: str
    since: dt.date
    person_id: int | None = None


@change(Right.EDIT_CASE, record="flag.set")
def set_flag(session: Session, actor: Actor, new: NewFlag) -> Changes:
    """Flag a file. Raises CaseworkError without a reason, for a day to come, or a person of another file."""
    case = require_case(session, new.case_id)
    if new.since > today():
        raise CaseworkError("Ein Hinweis kann nicht in der Zukunft beginnen.", field="since")
    if new.person_id is not None and new.person_id not in {person.id for person in persons_of(session, case)}:
        raise CaseworkError("Diese Person gehört nicht mehr zu diesem Fall.", field="person")
    flag = CaseFlag(
        case_id=case.id, person_id=new.person_id, kind=new.kind, since=new.since, created_by=actor.user_id,
        reason=_said(new.reason, "Bitte sagen, worauf zu achten ist.", "reason"),
    )
    session.add(flag)
    session.flush()
    return Changes.of((Kind.CASE, case.id), made=flag.id)


@change(Right.EDIT_CASE, record="flag.resolve")
def resolve_flag(session: Session, actor: Actor, flag_id: int, resolution: str) -> Changes:
    """The flag is over; it stays in the history with what came of it."""
    flag = _require_flag(session, flag_id)
    if flag.resolved_on is not None:
        raise CaseworkError("Dieser Hinweis ist schon erledigt.")
    flag.resolution = _said(resolution, "Bitte sagen, wodurch sich der Hinweis erledigt hat.", "resolution")
    flag.resolved_on, flag.resolved_by = today(), actor.user_id
    return Changes.of((Kind.CASE, flag.case_id))


@change(Right.EDIT_CASE, record="flag.unresolve")
def unresolve_flag(session: Session, actor: Actor, flag_id: int) -> Changes:
    """Take `resolve_flag` back."""
    flag = _require_flag(session, flag_id)
    flag.resolved_on, flag.resolved_by, flag.resolution = None, None, ""
    return Changes.of((Kind.CASE, flag.case_id))


@query(Right.READ_CASE)
def list_flags(session: Session, actor: Actor, case_id: int) -> tuple[FlagRow, ...]:
    """Every flag the file ever had, the newest first."""
    return all_flags(session, case_id)


def _said(text: str, missing: str, field: str) -> str:
    said = some_lines(text)
    if not said:
        raise CaseworkError(missing, field=field)
    if len(said) > LONGEST_REASON:
        raise CaseworkError(f"Bitte kürzer fassen (höchstens {LONGEST_REASON} Zeichen).", field=field)
    return said


def _require_flag(session: Session, flag_id: int) -> CaseFlag:
    flag = session.get(CaseFlag, flag_id)
    if flag is None:
        raise CaseworkError("Diesen Hinweis gibt es nicht mehr.")
    return flag
