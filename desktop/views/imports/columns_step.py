"""Step 2: every column of the list with what it means; what nobody reads is named."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.exchange.layout import Layout
from desktop.models.import_job import ImportJob
from desktop.views import style
from desktop.views.components.card import Card
from desktop.views.components.scroll_page import ScrollPage
from desktop.views.imports.column_row import ColumnRow
from desktop.views.start.start_page import button, words


class ColumnsStep(ScrollPage):
    """*Signals:* `typed` when the user chose another meaning, for the draft."""

    typed = Signal()

    def __init__(self, job: ImportJob, parent: QWidget | None = None) -> None:
        super().__init__(margin=0, parent=parent)
        self._job = job
        self.rows: list[ColumnRow] = []
        self._head = QHBoxLayout()
        self._summary = words("", "muted")
        self.reset: QPushButton = button(self.tr("Zurück zum Vorschlag"), "rotate-ccw", "quiet")
        self.reset.clicked.connect(self._on_reset_clicked)
        self._head.addWidget(self._summary, 1)
        self._head.addWidget(self.reset)
        self.body.addLayout(self._head)
        self._card = Card()
        self._list = QVBoxLayout()
        self._card.body.addLayout(self._list)
        self.body.addWidget(self._card)
        self.body.addStretch(1)
        job.found.connect(self._build)
        job.columns_changed.connect(self._show)

    def focus_problem(self) -> None:
        """Put the keyboard into the first column something stands against."""
        problems = self._job.held.problems
        row = next((row for row in self.rows if row.index in problems), self.rows[0] if self.rows else None)
        if row is not None:
            row.meaning.setFocus(Qt.FocusReason.TabFocusReason)  # marks the words, so that typing replaces them

    def _build(self) -> None:
        """A line for each column of another file."""
        for row in self.rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        layout = self._job.held.layout
        fields = self._job.kind.columns.fields
        self.rows = [ColumnRow(column, fields) for column in layout.columns] if layout else []
        for row in self.rows:
            self._list.addWidget(row)
            row.chosen.connect(self._on_row_chosen)
        self._list.setSpacing(style.space(3))
        self._show()

    def _show(self) -> None:
        layout = self._job.held.layout
        if layout is None:
            return
        problems = self._job.held.problems
        columns = {column.index: column for column in layout.columns}
        for row in self.rows:
            if row.index in columns:
                row.show_column(columns[row.index], problems.get(row.index, ""))
        self._summary.setText(self._words(layout))
        self.reset.setVisible(bool(self._job.held.adjusted))

    def _words(self, layout: Layout[Any]) -> str:
        known = len(layout.columns) - len(layout.unknown)
        parts = [self.tr("%1 von %2 Spalten werden gelesen.").replace("%1", str(known))
                 .replace("%2", str(len(layout.columns)))]
        if layout.unknown:
            names = ", ".join(f"„{column.shown}“" for column in layout.unknown)
            parts.append(self.tr("Nicht gelesen: %1.").replace("%1", names))
        return " ".join(parts)

    def _on_row_chosen(self, index: int, field: object) -> None:
        self._job.set_column(index, field)  # type: ignore[arg-type]  # a field or None, as ColumnRow says
        self.typed.emit()

    def _on_reset_clicked(self) -> None:
        self._job.reset_columns()
        self.typed.emit()
        if self.rows:
            self.rows[0].meaning.setFocus(Qt.FocusReason.TabFocusReason)
