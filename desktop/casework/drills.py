"""Restore drills and restores kept in the vault: what was tried, when, with which result (DSGVO Art. 32 (1) d)."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop import clock
from desktop.casework.changes import Changes, Kind
from desktop.casework.gate import change, query
from desktop.casework.rights import Actor, Right
from desktop.records.office import AccessEntry, User, VaultEvent
from desktop.terms import VaultEventKind

MONTHS_BETWEEN = 12


@dataclass(frozen=True)
class DrillResult:
    """What a drill found. `made` is when the copy was made (aware UTC), `seconds` how long bringing it back took,
    `problem` the sentence why it failed, empty when it went well. `counts` are rows per table of the copy,
    `counts_now` those of the vault on the day."""

    copy: str
    made: dt.datetime | None
    seconds: float = 0.0
    size: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    counts_now: dict[str, int] = field(default_factory=dict)
    problem: str = ""


@dataclass(frozen=True)
class DrillRow:
    """A drill as it was kept: `at` is aware UTC, `who` the name of the person who did it."""

    id: int
    at: dt.datetime
    who: str
    result: DrillResult

    @property
    def passed(self) -> bool:
        return not self.result.problem


@change(Right.EDIT_OFFICE, record="drill.keep")
def keep_drill(session: Session, actor: Actor, result: DrillResult) -> Changes:
    """Keep what a drill found, also when it failed."""
    details = asdict(result) | {"made": result.made.isoformat() if result.made else None}
    event = VaultEvent(at=clock.now(), user_id=actor.user_id, kind=VaultEventKind.DRILL, details=details)
    session.add(event)
    session.flush()
    return Changes.of((Kind.OFFICE, 1), made=event.id)


@change(Right.EDIT_OFFICE, record="vault.restored")
def keep_restore(session: Session, actor: Actor, at: dt.datetime, came: dt.datetime) -> Changes:
    """Keep that on `at` the vault was put back to what it was at the moment `came` (both aware UTC)."""
    details = {"restored_at": at.isoformat(), "state_of": came.isoformat()}
    session.add(VaultEvent(at=clock.now(), user_id=actor.user_id, kind=VaultEventKind.RESTORE, details=details))
    return Changes.of((Kind.OFFICE, 1))


@query(Right.READ_OFFICE)
def restores_kept(session: Session, actor: Actor) -> frozenset[str]:
    """The moments (`restored_at`, ISO) of all restores the vault knows of."""
    events = session.scalars(select(VaultEvent).where(VaultEvent.kind == VaultEventKind.RESTORE))
    return frozenset(str(event.details.get("restored_at")) for event in events)


@query(Right.READ_OFFICE)
def list_drills(session: Session, actor: Actor) -> tuple[DrillRow, ...]:
    """All drills, the newest first."""
    found = session.execute(
        select(VaultEvent, User.name)
        .outerjoin(User, User.id == VaultEvent.user_id)
        .where(VaultEvent.kind == VaultEventKind.DRILL)
        .order_by(VaultEvent.id.desc())
    )
    return tuple(_row(event, name) for event, name in found)


@query(Right.READ_OFFICE)
def is_drill_due(session: Session, actor: Actor) -> bool:
    """Whether the yearly drill is to be done: none passed for a year; a vault has a year for its first one."""
    last = next((drill.at for drill in list_drills(session, actor) if drill.passed), None)
    since = last or session.scalar(select(AccessEntry.at).order_by(AccessEntry.id).limit(1)) or clock.now()
    return clock.add_months(since.astimezone().date(), MONTHS_BETWEEN) <= clock.today()


def _row(event: VaultEvent, name: str | None) -> DrillRow:
    raw = dict(event.details)
    made = dt.datetime.fromisoformat(raw["made"]) if raw.get("made") else None
    return DrillRow(event.id, event.at, name or "", DrillResult(**{**raw, "made": made}))
