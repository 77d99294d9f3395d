"""Text blocks: ready sentences for notes, one's own and the office's, got by typing their short form and Tab."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from desktop.casework.changes import Changes, Kind
from desktop.casework.gate import change, query
from desktop.casework.plain_text import some_lines
from desktop.casework.rights import Actor, Right
from desktop.errors import CaseworkError, ChangedMeanwhileError, NotAllowedError
from desktop.records.talks import TextBlock

LONGEST_BLOCK = 4000
_SHORT = re.compile(r"[\w-]{2,20}")


@dataclass(frozen=True)
class TextBlockEntry:
    """A block as entered; `office` ones are everybody's."""

    short: str
    text: str
    area: str = ""
    office: bool = False


@dataclass(frozen=True)
class TextBlockRow:
    """A block as listed."""

    id: int
    short: str
    text: str
    area: str
    office: bool
    row_version: int


@query(Right.READ_OFFICE)
def list_text_blocks(session: Session, actor: Actor) -> tuple[TextBlockRow, ...]:
    """The acting user's own blocks and the office's, by their short form; an own one comes before the office's."""
    seen = or_(TextBlock.user_id == actor.user_id, TextBlock.user_id.is_(None))
    blocks = session.scalars(select(TextBlock).where(seen).order_by(TextBlock.short, TextBlock.user_id.is_(None)))
    return tuple(
        TextBlockRow(block.id, block.short, block.text, block.area, block.user_id is None, block.row_version)
        for block in blocks
    )


@change(Right.EDIT_CASE, record="block.save")
def save_text_block(
    session: Session, actor: Actor, entry: TextBlockEntry, block_id: int | None = None, row_version: int = 1
) -> Changes:
    """Make or change a block; the office's need the right to edit the office. `made` is its id."""
    _check(entry)
    block = _require(session, actor, block_id) if block_id is not None else TextBlock(created_by=actor.user_id)
    if block_id is not None and block.row_version != row_version:
        raise ChangedMeanwhileError("Dieser Textbaustein wurde inzwischen geändert. Bitte noch einmal öffnen.")
    if entry.office and not actor.may(Right.EDIT_OFFICE):
        raise NotAllowedError("Textbausteine der Stelle darf nur die Leitung ändern.")
    user_id = None if entry.office else actor.user_id
    same = TextBlock.user_id.is_(None) if entry.office else TextBlock.user_id == user_id
    taken = select(TextBlock.id).where(same, TextBlock.short == entry.short.casefold(), TextBlock.id != (block_id or 0))
    if session.scalar(taken) is not None:
        raise CaseworkError("Dieses Kürzel gibt es schon.", field="short")
    block.user_id, block.short = user_id, entry.short.casefold()
    block.text, block.area = some_lines(entry.text), entry.area
    session.add(block)
    session.flush()
    return Changes.of((Kind.TEXT_BLOCK, block.id), made=block.id)


@change(Right.EDIT_CASE, record="block.delete")
def delete_text_block(session: Session, actor: Actor, block_id: int) -> Changes:
    """Take a block away; texts it went into keep theirs."""
    session.delete(_require(session, actor, block_id))
    return Changes.of((Kind.TEXT_BLOCK, block_id))


def block_for(blocks: Iterable[TextBlockRow], typed: str) -> TextBlockRow | None:
    """The block whose short form was typed; None for none."""
    return next((block for block in blocks if block.short == typed.casefold()), None)


def _require(session: Session, actor: Actor, block_id: int) -> TextBlock:
    block = session.get(TextBlock, block_id)
    if block is None or block.user_id not in (None, actor.user_id):
        raise CaseworkError("Diesen Textbaustein gibt es nicht mehr.")
    if block.user_id is None and not actor.may(Right.EDIT_OFFICE):
        raise NotAllowedError("Textbausteine der Stelle darf nur die Leitung ändern.")
    return block


def _check(entry: TextBlockEntry) -> None:
    if not _SHORT.fullmatch(entry.short):
        raise CaseworkError("Das Kürzel besteht aus 2 bis 20 Buchstaben oder Ziffern ohne Leerzeichen.", field="short")
    if not entry.text.strip() or len(entry.text) > LONGEST_BLOCK:
        raise CaseworkError(f"Bitte einen Text mit höchstens {LONGEST_BLOCK} Zeichen eintragen.", field="text")
