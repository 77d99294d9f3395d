"""Keeps the search index the same as the records, at the one place nothing gets past: the gate, before it commits.

Triggers of the schema note what changed, whoever changed it (`SearchStale`); here its words are made anew. Triggers on
`search_texts` then keep the full-text index itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, cast

from sqlalchemy import ColumnElement, Table, column, delete, insert, literal, select, table
from sqlalchemy.orm import Session

from desktop.casework.search_words import Words, words_of
from desktop.records.attachments import Attachment
from desktop.records.base import Base
from desktop.records.cases import Case
from desktop.records.people import Person
from desktop.records.plans import Goal, Measure
from desktop.records.search import SearchStale, SearchText
from desktop.records.talks import Talk
from desktop.terms import Searchable

FOUND: Mapping[Searchable, type[Base]] = {
    Searchable.PERSON: Person,
    Searchable.CASE: Case,
    Searchable.GOAL: Goal,
    Searchable.MEASURE: Measure,
    Searchable.ATTACHMENT: Attachment,
    Searchable.TALK: Talk,
}
"""What can be found, and where it lives."""

_AT_ONCE = 500
_TEXTS, _STALE = cast(Table, SearchText.__table__), cast(Table, SearchStale.__table__)


def refresh_index(session: Session) -> None:
    """Make the words of everything that changed in this transaction; for the gate."""
    stale: dict[Searchable, list[int]] = defaultdict(list)
    for kind, id_ in session.execute(select(_STALE.c.kind, _STALE.c.subject_id)):
        stale[kind].append(id_)
    if not stale:
        return
    for kind, ids in stale.items():
        for portion in _portions(sorted(ids)):
            _replace(session, kind, portion)
    session.execute(delete(_STALE))


def mark_all_stale(session: Session) -> None:
    """Have the gate make all words anew, and take away those of what is no longer there."""
    for kind, record in FOUND.items():
        id_ = record.__table__.c.id
        there = select(id_)
        session.execute(delete(_TEXTS).where(_TEXTS.c.kind == kind, _TEXTS.c.subject_id.not_in(there)))
        known = select(_STALE.c.subject_id).where(_STALE.c.kind == kind)
        fresh = select(literal(kind, _STALE.c.kind.type), id_).where(id_.not_in(known))
        session.execute(insert(_STALE).from_select(["kind", "subject_id"], fresh))


def rebuild_from_texts(session: Session) -> None:
    """Have FTS5 make the full-text index anew out of `search_texts`."""
    index = table("search_index", column("search_index"))
    session.execute(index.insert().values(search_index="rebuild"))


def _replace(session: Session, kind: Searchable, ids: list[int]) -> None:
    """Rows whose words are the same stay: writing them would only cost."""
    wanted = words_of(session, kind, ids)
    known = select(_TEXTS.c.subject_id, _TEXTS.c.words, _TEXTS.c.case_id, _TEXTS.c.person_id)
    present = {row[0]: Words(*row) for row in session.execute(known.where(*_those(kind, ids)))}
    gone = [id_ for id_, words in present.items() if wanted.get(id_) != words]
    if gone:
        session.execute(delete(_TEXTS).where(*_those(kind, gone)))
    if fresh := [_values(kind, words) for id_, words in wanted.items() if present.get(id_) != words]:
        session.execute(insert(_TEXTS), fresh)


def _those(kind: Searchable, ids: list[int]) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return _TEXTS.c.kind == kind, _TEXTS.c.subject_id.in_(ids)


def _values(kind: Searchable, words: Words) -> dict[str, Any]:
    return {
        "kind": kind, "subject_id": words.subject_id, "case_id": words.case_id, "person_id": words.person_id,
        "words": words.words,
    }  # fmt: skip


def _portions(ids: list[int]) -> Iterator[list[int]]:
    """As many ids as a statement takes."""
    return (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))
