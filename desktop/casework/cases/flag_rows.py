"""Flags of a file as they are shown; setting and resolving them is in `flags.py`."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.records.care import CaseFlag
from desktop.records.office import User
from desktop.terms import FlagKind


@dataclass(frozen=True)
class FlagRow:
    """A flag of a case; `person_id` None means the whole file. `resolved_by` is a name."""

    id: int
    case_id: int
    person_id: int | None
    kind: FlagKind
    reason: str
    since: dt.date
    resolved_on: dt.date | None = None
    resolution: str = ""
    resolved_by: str = ""


def present_flags(session: Session, case_id: int) -> tuple[FlagRow, ...]:
    """Flags nobody has resolved yet, the oldest first."""
    flags = select(CaseFlag).where(CaseFlag.case_id == case_id, CaseFlag.resolved_on.is_(None))
    return tuple(flag_row(flag) for flag in session.scalars(flags.order_by(CaseFlag.since, CaseFlag.id)))


def all_flags(session: Session, case_id: int) -> tuple[FlagRow, ...]:
    """Every flag the file ever had, the newest first."""
    found = session.execute(
        select(CaseFlag, User.name)
        .outerjoin(User, User.id == CaseFlag.resolved_by)
        .where(CaseFlag.case_id == case_id)
        .order_by(CaseFlag.since.desc(), CaseFlag.id.desc())
    )
    return tuple(flag_row(flag, name or "") for flag, name in found)


def flag_row(flag: CaseFlag, resolved_by: str = "") -> FlagRow:
    """The record as a row."""
    return FlagRow(
        flag.id, flag.case_id, flag.person_id, flag.kind, flag.reason, flag.since, flag.resolved_on, flag.resolution,
        resolved_by,
    )
