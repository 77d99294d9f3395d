"""How a table row is painted: icon and words, a line below, the marked row tinted, the keyboard's row outlined."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect
from PySide6.QtGui import QPainter, QPalette, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.models.table import RowRole
from desktop.views import icons, style

Index = QModelIndex | QPersistentModelIndex
_TEXT_MARGIN = 3  # what Qt adds to the padding of a cell and not to that of a header


class RowDelegate(QStyledItemDelegate):
    """For tables on a `RowTable`; figures have equal width, icons come from the column."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view

    def _paint_lines(self, painter: QPainter, rect: QRect, index: Index) -> None:
        tokens = style.current()
        painter.setPen(QPen(tokens.color("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        current = self._view.currentIndex()
        if self._view.hasFocus() and current.isValid() and current.row() == index.row():
            painter.setPen(QPen(tokens.color("accent"), 2))
            painter.drawLine(rect.left(), rect.top() + 1, rect.right(), rect.top() + 1)
            painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())
            if index.column() == _first_shown(self._view):
                painter.drawLine(rect.left() + 1, rect.top(), rect.left() + 1, rect.bottom())

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.font = style.font("tabular")
        option.state &= ~QStyle.StateFlag.State_HasFocus
        named = index.data(RowRole.ICON)
        if named:
            option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
            option.icon = icons.icon(*named)
            side = icons.default_size()
            option.decorationSize.setWidth(side)
            option.decorationSize.setHeight(side)
            option.palette.setColor(QPalette.ColorRole.Text, style.current().color(named[1]))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, style.current().color("accent_soft"))
        flush = QStyleOptionViewItem(option)
        flush.rect = option.rect.translated(-_TEXT_MARGIN, 0)
        painter.save()
        painter.setClipRect(option.rect)
        super().paint(painter, flush, index)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        self._paint_lines(painter, option.rect, index)
        painter.restore()


def _first_shown(view: QAbstractItemView) -> int:
    """The column at the left edge of the row."""
    model = view.model()
    columns = range(model.columnCount()) if model else range(0)
    shown = {view.visualRect(model.index(0, column)).left(): column for column in columns
             if view.visualRect(model.index(0, column)).width() > 0}  # fmt: skip
    return shown[min(shown)] if shown else 0
