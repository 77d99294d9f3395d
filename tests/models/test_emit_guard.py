"""The program outlives many thousand signals on every supported Python."""

from __future__ import annotations

import subprocess
import sys

_MANY_SIGNALS = """
import desktop.models.emit_guard
from PySide6.QtCore import QObject
sender = QObject()
for _ in range(20_000):
    sender.objectNameChanged.emit("x")
print("alive")
"""


def test_many_signals_do_not_end_the_process() -> None:
    done = subprocess.run([sys.executable, "-c", _MANY_SIGNALS], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "alive"), done.stderr
