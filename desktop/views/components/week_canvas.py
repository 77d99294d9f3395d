"""The painted part of a week grid: one tab stop whose accessible name is the half hour under the keyboard's mark."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMargins, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QBrush,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from desktop.casework.volunteers.week_times import WEEKDAYS, Span, shared
from desktop.models.volunteer_week import ALL_DAYS, HALF, HEAD, Cell, WeekBoard, clock
from desktop.views import style

_ARROWS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}


class WeekCanvas(QWidget):
    """*Signals:* painted() when times were marked or cleared; undo_wanted()."""

    painted = Signal()
    undo_wanted = Signal()

    def __init__(self, board: WeekBoard, name: str, *, dense: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._board, self._name, self._dense, self._read_only = board, name, dense, False
        self._note = ""
        self._dragging: bool | None = None  # True while painting free, False while clearing
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        style.notifier().changed.connect(self.refresh)

    def set_read_only(self, read_only: bool) -> None:
        """Only look and listen."""
        self._read_only = read_only
        self.refresh()

    def set_note(self, note: str) -> None:
        """What is read aloud before the keys: error and help of the form."""
        self._note = note
        self.refresh()

    def refresh(self) -> None:
        """The board changed."""
        self.setAccessibleName(f"{self._name}: {self._board.spoken()}")
        self.setAccessibleDescription(self._help())
        if self.hasFocus():
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))
        self.updateGeometry()
        self.update()

    def _help(self) -> str:
        walk = self.tr("Pfeiltasten gehen durch die Woche.")
        paint = self.tr("Leertaste markiert oder leert, Umschalt und Pfeiltasten wählen mehrere, Strg+Z nimmt zurück.")
        parts = (self._note, walk) if self._read_only else (self._note, walk, paint)
        return " ".join(part for part in parts if part)

    # where things stand

    def cell_at(self, point: QPoint) -> Cell:
        """The half hour or head under a point."""
        first, last = self._board.hours()
        day = ALL_DAYS if point.x() < self._left() else int((point.x() - self._left()) / self._day_width())
        if point.y() < self._top():
            return Cell(max(min(day, 6), 0), HEAD)
        row = int((point.y() - self._top()) / self._row_height())
        return Cell(min(day, 6), min(first + row * HALF, last - HALF))

    def place_of(self, cell: Cell) -> QRect:
        """Where a half hour or head stands."""
        if cell.start == HEAD:
            return QRect(self._x(cell.weekday), 0, self._x(cell.weekday + 1) - self._x(cell.weekday), self._top())
        top, below = self._y(cell.start), self._y(cell.start + HALF)
        if cell.weekday == ALL_DAYS:
            return QRect(0, top, self._left(), below - top)
        return QRect(self._x(cell.weekday), top, self._x(cell.weekday + 1) - self._x(cell.weekday), below - top)

    def sizeHint(self) -> QSize:
        first, last = self._board.hours()
        height = self._top() + round((last - first) / HALF * self._row_height()) + 1
        return QSize(self._left() + 7 * style.text_width(8), height)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._left() + 7 * style.text_width(4), self.sizeHint().height())

    def _row_height(self) -> float:
        return style.line_height() * (0.5 if self._dense else 0.75)

    def _left(self) -> int:
        return QFontMetrics(style.font("muted")).horizontalAdvance("00:00") + style.space(2)

    def _top(self) -> int:
        return round(style.line_height() * 1.5)

    def _day_width(self) -> float:
        return max(1.0, (self.width() - self._left() - 1) / len(WEEKDAYS))

    def _x(self, weekday: int) -> int:
        return self._left() + round(weekday * self._day_width())

    def _y(self, minute: int) -> int:
        return self._top() + round((minute - self._board.hours()[0]) / HALF * self._row_height())

    def _box(self, span: Span) -> QRect:
        left, right = self._x(span.weekday), self._x(span.weekday + 1)
        return QRect(left + 1, self._y(span.start) + 1, right - left - 1, self._y(span.end) - self._y(span.start) - 1)

    # painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._paint_ground(painter)
        self._paint_lines(painter)
        for span in self._board.times:
            paint_span(painter, self._box(span), "own")
            self._paint_time(painter, span)
        for span in self._board.other:
            paint_span(painter, self._box(span), "other")
        for span in shared(self._board.times, self._board.other):
            paint_span(painter, self._box(span), "both")
        self._paint_words(painter)
        self._paint_selection(painter)
        painter.end()

    def _paint_ground(self, painter: QPainter) -> None:
        tokens = style.current()
        painter.fillRect(self.rect(), tokens.color("surface"))
        painter.fillRect(QRect(0, 0, self.width(), self._top()), tokens.color("canvas"))
        painter.fillRect(QRect(self._x(5), self._top(), self._x(7) - self._x(5), self.height()), tokens.color("canvas"))

    def _paint_lines(self, painter: QPainter) -> None:
        tokens = style.current()
        first, last = self._board.hours()
        for minute in range(first, last + 1, HALF):
            pen = QPen(tokens.color("line"), 1, Qt.PenStyle.SolidLine if minute % 60 == 0 else Qt.PenStyle.DotLine)
            painter.setPen(pen)
            painter.drawLine(0 if minute % 60 == 0 else self._left(), self._y(minute), self.width(), self._y(minute))
        painter.setPen(QPen(tokens.color("line"), 1))
        for weekday in range(len(WEEKDAYS) + 1):
            painter.drawLine(self._x(weekday), 0, self._x(weekday), self._y(last))

    def _paint_words(self, painter: QPainter) -> None:
        tokens = style.current()
        first, last = self._board.hours()
        painter.setFont(style.font("muted"))
        painter.setPen(tokens.color("muted"))
        for minute in range(first, last, 60):
            room = QRect(0, self._y(minute), self._left() - style.space(1), self._y(minute + 60) - self._y(minute))
            painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, clock(minute))
        painter.setFont(style.font("strong"))
        painter.setPen(tokens.color("text"))
        longest = max(map(painter.fontMetrics().horizontalAdvance, WEEKDAYS)) + style.space(2)
        for weekday, name in enumerate(WEEKDAYS):
            words = name if longest <= self._day_width() else name[:2]
            painter.drawText(self.place_of(Cell(weekday, HEAD)), Qt.AlignmentFlag.AlignCenter, words)

    def _paint_time(self, painter: QPainter, span: Span) -> None:
        """From and until in the marked field, where there is room and nothing is laid over."""
        painter.setFont(style.font("muted"))
        words = f"{clock(span.start)}–{clock(span.end)}"
        room = self._box(span).adjusted(style.space(1.5), 0, -1, 0)
        fits = painter.fontMetrics().boundingRect(words).size().grownBy(QMargins(1, 1, 1, 1))
        if not self._board.other and fits.width() <= room.width() and fits.height() <= room.height():
            painter.setPen(style.current().color("text"))
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, words)

    def _paint_selection(self, painter: QPainter) -> None:
        if not self.hasFocus():
            return
        tokens = style.current()
        spans = self._board.chosen()
        if len(spans) > 1 or self._board.mark.is_head or spans[0].minutes > HALF:
            painter.setPen(QPen(tokens.color("accent"), 1, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for span in spans:
                painter.drawRect(self._box(span).adjusted(0, 0, -1, -1))
        ring = self.place_of(self._board.mark).adjusted(1, 1, -1, -1)
        # Two rings, light and dark: one of them shows on every ground.
        for role, inset in (("text", 0), ("surface", 2)):
            painter.setPen(QPen(tokens.color(role), 2))
            painter.drawRect(ring.adjusted(inset, inset, -inset, -inset))
        self._paint_tag(painter, ring)

    def _paint_tag(self, painter: QPainter, ring: QRect) -> None:
        """Day and time beside the mark: the heads may be scrolled out of sight."""
        tokens, words = style.current(), self._board.chosen_words()
        painter.setFont(style.font("muted"))
        across, along = style.space(1.5), style.space(0.5)
        size = painter.fontMetrics().boundingRect(words).size().grownBy(QMargins(across, along, across, along))
        left = ring.right() + 3 if ring.right() + 3 + size.width() <= self.width() else ring.left() - 3 - size.width()
        top = min(max(0, ring.center().y() - size.height() // 2), self.height() - size.height())
        tag = QRect(QPoint(max(0, left), top), size)
        painter.fillRect(tag, tokens.color("text"))
        painter.setPen(tokens.color("surface"))
        painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, words)

    # keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        extend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo_wanted.emit()
        elif key in _ARROWS and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            days, halves = _ARROWS[key]
            self._board.step(days, halves, extend=extend)
        elif not self._jump(key, extend=extend) and not self._change(key):
            super().keyPressEvent(event)
            return
        self.refresh()
        self._keep_mark_in_sight()

    def event(self, event: QEvent) -> bool:
        """Strg+Z is this widget's while it has the keyboard, whatever the window would do with it."""
        undo = isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Undo)
        if undo and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.refresh()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def _keep_mark_in_sight(self) -> None:
        """Scroll the page the week stands in, which may be lower than the week is high."""
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        inside = area.widget() if area is not None else None
        if area is not None and inside is not None:
            mark = self.place_of(self._board.mark)
            spot = self.mapTo(inside, mark.center())
            area.ensureVisible(spot.x(), spot.y(), mark.width() // 2, 2 * mark.height())

    def _jump(self, key: Qt.Key, *, extend: bool) -> bool:
        first, last = self._board.hours()
        mark = self._board.mark
        starts = {Qt.Key.Key_Home: first, Qt.Key.Key_End: last - HALF,
                  Qt.Key.Key_PageUp: max(mark.start - 120, first), Qt.Key.Key_PageDown: mark.start + 120}  # fmt: skip
        if key in starts:
            self._board.go(Cell(mark.weekday, starts[key]), extend=extend)
        return key in starts

    def _change(self, key: Qt.Key) -> bool:
        if self._read_only or key not in (Qt.Key.Key_Space, Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            return False
        self._put(free=key is Qt.Key.Key_Space and not self._board.all_taken())
        return True

    def _put(self, *, free: bool) -> None:
        if self._board.put(free=free):
            self.painted.emit()

    # mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        self._board.go(self.cell_at(event.position().toPoint()))
        self._dragging = None if self._read_only else not self._board.all_taken()
        self.refresh()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        cell = self.cell_at(event.position().toPoint())
        if self._dragging is None or self._board.anchor.is_head:
            return
        first, _ = self._board.hours()
        self._board.go(Cell(max(cell.weekday, 0), max(cell.start, first)), extend=True)
        self.refresh()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        if self._dragging is not None:
            self._put(free=self._dragging)
        self._dragging = None
        self.refresh()


class Swatch(QWidget):
    """A small sample of how own, other or shared times are painted."""

    def __init__(self, role: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role = role
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        side = round(style.line_height())
        return QSize(round(side * 1.6), side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._role == "both":
            paint_span(painter, self.rect(), "own")
        paint_span(painter, self.rect(), self._role)
        painter.end()


def paint_span(painter: QPainter, box: QRect, role: str) -> None:
    """Own times are filled with a bar at the left, the other side's hatched, shared ones dotted in a thick frame."""
    tokens = style.current()
    frame = box.adjusted(0, 0, -1, -1)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if role == "own":
        painter.fillRect(box, tokens.color("accent_soft"))
        painter.fillRect(QRect(box.left(), box.top(), style.space(1), box.height()), tokens.color("accent"))
        painter.setPen(QPen(tokens.color("accent"), 1))
    elif role == "other":
        painter.fillRect(box, QBrush(tokens.color("warn"), Qt.BrushStyle.BDiagPattern))
        painter.setPen(QPen(tokens.color("warn"), 1, Qt.PenStyle.DashLine))
    else:
        painter.fillRect(box, QBrush(tokens.color("accent"), Qt.BrushStyle.Dense4Pattern))
        painter.setPen(QPen(tokens.color("accent_strong"), 2))
    painter.drawRect(frame)
