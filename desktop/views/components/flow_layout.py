"""A layout that sets its items side by side and wraps like words, for chips and buttons."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from desktop.views import style


class FlowLayout(QLayout):
    """Items keep their size hint; a row that is full continues below. Gaps are grid units and grow with the text."""

    def __init__(self, parent: QWidget | None = None, gap: float = 2) -> None:
        super().__init__(parent)
        self.setContentsMargins(0, 0, 0, 0)
        self._gap = gap
        self._items: list[QLayoutItem] = []

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        """Height used within the width of `rect`; each row's items stand centred on one line."""
        gap, top, rows = style.space(self._gap), rect.y(), self._rows(rect.width())
        for row in rows:
            height = max(size.height() for _, size in row)
            left = rect.x()
            for item, size in row:
                if move:
                    spot = QRect(QPoint(left, top + (height - size.height()) // 2), size)
                    item.setGeometry(self._mirrored(spot, rect))
                left += size.width() + gap
            top += height + gap
        return top - rect.y() - gap if rows else 0

    def _rows(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        gap, used = style.space(self._gap), 0
        rows: list[list[tuple[QLayoutItem, QSize]]] = []
        for item in self._shown():
            size = item.sizeHint().expandedTo(item.minimumSize())
            if size.width() > width:
                size = _narrowed(item, max(width, item.minimumSize().width()))
            if not rows or used + gap + size.width() > width:
                rows.append([])
                used = -gap
            rows[-1].append((item, size))
            used += gap + size.width()
        return rows

    def _mirrored(self, spot: QRect, rect: QRect) -> QRect:
        widget = self.parentWidget()
        if widget is None or widget.layoutDirection() is Qt.LayoutDirection.LeftToRight:
            return spot
        return QRect(QPoint(rect.x() + rect.right() - spot.right(), spot.y()), spot.size())

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        """One row, as if there were room for it."""
        shown = self._shown()
        gaps = style.space(self._gap) * max(0, len(shown) - 1)
        return QSize(
            sum(item.sizeHint().width() for item in shown) + gaps,
            max((item.sizeHint().height() for item in shown), default=0),
        )

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size


def flow(*widgets: QWidget, gap: float = 2) -> QWidget:
    """Widgets side by side that wrap like words."""
    box = QWidget()
    layout = FlowLayout(box, gap)
    for widget in widgets:
        layout.addWidget(widget)
    policy = box.sizePolicy()
    policy.setHeightForWidth(True)
    box.setSizePolicy(policy)
    return box


def _narrowed(item: QLayoutItem, width: int) -> QSize:
    """An item wider than the row: as high as its wrapped words need."""
    height = item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
    return QSize(width, height)
