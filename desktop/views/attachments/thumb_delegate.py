"""The first column of the list of documents: a small picture of the first page beside the title."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QIcon, QImage, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QStyleOptionViewItem, QTableView

from desktop.casework.attachments.attachments import AttachmentRow
from desktop.models.table import RowRole
from desktop.views import icons, style
from desktop.views.components.row_delegate import RowDelegate

LINES = 2.9
"""Height of a row in lines of text."""


class ThumbDelegate(RowDelegate):
    """`pictures` maps a document's id to its picture; without one there is the sign of its type."""

    def __init__(self, view: QTableView, pictures: Mapping[int, QImage]) -> None:
        super().__init__(view)
        self._table = view
        self._pictures, self._ready = pictures, dict[tuple[int, int], QPixmap]()

    def show_pictures(self, pictures: Mapping[int, QImage]) -> None:
        """Other pictures."""
        self._pictures = pictures
        self._ready.clear()
        self._view.viewport().update()

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        row = index.data(RowRole.ROW)
        if not isinstance(row, AttachmentRow):
            return
        side = round(self._table.rowHeight(index.row()) * 0.84)
        option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
        option.icon = _untinted(self._small(row, side))
        option.decorationSize = QSize(side, side)
        option.font = style.font("strong")
        if row.locked:
            option.palette.setColor(QPalette.ColorRole.Text, style.current().color("muted"))

    def _small(self, row: AttachmentRow, side: int) -> QPixmap:
        """On a square, so that all titles begin at one line."""
        key, picture = (row.id, side), self._pictures.get(row.id)
        if key not in self._ready:
            ratio = self._view.devicePixelRatioF()
            drawn = _framed(picture, round(side * ratio)) if picture is not None else _sign(row, side, ratio)
            drawn.setDevicePixelRatio(ratio)
            self._ready[key] = drawn
        return self._ready[key]


def _framed(picture: QImage, side: int) -> QPixmap:
    square = QPixmap(side, side)
    square.fill(Qt.GlobalColor.transparent)
    mode = Qt.TransformationMode.SmoothTransformation
    small = picture.scaled(side - 2, side - 2, Qt.AspectRatioMode.KeepAspectRatio, mode)
    left, top = (side - small.width()) // 2, (side - small.height()) // 2
    painter = QPainter(square)
    painter.drawImage(left, top, small)
    painter.setPen(style.current().color("control"))
    painter.drawRect(left - 1, top - 1, small.width() + 1, small.height() + 1)
    painter.end()
    return square


def _sign(row: AttachmentRow, side: int, ratio: float) -> QPixmap:
    name = "lock" if row.locked else "file-text" if row.media_type == "application/pdf" else "image"
    square = QPixmap(round(side * ratio), round(side * ratio))
    square.fill(Qt.GlobalColor.transparent)
    half = round(side * ratio / 2)
    painter = QPainter(square)
    painter.drawPixmap((square.width() - half) // 2, (square.height() - half) // 2,
                       icons.icon(name, "muted").pixmap(QSize(half, half)))  # fmt: skip
    painter.end()
    return square


def _untinted(picture: QPixmap) -> QIcon:
    """The marked row would otherwise show its picture in the colour of the mark."""
    shown = QIcon()
    for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):
        shown.addPixmap(picture, mode)
    return shown
