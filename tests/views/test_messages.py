"""Boxes and file choosers: German, Cancel by default, answered by a script in tests."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from desktop.views import messages


def test_a_scripted_chooser_gives_the_path_and_none_means_cancelled(qtbot: QtBot, tmp_path: Path) -> None:
    page, got = QWidget(), list[Path]()
    qtbot.addWidget(page)
    with messages.scripted(tmp_path / "a.wegplan", None) as script:
        messages.choose_file(page, "Tresor öffnen", "Tresor (*.wegplan)", got.append)
        messages.choose_target(page, "Blatt speichern", "PDF (*.pdf)", "pdf", got.append)
    assert got == [tmp_path / "a.wegplan"]
    assert script.asked == ["Tresor öffnen", "Blatt speichern"]


def test_an_answer_nobody_asked_for_fails_the_test() -> None:
    with pytest.raises(AssertionError, match="nobody asked"), messages.scripted(True):
        pass


def test_a_question_nobody_expected_fails_the_test(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    with pytest.raises(AssertionError, match="Fall löschen"), messages.scripted():
        messages.confirm(page, "Fall löschen?", "Das geht nicht zurück.", "Löschen", lambda: None)


@pytest.mark.parametrize(("answer", "done"), [(True, ["ja"]), (False, [])])
def test_only_the_agreeing_answer_does_it(qtbot: QtBot, answer: bool, done: list[str]) -> None:
    page, did = QWidget(), list[str]()
    qtbot.addWidget(page)
    with messages.scripted(answer):
        messages.confirm(page, "Fall löschen?", "Das geht nicht zurück.", "Löschen", lambda: did.append("ja"))
    assert did == done


def test_the_real_box_does_not_block_and_cancels_by_default(qtbot: QtBot) -> None:
    page, did = QWidget(), list[str]()
    qtbot.addWidget(page)
    page.show()
    messages.confirm(page, "Fall löschen?", "Das geht nicht zurück.", "Löschen", lambda: did.append("ja"))
    box = next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QMessageBox))
    assert {button.text() for button in box.buttons()} == {"Löschen", "Abbrechen"}
    assert box.defaultButton().text() == "Abbrechen"
    box.defaultButton().click()
    assert did == []
    messages.confirm(page, "Fall löschen?", "Das geht nicht zurück.", "Löschen", lambda: did.append("ja"))
    box = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QMessageBox)][-1]
    next(button for button in box.buttons() if button.text() == "Löschen").click()
    assert did == ["ja"]
