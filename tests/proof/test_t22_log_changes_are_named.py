"""T22: whoever changes the access record with the key in hand is found out, and the place is named."""

from __future__ import annotations

import random
from collections.abc import Callable

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from desktop.casework.access.access_chain import HEAD, Break, ChainReport, Head, add_entry, examine, head
from desktop.casework.people.people import PersonFacts, create_person
from desktop.casework.rights import Actor
from desktop.clock import now
from desktop.records.office import AccessEntry, Setting
from tests.proof.recording import Proof

ENTRIES = 60
Deed = Callable[[Session, random.Random], set[int]]
"""Changes the record; the numbers of the entries of which at least one must be named."""


def edit(session: Session, rng: random.Random) -> set[int]:
    id_ = rng.randrange(1, ENTRIES + 1)
    field = rng.choice(("user_id", "action", "objects", "chain"))
    value: object = {"user_id": 77, "action": "anders", "objects": [["case", 99_999]], "chain": "0" * 64}[field]
    session.execute(update(AccessEntry).where(AccessEntry.id == id_).values({field: value}))
    return {id_, id_ + 1}


def remove(session: Session, rng: random.Random) -> set[int]:
    first = rng.randrange(1, ENTRIES - 5)
    count = rng.randrange(1, 5)
    session.execute(delete(AccessEntry).where(AccessEntry.id.between(first, first + count - 1)))
    return {first + count}


def remove_and_renumber(session: Session, rng: random.Random) -> set[int]:
    place = rng.randrange(1, ENTRIES - 1)
    session.execute(delete(AccessEntry).where(AccessEntry.id == place))
    for id_ in range(place + 1, ENTRIES + 1):
        session.execute(update(AccessEntry).where(AccessEntry.id == id_).values(id=id_ - 1))
    return {place}


def insert(session: Session, rng: random.Random) -> set[int]:
    place = rng.randrange(2, ENTRIES)
    for id_ in range(ENTRIES, place - 1, -1):
        session.execute(update(AccessEntry).where(AccessEntry.id == id_).values(id=id_ + 1))
    session.add(AccessEntry(id=place, at=now(), user_id=1, action="case.read", objects=[["case", 1]], chain="f" * 64))
    session.flush()
    return {place, place + 1}


def swap(session: Session, rng: random.Random) -> set[int]:
    one, other = sorted(rng.sample(range(1, ENTRIES + 1), 2))
    for old, new in ((one, 10_000), (other, one), (10_000, other)):
        session.execute(update(AccessEntry).where(AccessEntry.id == old).values(id=new))
    return {one, other}


def cut(session: Session, rng: random.Random) -> set[int]:
    last = rng.randrange(1, ENTRIES)
    session.execute(delete(AccessEntry).where(AccessEntry.id > last))
    return {last}


def cut_with_head(session: Session, rng: random.Random) -> set[int]:
    named = cut(session, rng)
    chain = session.scalar(select(AccessEntry.chain).where(AccessEntry.id == max(named)))
    session.merge(Setting(key=HEAD, value={"entries": max(named), "chain": chain}))
    return named


def write_anew(session: Session, rng: random.Random) -> set[int]:
    """The whole record with one entry changed and every hash worked out again."""
    rows = [(e.at, e.user_id, e.action, e.objects) for e in session.scalars(select(AccessEntry))]
    session.execute(delete(AccessEntry))
    session.expunge_all()
    changed = rng.randrange(ENTRIES)
    for number, (at, user_id, action, objects) in enumerate(rows):
        add_entry(session, at, user_id + 7 * (number == changed), action, objects)
    return {ENTRIES}


DEEDS: tuple[Deed, ...] = (edit, remove, remove_and_renumber, insert, swap, cut, cut_with_head, write_anew)


def after(session: Session, deed: Deed, rng: random.Random, seen: Head) -> tuple[ChainReport, set[int], bool]:
    """The report after a deed, what had to be named, and whether the hashes alone would have noticed; then undone."""
    with session.begin():
        session.connection(execution_options={"writing": True})
        expected = deed(session, rng)
        session.expire_all()
        report = examine(session, seen)
        ids = session.scalars(select(AccessEntry.id).order_by(AccessEntry.id)).all()
        session.rollback()
    session.expunge_all()
    return report, expected, list(ids) != list(range(1, len(ids) + 1))


def test_every_change_of_the_record_is_named(proof: Proof, session: Session, actor: Actor) -> None:
    for number in range(ENTRIES):
        create_person(session, actor, PersonFacts(family_name=f"Person {number}"))
    with session.begin():
        seen = head(session)
        assert examine(session, seen).whole
    rng, rounds = proof.rng(), proof.amount(3, 120)
    named = gaps = 0
    for _ in range(rounds):
        for deed in DEEDS:
            report, expected, gap = after(session, deed, rng, seen)
            assert {finding.entry for finding in report.findings} & expected, (deed.__name__, report)
            named += 1
            gaps += gap
    with session.begin():
        assert examine(session, seen).whole
    assert gaps < named / 4  # the control: a record of numbers alone notices only what left a gap
    assert {finding.kind for finding in after(session, cut, rng, seen)[0].findings} == {Break.CUT}
    proof.reached("T22", "Eingriffe ins Zugriffsprotokoll benannt", f"{named} von {rounds * len(DEEDS)}", "alle",
                  f"ohne Hashkette, nur nach Nummern: {gaps} von {named} bemerkt")
