"""Paints the pages of a PDF that is only in memory on a printer the user chooses (decision 10)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget

from desktop.errors import CaseworkError, PrintError
from desktop.views import messages

if TYPE_CHECKING:
    from PySide6.QtPdf import QPdfDocument
    from PySide6.QtPrintSupport import QPrinter

_POINTS_PER_INCH = 72
_DOTS_PER_INCH = 300  # more makes the job large and the paper no better
_PAPER = 0xFFFFFFFF  # every bit of alpha, red, green and blue
_REFUSED = "Der Drucker nimmt den Auftrag nicht an; bitte prüfen Sie ihn oder wählen Sie einen anderen."


def print_pdf(
    parent: QWidget, pdf: bytes | bytearray, printed: Callable[[], object], failed: Callable[[CaseworkError], object]
) -> None:
    """Ask for the printer, then paint. `printed` is called when the job was handed over; nothing when cancelled."""

    def chosen(printer: QPrinter) -> None:
        try:
            _paint(printer, pdf)
        except PrintError as error:
            failed(error)
        else:
            printed()

    messages.choose_printer(parent, chosen)


def _paint(printer: QPrinter, pdf: bytes | bytearray) -> None:
    """All pages, each in its own size. Raises PrintError."""
    from PySide6.QtPdf import QPdfDocument  # noqa: PLC0415  start-up time

    data, document = QBuffer(), QPdfDocument()
    data.setData(QByteArray(pdf))
    data.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(data)
    printer.setFullPage(True)
    painter = QPainter()
    if not document.pageCount() or not painter.begin(printer):
        raise PrintError(_REFUSED)
    for number in range(document.pageCount()):
        if number:
            printer.newPage()
        _paint_page(painter, document, number, printer.resolution())
    painter.end()
    document.close()


def _paint_page(painter: QPainter, document: QPdfDocument, number: int, resolution: int) -> None:
    inches = document.pagePointSize(number) / _POINTS_PER_INCH
    dots = inches * _DOTS_PER_INCH
    paper = on_paper(document, number, QSize(round(dots.width()), round(dots.height())))
    painter.drawImage(QRectF(0, 0, inches.width() * resolution, inches.height() * resolution), paper)


def on_paper(document: QPdfDocument, number: int, size: QSize) -> QImage:
    """A page as it looks on white paper. What Qt renders is transparent, which printers print slowly or black."""
    paper = QImage(size, QImage.Format.Format_RGB32)
    paper.fill(_PAPER)
    page = QPainter(paper)
    page.drawImage(0, 0, document.render(number, size))
    page.end()
    return paper
