"""One item model for every list: a tuple of frozen rows and a list of columns. No database, no long formatting."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import IntEnum
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

import desktop.models.emit_guard  # noqa: F401  imported for its effect
from desktop.exchange.table_file import FileTable
from desktop.models.columns import Column

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class RowRole(IntEnum):
    """Roles beyond Qt's own. ROW gives the frozen row, SORT the raw value, ICON `(name, colour role)` or None."""

    ROW = Qt.ItemDataRole.UserRole + 1
    SORT = Qt.ItemDataRole.UserRole + 2
    ICON = Qt.ItemDataRole.UserRole + 3


class RowTable(QAbstractTableModel, Generic[R]):
    """Rows of a list, sorted here (not in a proxy) and filtered by a predicate.

    `key` says what makes a row the same row after a reload (its id): selection and focus then stay with it.
    """

    def __init__(
        self, columns: Sequence[Column[R]], *, key: Callable[[R], object], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._key = key
        self._all: tuple[R, ...] = ()
        self._rows: list[R] = []
        self._wanted: Callable[[R], bool] | None = None
        self._sort_column, self._order = -1, Qt.SortOrder.AscendingOrder

    @property
    def rows(self) -> tuple[R, ...]:
        """The rows shown, in their order."""
        return tuple(self._rows)

    @property
    def total(self) -> int:
        """How many rows there are without the filter."""
        return len(self._all)

    @property
    def sorted_by(self) -> tuple[int, Qt.SortOrder]:
        """Column and direction; column -1 means the order given."""
        return self._sort_column, self._order

    def set_rows(self, rows: Iterable[R]) -> None:
        """Replace the rows; filter and order stay."""
        self._all = tuple(rows)
        self._arrange()

    def set_filter(self, wanted: Callable[[R], bool] | None) -> None:
        """Show only rows for which `wanted` is true; None shows all."""
        self._wanted = wanted
        self._arrange()

    def row(self, index: Index | int) -> R:
        """The frozen row at a line or index; IndexError when there is none."""
        line = index if isinstance(index, int) else index.row()
        if line < 0:
            raise IndexError(line)
        return self._rows[line]

    def find(self, key: object) -> QModelIndex:
        """Index of the row with this key; invalid when it is not shown."""
        for line, row in enumerate(self._rows):
            if self._key(row) == key:
                return self.index(line, 0)
        return QModelIndex()

    def _arrange(self) -> None:
        """Filter and sort; persistent indexes (selection, focus) follow their row."""
        self.layoutAboutToBeChanged.emit()
        held = self.persistentIndexList()
        held_keys = [self._key(self._rows[index.row()]) for index in held]
        rows = [row for row in self._all if self._wanted is None or self._wanted(row)]
        self._rows = self._sorted(rows)
        lines = {self._key(row): line for line, row in enumerate(self._rows)} if held else {}
        for index, key in zip(held, held_keys, strict=True):
            line = lines.get(key)
            moved = QModelIndex() if line is None else self.createIndex(line, index.column())
            self.changePersistentIndex(index, moved)
        self.layoutChanged.emit()

    def _sorted(self, rows: list[R]) -> list[R]:
        if self._sort_column < 0:
            return rows
        column, falling = self.columns[self._sort_column], self._order is Qt.SortOrder.DescendingOrder
        keyed = [(column.key(row), row) for row in rows]
        full = sorted((pair for pair in keyed if not pair[0][0]), key=_value, reverse=falling)
        return [row for _key, row in full] + [row for key, row in keyed if key[0]]

    def as_file(self, title: str, places: Sequence[int]) -> FileTable:
        """The rows shown with these columns, as a table for a file: dates and numbers as such, all else as shown."""
        columns = [self.columns[place] for place in places]
        rows = tuple(tuple(column.for_file(row) for column in columns) for row in self._rows)
        return FileTable(title, tuple(column.title for column in columns), rows)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  as Qt's own
        if not index.isValid():
            return None
        column, row = self.columns[index.column()], self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.shown(row)
            case Qt.ItemDataRole.AccessibleTextRole:
                return column.read_aloud(row)
            case Qt.ItemDataRole.ToolTipRole:
                return column.tooltip(row) if column.tooltip else None
            case Qt.ItemDataRole.TextAlignmentRole:
                return column.alignment | Qt.AlignmentFlag.AlignVCenter
            case RowRole.ROW:
                return row
            case RowRole.SORT:
                return column.raw(row)
            case RowRole.ICON:
                return column.icon(row) if column.icon else None
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  as Qt's own
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        return self.columns[section].alignment if role == Qt.ItemDataRole.TextAlignmentRole else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column; -1 goes back to the order given."""
        self._sort_column, self._order = column, order
        self._arrange()


def _value(pair: tuple[tuple[bool, Any], object]) -> Any:  # noqa: ANN401  whatever the column sorts by; only `<` is used
    return pair[0][1]
