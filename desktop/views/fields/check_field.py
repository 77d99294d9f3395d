"""A statement that is true or not."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QWidget

from desktop.views.fields.form_row import FormRow


class CheckField(FormRow[bool]):
    """One box with its words beside it. The value is True or False and never None: a question that can stay unanswered
    is a choice with „ja“ and „nein“."""

    def __init__(
        self, key: str, label: str, *, help_text: str = "", mandatory: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(key, label, help_text=help_text, mandatory=mandatory, parent=parent)
        self._box = _Box(label)
        self._box.clicked.connect(self._on_box_clicked)
        self._label_text.hide()
        self._place(self._box)

    def value(self) -> bool:
        return self._box.isChecked()

    def _show_value(self, value: bool | None) -> None:
        self._box.setChecked(bool(value))

    def _on_box_clicked(self) -> None:
        if not self._read_only:
            self._on_edited()

    def _apply_read_only(self, read_only: bool) -> None:
        self._box.read_only = read_only

    def _show_label(self) -> None:
        """The words stand beside the box, so the line above stays empty."""


class _Box(QCheckBox):
    """A box that, read-only, can still be reached and read aloud."""

    read_only = False

    def nextCheckState(self) -> None:
        if not self.read_only:
            super().nextCheckState()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter ticks too, as in the lists of this program; it must not save the page by accident."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)
