"""Keeps the search index the same as the records, at the one place nothing gets past: the gate, before it commits.

Triggers of the schema note what changed, whoever changed it (`SearchStale`); here its words are made anew. Triggers on
`search_texts` then keep the full-text index itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, cast

from sqlalchemy import Table, bindparam, column, delete, insert, literal, select, table
from sqlalchemy.orm import Session

from desktop.casework.search.search_words import Words, words_of
from desktop.records.attachments import Attachment
from desktop.records.base import Base
from desktop.records.cases import Case
from desktop.records.people import Person
from desktop.records.plans import Goal, Measure
from desktop.records.prepared import Prepared
from desktop.records.search import SearchStale, SearchText
from desktop.records.talks import Talk
from desktop.records.volunteers import Volunteer
from desktop.terms import Searchable

FOUND: Mapping[Searchable, type[Base]] = {
    Searchable.PERSON: Person,
    Searchable.CASE: Case,
    Searchable.GOAL: Goal,
    Searchable.MEASURE: Measure,
    Searchable.ATTACHMENT: Attachment,
    Searchable.TALK: Talk,
    Searchable.VOLUNTEER: Volunteer,
}
"""What can be found, and where it lives."""

_AT_ONCE = 500
_TEXTS, _STALE = cast(Table, SearchText.__table__), cast(Table, SearchStale.__table__)
_THOSE = (_TEXTS.c.kind == bindparam("kind"), _TEXTS.c.subject_id.in_(bindparam("ids", expanding=True)))
_SAME = (_TEXTS.c.kind == _STALE.c.kind) & (_TEXTS.c.subject_id == _STALE.c.subject_id)
_FIND_STALE = Prepared(
    select(_STALE.c.kind, _STALE.c.subject_id, _TEXTS.c.words, _TEXTS.c.case_id, _TEXTS.c.person_id)
    .outerjoin_from(_STALE, _TEXTS, _SAME)
)  # fmt: skip
_FORGET_STALE, _ADD, _TAKE_AWAY = Prepared(delete(_STALE)), Prepared(insert(_TEXTS)), delete(_TEXTS).where(*_THOSE)


def refresh_index(session: Session) -> None:
    """Make the words of everything that changed and was flushed in this transaction; for the gate.

    It belongs to every save: its statements are prepared.
    """
    stale: dict[Searchable, dict[int, Words | None]] = defaultdict(dict)
    for kind, id_, words, *whose in _FIND_STALE.rows(session):
        stale[kind][id_] = None if words is None else Words(id_, words, *whose)
    if not stale:
        return
    for kind, present in stale.items():
        for portion in _portions(sorted(present)):
            _replace(session, kind, {id_: present[id_] for id_ in portion}, words_of(session, kind, portion))
    _FORGET_STALE.run(session)


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


def _replace(
    session: Session, kind: Searchable, present: Mapping[int, Words | None], wanted: Mapping[int, Words]
) -> None:
    """Rows whose words are the same stay: writing them would only cost."""
    gone = [id_ for id_, words in present.items() if words is not None and wanted.get(id_) != words]
    if gone:
        session.connection().execute(_TAKE_AWAY, {"kind": kind, "ids": gone})
    if fresh := [_values(kind, words) for id_, words in wanted.items() if present.get(id_) != words]:
        _ADD.run_each(session, fresh)


def _values(kind: Searchable, words: Words) -> dict[str, Any]:
    return {
        "kind": kind, "subject_id": words.subject_id, "case_id": words.case_id, "person_id": words.person_id,
        "words": words.words,
    }  # fmt: skip


def _portions(ids: list[int]) -> Iterator[list[int]]:
    """As many ids as a statement takes."""
    return (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))
