"""A card: white ground, thin line, round corners; groups what belongs together."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop.views import icons, style


class Card(QFrame):
    """Put content into `body` (vertical). It takes the height it is given: end a page of cards with a stretch.
    With a title there is a head line; `add_action` puts widgets at its right."""

    def __init__(self, title: str = "", icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        style.set_look(self, "card")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._outer = QVBoxLayout(self)
        self._head = QHBoxLayout()
        self._icon, self._title = QLabel(), QLabel()
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setWordWrap(True)
        style.set_look(self._title, "section")
        self._head.addWidget(self._icon)
        self._head.addWidget(self._title, 1)
        self._outer.addLayout(self._head)
        self.body = QVBoxLayout()
        self._outer.addLayout(self.body)
        self.set_title(title, icon)
        self._fit()
        style.notifier().changed.connect(self._fit)

    def set_title(self, title: str, icon: str = "") -> None:
        """Another head line; both empty hides it."""
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self._icon.setVisible(bool(icon))
        if icon:
            icons.set_icon(self._icon, icon, "accent", 1.2)
        self.setAccessibleName(title)

    def add_action(self, widget: QWidget) -> None:
        """Put a button or chip at the right of the head line."""
        self._head.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def _fit(self) -> None:
        self._outer.setContentsMargins(style.space(4), style.space(3), style.space(4), style.space(3))
        self._outer.setSpacing(style.space(2))
        self._head.setSpacing(style.space(2))
        self.body.setSpacing(style.space(2))
