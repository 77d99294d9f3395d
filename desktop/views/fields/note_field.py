"""Free text of several lines."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from desktop.views import style
from desktop.views.fields.form_row import FormRow

LONGEST = 20_000


class NoteField(FormRow[str]):
    """Text with line breaks. Tab moves on, Enter breaks the line; the field grows with the text up to `most_lines`."""

    def __init__(
        self,
        key: str,
        label: str,
        *,
        lines: int = 2,
        most_lines: int = 12,
        longest: int = LONGEST,
        help_text: str = "",
        mandatory: bool = False,
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(key, label, help_text=help_text, mandatory=mandatory, parent=parent)
        self._longest, self._quiet = longest, False
        self._edit = GrowingEdit(lines, most_lines)
        self._edit.setPlaceholderText(placeholder)
        self._edit.textChanged.connect(self._on_text_changed)
        self._edit.left.connect(self._on_left)
        self._place(self._edit)

    def value(self) -> str | None:
        return self._edit.toPlainText().replace("\x00", "").strip() or None

    def problem(self) -> str | None:
        length = len(self.value() or "")
        if length <= self._longest:
            return None
        sentence = self.tr("Das ist zu lang: Bitte auf %1 Zeichen kürzen (jetzt %2).")
        return sentence.replace("%1", str(self._longest)).replace("%2", str(length))

    def _show_value(self, value: str | None) -> None:
        self._quiet = True
        self._edit.setPlainText(value or "")
        self._quiet = False

    def _apply_read_only(self, read_only: bool) -> None:
        self._edit.setReadOnly(read_only)

    def _on_text_changed(self) -> None:
        if not self._quiet:
            self._on_edited()


class GrowingEdit(QPlainTextEdit):
    """A plain text edit as high as its text, between two numbers of lines. *Signals:* left() when focus goes."""

    left = Signal()

    def __init__(self, lines: int, most_lines: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines, self._most_lines = lines, most_lines
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.document().setDocumentMargin(0)
        self.document().documentLayout().documentSizeChanged.connect(self._on_size_changed)
        style.notifier().changed.connect(self._grow)
        self._grow()

    def _grow(self) -> None:
        """Plain text documents measure themselves in lines, wrapped ones included."""
        lines = max(self._lines, min(self._most_lines, round(self.document().size().height())))
        height = lines * QFontMetrics(self.font()).lineSpacing() + 2 * style.space(1) + 2
        if height != self.height() or height != self.minimumHeight():
            self.setFixedHeight(height)

    def _on_size_changed(self) -> None:
        self._grow()

    def sizeHint(self) -> QSize:
        return QSize(style.text_width(40), self.minimumHeight())

    def minimumSizeHint(self) -> QSize:
        return QSize(style.text_width(16), self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.left.emit()
