"""The counselling period of one person as a bar: how much has passed, where 36 and 48 months end."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.clock import german_date
from desktop.views import style

_BAR_UNITS = 38  # grid units: about 150 px at 100 %


class PeriodBar(QWidget):
    """Words at both sides of the bar: the person's name at left, what is left of the period at right.

    The regular end (36 months) is a mark on the bar, the bar itself reaches to the extended end (48 months).
    """

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._left_words, self._dates, self._tone = name, "", "", "accent"
        self._share, self._mark = 0.0, 0.75
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        style.notifier().changed.connect(self.updateGeometry)

    def set_name(self, name: str) -> None:
        """Whose period it is („Beratungszeitraum Maryam“)."""
        self._name = name
        self._tell()

    def set_period(
        self, start: dt.date, today: dt.date, end: dt.date, extended_end: dt.date, *, extended: bool = False
    ) -> None:
        """`end` is the regular, `extended_end` the longest possible end; `extended` says which of them counts now."""
        whole = max(1, (extended_end - start).days)
        self._share = min(1.0, max(0.0, (today - start).days / whole))
        self._mark = min(1.0, max(0.0, (end - start).days / whole))
        counts = extended_end if extended else end
        self._left_words, self._tone = left_words(today, counts), _tone(today, counts)
        self._dates = self.tr("Beginn %1, Ende %2, mit Verlängerung %3")
        for place, day in enumerate((start, end, extended_end), 1):
            self._dates = self._dates.replace(f"%{place}", german_date(day))
        self._tell()

    def words(self) -> str:
        """What is left, in words."""
        return self._left_words

    def _tell(self) -> None:
        self.setAccessibleName(f"{self._name}: {self._left_words}")
        self.setAccessibleDescription(self._dates)
        self.setToolTip(self._dates)
        self.updateGeometry()
        self.update()

    def _widths(self) -> tuple[int, int]:
        metrics = QFontMetrics(style.font("muted"))
        gap = style.space(2)
        name = metrics.horizontalAdvance(self._name) + gap if self._name else 0
        return name, metrics.horizontalAdvance(self._left_words) + gap

    def _paint_bar(self, painter: QPainter, left: float, width: float) -> None:
        tokens, height = style.current(), style.space(1.5)
        top = (self.height() - height) / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.color("line"))
        painter.drawRoundedRect(QRectF(left, top, width, height), height / 2, height / 2)
        painter.setBrush(tokens.color(self._tone))
        done = QRectF(left, top, max(height, width * self._share), height)
        painter.drawRoundedRect(done, height / 2, height / 2)
        painter.fillRect(QRectF(left + width * self._mark - 1, top - height / 2, 2, 2 * height), tokens.color("text"))

    def sizeHint(self) -> QSize:
        name, after = self._widths()
        return QSize(name + after + style.space(_BAR_UNITS), round(style.line_height("muted") * 1.3))

    def minimumSizeHint(self) -> QSize:
        name, after = self._widths()
        return QSize(name + after + style.space(12), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        name, after = self._widths()
        painter.setFont(style.font("muted"))
        painter.setPen(style.current().color("muted"))
        flag = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self.rect(), flag | Qt.AlignmentFlag.AlignLeft, self._name)
        painter.setPen(style.current().color("muted" if self._tone == "accent" else self._tone))
        painter.drawText(self.rect(), flag | Qt.AlignmentFlag.AlignRight, self._left_words)
        self._paint_bar(painter, name, self.width() - name - after)
        painter.end()


def left_words(today: dt.date, end: dt.date) -> str:
    """„noch 29 Monate“, „noch 12 Tage“, „endet heute“, „seit 3 Tagen abgelaufen“; `end` is the last day."""
    days = (end - today).days
    if days > 60:
        months = (end.year - today.year) * 12 + end.month - today.month - (end.day < today.day)
        return _tr("noch %1 Monate").replace("%1", str(months))
    if days > 1:
        return _tr("noch %1 Tage").replace("%1", str(days))
    words = {1: _tr("endet morgen"), 0: _tr("endet heute"), -1: _tr("seit gestern abgelaufen")}
    return words.get(days) or _tr("seit %1 Tagen abgelaufen").replace("%1", str(-days))


def _tone(today: dt.date, end: dt.date) -> str:
    days = (end - today).days
    return "bad" if days < 0 else "warn" if days <= 92 else "accent"


def _tr(text: str) -> str:
    return QCoreApplication.translate("PeriodBar", text)
