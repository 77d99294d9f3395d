"""The monthly grid of hours, typed like a spreadsheet: type, Enter goes down, Tab goes right, Strg+V takes a block."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop.casework.volunteers.hours.hours_rows import MonthGrid
from desktop.models.hours_grid import HoursGrid
from desktop.views import style

_CHARACTERS = 9
"""Least width of a column of times; a longer heading widens it."""


class HoursGridView(QTableView):
    """Tab leaves the grid unless a time is being typed: then it goes on to the next cell, as Enter goes down."""

    def __init__(self, name: str, model: HoursGrid, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = model
        self._waiting: MonthGrid | None = None
        self.setAccessibleName(name)
        self.setModel(model)
        self.setItemDelegate(_TimeDelegate(self))
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.AnyKeyPressed | trigger.DoubleClicked | trigger.EditKeyPressed)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideNone)
        self.verticalHeader().setMinimumSectionSize(1)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setHighlightSections(True)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setSectionsClickable(False)
        model.modelReset.connect(self.fit)
        style.notifier().changed.connect(self.fit)
        self.fit()

    def show_grid(self, grid: MonthGrid) -> None:
        """Show what was read. Other columns would close the cell being typed, so they wait until it is left."""
        shown = self._grid.grid
        same_month = shown is not None and shown.first == grid.first
        if shown is not None and same_month and shown.columns != grid.columns and self._is_typing():
            self._waiting = grid
            return
        self._waiting = None
        line, column = self.currentIndex().row(), self._grid.column(self.currentIndex().column())
        self._grid.set_grid(grid)
        if same_month and not self.currentIndex().isValid():
            place = grid.columns.index(column) if column in grid.columns else 0
            self.setCurrentIndex(self._grid.index(max(0, line), place))

    def keep_typed(self) -> None:
        """Keep what is being typed, as Enter does, and stay where it is."""
        editor = self.indexWidget(self.currentIndex())
        if self._is_typing() and editor is not None:
            self.commitData(editor)
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def fit(self) -> None:
        """Rows and columns for the text's size; a heading is shown as far as there is sense in it."""
        self.verticalHeader().setDefaultSectionSize(round(style.line_height() * 1.45))
        self.verticalHeader().setFixedWidth(style.text_width(8))
        header, metrics = self.horizontalHeader(), QFontMetrics(style.font("strong"))
        least = style.text_width(_CHARACTERS)
        for place in range(self._grid.columnCount()):
            lines = str(self._grid.headerData(place, Qt.Orientation.Horizontal)).splitlines()
            wanted = max(map(metrics.horizontalAdvance, lines), default=0)
            header.resizeSection(place, max(wanted, least) + style.space(6))

    def go_to_day(self, day: int) -> None:
        """Put the mark on a day of the month, in the column where it is."""
        line = max(0, min(day, self._grid.rowCount() - 1) - 1)
        self.setCurrentIndex(self._grid.index(line, max(0, self.currentIndex().column())))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self._paste()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._empty_marked()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go_down()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The day stays in sight when the room changes."""
        super().resizeEvent(event)
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Enter kept what was typed: the next day is the next to be typed. What waited for it is shown first."""
        super().closeEditor(editor, hint)
        if self._waiting is not None and not self._is_typing():
            self.show_grid(self._waiting)
        if hint is QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            self._go_down()

    def _is_typing(self) -> bool:
        return self.state() == QAbstractItemView.State.EditingState

    def _go_down(self) -> None:
        now = self.currentIndex()
        below = self._grid.index(min(now.row() + 1, self._grid.rowCount() - 1), now.column())
        self.setCurrentIndex(below)

    def _paste(self) -> None:
        text = QGuiApplication.clipboard().text().rstrip("\r\n")
        now = self.currentIndex()
        if text and now.isValid():
            self._grid.put_texts(now.row(), now.column(), [line.split("\t") for line in text.splitlines()])

    def _empty_marked(self) -> None:
        """Sums that are marked, too, stay."""
        marked = [index for index in self.selectedIndexes() if self._grid.flags(index) & Qt.ItemFlag.ItemIsEditable]
        if marked:
            lines, places = {index.row() for index in marked}, {index.column() for index in marked}
            self._grid.put_texts(min(lines), min(places), [[""] * len(places) for _ in lines])


class _TimeDelegate(QStyledItemDelegate):
    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        line = QLineEdit(parent)
        line.setAlignment(Qt.AlignmentFlag.AlignRight)
        line.setFrame(False)
        line.setAccessibleName(str(index.data(Qt.ItemDataRole.AccessibleTextRole)))
        return line

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        """A month that is read again while somebody types does not put its text in place of theirs."""
        if not (isinstance(editor, QLineEdit) and editor.isModified()):
            super().setEditorData(editor, index)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter is taken at once; Qt's own way lets it come to the grid as well, which would go down twice."""
        enter = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() in enter:
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.SubmitModelCache)
            return True
        return super().eventFilter(editor, event)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Sums in bold on a ground of their own, days to come muted; the focus is a frame, whatever is marked."""
        model = index.model()
        own = QStyleOptionViewItem(option)
        tokens = style.current()
        if isinstance(model, HoursGrid):
            day, column = model.day(index.row()), model.column(index.column())
            if day is None or column is None:
                painter.fillRect(own.rect, tokens.color("soft"))
                own.font = style.font("strong")
            elif day.weekday() > 4:
                painter.fillRect(own.rect, tokens.color("canvas"))
        super().paint(painter, own, index)
        if own.state & QStyle.StateFlag.State_HasFocus:
            painter.save()
            painter.setPen(tokens.color("accent"))
            painter.drawRect(own.rect.adjusted(0, 0, -1, -1))
            painter.drawRect(own.rect.adjusted(1, 1, -2, -2))
            painter.restore()
