"""A month to pick a day from, shown below a date field."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QDate, QLocale, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QToolButton, QVBoxLayout, QWidget

from desktop.clock import today
from desktop.views import icons, style

_GERMAN = QLocale(QLocale.Language.German, QLocale.Country.Germany)
_CALM = """
#qt_calendar_navigationbar { background: transparent; }
QToolButton { border: none; background: transparent; font-weight: 600; }
QAbstractItemView::item { padding: 0; min-height: 0; }
"""


class CalendarPopup(QFrame):
    """Esc closes it; a click or Enter picks the day and closes. Connect to `calendar.clicked` and `.activated`."""

    def __init__(self, day: dt.date, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        tokens = style.current()
        self.setStyleSheet(f"CalendarPopup {{ background: {tokens.surface}; border: 1px solid {tokens.control}; }}")
        self.calendar = QCalendarWidget()
        box = QVBoxLayout(self)
        box.setContentsMargins(*[style.space(1)] * 4)
        box.addWidget(self.calendar)
        self._speak_german()
        self._calm_colours()
        self.calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self.calendar.setMinimumSize(style.text_width(42), round(style.line_height() * 13))
        self.calendar.clicked.connect(self._on_picked)
        self.calendar.activated.connect(self._on_picked)

    def show_below(self, widget: QWidget) -> None:
        """Open with the top left corner below `widget`, kept on the screen."""
        self.adjustSize()
        spot = widget.mapToGlobal(QPoint(0, widget.height()))
        # WORKAROUND (PySide 6.12.0): QWidget.screen() makes the screen die with the widget for Python.
        screen = QGuiApplication.screenAt(spot) or QGuiApplication.primaryScreen()
        room = screen.availableGeometry()
        spot.setX(max(room.left(), min(spot.x(), room.right() - self.width())))
        if spot.y() + self.height() > room.bottom():
            spot.setY(widget.mapToGlobal(QPoint(0, 0)).y() - self.height())
        self.move(spot)
        self.show()
        self.calendar.setFocus()

    def _speak_german(self) -> None:
        self.calendar.setLocale(_GERMAN)
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.calendar.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.SingleLetterDayNames)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.ISOWeekNumbers)
        self.calendar.setAccessibleName(self.tr("Kalender"))
        names = {"qt_calendar_prevmonth": ("chevron-left", self.tr("Voriger Monat")),
                 "qt_calendar_nextmonth": ("chevron-right", self.tr("Nächster Monat"))}
        for key, (icon, words) in names.items():
            button = self.calendar.findChild(QToolButton, key)
            if button is not None:
                icons.set_icon(button, icon)
                button.setAccessibleName(words)
                button.setToolTip(words)

    def _calm_colours(self) -> None:
        """Qt paints weekends red and the head in the accent; here they are muted, and today is bold."""
        self.calendar.setStyleSheet(_CALM)
        weekend, now = QTextCharFormat(), QTextCharFormat()
        weekend.setForeground(style.current().color("muted"))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.calendar.setWeekdayTextFormat(day, weekend)
        now.setFontWeight(700)
        now.setForeground(style.current().color("accent"))
        day_now = today()
        self.calendar.setDateTextFormat(QDate(day_now.year, day_now.month, day_now.day), now)

    def _on_picked(self) -> None:
        self.close()
