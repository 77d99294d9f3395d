"""Parts of the pages about hours: the chooser of a month, a limit as bar with words."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from desktop.casework.volunteers.hours.allowances import AllowanceRow, LimitState
from desktop.casework.volunteers.hours.hours_rows import next_month
from desktop.clock import today
from desktop.views import icons, style
from desktop.views.components.chip import Chip, Tone
from desktop.views.people.lines import words

MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
    "Dezember",
)  # fmt: skip
_FIRST = dt.date(2000, 1, 1)
_TONES = {LimitState.WITHIN: Tone.OK, LimitState.NEAR: Tone.WARN, LimitState.OVER: Tone.BAD}
_ICONS = {LimitState.WITHIN: "check", LimitState.NEAR: "triangle-alert", LimitState.OVER: "circle-alert"}
_WORDS = {LimitState.WITHIN: "im Rahmen", LimitState.NEAR: "bald erreicht", LimitState.OVER: "überschritten"}
_COLORS = {LimitState.WITHIN: "ok", LimitState.NEAR: "warn", LimitState.OVER: "bad"}


def month_words(first: dt.date) -> str:
    """„November 2026“."""
    return f"{MONTHS[first.month - 1]} {first.year}"


class MonthChooser(QWidget):
    """A month with one before and one after; no month to come, for nothing can be entered there.

    *Signals:* chosen(first day of the month) by the user.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._first = today().replace(day=1)
        self.back = self._button("chevron-left", self.tr("Ein Monat zurück (Alt+Bild auf)"))
        self.on = self._button("chevron-right", self.tr("Ein Monat weiter (Alt+Bild ab)"))
        self.back.clicked.connect(self._on_back)
        self.on.clicked.connect(self._on_on)
        self._words = QLabel()
        style.set_look(self._words, "section")
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in (self.back, self._words, self.on):
            row.addWidget(widget)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
        self._fit()
        style.notifier().changed.connect(self._fit)
        self.put(self._first)

    @property
    def first(self) -> dt.date:
        """The first day of the month."""
        return self._first

    def put(self, first: dt.date) -> None:
        """Show another month; one to come becomes the present one."""
        self._first = max(_FIRST, min(first.replace(day=1), today().replace(day=1)))
        self._words.setText(month_words(self._first))
        self.on.setEnabled(next_month(self._first) <= today())
        self.back.setEnabled(self._first > _FIRST)

    def listen(self, page: QWidget) -> None:
        """Let the keys for it work wherever the keyboard is in `page`."""
        for keys, button in (("Alt+PgUp", self.back), ("Alt+PgDown", self.on)):
            shortcut = QShortcut(QKeySequence(keys), page)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(button.click)

    def _button(self, icon: str, said: str) -> QToolButton:
        button = QToolButton()
        icons.set_icon(button, icon)
        button.setAccessibleName(said)
        button.setToolTip(said)
        return button

    def _on_back(self) -> None:
        self.put(self._first - dt.timedelta(days=1))
        self.chosen.emit(self._first)

    def _on_on(self) -> None:
        self.put(next_month(self._first))
        self.chosen.emit(self._first)

    def _fit(self) -> None:
        self._words.setMinimumWidth(style.text_width(17))


class LimitBar(QWidget):
    """How far a limit is used: a bar, the sum in words, and a chip that says what that means."""

    def __init__(self, row: AllowanceRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.space(1))
        line = QHBoxLayout()
        line.addWidget(words(row.words), 1)
        line.addWidget(Chip(_WORDS[row.state], _TONES[row.state], _ICONS[row.state]), 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(line)
        column.addWidget(_Bar(row))
        if row.warning:
            column.addWidget(words(row.warning.removeprefix(row.words).lstrip(". "), "muted"))


class _Bar(QWidget):
    """Filled as far as the sum goes; above the limit it is full and striped, so that it shows without colour."""

    def __init__(self, row: AllowanceRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = row
        self.setAccessibleName(f"{row.words} ({row.percent} %)")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(style.space(40), style.space(3))

    def minimumSizeHint(self) -> QSize:
        return QSize(style.space(20), style.space(3))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, tokens = QPainter(self), style.current()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(tokens.color("control")))
        painter.setBrush(tokens.color("surface"))
        painter.drawRoundedRect(whole, 4, 4)
        share = min(1.0, self._row.spent / self._row.limit)
        if share > 0:
            filled = QRectF(whole.left(), whole.top(), max(4.0, whole.width() * share), whole.height())
            painter.setBrush(tokens.color(_COLORS[self._row.state]))
            painter.drawRoundedRect(filled, 4, 4)
        if self._row.state is LimitState.OVER:
            painter.setPen(QPen(tokens.color("surface"), 2))
            step = int(style.space(3))
            for left in range(0, self.width() + self.height(), step):
                painter.drawLine(left, 0, left - self.height(), self.height())
