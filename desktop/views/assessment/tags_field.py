"""Own words as small cards, with suggestions to take: interests, strengths, resources."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.casework.forms.kinds import LONGEST_TEXT
from desktop.views import style
from desktop.views.components.chip import ChipButton
from desktop.views.components.flow_layout import FlowLayout
from desktop.views.fields.form_row import FormRow


class TagsField(FormRow[tuple[str, ...]]):
    """Suggestions are chips to turn on and off; an own word is typed and becomes a chip with Enter or on leaving."""

    def __init__(
        self, key: str, label: str, suggestions: tuple[str, ...] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(key, label, parent=parent)
        self._suggestions = suggestions
        self._chips: list[ChipButton] = []
        self._box, self._cards = QWidget(), QWidget()
        self._flow = FlowLayout(self._cards, gap=1.5)
        self._line = QLineEdit()
        self._line.setMaxLength(LONGEST_TEXT)
        self._line.setPlaceholderText(self.tr("eigenes Stichwort, dann Eingabetaste"))
        self._line.setAccessibleName(self.tr("%1: eigenes Stichwort").replace("%1", label))
        self._line.installEventFilter(self)
        self._line.editingFinished.connect(self._on_line_finished)
        self._column = QVBoxLayout(self._box)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._cards)
        self._column.addWidget(self._line)
        self._place(self._box, self._line)
        self._show_value(())

    def value(self) -> tuple[str, ...] | None:
        return tuple(chip.text() for chip in self._chips if chip.isChecked()) or None

    def is_empty(self) -> bool:
        return self.value() is None and not self._line.text().strip()

    def draft(self) -> object:
        return list(self.value() or ())

    def set_draft(self, draft: object) -> None:
        self.set_value(tuple(str(tag) for tag in draft) if isinstance(draft, (list, tuple)) else None)

    def _show_value(self, value: tuple[str, ...] | None) -> None:
        chosen = tuple(value or ())
        words = (*self._suggestions, *(tag for tag in chosen if tag not in self._suggestions))
        if words != tuple(chip.text() for chip in self._chips):
            self._rebuild(words)
        for chip in self._chips:
            chip.setChecked(chip.text() in chosen)

    def _apply_read_only(self, read_only: bool) -> None:
        self._line.setVisible(not read_only)
        for chip in self._chips:
            chip.setEnabled(not read_only)

    def _rebuild(self, words: tuple[str, ...]) -> None:
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = [self._make_chip(word) for word in words]
        self._cards.setVisible(bool(words))
        self._cards.updateGeometry()

    def _make_chip(self, word: str) -> ChipButton:
        chip = ChipButton(word, checkable=True, parent=self._cards)
        chip.setAccessibleName(f"{self.label}: {word}")
        chip.clicked.connect(self._on_chip_clicked)
        self._flow.addWidget(chip)
        QWidget.setTabOrder(chip, self._line)
        return chip

    def _add(self, word: str) -> None:
        if word not in (self.value() or ()):
            self.set_value((*(self.value() or ()), word))
            self._on_edited()

    def _on_chip_clicked(self) -> None:
        self._on_edited()

    def _on_line_finished(self) -> None:
        word = self._line.text().strip()
        self._line.clear()
        if word and not self.is_read_only():
            self._add(word)

    def _fit(self) -> None:
        super()._fit()
        if self._inputs:
            self._column.setSpacing(style.space(1.5))
            self._line.setMaximumWidth(style.text_width(40))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter makes a card and nothing else: it must not save or leave the page."""
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if watched is self._line and pressed and _is_enter(event) and self._line.text().strip():
            self._on_line_finished()
            return True
        return super().eventFilter(watched, event)


def _is_enter(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
