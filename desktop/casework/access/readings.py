"""Taking notes of what was looked at in reading copies into the access record (DS-06)."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.access.access_chain import add_entry
from desktop.casework.changes import Changes
from desktop.casework.gate import change
from desktop.casework.rights import Actor, Right
from desktop.records.office import User
from desktop.storage.sharing.readings import Reading


@change(Right.READ_CASE, record="reading.take_in")
def take_in_readings(session: Session, actor: Actor, readings: tuple[Reading, ...]) -> Changes:
    """Chain the notes to the record, each with its own time and user; a note of an unknown user is left out.

    Whoever works now enters them; the record names those who looked.
    """
    known = set(session.scalars(select(User.id)))
    for reading in readings:
        if reading.user_id in known:
            add_entry(session, reading.at, reading.user_id, reading.action, reading.objects)
    return Changes(frozenset(), None)
