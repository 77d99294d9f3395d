"""T23: a database whose make-up is not ours is refused before anything is read from it or a migration touches it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from desktop.errors import VaultError
from desktop.storage.engine import connect
from desktop.storage.errors import ForeignSchemaError, NewerVersionError
from desktop.storage.files import VaultFiles
from desktop.storage.keys.kdf import STANDARD_COST, KeyCost
from desktop.storage.keys.keyfile import read
from desktop.storage.keys.keys import DatabaseKey
from desktop.storage.keys.slots import open_slot
from desktop.storage.vault import unlock
from tests.conftest import CHEAP, LABEL, PASSWORD
from tests.proof.recording import Proof
from tests.records import old_vault

FOREIGN = (
    "CREATE TRIGGER spy AFTER UPDATE ON vault_state BEGIN DELETE FROM persons; END",
    "CREATE TRIGGER spy INSTEAD OF DELETE ON spies BEGIN SELECT 1; END",
    "CREATE TRIGGER spy BEFORE INSERT ON access_log BEGIN SELECT RAISE(IGNORE); END",
    "CREATE VIEW more AS SELECT * FROM persons",
    "CREATE TABLE more (a)",
    "CREATE INDEX more ON persons (family_name)",
    "CREATE VIRTUAL TABLE more USING fts5(a)",
    "ALTER TABLE persons ADD COLUMN more",
    "ALTER TABLE settings RENAME TO preferences",
    "DROP TABLE drafts",
    "PRAGMA application_id = 0",
    "PRAGMA application_id = 252006674",
    "DELETE FROM alembic_version",
    "DROP TABLE alembic_version",
)
NEWER = ("PRAGMA user_version = 1", "PRAGMA user_version = 2147483647",
         "UPDATE alembic_version SET version_num = '9999'")  # fmt: skip


def plant(files: VaultFiles, password: str, cost: KeyCost, change: str) -> None:
    """What somebody does who knows the key and has another program."""
    keys = read(files, cost)
    slot = keys.slot(LABEL)
    assert slot is not None
    found = open_slot(slot, password, keys.binding)
    assert found is not None
    connection = connect(files.database, DatabaseKey(found, keys.db_id), None)
    if "spies" in change:
        connection.execute("CREATE VIEW spies AS SELECT 1 AS a")
    connection.execute(change)
    connection.close()


def refusal(files: VaultFiles, password: str, cost: KeyCost) -> type[VaultError] | None:
    """How opening was refused, with every byte as before; None when it was not."""
    before = files.database.read_bytes()
    try:
        unlock(files, LABEL, password, cost=cost).close()
    except VaultError as error:
        assert files.database.read_bytes() == before
        assert not files.backup_folder.exists()  # nothing was upgraded, so nothing was backed up before
        return type(error)
    return None


def fresh(files: VaultFiles, folder: Path) -> VaultFiles:
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(files.folder, folder)
    return VaultFiles(folder / files.database.name)


def test_a_foreign_make_up_is_refused_and_nothing_changed(
    proof: Proof, vault_files: VaultFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for change in (*FOREIGN, *NEWER):
        planted = fresh(vault_files, tmp_path / "fremd")
        plant(planted, PASSWORD, CHEAP, change)
        wanted = NewerVersionError if change in NEWER else ForeignSchemaError
        assert refusal(planted, PASSWORD, CHEAP) is wanted, change

    planted = fresh(vault_files, tmp_path / "fremd")
    plant(planted, PASSWORD, CHEAP, FOREIGN[0])
    with monkeypatch.context() as patch:
        patch.setattr("desktop.storage.database.require_own", lambda *_: None)
        assert refusal(planted, PASSWORD, CHEAP) is None  # the control: the spy would be let in
    amount = len(FOREIGN) + len(NEWER)
    proof.reached("T23", "Fremder oder neuerer Aufbau, vor dem ersten Lesen abgewiesen, kein Byte geändert",
                  f"{amount} von {amount}", "100 %", "ohne Vergleich des Aufbaus wird der fremde Auslöser geöffnet")


def test_an_older_vault_with_something_planted_is_not_upgraded(
    proof: Proof, tmp_path: Path
) -> None:
    """A migration would run the planted trigger before anybody compared the result."""
    amount = proof.amount(1, 6)
    older = VaultFiles(next((old_vault.VAULTS / "schema_0001").glob("*.wegplan")))
    for change in FOREIGN[:amount]:
        planted = fresh(older, tmp_path / "alt")
        plant(planted, old_vault.PASSWORD, STANDARD_COST, change)
        assert refusal(planted, old_vault.PASSWORD, STANDARD_COST) is ForeignSchemaError, change

    planted = fresh(older, tmp_path / "alt")
    unlock(planted, LABEL, old_vault.PASSWORD).close()  # the control: as it was made it is upgraded
    assert planted.backup_folder.exists()
    proof.reached("T23", "Veränderter Tresor eines früheren Schemas, vor der Umstellung abgewiesen",
                  f"{amount} von {amount}", "100 %", "unverändert wird er umgestellt")
