"""The note that a list left the vault as a file."""

from __future__ import annotations

from sqlalchemy.orm import Session

from desktop.casework.changes import Changes, Kind
from desktop.casework.gate import change
from desktop.casework.rights import Actor, Right
from desktop.errors import CaseworkError


@change(Right.EXPORT, record="list.export")
def note_list_export(session: Session, actor: Actor, objects: tuple[tuple[Kind, int], ...]) -> Changes:
    """Record whose data go into a file, before it is written (DS-06). Raises CaseworkError for an empty list."""
    if not objects:
        raise CaseworkError("Die Liste ist leer, es gibt nichts zu speichern.")
    return Changes(frozenset(objects))
