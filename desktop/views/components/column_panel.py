"""Which columns a list shows and in which order, by keyboard or by dragging."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.views import icons, style
from desktop.views.components.scroll_page import ScrollPage
from desktop.views.people.lines import words

_ROW_LINES = 1.6
_PLACE = Qt.ItemDataRole.UserRole
_CHECKED, _OPEN = Qt.CheckState.Checked, Qt.CheckState.Unchecked


@dataclass(frozen=True)
class ColumnChoice:
    """A column as the panel shows it; a `fixed` one cannot be left out."""

    place: int
    title: str
    shown: bool
    fixed: bool = False


class ColumnPanel(QWidget):
    """Space shows or leaves out, Alt+arrows move; every change is seen in the list at once.

    *Signals:* changed(); reset_wanted() for everything as it was at the beginning.
    """

    changed = Signal()
    reset_wanted = Signal()

    def __init__(self, columns: Sequence[ColumnChoice], *, compact: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list, self._page = QListWidget(), ScrollPage(margin=0)
        self.list.setAccessibleName(self.tr("Spalten in ihrer Reihenfolge"))
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.compact = QCheckBox(self.tr("Enge Zeilen"))
        self.up, self.down = QPushButton(self.tr("Nach vorn")), QPushButton(self.tr("Nach hinten"))
        self.reset = QPushButton(self.tr("Wie am Anfang"))
        self._build()
        self.put(columns, compact=compact)
        self.list.itemChanged.connect(self._on_changed)
        self.list.model().rowsMoved.connect(self._on_changed)
        self.compact.toggled.connect(self._on_changed)

    def put(self, columns: Sequence[ColumnChoice], *, compact: bool) -> None:
        """Show these columns in this order, without saying that anything changed; the marked one stays marked."""
        marked = self.list.currentItem()
        marked_place = marked.data(_PLACE) if marked is not None else None
        for part in (self.list, self.compact):
            part.blockSignals(True)
        self.list.clear()
        for column in columns:
            self.list.addItem(_item(column))
        self.list.setMinimumHeight(round(style.line_height() * (_ROW_LINES * len(columns) + 1)))
        places = [column.place for column in columns]
        self.list.setCurrentRow(places.index(marked_place) if marked_place in places else 0)
        self.compact.setChecked(compact)
        for part in (self.list, self.compact):
            part.blockSignals(False)

    def order(self) -> list[int]:
        """Places of all columns in the order chosen."""
        return [int(item.data(_PLACE)) for item in self._items()]

    def hidden(self) -> list[int]:
        """Places of the columns left out."""
        return sorted(int(item.data(_PLACE)) for item in self._items() if item.checkState() is _OPEN)

    def shift(self, by: int) -> None:
        """Put the marked column so many places further to the back."""
        row = self.list.currentRow()
        if 0 <= row + by < self.list.count():
            self.list.insertItem(row + by, self.list.takeItem(row))
            self.list.setCurrentRow(row + by)
            self.changed.emit()

    def _build(self) -> None:
        outer, buttons = QVBoxLayout(self), QHBoxLayout()
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._page)
        column = self._page.body
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # the panel itself rolls
        self.list.currentItemChanged.connect(self._on_marked)
        column.addWidget(words(self.tr("Leertaste zeigt eine Spalte oder lässt sie weg, Alt+Pfeil verschiebt sie."),
                               "muted"))  # fmt: skip
        column.addWidget(self.list, 1)
        for button, icon, by in ((self.up, "arrow-up", -1), (self.down, "arrow-down", 1)):
            icons.set_icon(button, icon, "accent")
            buttons.addWidget(button)
            button.clicked.connect(self._on_up if by < 0 else self._on_down)
        column.addLayout(buttons)
        column.addWidget(self.compact)
        icons.set_icon(self.reset, "rotate-ccw", "accent")
        self.reset.clicked.connect(self.reset_wanted)
        column.addWidget(self.reset)
        for keys, slot in (("Alt+Up", self._on_up), ("Alt+Down", self._on_down)):
            shortcut = QShortcut(QKeySequence(keys), self.list)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(slot)

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]

    def _on_marked(self) -> None:
        spot = self.list.visualItemRect(self.list.currentItem())
        inner = self._page.widget()
        if spot.isValid() and inner is not None:
            middle = self.list.viewport().mapTo(inner, spot.center())
            self._page.ensureVisible(0, middle.y(), 0, spot.height() * 2)

    def _on_up(self) -> None:
        self.shift(-1)

    def _on_down(self) -> None:
        self.shift(1)

    def _on_changed(self) -> None:
        self.changed.emit()


def _item(column: ColumnChoice) -> QListWidgetItem:
    item = QListWidgetItem(column.title)
    item.setData(_PLACE, column.place)
    flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled
    item.setFlags(flags if column.fixed else flags | Qt.ItemFlag.ItemIsUserCheckable)
    item.setSizeHint(QSize(0, round(style.line_height() * _ROW_LINES)))
    item.setCheckState(_CHECKED if column.shown or column.fixed else _OPEN)
    return item
