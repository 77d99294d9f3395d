"""The second place: known by its mark, nothing half counts there, and a medium that is away is a state."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from desktop import clock
from desktop.errors import VaultError
from desktop.storage import file_copies
from desktop.storage.backup import backup_target
from desktop.storage.backup.backup_generations import StoredCopy, read_copy
from desktop.storage.backup.backup_target import (
    Target,
    TargetState,
    carry,
    choose_target,
    copies_there,
    last_there,
    state_of,
)
from desktop.storage.errors import BackupCancelledError, CopyUnusableError, TargetLostError
from desktop.storage.files import VaultFiles
from desktop.storage.open_vault import OpenVault
from desktop.storage.watch import Watch


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """An empty stick."""
    folder = tmp_path / "Stick"
    folder.mkdir()
    return folder


@pytest.fixture
def target(files: VaultFiles, stick: Path) -> Target:
    return choose_target(files, stick)


@pytest.fixture
def copy(opened: OpenVault) -> StoredCopy:
    return read_copy(opened.back_up().folder)


def listing(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_a_copy_is_carried_and_proven_there(copy: StoredCopy, target: Target) -> None:
    carried = carry(copy, target)
    assert {path.name: path.read_bytes() for path in carried.folder.iterdir()} == {
        path.name: path.read_bytes() for path in copy.folder.iterdir()
    }
    assert last_there(target) == copy.made


def test_the_same_copy_is_carried_once(copy: StoredCopy, target: Target) -> None:
    assert carry(copy, target) == carry(copy, target)
    assert len(copies_there(target)) == 1


def test_a_medium_that_is_away_is_a_state_with_one_sentence(copy: StoredCopy, target: Target, stick: Path) -> None:
    shutil.rmtree(stick)
    assert state_of(target) is TargetState.ABSENT
    assert copies_there(target) == ()
    with pytest.raises(TargetLostError, match="ist nicht da; bitte stecken Sie"):
        carry(copy, target)


def test_another_stick_at_the_same_letter_is_told_apart(copy: StoredCopy, target: Target, stick: Path) -> None:
    shutil.rmtree(stick)
    stick.mkdir()
    (stick / "Urlaub.txt").write_text("x", encoding="utf-8")
    assert state_of(target) is TargetState.OTHER
    with pytest.raises(TargetLostError, match="anderer Datenträger"):
        carry(copy, target)
    assert listing(stick) == ["Urlaub.txt"]


def test_the_same_stick_is_known_again_at_another_letter(
    files: VaultFiles, target: Target, stick: Path, tmp_path: Path
) -> None:
    stick.replace(tmp_path / "F")
    assert choose_target(files, tmp_path / "F").id == target.id


def test_the_same_stick_at_another_mount_is_found_by_itself(
    copy: StoredCopy, target: Target, stick: Path, tmp_path: Path
) -> None:
    carry(copy, target)
    (tmp_path / "leer").mkdir()
    stick.replace(tmp_path / "Stick1")
    assert state_of(target) is TargetState.READY
    assert copies_there(target)[0].folder.is_relative_to(tmp_path / "Stick1")
    assert carry(copy, target).folder.is_relative_to(tmp_path / "Stick1")


def test_drive_letters_are_tried_on_windows() -> None:
    from pathlib import PureWindowsPath

    class Folder(PureWindowsPath):
        """Only asked for its drive and parts."""

    places = [str(place) for place in backup_target._elsewhere(Folder("E:\\Amt"))]  # type: ignore[arg-type]  # see above
    assert len(places) == 25
    assert all("E:" not in place for place in places)


def test_two_sticks_take_turns(
    files: VaultFiles, copy: StoredCopy, target: Target, stick: Path, tmp_path: Path
) -> None:
    carry(copy, target)
    away = tmp_path / "Safe" / "Stick A"
    away.parent.mkdir()
    stick.replace(away)
    stick.mkdir()
    second = choose_target(files, stick)
    both = replace(second, known=(target.id,))
    carry(copy, both)
    stick.replace(tmp_path / "Safe" / "Stick B")
    away.replace(stick)
    assert state_of(both) is TargetState.READY
    assert len(copies_there(both)) == 1
    assert state_of(second) is TargetState.OTHER  # what was never chosen here is another stick


def test_two_vaults_of_one_name_share_a_stick_without_meeting(
    files: VaultFiles, target: Target, tmp_path: Path, stick: Path
) -> None:
    other = tmp_path / "anderes Amt"
    shutil.copytree(files.folder, other)
    data = bytearray((other / "Akten.wegplan").read_bytes())
    data[:16] = bytes(range(16))
    (other / "Akten.wegplan").write_bytes(data)
    assert choose_target(VaultFiles(other / "Akten.wegplan"), stick).place != target.place


def test_pulled_out_in_the_middle_nothing_half_counts(
    copy: StoredCopy, target: Target, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    carry(copy, target)
    monkeypatch.setattr(file_copies, "_PIECE", 4096)
    pieces, real = [0], file_copies._copy

    def pulled(source: Path, made: Path, watch: Watch) -> str:
        def count(_fraction: float) -> None:
            pieces[0] += 1
            if pieces[0] == 3:
                raise OSError(5, "Input/output error")

        return real(source, made, Watch(count))

    monkeypatch.setattr(file_copies, "_copy", pulled)
    shutil.rmtree(copies_there(target)[0].folder)
    with pytest.raises(TargetLostError, match="abgezogen oder antwortet nicht mehr; die Kopie dort zählt nicht"):
        carry(copy, target)
    assert pieces[0] == 3
    assert copies_there(target) == ()


def test_a_stick_that_is_full_says_so(copy: StoredCopy, target: Target, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(file_copies, "_copy", full)
    with pytest.raises(TargetLostError, match="ist voll"):
        carry(copy, target)


def test_a_stick_that_gives_back_something_else_does_not_count(
    copy: StoredCopy, target: Target, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = file_copies._copy

    def forgetful(source: Path, made: Path, watch: Watch) -> str:
        digest = real(source, made, watch)
        data = bytearray(made.read_bytes())
        data[-1] ^= 1
        made.write_bytes(data)
        return digest

    monkeypatch.setattr(file_copies, "_copy", forgetful)
    with pytest.raises(TargetLostError):
        carry(copy, target)
    assert copies_there(target) == ()


def test_a_copy_that_spoiled_here_is_not_carried(copy: StoredCopy, target: Target) -> None:
    database = copy.folder / "Akten.wegplan"
    data = bytearray(database.read_bytes())
    data[9000] ^= 1
    database.write_bytes(data)
    with pytest.raises(CopyUnusableError, match="auf diesem PC ist beschädigt"):
        carry(copy, target)
    assert copies_there(target) == ()


def test_stopping_leaves_nothing_there(copy: StoredCopy, target: Target, stick: Path) -> None:
    before = listing(stick)
    with pytest.raises(BackupCancelledError):
        carry(copy, target, Watch(None, lambda: True))
    assert listing(stick) == before


def test_the_vaults_own_folder_is_no_second_place(files: VaultFiles) -> None:
    with pytest.raises(VaultError, match="anderen Datenträger"):
        choose_target(files, files.folder)


def test_a_medium_that_cannot_be_written_is_refused_at_once(
    files: VaultFiles, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refused)
    with pytest.raises(TargetLostError):
        choose_target(files, stick)


def test_generations_are_kept_there_too(
    opened: OpenVault, target: Target, add_person: Callable[[OpenVault, str], None]
) -> None:
    """Only the newest copy of an earlier day stays."""
    room = opened.backups()
    for hour in (9, 11, 33):
        add_person(opened, f"um {hour}")
        with clock.fixed(dt.datetime(2026, 11, 22, tzinfo=dt.UTC) + dt.timedelta(hours=hour)):
            room.run(target)
    assert [copy.made.hour for copy in copies_there(target)] == [9, 11]


def test_a_missing_stick_does_not_fail_the_backup(opened: OpenVault, target: Target, stick: Path) -> None:
    shutil.rmtree(stick)
    done = opened.backups().run(target)
    assert done.backup.folder.is_dir()
    assert "nicht da" in done.target_problem
    assert not done.carried
