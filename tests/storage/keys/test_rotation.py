"""Changing the key: all data stay, every earlier way in is dead, whoever stays is not locked out."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from desktop.errors import VaultError
from desktop.storage import atomic
from desktop.storage.backup.backup import one_at_a_time
from desktop.storage.engine import connect
from desktop.storage.errors import (
    BackupFailedError,
    CopyUnusableError,
    NotAVaultError,
    RotationCancelledError,
    RotationFailedError,
    WrongPasswordError,
)
from desktop.storage.files import VaultFiles
from desktop.storage.health.health import check_vault
from desktop.storage.health.integrity import row_counts
from desktop.storage.keys import keyfile, rekeyed
from desktop.storage.keys.kdf import KeyCost
from desktop.storage.keys.keys import DatabaseKey
from desktop.storage.open_vault import OpenVault
from desktop.storage.vault import recover, unlock

Enter = Callable[..., OpenVault]
OWN = "Wolke Hammer Birne 7"
LEFT = "Wer geht, geht 77"
PEOPLE = (("Ayşe Yılmaz", OWN), ("Uwe Fort", LEFT))


@pytest.fixture
def staffed(files: VaultFiles, enter: Enter) -> VaultFiles:
    """`files` with three people who all have own passwords."""
    with enter() as vault:
        words = {label: vault.give_start_password(label).words for label, _ in PEOPLE}
    for label, own in PEOPLE:
        with enter(label=label, password=words[label]) as vault:
            vault.set_first_password(own)
    return files


@pytest.fixture
def taken_along(staffed: VaultFiles, tmp_path: Path) -> Path:
    """What somebody who leaves may have copied before: all files of the vault."""
    return shutil.copytree(staffed.folder, tmp_path / "Stick")


def contents(files: VaultFiles, key: DatabaseKey) -> dict[str, list[tuple[object, ...]]]:
    connection = connect(files.database, key, None)
    try:
        return {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in row_counts(connection)}  # noqa: S608 - a test
    finally:
        connection.close()


def test_all_data_stay_and_the_vault_goes_on_working(
    staffed: VaultFiles, enter: Enter, password: str, key: DatabaseKey
) -> None:
    before = contents(staffed, key)
    with enter() as vault:
        vault.change_key(password)
        with vault.session() as session:
            found = session.execute(text("SELECT count(*) FROM people_search WHERE people_search MATCH 'P77'"))
            assert found.scalar() == 1
        new = DatabaseKey(bytearray(vault._key.key), vault._key.salt)
        assert vault.check().sound
    assert contents(staffed, new) == before


def test_work_goes_on_with_the_new_key(
    staffed: VaultFiles, enter: Enter, password: str, add_person: Callable[..., None], names: Callable[..., list[str]]
) -> None:
    with enter() as vault:
        vault.change_key(password)
        add_person(vault, "Nach dem Wechsel")
        vault.back_up()
    with enter() as vault:
        assert names(vault)[-1] == "Nach dem Wechsel"
        assert vault.missing_saves == 0


def test_the_identity_stays_and_everything_about_the_key_is_new(
    staffed: VaultFiles, enter: Enter, password: str, cost: KeyCost
) -> None:
    before, head = keyfile.read(staffed, cost), staffed.database.read_bytes()[:16]
    with enter() as vault:
        vault.change_key(password)
    after = keyfile.read(staffed, cost)
    assert staffed.database.read_bytes()[:16] == head == after.db_id
    assert (after.generation, after.pending) == (before.generation + 1, None)
    assert after.key_id != before.key_id
    assert not {slot.wrapped for slot in before.slots} & {slot.wrapped for slot in after.slots}


def test_who_left_gets_in_neither_with_the_new_nor_with_their_own_files(
    staffed: VaultFiles, taken_along: Path, enter: Enter, password: str, key: DatabaseKey
) -> None:
    with enter() as vault:
        vault.change_key(password, leaving="Uwe Fort")
    with pytest.raises(VaultError, match="keinen Zugang „Uwe Fort“"):
        enter(label="Uwe Fort", password=LEFT)
    for name in ("Akten.schluessel", "Akten.schluessel.bak"):
        staffed.key_file.write_bytes((taken_along / name).read_bytes())
        with pytest.raises(NotAVaultError):
            enter(label="Uwe Fort", password=LEFT)
    with pytest.raises(Exception, match="file is not a database"):
        connect(staffed.database, key, None)


def test_a_slot_taken_away_without_another_key_still_opens_with_the_old_key_file(
    staffed: VaultFiles, taken_along: Path, enter: Enter, cost: KeyCost
) -> None:
    """The control: what the change of the key is for."""
    with enter() as vault:
        keys = vault._proven_keys()
        slots = tuple(slot for slot in keys.slots if slot.label != "Uwe Fort")
        keyfile.write(staffed, keyfile.KeyFile(keys.db_id, 1, keys.key_id, keys.serial + 1, slots), vault._key, cost)
    staffed.key_file.write_bytes((taken_along / "Akten.schluessel").read_bytes())
    enter(label="Uwe Fort", password=LEFT).close()


def test_the_bak_of_the_key_file_does_not_keep_the_old_way(
    staffed: VaultFiles, enter: Enter, password: str, cost: KeyCost
) -> None:
    with enter() as vault:
        vault.change_key(password, leaving="Uwe Fort")
    bak = keyfile.parse(staffed.key_backup.read_bytes(), cost)
    assert (bak.generation, bak.slot("Uwe Fort")) == (2, None)


def test_the_others_get_start_passwords_and_the_new_sheet_opens(
    staffed: VaultFiles,
    enter: Enter,
    password: str,
    cost: KeyCost,
    scripts: Path,
    recovery_groups: tuple[str, ...],
) -> None:
    with enter() as vault:
        handout = vault.change_key(password, leaving="Uwe Fort")
    (start,) = handout.start_passwords
    assert (start.label, start.vault_name) == ("Ayşe Yılmaz", "Akten")
    enter().close()  # who changed the key keeps their password
    with pytest.raises(WrongPasswordError):
        enter(label="Ayşe Yılmaz", password=OWN)
    with enter(label="Ayşe Yılmaz", password=start.words) as vault:
        assert vault.must_change_password
    with pytest.raises(WrongPasswordError, match="zuletzt gedruckte"):
        recover(staffed, " ".join(recovery_groups), "Petra Lang", OWN, cost=cost, scripts=scripts)
    groups = " ".join(handout.recovery.groups)
    recover(staffed, groups, "Petra Lang", OWN, cost=cost, scripts=scripts)[0].close()


def test_the_code_of_a_sheet_before_the_change_rebuilds_nothing(
    staffed: VaultFiles,
    enter: Enter,
    password: str,
    cost: KeyCost,
    scripts: Path,
    recovery_groups: tuple[str, ...],
    slot_text: str,
) -> None:
    with enter() as vault:
        sheet = vault.change_key(password).recovery
    staffed.key_file.unlink()
    with pytest.raises(WrongPasswordError, match="zuletzt gedruckte"):
        recover(staffed, " ".join(recovery_groups), "Petra Lang", OWN, slot_text=slot_text, cost=cost, scripts=scripts)
    assert not staffed.key_file.exists()
    recover(staffed, " ".join(sheet.groups), "Petra Lang", OWN, slot_text=sheet.slot_text, cost=cost, scripts=scripts)[
        0
    ].close()


def test_the_key_can_be_changed_again_and_again(staffed: VaultFiles, enter: Enter, password: str) -> None:
    with enter() as vault:
        for _ in range(3):
            vault.change_key(password)
        vault.change_password(password, OWN)
    enter(password=OWN).close()


def test_only_the_own_password_changes_the_key_and_nobody_removes_themselves(
    staffed: VaultFiles, enter: Enter, password: str
) -> None:
    before = staffed.key_file.read_bytes(), staffed.database.read_bytes()
    with enter() as vault:
        with pytest.raises(WrongPasswordError):
            vault.change_key("falsch geraten")
        with pytest.raises(VaultError, match="Sich selbst"):
            vault.change_key(password, leaving="Petra Lang")
        with pytest.raises(VaultError, match="keinen Zugang"):
            vault.change_key(password, leaving="Niemand")
    assert (staffed.key_file.read_bytes(), staffed.database.read_bytes()) == before


@pytest.mark.parametrize("asked", [1, 2, 3, 5])
def test_stopped_by_the_user_everything_is_as_it_was(
    staffed: VaultFiles,
    enter: Enter,
    password: str,
    names: Callable[..., list[str]],
    asked: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    left = [asked]

    def cancelled() -> bool:
        left[0] -= 1
        return left[0] <= 0

    monkeypatch.setattr(rekeyed, "_STEPS", 50)  # ask often enough for so small a vault
    with enter() as vault:
        with pytest.raises(RotationCancelledError, match="wie vorher"):
            vault.change_key(password, leaving="Uwe Fort", cancelled=cancelled)
        assert len(names(vault)) == 200
        assert not staffed.rekeyed.exists()
    enter(label="Uwe Fort", password=LEFT).close()


def test_progress_only_grows_and_reaches_the_end(opened: OpenVault, password: str) -> None:
    told: list[float] = []
    opened.change_key(password, progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0


@pytest.mark.parametrize("fault", [OSError(28, "no space"), PermissionError(13, "held"), OSError(5, "i/o")])
@pytest.mark.parametrize("step", ["write", "sync", "rename"])
def test_a_fault_before_the_rename_leaves_everything_as_it_was(
    staffed: VaultFiles, enter: Enter, password: str, monkeypatch: pytest.MonkeyPatch, step: str, fault: OSError
) -> None:
    with enter() as vault:
        _break(monkeypatch, staffed, step, fault)
        with pytest.raises(RotationFailedError, match="wie vorher") as failed:
            vault.change_key(password, leaving="Uwe Fort")
        assert ("voll" in str(failed.value)) == (fault.errno == 28)
        monkeypatch.undo()
        assert not staffed.rekeyed.exists()
        assert [access.label for access in vault.accesses()] == ["Petra Lang", "Ayşe Yılmaz", "Uwe Fort"]
    for label, own in PEOPLE:
        enter(label=label, password=own).close()


def _break(monkeypatch: pytest.MonkeyPatch, files: VaultFiles, step: str, fault: OSError) -> None:
    whole = {"write": "write_whole", "sync": "sync_file", "rename": "replace"}[step]
    path = {"write": files.key_file, "sync": files.rekeyed, "rename": files.rekeyed}[step]
    works = getattr(atomic, whole)
    broken = [1]

    def faulty(first: Path, *rest: object) -> object:
        if first == path and broken:
            broken.pop()
            raise fault
        return works(first, *rest)

    monkeypatch.setattr(atomic, whole, faulty)


def _no_room_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """The key file can be written before the database is exchanged, and no more afterwards."""
    works = keyfile.write_signed
    calls: list[int] = []

    def full(*given: object) -> None:
        calls.append(1)
        if len(calls) == 2:
            raise OSError(28, "no space")
        works(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(keyfile, "write_signed", full)


def test_a_key_file_that_cannot_be_finished_is_finished_at_the_next_unlock(
    staffed: VaultFiles,
    enter: Enter,
    password: str,
    cost: KeyCost,
    scripts: Path,
    monkeypatch: pytest.MonkeyPatch,
    expect_log: Callable[[str], None],
) -> None:
    expect_log("finishing the change of the key: DiskFullError")
    with enter() as vault:
        _no_room_at_the_end(monkeypatch)
        handout = vault.change_key(password, leaving="Uwe Fort")
        monkeypatch.undo()
        assert keyfile.read(staffed, cost).pending is not None
    report = check_vault(staffed, label="Petra Lang", password=password, cost=cost, scripts=scripts)
    assert (report.sound, report.complete) == (True, True)
    assert keyfile.read(staffed, cost).pending is not None  # looking changes nothing
    with enter(label="Ayşe Yılmaz", password=handout.start_passwords[0].words) as vault:
        assert vault.key_was_changing
        assert keyfile.read(staffed, cost).pending is None
        assert [access.label for access in vault.accesses()] == ["Petra Lang", "Ayşe Yılmaz"]


def test_in_the_same_run_a_password_changed_after_that_is_kept(
    staffed: VaultFiles, enter: Enter, password: str, monkeypatch: pytest.MonkeyPatch, expect_log: Callable[[str], None]
) -> None:
    expect_log("finishing the change of the key: DiskFullError")
    with enter() as vault:
        _no_room_at_the_end(monkeypatch)
        vault.change_key(password)
        monkeypatch.undo()
        vault.change_password(password, OWN)
    with enter(password=OWN) as vault:
        assert not vault.key_was_changing


def test_copies_made_before_open_with_the_old_password_until_they_are_encrypted_anew_or_deleted(
    staffed: VaultFiles, enter: Enter, password: str, cost: KeyCost, scripts: Path, tmp_path: Path
) -> None:
    with enter() as vault:
        older = vault.back_up().folder
        assert vault.old_copies() == ()
        vault.change_key(password, leaving="Uwe Fort")
        vault.back_up()
        (copy,) = vault.old_copies()
        assert copy.folder == older
        looked_at = VaultFiles(shutil.copytree(older, tmp_path / "angesehen") / "Akten.wegplan")
        unlock(looked_at, "Uwe Fort", LEFT, cost=cost, scripts=scripts).close()
        assert vault.can_rekey(copy)
        vault.rekey_copy(copy)
        assert vault.old_copies() == ()
    with pytest.raises(VaultError, match="keinen Zugang"):
        unlock(VaultFiles(older / "Akten.wegplan"), "Uwe Fort", LEFT, cost=cost, scripts=scripts)
    unlock(VaultFiles(older / "Akten.wegplan"), "Petra Lang", password, cost=cost, scripts=scripts).close()


def test_in_a_later_run_the_key_of_an_old_copy_is_not_known_any_more(
    staffed: VaultFiles, enter: Enter, password: str
) -> None:
    with enter() as vault:
        vault.back_up()
        vault.change_key(password)
    with enter() as vault:
        (copy,) = vault.old_copies()
        assert not vault.can_rekey(copy)
        with pytest.raises(CopyUnusableError, match="von damals"):
            vault.rekey_copy(copy)


def test_while_a_backup_runs_the_key_is_not_changed(opened: OpenVault, password: str) -> None:
    before = opened.files.key_file.read_bytes()
    with one_at_a_time(), pytest.raises(BackupFailedError, match="Es läuft schon"):
        opened.change_key(password)
    assert opened.files.key_file.read_bytes() == before


def test_a_copy_from_before_the_change_put_back_with_its_key_file_is_noticed(
    staffed: VaultFiles, taken_along: Path, enter: Enter, password: str
) -> None:
    with enter() as vault:
        vault.change_key(password)
        vault.change_key(password)
    enter().close()
    for name in ("Akten.wegplan", "Akten.schluessel"):
        shutil.copy(taken_along / name, staffed.folder)
    with enter() as vault:
        assert vault.missing_saves == 1
