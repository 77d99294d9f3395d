"""A clerk at the real window: finds things by what is written on them, clicks and types, and waits for what appears."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from desktop.views.fields.pick_edit import PickEdit

T = TypeVar("T", bound=QWidget)
_ROUNDS = 12


class Strangers(QObject):
    """Notes every widget that shows as a window of its own: a part shown before it had its place takes the keyboard."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            popup = watched.windowType() in (Qt.WindowType.Popup, Qt.WindowType.ToolTip)
            if not popup and not isinstance(watched, QMainWindow):
                self.seen.append(type(watched).__name__)
        return False


class Clerk:
    """Works in `window`; every step's picture goes to `pictures`, so that somebody can look at them."""

    def __init__(self, window: QWidget, qtbot: QtBot, pictures: Path) -> None:
        self._window, self._qtbot, self._pictures = window, qtbot, pictures
        pictures.mkdir(parents=True, exist_ok=True)

    def click(self, words: str) -> None:
        """Click the button with these words (or beginning with them) once it can be clicked."""
        self._qtbot.waitUntil(lambda: self._button(words) is not None, timeout=20_000)
        button = self._button(words)
        assert button is not None
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        QApplication.processEvents()

    def wait(self, until: Callable[[], bool]) -> None:
        """Until something is so that takes its time."""
        self._qtbot.waitUntil(until, timeout=20_000)

    def click_on(self, widget: QWidget, spot: QPoint | None = None) -> None:
        assert widget.isVisible()
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=spot or widget.rect().center())
        QApplication.processEvents()

    def write(self, key: str, text: str) -> None:
        """Replace what stands in the line with this key."""
        self.write_into(self.find(QLineEdit, key), text)

    def write_into(self, line: QLineEdit, text: str) -> None:
        """Replace what stands in a line by typing; letters beyond ASCII come as pasted text."""
        line.setFocus()
        line.selectAll()
        if text.isascii():
            QTest.keyClicks(line, text)
        else:
            line.insert(text)
        QApplication.processEvents()

    def type_in(self, text: str) -> int:
        """Type plain letters into whatever has the keyboard; how many keys that took."""
        assert text.isascii(), "letters beyond ASCII need a keyboard layout; see write_into"
        for letter in text:
            target = QApplication.focusWidget()
            assert target is not None
            QTest.keyClicks(target, letter)
        QApplication.processEvents()
        return len(text)

    def choose(self, key: str, text: str) -> None:
        """Pick out of a list by typing: the first that fits."""
        line = self.find(PickEdit, key)
        self.write_into(line, text)
        QTest.keyClick(line.popup(), Qt.Key.Key_Return)
        QApplication.processEvents()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key to whatever has the keyboard."""
        target = QApplication.focusWidget()
        assert target is not None
        QTest.keyClick(target, key, modifier)
        QApplication.processEvents()

    def find(self, kind: type[T], key: str = "") -> T:
        """The visible widget of this kind, with this object name if given; waits for it."""
        self._qtbot.waitUntil(lambda: bool(self._found(kind, key)), timeout=20_000)
        return self._found(kind, key)[0]

    def reads(self, words: str) -> None:
        """Wait until these words stand somewhere on the screen."""
        self._qtbot.waitUntil(lambda: self.sees(words), timeout=20_000)

    def sees(self, words: str) -> bool:
        """Whether these words stand somewhere on the screen now."""
        return any(words in label.text() for label in self._found(QLabel))

    def picture(self, name: str) -> None:
        """Keep what the screen shows once it has come to rest: parts that came just now get their size step by step."""
        for _ in range(_ROUNDS):
            QTest.qWait(1)
        self._window.grab().save(str(self._pictures / f"{name}.png"))

    def _found(self, kind: type[T], key: str = "") -> list[T]:
        found = self._window.findChildren(kind, key) if key else self._window.findChildren(kind)
        return [widget for widget in found if widget.isVisible()]

    def _button(self, words: str) -> QAbstractButton | None:
        buttons = [button for button in self._found(QAbstractButton) if button.isEnabled()]
        exact = [button for button in buttons if button.text() == words]
        return next(iter(exact or [button for button in buttons if button.text().startswith(words)]), None)
