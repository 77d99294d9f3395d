"""The way from „Verwaltung“ to the translations of the sheets."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.views.components.card import Card
from desktop.views.start.start_page import button, words


class WordingCard(Card):
    """*Signals:* `wanted` to see the texts."""

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Übersetzungen der Blätter"), "languages", parent)
        self.body.addWidget(
            words(self.tr("Die festen Texte sind maschinell übersetzt. Was niemand geprüft hat, trägt einen Hinweis."))
        )
        self.open_button = button(self.tr("Übersetzungen prüfen"), "badge-check")
        self.open_button.clicked.connect(self.wanted)
        self.body.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignLeft)
