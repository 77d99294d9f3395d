"""A bar over every page that stays: only reading, or somebody asks for the writing place."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.views import icons, style

Action = tuple[str, Callable[[], object]]
_MOST_ACTIONS = 3
_LARGE = 125  # percent


class PlaceBar(QWidget):
    """Hidden until something is to be said; unlike a message it does not go when another page is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._slots: list[Callable[[], object]] = []
        self._icon, self._words = QLabel(), QLabel()
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self.buttons = [QPushButton() for _ in range(_MOST_ACTIONS)]
        self._build()
        self._fit()
        style.notifier().changed.connect(self._fit)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.hide()

    def _build(self) -> None:
        sentence, actions = QHBoxLayout(), QHBoxLayout()
        sentence.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        sentence.addWidget(self._words, 1)
        for number, button in enumerate(self.buttons):
            button.clicked.connect(partial(self._on_clicked, number))
            button.hide()
            actions.addWidget(button)
        actions.addStretch(1)
        self._frame = QFrame()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(style.space(6), style.space(2), style.space(6), 0)
        outer.addWidget(self._frame)
        self._rows = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._frame)
        self._rows.addLayout(sentence, 1)
        self._rows.addLayout(actions)
        for layout in (sentence, actions, self._rows):
            layout.setSpacing(style.space(2))

    def _fit(self) -> None:
        """Large text leaves no room for sentence and buttons side by side."""
        large = style.text_scale() > _LARGE
        self._rows.setDirection(QBoxLayout.Direction.TopToBottom if large else QBoxLayout.Direction.LeftToRight)
        self._rows.setContentsMargins(style.space(3), style.space(1.5), style.space(3), style.space(1.5))

    def say(self, text: str, *actions: Action, icon: str = "info", tone: str = "info") -> None:
        """Show one sentence with up to three things to do; said aloud when it is a new one. `tone` is info or warn."""
        style.set_look(self._frame, f"message-{tone}")
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
