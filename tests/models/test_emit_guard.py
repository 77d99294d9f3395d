"""The program outlives any number of signals and Qt calls on every supported Python."""

from __future__ import annotations

import subprocess
import sys

import pytest

_MANY_CALLS = """
import desktop.models.emit_guard
from PySide6.QtCore import QObject
from PySide6.QtGui import QFont
sender, font = QObject(), QFont()
for _ in range(60_000):
    {call}
print("alive")
"""


@pytest.mark.parametrize("call", ["sender.objectNameChanged.emit('x')", "font.setBold(True)", "font == 5"])
def test_many_calls_do_not_end_the_process(call: str) -> None:
    program = _MANY_CALLS.format(call=call)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "alive"), done.stderr
