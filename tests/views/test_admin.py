"""„Verwaltung“: the office is saved and drafted, this PC's choices apply at once, backup and password work."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.casework import office
from desktop.casework.office import OfficeSettings, UserRow
from desktop.errors import CaseworkError
from desktop.models.drafts import Drafts
from desktop.models.work import ImmediateExecutor, Runner, Work
from desktop.settings import Settings
from desktop.storage.errors import WrongPasswordError
from desktop.storage.files import VaultFiles
from desktop.storage.vault import OpenVault
from desktop.views.admin.admin_page import AdminPage
from desktop.views.admin.pc_card import PcCard
from tests.later_executor import LaterExecutor
from tests.views.page_walk import Stage

GOOD = "Birne-Laterne-Ofen-47"
NEW = "Kamel-Wolke-Tasse-83"


@pytest.fixture
def stage(vault: OpenVault, work: Work) -> Iterator[Stage]:
    runner = Runner(ImmediateExecutor())
    yield Stage(vault, work, runner)
    runner.stop()


@pytest.fixture
def page(stage: Stage, qtbot: QtBot) -> AdminPage:
    page = AdminPage(stage.work, stage.drafts, stage.tools())
    qtbot.addWidget(page)
    page.show()
    page.show_target()
    return page


def saved(work: Work) -> tuple[OfficeSettings, UserRow]:
    found: list[object] = []
    work.read(QObject(), office.office_settings, then=found.append)
    work.read(QObject(), office.list_users, then=lambda users: found.append(users[0]))
    settings, user = found
    assert isinstance(settings, OfficeSettings)
    assert isinstance(user, UserRow)
    return settings, user


def test_the_office_and_the_own_phone_are_saved(page: AdminPage, work: Work) -> None:
    card = page.office
    card._fields["municipality"].set_value("Stadt Musterlingen")
    card._fields["letterhead"].set_value("Sprechzeiten Mo–Do\nParken im Hof")
    card._own["own_phone"].set_value("07000 12345")
    card.save()
    settings, user = saved(work)
    assert (settings.municipality, settings.letterhead) == ("Stadt Musterlingen", "Sprechzeiten Mo–Do\nParken im Hof")
    assert user.phone == card._own["own_phone"].value()
    assert card.draft() is None


def test_what_is_typed_stays_while_the_office_is_saved_and_when_the_page_is_left_and_seen_again(
    vault: OpenVault, work: Work, stage: Stage, qtbot: QtBot
) -> None:
    later = LaterExecutor()
    slow = Work(vault, work.actor, storage=later, pool=ImmediateExecutor())
    page = AdminPage(slow, Drafts(slow, slow), stage.tools())
    qtbot.addWidget(page)
    page.show_target()
    later.run_all()
    card = page.office
    card._fields["municipality"].set_value("Stadt Musterlingen")
    card.save()
    card._fields["town"].set_value("Musterlingen")
    later.run_all()
    assert card.draft() is not None
    page.show_target()
    later.run_all()
    assert card._fields["town"].value() == "Musterlingen"
    card.save()
    later.run_all()
    assert card.draft() is None
    settings, _ = saved(work)
    assert (settings.municipality, settings.town) == ("Stadt Musterlingen", "Musterlingen")
    slow.stop()


def test_without_a_name_nothing_is_saved_and_the_field_says_so(page: AdminPage, work: Work) -> None:
    page.office._fields["municipality"].set_value("Stadt Musterlingen")
    page.office._own["own_name"].set_value(None)
    page.office.save()
    assert "fehlt noch" in page.office._own["own_name"].error()
    assert saved(work)[0].municipality == ""


def test_what_was_typed_and_not_saved_is_offered_after_the_next_unlocking(page: AdminPage, stage: Stage,
                                                                         qtbot: QtBot) -> None:
    page.office._fields["town"].set_value("Musterlingen")
    stage.drafts.flush()
    again = AdminPage(stage.work, stage.drafts, stage.tools())
    qtbot.addWidget(again)
    again.show_target()
    card = again.office
    assert "ungesicherte Eingaben" in card._messages.text()
    card._messages.actions_shown()[0].click()
    assert card._fields["town"].value() == "Musterlingen"


def test_choices_for_this_pc_apply_at_once(page: AdminPage, stage: Stage) -> None:
    next(button for button in page.pc.scale.findChildren(QPushButton) if button.text() == "150 %").click()
    assert stage.settings == Settings(text_scale=150)


def test_settings_this_pc_cannot_keep_are_said(stage: Stage, qtbot: QtBot) -> None:
    def refuse(_settings: Settings) -> None:
        raise CaseworkError("Die Einstellungen dieses PCs ließen sich nicht speichern.")

    card = PcCard(replace(stage.tools(), change_settings=refuse))
    qtbot.addWidget(card)
    card._on_changed()
    assert "nicht speichern" in card._messages.text()


def test_a_backup_is_made_and_named(page: AdminPage, vault: OpenVault) -> None:
    page.vault.start_backup()
    (folder,) = vault.files.backup_folder.iterdir()
    assert folder.name in page.vault._messages.text()
    assert page.vault.back_up.isEnabled()


def test_a_backup_that_fails_is_one_sentence(page: AdminPage, vault: OpenVault) -> None:
    Path(vault.files.backup_folder).write_text("im Weg", encoding="utf-8")
    page.vault.start_backup()
    assert page.vault._messages.text().endswith(".")
    assert page.vault.back_up.isEnabled()


def test_the_password_is_changed_only_with_the_old_one(page: AdminPage, vault: OpenVault) -> None:
    card = page.password
    for old, said in (("falsch falsch falsch", "stimmt nicht"), (GOOD, "")):
        card.old.set_value(old)
        card.new.set_value(NEW)
        card.repeated.set_value(NEW)
        card.change()
        assert said in card.old.error()
    assert "geändert" in card._messages.text()
    assert (card.old.value(), card.new.value()) == (None, None)
    with pytest.raises(WrongPasswordError):
        vault.change_password(GOOD, "Noch-ein-anderes-12")
    assert VaultFiles(vault.files.database).key_file.exists()


def test_two_different_new_passwords_change_nothing(page: AdminPage, vault: OpenVault) -> None:
    before = vault.files.key_file.read_bytes()
    card = page.password
    for field, text in ((card.old, GOOD), (card.new, NEW), (card.repeated, "Kamel-Wolke-Tasse-84")):
        field.set_value(text)
    card.change()
    assert "nicht gleich" in card.repeated.error()
    assert vault.files.key_file.read_bytes() == before
