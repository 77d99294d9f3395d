"""How an appointment looks in a calendar: whose it is by pattern and initials, what came of it by icon and word."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QBrush, QFontMetrics, QPainter, QPen

from desktop.casework.appointments.appointment_rows import AppointmentRow
from desktop.talk_terms import AppointmentStatus
from desktop.views import icons, style

_ICONS = {
    AppointmentStatus.HELD: ("check", "ok"), AppointmentStatus.NO_SHOW: ("circle-x", "bad"),
    AppointmentStatus.CANCELLED: ("ban", "muted"), AppointmentStatus.POSTPONED: ("hourglass", "warn"),
}  # fmt: skip


def paint_box(painter: QPainter, box: QRect, row: AppointmentRow, *, own: bool, chosen: bool) -> None:
    """One appointment: own ones filled with a full bar, others' white with a hatched bar and initials."""
    tokens = style.current()
    painter.save()
    painter.setClipRect(box.adjusted(-1, -1, 2, 2))
    painter.fillRect(box, tokens.color("accent_soft" if own and not row.is_over else "surface"))
    bar = QRect(box.left(), box.top(), style.space(1.5), box.height())
    pattern = Qt.BrushStyle.SolidPattern if own else Qt.BrushStyle.Dense4Pattern
    painter.fillRect(bar, QBrush(tokens.color("muted" if row.is_over else "accent"), pattern))
    painter.setPen(QPen(tokens.color("accent" if chosen else "control"), 3 if chosen else 1))
    painter.drawRect(box.adjusted(1, 1, -2, -2) if chosen else box.adjusted(0, 0, -1, -1))
    _paint_words(painter, box.adjusted(bar.width() + style.space(1), 1, -style.space(1), -1), row, _who(row, own=own))
    painter.restore()


def paint_line(painter: QPainter, line: QRect, row: AppointmentRow, *, own: bool) -> None:
    """One appointment in a cell of a month: „09:30 Ahmadi“."""
    tokens = style.current()
    bar = QRect(line.left(), line.top() + 2, style.space(1), line.height() - 4)
    pattern = Qt.BrushStyle.SolidPattern if own else Qt.BrushStyle.Dense4Pattern
    painter.fillRect(bar, QBrush(tokens.color("muted" if row.is_over else "accent"), pattern))
    room = line.adjusted(bar.width() + style.space(1), 0, 0, 0)
    _first_line(painter, room, row, f"{row.start_time} {_who(row, own=own)}")


def _paint_words(painter: QPainter, room: QRect, row: AppointmentRow, who: str) -> None:
    strong, small = QFontMetrics(style.font("strong")), QFontMetrics(style.font("muted"))
    painter.setFont(style.font("strong"))
    _first_line(painter, QRect(room.left(), room.top(), room.width(), strong.height()), row, who)
    painter.setFont(style.font("muted"))
    painter.setPen(style.current().color("muted"))
    top = room.top() + strong.height()
    status = "" if row.status is AppointmentStatus.PLANNED else row.status.label
    for words in (status, f"{row.start_time}–{row.end_time}", row.title, row.place):
        if words and top + small.height() <= room.bottom() + 2:
            text = small.elidedText(words, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(QRect(room.left(), top, room.width(), small.height()), Qt.AlignmentFlag.AlignVCenter, text)
            top += small.height()


def _first_line(painter: QPainter, line: QRect, row: AppointmentRow, words: str) -> None:
    if row.status in _ICONS:
        name, role = _ICONS[row.status]
        side = min(line.height(), icons.default_size())
        painter.drawPixmap(line.left(), line.top() + (line.height() - side) // 2, icons.pixmap(name, role, side))
        line = line.adjusted(side + style.space(0.5), 0, 0, 0)
    font = painter.font()
    struck = painter.font()
    struck.setStrikeOut(row.is_over)
    painter.setFont(struck)
    painter.setPen(style.current().color("muted" if row.is_over else "text"))
    text = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, line.width())
    painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, text)
    painter.setFont(font)


def _who(row: AppointmentRow, *, own: bool) -> str:
    """Whose it is stands first, so that it is read where there is no room for more."""
    name = row.case_title.replace("Familie ", "Fam. ", 1) or row.title
    return name if own else f"{row.user_short or '–'}: {name}"
