"""Each cell of a row: the text as it stands in the list, and where it was read as something else, as what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from desktop.casework.handover.incoming import Certainty
from desktop.models.cell_lines import CellLine
from desktop.views import icons, style
from desktop.views.start.start_page import words

_ICONS = {
    Certainty.SURE: ("check", "ok"), Certainty.UNSURE: ("triangle-alert", "warn"),
    Certainty.UNREADABLE: ("circle-alert", "bad"),
}  # fmt: skip


class CellList(QWidget):
    """Two columns: what the cell is about, and what stands there with its reading. Empty cells are left out."""

    def __init__(self, lines: Iterable[CellLine], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(style.space(2))
        self._grid.setVerticalSpacing(style.space(1.5))
        self._grid.setColumnStretch(1, 2)
        self._grid.setColumnStretch(2, 3)
        self._row = 0
        for line in lines:
            if line.original or line.note:
                self._add(line)

    def _add(self, line: CellLine) -> None:
        top = Qt.AlignmentFlag.AlignTop
        icon = _ICONS.get(line.certainty) if line.certainty else None
        if icon is not None:
            mark = QLabel()
            icons.set_icon(mark, *icon, 0.9)
            mark.setToolTip(line.certainty.label if line.certainty else "")
            self._grid.addWidget(mark, self._row, 0, top)
        name = words(line.heading, "muted")
        name.setToolTip(self.tr("Bedeutet: %1").replace("%1", line.meaning or self.tr("wird nicht gelesen")))
        self._grid.addWidget(name, self._row, 1, top)
        cell = QVBoxLayout()
        cell.setSpacing(0)
        for label in self._cell(line):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            cell.addWidget(label)
        self._grid.addLayout(cell, self._row, 2, top)
        self._row += 1

    def _cell(self, line: CellLine) -> Iterator[QLabel]:
        """The text as it stands there, its reading where that is another, and what there is to say about it."""
        yield words(line.original or self.tr("(leer)"), "" if line.original else "muted")
        if line.reading and line.reading != line.original:
            look = "strong" if line.doubtful else "muted"
            yield words(self.tr("gelesen: %1").replace("%1", line.reading), look)
        if line.note:
            unreadable = line.certainty is Certainty.UNREADABLE
            yield words(line.note, "bad" if unreadable else "warn" if line.doubtful else "muted")
        elif not line.meaning:
            yield words(self.tr("wird nicht gelesen"), "muted")
