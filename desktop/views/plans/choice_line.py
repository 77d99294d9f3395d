"""A box or ring with a sentence that wraps beside it, and a muted line below that says what it brings along."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QHBoxLayout, QLabel, QRadioButton, QVBoxLayout, QWidget

from desktop.views import style


class ChoiceLine(QWidget):
    """`button` is a QRadioButton for `one_of_many`, a QCheckBox otherwise; a click on the words presses it."""

    def __init__(self, words: str, muted: str = "", *, one_of_many: bool = False) -> None:
        super().__init__()
        self.button: QAbstractButton = QRadioButton() if one_of_many else QCheckBox()
        self.button.setAccessibleName(words)
        self.button.setAccessibleDescription(muted)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.space(1))
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        self.column = QVBoxLayout()
        self.column.setSpacing(0)
        self.column.setContentsMargins(0, style.space(0.5), 0, 0)
        self.column.addWidget(_words(words))
        if muted:
            self.column.addWidget(_words(muted, "muted"))
        row.addLayout(self.column, 1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.button.setFocus(Qt.FocusReason.MouseFocusReason)
            self.button.click()


def _words(text: str, look: str = "") -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    if look:
        style.set_look(label, look)
    return label
