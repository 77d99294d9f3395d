"""What tests of screens may count on: the program's style, and no widget of an earlier test still alive."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from desktop.views.style import Theme, apply_style


def bury() -> None:
    """Delete what waits for `deleteLater`: tests run outside an event loop, where Qt keeps such objects for ever."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    """Light colours and 100 % text, whatever the test before chose."""
    bury()
    apply_style(qapp, Theme.LIGHT, 100)
    yield
    bury()
