"""Several rows of short answers: certificates, jobs, languages, resources."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from desktop.casework.forms.choices import Choice, OneCountry, OneLanguage
from desktop.casework.forms.kinds import MOST_ENTRIES, AnswerKind, Number, YesNo
from desktop.casework.forms.tables import Table
from desktop.views import icons, style
from desktop.views.components.flow_layout import FlowLayout
from desktop.views.fields.form_row import FormRow

MakeCell = Callable[[str, str, AnswerKind], FormRow[Any]]
Row = dict[str, Any]


class TableField(FormRow[tuple[Row, ...]]):
    """Each row is a line of fields that wraps where there is no room; „… hinzufügen“ makes the next one.

    A row in which nothing is entered is no row of the value.
    """

    def __init__(self, key: str, label: str, kind: Table, make_cell: MakeCell, parent: QWidget | None = None) -> None:
        super().__init__(key, label, parent=parent)
        self._kind, self._make_cell = kind, make_cell
        self._rows_shown: list[_TableRow] = []
        box = QWidget()
        self._column = QVBoxLayout(box)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._add = QPushButton(self.tr("%1 hinzufügen").replace("%1", kind.row_word))
        self._add.setAccessibleName(f"{label}: {self._add.text()}")
        icons.set_icon(self._add, "plus", "accent")
        self._add.clicked.connect(self._on_add_clicked)
        self._column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        self._place(box, self._add)

    def value(self) -> tuple[Row, ...] | None:
        return tuple(row.value() for row in self._rows_shown if row.value()) or None

    def is_empty(self) -> bool:
        return all(row.is_empty() for row in self._rows_shown)

    def problem(self) -> str | None:
        found = (row.problem() for row in self._rows_shown)
        return next((sentence for sentence in found if sentence), None)

    def draft(self) -> object:
        return [row.draft() for row in self._rows_shown]

    def set_draft(self, draft: object) -> None:
        self._show_value(())
        for cells in draft if isinstance(draft, list) else ():
            self._add_row().set_draft(cells)

    def _show_value(self, value: tuple[Row, ...] | None) -> None:
        for row in tuple(self._rows_shown):
            self._drop(row)
        for cells in value or ():
            self._add_row().set_value(cells)

    def _apply_read_only(self, read_only: bool) -> None:
        self._add.setVisible(not read_only)
        for row in self._rows_shown:
            row.set_read_only(read_only)

    def _add_row(self) -> _TableRow:
        row = _TableRow(self._kind, f"{self.key}.{len(self._rows_shown) + 1}", self._make_cell)
        row.set_name(self.tr("%1 entfernen").replace("%1", f"{self._kind.row_word} {len(self._rows_shown) + 1}"))
        row.set_read_only(self.is_read_only())
        for cell in row.cells.values():
            cell.changed.connect(self._on_cell_changed)
        row.remove.clicked.connect(self._on_remove_clicked)
        self._rows_shown.append(row)
        self._column.insertWidget(self._column.count() - 1, row)
        QWidget.setTabOrder(row.remove, self._add)
        self._add.setEnabled(len(self._rows_shown) < MOST_ENTRIES)
        return row

    def _drop(self, row: _TableRow) -> None:
        self._rows_shown.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()
        self._add.setEnabled(True)

    def _on_add_clicked(self) -> None:
        row = self._add_row()
        row.show()
        row.focus_first()

    def _on_remove_clicked(self) -> None:
        row = next(row for row in self._rows_shown if row.remove is self.sender())
        had = bool(row.value())
        self._drop(row)
        self._add.setFocus(Qt.FocusReason.OtherFocusReason)
        if had:
            self._on_edited()

    def _on_cell_changed(self) -> None:
        self._on_edited()

    def _fit(self) -> None:
        super()._fit()
        if self._inputs:
            self._column.setSpacing(style.space(2))


class _TableRow(QFrame):
    """One row: its cells and the button that takes it away."""

    def __init__(self, kind: Table, key: str, make_cell: MakeCell) -> None:
        super().__init__()
        self._kinds = {column.key: column.kind for column in kind.columns}
        self.cells: dict[str, FormRow[Any]] = {}
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        box = QWidget()
        flow = FlowLayout(box, gap=2)
        for column in kind.columns:
            cell = make_cell(f"{key}.{column.key}", column.title, column.kind)
            self.cells[column.key] = cell
            flow.addWidget(cell)
        self.remove = QToolButton()
        icons.set_icon(self.remove, "trash-2", "muted")
        style.set_look(self.remove, "quiet")
        line.addWidget(box, 1)
        line.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignBottom)
        self._fit()
        style.notifier().changed.connect(self._fit)

    def set_name(self, name: str) -> None:
        """What the button at the end does."""
        self.remove.setAccessibleName(name)
        self.remove.setToolTip(name)

    def value(self) -> Row:
        """Filled cells by column."""
        return {key: value for key, cell in self.cells.items() if (value := cell.value()) is not None}

    def set_value(self, value: Row) -> None:
        for key, cell in self.cells.items():
            cell.set_value(value.get(key))

    def is_empty(self) -> bool:
        return all(cell.is_empty() for cell in self.cells.values())

    def problem(self) -> str | None:
        """The first cell that cannot be taken."""
        found = (cell.problem() for cell in self.cells.values())
        return next((sentence for sentence in found if sentence), None)

    def draft(self) -> Row:
        return {key: cell.draft() for key, cell in self.cells.items() if not cell.is_empty()}

    def set_draft(self, draft: Row) -> None:
        for key, content in draft.items():
            if key in self.cells:
                self.cells[key].set_draft(content)

    def set_read_only(self, read_only: bool) -> None:
        for cell in self.cells.values():
            cell.set_read_only(read_only)
        self.remove.setVisible(not read_only)

    def focus_first(self) -> None:
        next(iter(self.cells.values())).focus_input()

    def _fit(self) -> None:
        for key, cell in self.cells.items():
            cell.setFixedWidth(style.text_width(_characters(self._kinds[key])))


def _characters(kind: AnswerKind) -> int:
    """Width of a cell in characters of body text."""
    if isinstance(kind, YesNo | Number):
        return 15
    return 22 if isinstance(kind, Choice | OneCountry | OneLanguage) else 26
