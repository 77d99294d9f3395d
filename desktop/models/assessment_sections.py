"""The sections of an assessment as a list: how far each is, whether it is locked, which need its area has."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.terms import Need

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


@dataclass(frozen=True)
class SectionRow:
    """A line of the list. `locked` sections wait for a consent; `need` is that of the result page, if rated."""

    key: str
    title: str
    icon: str
    done: int
    asked: int
    locked: bool = False
    need: Need | None = None

    @property
    def complete(self) -> bool:
        return self.asked > 0 and self.done == self.asked

    @property
    def state(self) -> str:
        """At the right of the line: „3/9“; empty where nothing is asked."""
        return f"{self.done}/{self.asked}" if self.asked else ""

    @property
    def spoken(self) -> str:
        """The whole line in words."""
        parts = [self.title]
        if self.locked:
            parts.append("gesperrt, Einwilligung fehlt")
        if self.complete:
            parts.append("vollständig")
        elif self.asked:
            parts.append(f"{self.done} von {self.asked} beantwortet")
        if self.need is not None:
            parts.append(f"Bedarf {self.need.label}")
        return ", ".join(parts)


class SectionRole(IntEnum):
    """ROW gives the `SectionRow`."""

    ROW = Qt.ItemDataRole.UserRole + 1


class SectionList(QAbstractListModel):
    """Rows in the order of the form; a change of progress repaints and keeps the place."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[SectionRow, ...] = ()

    @property
    def rows(self) -> tuple[SectionRow, ...]:
        return self._rows

    def set_rows(self, rows: tuple[SectionRow, ...]) -> None:
        """Show these; the same sections as before are only repainted."""
        if [row.key for row in rows] != [row.key for row in self._rows]:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
            return
        self._rows = rows
        if rows:
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))

    def place_of(self, key: str) -> int:
        """Row number of a section, -1 when it is not in the list."""
        return next((place for place, row in enumerate(self._rows) if row.key == key), -1)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.title
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                return row.spoken
            case SectionRole.ROW:
                return row
        return None
