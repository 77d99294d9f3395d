"""A copy takes the vault's place and can be taken back; a kill at any step leaves the old vault or the new one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.storage import atomic
from desktop.storage.backup import restore
from desktop.storage.backup.backup_generations import StoredCopy, list_copies, read_copy
from desktop.storage.backup.put_aside import list_asides
from desktop.storage.backup.restore_proof import prove_opens, slot_labels, tell_last_seen
from desktop.storage.errors import (
    BackupCancelledError,
    CopyUnusableError,
    RestoreFailedError,
    VaultInUseError,
    WrongPasswordError,
)
from desktop.storage.files import VaultFiles
from desktop.storage.keys.kdf import KeyCost
from desktop.storage.keys.keys import DatabaseKey
from desktop.storage.open_vault import OpenVault
from desktop.storage.seen import last_seen

Enter = Callable[..., OpenVault]
Add = Callable[[OpenVault, str], None]
Names = Callable[[OpenVault], list[str]]


class Killed(BaseException):
    """Stands for the end of the process: nothing that comes after runs, except `finally`."""


@pytest.fixture
def copy(enter: Enter, add_person: Add) -> StoredCopy:
    """A copy of the vault with one save; the vault itself has three."""
    with enter() as vault:
        made = read_copy(vault.back_up().folder)
        add_person(vault, "Später 1")
        add_person(vault, "Später 2")
    return made


def content(files: VaultFiles) -> dict[str, bytes]:
    parts = (files.database, files.wal, files.key_file)
    return {path.name: path.read_bytes() for path in parts if path.exists()}


def test_the_copy_takes_the_place_and_the_vault_goes_aside(
    files: VaultFiles, copy: StoredCopy, enter: Enter, names: Names
) -> None:
    before = content(files)
    aside = restore.restore(files, copy)
    assert aside is not None
    assert {name: (aside.folder / name).read_bytes() for name in before} == before
    with enter() as vault:
        assert len(names(vault)) == 200
        assert vault.missing_saves == 2  # nobody told this PC yet


def test_taking_it_back_brings_the_vault_as_it_was_and_that_can_be_taken_back_too(
    files: VaultFiles, copy: StoredCopy, enter: Enter, names: Names, add_person: Add
) -> None:
    before = content(files)
    aside = restore.restore(files, copy)
    assert aside is not None
    with enter() as vault:
        add_person(vault, "Nach der Rückholung")
    between = restore.undo(files, aside)
    assert content(files) == before
    assert between is not None
    restore.undo(files, between)
    with enter() as vault:
        assert names(vault)[-1] == "Nach der Rückholung"


def test_whose_keys_open_a_copy_is_known_without_a_password(copy: StoredCopy, cost: KeyCost) -> None:
    assert slot_labels(copy, cost) == ("Petra Lang",)


def test_the_proof_opens_the_copy_and_says_what_would_be_lost(
    files: VaultFiles, copy: StoredCopy, password: str, cost: KeyCost
) -> None:
    proven = prove_opens(copy, files, "Petra Lang", password, cost)
    assert (proven.saves, proven.counts["people"], proven.lost_saves) == (1, 200, 2)
    assert {path.name for path in copy.folder.iterdir()} == {"Akten.wegplan", "Akten.schluessel", "inhalt.json"}


def test_a_wrong_password_proves_nothing(files: VaultFiles, copy: StoredCopy, cost: KeyCost) -> None:
    with pytest.raises(WrongPasswordError):
        prove_opens(copy, files, "Petra Lang", "ein ganz anderes Kennwort", cost)


def test_once_told_this_pc_misses_no_saves(
    files: VaultFiles, copy: StoredCopy, password: str, cost: KeyCost, enter: Enter, key: DatabaseKey
) -> None:
    restore.restore(files, copy)
    tell_last_seen(files, "Petra Lang", password, cost)
    assert last_seen.last_seen(key) == 1
    with enter() as vault:
        assert vault.missing_saves == 0


@pytest.mark.parametrize("damage", ["database", "key_file", "both gone"])
def test_a_damaged_or_missing_vault_is_replaced_and_kept_as_it_is(
    files: VaultFiles, copy: StoredCopy, enter: Enter, names: Names, damage: str
) -> None:
    if damage == "both gone":
        files.database.unlink()
        files.key_file.unlink()
        files.key_backup.unlink(missing_ok=True)
    else:
        path = files.database if damage == "database" else files.key_file
        path.write_bytes(b"kaputt" * 2000)
    before = content(files)
    aside = restore.restore(files, copy)
    assert (aside is None) == (not before)
    if aside is not None:
        assert {name: (aside.folder / name).read_bytes() for name in before} == before
    with enter() as vault:
        assert len(names(vault)) == 200


def test_a_write_ahead_log_of_the_old_vault_does_not_spoil_the_new_one(
    files: VaultFiles, copy: StoredCopy, enter: Enter, names: Names, tmp_path: Path
) -> None:
    with enter() as vault:
        with vault.session() as session:
            from sqlalchemy import text

            session.connection(execution_options={"writing": True})
            session.execute(text("DELETE FROM people"))
            session.commit()
        crashed = tmp_path / "crash"
        shutil.copytree(files.folder, crashed, ignore=shutil.ignore_patterns("*.lock*", "Sicherungen"))
    for path in crashed.iterdir():
        shutil.copy(path, files.folder)
    assert files.wal.stat().st_size > 0
    aside = restore.restore(files, copy)
    assert aside is not None
    assert files.wal.name in aside.sha256
    with enter() as vault:
        assert len(names(vault)) == 200


def test_a_vault_somebody_works_on_is_not_replaced(opened: OpenVault) -> None:
    copy = read_copy(opened.back_up().folder)
    with pytest.raises(VaultInUseError):
        restore.restore(opened.files, copy)


def test_a_damaged_copy_replaces_nothing(files: VaultFiles, copy: StoredCopy) -> None:
    database = copy.folder / "Akten.wegplan"
    data = bytearray(database.read_bytes())
    data[5000] ^= 1
    database.write_bytes(data)
    before = content(files)
    with pytest.raises(CopyUnusableError, match="Prüfsumme"):
        restore.restore(files, copy)
    assert content(files) == before


def test_a_copy_opens_under_another_name_in_another_place(
    copy: StoredCopy, tmp_path: Path, password: str, cost: KeyCost, scripts: Path, names: Names
) -> None:
    from desktop.storage.vault import unlock

    (tmp_path / "Neuer PC").mkdir()
    there = VaultFiles(tmp_path / "Neuer PC" / "Amt.wegplan")
    assert restore.restore(there, copy) is None
    with unlock(there, "Petra Lang", password, cost=cost, scripts=scripts) as vault:
        assert len(names(vault)) == 200


def test_stopping_leaves_the_vault_as_it_was(files: VaultFiles, copy: StoredCopy) -> None:
    before = content(files)
    with pytest.raises(BackupCancelledError, match="wie er war"):
        restore.restore(files, copy, cancelled=lambda: True)
    assert content(files) == before
    assert not list_asides(files)


@pytest.mark.parametrize("writes", [0, 2, 3, 5])
def test_a_full_disk_leaves_the_vault_as_it_was(
    files: VaultFiles, copy: StoredCopy, monkeypatch: pytest.MonkeyPatch, writes: int
) -> None:
    before, real, left = content(files), os.fsync, [writes]

    def full(handle: int) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(28, "No space left on device")
        real(handle)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(RestoreFailedError, match="Datenträger ist voll"):
        restore.restore(files, copy)
    monkeypatch.undo()
    assert content(files) == before
    assert not (files.backup_folder / ".rückholung").exists()


def steps(monkeypatch: pytest.MonkeyPatch, stop_at: int) -> list[str]:
    """Count every rename, removal and sync; the process „dies“ before the one with this number."""
    seen: list[str] = []

    def counted(name: str, real: Callable[..., object]) -> Callable[..., object]:
        def step(*args: object, **kwargs: object) -> object:
            if len(seen) == stop_at:
                raise Killed
            seen.append(name)
            return real(*args, **kwargs)

        return step

    places = ((atomic, "replace"), (atomic, "sync_folder"), (os, "fsync"), (os, "unlink"), (shutil, "rmtree"))
    for module, name in places:
        monkeypatch.setattr(module, name, counted(name, getattr(module, name)))
    return seen


def test_a_kill_at_any_step_leaves_the_old_vault_or_the_new_one_whole(
    files: VaultFiles, copy: StoredCopy, tmp_path: Path, enter: Enter, names: Names
) -> None:
    template = tmp_path / "vorher"
    shutil.copytree(files.folder, template)
    old = new = 0
    for stop_at in range(200):
        shutil.rmtree(files.folder)
        shutil.copytree(template, files.folder)
        with pytest.MonkeyPatch.context() as patch:
            steps(patch, stop_at)
            try:
                restore.restore(files, list_copies(files.backup_folder, "Akten")[0])
                survived = True
            except Killed:
                survived = False
        with enter() as vault:
            found = len(names(vault))
        assert found in (200, 202), stop_at
        old, new = old + (found == 202), new + (found == 200)
        assert len(list_copies(files.backup_folder, "Akten")) == 1
        if survived:
            break
    assert survived
    assert old > 5
    assert new > 3


def test_without_the_note_a_kill_between_the_files_locks_everybody_out(
    files: VaultFiles, copy: StoredCopy, enter: Enter, password: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Negative control: the two files are of different passwords, and nobody brings the exchange to its end."""
    with enter() as vault:
        vault.change_password(password, "Ganz-neues-Kennwort-8")
    real, count = atomic.replace, [0]

    def replace(source: Path, target: Path) -> None:
        if target == files.key_file:
            raise Killed
        real(source, target)
        count[0] += 1

    monkeypatch.setattr(atomic, "replace", replace)
    with pytest.raises(Killed):
        restore.restore(files, copy)
    monkeypatch.undo()
    assert restore.is_interrupted(files)
    note = files.folder / "Akten.rueckholung.json"
    kept = note.read_bytes()
    note.unlink()
    ready = files.backup_folder / ".rückholung"
    shutil.copytree(ready, files.folder / "beiseite")
    with pytest.raises(WrongPasswordError):
        enter()
    shutil.copytree(files.folder / "beiseite", ready, dirs_exist_ok=True)
    note.write_bytes(kept)
    with enter():
        assert not restore.is_interrupted(files)
