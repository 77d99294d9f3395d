"""The bytes of documents: every look into one stands in the access record (DS-06)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.attachments.attachments import is_locked, require_open, standing_in
from desktop.casework.cases.cases import require_case
from desktop.casework.changes import Changes, Kind
from desktop.casework.gate import change, query
from desktop.casework.rights import Actor, Right
from desktop.errors import CaseworkError
from desktop.records.attachments import Attachment, AttachmentChunk

Sink = Callable[[bytes], object]
"""Takes the pieces of a document in their order."""

_DAMAGED = "Dieses Dokument ist beschädigt. Bitte den Tresor prüfen und das Dokument aus einer Sicherung zurückholen."


@query(Right.READ_CASE, record="attachment.open")
def read_attachment(session: Session, actor: Actor, attachment_id: int, sink: Sink) -> None:
    """Hand the document over piece by piece, to be shown.

    Raises CaseworkError when it is gone, locked, or no longer what was added.
    """
    _hand_over(session, attachment_id, sink)


@query(Right.EXPORT, record="attachment.export")
def export_attachment(session: Session, actor: Actor, attachment_id: int, sink: Sink) -> None:
    """As `read_attachment`, for a file outside the vault that the user asked for."""
    _hand_over(session, attachment_id, sink)


@query(Right.PRINT, record="attachment.print")
def note_attachment_print(session: Session, actor: Actor, attachment_id: int) -> None:
    """A document that is shown goes to the printer. Raises CaseworkError when it is gone or locked."""
    require_open(session, attachment_id)


@query(Right.READ_CASE)
def attachment_thumbnails(session: Session, actor: Actor, case_id: int) -> dict[int, bytes]:
    """Small PNGs of the documents on the page of a case, by id; none of a locked one."""
    case = require_case(session, case_id)
    found = session.scalars(select(Attachment).where(standing_in(session, case)))
    open_ones = [attachment.id for attachment in found if not is_locked(session, attachment)]
    rows = session.execute(select(Attachment.id, Attachment.thumbnail).where(Attachment.id.in_(open_ones)))
    return {id_: thumbnail for id_, thumbnail in rows if thumbnail}


@change(Right.EDIT_CASE, record="attachment.thumbnail")
def keep_thumbnail(session: Session, actor: Actor, attachment_id: int, thumbnail: bytes, pages: int) -> Changes:
    """Keep the small picture of a document that came without one."""
    attachment = require_open(session, attachment_id)
    attachment.thumbnail, attachment.pages = thumbnail, pages
    return Changes.of((Kind.ATTACHMENT, attachment_id), (Kind.CASE, attachment.case_id))


def _hand_over(session: Session, attachment_id: int, sink: Sink) -> None:
    attachment = require_open(session, attachment_id)
    pieces = (
        select(AttachmentChunk.data)
        .where(AttachmentChunk.attachment_id == attachment_id)
        .order_by(AttachmentChunk.position)
        .execution_options(yield_per=1)
    )
    digest, size = hashlib.sha256(), 0
    for piece in session.scalars(pieces):
        digest.update(piece)
        size += len(piece)
        sink(piece)
    if size != attachment.size or digest.hexdigest() != attachment.sha256:
        raise CaseworkError(_DAMAGED)
