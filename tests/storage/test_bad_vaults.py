"""Vaults that must not be opened for work: each is refused with its own sentence, and nothing is changed."""

from __future__ import annotations

import json
import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.errors import VaultError
from desktop.storage import engine as engine_module
from desktop.storage.engine import connect, driver_connection, make_engine
from desktop.storage.errors import (
    CloudFolderError,
    DamagedError,
    DiskFullError,
    ForeignSchemaError,
    KeyFileForeignError,
    NewerVersionError,
    NotAVaultError,
    ReadOnlyError,
    StorageFaultError,
    VaultMissingError,
    translated,
)
from desktop.storage.files import VaultFiles
from desktop.storage.keys.keys import DatabaseKey
from desktop.storage.open_vault import OpenVault
from desktop.storage.sharing.places import is_remote, sync_service
from desktop.storage.vault import unlock

Enter = Callable[..., OpenVault]


def refusal(enter: Enter, kind: type[VaultError], match: str) -> None:
    with pytest.raises(kind, match=match) as refused:
        enter()
    sentence = str(refused.value)
    assert sentence[0].isupper() or sentence[0] == "„"
    assert sentence.endswith(".")
    assert "Traceback" not in sentence


def test_a_file_that_is_not_there(files: VaultFiles, enter: Enter) -> None:
    files.database.unlink()
    refusal(enter, VaultMissingError, "nicht gefunden")
    assert not files.database.exists()


def test_an_empty_file(files: VaultFiles, enter: Enter) -> None:
    files.database.write_bytes(b"")
    refusal(enter, NotAVaultError, "kein Tresor")
    assert files.database.read_bytes() == b""


def test_a_plain_database_put_in_its_place(files: VaultFiles, enter: Enter) -> None:
    files.database.unlink()
    plain = sqlite3.connect(files.database)
    plain.execute("CREATE TABLE people (a)")
    plain.close()
    refusal(enter, NotAVaultError, "kein Tresor")


def test_a_file_of_something_else(files: VaultFiles, enter: Enter) -> None:
    files.database.write_bytes(b"%PDF-1.7" + b"x" * 9000)
    refusal(enter, KeyFileForeignError, "gehört nicht zu diesem Tresor")


@pytest.mark.parametrize("kept", [4096, 4096 * 5, 4096 * 5 + 100])
def test_a_truncated_file(files: VaultFiles, enter: Enter, kept: int) -> None:
    files.database.write_bytes(files.database.read_bytes()[:kept])
    refusal(enter, DamagedError, "beschädigt")


def test_a_flipped_byte_in_the_first_page(files: VaultFiles, enter: Enter) -> None:
    data = bytearray(files.database.read_bytes())
    data[200] ^= 0x10
    files.database.write_bytes(data)
    refusal(enter, NotAVaultError, "beschädigt")


def test_a_newer_version_s_vault(files: VaultFiles, enter: Enter, newer_scripts: Callable[[str], Path]) -> None:
    enter(scripts=newer_scripts("op.execute('CREATE TABLE later (a INTEGER)')")).close()
    before = files.database.read_bytes()
    refusal(enter, NewerVersionError, "neueren Version")
    assert files.database.read_bytes() == before


@pytest.mark.parametrize(
    "change",
    [
        "CREATE TRIGGER spy AFTER INSERT ON people BEGIN DELETE FROM visits; END",
        "CREATE VIEW people_view AS SELECT 1",
        "CREATE TABLE more (a)",
        "DROP TRIGGER people_added",
        "PRAGMA application_id = 1",
    ],
)
def test_a_changed_schema(files: VaultFiles, enter: Enter, key: DatabaseKey, change: str) -> None:
    connection = connect(files.database, key, None)
    connection.execute(change)
    connection.close()
    refusal(enter, ForeignSchemaError, "außerhalb von Wegplan verändert")


def test_a_read_only_file(files: VaultFiles, enter: Enter) -> None:
    files.database.chmod(stat.S_IRUSR)
    try:
        refusal(enter, ReadOnlyError, "schreibgeschützt")
    finally:
        files.database.chmod(stat.S_IRUSR | stat.S_IWUSR)
    enter().close()


@pytest.mark.parametrize(
    "folder", ["OneDrive - Stadt Musterlingen", "Dropbox", "Nextcloud", "nextcloud2", "Google Drive"]
)
def test_a_folder_of_a_sync_program(
    files: VaultFiles, tmp_path: Path, folder: str, request: pytest.FixtureRequest
) -> None:
    moved = tmp_path / folder / "Akten"
    moved.parent.mkdir()
    files.folder.rename(moved)
    there = VaultFiles(moved / "Akten.wegplan")
    with pytest.raises(CloudFolderError, match="verschieben"):
        unlock(there, "Petra Lang", request.getfixturevalue("password"), cost=request.getfixturevalue("cost"))


@pytest.mark.parametrize("folder", ["Tresor", "Dropbox-Ersatz", "Meine Cloud"])
def test_other_folders_are_no_sync_folders(tmp_path: Path, folder: str) -> None:
    assert sync_service(tmp_path / folder / "A.wegplan") is None


def test_a_sync_program_is_known_by_its_marks_and_its_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert sync_service(tmp_path / "a" / "A.wegplan") is None
    (tmp_path / ".dropbox.cache").mkdir()
    assert sync_service(tmp_path / "a" / "A.wegplan") == tmp_path.name
    (tmp_path / ".dropbox.cache").rmdir()
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path))
    assert sync_service(tmp_path / "a" / "A.wegplan") == "OneDrive"


def test_a_path_of_a_server_is_remote(tmp_path: Path) -> None:
    assert is_remote(Path("//server/akten/A.wegplan"))
    assert not is_remote(tmp_path / "A.wegplan")


def test_a_full_disk_loses_nothing_and_says_so(
    opened: OpenVault,
    add_person: Callable[..., None],
    names: Callable[..., list[str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    add_person(opened, "letzte Person")
    opened._database.engine.dispose()
    # SQLite takes the present size as the least, so the file may not grow by a page.
    monkeypatch.setattr(engine_module, "_ALWAYS", (*engine_module._ALWAYS, "max_page_count = 1"))

    def fill() -> None:
        for number in range(500):
            add_person(opened, f"zu viel {number} " + "x" * 5_000)

    with pytest.raises(DiskFullError, match="voll"), translated():
        fill()
    kept = names(opened)
    assert "letzte Person" in kept
    monkeypatch.undo()
    opened._database.engine.dispose()
    add_person(opened, "wieder Platz")
    assert names(opened) == [*kept, "wieder Platz"]
    assert opened.check().sound


def test_a_vault_of_a_vanished_share_closes_without_an_error(
    opened: OpenVault, monkeypatch: pytest.MonkeyPatch, expect_log: Callable[[str], None]
) -> None:
    expect_log("StorageFaultError")

    def gone() -> None:
        raise StorageFaultError("Der Datenträger antwortet nicht richtig.")

    monkeypatch.setattr(opened._database, "close", gone)
    opened.close()
    monkeypatch.undo()
    opened._database.close()


def test_an_engine_for_checks_does_not_change_the_file(files: VaultFiles, key: DatabaseKey) -> None:
    before = files.database.read_bytes()
    engine = make_engine(files.database, key)
    with driver_connection(engine) as connection:
        connection.execute("SELECT * FROM people").fetchall()
    engine.dispose()
    assert files.database.read_bytes() == before


def test_a_broken_note_of_seen_saves_or_schemas_stops_nobody(profile: Path, enter: Enter) -> None:
    for content in (b"", b"[1]", b'{"a": 1}', json.dumps({"a": [1]}).encode(), b"\xff"):
        for name in ("stand.json", "schema.json"):
            (profile / name).parent.mkdir(exist_ok=True)
            (profile / name).write_bytes(content)
        enter().close()
