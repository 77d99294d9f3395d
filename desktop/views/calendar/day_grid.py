"""Day and week: hours from top to bottom, days side by side, everything by keyboard, mouse and finger."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer, Signal
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
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip, QWidget

from desktop.casework.appointments.appointment_rows import AppointmentRow, Slot
from desktop.models.calendar_board import (
    SLOT_MINUTES,
    WEEKDAYS,
    CalendarBoard,
    Placed,
    Span,
    at_minute,
    minute_of,
    placed,
    slot_words,
    spoken,
)
from desktop.views import style
from desktop.views.calendar.keys import GridKeys
from desktop.views.calendar.painting import paint_box

_NOW_EVERY = 60_000


class DayGrid(QAbstractScrollArea):
    """Arrows move the mark by half hours and days, Enter opens, N makes, Strg+arrows move the appointment, Space steps
    through several at once, Page up and down turn the page.

    *Signals:* open_wanted(AppointmentRow), new_wanted(Slot), move_wanted(AppointmentRow, Slot).
    """

    open_wanted = Signal(object)
    new_wanted = Signal(object)
    move_wanted = Signal(object, object)

    def __init__(self, board: CalendarBoard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._board, self._keys = board, GridKeys(board, self)
        self._held: tuple[AppointmentRow, QPoint] | None = None
        self._dragged_to: Slot | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._clock = QTimer(self)
        self._clock.timeout.connect(self.viewport().update)
        self._clock.start(_NOW_EVERY)
        board.changed.connect(self._on_changed)
        style.notifier().changed.connect(self._on_changed)
        self._on_changed()

    def boxes(self) -> list[tuple[QRect, AppointmentRow]]:
        """Where each appointment stands in the viewport, for the mouse and for tests."""
        return [
            (self._box(place, item), item.row)
            for place, day in enumerate(self._board.days) for item in placed(self._board.rows(day))
        ]  # fmt: skip

    def slot_at(self, point: QPoint) -> Slot:
        """Day and half hour under a point of the viewport."""
        days = self._board.days
        place = min(max(int((point.x() - self._left()) / self._day_width()), 0), len(days) - 1)
        first, last = self._board.hours()
        minute = first * 60 + (point.y() - self._top() + self.verticalScrollBar().value()) * 60 / self._hour_height()
        minute = min(max(int(minute) // SLOT_MINUTES * SLOT_MINUTES, first * 60), last * 60 - SLOT_MINUTES)
        return Slot(days[place], at_minute(minute), 60)

    # measures

    def _hour_height(self) -> int:
        return round(style.line_height() * 2.6)

    def _left(self) -> int:
        return QFontMetrics(style.font("muted")).horizontalAdvance("00:00") + style.space(3)

    def _top(self) -> int:
        return round(style.line_height() * 1.8)

    def _day_width(self) -> float:
        return (self.viewport().width() - self._left()) / len(self._board.days)

    def _y(self, minute: int) -> int:
        since = minute - self._board.hours()[0] * 60
        return self._top() + round(since * self._hour_height() / 60) - self.verticalScrollBar().value()

    def _x(self, place: int) -> int:
        return self._left() + round(place * self._day_width())

    def _box(self, place: int, item: Placed) -> QRect:
        gap = style.space(0.5)
        width = (self._x(place + 1) - self._x(place) - 3 * gap) / item.lanes
        top = self._y(item.begin)
        height = max(self._y(item.end) - top - 1, round(style.line_height() * 1.2))
        return QRect(round(self._x(place) + gap + item.lane * width), top + 1, round(width) - gap, height)

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, tokens = QPainter(self.viewport()), style.current()
        painter.fillRect(self.viewport().rect(), tokens.color("surface"))
        self._paint_hours(painter)
        for place, day in enumerate(self._board.days):
            self._paint_day(painter, place, day)
        self._paint_mark(painter)
        self._paint_heads(painter)
        painter.end()

    def _paint_hours(self, painter: QPainter) -> None:
        tokens = style.current()
        painter.setFont(style.font("muted"))
        first, last = self._board.hours()
        work = range(self._board.settings.working_hours_from, self._board.settings.working_hours_until)
        for hour in range(first, last):
            top = self._y(hour * 60)
            if hour not in work:
                rest = QRect(self._left(), top, self.viewport().width() - self._left(), self._hour_height())
                painter.fillRect(rest, tokens.color("canvas"))
            painter.setPen(tokens.color("muted"))
            label = QRect(0, top, self._left() - style.space(1), round(style.line_height("muted")))
            painter.drawText(label, Qt.AlignmentFlag.AlignRight, at_minute(hour * 60))
            painter.setPen(tokens.color("line"))
            painter.drawLine(self._left(), top, self.viewport().width(), top)

    def _paint_day(self, painter: QPainter, place: int, day: dt.date) -> None:
        tokens = style.current()
        painter.setPen(tokens.color("line"))
        painter.drawLine(self._x(place), self._top(), self._x(place), self.viewport().height())
        chosen = self._board.chosen()
        for item in placed(self._board.rows(day)):
            own = item.row.user_id == self._board.own_user
            is_chosen = chosen is not None and chosen.id == item.row.id and self._board.day == day
            paint_box(painter, self._box(place, item), item.row, own=own, chosen=is_chosen and self.hasFocus())
        minute = self._board.now_minute(day)
        if minute is not None:
            y = self._y(minute)
            painter.setPen(QPen(tokens.color("bad"), 2))
            painter.drawLine(self._x(place), y, self._x(place + 1), y)
            painter.setBrush(tokens.color("bad"))
            painter.drawEllipse(QPoint(self._x(place) + style.space(1), y), style.space(1), style.space(1))
            painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_mark(self, painter: QPainter) -> None:
        slot = self._dragged_to or Slot(self._board.day, at_minute(self._board.minute), SLOT_MINUTES)
        resting = self._dragged_to is None
        if slot.on_date not in self._board.days or (resting and (not self.hasFocus() or self._board.chosen())):
            return
        place = self._board.days.index(slot.on_date)
        top = self._y(minute_of(slot.start_time))
        height = self._y(minute_of(slot.start_time) + slot.minutes) - top
        painter.setPen(QPen(style.current().color("accent"), 2, Qt.PenStyle.DashLine))
        painter.drawRect(QRect(self._x(place) + 1, top + 1, self._x(place + 1) - self._x(place) - 3, height - 2))

    def _paint_heads(self, painter: QPainter) -> None:
        tokens = style.current()
        painter.fillRect(QRect(0, 0, self.viewport().width(), self._top()), tokens.color("canvas"))
        for place, day in enumerate(self._board.days):
            today = self._board.now_minute(day) is not None
            painter.setFont(style.font("strong" if today else "body"))
            painter.setPen(tokens.color("accent" if today else "text"))
            room = QRect(self._x(place) + style.space(1), 0, int(self._day_width()) - style.space(2), self._top())
            words = self._head_words(day, painter.fontMetrics(), room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, words)
            if today:
                painter.fillRect(QRect(self._x(place), self._top() - 3, int(self._day_width()), 3),
                                 tokens.color("accent"))  # fmt: skip

    def _head_words(self, day: dt.date, metrics: QFontMetrics, room: int) -> str:
        name, date = WEEKDAYS[day.weekday()], f"{day.day:02}.{day.month:02}."
        words = (f"{name}, {date}", f"{name[:2]}, {date}", f"{name[:2]} {day.day}")
        return next((text for text in words if metrics.horizontalAdvance(text) <= room), words[-1])

    # keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._keys.press(event):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._on_changed()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    # mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        row = self._row_at(point)
        self._held = (row, point) if row is not None else None
        if row is not None:
            self._board.choose(row)
        else:
            slot = self.slot_at(point)
            self._board.go(slot.on_date, minute_of(slot.start_time))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if self._held is None or (point - self._held[1]).manhattanLength() < style.space(2):
            return
        row, start = self._held
        grip = minute_of(row.start_time) - minute_of(self.slot_at(start).start_time)
        under = self.slot_at(point)
        minute = min(max(minute_of(under.start_time) + grip, 0), 24 * 60 - row.minutes)
        self._dragged_to = Slot(under.on_date, at_minute(minute), row.minutes)
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        held, slot = self._held, self._dragged_to
        self._held = self._dragged_to = None
        self.viewport().update()
        if held is not None and slot is not None and slot != held[0].slot:
            self.move_wanted.emit(held[0], slot)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        row = self._row_at(point)
        self._held = None
        if row is not None:
            self.open_wanted.emit(row)
        else:
            self.new_wanted.emit(self.slot_at(point))

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            row = self._row_at(event.pos())
            QToolTip.showText(event.globalPos(), spoken(row) if row else "", self)
            return True
        return super().viewportEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_range()

    def _row_at(self, point: QPoint) -> AppointmentRow | None:
        return next((row for box, row in reversed(self.boxes()) if box.contains(point)), None)

    def _on_changed(self) -> None:
        if self._board.span is Span.MONTH:
            return
        self._set_range()
        bar, step = self.verticalScrollBar(), self._hour_height()
        top = self._y(self._board.minute)
        if top < self._top():
            bar.setValue(bar.value() + top - self._top())
        elif top + step > self.viewport().height():
            bar.setValue(bar.value() + top + step - self.viewport().height())
        chosen = self._board.chosen()
        self.setAccessibleName(spoken(chosen) if chosen else slot_words(self._board.slot))
        if self.hasFocus():
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))
        self.viewport().update()

    def _set_range(self) -> None:
        first, last = self._board.hours()
        whole = self._top() + (last - first) * self._hour_height()
        self.verticalScrollBar().setRange(0, max(0, whole - self.viewport().height()))
        self.verticalScrollBar().setPageStep(self.viewport().height())
        self.verticalScrollBar().setSingleStep(self._hour_height() // 2)
