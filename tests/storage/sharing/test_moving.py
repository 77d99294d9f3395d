"""Moving a vault: everything arrives, only one place counts at any moment, and what goes wrong changes nothing."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.errors import VaultError
from desktop.storage import atomic
from desktop.storage.errors import (
    CloudFolderError,
    DiskFullError,
    StorageFaultError,
    VaultExistsError,
    VaultInUseError,
    VaultMovedError,
)
from desktop.storage.files import VaultFiles
from desktop.storage.keys.kdf import KeyCost
from desktop.storage.open_vault import OpenVault
from desktop.storage.sharing import moving
from desktop.storage.sharing.moving import MoveCancelledError, move_vault
from desktop.storage.vault import unlock

Enter = Callable[..., OpenVault]


@pytest.fixture
def in_cloud(files: VaultFiles, enter: Enter, tmp_path: Path) -> VaultFiles:
    """The vault with one backup, in a folder of a sync program."""
    with enter() as vault:
        vault.back_up()
    cloud = tmp_path / "OneDrive - Stadt Musterlingen" / "Akten"
    cloud.parent.mkdir()
    files.folder.replace(cloud)
    return VaultFiles(cloud / files.database.name)


@pytest.fixture
def open_there(password: str, cost: KeyCost, scripts: Path) -> Callable[[VaultFiles], OpenVault]:
    return lambda files: unlock(files, "Petra Lang", password, cost=cost, scripts=scripts)


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def without_lock(content: dict[str, bytes]) -> dict[str, bytes]:
    return {name: data for name, data in content.items() if ".lock" not in name}


def test_a_vault_in_a_sync_folder_is_refused_and_works_after_its_move(
    in_cloud: VaultFiles, tmp_path: Path, open_there: Callable[[VaultFiles], OpenVault],
    names: Callable[[OpenVault], list[str]],
) -> None:  # fmt: skip
    with pytest.raises(CloudFolderError, match="verschieben"):
        open_there(in_cloud)
    in_cloud.readings_folder.mkdir()
    (in_cloud.readings_folder / "1.lesung").write_bytes(b"noch nicht eingetragen")
    before = without_lock(snapshot(in_cloud.folder))
    done = move_vault(in_cloud, tmp_path / "Wegplan" / "Tresor")
    assert done.left == ()
    assert without_lock(snapshot(done.files.folder)) == before
    assert [path.name for path in in_cloud.folder.iterdir()] == [in_cloud.moved_note.name]
    with open_there(done.files) as vault:
        assert len(names(vault)) == 200
        assert vault.missing_saves == 0


def test_the_old_place_says_where_the_vault_lies_now_even_when_a_copy_comes_back(
    files: VaultFiles, enter: Enter, tmp_path: Path
) -> None:
    copy = files.database.read_bytes()
    done = move_vault(files, tmp_path / "neu")
    with pytest.raises(VaultMovedError, match="bitte öffnen Sie ihn dort") as refused:
        enter()
    assert refused.value.target == done.files.database
    files.database.write_bytes(copy)  # as a sync program may do
    with pytest.raises(VaultMovedError):
        enter()


def test_it_can_be_moved_back(files: VaultFiles, enter: Enter, tmp_path: Path) -> None:
    done = move_vault(files, tmp_path / "neu")
    move_vault(done.files, files.folder)
    enter().close()


@pytest.mark.parametrize("at", [0.0, 0.3, 0.6, 0.95])
def test_a_cancelled_move_leaves_everything_as_it_was(
    files: VaultFiles, enter: Enter, tmp_path: Path, at: float
) -> None:
    before, reached = without_lock(snapshot(files.folder)), [0.0]
    with pytest.raises(MoveCancelledError):
        move_vault(files, tmp_path / "neu", progress=reached.append, cancelled=lambda: reached[-1] >= at)
    assert without_lock(snapshot(files.folder)) == before
    assert snapshot(tmp_path / "neu") == {}
    enter().close()


def test_without_room_nothing_begins(files: VaultFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=10_000))
    with pytest.raises(DiskFullError, match="Platz"):
        move_vault(files, tmp_path / "neu")
    assert snapshot(tmp_path / "neu") == {}


def test_a_disk_that_is_full_after_all_loses_nothing(
    files: VaultFiles, enter: Enter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    before = without_lock(snapshot(files.folder))
    monkeypatch.setattr("desktop.storage.sharing.moving.os.fsync", full)
    with pytest.raises(DiskFullError):
        move_vault(files, tmp_path / "neu")
    monkeypatch.undo()
    assert without_lock(snapshot(files.folder)) == before
    assert snapshot(tmp_path / "neu") == {}
    enter().close()


def test_a_copy_that_is_not_the_same_is_not_switched_to(
    files: VaultFiles, enter: Enter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = []

    def spoil(handle: int) -> None:
        calls.append(handle)
        if len(calls) > 2:  # after the note who holds the lock, and its folder
            os.lseek(handle, 100, os.SEEK_SET)
            os.write(handle, b"\0\0\0\0")

    monkeypatch.setattr("desktop.storage.sharing.moving.os.fsync", spoil)
    with pytest.raises(StorageFaultError, match="kam nicht richtig an"):
        move_vault(files, tmp_path / "neu")
    monkeypatch.undo()
    assert snapshot(tmp_path / "neu") == {}
    enter().close()


@pytest.mark.parametrize("step", range(1, 7))
def test_a_program_killed_at_any_step_leaves_exactly_one_place_that_opens(
    in_cloud: VaultFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int,
    open_there: Callable[[VaultFiles], OpenVault],
) -> None:  # fmt: skip
    """Killed: nothing is tidied up. Each renaming may be the last thing that happened."""
    home = tmp_path / "Platte"
    in_cloud.folder.replace(home)
    here, there = VaultFiles(home / in_cloud.database.name), VaultFiles(tmp_path / "neu" / in_cloud.database.name)

    class Killed(BaseException):
        pass

    made, replace = [0], atomic.replace

    def last(source: Path, target: Path) -> None:
        made[0] += 1
        if made[0] > step:
            raise Killed
        replace(source, target)

    monkeypatch.setattr(atomic, "replace", last)
    monkeypatch.setattr(moving, "_take_back", lambda *_: None)
    monkeypatch.setattr(shutil, "rmtree", lambda *_, **__: None)
    killed = False
    try:
        move_vault(here, there.folder)
    except Killed:
        killed = True
    monkeypatch.undo()
    opening = [files for files in (here, there) if opens(files, open_there)]
    assert len(opening) == 1
    assert killed or opening == [there]
    if opening == [here]:
        move_vault(here, there.folder)  # and a second attempt succeeds
        open_there(there).close()


def opens(files: VaultFiles, open_there: Callable[[VaultFiles], OpenVault]) -> bool:
    try:
        open_there(files).close()
    except VaultError:
        return False
    return True


def test_a_vault_in_use_is_not_moved(opened: OpenVault, tmp_path: Path) -> None:
    with pytest.raises(VaultInUseError, match="Petra Lang"):
        move_vault(opened.files, tmp_path / "neu")


@pytest.mark.parametrize("target", ["Dropbox", "belegt", "Tresor"])
def test_a_folder_that_will_not_do_is_refused_before_anything_happens(
    files: VaultFiles, tmp_path: Path, target: str
) -> None:
    (tmp_path / "belegt").mkdir()
    (tmp_path / "belegt" / files.key_file.name).write_bytes(b"von jemand anderem")
    before = without_lock(snapshot(tmp_path))
    with pytest.raises((CloudFolderError, VaultExistsError, VaultError)):
        move_vault(files, tmp_path / target)
    assert without_lock(snapshot(tmp_path)) == before


def test_backups_of_another_vault_stay_with_it(files: VaultFiles, tmp_path: Path) -> None:
    other = files.backup_folder / "2026-01-01_120000"
    other.mkdir(parents=True)
    (other / "Andere.wegplan").write_bytes(b"x")
    done = move_vault(files, tmp_path / "neu")
    assert (other / "Andere.wegplan").exists()
    assert not done.files.backup_folder.exists()


def test_what_another_program_holds_is_told_and_no_longer_counts(
    files: VaultFiles, enter: Enter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlink = Path.unlink

    def held(path: Path, missing_ok: bool = False) -> None:
        if path == files.database:
            raise PermissionError(13, "held")
        unlink(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", held)
    done = move_vault(files, tmp_path / "neu")
    monkeypatch.undo()
    assert done.left == (files.database,)
    with pytest.raises(VaultMovedError):
        enter()


def test_an_unreadable_note_is_as_none(files: VaultFiles, enter: Enter) -> None:
    for content in (b"", b"[1]", b"\xff", json.dumps({"target": 1}).encode()):
        files.moved_note.write_bytes(content)
        enter().close()
