"""Rows of the preview with a bracket beside those of one family, as long as the list is in its own order."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from desktop.models.import_table import ImportLine
from desktop.models.table import RowRole, RowTable
from desktop.views import style
from desktop.views.components.row_delegate import RowDelegate

Index = QModelIndex | QPersistentModelIndex
FAMILY_COLUMN = 1


class FamilyDelegate(RowDelegate):
    """Paints a line along the family column from a family's first shown row to its last."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        model = index.model()
        if index.column() != FAMILY_COLUMN or not isinstance(model, RowTable) or model.sorted_by[0] >= 0:
            return
        above, below = _same_family(index, -1), _same_family(index, 1)
        if above or below:
            gap = option.rect.height() // 4
            top = option.rect.top() + (0 if above else gap)
            bottom = option.rect.bottom() - (-1 if below else gap)
            width = max(2, style.space(0.75))
            painter.fillRect(option.rect.left(), top, width, bottom - top, style.current().color("accent"))


def _same_family(index: Index, step: int) -> bool:
    """Whether the row above or below is of the same family."""
    own = index.data(RowRole.ROW)
    other = index.sibling(index.row() + step, index.column()).data(RowRole.ROW)
    return isinstance(own, ImportLine) and isinstance(other, ImportLine) and bool(own.family) and (
        own.family == other.family
    )  # fmt: skip
