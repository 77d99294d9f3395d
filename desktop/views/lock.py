"""When to lock: the user wants it, nobody types for a while, or Windows locks its screen or goes to sleep."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

import desktop.models.emit_guard  # noqa: F401  imported for its effect

_LOOK_EVERY_MS = 5000
_SIGNS_OF_LIFE = frozenset((QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel,
                            QEvent.Type.MouseMove, QEvent.Type.TouchBegin, QEvent.Type.TabletPress))

# Windows messages (winuser.h, wtsapi32.h)
WM_POWERBROADCAST, PBT_APMSUSPEND = 0x0218, 0x0004
WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK, WTS_CONSOLE_DISCONNECT, WTS_REMOTE_DISCONNECT = 0x02B1, 0x7, 0x2, 0x4


def means_lock(message: int, w_param: int) -> bool:
    """Whether a Windows message says that the session is being locked, left or put to sleep."""
    if message == WM_POWERBROADCAST:
        return w_param == PBT_APMSUSPEND
    return message == WM_WTSSESSION_CHANGE and w_param in (
        WTS_SESSION_LOCK, WTS_CONSOLE_DISCONNECT, WTS_REMOTE_DISCONNECT,
    )


class LockGuard(QObject):
    """Watches for reasons to lock.

    *Signals:* `lock_wanted` once; what locking means is decided where the program is put together.
    """

    lock_wanted = Signal()

    def __init__(
        self, minutes: int, clock: Callable[[], float] = time.monotonic, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._clock, self._minutes, self._asked = clock, minutes, False
        self._last_sign = clock()
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._session = SessionWatch(self.want)

    def start(self, window: QWindow) -> None:
        """Begin to watch keys and mouse in `window` and, on Windows, its session.

        Not the whole program: a filter in Python would then see every event of every widget, which costs time.
        """
        self._watch(window)
        gui().focusWindowChanged.connect(self._watch)  # boxes and choosers are windows of their own
        self._last_sign = self._clock()
        self._session.start(int(window.winId()))
        self._timer.start()

    def stop(self) -> None:
        """Watch no longer."""
        if self._timer.isActive():
            gui().focusWindowChanged.disconnect(self._watch)
        self._timer.stop()
        self._session.stop()

    def set_minutes(self, minutes: int) -> None:
        """Lock after so many minutes without a key or the mouse."""
        self._minutes = minutes

    def look(self) -> None:
        """Ask to lock when nobody has been there for too long."""
        if self._clock() - self._last_sign >= self._minutes * 60:
            self.want()

    def want(self) -> None:
        """Ask to lock, once."""
        if not self._asked:
            self._asked = True
            self.lock_wanted.emit()

    def again(self) -> None:
        """Locking was refused (a draft could not be kept): be ready to ask again."""
        self._asked = False
        self._last_sign = self._clock()

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)  # watching twice is watching once

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _SIGNS_OF_LIFE:
            self._last_sign = self._clock()
        return False


class SessionWatch(QAbstractNativeEventFilter):
    """Listens to Windows; does nothing elsewhere."""

    def __init__(self, locked: Callable[[], object]) -> None:
        super().__init__()
        self._locked = locked
        self._window_id = 0

    def start(self, window_id: int) -> None:
        """Ask Windows to tell this window about its session."""
        if sys.platform == "win32":
            import ctypes  # noqa: PLC0415  Windows only

            self._window_id = window_id
            gui().installNativeEventFilter(self)
            ctypes.windll.wtsapi32.WTSRegisterSessionNotification(ctypes.c_void_p(window_id), 0)

    def stop(self) -> None:
        """Stop listening."""
        if sys.platform == "win32" and self._window_id:
            import ctypes  # noqa: PLC0415  Windows only

            gui().removeNativeEventFilter(self)
            ctypes.windll.wtsapi32.WTSUnRegisterSessionNotification(ctypes.c_void_p(self._window_id))

    def nativeEventFilter(
        self, eventType: QByteArray | bytes | bytearray | memoryview, message: int  # noqa: N803  Qt's name
    ) -> object:
        if QByteArray(eventType).data() == b"windows_generic_MSG":
            from ctypes import wintypes  # noqa: PLC0415  wanted on Windows only, but known everywhere

            native = wintypes.MSG.from_address(int(message))
            if means_lock(native.message, native.wParam):
                self._locked()
        return False, 0


def gui() -> QGuiApplication:
    """The application that is running."""
    app = QGuiApplication.instance()
    if not isinstance(app, QGuiApplication):
        raise RuntimeError("no application")
    return app
