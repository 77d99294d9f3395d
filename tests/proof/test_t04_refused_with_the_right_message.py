"""T4: a wrong password, a missing key file, a plain file and another vault are each told as themselves."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from desktop.errors import VaultError
from desktop.storage.engine import connect
from desktop.storage.errors import KeyFileForeignError, KeyFileMissingError, NotAVaultError, WrongPasswordError
from desktop.storage.files import VaultFiles
from desktop.storage.keys.keys import new_key
from desktop.storage.vault import create_vault, unlock
from tests.conftest import CHEAP, LABEL, PASSWORD
from tests.proof.recording import Proof


def _nothing(_: VaultFiles) -> None:
    """The password alone is wrong."""


def _without_key_file(files: VaultFiles) -> None:
    files.key_file.unlink()


def _plain(files: VaultFiles) -> None:
    files.database.unlink()
    plain = sqlite3.connect(files.database)
    plain.execute("CREATE TABLE persons (a)")
    plain.close()


def _of_another_vault(files: VaultFiles) -> None:
    """Both files are sound, but do not belong together."""
    other = VaultFiles(files.folder.with_name("anderer") / files.database.name)
    other.folder.mkdir()
    create_vault(other, label=LABEL, password=PASSWORD, cost=CHEAP)[0].close()
    shutil.copy(other.database, files.database)


CASES: dict[str, tuple[Callable[[VaultFiles], None], str, type[VaultError], str]] = {
    "falsches Kennwort": (_nothing, "ganz falsch 2026", WrongPasswordError, "Das Kennwort stimmt nicht"),
    "ohne Schlüsseldatei": (_without_key_file, PASSWORD, KeyFileMissingError, "fehlt; bitte legen Sie sie aus der"),
    "unverschlüsselte Datei": (_plain, PASSWORD, NotAVaultError, "ist kein Tresor von Wegplan"),
    "anderer Tresor": (_of_another_vault, PASSWORD, KeyFileForeignError, "gehört nicht zu diesem Tresor"),
}


def test_each_of_four_mistakes_is_told_as_itself(proof: Proof, vault_files: VaultFiles, tmp_path: Path) -> None:
    told = {}
    for name, (spoil, password, kind, sentence) in CASES.items():
        files = VaultFiles(tmp_path / name / vault_files.database.name)
        shutil.copytree(vault_files.folder, files.folder)
        spoil(files)
        before = {path: path.read_bytes() for path in (files.database, files.key_file) if path.exists()}
        with pytest.raises(kind, match=sentence) as refused:
            unlock(files, LABEL, password, cost=CHEAP)
        told[name] = str(refused.value)
        assert {path: path.read_bytes() for path in before} == before
    assert len(set(told.values())) == len(CASES)
    unlock(vault_files, LABEL, PASSWORD, cost=CHEAP).close()  # the vault the cases were made from does open

    alike = {_bare(vault_files.database), _bare(tmp_path / "unverschlüsselte Datei" / vault_files.database.name)}
    assert alike == {"file is not a database"}
    proof.reached("T4", "Verwechslungen, jede mit ihrer eigenen Meldung abgewiesen", f"{len(told)} von {len(CASES)}",
                  "4 von 4", "die Bibliothek allein: für alles derselbe Satz „file is not a database“")


def _bare(database: Path) -> str:
    """The control: what the library says by itself, here to a wrong key and to a plain file."""
    with pytest.raises(dbapi2.DatabaseError) as refused:
        connect(database, new_key(), None, mode="ro")
    return str(refused.value)
