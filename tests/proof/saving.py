"""What a proof saves and how it tells afterwards whether all of it is there: witnesses, people who carry a number.

A writer numbers its saves; every third one changes the witness made before. The profession of a witness is spelled from
writer and number, so that half a save, or an older one, shows.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop import paths
from desktop.casework.changes import Changes
from desktop.casework.gate import chain_is_whole, change
from desktop.casework.people.people import PersonFacts, create_person, person_detail, save_person
from desktop.casework.rights import Actor, Right
from desktop.records.people import Person
from desktop.storage.engine import driver_connection
from desktop.storage.files import VaultFiles
from desktop.storage.health.integrity import examine
from desktop.storage.open_vault import OpenVault
from desktop.storage.vault import unlock
from tests.conftest import CHEAP, LABEL, PASSWORD


@dataclass(frozen=True)
class Acknowledged:
    """A save whose commit came back: the witness it made or changed, and the save's number."""

    writer: str
    number: int
    person: int

    def spelled(self) -> bytes:
        """One line for a pipe."""
        return f"{self.writer} {self.number} {self.person}\n".encode("ascii")

    @classmethod
    def read(cls, line: bytes) -> Acknowledged:
        """From such a line."""
        writer, number, person = line.decode("ascii").split()
        return cls(writer, int(number), int(person))


def keep_to(profile: Path) -> None:
    """For a process of its own: what the program notes about vaults goes into this folder, not into the developer's."""
    vars(paths)["user_data_path"] = lambda *_, **__: profile


def enter(files: VaultFiles) -> OpenVault:
    """Unlock as the program does, with the tests' cheap password."""
    return unlock(files, LABEL, PASSWORD, cost=CHEAP)


@change(Right.EDIT_CASE, record="person.save")
def save_witness(session: Session, actor: Actor, writer: str, number: int, person: int | None) -> Changes:
    """One save of the program: a new witness, or `person` with a new number."""
    facts = PersonFacts(family_name=f"Zeuge-{writer}", given_names=str(number), profession=_profession(writer, number))
    if person is None:
        return create_person(session, actor, facts)
    version = person_detail(session, actor, person).row_version
    saved = save_person(session, actor, person, facts, (), version)
    return Changes(saved.touched, made=person)


def what_to_change(number: int, last: int | None) -> int | None:
    """The witness that save `number` changes; None when it makes a new one."""
    return last if number % 3 == 0 else None


def faults(vault: OpenVault, acknowledged: list[Acknowledged]) -> list[str]:
    """What is wrong with a vault after a fault; empty when it is sound and every acknowledged save is there."""
    found = damage(vault)
    with vault.session() as session:
        if not chain_is_whole(session):
            found.append("the access record is torn")
        return found + _lost(session, acknowledged)


def damage(vault: OpenVault) -> list[str]:
    """What the page check, the structure check and the full-text check say."""
    with driver_connection(vault._database.engine) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()  # the page check reads the main file only
        examined = examine(connection)
        connection.execute("INSERT INTO search_index (search_index, rank) VALUES ('integrity-check', 1)")
    return [*examined.bad_pages, *examined.faults]


def _lost(session: Session, acknowledged: list[Acknowledged]) -> list[str]:
    rows = session.execute(select(Person.id, Person.family_name, Person.given_names, Person.profession))
    present: dict[int, int] = {}
    found = []
    for id_, family, given, profession in rows:
        present[id_] = int(given)
        if profession != _profession(family.removeprefix("Zeuge-"), int(given)).strip():
            found.append(f"witness {id_} is torn")
    lost = [entry for entry in acknowledged if present.get(entry.person, -1) < entry.number]
    return found + [f"lost: save {entry.number} of {entry.writer}" for entry in lost]


def _profession(writer: str, number: int) -> str:
    """From 20 to 4,000 letters, so that saves touch one page or several."""
    return f"Beruf {number} von {writer} " * (1 + number * 7 % 200)


@contextmanager
def quiet() -> Iterator[None]:
    """Warnings of the program about a vault that is broken on purpose are no failure of the test."""
    before = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        yield
    finally:
        logging.disable(before)
