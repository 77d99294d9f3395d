"""One line of the palette: what was found, and below it why, with what was typed in bold and underlined."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.views import style

WHY = Qt.ItemDataRole.UserRole + 1
"""Item data: label, text and marks of the hit, as a tuple; None for a line without a reason."""

Why = tuple[str, str, tuple[tuple[int, int], ...]]


class PaletteDelegate(QStyledItemDelegate):
    """Draws the reason below an item's own text; without a reason an item is as always."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        why: Why | None = index.data(WHY)
        if why is None:
            super().paint(painter, option, index)
            return
        painter.save()
        self._draw_title(painter, option, index)
        self._draw_why(painter, option, why)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        size = super().sizeHint(option, index)
        if index.data(WHY) is not None:
            size.setHeight(size.height() + QFontMetrics(style.font("muted")).lineSpacing())
        return size

    def _draw_title(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The item as always over the whole height, its text above the reason."""
        whole = QStyleOptionViewItem(option)
        self.initStyleOption(whole, index)
        text, whole.text = whole.text, ""
        QApplication.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, whole, painter, whole.widget)
        painter.setFont(whole.font)
        painter.setPen(whole.palette.text().color())
        place = _beside_icon(option).adjusted(0, style.space(1), 0, 0)
        shown = QFontMetrics(whole.font).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, shown)

    def _draw_why(self, painter: QPainter, option: QStyleOptionViewItem, why: Why) -> None:
        label, text, marks = why
        place = _beside_icon(option)
        font = style.font("muted")
        layout = QTextLayout(f"{label}: {text}", font)
        layout.setFormats([_marked(begin + len(label) + 2, end - begin) for begin, end in marks])
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(float("1e6"))
        layout.endLayout()
        top = option.rect.bottom() - QFontMetrics(font).lineSpacing() - style.space(1) // 2
        painter.setClipRect(place)
        painter.setPen(style.current().color("muted"))
        layout.draw(painter, QPoint(place.left(), top))


def _beside_icon(option: QStyleOptionViewItem) -> QRect:
    rect: QRect = option.rect
    return rect.adjusted(option.decorationSize.width() + style.space(4), 0, -style.space(2), 0)


def _marked(start: int, length: int) -> QTextLayout.FormatRange:
    look = QTextCharFormat()
    look.setFontWeight(700)
    look.setFontUnderline(True)
    marked = QTextLayout.FormatRange()
    marked.start, marked.length, marked.format = start, length, look
    return marked
