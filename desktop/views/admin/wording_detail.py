"""The marked text in full: German at the left, the translation beside it in its own direction."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from desktop.models.wording_table import WordingRow, WordingState, is_rtl
from desktop.views import style
from desktop.views.components.card import Card

_LINES = 3


class WordingDetail(Card):
    """Words can be selected and copied, to send them to somebody who reads the language."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.german, self.translation = QLabel(), QLabel()
        row = QHBoxLayout()
        row.setSpacing(style.space(8))
        for label in (self.german, self.translation):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            row.addWidget(label, 1)
        self.body.addLayout(row)
        self._fit_lines()
        style.notifier().changed.connect(self._fit_lines)

    def show_row(self, row: WordingRow, language: str) -> None:
        """Show a text of that language."""
        said = {
            WordingState.MISSING: self.tr("Noch nicht übersetzt; auf dem Blatt steht der deutsche Text."),
            WordingState.STALE: self.tr("%1 (gilt für einen früheren deutschen Text)").replace("%1", row.translation),
        }.get(row.state, row.translation)
        right = is_rtl(language) and row.state is not WordingState.MISSING
        self.german.setText(row.german)
        self.translation.setText(said)
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        self.german.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.translation.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignTop)

    def _fit_lines(self) -> None:
        """As high for a short text as for a long one, so that the list does not jump."""
        for label in (self.german, self.translation):
            label.setMinimumHeight(round(style.line_height() * _LINES))
