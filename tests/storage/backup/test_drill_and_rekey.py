"""The restore drill proves the newest copy; copies of an old key are named, deleted or encrypted anew."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from desktop.storage import atomic
from desktop.storage.backup.backup_generations import StoredCopy, list_copies, prove_whole, read_copy, tidy
from desktop.storage.backup.backup_rekey import expire, old_backups, rekey
from desktop.storage.engine import connect
from desktop.storage.errors import BackupCancelledError, BackupFailedError, CopyUnusableError
from desktop.storage.files import VaultFiles
from desktop.storage.keys.keys import DatabaseKey, new_key
from desktop.storage.open_vault import OpenVault

Add = Callable[[OpenVault, str], None]


def spoil(copy: StoredCopy) -> None:
    database = copy.folder / "Akten.wegplan"
    data = bytearray(database.read_bytes())
    data[9000] ^= 1
    database.write_bytes(data)


@pytest.fixture
def copy(opened: OpenVault) -> StoredCopy:
    return read_copy(opened.back_up().folder)


@pytest.fixture
def new() -> DatabaseKey:
    return new_key()


def test_a_drill_brings_the_newest_copy_back_and_compares(opened: OpenVault, copy: StoredCopy, add_person: Add) -> None:
    add_person(opened, "Seither")
    shares: list[float] = []
    drill = opened.backups().drill(shares.append)
    assert drill.folder == copy.folder
    assert (drill.counts["people"], drill.counts_now["people"]) == (200, 201)
    assert (drill.saves, drill.saves_now) == (1, 2)
    assert drill.seconds > 0
    assert shares[-1] == 1.0
    assert not list(opened.files.backup_folder.glob(".neu-*"))


def test_nothing_readable_lies_on_the_disk_during_a_drill(
    opened: OpenVault, copy: StoredCopy, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bytes] = []
    real = shutil.rmtree

    def look(path: Path, ignore_errors: bool = False) -> None:
        seen.extend(found.read_bytes() for found in Path(path).rglob("*") if found.is_file())
        real(path, ignore_errors)

    monkeypatch.setattr(shutil, "rmtree", look)
    opened.backups().drill()
    assert len(seen) >= 2
    assert not any(b"P100" in data or data.startswith(b"SQLite") for data in seen)


def test_a_drill_finds_the_damaged_copy_and_it_counts_no_longer(opened: OpenVault, copy: StoredCopy) -> None:
    spoil(copy)
    with pytest.raises(BackupFailedError, match="ist beschädigt und zählt nicht mehr"):
        opened.backups().drill()
    assert not read_copy(copy.folder).counts
    with pytest.raises(BackupFailedError, match="noch keine Sicherung"):
        opened.backups().drill()


def test_a_drill_can_be_stopped(opened: OpenVault, copy: StoredCopy) -> None:
    with pytest.raises(BackupCancelledError, match="Übung wurde abgebrochen"):
        opened.backups().drill(cancelled=lambda: True)
    assert read_copy(copy.folder).counts


def test_copies_of_another_key_are_named_and_can_be_deleted(
    opened: OpenVault, copy: StoredCopy, key: DatabaseKey
) -> None:
    assert old_backups(opened.files, key.key_id) == ()
    (old,) = old_backups(opened.files, "00" * 8)
    expire((old,))
    assert list_copies(opened.files.backup_folder, "Akten") == ()


def rekeyed(opened: OpenVault, copy: StoredCopy, key: DatabaseKey, new: DatabaseKey) -> StoredCopy:
    return rekey(copy, key, new, opened.files.key_file)


def test_a_copy_is_encrypted_anew_with_all_its_rows_date_and_number(
    opened: OpenVault, copy: StoredCopy, key: DatabaseKey, new: DatabaseKey
) -> None:
    after = rekeyed(opened, copy, key, new)
    assert after.content is not None
    assert copy.content is not None
    assert (after.folder, after.made, after.order) == (copy.folder, copy.made, copy.order)
    assert (after.content.key_id, after.content.counts) == (new.key_id, copy.content.counts)
    prove_whole(after)
    connection = connect(after.folder / "Akten.wegplan", new, None, mode="ro&immutable=1")
    assert connection.execute("SELECT count(*) FROM people").fetchone()[0] == 200
    assert connection.execute("PRAGMA application_id").fetchone()[0] != 0
    connection.close()
    with pytest.raises(dbapi2.DatabaseError):
        connect(after.folder / "Akten.wegplan", key, None, mode="ro&immutable=1")


def test_the_wrong_key_or_a_damaged_copy_change_nothing(
    opened: OpenVault, copy: StoredCopy, key: DatabaseKey, new: DatabaseKey
) -> None:
    with pytest.raises(CopyUnusableError, match="anderen Schlüssel"):
        rekeyed(opened, copy, new, key)
    spoil(copy)
    before = (copy.folder / "Akten.wegplan").read_bytes()
    with pytest.raises(CopyUnusableError, match="Prüfsumme"):
        rekeyed(opened, copy, key, new)
    assert (copy.folder / "Akten.wegplan").read_bytes() == before


class Killed(BaseException):
    pass


@pytest.mark.parametrize("renames", [0, 1])
def test_a_kill_while_encrypting_anew_leaves_one_whole_copy(
    opened: OpenVault,
    copy: StoredCopy,
    key: DatabaseKey,
    new: DatabaseKey,
    monkeypatch: pytest.MonkeyPatch,
    renames: int,
) -> None:
    real, left = atomic.replace, [renames]

    def replace(source: Path, target: Path) -> None:
        if source.is_dir():
            left[0] -= 1
            if left[0] < 0:
                raise Killed
        real(source, target)

    monkeypatch.setattr(atomic, "replace", replace)
    with pytest.raises(Killed):
        rekeyed(opened, copy, key, new)
    monkeypatch.undo()
    tidy(opened.files.backup_folder)
    (found,) = list_copies(opened.files.backup_folder, "Akten")
    prove_whole(found)
    assert found.content is not None
    assert found.content.key_id == key.key_id


def test_a_full_disk_keeps_the_old_copy(
    opened: OpenVault, copy: StoredCopy, key: DatabaseKey, new: DatabaseKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(BackupFailedError, match="Datenträger ist voll"):
        rekeyed(opened, copy, key, new)
    monkeypatch.undo()
    prove_whole(read_copy(copy.folder))


def test_two_copies_at_the_same_time_are_refused(opened: OpenVault, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []

    def again(_fraction: float) -> None:
        if not told:
            try:
                opened.back_up()
            except BackupFailedError as error:
                told.append(str(error))

    opened.back_up(progress=again)
    assert told == ["Es läuft schon eine Sicherung oder Übung; bitte warten Sie, bis sie fertig ist."]


def test_files_of_a_vault_of_the_same_name_elsewhere_are_not_touched(opened: OpenVault, files: VaultFiles) -> None:
    opened.back_up()
    assert old_backups(VaultFiles(files.folder / "Andere.wegplan"), "00" * 8) == ()


def test_after_the_key_was_changed_copies_drill_and_second_place_go_on(
    opened: OpenVault, copy: StoredCopy, password: str
) -> None:
    room = opened.backups()
    opened.change_key(password)
    with pytest.raises(BackupFailedError, match="noch keine Sicherung mit dem Schlüssel von heute"):
        room.drill()
    done = room.run(None)
    assert room.drill().folder == done.backup.folder
    assert [old.folder for old in opened.old_copies()] == [copy.folder]
