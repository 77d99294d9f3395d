"""The way from „Verwaltung“ to a page behind it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.views.components.card import Card
from desktop.views.start.start_page import button, words


class DoorCard(Card):
    """What the page is for, and the button `open_words` that leads to it. *Signals:* wanted()."""

    wanted = Signal()

    def __init__(
        self, title: str, icon: str, about: str, open_words: str, open_icon: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(title, icon, parent)
        self.body.addWidget(words(about))
        self.open_button = button(open_words, open_icon)
        self.open_button.clicked.connect(self.wanted)
        self.body.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignLeft)
