"""The page after a bug: the whole report, a copy of it, a restart, and the way back to look."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from desktop.views.crash_page import CrashPage
from desktop.views.main_window import MainWindow

REPORT = "Wegplan 0.1.0\nbuiltins.KeyError\n  desktop/views/desk.py:12 go"


def press(page: CrashPage, text: str) -> None:
    next(button for button in page.findChildren(QPushButton) if button.text() == text).click()


def test_the_report_is_shown_in_full_and_copied_as_shown(qtbot: QtBot) -> None:
    page = CrashPage(REPORT)
    qtbot.addWidget(page)
    shown = page.findChild(QPlainTextEdit)
    assert isinstance(shown, QPlainTextEdit)
    assert shown.toPlainText() == REPORT
    assert shown.isReadOnly()
    press(page, "Bericht kopieren")
    assert QGuiApplication.clipboard().text() == REPORT


def test_the_page_before_can_be_looked_at_again_and_only_the_first_report_counts(qtbot: QtBot) -> None:
    window, page = MainWindow(), QLabel("Fallakte")
    qtbot.addWidget(window)
    window.show_screen(page)
    window.show()
    window.show_crash(REPORT)
    window.show_crash("folgt daraus")
    crash = window.findChild(CrashPage)
    assert isinstance(crash, CrashPage)
    assert crash.isVisible()
    assert len(window.findChildren(CrashPage)) == 1
    press(crash, "Seite noch einmal ansehen")
    assert page.isVisible()
    window.show_crash("noch einer")
    assert crash.isVisible()
    assert len(window.findChildren(CrashPage)) == 1
    with qtbot.waitSignal(window.restart_wanted):
        press(crash, "Wegplan neu starten")


def test_the_window_title_names_no_vault_and_no_case(qtbot: QtBot) -> None:
    window = MainWindow()
    qtbot.addWidget(window)
    window.show_screen(QLabel("Familie Ahmadi"))
    assert window.windowTitle() == "Wegplan"
