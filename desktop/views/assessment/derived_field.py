"""A value that is worked out and can only be read."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from desktop.views import style
from desktop.views.fields.form_row import FormRow


class DerivedField(FormRow[str]):
    """`note` says where the value comes from; without a value it says why there is none."""

    def __init__(self, key: str, label: str, note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(key, label, parent=parent)
        self._note = note
        self._words = QLabel()
        self._words.setWordWrap(True)
        style.set_look(self._words, "strong")
        self._place(self._words)

    def value(self) -> str | None:
        return self._words.text() or None

    def _show_value(self, value: str | None) -> None:
        self._words.setText(value or "–")
        self.set_help(self._note)
