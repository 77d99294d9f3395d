"""A list and what belongs to its chosen row, side by side; with large text one is behind the other."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.views import style

_ONE_BEHIND_THE_OTHER = 150
"""Percent of text from which both have no room beside each other."""


class TwoSides(QWidget):
    """`left` comes first; `go_inside` leads to `right`, Esc there leads back.

    *Signals:* fitted() whenever `behind` may be another; listed() after going back: the list takes the keyboard.
    """

    fitted = Signal()
    listed = Signal()

    def __init__(self, left: QWidget, right: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._left, self._right, self._inside = left, right, False
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        for side in (left, right):
            self._row.addWidget(side, 1)
        out = QShortcut(QKeySequence("Escape"), right)
        out.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        out.activated.connect(self.go_back)
        style.notifier().changed.connect(self._fit)
        self._fit()

    @property
    def behind(self) -> bool:
        """Whether one side is behind the other, so that there must be a way back."""
        return style.text_scale() >= _ONE_BEHIND_THE_OTHER

    @property
    def inside(self) -> bool:
        """Whether somebody went to the right side."""
        return self._inside

    def go_inside(self) -> None:
        """To the right side, which is to take the keyboard."""
        self._inside = True
        self._fit()

    def go_back(self) -> None:
        """To the list."""
        self._inside = False
        self._fit()
        self.listed.emit()

    def _fit(self) -> None:
        self._row.setSpacing(style.space(6))
        self._left.setVisible(not self.behind or not self._inside)
        self._right.setVisible(not self.behind or self._inside)
        self.fitted.emit()
