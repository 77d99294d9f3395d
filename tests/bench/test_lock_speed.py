"""From „Sperren“ to the login of a fresh process, with real processes, against starting an empty PySide6 window."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from statistics import median

import pytest

from desktop import settings
from desktop.storage.files import VaultFiles
from tests.bench.conftest import LABEL, PASSWORD
from tests.bench.test_window_speed import _EMPTY, shown
from tests.bench.yardstick import Yardstick

pytestmark = pytest.mark.bench

_FRESH = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QTimer
from desktop.app import Program, make_application
app = make_application(["wegplan"]); program = Program(app, folder=Path(sys.argv[1]), after_lock=True); program.start()
QTimer.singleShot(0, app.quit); app.exec(); print(time.time(), flush=True)
"""
_LOCKS = """
import subprocess, sys, time
from pathlib import Path
from PySide6.QtCore import QTimer
from desktop.app import Program, make_application
from desktop.app_lock import end_this_process
from desktop.storage.keys.kdf import KeyCost
folder, label, password, fresh = sys.argv[1:]
app = make_application(["wegplan"])
program = Program(app, folder=Path(folder), cost=KeyCost(64, 1, 1, least_memory_kib=64),
                  start_process=lambda: subprocess.Popen([sys.executable, "-c", fresh, folder]))
program.start()
def unlock():
    page = program._start_view.currentWidget()
    page.password.set_value(password)
    page.unlock()
def lock():
    if program._opened is None or not program._opened.desk.places.current:
        QTimer.singleShot(50, lock)
        return
    print(time.time(), flush=True)
    program.lock()
QTimer.singleShot(0, unlock); QTimer.singleShot(50, lock); app.exec()
"""


def locked(folder: Path) -> float:
    """Seconds from the wish to lock to the window of the fresh process."""
    line = [sys.executable, "-c", _LOCKS, str(folder), LABEL, PASSWORD, _FRESH]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(Path.cwd())}
    found = subprocess.run(line, check=True, capture_output=True, text=True, env=environment)
    wished, there = map(float, found.stdout.split())
    return there - wished


def test_lock_to_the_login_of_a_fresh_process(
    crowded_files: VaultFiles, tmp_path: Path, yardstick: Yardstick
) -> None:
    settings.save(settings.Settings(last_vault=str(crowded_files.database)), tmp_path)
    locked(tmp_path)
    ours, bare = median(locked(tmp_path) for _ in range(5)), median(shown(_EMPTY) for _ in range(5))
    yardstick.ratio("Sperren bis zur Anmeldung des frischen Prozesses", ours, bare, 5, "≤ 1.000 ms")
