"""Base of the fields that are typed into one line: text is read into a value, wrong text is told on leaving."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.errors import CaseworkError
from desktop.views import style
from desktop.views.fields.form_row import FormRow, T


class HintedLineEdit(QLineEdit):
    """A line that shows a unit or what was understood at its right end, in muted colour."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hint = ""

    def hint(self) -> str:
        """The words at the right end."""
        return self._hint

    def set_hint(self, text: str) -> None:
        """Other words at the right end; the typed text keeps clear of them."""
        self._hint = text
        metrics = QFontMetrics(style.font("muted"))
        self.setTextMargins(0, 0, metrics.horizontalAdvance(text) + style.space(2) if text else 0, 0)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._hint:
            painter = QPainter(self)
            painter.setFont(style.font("muted"))
            painter.setPen(style.current().color("muted"))
            words = QRect(self.rect()).adjusted(0, 0, -style.space(2.5), 0)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._hint)
            painter.end()


class LineField(FormRow[T]):
    """A field with one line of text. Subclasses say how text becomes a value and back."""

    def __init__(
        self,
        key: str,
        label: str,
        *,
        help_text: str = "",
        mandatory: bool = False,
        placeholder: str = "",
        characters: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(key, label, help_text=help_text, mandatory=mandatory, parent=parent)
        self._line = HintedLineEdit()
        self._line.setPlaceholderText(placeholder)
        self._line.textEdited.connect(self._on_edited)
        self._line.editingFinished.connect(self._on_left)
        self._place(self._build_around(self._line), self._line, characters=characters)

    def draft(self) -> object:
        """The text as it stands, readable or not."""
        return self._line.text()

    def set_draft(self, draft: object) -> None:
        self._line.setText(str(draft or ""))
        self._after_text()
        self.show_error(self.problem())

    def value(self) -> T | None:
        try:
            return self._read(self._line.text())
        except CaseworkError:
            return None

    def is_empty(self) -> bool:
        return not self._line.text().strip()

    def problem(self) -> str | None:
        try:
            value = self._read(self._line.text())
        except CaseworkError as error:
            return str(error)
        return None if value is None else self._judge(value)

    def _build_around(self, line: HintedLineEdit) -> QWidget:
        """What goes into the row; subclasses add buttons beside the line."""
        return line

    def _read(self, text: str) -> T | None:
        """The value of `text`, None for nothing. Raises CaseworkError with one sentence."""
        raise NotImplementedError

    def _write(self, value: T) -> str:
        """`value` as it is shown when the field is left."""
        return str(value)

    def _judge(self, value: T) -> str | None:
        """A sentence about a readable value that does not fit here."""
        return None

    def _after_text(self) -> None:
        """Follow another text, whoever put it there."""

    def _show_value(self, value: T | None) -> None:
        self._line.setText("" if value is None else self._write(value))
        self._line.setCursorPosition(0)
        self._after_text()

    def _apply_read_only(self, read_only: bool) -> None:
        self._line.setReadOnly(read_only)

    def _on_edited(self) -> None:
        self._after_text()
        super()._on_edited()

    def _on_left(self) -> None:
        super()._on_left()
        value = self.value()
        if value is not None and not self._read_only and self._write(value) != self._line.text():
            self._line.setText(self._write(value))
        self._after_text()

    def _fit(self) -> None:
        super()._fit()
        if self._inputs:
            self._line.set_hint(self._line.hint())
