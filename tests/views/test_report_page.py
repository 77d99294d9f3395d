"""A text of the program about itself: shown whole, copied, saved, and the way back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop import logs, paths
from desktop.views import messages
from desktop.views.main_window import MainWindow
from desktop.views.places import Places
from desktop.views.program_log import ProgramLogPage, log_command
from desktop.views.report_page import ReportPage

TEXT = "Fatal Python error: Aborted\n  desktop/views/desk.py, line 3"


def press(page: QWidget, text: str) -> None:
    next(button for button in page.findChildren(QPushButton) if button.text() == text).click()


def test_the_trace_of_the_last_run_is_shown_over_the_page_and_gives_it_back(qtbot: QtBot) -> None:
    window, page = MainWindow(), QLabel("Anmeldung")
    qtbot.addWidget(window)
    window.show_screen(page)
    window.show()
    window.show_report(TEXT)
    report = window.findChild(ReportPage)
    assert isinstance(report, ReportPage)
    assert report.view.toPlainText() == TEXT
    press(report, "Zurück")
    assert page.isVisible()


def test_it_can_be_copied_and_saved(qtbot: QtBot, tmp_path: Path) -> None:
    page = ReportPage("Bericht", "", TEXT, "Bericht.txt")
    qtbot.addWidget(page)
    press(page, "Kopieren")
    assert QGuiApplication.clipboard().text() == TEXT
    with messages.scripted(tmp_path / "b.txt"):
        press(page, "Als Datei speichern …")
    assert (tmp_path / "b.txt").read_text(encoding="utf-8") == TEXT
    assert page.messages.text() == "Gespeichert als „b.txt“."
    with messages.scripted(tmp_path / "fehlt" / "b.txt"):
        press(page, "Als Datei speichern …")
    assert "anderen Ort" in page.messages.text()


def test_the_programs_log_is_read_anew_on_every_visit(qtbot: QtBot) -> None:
    page = ProgramLogPage(Places())
    qtbot.addWidget(page)
    page.show_target()
    assert page.view.toPlainText() == "Bisher ist nichts notiert."
    (paths.log_folder() / logs.LOG_NAME).write_text("2026-11-22 INFO los\n", encoding="utf-8")
    page.show_target()
    assert page.view.toPlainText() == "2026-11-22 INFO los"
    assert log_command(Places()).title == "Protokoll des Programms"
