"""Bringing a copy back from the start page, with a real vault: choose, prove, put in place, take it back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from desktop.app_restore import make_restore_doors
from desktop.casework.office import actor_for, save_own_user
from desktop.models.copy_table import ChoiceTable
from desktop.models.work import ImmediateExecutor, Runner
from desktop.settings import Settings
from desktop.storage.files import VaultFiles
from desktop.storage.keys import attempts
from desktop.storage.keys.kdf import KeyCost
from desktop.storage.vault import unlock
from desktop.views.start.restore_page import RestorePage

CHEAP = KeyCost(memory_kib=64, passes=1, lanes=1, least_memory_kib=64)
LABEL, PASSWORD = "Petra Lang", "Birne-Laterne-Ofen-47"


@pytest.fixture(autouse=True)
def no_waiting() -> Iterator[None]:
    yield
    attempts._failures.clear()
    attempts._free_at.clear()


@pytest.fixture
def runner(qapp: object) -> Iterator[Runner]:
    runner = Runner(ImmediateExecutor())
    yield runner
    runner.stop()


@pytest.fixture
def copied(vault_files: VaultFiles) -> VaultFiles:
    """A vault with a copy, and a name that was changed after it."""
    with unlock(vault_files, LABEL, PASSWORD, cost=CHEAP) as vault:
        vault.back_up()
        with vault.session() as session:
            save_own_user(session, actor_for(session, LABEL), "Später Anders", "SA", "")
    return vault_files


def page_for(file: Path | None, runner: Runner, qtbot: QtBot, default: Path) -> tuple[RestorePage, list[Any]]:
    page = RestorePage(file, make_restore_doors(CHEAP, Settings, default), runner)
    qtbot.addWidget(page)
    page.show()
    page.show_target()
    done: list[Any] = []
    page.restored.connect(lambda *end: done.append(end))
    return page, done


def name_in(files: VaultFiles) -> str:
    with unlock(files, LABEL, PASSWORD, cost=CHEAP) as vault, vault.session() as session:
        assert vault.missing_saves == 0
        return actor_for(session, LABEL).name


def test_the_newest_copy_is_chosen_and_told(copied: VaultFiles, runner: Runner, qtbot: QtBot) -> None:
    page, _ = page_for(copied.database, runner, qtbot, copied.database)
    for words in ("Stand: heute", "0 Personen, 0 Fälle, 0 Pläne", "Petra Lang", "Wegplan 0.", "vollständig geprüft"):
        assert words in page.preview.text()
    assert page.user.isHidden()
    assert not page.password.isHidden()


def test_a_copy_is_brought_back_and_that_is_taken_back(copied: VaultFiles, runner: Runner, qtbot: QtBot) -> None:
    page, done = page_for(copied.database, runner, qtbot, copied.database)
    page.password.set_value(PASSWORD)
    page._take.click()
    ((file, sentence),) = done
    assert file == copied.database
    assert "fehlt 1 Speicherung" in sentence
    assert "vor-Rückholung_" in sentence
    assert name_in(copied) == LABEL
    again, done = page_for(copied.database, runner, qtbot, copied.database)
    assert "Zuletzt wurde heute" in again.undo_words.text()
    again._undo.click()
    assert "wie er vor dem Zurückholen war" in done[0][1]
    assert name_in(copied) == "Später Anders"


def test_a_wrong_password_changes_nothing_and_stands_at_its_field(
    copied: VaultFiles, runner: Runner, qtbot: QtBot
) -> None:
    page, done = page_for(copied.database, runner, qtbot, copied.database)
    page.password.set_value("ganz falsch geraten")
    page.restore()
    assert "stimmt nicht" in page.password.error()
    assert done == []
    assert page._take.isEnabled()
    assert name_in(copied) == "Später Anders"


def test_a_new_pc_brings_back_from_a_folder(
    copied: VaultFiles, runner: Runner, qtbot: QtBot, tmp_path: Path, answers: Any
) -> None:
    stick = tmp_path / "Stick"
    shutil.copytree(next(copied.backup_folder.iterdir()), stick / "2026-11-22_160500")
    page, done = page_for(None, runner, qtbot, tmp_path / "Dokumente" / "Wegplan" / "Wegplan.wegplan")
    assert not page._take.isEnabled()
    answers.answers += [stick, stick / "2026-11-22_160500"]
    page.choose_folder()
    assert "keine Sicherung von Wegplan" in page.notice()
    page.choose_folder()
    page.password.set_value(PASSWORD)
    page.restore()
    ((file, sentence),) = done
    assert file == tmp_path / "Dokumente" / "Wegplan" / "Musterlingen.wegplan"
    assert "Zurückgeholt ist der Stand" in sentence
    assert name_in(VaultFiles(file)) == LABEL


def test_a_damaged_copy_says_so_and_cannot_be_chosen(copied: VaultFiles, runner: Runner, qtbot: QtBot) -> None:
    folder = next(copied.backup_folder.iterdir())
    (folder / copied.database.name).write_bytes(b"kurz")
    page, _ = page_for(copied.database, runner, qtbot, copied.database)
    page.table.choose(folder)
    assert "nicht vollständig" in page.preview.text()
    assert not page._take.isEnabled()


def test_a_copy_damaged_inside_is_found_before_anything_changes(
    copied: VaultFiles, runner: Runner, qtbot: QtBot
) -> None:
    database = next(copied.backup_folder.iterdir()) / copied.database.name
    data = bytearray(database.read_bytes())
    data[9000] ^= 1
    database.write_bytes(data)
    page, done = page_for(copied.database, runner, qtbot, copied.database)
    page.password.set_value(PASSWORD)
    page.restore()
    assert "Prüfsumme" in page.notice()
    assert done == []
    assert name_in(copied) == "Später Anders"


def test_the_list_is_a_well_behaved_model(copied: VaultFiles, runner: Runner, qtbot: QtBot, qtmodeltester: Any) -> None:
    page, _ = page_for(copied.database, runner, qtbot, copied.database)
    model = ChoiceTable()
    model.set_rows(page.model.rows)
    qtmodeltester.check(model)
