"""Buttons side by side that keep their sign alone where the text is large; the words stay as tooltip and name."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from desktop.views import icons, style
from desktop.views.commands import keys_as_said
from desktop.views.components.flow_layout import FlowLayout

_LARGE_TEXT = 140  # percent


class ToolRow(QWidget):
    """Shortcuts work anywhere in `scope`."""

    def __init__(self, scope: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scope = scope
        self._flow = FlowLayout(self, gap=2)
        self._words: dict[QPushButton, str] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        style.notifier().changed.connect(self._fit)

    def add(
        self, icon: str, words: str, run: Callable[[], object], keys: str = "", *, primary: bool = False
    ) -> QPushButton:
        """One more button at the right; the primary one keeps its words."""
        button = QPushButton(words)
        style.set_look(button, "primary" if primary else "")
        icons.set_icon(button, icon, "on_accent" if primary else "accent")
        button.setAccessibleName(words)
        button.setToolTip(f"{words} ({keys_as_said(keys)})" if keys else words)
        button.clicked.connect(lambda: run())
        if not primary:
            self._words[button] = words
        if keys:
            self._add_keys(keys, button)
        self._flow.addWidget(button)
        self._fit()
        return button

    def _add_keys(self, keys: str, button: QPushButton) -> None:
        shortcut = QShortcut(QKeySequence(keys), self._scope)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(button.click)

    def _fit(self) -> None:
        for button, words in self._words.items():
            button.setText("" if style.text_scale() > _LARGE_TEXT else words)
        self._flow.invalidate()
