"""When the program locks: inactivity, Windows' own lock and sleep; once, and never while somebody types."""

from __future__ import annotations

import ctypes
from ctypes import wintypes

import pytest
from PySide6.QtCore import QByteArray, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop.views.lock import (
    PBT_APMSUSPEND,
    WM_POWERBROADCAST,
    WM_WTSSESSION_CHANGE,
    WTS_CONSOLE_DISCONNECT,
    WTS_REMOTE_DISCONNECT,
    WTS_SESSION_LOCK,
    LockGuard,
    SessionWatch,
    means_lock,
)


class Watch:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def guard(qapp: object, watch: Watch) -> LockGuard:
    return LockGuard(10, watch)


def test_it_locks_after_the_chosen_minutes_and_not_before(guard: LockGuard, watch: Watch) -> None:
    locked: list[bool] = []
    guard.lock_wanted.connect(lambda: locked.append(True))
    watch.seconds = 599
    guard.look()
    assert locked == []
    watch.seconds = 600
    guard.look()
    guard.look()
    assert locked == [True]


def test_the_minutes_can_be_changed_while_it_watches(guard: LockGuard, watch: Watch, qtbot: QtBot) -> None:
    guard.set_minutes(5)
    watch.seconds = 300
    with qtbot.waitSignal(guard.lock_wanted):
        guard.look()


def test_a_key_or_a_click_in_the_window_starts_the_time_again(guard: LockGuard, watch: Watch, qtbot: QtBot) -> None:
    locked: list[bool] = []
    guard.lock_wanted.connect(lambda: locked.append(True))
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    guard.start(window.windowHandle())
    watch.seconds = 599
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton)
    watch.seconds = 1198
    guard.look()
    guard.stop()
    assert locked == []
    watch.seconds = 1199
    guard.look()
    assert locked == [True]


def test_a_refused_lock_can_be_asked_for_again(guard: LockGuard, watch: Watch) -> None:
    locked: list[bool] = []
    guard.lock_wanted.connect(lambda: locked.append(True))
    guard.want()
    guard.again()
    guard.want()
    assert locked == [True, True]


@pytest.mark.parametrize(("message", "word", "locks"), [
    (WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK, True),
    (WM_WTSSESSION_CHANGE, WTS_CONSOLE_DISCONNECT, True),
    (WM_WTSSESSION_CHANGE, 0x8, False),  # unlocked again
    (WM_POWERBROADCAST, PBT_APMSUSPEND, True),
    (WM_POWERBROADCAST, 0x12, False),  # woken up
    (0x0100, WTS_SESSION_LOCK, False),  # a key
])  # fmt: skip
def test_windows_messages_that_mean_locking(message: int, word: int, locks: bool) -> None:
    assert means_lock(message, word) is locks


@pytest.mark.parametrize(("message", "word", "times"), [
    (WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK, 1), (WM_WTSSESSION_CHANGE, WTS_CONSOLE_DISCONNECT, 1),
    (WM_WTSSESSION_CHANGE, WTS_REMOTE_DISCONNECT, 1), (WM_POWERBROADCAST, PBT_APMSUSPEND, 1),
    (WM_POWERBROADCAST, 0x7, 0),
])  # fmt: skip
def test_a_native_event_of_windows_locks(message: int, word: int, times: int) -> None:
    """The very structure Windows hands over, as Qt passes it on."""
    locked: list[bool] = []
    native = wintypes.MSG(message=message, wParam=word)
    watch = SessionWatch(lambda: locked.append(True))
    answer = watch.nativeEventFilter(QByteArray(b"windows_generic_MSG"), ctypes.addressof(native))
    assert answer == (False, 0)  # others want to hear of it too
    assert len(locked) == times
    watch.nativeEventFilter(QByteArray(b"xcb_generic_event_t"), 0)
    assert len(locked) == times


def test_typing_in_a_box_is_a_sign_of_life_too(guard: LockGuard, watch: Watch, qtbot: QtBot) -> None:
    locked: list[bool] = []
    guard.lock_wanted.connect(lambda: locked.append(True))
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    guard.start(window.windowHandle())
    box = QDialog(window)
    box.open()
    box.activateWindow()
    qtbot.waitUntil(box.isActiveWindow)
    watch.seconds = 599
    QTest.keyClick(box.windowHandle(), Qt.Key.Key_A)
    watch.seconds = 700
    guard.look()
    guard.stop()
    assert locked == []
