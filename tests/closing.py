"""Closing the whole program in a test: the window goes at once, the vault once the day's copy is finished."""

from __future__ import annotations

from PySide6.QtCore import QDeadlineTimer
from PySide6.QtWidgets import QApplication
from shiboken6 import delete

from desktop.app import Program

_LONGEST_MS = 20_000


def close(program: Program) -> None:
    """Close the window and go on with events until the vault is closed too."""
    program.window.close()
    deadline = QDeadlineTimer(_LONGEST_MS)
    while program._opened is not None:
        assert not deadline.hasExpired(), "the day's copy is never finished"
        QApplication.processEvents()


def take_down(program: Program) -> None:
    """Close it and destroy all of it here: left to the garbage collector, its timers may die on another thread."""
    close(program)
    delete(program.window)
    delete(program)
