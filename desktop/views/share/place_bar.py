"""A bar over every page that stays: only reading, or somebody asks for the writing place."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from desktop.views import icons, style

Action = tuple[str, Callable[[], object]]
_MOST_ACTIONS = 3


class PlaceBar(QFrame):
    """Hidden until something is to be said; unlike a message it does not go when another page is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._slots: list[Callable[[], object]] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(style.space(6), style.space(1.5), style.space(6), style.space(1.5))
        row.setSpacing(style.space(2))
        self._icon, self._words = QLabel(), QLabel()
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._words, 1)
        self.buttons = [QPushButton() for _ in range(_MOST_ACTIONS)]
        for number, button in enumerate(self.buttons):
            button.clicked.connect(partial(self._on_clicked, number))
            button.hide()
            row.addWidget(button)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()

    def say(self, text: str, *actions: Action, icon: str = "info", tone: str = "info") -> None:
        """Show one sentence with up to three things to do; said aloud when it is a new one. `tone` is info or warn."""
        style.set_look(self, f"message-{tone}")
        icons.set_icon(self._icon, icon, "accent" if tone == "info" else "warn", 1.1)
        is_new = text != self._words.text() or self.isHidden()
        self._words.setText(text)
        self.setAccessibleName(text)
        self._slots = [slot for _, slot in actions]
        for number, button in enumerate(self.buttons):
            said = actions[number][0] if number < len(actions) else ""
            button.setText(said)
            button.setVisible(bool(said))
        self.show()
        if is_new:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def _on_clicked(self, number: int, _checked: bool = False) -> None:
        self._slots[number]()

    def text(self) -> str:
        """What the bar says; empty while it is hidden."""
        return "" if self.isHidden() else self._words.text()

    def clear(self) -> None:
        """Nothing is to be said any more."""
        self._words.setText("")
        self.hide()
