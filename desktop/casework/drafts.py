"""Unsaved input, kept encrypted while it is typed, so that locking or a crash loses nothing (style.md rule 16)."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Concatenate, ParamSpec

from sqlalchemy import delete, event, select
from sqlalchemy.orm import Session

from desktop.casework.changes import Changes, Kind
from desktop.casework.gate import change, query
from desktop.casework.rights import Actor, Right
from desktop.clock import now
from desktop.records.office import Draft

P = ParamSpec("P")
UseCase = Callable[Concatenate[Session, Actor, P], Changes]


@dataclass(frozen=True)
class DraftRow:
    """One draft; `key` names page and object, such as `person/12`."""

    key: str
    payload: dict[str, Any]
    changed_at: dt.datetime


@change(Right.KEEP_DRAFT, record=None)
def save_draft(session: Session, actor: Actor, key: str, payload: dict[str, Any]) -> Changes:
    """Keep or replace the acting user's draft under `key`; `payload` must be plain JSON values."""
    draft = _find(session, actor, key) or Draft(user_id=actor.user_id, key=key)
    draft.payload, draft.changed_at = payload, now()
    session.add(draft)
    session.flush()
    return Changes.of((Kind.DRAFT, draft.id))


@change(Right.KEEP_DRAFT, record=None)
def drop_draft(session: Session, actor: Actor, key: str) -> Changes:
    """Forget the draft under `key`, because its input was saved or discarded."""
    draft = _find(session, actor, key)
    if draft is None:
        return Changes()
    session.execute(delete(Draft).where(Draft.id == draft.id))
    return Changes.of((Kind.DRAFT, draft.id))


def ended_by(use_case: UseCase[P], key: str, rest: dict[str, Any] | None = None) -> UseCase[P]:
    """`use_case` as the end of the input kept under `key`: its own transaction forgets the draft as well.

    With `rest` the draft is what is left of it. So nothing is ever both saved and still offered, nor neither of the
    two: one commit holds both, and when the use case is refused the draft stays as it was.
    """

    @functools.wraps(use_case)
    def whole(session: Session, actor: Actor, /, *args: P.args, **kwargs: P.kwargs) -> Changes:
        def end(_session: Session) -> None:
            """Still inside the gate, which began the transaction that is about to be committed."""
            if rest is None:
                drop_draft(session, actor, key)
            else:
                save_draft(session, actor, key, rest)

        event.listen(session, "before_commit", end)
        try:
            return use_case(session, actor, *args, **kwargs)
        finally:
            event.remove(session, "before_commit", end)

    return whole


@query(Right.KEEP_DRAFT)
def find_draft(session: Session, actor: Actor, key: str) -> DraftRow | None:
    """The acting user's draft under `key`, if any."""
    draft = _find(session, actor, key)
    return DraftRow(draft.key, draft.payload, draft.changed_at) if draft else None


@query(Right.KEEP_DRAFT)
def list_drafts(session: Session, actor: Actor) -> tuple[DraftRow, ...]:
    """All drafts of the acting user, newest first."""
    drafts = session.scalars(select(Draft).where(Draft.user_id == actor.user_id).order_by(Draft.changed_at.desc()))
    return tuple(DraftRow(draft.key, draft.payload, draft.changed_at) for draft in drafts)


def _find(session: Session, actor: Actor, key: str) -> Draft | None:
    return session.scalar(select(Draft).where(Draft.user_id == actor.user_id, Draft.key == key))
