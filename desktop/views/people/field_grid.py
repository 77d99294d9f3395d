"""Fields two by two, and below each other where the text is large."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.views import style
from desktop.views.fields.form_row import FormRow

LARGE_FROM = 126
"""Text size in percent from which one column is used."""


class FieldGrid(QWidget):
    """Put fields in with `put`; a `whole` one takes both columns. Tab goes from left to right, then down."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields: list[tuple[FormRow[Any], bool]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        style.notifier().changed.connect(self._arrange)

    @property
    def lane(self) -> QGridLayout:
        """The layout the fields stand in, for editors that place fields themselves before `put` orders them."""
        return self._grid

    def put(self, field: FormRow[Any], *, whole: bool = False) -> None:
        """Add a field at the end."""
        field.setParent(self)
        self._fields.append((field, whole))
        self._arrange()

    def _arrange(self) -> None:
        columns = 1 if style.text_scale() >= LARGE_FROM else 2
        self._grid.setHorizontalSpacing(style.space(6))
        self._grid.setVerticalSpacing(style.space(3))
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        row, column = 0, 0
        for field, whole in self._fields:
            if column and whole:
                row, column = row + 1, 0
            self._grid.removeWidget(field)
            self._grid.addWidget(field, row, column, 1, columns if whole else 1, Qt.AlignmentFlag.AlignTop)
            column += columns if whole else 1
            if column >= columns:
                row, column = row + 1, 0
