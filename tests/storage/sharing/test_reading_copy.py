"""The reading copy: published whole, opened with one's own password, never changed, and each look into it noted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from desktop.errors import VaultError
from desktop.storage.errors import ForeignSchemaError, KeyFileForeignError, WrongPasswordError
from desktop.storage.files import VaultFiles
from desktop.storage.keys.kdf import KeyCost
from desktop.storage.keys.keys import DatabaseKey, new_key
from desktop.storage.open_vault import OpenVault
from desktop.storage.seen import last_seen
from desktop.storage.sharing import reading_copy, readings
from desktop.storage.sharing.lock import holder
from desktop.storage.sharing.places import taken_for_share
from desktop.storage.sharing.reading_vault import ReadingVault, open_copy
from desktop.storage.sharing.readings import Reading

Enter = Callable[..., OpenVault]
Add = Callable[[OpenVault, str], None]
NOON = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)


@pytest.fixture
def look(files: VaultFiles, password: str, cost: KeyCost, scripts: Path) -> Callable[..., ReadingVault]:
    def opened(**other: object) -> ReadingVault:
        given = {"label": "Petra Lang", "password": password, "cost": cost, "scripts": scripts, **other}
        return open_copy(files, **given)  # type: ignore[arg-type]

    return opened


def last_name(vault: OpenVault | ReadingVault) -> str:
    with vault.session() as session:
        return str(session.execute(text("SELECT name FROM people ORDER BY id DESC LIMIT 1")).scalar())


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("share", [False, True])
def test_others_read_the_published_state_while_one_works_on(
    files: VaultFiles, enter: Enter, add_person: Add, look: Callable[..., ReadingVault], share: bool
) -> None:
    with taken_for_share(files.folder if share else Path("/nirgends")), enter() as vault:
        add_person(vault, "veröffentlicht")
        assert vault.reading_place().publish_if_changed() is not None
        add_person(vault, "noch nicht")
        with look() as reading:
            assert last_name(reading) == "veröffentlicht"
            assert reading.newer() is None
            vault.reading_place().publish_if_changed()
            newer = reading.newer()
            assert newer is not None
            assert newer.number == reading.copy.number + 1
        with look() as reading:
            assert last_name(reading) == "noch nicht"


def test_nothing_new_is_not_published_again(enter: Enter, add_person: Add) -> None:
    with enter() as vault:
        assert vault.reading_place().publish_if_changed() is not None
        assert vault.reading_place().publish_if_changed() is None
        add_person(vault, "neu")
        assert vault.reading_place().publish_if_changed() is not None
        copies = [path.name for path in vault.files.reading_folder.iterdir()]
        assert copies == ["00000002"]


def test_reading_takes_no_lock_notes_no_counter_and_changes_no_file(
    files: VaultFiles, opened: OpenVault, look: Callable[..., ReadingVault], key: DatabaseKey
) -> None:
    opened.reading_place().publish_if_changed()
    opened.close()
    before, seen = everything(files.folder), last_seen.last_seen(key)
    with look() as reading:
        assert last_name(reading)
        assert holder(files) is None
        with pytest.raises(Exception, match="readonly"), reading.session() as session:
            session.execute(text("DELETE FROM people"))
    assert {name: data for name, data in everything(files.folder).items() if ".lock" not in name} == {
        name: data for name, data in before.items() if ".lock" not in name
    }
    assert last_seen.last_seen(key) == seen


def test_the_copy_is_as_secret_as_the_vault(opened: OpenVault, add_person: Add) -> None:
    add_person(opened, "Zulfiya Marker")
    opened.reading_place().publish_if_changed()
    content = everything(opened.files.reading_folder)
    assert len(content) == 3
    assert not any(b"Zulfiya" in data or b"SQLite format" in data for data in content.values())


def test_a_wrong_password_opens_no_copy(opened: OpenVault, look: Callable[..., ReadingVault]) -> None:
    opened.reading_place().publish_if_changed()
    with pytest.raises(WrongPasswordError):
        look(password="falsch falsch falsch")


def test_without_a_copy_there_is_one_sentence(look: Callable[..., ReadingVault]) -> None:
    with pytest.raises(VaultError, match="noch keine Lesekopie"):
        look()


def test_a_copy_of_another_program_version_is_one_sentence(
    opened: OpenVault, look: Callable[..., ReadingVault], newer_scripts: Callable[[str], Path]
) -> None:
    opened.reading_place().publish_if_changed()
    with pytest.raises(VaultError, match="älteren Version"):
        look(scripts=newer_scripts("op.execute('CREATE TABLE later (a INTEGER)')"))


def test_a_changed_copy_is_refused(
    opened: OpenVault, look: Callable[..., ReadingVault], key: DatabaseKey
) -> None:
    from desktop.storage.engine import connect

    copy = opened.reading_place().publish_if_changed()
    assert copy is not None
    planted = connect(copy.files.database, key, None)
    planted.execute("CREATE TRIGGER spy AFTER INSERT ON people BEGIN DELETE FROM visits; END")
    planted.close()
    with pytest.raises(ForeignSchemaError):
        look()
    copy.files.database.write_bytes(b"\0" * 8192)
    with pytest.raises(KeyFileForeignError):
        look()


def test_half_a_copy_of_a_killed_program_is_never_seen_and_goes_the_next_time(
    opened: OpenVault, look: Callable[..., ReadingVault]
) -> None:
    stray = opened.files.reading_folder / "00000009.neu"
    stray.mkdir(parents=True)
    (stray / "Akten.wegplan").write_bytes(b"half")
    assert reading_copy.latest(opened.files) is None
    opened.reading_place().publish_if_changed()
    assert not stray.exists()
    look().close()


def test_a_copy_that_could_not_be_made_leaves_the_one_before(
    opened: OpenVault, add_person: Add, look: Callable[..., ReadingVault], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened.reading_place().publish_if_changed()
    add_person(opened, "neu")

    def full(_: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("desktop.storage.atomic.sync_file", full)
    with pytest.raises(VaultError, match="voll"):
        opened.reading_place().publish_if_changed()
    monkeypatch.undo()
    assert [path.name for path in opened.files.reading_folder.iterdir()] == ["00000001"]
    look().close()


def test_copies_can_be_withdrawn(opened: OpenVault) -> None:
    opened.reading_place().publish_if_changed()
    reading_copy.withdraw(opened.files)
    assert reading_copy.latest(opened.files) is None
    reading_copy.withdraw(opened.files)


def test_what_was_looked_at_is_noted_secretly_and_can_be_collected_in_order(
    opened: OpenVault, key: DatabaseKey
) -> None:
    for minute in (5, 1):
        reading = Reading(NOON + dt.timedelta(minutes=minute), 1, "case.read", [["case", minute]])
        readings.keep(opened.files, key, reading)
    notes = everything(opened.files.readings_folder)
    assert not any(b"case" in data for data in notes.values())
    found = opened.reading_place().collect()
    assert [reading.objects for reading in found.readings] == [[["case", 1]], [["case", 5]]]
    readings.forget(found.paths)
    assert opened.reading_place().collect().readings == ()


def test_a_note_that_is_changed_renamed_or_of_another_key_counts_for_nothing(
    opened: OpenVault, key: DatabaseKey
) -> None:
    for _ in range(3):
        readings.keep(opened.files, key, Reading(NOON, 1, "case.read", []))
    first, second, third = sorted(opened.files.readings_folder.iterdir())
    first.write_bytes(first.read_bytes()[:-1] + b"\0")
    second.rename(second.with_name("0" * 32 + ".lesung"))
    third.unlink()
    readings.keep(opened.files, new_key(), Reading(NOON, 1, "case.read", []))
    found = opened.reading_place().collect()
    assert found.readings == ()
    assert len(found.foreign) == 3


def test_where_no_note_can_be_written_nothing_is_shown(opened: OpenVault, key: DatabaseKey) -> None:
    opened.files.readings_folder.write_bytes(b"a file where the folder should be")
    with pytest.raises(VaultError, match="nicht gezeigt"):
        readings.keep(opened.files, key, Reading(NOON, 1, "case.read", []))


def test_saves_are_remembered_while_working_so_that_a_killed_program_s_loss_is_noticed(
    opened: OpenVault, add_person: Add, key: DatabaseKey
) -> None:
    before = last_seen.last_seen(key)
    add_person(opened, "neu")
    opened.reading_place().remember_saves()
    assert last_seen.last_seen(key) == before + 2  # one of the vault as it was made


def test_after_a_change_of_the_key_no_copy_opens_with_the_old_one_and_no_note_is_lost(
    opened: OpenVault, key: DatabaseKey, password: str, look: Callable[..., ReadingVault]
) -> None:
    opened.reading_place().publish_if_changed()
    readings.keep(opened.files, key, Reading(NOON, 1, "case.read", []))
    opened.change_key(password)
    assert reading_copy.latest(opened.files) is None
    assert len(opened.reading_place().collect().readings) == 1
    opened.reading_place().publish_if_changed()
    look().close()


def test_a_copy_of_another_key_is_withdrawn_at_the_first_round(opened: OpenVault) -> None:
    copy = opened.reading_place().publish_if_changed()
    assert copy is not None
    opened.reading_place().withdraw_outdated()
    assert reading_copy.latest(opened.files) is not None
    state = copy.files.folder / "stand.json"
    state.write_text(state.read_text(encoding="utf-8").replace(copy.key_id, "0" * 16), encoding="utf-8")
    opened.reading_place().withdraw_outdated()
    assert reading_copy.latest(opened.files) is None


def test_a_start_password_opens_no_copy(opened: OpenVault, look: Callable[..., ReadingVault]) -> None:
    start = opened.give_start_password("Neue Kollegin")
    opened.reading_place().publish_if_changed()
    with pytest.raises(VaultError, match="Startkennwort"):
        look(label="Neue Kollegin", password=start.words)
