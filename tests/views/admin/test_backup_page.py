"""„Sicherungen“: the list, the state of both places, a copy now, a second place, the drill with its protocol."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop import clock
from desktop.casework import office
from desktop.casework.drills import DrillRow, list_drills
from desktop.models.copy_table import CopyState, CopyTable
from desktop.models.work import Work
from desktop.storage.vault import OpenVault
from desktop.views.admin.backup_page import BackupPage
from tests.printing.engine.engine_pdf import page_texts
from tests.views.admin.backup_samples import BackupStage


@pytest.fixture
def stage(vault: OpenVault, work: Work) -> BackupStage:
    work.change(QObject(), office.save_own_user, "Petra Lang", "PL", "")
    return BackupStage(vault, work)


@pytest.fixture
def page(stage: BackupStage, qtbot: QtBot) -> BackupPage:
    page = stage.page()
    qtbot.addWidget(page)
    page.show()
    page.show_target()
    return page


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "Stick").mkdir()
    return tmp_path / "Stick"


def drills(work: Work) -> tuple[DrillRow, ...]:
    found: list[tuple[DrillRow, ...]] = []
    work.read(QObject(), list_drills, then=found.append)
    return found[0]


def test_without_a_copy_the_page_says_so_and_offers_one(page: BackupPage) -> None:
    assert page.here.text() == "Es gibt noch keine gute Sicherung."
    assert "Kein zweites Ziel" in page.there.text()
    page.table._empty.triggered.emit()
    assert page.table.count_words() == "1 Sicherung"
    assert "Letzte gute Sicherung: heute, " in page.here.text()


def test_a_copy_is_listed_with_size_check_and_whose_password_opens_it(page: BackupPage) -> None:
    page.start_backup()
    assert "Gesichert und geprüft" in page.messages.text()
    (row,) = page.model.rows
    assert (row.state, row.people, row.old_key, row.role) == (CopyState.FULL, ("Petra Lang",), False, "täglich")
    assert row.size > 100_000
    assert page.back_up.isEnabled()


def test_a_damaged_copy_is_named_and_does_not_count(page: BackupPage) -> None:
    page.start_backup()
    (row,) = page.model.rows
    (row.folder / "Musterlingen.wegplan").write_bytes(b"kurz")
    page.load()
    assert page.model.rows[0].state is CopyState.SPOILED
    assert "nicht vollständig" in page.model.rows[0].problem
    assert page.here.text() == "Es gibt noch keine gute Sicherung."


def test_the_second_place_is_chosen_kept_on_this_pc_and_gets_every_copy(
    page: BackupPage, stage: BackupStage, stick: Path, answers: Any
) -> None:
    answers.answers += [stick]
    page.choose.click()
    assert str(stick.name) in stage.settings.second_targets
    page.messages.actions_shown()[0].click()
    assert {row.place for row in page.model.rows} == {"dieser PC", "zweites Ziel"}
    assert "ist da. Letzte Kopie dort: heute" in page.there.text()


def test_a_stick_that_is_away_is_a_quiet_state_with_its_last_copy(
    page: BackupPage, stick: Path, answers: Any
) -> None:
    answers.answers += [stick]
    page.choose.click()
    page.start_backup()
    shutil.rmtree(stick)
    page.show_target()
    assert page.messages.text() == ""
    assert "ist nicht da. Letzte Kopie dort: heute" in page.there.text()
    page.start_backup()
    assert page.messages.text().startswith("Gesichert und geprüft")
    assert "ist nicht da" in page.messages.text()


def test_a_second_place_can_be_forgotten(page: BackupPage, stage: BackupStage, stick: Path, answers: Any) -> None:
    answers.answers += [stick]
    page.choose.click()
    page.forget.click()
    assert stage.settings.second_targets == "{}"
    assert page.forget.isHidden()


def test_a_drill_is_kept_and_its_protocol_saved(page: BackupPage, work: Work, tmp_path: Path, answers: Any) -> None:
    page.start_backup()
    page.drills.start.click()
    assert "Übung bestanden" in page.messages.text()
    (row,) = drills(work)
    assert row.passed
    assert row.result.counts["users"] == row.result.counts_now["users"] == 1
    assert "bestanden" in page.drills.said.text()
    answers.answers += [tmp_path / "Protokoll.pdf"]
    page.drills.save_button.click()
    (text,) = page_texts((tmp_path / "Protokoll.pdf").read_bytes())
    assert "Petra Lang" in text
    assert row.result.copy in text


def test_a_drill_that_fails_is_kept_too(page: BackupPage, work: Work) -> None:
    page.start_drill()
    assert "noch keine Sicherung" in page.messages.text()
    (row,) = drills(work)
    assert not row.passed
    assert "nicht bestanden" in page.drills.said.text()


def test_a_drill_that_is_due_is_said(page: BackupPage, fixed_clock: object) -> None:
    assert "fällig" not in page.drills.said.text()
    with clock.fixed(clock.add_months(clock.today(), 13)):
        page.load()
    assert "Die jährliche Übung ist fällig." in page.drills.said.text()


def test_bringing_back_closes_the_vault_only_when_that_is_wanted(
    page: BackupPage, stage: BackupStage, answers: Any
) -> None:
    answers.answers += [False]
    page.bring_back.click()
    assert not stage.left
    answers.answers += [True]
    page.bring_back.click()
    assert stage.left


def test_the_hour_is_kept_on_this_pc(page: BackupPage, stage: BackupStage) -> None:
    page.hour.set_value(16)
    page._on_hour_changed()
    assert stage.settings.backup_hour == 16


def test_a_copy_that_fails_is_one_sentence(page: BackupPage, vault: OpenVault) -> None:
    vault.files.backup_folder.write_text("im Weg", encoding="utf-8")
    page.start_backup()
    assert "nicht gelungen" in page.messages.text()
    assert page.back_up.isEnabled()


def test_the_list_is_a_well_behaved_model(page: BackupPage, qtmodeltester: Any) -> None:
    page.start_backup()
    model = CopyTable()
    model.set_rows(page.model.rows)
    qtmodeltester.check(model)
