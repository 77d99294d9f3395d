"""The page „Kalender“: day, week or month, one's own appointments or the team's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from desktop.casework.appointments.appointment_rows import AppointmentEntry, AppointmentRow, Slot
from desktop.casework.appointments.appointment_views import period_file
from desktop.clock import today
from desktop.errors import CaseworkError
from desktop.models.calendar_board import CalendarBoard, Span, minute_of, period_title
from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.views import icons, style
from desktop.views.calendar.day_grid import DayGrid
from desktop.views.calendar.desk import AppointmentDesk
from desktop.views.calendar.keys import HELP
from desktop.views.calendar.month_grid import MonthGrid
from desktop.views.components.chip import ChipButton, Tone
from desktop.views.components.message_area import MessageArea
from desktop.views.components.page_head import PageHead
from desktop.views.components.segment_row import Segment, SegmentRow
from desktop.views.people.lines import order_stops
from desktop.views.places import Places

_SPANS = (Segment(Span.DAY, "Tag"), Segment(Span.WEEK, "Woche"), Segment(Span.MONTH, "Monat"))


class CalendarPage(QWidget):
    """Reads when it is made and whenever an appointment changes."""

    def __init__(self, work: Work, drafts: Drafts, places: Places, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self.board = CalendarBoard(work, self)
        self.head, self.messages = PageHead(self.tr("Kalender")), MessageArea()
        self.days, self.month = DayGrid(self.board), MonthGrid(self.board)
        self._build()
        self.desk = AppointmentDesk(self, work, drafts, places, self.messages)
        self._connect()
        self._fit()
        style.notifier().changed.connect(self._fit)
        self.board.load()

    def show_target(self, day: object = None) -> None:
        """Show a day when one is given; the grid gets the keyboard."""
        if isinstance(day, dt.date):
            self.board.go(day)
        self.grid.setFocus()

    @property
    def grid(self) -> DayGrid | MonthGrid:
        """What is shown."""
        return self.month if self.board.span is Span.MONTH else self.days

    def new_appointment(self) -> None:
        """Open the form for a new appointment where the mark stands."""
        self._on_new_wanted(self.board.slot)

    def _build(self) -> None:
        self.head.set_primary(self.tr("Neuer Termin"), "plus").clicked.connect(self.new_appointment)
        self.head.set_menu([
            self._action(self.tr("Kalenderdatei dieses Zeitraums speichern …"), "download", self.save_period),
            self._action(self.tr("Einstellungen …"), "settings", self._open_settings),
        ])
        self._stack = QStackedWidget()
        for grid in (self.days, self.month):
            grid.setAccessibleDescription(HELP)
            self._stack.addWidget(grid)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.head)
        self._column.addWidget(self.messages)
        self._column.addLayout(self._build_bar())
        self._column.addWidget(self._stack, 1)
        order_stops(self)

    def _build_bar(self) -> QHBoxLayout:
        self._bar = QHBoxLayout()
        back = self._turner("chevron-left", self.tr("Zurück (Bild auf)"), -1)
        ahead = self._turner("chevron-right", self.tr("Weiter (Bild ab)"), 1)
        now_button = QPushButton(self.tr("Heute"))
        now_button.clicked.connect(self._on_today)
        self._span = SegmentRow(_SPANS, self.tr("Zeitraum"))
        self._span.set_value(self.board.span)
        self._span.picked.connect(self._on_span_picked)
        self.mine = ChipButton(self.tr("nur meine"), Tone.ACCENT, "user", checkable=True)
        self.mine.setChecked(True)
        self.mine.toggled.connect(self.board.show_mine)
        for widget in (back, now_button, ahead, self._span, self.mine):
            self._bar.addWidget(widget)
        self._bar.addStretch(1)
        return self._bar

    def _turner(self, icon: str, words: str, pages: int) -> QToolButton:
        button = QToolButton()
        icons.set_icon(button, icon)
        button.setAccessibleName(words)
        button.setToolTip(words)
        button.clicked.connect(partial(self._turn, pages))
        return button

    def _action(self, words: str, icon: str, run: Callable[[], object]) -> QAction:
        action = QAction(words, self)
        icons.set_icon(action, icon)
        action.triggered.connect(lambda: run())
        return action

    def _connect(self) -> None:
        self.board.changed.connect(self._on_board_changed)
        self.board.failed.connect(self._on_failed)
        for grid in (self.days, self.month):
            grid.open_wanted.connect(self.desk.open)
            grid.new_wanted.connect(self._on_new_wanted)
            grid.move_wanted.connect(self._on_move_wanted)
        self.month.day_wanted.connect(self._on_day_wanted)

    def _fit(self) -> None:
        margin = style.space(6)
        self._column.setContentsMargins(margin, style.space(4), margin, style.space(3))
        self._column.setSpacing(style.space(2))
        self._bar.setSpacing(style.space(2))

    def save_period(self) -> None:
        """Save one's own appointments of the days shown for another calendar."""
        first, last = self.board.days[0], self.board.days[-1]
        name = f"Termine-{first.isoformat()}-{last.isoformat()}.ics"
        self.desk.choose_file(name, lambda path: self._work.read(
            self, period_file, self.board.own_user, first, last, then=partial(self.desk.write_file, path),
            failed=self._on_failed))  # fmt: skip

    def _open_settings(self) -> None:
        self.desk.change_settings()

    def _turn(self, pages: int) -> None:
        self.board.turn(pages)

    def _on_today(self) -> None:
        self.board.go(today())

    def _on_span_picked(self, span: object) -> None:
        if isinstance(span, Span):
            self.board.show_span(span)
        else:
            self._span.set_value(self.board.span)  # a second click chooses nothing; something is always shown

    def _on_day_wanted(self, day: dt.date) -> None:
        self.board.go(day)
        self.board.show_span(Span.DAY)
        self.days.setFocus()

    def _on_new_wanted(self, slot: Slot) -> None:
        self.desk.make(AppointmentEntry(slot.on_date, slot.start_time, slot.minutes))

    def _on_move_wanted(self, row: AppointmentRow, slot: Slot) -> None:
        self.desk.move(row, slot)
        self.board.go(slot.on_date, minute_of(slot.start_time))

    def _on_board_changed(self) -> None:
        self._span.set_value(self.board.span)
        self._stack.setCurrentWidget(self.grid)
        count = self.board.count()
        said = self.tr("1 Termin") if count == 1 else self.tr("%1 Termine").replace("%1", str(count))
        self.head.set_subtitle(f"{period_title(self.board.day, self.board.span)} · {said}")

    def _on_failed(self, error: CaseworkError) -> None:
        self.messages.show_error(str(error))
