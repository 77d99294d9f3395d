"""The way from „Verwaltung“ to the people who may open the vault, and to its keys."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.views.components.card import Card
from desktop.views.start.start_page import button, words


class UsersCard(Card):
    """*Signals:* `wanted` to see who has a way in."""

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Zugänge und Schlüssel"), "users", parent)
        self.body.addWidget(
            words(self.tr("Wer den Tresor öffnen darf; Startkennwörter, Wiederherstellungsblatt, anderer Schlüssel."))
        )
        self.open_button = button(self.tr("Zugänge verwalten"), "key-square")
        self.open_button.clicked.connect(self.wanted)
        self.body.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignLeft)
