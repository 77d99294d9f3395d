"""Start and memory of the window, each in a process of its own, against an empty PySide6 window."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

import pytest

from desktop.storage.files import VaultFiles
from tests.bench.conftest import LABEL, PASSWORD
from tests.bench.yardstick import Yardstick

pytestmark = pytest.mark.bench

_EMPTY = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication(sys.argv); window = QWidget(); window.resize(1366, 768); window.show()
import time
QTimer.singleShot(0, app.quit); app.exec(); print(time.time(), flush=True)
"""
_UNLOCK = """
import sys
import time
from pathlib import Path
from PySide6.QtCore import QTimer
from desktop import settings
from desktop.app import Program, make_application
folder, vault = map(Path, sys.argv[1:3])
settings.save(settings.Settings(last_vault=str(vault)), folder)
app = make_application(sys.argv[:1]); program = Program(app, folder=folder); program.start()
import time
QTimer.singleShot(0, app.quit); app.exec(); print(time.time(), flush=True)
"""
_RESIDENT = """
def resident():
    with open('/proc/self/status', encoding='ascii') as status:
        return next(int(line.split()[1]) for line in status if line.startswith('VmRSS')) * 1024
"""
_LIST = """
import sys
import time
from pathlib import Path
from desktop.app import make_application
from desktop.app_desk import build_desk
from desktop.app_doors import make_tools, _with_user
from desktop.settings import Settings
from desktop.storage.files import VaultFiles
from desktop.storage.keys.kdf import KeyCost
from desktop.storage.vault import unlock
app = make_application(sys.argv[:1])
vault = unlock(VaultFiles(Path(sys.argv[2])), sys.argv[3], sys.argv[4], cost=KeyCost(64, 1, 1, least_memory_kib=64))
opened = _with_user(vault)
opened.open_desk(make_tools(opened, lambda: Settings(), lambda _: None), {})
desk = opened.desk
desk.resize(1366, 768); desk.show(); desk.places.go("cases")
from PySide6.QtCore import QTimer
QTimer.singleShot(2000, app.quit); app.exec()
import json; print(json.dumps(resident())); opened.close()
"""
_BARE = "app.processEvents(); import json; print(json.dumps(resident()))"


def run(code: str, *arguments: str) -> str:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # the installed program has its bytecode too
    found = subprocess.run(
        [sys.executable, "-c", code, *arguments], check=True, capture_output=True, text=True, env=environment,
        cwd=Path(__file__).resolve().parents[2],
    )
    return found.stdout.strip()


def shown(code: str, *arguments: str) -> float:
    """Seconds from starting the process to its window on the screen."""
    start = time.time()
    return float(run(code, *arguments)) - start


def test_start_to_the_unlock_page(crowded_files: VaultFiles, tmp_path: Path, yardstick: Yardstick) -> None:
    folder, vault = str(tmp_path), str(crowded_files.database)
    run(_UNLOCK, folder, vault)
    pairs = [(shown(_UNLOCK, folder, vault), shown(_EMPTY)) for _ in range(9)]  # in turn: what else runs slows both
    ours, bare = map(median, zip(*pairs, strict=True))
    yardstick.ratio("Start bis zur Anmeldung", ours, bare, 2.5)


def test_memory_with_5000_people(crowded_files: VaultFiles, tmp_path: Path, yardstick: Yardstick) -> None:
    if not Path("/proc/self/status").exists():
        yardstick.note("Speicher mit offener Liste, 5.000 Personen", "nur unter Linux gemessen", "", "≤ +120 MB")
        return
    listed = _RESIDENT + _LIST, str(tmp_path), str(crowded_files.database), LABEL, PASSWORD
    run(*listed)  # the first one after a change of the schema or the program compiles
    ours = json.loads(run(*listed))
    bare = json.loads(run(_RESIDENT + _EMPTY.partition("import time")[0] + _BARE))
    more = (ours - bare) / 2**20
    yardstick.note("Speicher mit offener Liste, 5.000 Personen", f"{ours / 2**20:.0f} MB", f"{bare / 2**20:.0f} MB",
                   f"+{more:.0f} MB, Ziel ≤ +120 MB")
    assert ours <= bare + 120 * 2**20
