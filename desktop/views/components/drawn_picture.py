"""A drawing of reportlab as a picture on screen: made anew for the width and the colours it has."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

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
