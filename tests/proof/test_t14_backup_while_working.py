"""T14: copies made while somebody saves are complete, each at one moment, and hold back no save."""

from __future__ import annotations

import shutil
import threading
from dataclasses import dataclass, field
from pathlib import Path

from sqlcipher3 import dbapi2

from desktop.casework.office import actor_for
from desktop.casework.people.people import PersonFacts, create_person
from desktop.storage.backup.backup import read_mode
from desktop.storage.backup.backup_generations import StoredCopy, prove_whole, read_copy
from desktop.storage.engine import connect
from desktop.storage.files import VaultFiles
from desktop.storage.health.integrity import examine
from desktop.storage.keys.keyfile import read
from desktop.storage.keys.keys import DatabaseKey
from desktop.storage.keys.unlocking import key_by_password
from desktop.storage.open_vault import OpenVault
from desktop.storage.vault import unlock
from tests.conftest import CHEAP, LABEL, PASSWORD
from tests.proof.recording import Proof, german

FIRST = 5  # saves before the first copy


@dataclass
class Writer:
    """Saves people one after the other, as the storage thread does; `saved` are those that came back."""

    vault: OpenVault
    stop: threading.Event = field(default_factory=threading.Event)
    at_work: threading.Event = field(default_factory=threading.Event)
    saved: int = 0

    def run(self) -> None:
        with self.vault.session() as session:
            actor = actor_for(session, LABEL)
        while not self.stop.is_set():
            with self.vault.session() as session:
                create_person(session, actor, PersonFacts(family_name=f"Person {self.saved}"))
            self.saved += 1
            if self.saved == FIRST:
                self.at_work.set()


def persons(database: Path, key: DatabaseKey) -> tuple[int, int]:
    """Rows and saves in a copy that passes the page check and the structure check."""
    connection = connect(database, key, None, mode=read_mode(database))
    try:
        assert examine(connection).sound
        count = connection.execute("SELECT count(*) FROM persons").fetchone()[0]
        return int(count), int(connection.execute("SELECT saves FROM vault_state").fetchone()[0])
    finally:
        connection.close()


def is_complete(copy: StoredCopy, key: DatabaseKey, before: int, after: int) -> bool:
    """Every save adds one person: the copy is one moment between `before` and `after`, with all its rows."""
    prove_whole(copy)
    assert copy.content is not None
    found, saved = persons(copy.folder / copy.content.database, key)
    return found == saved == copy.content.saves and before <= found <= after


def copied_bare(files: VaultFiles, folder: Path, key: DatabaseKey, before: int) -> bool:
    """Whether a copy of the main file alone, as a file manager makes it, has all that was saved before it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    shutil.copy(files.database, folder)
    try:
        return persons(folder / files.database.name, key)[0] >= before
    except (dbapi2.DatabaseError, AssertionError):  # torn pages, a file that is no database
        return False


def test_a_copy_made_while_somebody_saves_is_complete(vault_files: VaultFiles, tmp_path: Path, proof: Proof) -> None:
    wanted = proof.amount(4, 100)
    key = key_by_password(vault_files, read(vault_files, CHEAP), LABEL, PASSWORD)
    complete, bare, tried = 0, 0, proof.amount(3, 20)
    with unlock(vault_files, LABEL, PASSWORD, cost=CHEAP) as vault:
        writer = Writer(vault)
        thread = threading.Thread(target=writer.run)
        thread.start()
        try:
            assert writer.at_work.wait(60)
            for _ in range(wanted):
                before = writer.saved
                folder = vault.back_up().folder
                complete += is_complete(read_copy(folder), key, before, writer.saved + 1)
                shutil.rmtree(folder)
            for _ in range(tried):
                bare += copied_bare(vault_files, tmp_path / "bloss", key, writer.saved)
        finally:
            writer.stop.set()
            thread.join()
    assert writer.saved > wanted
    assert complete == wanted
    assert bare < tried
    proof.reached(
        "T14", f"Sicherungen während {german(writer.saved)} Speicherungen vollständig und geprüft",
        f"{complete} von {wanted}", "100 %",
        f"bloßes Kopieren der Datei: {bare} von {tried} vollständig",
    )  # fmt: skip
