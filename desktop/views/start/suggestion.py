"""„Vorschlag: sechs Wörter“: a passphrase drawn by chance, put into the password field and shown to be written down."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.views import style
from desktop.views.start.password_field import PasswordField
from desktop.views.start.start_page import button, words


class Suggestion(QWidget):
    """Stands below the `field` it fills. What it shows is gone when the page is left."""

    def __init__(self, make: Callable[[], str], field: PasswordField, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._make, self._field = make, field
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.space(1))
        self.offer = button(self.tr("Vorschlag: sechs Wörter"), "wand-sparkles", "link")
        self.offer.clicked.connect(self.suggest)
        self.shown, self._hint = words("", "section"), words(self.tr("Bitte jetzt abschreiben."), "muted")
        self.shown.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)  # PRIVACY: not for the clipboard
        column.addWidget(self.offer, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.shown)
        column.addWidget(self._hint)
        self._show("")
        field.changed.connect(self._on_typed)

    def suggest(self) -> None:
        """Draw six words; a second click draws others."""
        phrase = self._make()
        self._field.set_value(phrase)
        self._field.changed.emit()
        self._show(phrase)

    def _show(self, phrase: str) -> None:
        self.shown.setText(phrase)
        self.shown.setVisible(bool(phrase))
        self._hint.setVisible(bool(phrase))

    def _on_typed(self) -> None:
        if self._field.value() != self.shown.text():
            self._show("")

    def hideEvent(self, event: QHideEvent) -> None:
        if not event.spontaneous():
            self.shown.clear()
        super().hideEvent(event)
