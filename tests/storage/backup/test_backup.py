"""„Sicherung jetzt“: complete, verified, and without a trace when it fails."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from desktop.storage import atomic
from desktop.storage.backup import backup as backup_module
from desktop.storage.errors import BackupCancelledError, BackupFailedError
from desktop.storage.files import VaultFiles
from desktop.storage.health import integrity
from desktop.storage.keys.kdf import KeyCost
from desktop.storage.keys.keys import DatabaseKey
from desktop.storage.open_vault import OpenVault
from desktop.storage.vault import unlock

Add = Callable[[OpenVault, str], None]


def listing(files: VaultFiles) -> dict[str, bytes]:
    """Every file below the backup folder with its content."""
    found = (path for path in files.backup_folder.rglob("*") if path.is_file())
    return {path.relative_to(files.backup_folder).as_posix(): path.read_bytes() for path in found}


def test_a_copy_has_both_files_and_a_list_of_its_content(opened: OpenVault, key: DatabaseKey) -> None:
    backup = opened.back_up()
    assert re.fullmatch(r"\d{4}-\d\d-\d\d_\d{6}", backup.folder.name)
    content = json.loads((backup.folder / "inhalt.json").read_bytes())
    assert {path.name for path in backup.folder.iterdir()} == {"Akten.wegplan", "Akten.schluessel", "inhalt.json"}
    assert content["key_id"] == key.key_id
    assert content["counts"]["people"] == backup.counts["people"] == 200
    assert content["saves"] == backup.saves == 1
    for name, digest in content["sha256"].items():
        assert hashlib.sha256((backup.folder / name).read_bytes()).hexdigest() == digest


def test_a_copy_opens_with_the_same_password(
    opened: OpenVault, tmp_path: Path, password: str, cost: KeyCost, scripts: Path, names: Callable[..., list[str]]
) -> None:
    copy = shutil.copytree(opened.back_up().folder, tmp_path / "Zurück")
    with unlock(VaultFiles(copy / "Akten.wegplan"), "Petra Lang", password, cost=cost, scripts=scripts) as vault:
        assert names(vault) == names(opened)


def test_a_copy_is_encrypted_and_keeps_the_identity(opened: OpenVault) -> None:
    copy = opened.back_up().folder / "Akten.wegplan"
    assert copy.read_bytes()[:16] == opened.files.database.read_bytes()[:16]
    assert b"P100" not in copy.read_bytes()


def test_two_copies_in_one_second_lie_side_by_side(opened: OpenVault, fixed_clock: object) -> None:
    first, second = opened.back_up(), opened.back_up()
    assert second.folder.name == f"{first.folder.name}-2"


def test_saving_goes_on_during_a_copy(opened: OpenVault, add_person: Add, names: Callable[..., list[str]]) -> None:
    started, saved = threading.Event(), []

    def save() -> None:
        started.wait()
        for number in range(20):
            add_person(opened, f"während {number}")
            saved.append(number)

    writer = threading.Thread(target=save)
    writer.start()
    started.set()
    backups = [opened.back_up() for _ in range(3)]
    writer.join()
    assert len(saved) == 20
    assert all(backup.counts["people"] == 199 + backup.saves for backup in backups)
    assert len(names(opened)) == 220


def test_progress_rises_to_one(opened: OpenVault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup_module, "_STEPS_BETWEEN_ASKING", 200)
    seen: list[float] = []
    opened.back_up(progress=seen.append)
    assert len(seen) > 5
    assert seen == sorted(seen)
    assert seen[-1] == 1.0


@pytest.mark.parametrize("calls", [0, 3, 30])
def test_stopping_leaves_nothing_behind(opened: OpenVault, monkeypatch: pytest.MonkeyPatch, calls: int) -> None:
    monkeypatch.setattr(backup_module, "_STEPS_BETWEEN_ASKING", 200)
    opened.back_up()
    before, left = listing(opened.files), [calls]

    def stop() -> bool:
        left[0] -= 1
        return left[0] < 0

    with pytest.raises(BackupCancelledError, match="abgebrochen"):
        opened.back_up(cancelled=stop)
    assert listing(opened.files) == before


def test_a_copy_that_is_not_whole_never_counts(opened: OpenVault, monkeypatch: pytest.MonkeyPatch) -> None:
    opened.back_up()
    before = listing(opened.files)
    real = atomic.sync_file

    def damaging(path: Path) -> None:
        real(path)
        if path.suffix == ".wegplan":
            data = bytearray(path.read_bytes())
            data[len(data) // 2] ^= 1
            path.write_bytes(data)

    monkeypatch.setattr(atomic, "sync_file", damaging)
    with pytest.raises(BackupFailedError, match="besteht ihre Prüfung nicht"):
        opened.back_up()
    assert listing(opened.files) == before
    monkeypatch.undo()
    opened.back_up()


def test_a_torn_search_index_is_made_anew_before_it_is_copied(opened: OpenVault) -> None:
    with opened.session() as session:
        session.connection(execution_options={"writing": True})
        session.execute(text("DELETE FROM people_search_data WHERE id > 10"))
        session.commit()
    assert opened.back_up().folder.is_dir()
    assert opened.check().findings == ()


def test_a_copy_whose_search_index_is_stale_never_counts(
    opened: OpenVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every page of it can be read; only the structure check knows."""
    monkeypatch.setattr("desktop.storage.database.heal_quickly", lambda _connection: False)
    with opened.session() as session:
        session.connection(execution_options={"writing": True})
        session.execute(text("DELETE FROM people_search_data WHERE id > 10"))
        session.commit()
    with pytest.raises(BackupFailedError, match="besteht ihre Prüfung nicht"):
        opened.back_up()
    assert listing(opened.files) == {}


def test_a_copy_with_a_row_missing_never_counts(opened: OpenVault, monkeypatch: pytest.MonkeyPatch) -> None:
    real = integrity.row_counts
    answers = iter((0, 0, 1))
    monkeypatch.setattr(
        backup_module, "row_counts", lambda connection: {**real(connection), "people": 200 - next(answers)}
    )
    with pytest.raises(BackupFailedError, match="Prüfung"):
        opened.back_up()
    assert listing(opened.files) == {}


def test_a_medium_without_room_is_named(opened: OpenVault, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(atomic, "write_whole", full)
    with pytest.raises(BackupFailedError, match="Datenträger ist voll"):
        opened.back_up()
    assert listing(opened.files) == {}


def test_a_folder_that_cannot_be_made_is_named(opened: OpenVault) -> None:
    opened.files.backup_folder.write_bytes(b"a file is in the way")
    with pytest.raises(BackupFailedError, match="frühere sind unverändert"):
        opened.back_up()
    assert opened.files.backup_folder.read_bytes() == b"a file is in the way"


def test_what_a_killed_copy_left_is_cleared_by_the_next(opened: OpenVault) -> None:
    stray = opened.files.backup_folder / ".neu-4711"
    stray.mkdir(parents=True)
    (stray / "Akten.wegplan").write_bytes(b"half")
    opened.back_up()
    assert not stray.exists()


def test_a_damaged_vault_is_not_copied_over_a_good_one(
    files: VaultFiles, opened: OpenVault, expect_log: Callable[[str], None]
) -> None:
    expect_log("DamagedError|ReadOnlyError")  # at closing
    opened.back_up()
    before = listing(files)
    opened._database.close()
    data = bytearray(files.database.read_bytes())
    for page in range(4, len(data) // 4096):
        data[page * 4096 + 50] ^= 1
    files.database.write_bytes(data)
    with pytest.raises(BackupFailedError, match="prüfen Sie den Tresor"):
        opened.back_up()
    assert listing(files) == before
