"""A drawing of reportlab as a picture on screen: made anew for the width and the colours it has."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QLabel, QLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.printing.charts import Ink
from desktop.views import style

LETTERS = 0.6
"""Size of the words in the picture, as a share of a line's height."""
_NARROWEST, _LOWEST = 60, 40


class DrawnPicture(QWidget):
    """Subclasses say how high they are and draw; the accessible name says the data in words."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._renderer = QSvgRenderer(self)
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        style.notifier().changed.connect(self._redraw)

    def svg(self, width: int, height: int, letters: float) -> bytes:
        """The picture in this size in pixels, with words of that height."""
        raise NotImplementedError

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._redraw()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._renderer.render(painter, QRectF(self.rect()))

    def _redraw(self) -> None:
        size = max(_NARROWEST, self.width()), max(_LOWEST, self.height())
        self._renderer.load(QByteArray(self.svg(*size, style.line_height() * LETTERS)))
        self.updateGeometry()
        self.update()


class PictureView(QWidget):
    """Title, picture, and the data as a table that is its legend too."""

    def __init__(self, title: str, picture: DrawnPicture, data: QLayout, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.picture = picture
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.space(1))
        headline = QLabel(title)
        headline.setWordWrap(True)
        style.set_look(headline, "strong")
        column.addWidget(headline)
        column.addWidget(picture)
        column.addLayout(data)


def ink(*roles: str) -> Ink:
    """The colours of now, with those of the lines or bars by their roles."""
    tokens = style.current()
    return Ink(tokens.text, tokens.line, tokens.surface, tuple(vars(tokens)[role] for role in roles))


def muted(words: str) -> QLabel:
    """A heading of the table."""
    label = QLabel(words)
    style.set_look(label, "muted")
    return label
