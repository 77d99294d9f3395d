"""Comparing two persons with the keyboard, putting them together and taking it back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from desktop.casework.merging.merging import FACTS, ONE_PER_PERSON
from desktop.casework.people.people import person_detail
from desktop.casework.search.search import search_people
from desktop.models.work import ImmediateExecutor, Runner, Work
from desktop.storage.open_vault import OpenVault
from desktop.views.merging.comparison import label_of
from tests.views.merging.merging_samples import at_merging
from tests.views.page_walk import Stage


def names(vault: OpenVault, work: Work, typed: str) -> list[str]:
    with vault.session() as session:
        return sorted(row.name for row in search_people(session, work.actor, typed))


def test_both_are_compared_chosen_by_key_merged_and_taken_back(qtbot: QtBot, vault: OpenVault, work: Work) -> None:
    page = at_merging(Stage(vault, work, Runner(ImmediateExecutor())))
    qtbot.addWidget(page)
    page.show()
    assert page.comparison is not None
    assert "phone" not in page.comparison.from_gone()
    choices = [button for button in page.comparison.findChildren(QRadioButton) if "Telefon" in button.accessibleName()]
    choices[1].setFocus()
    QTest.keyClick(choices[1], Qt.Key.Key_Space)
    assert "phone" in page.comparison.from_gone()
    kept = page.kept.value()
    gone = page.gone.value()
    assert kept is not None
    assert gone is not None
    with vault.session() as session:
        wanted = person_detail(session, work.actor, gone.person_id).facts.phone
    page.merge()
    assert names(vault, work, "Khatib") == [kept.name]
    with vault.session() as session:
        assert person_detail(session, work.actor, kept.person_id).facts.phone == wanted
    (undo,) = [button for button in page.messages.actions_shown() if "ückgängig" in button.text()]
    undo.click()
    assert names(vault, work, "Khatib") == ["Al-Khatib, Mohammed", "al Khatib, Muhammad"]


def test_former_merges_are_taken_back_from_the_list(qtbot: QtBot, vault: OpenVault, work: Work) -> None:
    page = at_merging(Stage(vault, work, Runner(ImmediateExecutor())))
    qtbot.addWidget(page)
    assert len(names(vault, work, "Kovalenko")) == 1
    (button,) = [one for one in page.findChildren(QPushButton) if one.accessibleName().startswith("Rückgängig: ")]
    button.click()
    assert names(vault, work, "Kovalenko") == ["Kovalenko, Yuliia", "Kowalenko, Julija"]


def test_a_person_with_herself_is_refused_in_one_sentence(qtbot: QtBot, vault: OpenVault, work: Work) -> None:
    page = at_merging(Stage(vault, work, Runner(ImmediateExecutor())))
    qtbot.addWidget(page)
    page.show_target(1, 1)
    assert "dieselbe Person" in page.messages.text()


def test_every_fact_that_can_differ_has_the_words_of_its_form(qtbot: QtBot) -> None:
    assert [key for key in (*FACTS, *ONE_PER_PERSON) if label_of(key) == key] == []
