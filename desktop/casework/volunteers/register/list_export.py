"""The note that a list of volunteers left the vault as a file."""

from __future__ import annotations

from sqlalchemy.orm import Session

from desktop.casework.changes import Changes, Kind
from desktop.casework.gate import change
from desktop.casework.rights import Actor, Right
from desktop.errors import CaseworkError


@change(Right.EXPORT_VOLUNTEERS, record="volunteer.list_export")
def note_volunteer_export(session: Session, actor: Actor, objects: tuple[tuple[Kind, int], ...]) -> Changes:
    """Record whose data go into a file, before it is written (DS-06). Raises CaseworkError for an empty list, and for
    one that is about anything but volunteers: that one needs the right to export."""
    if not objects:
        raise CaseworkError("Die Liste ist leer, es gibt nichts zu speichern.")
    if any(kind is not Kind.VOLUNTEER for kind, _ in objects):
        raise CaseworkError("So lassen sich nur Listen von Ehrenamtlichen speichern.")
    return Changes(frozenset(objects))
