"""`check`: what is wrong is told apart, without a password as far as possible and fully with one."""

from __future__ import annotations

import hashlib
import json
import os
import random
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from desktop.errors import VaultError
from desktop.storage import contents
from desktop.storage.engine import connect
from desktop.storage.errors import StorageFaultError, VaultInUseError, WrongPasswordError
from desktop.storage.files import VaultFiles
from desktop.storage.health.findings import HealthReport, Kind
from desktop.storage.health.health import check_vault
from desktop.storage.keys.kdf import KeyCost
from desktop.storage.keys.keys import DatabaseKey
from desktop.storage.keys.slots import canonical
from desktop.storage.open_vault import OpenVault

Check = Callable[..., HealthReport]
Enter = Callable[..., OpenVault]


@pytest.fixture
def check(files: VaultFiles, cost: KeyCost, scripts: Path) -> Check:
    """`check()` without a password; `check(password=…)` as Petra Lang."""

    def checked(password: str | None = None, label: str = "Petra Lang", scripts: Path = scripts) -> HealthReport:
        return check_vault(files, label=label, password=password, cost=cost, scripts=scripts)

    return checked


def kinds(report: HealthReport) -> list[Kind]:
    assert all(finding.sentence.endswith(".") for finding in report.findings)
    return [finding.kind for finding in report.findings]


def test_a_sound_vault_without_a_password(files: VaultFiles, check: Check) -> None:
    report = check()
    assert (kinds(report), report.sound, report.complete) == ([], True, False)
    assert (report.slots, report.has_recovery, report.size) == (("Petra Lang",), True, files.database.stat().st_size)


def test_a_sound_vault_with_a_password(check: Check, password: str) -> None:
    report = check(password)
    assert (kinds(report), report.sound, report.complete) == ([], True, True)
    assert (report.revision, report.saves) == ("0001", 1)
    assert report.counts is not None
    assert report.counts["visits"] == 200


def test_checking_changes_nothing(files: VaultFiles, check: Check, password: str) -> None:
    before = {path.name: path.read_bytes() for path in files.folder.iterdir()}
    check(password)
    after = {path.name: path.read_bytes() for path in files.folder.iterdir() if path.suffix != ".lock"}
    assert after == {name: data for name, data in before.items() if not name.endswith(".lock")}


def test_a_truncated_file_is_told_without_a_password(files: VaultFiles, check: Check) -> None:
    files.database.write_bytes(files.database.read_bytes()[: 4096 * 7 + 11])
    report = check()
    assert (kinds(report), report.sound) == ([Kind.TRUNCATED], False)


def test_a_file_truncated_between_pages_is_told_with_a_password(files: VaultFiles, check: Check, password: str) -> None:
    whole = files.database.read_bytes()
    for pages in (1, 7, len(whole) // 4096 - 1):
        files.database.write_bytes(whole[: 4096 * pages])
        assert kinds(check(password)) == [Kind.TRUNCATED]


def test_any_flipped_bit_is_told_as_bad_pages(files: VaultFiles, check: Check, password: str) -> None:
    whole = files.database.read_bytes()
    places = random.Random(5).sample(range(16 * 8, len(whole) * 8), 60)
    for bit in places:
        bad = bytearray(whole)
        bad[bit // 8] ^= 1 << bit % 8
        files.database.write_bytes(bad)
        report = check(password)
        assert (kinds(report), report.sound) == ([Kind.BAD_PAGES], False)


def test_pages_put_in_another_order_are_told(files: VaultFiles, check: Check, password: str) -> None:
    data = bytearray(files.database.read_bytes())
    data[4096 * 5 : 4096 * 6], data[4096 * 8 : 4096 * 9] = data[4096 * 8 : 4096 * 9], data[4096 * 5 : 4096 * 6]
    files.database.write_bytes(data)
    assert kinds(check(password)) == [Kind.BAD_PAGES]


def test_a_flipped_bit_in_the_salt_is_told_by_the_key_file(files: VaultFiles, check: Check) -> None:
    data = bytearray(files.database.read_bytes())
    data[2] ^= 4
    files.database.write_bytes(data)
    assert kinds(check()) == [Kind.KEY_FILE]


@pytest.mark.parametrize("data", [b"", b"SQLite format 3\0" + bytes(4080), b"short"])
def test_something_else_is_not_a_vault(files: VaultFiles, check: Check, data: bytes) -> None:
    files.database.write_bytes(data)
    assert kinds(check()) == [Kind.NOT_A_VAULT]


def test_a_missing_vault(files: VaultFiles, check: Check) -> None:
    files.database.unlink()
    assert kinds(check()) == [Kind.MISSING]


def test_a_missing_and_a_damaged_key_file(files: VaultFiles, check: Check) -> None:
    files.key_file.write_bytes(files.key_file.read_bytes()[:-40])
    assert kinds(check()) == [Kind.KEY_FILE]
    files.key_file.unlink()
    assert kinds(check()) == [Kind.KEY_FILE]


def test_a_key_file_changed_by_somebody_is_told_with_a_password(
    files: VaultFiles, check: Check, password: str, cost: KeyCost, key: DatabaseKey
) -> None:
    body = json.loads(files.key_file.read_bytes())
    body["slots"].pop()
    del body["sha256"]
    body["sha256"] = hashlib.sha256(canonical(body)).hexdigest()
    files.key_file.write_text(json.dumps(body), encoding="utf-8")
    assert check().sound
    assert kinds(check(password)) == [Kind.KEY_FILE]


def test_a_newer_vault_is_whole_but_not_for_this_program(
    enter: Enter, check: Check, password: str, newer_scripts: Callable[[str], Path]
) -> None:
    newer = newer_scripts("op.execute('CREATE TABLE later (a INTEGER)')")
    enter(scripts=newer).close()
    report = check(password)
    assert (kinds(report), report.sound) == ([Kind.NEWER_VERSION], True)


def test_an_older_vault_waits_for_its_upgrade(
    check: Check, password: str, newer_scripts: Callable[[str], Path]
) -> None:
    report = check(password, scripts=newer_scripts("op.execute('CREATE TABLE later (a INTEGER)')"))
    assert (kinds(report), report.sound, report.saves) == ([Kind.OLDER_VERSION], True, 1)


def test_a_foreign_trigger_is_told(files: VaultFiles, check: Check, password: str, key: DatabaseKey) -> None:
    connection = connect(files.database, key, None)
    connection.execute("CREATE TRIGGER spy AFTER INSERT ON people BEGIN DELETE FROM visits; END")
    connection.close()
    assert kinds(check(password)) == [Kind.FOREIGN_SCHEMA]


@pytest.mark.parametrize(
    "fault",
    ["DELETE FROM people_search_data WHERE id > 10", "DELETE FROM people_search_docsize WHERE id = 3",
     "INSERT INTO people_search (people_search) VALUES ('delete-all')"],
)  # fmt: skip
def test_a_search_index_that_does_not_fit_is_made_anew(
    files: VaultFiles, check: Check, password: str, key: DatabaseKey, fault: str
) -> None:
    connection = connect(files.database, key, None)
    connection.execute(fault)
    connection.close()
    first = check(password)
    assert (kinds(first), first.sound, first.complete) == ([Kind.SEARCH_REBUILT], True, True)
    assert kinds(check(password)) == []


def test_a_torn_search_index_that_cannot_be_written_is_told(
    files: VaultFiles, check: Check, password: str, key: DatabaseKey
) -> None:
    connection = connect(files.database, key, None)
    connection.execute("DELETE FROM people_search_data WHERE id > 10")
    connection.close()
    files.database.chmod(stat.S_IRUSR)
    try:
        report = check(password)
    finally:
        files.database.chmod(stat.S_IRUSR | stat.S_IWUSR)
    assert (kinds(report), report.sound) == ([Kind.READ_ONLY, Kind.SEARCH_STALE], True)


def test_a_read_only_vault_is_checked_fully_and_called_whole(files: VaultFiles, check: Check, password: str) -> None:
    files.database.chmod(stat.S_IRUSR)
    try:
        report = check(password)
    finally:
        files.database.chmod(stat.S_IRUSR | stat.S_IWUSR)
    assert (kinds(report), report.sound, report.complete) == ([Kind.READ_ONLY], True, True)
    assert not files.owner_file.exists()


def test_a_vault_in_a_sync_folder_can_be_checked(
    files: VaultFiles, check: Check, password: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OneDrive", os.fspath(files.folder))
    assert kinds(check(password)) == [Kind.SYNC_FOLDER]


def test_a_wrong_password_or_name_says_nothing_about_the_vault(check: Check) -> None:
    with pytest.raises(WrongPasswordError):
        check("immer falsch geraten")
    with pytest.raises(VaultError, match="Zugang"):
        check("egal welches Kennwort", label="Paul")


def test_a_vault_in_use_is_not_checked_from_outside_but_from_inside(
    opened: OpenVault, check: Check, password: str
) -> None:
    with pytest.raises(VaultInUseError):
        check(password)
    report = opened.check()
    assert (kinds(report), report.complete, report.saves) == ([], True, 1)


def test_damage_is_found_while_the_vault_is_open(files: VaultFiles, opened: OpenVault) -> None:
    data = bytearray(files.database.read_bytes())
    data[4096 * 9 + 77] ^= 1
    files.database.write_bytes(data)
    assert kinds(opened.check()) == [Kind.BAD_PAGES]


def test_unsaved_logs_of_a_killed_process_do_not_count_as_damage(
    files: VaultFiles, opened: OpenVault, add_person: Callable[..., None], tmp_path: Path, check: Check, password: str
) -> None:
    add_person(opened, "im Protokoll")
    left = {path: path.read_bytes() for path in (files.database, files.wal)}
    opened.close()
    for path, data in left.items():
        path.write_bytes(data)
    report = check(password)
    assert (kinds(report), report.saves) == ([], 2)


def test_a_file_that_cannot_be_reached_is_not_called_damaged(
    check: Check, password: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Unreachable(dbapi2.OperationalError):  # type: ignore[misc]  # the driver has no types
        sqlite_errorcode = 14

    def vanished(*_: object, **__: object) -> None:
        raise Unreachable("unable to open database file")

    monkeypatch.setattr(contents, "connect", vanished)
    with pytest.raises(StorageFaultError):
        check(password)
