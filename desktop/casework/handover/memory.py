"""How the columns of a sender's lists were read last time."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.changes import Changes, Kind
from desktop.casework.gate import change, query
from desktop.casework.rights import Actor, Right
from desktop.records.cases import ImportMapping


@query(Right.IMPORT)
def remembered_columns(session: Session, actor: Actor, sender: str) -> dict[str, str]:
    """Heading → field code ("" for a column left out), empty for an unknown sender."""
    found = session.scalar(select(ImportMapping).where(ImportMapping.sender == sender.strip()))
    return dict(found.mapping) if found else {}


@query(Right.IMPORT)
def known_senders(session: Session, actor: Actor) -> tuple[str, ...]:
    """Senders with a remembered reading of their columns."""
    return tuple(session.scalars(select(ImportMapping.sender).order_by(ImportMapping.sender)))


@change(Right.IMPORT, record="import.columns")
def save_columns(session: Session, actor: Actor, sender: str, columns: Mapping[str, str]) -> Changes:
    """Remember the columns without importing."""
    remember_columns(session, sender, columns)
    return Changes.of((Kind.IMPORT, 0))


def remember_columns(session: Session, sender: str, columns: Mapping[str, str]) -> None:
    """Inside a use case: add to what is known of this sender; without a sender nothing is kept."""
    if not sender.strip() or not columns:
        return
    found = session.scalar(select(ImportMapping).where(ImportMapping.sender == sender.strip()))
    found = found or ImportMapping(sender=sender.strip(), mapping={})
    found.mapping = {**found.mapping, **columns}
    session.add(found)
