"""Collects cyclic garbage on the main thread only.

Python collects on whatever thread happens to allocate. A closed page that waits in a cycle would then be destroyed on
the storage thread, while Qt walks over all widgets on the main one: the process dies without a word.
"""

from __future__ import annotations

import gc
import linecache

from PySide6.QtCore import QObject, QTimer

import desktop.models.emit_guard  # noqa: F401  imported for its effect

_LOOK_EVERY_MS = 1000


def spare_what_is_loaded() -> None:
    """Leave what is alive now, mostly modules and classes, out of every later collection.

    Called once the desk stands; going through it again would stop the window for a tenth of a second each time.
    """
    gc.freeze()


def forget_sources() -> None:
    """Give back the text of all modules: PySide reads each on import in search of its switches, and Python keeps it.

    That were 22 MB nobody asks for; a traceback reads its few lines again.
    """
    linecache.clearcache()


class MainThreadGarbage(QObject):
    """From now until `stop`, garbage is collected by a timer of this thread, by Python's own rules for when."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Collect the oldest generation whose time has come."""
        counts, limits = gc.get_count(), gc.get_threshold()
        for generation in (2, 1, 0):
            if counts[generation] > limits[generation]:
                gc.collect(generation)
                return

    def stop(self) -> None:
        """Let Python collect by itself again."""
        self._timer.stop()
        gc.enable()
