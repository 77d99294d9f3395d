"""T25: the library that is loaded really encrypts; one that does not is refused before it is given a file."""

from __future__ import annotations

import sqlite3
from types import ModuleType

import pytest
from sqlcipher3 import dbapi2

from desktop.storage import database
from desktop.storage.errors import UnsafeLibraryError
from desktop.storage.files import VaultFiles
from desktop.storage.health import self_test
from desktop.storage.health.self_test import NEEDED, require_cipher, require_encrypted
from desktop.storage.health.versions import library_versions
from tests.proof.recording import Proof
from tests.proof.saving import enter


class Without:
    """The real library, except that one thing it says of itself is missing."""

    def __init__(self, missing: str) -> None:
        self._missing = missing
        self._connection = dbapi2.connect(":memory:")

    def execute(self, statement: str) -> Without:
        found = self._connection.execute(statement).fetchall()
        self._rows = [row for row in found if self._missing not in (row[0], statement.removeprefix("PRAGMA "))]
        return self

    def fetchone(self) -> object:
        return self._rows[0] if self._rows else None

    def fetchall(self) -> list[object]:
        return self._rows

    def close(self) -> None:
        self._connection.close()


def library(missing: str) -> ModuleType:
    made = ModuleType(f"ohne_{missing}")
    made.connect = lambda _name: Without(missing)  # type: ignore[attr-defined]  # a driver module's one function
    return made


def test_the_library_in_use_encrypts_and_others_are_refused(
    proof: Proof, vault_files: VaultFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(self_test, "_proven", set())
    require_cipher()
    with enter(vault_files):
        require_encrypted(vault_files.database)
    versions = library_versions()
    assert {"SQLite", "SQLCipher", "OpenSSL"} <= versions.keys()

    lacking = ("cipher_version", *sorted(NEEDED))
    for missing in lacking:
        with pytest.raises(UnsafeLibraryError):
            require_cipher(library(missing))
    require_cipher(library("nothing that is needed"))  # so the refusals came from what was missing
    with pytest.raises(UnsafeLibraryError):
        require_cipher(sqlite3)
    amount = len(lacking) + 1
    proof.reached("T25", f"Selbsttest der Bibliothek (SQLCipher {versions['SQLCipher']}): Verschlüsselung, FTS5, "
                  "Zwischenspeicher im Arbeitsspeicher, Dateianfang", f"{amount} von {amount} Punkten", "alle",
                  f"{amount} Bibliotheken ohne eines davon abgewiesen, darunter Pythons eigenes SQLite")


def test_a_library_that_cannot_encrypt_never_gets_a_vault(
    proof: Proof, vault_files: VaultFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused() -> None:
        require_cipher(sqlite3)

    before = vault_files.database.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(database, "require_cipher", refused)
        patch.setattr(database, "make_engine", lambda *_, **__: pytest.fail("a vault was given to it"))
        with pytest.raises(UnsafeLibraryError):
            enter(vault_files)
    assert vault_files.database.read_bytes() == before
    assert not vault_files.owner_file.exists()
    enter(vault_files).close()
    proof.reached("T25", "Mit einer Bibliothek ohne Verschlüsselung wird kein Tresor geöffnet", "1 von 1", "100 %",
                  "mit der richtigen öffnet er")
