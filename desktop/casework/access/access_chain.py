"""The access record as a chain: each entry carries a hash over itself and the one before (security.md T22).

The chain alone does not show that its end was cut off. So every entry also moves the *head*, a setting with the number
and hash of the last one, in the same transaction; and each PC remembers the head it saw last
(`storage/seen/seen_head.py`). Against somebody who holds the key and rewrites chain and head, only the memory of
another PC helps.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, cast

from sqlalchemy import Table, bindparam, insert, select, update
from sqlalchemy.orm import Session

from desktop.records.office import AccessEntry, Setting
from desktop.records.prepared import Prepared

HEAD = "access.head"
"""Key of the setting that holds `{"entries": number of the last entry, "chain": its hash}`."""

_AT_ONCE = 2000
_LOG, _SETTINGS = cast(Table, AccessEntry.__table__), cast(Table, Setting.__table__)
_LAST = Prepared(select(_LOG.c.chain).order_by(_LOG.c.id.desc()).limit(1))
_ADD = Prepared(insert(_LOG).returning(_LOG.c.id))
_MOVE_HEAD = Prepared(update(_SETTINGS).where(_SETTINGS.c.key == HEAD).values(value=bindparam("head")))
_FIRST_HEAD = Prepared(insert(_SETTINGS))


class Break(StrEnum):
    """What was done to the record."""

    CHANGED = "changed"
    MISSING = "missing"
    MISPLACED = "misplaced"
    CUT = "cut"
    REWRITTEN = "rewritten"


_SENTENCES = {
    Break.CHANGED: "Eintrag {entry} wurde verändert oder nachträglich eingefügt.",
    Break.MISSING: "Vor Eintrag {entry} fehlen Einträge: {count}.",
    Break.MISPLACED: "Eintrag {entry} folgt nicht auf den, nach dem er geschrieben wurde.",
    Break.CUT: "Am Ende fehlen Einträge: {count}.",
    Break.REWRITTEN: "Eintrag {entry} ist ein anderer als der, den dieser PC gesehen hat.",
}


@dataclass(frozen=True)
class Finding:
    """One break: its kind, the number of the entry, how many are missing there (0 for the other kinds)."""

    kind: Break
    entry: int
    count: int = 0

    @property
    def sentence(self) -> str:
        """For the screen."""
        return _SENTENCES[self.kind].format(entry=self.entry, count=self.count)


@dataclass(frozen=True)
class ChainReport:
    """Number of entries, when the first was written (aware UTC; None in an empty record), and every break."""

    entries: int
    since: dt.datetime | None
    findings: tuple[Finding, ...]

    @property
    def whole(self) -> bool:
        return not self.findings


@dataclass(frozen=True)
class Head:
    """The last entry: its number and hash. Number 0 is the empty record."""

    entries: int = 0
    chain: str = ""


@dataclass(frozen=True)
class _Link:
    id: int
    at: dt.datetime
    chain: str
    row: list[Any]

    def follows(self, before: str) -> bool:
        return self.chain == _hash(before, self.row)


def add_entry(session: Session, at: dt.datetime, user_id: int, action: str, objects: list[list[Any]]) -> None:
    """Chain an entry to the access record; for the gate, and for notes of readings that are taken in later.

    Prepared statements: this belongs to every save, and mapped objects would cost more than the save itself.
    """
    chain = _hash(_LAST.value(session) or "", [at.isoformat(), user_id, action, objects])
    row = {"at": at, "user_id": user_id, "action": action, "objects": objects, "chain": chain}
    head = {"entries": _ADD.value(session, row), "chain": chain}
    if not _MOVE_HEAD.run(session, {"head": head}):
        _FIRST_HEAD.run(session, {"key": HEAD, "value": head})


def head(session: Session) -> Head:
    """What the head says; empty for a record that has none yet (of program version 0.1.0)."""
    setting = session.scalar(select(Setting.value).where(Setting.key == HEAD))
    return Head(int(setting["entries"]), str(setting["chain"])) if isinstance(setting, dict) else Head()


def examine(session: Session, seen: Head | None = None) -> ChainReport:
    """Every break in the record; `seen` is the head this PC saw last."""
    links = list(_links(session))
    findings = [*_breaks(links), *_end(links, head(session), seen)]
    return ChainReport(len(links), links[0].at if links else None, tuple(findings))


def differs_from(session: Session, seen: Head) -> Finding | None:
    """A quick look at the one entry this PC saw last, without going through the whole record."""
    now = session.scalar(select(AccessEntry.chain).where(AccessEntry.id == seen.entries))
    if not seen.entries or now == seen.chain:
        return None
    if now is not None:
        return Finding(Break.REWRITTEN, seen.entries)
    last = session.scalar(select(AccessEntry.id).order_by(AccessEntry.id.desc()).limit(1)) or 0
    return Finding(Break.CUT, last, seen.entries - last)


def _links(session: Session) -> Iterator[_Link]:
    """All entries in their order, as plain values: no object of the session may hide what is in the file."""
    columns = (AccessEntry.id, AccessEntry.at, AccessEntry.user_id, AccessEntry.action, AccessEntry.objects,
               AccessEntry.chain)  # fmt: skip
    rows = session.execute(select(*columns).order_by(AccessEntry.id), execution_options={"yield_per": _AT_ONCE})
    for id_, at, user_id, action, objects, chain in rows:
        yield _Link(id_, at, chain, [at.isoformat(), user_id, action, objects])


def _breaks(links: list[_Link]) -> Iterator[Finding]:
    places = {link.chain: place for place, link in enumerate(links)} | {"": -1}
    before, expected = "", 1
    for place, link in enumerate(links):
        if link.id != expected:
            yield Finding(Break.MISSING, link.id, link.id - expected)
        elif not link.follows(before):
            yield Finding(_kind(link, place, places), link.id)
        before, expected = link.chain, link.id + 1


def _kind(link: _Link, place: int, places: dict[str, int]) -> Break:
    """An entry that still follows on some other entry is itself untouched: it, or what lay between, was moved."""
    elsewhere = (chain for chain, other in places.items() if other != place - 1)
    return Break.MISPLACED if any(link.follows(chain) for chain in elsewhere) else Break.CHANGED


def _end(links: list[_Link], head: Head, seen: Head | None) -> Iterator[Finding]:
    last = links[-1].id if links else 0
    known = max(head.entries, seen.entries if seen else 0)
    if known > last:
        yield Finding(Break.CUT, last, known - last)
    elif head.entries and (head.entries, head.chain) != (last, links[-1].chain):
        yield Finding(Break.MISPLACED, last)
    if seen is not None and 0 < seen.entries <= last:
        now = next((link.chain for link in links if link.id == seen.entries), None)
        if now is not None and now != seen.chain:
            yield Finding(Break.REWRITTEN, seen.entries)


def _hash(before: str, row: list[Any]) -> str:
    """SHA-256 over the former link and this row; ids only, no content (PRIVACY)."""
    return hashlib.sha256(json.dumps([before, *row], ensure_ascii=True).encode("ascii")).hexdigest()
