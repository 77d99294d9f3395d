"""Keeps Python 3.11 alive under PySide 6.12: imported for its effect, before the first signal is emitted.

WORKAROUND (PySide 6.12.0, found by counting): each `Signal.emit()` gives back a reference to True it never took. Python
before 3.12 counts references to True and aborts the process when none is left, after some hundred signals. So True
gets more references than any working day can use up. From Python 3.12 on True is immortal and nothing is done.
"""

from __future__ import annotations

import ctypes
import sys

_PLENTY = 2**40

if sys.version_info < (3, 12):
    ctypes.c_ssize_t.from_address(id(True)).value += _PLENTY
