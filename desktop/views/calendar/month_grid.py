"""A month: whole weeks with their numbers, a few lines per day and how many more there are."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop.casework.appointments.appointment_rows import Slot
from desktop.clock import german_date
from desktop.models.calendar_board import WEEKDAYS, CalendarBoard, Span, spoken
from desktop.views import style
from desktop.views.calendar.keys import GridKeys
from desktop.views.calendar.painting import paint_line

_WEEK = 7


class MonthGrid(QWidget):
    """Arrows move the mark by days and weeks, Enter opens the day's only appointment or the day, N makes a new one.

    *Signals:* as `DayGrid`, and day_wanted(date).
    """

    open_wanted = Signal(object)
    new_wanted = Signal(object)
    move_wanted = Signal(object, object)
    day_wanted = Signal(object)

    def __init__(self, board: CalendarBoard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._board, self._keys = board, GridKeys(board, self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        board.changed.connect(self._on_changed)
        style.notifier().changed.connect(self._on_changed)
        self._on_changed()

    def minimumSizeHint(self) -> QSize:
        return QSize(style.text_width(40), round(style.line_height() * 6))

    def cell(self, day: dt.date) -> QRect:
        """Where a day stands; for the mouse and for tests."""
        place = self._board.days.index(day)
        week, column = divmod(place, _WEEK)
        left, top = self._edge(column), self._line(week)
        return QRect(left, top, self._edge(column + 1) - left, self._line(week + 1) - top)

    def day_at(self, point: QPoint) -> dt.date:
        """The day under a point."""
        weeks = len(self._board.days) // _WEEK
        column = min(max(int((point.x() - self._left()) * _WEEK / max(1, self.width() - self._left())), 0), _WEEK - 1)
        week = min(max(int((point.y() - self._top()) * weeks / max(1, self.height() - self._top())), 0), weeks - 1)
        return self._board.days[week * _WEEK + column]

    # measures

    def _left(self) -> int:
        return QFontMetrics(style.font("muted")).horizontalAdvance("KW 00") + style.space(2)

    def _top(self) -> int:
        return round(style.line_height() * 1.6)

    def _edge(self, column: int) -> int:
        return self._left() + (self.width() - self._left()) * column // _WEEK

    def _line(self, week: int) -> int:
        return self._top() + (self.height() - self._top()) * week // max(1, len(self._board.days) // _WEEK)

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, tokens = QPainter(self), style.current()
        painter.fillRect(self.rect(), tokens.color("surface"))
        painter.fillRect(QRect(0, 0, self.width(), self._top()), tokens.color("canvas"))
        self._paint_heads(painter)
        for day in self._board.days:
            self._paint_day(painter, day)
        painter.end()

    def _paint_heads(self, painter: QPainter) -> None:
        tokens = style.current()
        painter.setPen(tokens.color("text"))
        painter.setFont(style.font("body"))
        for column, name in enumerate(WEEKDAYS):
            room = QRect(self._edge(column), 0, self._edge(column + 1) - self._edge(column), self._top())
            fits = painter.fontMetrics().horizontalAdvance(name) <= room.width()
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, name if fits else name[:2])
        painter.setFont(style.font("muted"))
        painter.setPen(tokens.color("muted"))
        for week in range(len(self._board.days) // _WEEK):
            number = self._board.days[week * _WEEK].isocalendar().week
            room = QRect(style.space(1), self._line(week) + style.space(1), self._left(), self._top())
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft, f"KW {number}")

    def _paint_day(self, painter: QPainter, day: dt.date) -> None:
        tokens, cell = style.current(), self.cell(day)
        inside = day.month == self._board.day.month
        painter.fillRect(cell, tokens.color("surface" if inside else "canvas"))
        painter.setPen(tokens.color("line"))
        painter.drawRect(cell.adjusted(0, 0, -1, -1))
        today = self._board.now_minute(day) is not None
        painter.setFont(style.font("strong" if today else "body"))
        painter.setPen(tokens.color("accent" if today else "text" if inside else "muted"))
        height = painter.fontMetrics().height()
        head = QRect(cell.left() + style.space(1), cell.top() + 1, cell.width() - style.space(2), height)
        words = self.tr("heute %1").replace("%1", str(day.day))
        if not today or painter.fontMetrics().horizontalAdvance(f"{words} (00)") > head.width():
            words = str(day.day)
        painter.drawText(head, Qt.AlignmentFlag.AlignRight, words)
        self._paint_rows(painter, day, cell.adjusted(style.space(1), height + 1, -style.space(1), -1))
        if day == self._board.day and self.hasFocus():
            painter.setPen(QPen(tokens.color("accent"), 3))
            painter.drawRect(cell.adjusted(1, 1, -2, -2))

    def _paint_rows(self, painter: QPainter, day: dt.date, room: QRect) -> None:
        painter.setFont(style.font("muted"))
        height, rows = painter.fontMetrics().height(), self._board.rows(day)
        fits = room.height() // height
        if fits < 1:
            self._paint_count(painter, QRect(room.left(), room.top() - height - 1, room.width(), height), len(rows))
            return
        shown = len(rows) if len(rows) <= fits else max(0, fits - 1)
        for number, row in enumerate(rows[:shown]):
            line = QRect(room.left(), room.top() + number * height, room.width(), height)
            paint_line(painter, line, row, own=row.user_id == self._board.own_user)
        if shown < len(rows):
            line = QRect(room.left(), room.top() + shown * height, room.width(), height)
            self._paint_count(painter, line, len(rows) - shown, more=bool(shown))

    def _paint_count(self, painter: QPainter, line: QRect, count: int, *, more: bool = False) -> None:
        said = self.tr("+ %1 weitere") if more else self.tr("%1 Termin(e)")
        painter.setPen(style.current().color("muted"))
        metrics = painter.fontMetrics()
        words = said.replace("%1", str(count)) if count else ""
        fits = metrics.horizontalAdvance(words) <= line.width() - 2 * metrics.horizontalAdvance("00")
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft, words if fits or not count else f"({count})")

    # keyboard and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and len(self._board.rows(self._board.day)) != 1:
            self.day_wanted.emit(self._board.day)
        elif not self._keys.press(event):
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._board.go(self.day_at(event.position().toPoint()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        day = self.day_at(event.position().toPoint())
        if self._board.rows(day):
            self.day_wanted.emit(day)
        else:
            self.new_wanted.emit(Slot(day, self._board.slot.start_time, 60))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            rows = self._board.rows(self.day_at(event.pos()))
            QToolTip.showText(event.globalPos(), "\n".join(spoken(row) for row in rows), self)
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._on_changed()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def _on_changed(self) -> None:
        if self._board.span is not Span.MONTH:
            return
        day, rows = self._board.day, self._board.rows(self._board.day)
        words = [f"{WEEKDAYS[day.weekday()]}, {german_date(day)}", *(spoken(row) for row in rows)]
        self.setAccessibleName(". ".join(words if rows else [*words, self.tr("keine Termine")]))
        if self.hasFocus():
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))
        self.update()
