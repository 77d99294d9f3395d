"""„Zugänge“: somebody comes, forgets, leaves; everything that is shown once goes on paper before it is gone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop.casework.access import users
from desktop.casework.access.users import ColleagueRow
from desktop.errors import VaultError
from desktop.models.users_table import AccessState
from desktop.models.work import Progress, Work
from desktop.storage.errors import RotationCancelledError, WrongPasswordError
from desktop.storage.open_vault import OpenVault
from desktop.storage.vault import unlock
from desktop.terms import Role
from desktop.views.admin.users_handout import HandoutPage
from desktop.views.admin.users_key_page import KeyChangePage
from desktop.views.admin.users_page import UsersPage
from desktop.views.places import Places
from tests.conftest import CHEAP
from tests.views.admin.users_samples import AYSE, PASSWORD, UWE, Printer, users_tools

OWN = "Wolke-Hammer-Birne-7"


@pytest.fixture
def printer() -> Printer:
    return Printer([])


@pytest.fixture
def show(vault: OpenVault, work: Work, printer: Printer, qtbot: QtBot) -> Callable[..., UsersPage]:
    """`show(change_key=…)`: the page on the real vault, with some of its tools exchanged."""

    def shown(**other: Any) -> UsersPage:
        page = UsersPage(work, Places(), replace(users_tools(vault, printer), **other))
        qtbot.addWidget(page)
        page.show()
        page.show_target()
        return page

    return shown


@pytest.fixture
def page(show: Callable[..., UsersPage]) -> UsersPage:
    return show()


def colleagues(work: Work) -> tuple[ColleagueRow, ...]:
    found: list[tuple[ColleagueRow, ...]] = []
    work.read(QObject(), users.list_colleagues, then=found.append)
    return found[0]


def add(page: UsersPage, name: str) -> str:
    """Through the page; the start password as it stands on the sheet."""
    page.list.name.set_value(name)
    page.list.add_button.click()
    step = page.currentWidget()
    assert isinstance(step, HandoutPage)
    words = str(step.papers[0]._sheet.words)  # type: ignore[union-attr]  # a start password
    step.papers[0].print_button.click()
    step.done_button.click()
    assert page.currentWidget() is page.list
    return words


def choose(page: UsersPage, name: str) -> None:
    row = next(row for row in page.list.model.rows if row.name == name)
    assert page.list.table.choose(row.id)


def change_key(page: UsersPage, password: str = PASSWORD) -> HandoutPage | KeyChangePage:
    step = page.currentWidget()
    assert isinstance(step, KeyChangePage)
    step.password.set_value(password)
    step.change_button.click()
    shown = page.currentWidget()
    assert isinstance(shown, HandoutPage | KeyChangePage)
    return shown


def test_the_acting_person_stands_there_and_cannot_remove_themselves(page: UsersPage) -> None:
    (row,) = page.list.model.rows
    assert (row.name, row.state, row.is_self) == ("Petra Lang", AccessState.OWN, True)
    choose(page, "Petra Lang")
    assert not page.list.remove_button.isEnabled()
    assert not page.list.start_button.isEnabled()


def test_somebody_new_gets_a_sheet_and_a_way_in(page: UsersPage, vault: OpenVault, printer: Printer) -> None:
    words = add(page, AYSE)
    assert printer.pages == [b"%PDF Ay\xc5\x9fe Y\xc4\xb1lmaz"]
    assert [(row.name, row.state) for row in page.list.model.rows][1:] == [(AYSE, AccessState.START)]
    assert "kann sich jetzt anmelden" in page.list.messages.text()
    vault.close()
    with unlock(vault.files, AYSE, words, cost=CHEAP) as again:
        assert again.must_change_password


def test_a_sheet_is_not_left_before_it_is_kept(page: UsersPage, answers: Any, tmp_path: Path) -> None:
    page.list.name.set_value(AYSE)
    page.list.add_button.click()
    step = page.currentWidget()
    assert isinstance(step, HandoutPage)
    step.done_button.click()
    assert page.currentWidget() is step
    assert "Bitte drucken oder speichern" in step.papers[0].messages.text()
    target = tmp_path / "Startkennwort.pdf"
    answers.answers.append(target)
    step.papers[0].save_button.click()
    assert target.read_bytes().startswith(b"%PDF")
    step.done_button.click()
    assert page.currentWidget() is page.list


def test_a_name_that_is_taken_is_said_at_the_field(page: UsersPage) -> None:
    page.list.name.set_value("petra lang")
    page.list.add_button.click()
    assert "gibt es schon" in page.list.name.error()
    assert page.list.add_button.isEnabled()


def test_somebody_entered_without_a_slot_gets_one_with_a_start_password(show: Callable[..., UsersPage]) -> None:
    def full(_label: str) -> Any:
        raise VaultError("Der Datenträger ist voll.")

    page = show(give_start_password=full)
    page.list.name.set_value(AYSE)
    page.list.add_button.click()
    assert "Der Datenträger ist voll. Die Person steht in der Liste" in page.list.messages.text()
    assert [row.state for row in page.list.model.rows] == [AccessState.OWN, AccessState.NONE]
    again = show()
    choose(again, AYSE)
    again.list.start_button.click()
    assert isinstance(again.currentWidget(), HandoutPage)


def test_a_forgotten_password_is_replaced_after_asking(page: UsersPage, vault: OpenVault, answers: Any) -> None:
    words = add(page, AYSE)
    vault.flush_and_release()
    with unlock(vault.files, AYSE, words, cost=CHEAP) as first:
        first.set_first_password(OWN)
    with unlock(vault.files, "Petra Lang", PASSWORD, cost=CHEAP) as again:
        page._tools = users_tools(again)
        page.list._tools, page._work.store, page.list._work.store = page._tools, again, again
        page.show_target()
        choose(page, AYSE)
        answers.answers.append(True)
        page.list.start_button.click()
        assert isinstance(page.currentWidget(), HandoutPage)
    with pytest.raises(WrongPasswordError):
        unlock(vault.files, AYSE, OWN, cost=CHEAP)


def test_somebody_leaves(page: UsersPage, vault: OpenVault, work: Work, printer: Printer) -> None:
    gone = add(page, UWE)
    add(page, AYSE)
    before = vault._key.key_id
    choose(page, UWE)
    page.list.remove_button.click()
    handout = change_key(page)
    assert isinstance(handout, HandoutPage)
    assert vault._key.key_id != before
    assert [type(paper).__name__ for paper in handout.papers] == ["StartPaper", "RecoveryPaper"]
    handout.papers[0].written._box.click()  # type: ignore[union-attr]  # the start password
    proof = handout.papers[1].proof  # type: ignore[union-attr]  # the sheet
    groups = handout.papers[1]._sheet.groups  # type: ignore[union-attr]  # as above
    proof.set_value("111111 222222")
    handout.done_button.click()
    assert "nicht diese beiden" in proof.error()
    proof.set_value(" ".join(groups[number - 1] for number in proof.asked))
    handout.done_button.click()
    assert page.currentWidget() is page.list
    assert [row.name for row in page.list.model.rows] == ["Petra Lang", AYSE]
    assert [row.name for row in colleagues(work)] == ["Petra Lang", AYSE]
    assert "zuletzt gewechselt" in page.list.history.text()
    vault.close()
    with pytest.raises(VaultError, match="keinen Zugang"):
        unlock(vault.files, UWE, gone, cost=CHEAP)


def test_a_wrong_own_password_changes_nothing(page: UsersPage, vault: OpenVault) -> None:
    before = vault.files.key_file.read_bytes()
    page.list.change_button.click()
    step = change_key(page, "falsch geraten falsch")
    assert isinstance(step, KeyChangePage)
    assert "stimmt nicht" in step.password.error()
    assert step.change_button.isEnabled()
    assert vault.files.key_file.read_bytes() == before
    step.back_button.click()
    assert page.currentWidget() is page.list


def test_a_change_of_the_key_that_was_stopped_says_so(show: Callable[..., UsersPage]) -> None:
    def stopped(_password: str, _leaving: str | None, progress: Progress) -> Any:
        raise RotationCancelledError("Abgebrochen: Der Schlüssel ist nicht gewechselt, es gilt alles wie vorher.")

    page = show(change_key=stopped)
    page.list.change_button.click()
    step = change_key(page)
    assert isinstance(step, KeyChangePage)
    assert "wie vorher" in step.messages.text()


def test_who_leaves_with_open_cases_is_named_so_that_they_are_handed_over(page: UsersPage, work: Work) -> None:
    add(page, UWE)
    row = replace(page.list.model.rows[1], open_cases=3)
    step = KeyChangePage(work, users_tools(work.store), row)  # type: ignore[arg-type]  # the vault
    assert any("3 offene Fälle sind dieser Person zugeordnet" in sentence for sentence in step._sentences())
    one = KeyChangePage(work, users_tools(work.store), replace(row, open_cases=1))  # type: ignore[arg-type]  # as above
    assert any("1 offener Fall ist" in sentence for sentence in one._sentences())
    assert not any("zugeordnet" in sentence for sentence in KeyChangePage(work, page._tools, None)._sentences())


def test_the_sheet_is_renewed_after_asking(page: UsersPage, work: Work, answers: Any, printer: Printer) -> None:
    answers.answers.append(True)
    page.list.sheet_button.click()
    step = page.currentWidget()
    assert isinstance(step, HandoutPage)
    step.papers[0].print_button.click()
    step.done_button.click()
    assert printer.pages == [b"%PDF sheet"]
    assert "Wiederherstellungsblatt erneuert" in page.list.history.text()


def test_old_copies_are_named_and_encrypted_anew(page: UsersPage, vault: OpenVault) -> None:
    vault.back_up()
    page.show_target()
    assert page.list.copies.isHidden()
    page.list.change_button.click()
    handout = change_key(page)
    assert isinstance(handout, HandoutPage)
    for paper in handout.papers:
        paper.print_button.click()
    handout.done_button.click()
    copies = page.list.copies
    assert copies.isVisible()
    assert copies.listed.text().startswith("1 Sicherung: ")
    copies.rekey_button.click()
    assert "heutigen Kennwörter" in copies.messages.text()
    assert vault.old_copies() == ()


def test_old_copies_are_deleted_after_asking(page: UsersPage, vault: OpenVault, answers: Any) -> None:
    vault.back_up()
    vault.change_key(PASSWORD)
    page.show_target()
    answers.answers.append(True)
    page.list.copies.expire_button.click()
    assert list(vault.files.backup_folder.iterdir()) == []


def test_an_interrupted_change_is_told(show: Callable[..., UsersPage]) -> None:
    assert "unterbrochen" in show(key_was_changing=True).list.messages.text()
    assert show().list.messages.text() == ""


def test_somebody_is_entered_for_the_ehrenamt_and_gets_the_other_role_later(
    page: UsersPage, work: Work, answers: Any
) -> None:
    page.list.role.set_value(Role.COORDINATOR)
    add(page, AYSE)
    assert [row.role for row in colleagues(work)] == [Role.MANAGER, Role.COORDINATOR]
    answers.answers.append(True)
    choose(page, AYSE)
    page.list.role_button.click()
    assert answers.asked[-1] == "Ayşe Yılmaz: Integrationsmanager/in?"
    assert [row.role for row in colleagues(work)] == [Role.MANAGER, Role.MANAGER]


def test_the_own_role_cannot_be_changed(page: UsersPage) -> None:
    choose(page, "Petra Lang")
    assert not page.list.role_button.isEnabled()
