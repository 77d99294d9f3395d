"""Bars with the table of their data; the picture is the same drawing that goes into the PDF."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop.printing.charts import Ink, svg
from desktop.printing.volunteer_charts import BarChart, drawing, height_of, in_words, legend, table
from desktop.views import style

_LINES = ("accent", "warn", "ok", "muted")
_LETTERS = 0.6
"""Size of the words in the picture, as a share of a line's height."""


class BarPicture(QWidget):
    """The drawing, made anew for the width and the colours it has. Its accessible name says the data in words."""

    def __init__(self, chart: BarChart, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chart, self._renderer = chart, QSvgRenderer(self)
        self.setAccessibleName(in_words(chart))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        style.notifier().changed.connect(self._redraw)

    def sizeHint(self) -> QSize:
        return QSize(style.space(60), round(height_of(self._chart, style.line_height() * _LETTERS)))

    def minimumSizeHint(self) -> QSize:
        return QSize(style.space(30), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._redraw()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._renderer.render(painter, QRectF(self.rect()))

    def _redraw(self) -> None:
        size = style.line_height() * _LETTERS
        made = drawing(self._chart, max(60, self.width()), max(40, self.height()), _ink(), size)
        self._renderer.load(QByteArray(svg(made)))
        self.updateGeometry()
        self.update()


class SeriesMark(QWidget):
    """A piece of the bars of one series, beside its name in the head of the table."""

    def __init__(self, place: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(style.space(4), style.space(3))

    def paintEvent(self, _event: QPaintEvent) -> None:
        renderer = QSvgRenderer(QByteArray(svg(legend(self._place, _ink()))))
        painter = QPainter(self)
        renderer.render(painter, QRectF(self.rect()))


class BarView(QWidget):
    """Title, picture, and the data as a table whose head is the legend."""

    def __init__(self, chart: BarChart, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.space(1))
        title = QLabel(chart.title)
        title.setWordWrap(True)
        style.set_look(title, "strong")
        self.picture = BarPicture(chart)
        column.addWidget(title)
        column.addWidget(self.picture)
        column.addLayout(_data(chart))


def _ink() -> Ink:
    tokens = style.current()
    return Ink(tokens.text, tokens.line, tokens.surface, tuple(vars(tokens)[role] for role in _LINES))


def _data(chart: BarChart) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(style.space(4))
    grid.setVerticalSpacing(style.space(0.5))
    head, rows = table(chart)
    grid.addWidget(_muted(head[0]), 0, 0)
    for place, words in enumerate(head[1:]):
        line = QHBoxLayout()
        line.setSpacing(style.space(1))
        line.addWidget(SeriesMark(place))
        line.addWidget(_muted(words))
        line.addStretch(1)
        grid.addLayout(line, 0, place + 1)
    for at, row in enumerate(rows, 1):
        for place, words in enumerate(row):
            label = QLabel(words)
            label.setWordWrap(place == 0)
            grid.addWidget(label, at, place)
    grid.setColumnStretch(0, 1)
    return grid


def _muted(words: str) -> QLabel:
    label = QLabel(words)
    style.set_look(label, "muted")
    return label
