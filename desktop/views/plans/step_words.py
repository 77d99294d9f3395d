"""The words of a step in a draft, and below them the question a catalogue step leaves open („Was?“)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.casework.plans.plan_rows import NewMeasure
from desktop.views import style
from desktop.views.plans.taking_fields import FillBox
from desktop.views.plans.words import fill_words, step_text
from desktop.views.plans.wrapped_text import WrappedText


class StepWords(QWidget):
    """*Signals:* filled(str) when the open place got its words."""

    filled = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = WrappedText(name, self.tr("Neuer Schritt"))
        self.fill: FillBox | None = None
        self._filled = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(style.space(0.5))
        self._column.addWidget(self.text)

    def show_step(self, content: NewMeasure) -> None:
        """The stored words; the question stays until it is answered."""
        self.text.set_value(step_text(content))
        words = fill_words(content) if "{" in content.text else ()
        if words and self.fill is None:
            self._ask(words, content)
        if self.fill is not None:
            self.fill.setVisible(bool(words))

    def _ask(self, words: tuple[str, ...], content: NewMeasure) -> None:
        self.fill = FillBox(words, content.text)
        self.fill.activated.connect(self._on_answered)
        line = self.fill.lineEdit()
        if line is not None:
            line.editingFinished.connect(self._on_answered)
        self._column.addWidget(self.fill)

    def _on_answered(self) -> None:
        words = self.fill.currentText().strip() if self.fill is not None else ""
        if words and words != self._filled:
            self._filled = words
            self.filled.emit(words)
