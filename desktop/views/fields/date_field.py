"""A day that may stay empty, typed in many ways or picked from a calendar."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from desktop.clock import german_date, today
from desktop.views import icons
from desktop.views.fields.calendar_popup import CalendarPopup
from desktop.views.fields.date_reading import Lean, read_date, weekday, with_weekday
from desktop.views.fields.line_field import HintedLineEdit, LineField


class DateField(LineField[dt.date]):
    """A day. Takes 010526, 1.5.26, 1. Mai, heute, morgen, fr, +6w, +3m; shows what it understood with the weekday.

    `lean` says which side of today is meant where the text leaves it open; `earliest` and `latest` bound the day.
    F4 or the button opens a calendar.
    """

    def __init__(
        self,
        key: str,
        label: str,
        *,
        lean: Lean = Lean.NEAREST,
        earliest: dt.date | None = None,
        latest: dt.date | None = None,
        help_text: str = "",
        mandatory: bool = False,
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self._lean, self._earliest, self._latest = lean, earliest, latest
        super().__init__(
            key, label, help_text=help_text, mandatory=mandatory, characters=30, parent=parent,
        )  # fmt: skip
        self._line.setPlaceholderText(placeholder or self.tr("TT.MM.JJJJ"))

    def set_bounds(self, earliest: dt.date | None, latest: dt.date | None) -> None:
        """Other days between which the value must lie."""
        self._earliest, self._latest = earliest, latest

    def open_calendar(self) -> None:
        """Show the calendar below the field, at the entered day or today."""
        if self.is_read_only():
            return
        popup = CalendarPopup(self.value() or today(), self)
        popup.calendar.clicked.connect(self._on_calendar_picked)
        popup.calendar.activated.connect(self._on_calendar_picked)
        popup.show_below(self._line)

    def _build_around(self, line: HintedLineEdit) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        self._button = QToolButton()
        icons.set_icon(self._button, "calendar", "muted")
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # F4 does the same from the keyboard
        self._button.setAccessibleName(self.tr("Kalender öffnen"))
        self._button.setToolTip(self.tr("Kalender öffnen (F4)"))
        self._button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Ignored)  # as high as the line
        self._button.clicked.connect(self.open_calendar)
        row.addWidget(line, 1)
        row.addWidget(self._button)
        for keys in ("F4", "Alt+Down"):
            shortcut = QShortcut(QKeySequence(keys), line)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(self.open_calendar)
        return box

    def _read(self, text: str) -> dt.date | None:
        return read_date(text, today(), self._lean)

    def _write(self, value: dt.date) -> str:
        return german_date(value)

    def _judge(self, value: dt.date) -> str | None:
        if self._earliest and value < self._earliest:
            return self.tr("Bitte einen Tag ab dem %1 eingeben.").replace("%1", german_date(self._earliest))
        if self._latest and value > self._latest:
            return self.tr("Bitte einen Tag bis zum %1 eingeben.").replace("%1", german_date(self._latest))
        return None

    def _after_text(self) -> None:
        day = self.value()
        if day is None:
            self._line.set_hint("")
        else:
            written = self._line.text() == german_date(day)
            self._line.set_hint(weekday(day) if written else with_weekday(day))

    def _apply_read_only(self, read_only: bool) -> None:
        super()._apply_read_only(read_only)
        self._button.setVisible(not read_only)

    def _description(self) -> str:
        hint = self.tr("Datum, zum Beispiel 01.05.2026, morgen oder +6w. F4 öffnet den Kalender.")
        return f"{super()._description()} {hint}".strip()

    def _on_calendar_picked(self, day: QDate) -> None:
        self.set_value(dt.date(day.year(), day.month(), day.day()))
        self.show_error(self.problem())
        self.focus_input()
        self.changed.emit()
