"""A month of one volunteer as a spreadsheet: days × matches and activities, with sums at the right and below."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

import desktop.models.emit_guard  # noqa: F401  imported for its effect
from desktop.casework.volunteers.hours.hours_rows import CellEdit, GridCell, GridColumn, MonthGrid
from desktop.casework.volunteers.hours.hours_words import clock_hours, read_minutes, spoken_hours
from desktop.clock import german_date, today
from desktop.errors import CaseworkError

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_DAYS = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")
_LONG_DAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
_SUM = "Summe"
_LONGEST_LINE = 26
"""Characters of a line of a heading; the tooltip has all of it."""


class HoursGrid(QAbstractTableModel):
    """Shows a `MonthGrid`. What is typed is read here and asked for by a signal; the page has it kept and reads anew.

    *Signals:* edits_wanted(tuple of CellEdit); refused(str), one sentence about what was typed.
    """

    edits_wanted = Signal(object)
    refused = Signal(str)

    def __init__(self, parent: QObject | None = None, *, editable: bool = True) -> None:
        super().__init__(parent)
        self._grid: MonthGrid | None = None
        self._editable = editable

    @property
    def grid(self) -> MonthGrid | None:
        """What is shown."""
        return self._grid

    def set_grid(self, grid: MonthGrid) -> None:
        """Show another state. The place of the keyboard stays where days and columns are the same."""
        same = self._grid is not None and self._grid.first == grid.first and self._grid.columns == grid.columns
        if same:
            self._grid = grid
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))
            return
        self.beginResetModel()
        self._grid = grid
        self.endResetModel()

    def column(self, place: int) -> GridColumn | None:
        """The column at a place; None for the sums."""
        columns = self._grid.columns if self._grid else ()
        return columns[place] if 0 <= place < len(columns) else None

    def day(self, line: int) -> dt.date | None:
        """The day of a line; None for the sums."""
        if self._grid is None or not 0 <= line < self._grid.days:
            return None
        return self._grid.first.replace(day=line + 1)

    def minutes(self, line: int, place: int) -> int:
        """Time of a cell, or of a whole line or column where the sums stand."""
        if self._grid is None:
            return 0
        days = range(self._grid.days) if self.day(line) is None else (line,)
        columns = self._grid.columns if self.column(place) is None else (self._grid.columns[place],)
        return sum(self._cell(day, column).minutes for day in days for column in columns)

    def put_texts(self, line: int, place: int, rows: Iterable[Sequence[str]]) -> bool:
        """Take a block of texts from a spreadsheet, its left upper corner at a cell; all of it or nothing."""
        edits: list[CellEdit] = []
        for down, texts in enumerate(rows):
            for right, text in enumerate(texts):
                edit = self._edit(line + down, place + right, text)
                if edit is None:
                    return False
                edits += [edit] if edit.minutes != edit.before else []
        if edits:
            self.edits_wanted.emit(tuple(edits))
        return True

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() or self._grid is None else self._grid.days + 1

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() or self._grid is None else len(self._grid.columns) + 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        day = self.day(index.row())
        open_now = day is not None and day <= today() and self.column(index.column()) is not None
        return flags | Qt.ItemFlag.ItemIsEditable if open_now and self._editable else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  as Qt's own
        if not index.isValid():
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                minutes = self.minutes(index.row(), index.column())
                return clock_hours(minutes) if minutes or self.day(index.row()) is None else ""
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(index)
            case Qt.ItemDataRole.ToolTipRole:
                return self._tooltip(index)
            case Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: ANN401  as Qt's
        if role != Qt.ItemDataRole.EditRole or not self.flags(index) & Qt.ItemFlag.ItemIsEditable:
            return False
        return self.put_texts(index.row(), index.column(), [[str(value)]])

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  as Qt's own
        across = orientation is Qt.Orientation.Horizontal
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if across else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole) or self._grid is None:
            return None
        if across:
            return self._heading(section, whole=role == Qt.ItemDataRole.ToolTipRole)
        day = self.day(section)
        return f"{_DAYS[day.weekday()]} {day.day:02}." if day else _SUM

    def _heading(self, place: int, *, whole: bool) -> str:
        """Whom and what below each other; Qt would cut both lines at once, so each is cut here."""
        column = self.column(place)
        if column is None or whole:
            return column.label if column else _SUM
        return "\n".join(_cut(line) for line in column.label.split(" · "))

    def _cell(self, line: int, column: GridColumn) -> GridCell:
        assert self._grid is not None
        return self._grid.cells.get((line + 1, column.key), GridCell(0, 0))

    def _edit(self, line: int, place: int, text: str) -> CellEdit | None:
        day, column = self.day(line), self.column(place)
        if day is None or column is None:
            self.refused.emit(self.tr("Das passt nicht in die Tabelle: mehr Zeilen oder Spalten, als sie hat."))
            return None
        try:
            minutes = read_minutes(text)
        except CaseworkError as error:
            self.refused.emit(f"{german_date(day)}: {error}")
            return None
        return CellEdit(day, column.activity, column.match_id, minutes, self._cell(line, column).minutes)

    def _spoken(self, index: Index) -> str:
        day, column = self.day(index.row()), self.column(index.column())
        minutes = self.minutes(index.row(), index.column())
        when = f"{_LONG_DAYS[day.weekday()]} {german_date(day)}" if day else self.tr("Summe des Monats")
        what = column.label if column else self.tr("alles zusammen")
        return f"{when}, {what}: {spoken_hours(minutes) if minutes else self.tr('nichts eingetragen')}"

    def _tooltip(self, index: Index) -> str | None:
        day, column = self.day(index.row()), self.column(index.column())
        if day is None or column is None:
            return None
        if self._cell(index.row(), column).entries > 1:
            return self.tr("Mehrere Einträge; bitte in der Liste ändern.")
        return self.tr("Stunden lassen sich erst eintragen, wenn der Tag da ist.") if day > today() else None


def _cut(line: str) -> str:
    return line if len(line) <= _LONGEST_LINE else f"{line[: _LONGEST_LINE - 1]}…"


def inverse(edits: Iterable[CellEdit]) -> tuple[CellEdit, ...]:
    """What takes edits back."""
    return tuple(
        CellEdit(edit.on_date, edit.activity, edit.match_id, edit.before, edit.minutes) for edit in edits
    )  # fmt: skip
