"""The PC in the office, for walks that close, lock and open the program again."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from desktop.app import Program
from desktop.views.start.unlock_page import UnlockPage
from tests.closing import close
from tests.functional.clerk import Clerk
from tests.functional.first_steps import CHEAP


class Workplace:
    """One program after the other, with the same settings."""

    def __init__(self, app: QApplication, qtbot: QtBot, pictures: Path) -> None:
        self._app, self._qtbot, self._pictures = app, qtbot, pictures
        self.program: Program | None = None
        self.locked = False

    def begin(self) -> Clerk:
        """Start the program; one that still runs is closed."""
        self.leave()
        self.locked = False
        self.program = Program(self._app, start_process=lambda: None, end_process=self._on_end, cost=CHEAP)
        self.program.start()
        self.program.window.resize(1366, 768)
        self.program.window.activateWindow()
        return Clerk(self.program.window, self._qtbot, self._pictures)

    def leave(self) -> None:
        """Close the window, as at the end of the day."""
        if self.program is None:
            return
        if not self.locked:
            close(self.program)
        self.program.window.deleteLater()
        self._app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self.program = None

    def _on_end(self) -> None:
        """Locking ends the process here."""
        self.locked = True


def unlock(clerk: Clerk, name: str, password: str) -> None:
    """Choose the name, type the password, open."""
    page = clerk.find(UnlockPage)
    clerk.wait(lambda: page._known)
    box = page.user.findChild(QComboBox)
    assert box is not None
    box.setCurrentText(name)
    clerk.write_into(page.password.line, password)
    clerk.picture(f"anmelden-{name.split()[0]}")
    clerk.click("Öffnen")
