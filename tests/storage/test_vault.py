"""Creating, unlocking, closing a vault and changing its password."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from desktop.errors import VaultError
from desktop.storage import atomic, vault
from desktop.storage.errors import KeyFileMissingError, VaultExistsError, WeakPasswordError, WrongPasswordError
from desktop.storage.files import VaultFiles
from desktop.storage.keys import keyfile
from desktop.storage.keys.kdf import STANDARD_COST, KeyCost
from desktop.storage.keys.keys import DatabaseKey
from desktop.storage.open_vault import OpenVault
from desktop.storage.vault import create_vault, slot_labels, unlock

Enter = Callable[..., OpenVault]


GOOD = "Löwe Tisch 12"


def make(path: Path, cost: KeyCost, scripts: Path, label: str = "Petra Lang", password: str = GOOD) -> None:
    created, _ = create_vault(VaultFiles(path), label=label, password=password, cost=cost, scripts=scripts)
    created.close()


def test_a_vault_keeps_what_was_saved(
    enter: Enter, add_person: Callable[..., None], names: Callable[..., list[str]]
) -> None:
    with enter() as first:
        add_person(first, "Jürgen Müßig")
    with enter() as second:
        assert names(second)[-1] == "Jürgen Müßig"


def test_a_new_vault_works_at_once_and_after_reopening(tmp_path: Path, cost: KeyCost, scripts: Path) -> None:
    files = VaultFiles(tmp_path / "Neue Stadt.wegplan")
    created, sheet = create_vault(files, label="Ayşe Öz", password=GOOD, cost=cost, scripts=scripts)
    with created, created.session() as session:
        assert session.execute(text("SELECT saves FROM vault_state")).scalar() == 0
    assert sheet.vault_name == "Neue Stadt"
    assert slot_labels(files, cost) == ("Ayşe Öz",)
    unlock(files, "Ayşe Öz", GOOD, cost=cost, scripts=scripts).close()


def test_closing_leaves_only_the_files_that_belong_to_a_vault(files: VaultFiles, enter: Enter) -> None:
    vault = enter()
    assert files.wal.exists()
    vault.close()
    left = {path.name for path in files.folder.iterdir()} - {"Akten.lock"}
    assert left == {"Akten.wegplan", "Akten.schluessel", "Akten.schluessel.bak"}


def test_closing_twice_and_releasing_after_closing_do_no_harm(opened: OpenVault) -> None:
    opened.close()
    opened.close()
    opened.flush_and_release()


def test_after_flush_and_release_the_vault_can_be_opened_again_and_the_key_is_overwritten(enter: Enter) -> None:
    first = enter()
    first.flush_and_release()
    assert bytes(first._key.key) == bytes(32)
    enter().close()


def test_a_new_vault_never_touches_files_that_are_there(tmp_path: Path, cost: KeyCost, scripts: Path) -> None:
    for name in ("A.wegplan", "A.schluessel", "A.schluessel.bak", "A.wegplan-wal"):
        (tmp_path / name).write_bytes(b"mine")
        with pytest.raises(VaultExistsError, match=name):
            make(tmp_path / "A.wegplan", cost, scripts)
        assert (tmp_path / name).read_bytes() == b"mine"
        (tmp_path / name).unlink()


def test_a_vault_that_cannot_be_finished_leaves_nothing(tmp_path: Path, cost: KeyCost, scripts: Path) -> None:
    broken = tmp_path / "schritte"
    (broken / "versions").mkdir(parents=True)
    (broken / "env.py").write_bytes((scripts / "env.py").read_bytes())
    (broken / "versions" / "0001.py").write_text(
        "from alembic import op\nrevision='0001'\ndown_revision=None\n\n\n"
        "def upgrade():\n    op.execute('CREATE TABLE a (b)')\n    raise RuntimeError('power cut')\n",
        encoding="utf-8",
    )
    (tmp_path / "T").mkdir()
    with pytest.raises(RuntimeError, match="power cut"):
        make(tmp_path / "T" / "A.wegplan", cost, broken)
    assert [path.name for path in (tmp_path / "T").iterdir() if path.suffix != ".lock"] == []


@pytest.mark.parametrize("label", ["", " Petra", "P" * 81, "Petra\nLang", "Wiederherstellung"])
def test_names_that_cannot_be_shown_at_login_are_refused(
    tmp_path: Path, cost: KeyCost, scripts: Path, label: str
) -> None:
    with pytest.raises(VaultError) as refused:
        make(tmp_path / "A.wegplan", cost, scripts, label=label)
    assert refused.value.field == "label"


def test_a_short_password_is_refused_before_anything_is_written(tmp_path: Path, cost: KeyCost, scripts: Path) -> None:
    with pytest.raises(WeakPasswordError):
        make(tmp_path / "A.wegplan", cost, scripts, password="elf Zeichen")
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_named(tmp_path: Path, cost: KeyCost, scripts: Path) -> None:
    with pytest.raises(VaultError, match="Ordner"):
        make(tmp_path / "fehlt" / "A.wegplan", cost, scripts)


def test_another_ending_is_no_vault(tmp_path: Path) -> None:
    with pytest.raises(VaultError, match=r"\.wegplan"):
        VaultFiles(tmp_path / "A.db")


def test_a_wrong_password_opens_nothing_and_frees_the_lock(enter: Enter) -> None:
    with pytest.raises(WrongPasswordError, match="stimmt nicht"):
        enter(password="Löwe Tisch Regen 13")
    enter().close()


def test_an_unknown_name_is_told_apart_from_a_wrong_password(enter: Enter) -> None:
    with pytest.raises(VaultError, match="Zugang „Paul“") as refused:
        enter(label="Paul")
    assert refused.value.field == "label"


def test_the_same_letters_typed_decomposed_open_too(enter: Enter, password: str) -> None:
    enter(password=password.replace("ö", "o\u0308")).close()


def test_blanks_around_a_password_count(enter: Enter, password: str) -> None:
    with pytest.raises(WrongPasswordError):
        enter(password=password + " ")


def test_a_changed_password_keeps_the_data_and_kills_the_old_one(
    files: VaultFiles, enter: Enter, password: str, names: Callable[..., list[str]]
) -> None:
    before = files.database.read_bytes()
    with enter() as vault:
        vault.change_password(password, "Wolke Hammer Birne 7")
        assert files.database.read_bytes() == before  # only the key file is written
    with pytest.raises(WrongPasswordError):
        enter()
    with enter(password="Wolke Hammer Birne 7") as vault:
        assert len(names(vault)) == 200


def test_the_bak_of_the_key_file_knows_the_new_password_only(files: VaultFiles, enter: Enter, password: str) -> None:
    with enter() as vault:
        vault.change_password(password, "Wolke Hammer Birne 7")
    files.key_file.write_bytes(files.key_backup.read_bytes())
    with pytest.raises(WrongPasswordError):
        enter()
    enter(password="Wolke Hammer Birne 7").close()


def test_an_older_bak_is_replaced_at_unlock(files: VaultFiles, enter: Enter) -> None:
    files.key_backup.write_bytes(b"a key file with somebody who left")
    enter().close()
    assert files.key_backup.read_bytes() == files.key_file.read_bytes()


def test_without_room_for_a_bak_there_is_none_rather_than_an_old_one(
    files: VaultFiles, opened: OpenVault, password: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = atomic.write_whole

    def full(path: Path, data: bytes, *rest: object) -> None:
        if path == files.key_backup:
            raise OSError(28, "full")
        write(path, data, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(atomic, "write_whole", full)
    opened.change_password(password, "Wolke Hammer Birne 7")
    assert not files.key_backup.exists()


def test_changing_needs_the_old_password_and_a_good_new_one(
    files: VaultFiles, opened: OpenVault, password: str
) -> None:
    before = files.key_file.read_bytes()
    with pytest.raises(WrongPasswordError, match="bisherige"):
        opened.change_password("falsch geraten", "Wolke Hammer Birne 7")
    with pytest.raises(WeakPasswordError):
        opened.change_password(password, "kurz")
    assert files.key_file.read_bytes() == before


def test_a_missing_key_file_is_named_and_never_made_anew(files: VaultFiles, enter: Enter) -> None:
    files.key_file.unlink()
    with pytest.raises(KeyFileMissingError, match=r"Akten\.schluessel"):
        enter()
    assert not files.key_file.exists()


def test_stray_files_of_a_killed_write_are_cleared_at_unlock(files: VaultFiles, enter: Enter) -> None:
    stray = files.folder / "Akten.schluessel.neu-4711"
    stray.write_bytes(b"half")
    enter().close()
    assert not stray.exists()


def test_the_key_of_the_database_is_not_its_password(files: VaultFiles, key: DatabaseKey, cost: KeyCost) -> None:
    data = files.key_file.read_bytes()
    assert bytes(key.key) not in data
    assert bytes(key.key).hex().encode() not in data
    assert keyfile.read(files, cost).key_id == key.key_id


def test_real_use_costs_what_the_design_says() -> None:
    assert (STANDARD_COST.memory_kib, STANDARD_COST.passes, STANDARD_COST.lanes) == (262_144, 3, 4)
    assert STANDARD_COST.least_memory_kib == 65_536


def test_nothing_of_sqlalchemy_is_loaded_before_unlocking() -> None:
    code = f"import sys, {vault.__name__}; print([m for m in ('sqlalchemy', 'alembic') if m in sys.modules])"
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "[]"


def test_the_program_s_own_migrations_make_a_vault_that_opens(tmp_path: Path, cost: KeyCost) -> None:
    files = VaultFiles(tmp_path / "Echt.wegplan")
    created, _ = create_vault(files, label="Petra Lang", password=GOOD, cost=cost)
    created.close()
    with unlock(files, "Petra Lang", GOOD, cost=cost) as vault:
        report = vault.check()
    assert report.sound
    assert report.complete
