"""Fixtures of list, case file and persons: places, drafts, a shown page, and a vault with people in it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.views.fields.pick_edit import PickEdit
from desktop.views.places import Places

Show = Callable[[QWidget], None]


@pytest.fixture
def places(work: Work) -> Places:
    """Where the pages can go."""
    return Places(work)


@pytest.fixture
def drafts(work: Work) -> Drafts:
    """What keeps unsaved input."""
    return Drafts(work, work)


@pytest.fixture
def shown(qtbot: QtBot) -> Show:
    """Show a page as large as the desk gives it, with the keyboard in its window."""

    def show(page: QWidget) -> None:
        qtbot.addWidget(page)
        page.resize(1274, 640)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)

    return show


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key to whatever has the keyboard."""
    QTest.keyClick(focused(), key, modifier)
    QApplication.processEvents()  # what was built by this key is shown then


def type_text(text: str) -> None:
    """Letters to whatever has the keyboard; ASCII only, for more is more than QTest knows."""
    QTest.keyClicks(focused(), text)


def pick(text: str) -> None:
    """Type into a field with a list and take the proposal marked."""
    line = focused()
    assert isinstance(line, PickEdit)
    type_text(text)
    QTest.keyClick(line.popup(), Qt.Key.Key_Return)
    assert line.code() is not None, f"nothing picked for {text}"
    QApplication.processEvents()


def focused() -> QWidget:
    """What has the keyboard."""
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the keyboard"
    return widget


def tab_to(name: str, most: int = 120) -> QWidget:
    """Press Tab until the part with this object name has the keyboard."""
    for _ in range(most):
        if focused().objectName() == name:
            return focused()
        press(Qt.Key.Key_Tab)
    raise AssertionError(f"Tab never reaches {name}")
