"""Private notes: only their author ever reads them (domain 4.1). No search, sheet or export has them.

Every question to the table goes through `_own`, so that nobody else's note can be asked for.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from sqlalchemy import Select, select, true
from sqlalchemy.orm import Session

from desktop.casework.cases.cases import require_case
from desktop.casework.changes import Changes, Kind
from desktop.casework.gate import change, query
from desktop.casework.plain_text import some_lines
from desktop.casework.rights import Actor, Right
from desktop.casework.talks.talk_rows import LONGEST_TEXT
from desktop.errors import CaseworkError
from desktop.records.talks import PrivateNote, TalkCase


@dataclass(frozen=True)
class PrivateNoteRow:
    """A note of the reader's own; `talk_id` None for one about the case as a whole."""

    id: int
    case_id: int
    talk_id: int | None
    text: str = field(repr=False)
    made_at: dt.datetime


@change(Right.EDIT_CASE, record="note.put")
def put_private_note(session: Session, actor: Actor, case_id: int, text: str, talk_id: int | None = None) -> Changes:
    """Write the acting user's note about a talk or about the case as a whole; without words it is taken away.

    Of a case there is one: those left from deleted talks are part of what was shown, and go into it.
    """
    require_case(session, case_id)
    text = some_lines(text)
    if len(text) > LONGEST_TEXT:
        raise CaseworkError(f"Die private Notiz ist zu lang: Bitte auf {LONGEST_TEXT} Zeichen kürzen.", field="note")
    if talk_id is not None and not _belongs(session, talk_id, case_id):
        raise CaseworkError("Dieses Gespräch gibt es nicht mehr.")
    here = PrivateNote.talk_id == talk_id if talk_id is not None else PrivateNote.talk_id.is_(None)
    about_case = PrivateNote.case_id == case_id if talk_id is None else true()
    notes = session.scalars(_own(actor.user_id).where(here, about_case).order_by(PrivateNote.id)).all()
    note = notes[0] if notes else None
    for other in notes[1:]:
        session.delete(other)
    if text:
        note = note or PrivateNote(author_id=actor.user_id, case_id=case_id, talk_id=talk_id, created_by=actor.user_id)
        note.text = text
        session.add(note)
    elif note is not None:
        session.delete(note)
    about = (Kind.TALK, talk_id) if talk_id is not None else (Kind.CASE, case_id)
    return Changes.of(about)


@query(Right.READ_CASE)
def own_private_notes(session: Session, actor: Actor, case_id: int) -> tuple[PrivateNoteRow, ...]:
    """The acting user's notes of a case, newest first."""
    notes = session.scalars(_own(actor.user_id).where(PrivateNote.case_id == case_id).order_by(PrivateNote.id.desc()))
    return tuple(PrivateNoteRow(note.id, note.case_id, note.talk_id, note.text, note.created_at) for note in notes)


def notes_of_talks(session: Session, author_id: int, talk_ids: list[int]) -> dict[int, str]:
    """Inside a use case: the author's own notes by talk."""
    notes = session.scalars(_own(author_id).where(PrivateNote.talk_id.in_(talk_ids)))
    return {note.talk_id: note.text for note in notes if note.talk_id is not None}


def _own(author_id: int) -> Select[PrivateNote]:
    """The only question anybody asks for notes: those of one author, who is the reader."""
    return select(PrivateNote).where(PrivateNote.author_id == author_id)


def _belongs(session: Session, talk_id: int, case_id: int) -> bool:
    asked = select(TalkCase.id).where(TalkCase.talk_id == talk_id, TalkCase.case_id == case_id)
    return session.scalar(asked) is not None
