"""Every way an error can take ends in one report without its text, whatever thread or event it comes from."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SECRET = "Zoltan-Markierung"

_PROGRAM = """
import json, sys, threading
from pathlib import Path
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from desktop import logs
from desktop.app import BugBell, make_application
from desktop.models.work import Runner
from desktop.views.crash_page import CrashPage
from desktop.views.main_window import MainWindow

SECRET = sys.argv[3]

def broken(*_):
    person = {"name": SECRET}
    raise KeyError(f"{person}")

def endless(*_):
    return endless() + 1

def too_large(*_):
    raise MemoryError(SECRET)

class Bell(QObject):
    rings = Signal()

class Painted(QWidget):
    def paintEvent(self, event):
        broken()

class Destroyed:
    def __del__(self):
        broken()

def in_slot():
    bell = Bell()
    bell.rings.connect(broken)
    bell.rings.emit()

def in_paint():
    window.show_screen(Painted())

def in_worker():
    runner.compute(window, broken)

def in_then():
    runner.compute(window, lambda: 1, then=broken)

def in_thread():
    threading.Thread(target=broken).start()

ways = {
    "timer": lambda: QTimer.singleShot(0, broken), "slot": in_slot, "paint": in_paint, "worker": in_worker,
    "then": in_then, "thread": in_thread, "recursion": lambda: QTimer.singleShot(0, endless),
    "memory": lambda: QTimer.singleShot(0, too_large), "destructor": lambda: Destroyed() and None,
}
app, bell = make_application(["wegplan"]), BugBell()
reports = []
with logs.active(bell.rang.emit, Path(sys.argv[1])):
    runner, window = Runner(), MainWindow()
    bell.rang.connect(reports.append)
    bell.rang.connect(window.show_crash)
    window.show_screen(QLabel("Fallakte"))
    window.show()
    app.processEvents()
    ways[sys.argv[2]]()
    waited = QTimer(); waited.start(10)
    for _ in range(400):
        app.processEvents()
        if reports:
            break
        threading.Event().wait(0.01)
    broken_again = QTimer.singleShot(0, broken)
    for _ in range(20):
        app.processEvents()
        threading.Event().wait(0.002)
    pages = window.findChildren(CrashPage)
    print(json.dumps({"reports": len(reports), "first": reports[0], "pages": len(pages),
                      "shown": pages[0].isVisible(), "titles": [w.windowTitle() for w in app.topLevelWidgets()]}))
    runner.stop()
"""

ERRORS = {"recursion": "builtins.RecursionError", "memory": "builtins.MemoryError"}


@pytest.mark.parametrize(
    "way", ["timer", "slot", "paint", "worker", "then", "thread", "recursion", "memory", "destructor"]
)
def test_an_error_on_any_way_shows_one_page_and_says_where_not_whom(way: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(tmp_path), way, SECRET], capture_output=True, text=True,
        encoding="utf-8", check=False, timeout=120, cwd=ROOT, env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert ERRORS.get(way, "builtins.KeyError") in told["first"]
    assert (told["pages"], told["shown"]) == (1, True)
    assert told["reports"] >= 2  # the second error, while the page is shown, is reported too and changes nothing
    written = "".join(path.read_text(encoding="utf-8") for path in tmp_path.iterdir())
    assert "Unerwarteter Fehler" in written
    assert SECRET not in done.stdout + done.stderr + written
