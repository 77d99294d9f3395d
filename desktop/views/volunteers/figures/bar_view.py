"""Bars with the table of their data; the picture is the same drawing that goes into the PDF."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QWidget

from desktop.printing.charts import svg
from desktop.printing.volunteer_charts import BarChart, drawing, height_of, in_words, legend, table
from desktop.views import style
from desktop.views.components.drawn_picture import LETTERS, DrawnPicture, PictureView, ink, muted

_LINES = ("accent", "warn", "ok", "muted")


class BarPicture(DrawnPicture):
    """The bars of a chart."""

    def __init__(self, chart: BarChart, parent: QWidget | None = None) -> None:
        self._chart = chart
        super().__init__(in_words(chart), parent)

    def sizeHint(self) -> QSize:
        return QSize(style.space(60), round(height_of(self._chart, style.line_height() * LETTERS)))

    def minimumSizeHint(self) -> QSize:
        return QSize(style.space(30), self.sizeHint().height())

    def svg(self, width: int, height: int, letters: float) -> bytes:
        return svg(drawing(self._chart, width, height, ink(*_LINES), letters))


class SeriesMark(QWidget):
    """A piece of the bars of one series, beside its name in the head of the table."""

    def __init__(self, place: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(style.space(4), style.space(3))

    def paintEvent(self, _event: QPaintEvent) -> None:
        renderer = QSvgRenderer(QByteArray(svg(legend(self._place, ink(*_LINES)))))
        painter = QPainter(self)
        renderer.render(painter, QRectF(self.rect()))


class BarView(PictureView):
    """The bars of a chart and their data."""

    def __init__(self, chart: BarChart, parent: QWidget | None = None) -> None:
        super().__init__(chart.title, BarPicture(chart), _data(chart), parent)


def _data(chart: BarChart) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(style.space(4))
    grid.setVerticalSpacing(style.space(0.5))
    head, rows = table(chart)
    grid.addWidget(muted(head[0]), 0, 0)
    for place, words in enumerate(head[1:]):
        line = QHBoxLayout()
        line.setSpacing(style.space(1))
        line.addWidget(SeriesMark(place))
        line.addWidget(muted(words))
        line.addStretch(1)
        grid.addLayout(line, 0, place + 1)
    for at, row in enumerate(rows, 1):
        for place, words in enumerate(row):
            label = QLabel(words)
            label.setWordWrap(place == 0)
            grid.addWidget(label, at, place)
    grid.setColumnStretch(0, 1)
    return grid
