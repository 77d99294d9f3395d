"""A chart with the table of its data; the picture is the same drawing that goes into the PDF."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from desktop.printing.charts import Chart, drawing, in_words, legend, svg, table
from desktop.views import style
from desktop.views.components.drawn_picture import DrawnPicture, PictureView, ink, muted

_LINES = ("accent", "bad", "warn", "ok", "muted")


class ChartPicture(DrawnPicture):
    """The lines of a chart."""

    def __init__(self, chart: Chart, lines_high: float, parent: QWidget | None = None) -> None:
        self._chart, self._lines_high = chart, lines_high
        super().__init__(in_words(chart), parent)

    def sizeHint(self) -> QSize:
        return QSize(style.space(60), round(style.line_height() * self._lines_high))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def svg(self, width: int, height: int, letters: float) -> bytes:
        return svg(drawing(self._chart, width, height, ink(*_LINES), letters))


class LegendMark(QWidget):
    """The mark and dash of one line, beside its name in the table."""

    def __init__(self, place: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(style.space(7), round(style.line_height()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        renderer = QSvgRenderer(QByteArray(svg(legend(self._place, ink(*_LINES)))))
        height = self.width() * 12 / 28
        painter = QPainter(self)
        renderer.render(painter, QRectF(0, (self.height() - height) / 2, self.width(), height))


class ChartView(PictureView):
    """The lines of a chart and their data."""

    def __init__(self, chart: Chart, *, lines_high: float = 9, parent: QWidget | None = None) -> None:
        super().__init__(chart.title, ChartPicture(chart, lines_high), _table(chart), parent)


def _table(chart: Chart) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(style.space(3))
    grid.setVerticalSpacing(style.space(0.5))
    head, rows = table(chart)
    for column, words in enumerate(head):
        grid.addWidget(muted(words), 0, column + 1)
    for place, row in enumerate(rows):
        grid.addWidget(LegendMark(place), place + 1, 0)
        for column, words in enumerate(row):
            label = QLabel(words)
            label.setWordWrap(column == 0)
            grid.addWidget(label, place + 1, column + 1)
    grid.setColumnStretch(1, 1)
    return grid
