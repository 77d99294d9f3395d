"""What an empty list or page says: one sentence and the action that fills it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.views import icons, style


class EmptyState(QWidget):
    """*Signals:* triggered() by the action's button."""

    triggered = Signal()

    def __init__(
        self, sentence: str, action: str = "", icon: str = "folder-open", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setSpacing(style.space(3))
        self._picture, self._sentence, self._button = QLabel(), QLabel(), QPushButton()
        self._sentence.setWordWrap(True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        style.set_look(self._sentence, "muted")
        self._button.clicked.connect(self.triggered)
        column.addStretch()
        column.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._sentence)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch()
        self.set_state(sentence, action, icon)

    def set_state(self, sentence: str, action: str = "", icon: str = "folder-open") -> None:
        """Another sentence; without `action` there is no button."""
        icons.set_icon(self._picture, icon, "muted", 2)
        self._sentence.setText(sentence)
        self._button.setText(action)
        self._button.setVisible(bool(action))
