"""Text inside a card that looks like plain words until it is used, and wraps instead of being cut."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.views import style
from desktop.views.fields.note_field import GrowingEdit

_QUIET = """
    QPlainTextEdit { min-height: 0; }
    QPlainTextEdit:!focus:!hover[look=''] { border-color: transparent; background: transparent; }
"""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MOST_LINES = 12


class WrappedText(GrowingEdit):
    """One sentence. Leaving or Enter commits, Esc puts the old text back. `quoted` shows it in „…“ while it is not
    edited; `waiting` keeps the frame as long as it is empty.

    *Signals:* committed(str) when the text became another; entered() after Enter; escaped() after Esc; typed() on each
    change by the user.
    """

    committed = Signal(str)
    entered = Signal()
    escaped = Signal()
    typed = Signal()

    def __init__(
        self, name: str, hint: str = "", *, longest: int = 300, quoted: bool = False, role: style.FontRole = "body",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(1, _MOST_LINES, parent)
        self._kept, self._longest, self._quoted, self._role = "", longest, quoted, role
        self._struck = False
        self._editing, self._showing = False, False
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        style.set_look(self, "")
        self._dress()
        self.textChanged.connect(self._on_text_changed)
        style.notifier().changed.connect(self._dress)

    def value(self) -> str:
        """The committed text."""
        return self._kept

    def typed_text(self) -> str:
        """What stands there now, committed or not."""
        return " ".join(self.toPlainText().split()) if self._editing else self._kept

    def set_value(self, text: str) -> None:
        """Show a stored text without saying so; what is being typed stays."""
        untouched = self.typed_text() == self._kept
        self._kept = text
        if untouched:
            self._show_text()

    def set_typed(self, text: str) -> None:
        """Put back what was typed and never committed."""
        self._kept = text
        self._show_text()

    def set_struck(self, struck: bool) -> None:
        """Draw the words struck out, or not."""
        if struck != self._struck:
            self._struck = struck
            self._dress()

    def fit_to_words(self) -> None:
        """As wide as the text, so that what follows stands beside it."""
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def commit(self) -> None:
        """Take over what is typed."""
        text = self.typed_text()
        if text != self._kept:
            self._kept = text
            self.committed.emit(text)

    def _show_text(self) -> None:
        shown = f"„{self._kept}“" if self._quoted and self._kept and not self._editing else self._kept
        if shown != self.toPlainText():
            self._showing = True
            self.setPlainText(shown)
            self._showing = False

    def _dress(self) -> None:
        self.setStyleSheet(f"{_QUIET} QPlainTextEdit {{ padding: {style.space(1)}px {style.space(2)}px; }}")
        font = style.font(self._role)
        font.setStrikeOut(self._struck)
        self.setFont(font)
        self._grow()
        self.updateGeometry()

    def _grow(self) -> None:
        """As high as a one-line input, and a line more for each further line of text."""
        line = QFontMetrics(self.font()).lineSpacing()
        lines = max(1, min(_MOST_LINES, round(self.document().size().height())))
        height = lines * line + 2 * style.space(1) + 2
        if height != self.minimumHeight() or height != self.maximumHeight():
            self.setFixedHeight(height)

    def _on_text_changed(self) -> None:
        if self._showing:
            self.updateGeometry()
            return
        if len(self.toPlainText()) > self._longest:
            self._showing = True
            self.textCursor().deletePreviousChar()
            self._showing = False
        self.updateGeometry()
        self.typed.emit()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        words = max(metrics.horizontalAdvance(self.toPlainText() or self.placeholderText()), style.text_width(12))
        return QSize(words + 2 * style.space(2) + style.space(2), self.minimumHeight())

    def minimumSizeHint(self) -> QSize:
        return QSize(style.text_width(12), self.minimumHeight())

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Pasted line breaks become blanks, and nothing grows beyond the longest text."""
        room = self._longest - len(self.toPlainText()) + len(self.textCursor().selectedText())
        self.textCursor().insertText(" ".join(source.text().replace("\x00", "").split())[:max(0, room)])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.commit()
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape and self.typed_text() != self._kept:
            self._show_text()
            self.escaped.emit()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if not self._editing:
            self._editing = True
            self._show_text()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is Qt.FocusReason.PopupFocusReason:
            return
        self.commit()
        self._editing = False
        self._show_text()
