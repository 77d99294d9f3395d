"""Keeps Python 3.11 alive under PySide 6.12: imported for its effect, before Qt is used.

WORKAROUND (PySide 6.12.0, found by counting): its calls hand out None, True and False as Python 3.12 allows it, without
taking a reference: `Signal.emit()` costs one of True, a setter one of None. Python before 3.12 counts these references
and aborts the process when none is left, after some hundred signals or some ten thousand calls. So these values get
more references than any working day can use up. From Python 3.12 on they are immortal and nothing is done.
"""

from __future__ import annotations

import ctypes
import sys

_PLENTY = 2**40
_ONLY_ONES = (None, True, False, NotImplemented, Ellipsis)

if sys.version_info < (3, 12):
    for only_one in _ONLY_ONES:
        ctypes.c_ssize_t.from_address(id(only_one)).value += _PLENTY
