"""Looks into documents that are only in memory: a small picture for the list, pages for the viewer.

What cannot be looked into is not kept: Qt's own readers, which show it later, decide what is damaged or locked.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader, QImageWriter, QPainter
from shiboken6 import delete

from desktop.errors import CaseworkError
from desktop.exchange.attachment_reading import damaged
from desktop.exchange.picture import Picture

SIDE = 256
"""Longest side of a thumbnail in pixels."""
_MOST_PIXELS = 64_000_000  # what Qt's limit of 256 MB for a picture holds
_WHITE = 0xFFFFFFFF
_FORMATS = {"image/jpeg": b"jpeg", "image/png": b"png", "image/tiff": b"tiff"}
_VIEW_QUALITY = 92  # percent; only for looking at colour pages of a TIFF, which unpacked would fill the memory
_Transformation = QImageIOHandler.Transformation
_TURNS = {
    _Transformation.TransformationNone: 0, _Transformation.TransformationRotate90: 90,
    _Transformation.TransformationRotate180: 180, _Transformation.TransformationRotate270: 270,
}  # fmt: skip


@dataclass(frozen=True)
class Look:
    """What a first look into a file gives: a PNG for lists and the number of pages."""

    thumbnail: bytes = field(repr=False)
    pages: int


def first_look(content: bytes | bytearray, media_type: str, name: str) -> Look:
    """Look into a file. Raises CaseworkError for what is damaged, locked by a password or too large to be shown."""
    if media_type == "application/pdf":
        return _look_into_pdf(content, name)
    with _reading(content, media_type) as reader:
        pages, size = max(1, reader.imageCount()), reader.size()
        if size.width() * size.height() > _MOST_PIXELS:
            raise CaseworkError(f"„{name}“ hat zu viele Bildpunkte. Bitte mit geringerer Auflösung scannen (200 dpi).")
        if size.isValid():
            reader.setScaledSize(_fitting(size))
        picture = reader.read()
    if picture.isNull():
        raise CaseworkError(damaged(name))
    return Look(png(_on_white(picture)), pages)


def pdf_picture(content: bytes) -> bytes:
    """The small picture of a PDF."""
    return first_look(content, "application/pdf", "PDF").thumbnail


def as_pdf(content: bytes | bytearray, media_type: str) -> bytes | bytearray:
    """The document as a PDF for the viewer; a PDF stays as it is. Raises CaseworkError for a damaged picture."""
    if media_type == "application/pdf":
        return content
    from desktop.exchange.picture_pages import pdf_of_pictures  # noqa: PLC0415  memory: only when one is looked at

    whole = _whole_jpeg(content) if media_type == "image/jpeg" else None
    return pdf_of_pictures([whole] if whole else _pictures(content, media_type))


def _look_into_pdf(content: bytes | bytearray, name: str) -> Look:
    from PySide6.QtPdf import QPdfDocument  # noqa: PLC0415  memory: only when somebody adds a document

    buffer, document = _buffer(content), QPdfDocument()
    document.load(buffer)
    locked = (QPdfDocument.Error.IncorrectPassword, QPdfDocument.Error.UnsupportedSecurityScheme)
    try:
        if document.error() in locked:
            raise CaseworkError(f"„{name}“ ist mit einem Kennwort geschützt. Bitte ohne Kennwort speichern.")
        if not document.pageCount():
            raise CaseworkError(damaged(name))
        size = _fitting(document.pagePointSize(0).toSize())
        return Look(png(_on_white(document.render(0, size))), document.pageCount())
    finally:
        document.close()


def _buffer(content: bytes | bytearray) -> QBuffer:
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    return buffer


@contextmanager
def _reading(content: bytes | bytearray, media_type: str) -> Iterator[QImageReader]:
    """Only the one decoder the content was recognised for has a say. It must go before what it reads from."""
    buffer = _buffer(content)
    reader = QImageReader(buffer, _FORMATS[media_type])
    try:
        reader.setAutoDetectImageFormat(False)
        reader.setAutoTransform(True)
        yield reader
    finally:
        delete(reader)
        buffer.close()


def _fitting(size: QSize) -> QSize:
    """As large as a thumbnail may be; nothing is made larger than it is, and never thinner than a pixel."""
    if max(size.width(), size.height()) > SIDE:
        size = size.scaled(SIDE, SIDE, Qt.AspectRatioMode.KeepAspectRatio)
    return size.expandedTo(QSize(1, 1))


def _on_white(picture: QImage) -> QImage:
    """What is transparent shows paper."""
    paper = QImage(picture.size(), QImage.Format.Format_RGB32)
    paper.fill(_WHITE)
    painter = QPainter(paper)
    painter.drawImage(0, 0, picture)
    painter.end()
    return paper


def png(picture: QImage) -> bytes:
    """A picture as a file; without losing anything of it."""
    return _encoded(picture, b"PNG", -1)


def _encoded(picture: QImage, form: bytes, quality: int) -> bytes:
    target = QBuffer()
    target.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(target, QByteArray(form))
    writer.setQuality(quality)
    writer.write(picture)
    delete(writer)  # before what it writes to
    return bytes(target.data().data())


def _whole_jpeg(content: bytes | bytearray) -> Picture | None:
    """The photo as it is; None where a PDF could not show it so (mirrored, or in printer's colours)."""
    colours = jpeg_colours(content)
    with _reading(content, "image/jpeg") as reader:
        turn, size = _TURNS.get(reader.transformation()), reader.size()
    if colours not in (1, 3) or turn is None or not size.isValid():
        return None
    return Picture(size.width(), size.height(), bytes(content), is_jpeg=True, is_grey=colours == 1, turn=turn)


def jpeg_colours(content: bytes | bytearray) -> int:
    """How many colours each pixel of a JPEG has (ITU-T T.81 B.2.2: 1, 3 or 4); 0 when it is not of 8 bit each."""
    place = 2
    while place + 10 <= len(content) and content[place] == 0xFF:
        marker = content[place + 1]
        if 0xC0 <= marker <= 0xC2:
            return content[place + 9] if content[place + 4] == 8 else 0
        place += 1 if marker == 0xFF else 2 + int.from_bytes(content[place + 2 : place + 4], "big")
    return 0


def _pictures(content: bytes | bytearray, media_type: str) -> Iterator[Picture]:
    """Each picture of the file, unpacked by Qt, one at a time."""
    with _reading(content, media_type) as reader:
        for number in range(max(1, reader.imageCount())):
            if number:
                reader.jumpToImage(number)
            picture = reader.read()
            if picture.isNull():
                raise CaseworkError("Das Bild ist beschädigt und lässt sich nicht anzeigen.")
            yield _packed(_on_white(picture), lossless=media_type == "image/png")


def _packed(picture: QImage, *, lossless: bool) -> Picture:
    grey = picture.isGrayscale()
    size, depth = picture.size(), 1 if grey else 3
    if not grey and not lossless:
        data = _encoded(picture, b"JPEG", _VIEW_QUALITY)
        return Picture(size.width(), size.height(), data, is_jpeg=True, is_grey=False)
    picture = picture.convertToFormat(QImage.Format.Format_Grayscale8 if grey else QImage.Format.Format_RGB888)
    packer, rows = zlib.compressobj(1), memoryview(picture.constBits())
    wide, step = size.width() * depth, picture.bytesPerLine()
    packed = [packer.compress(rows[line * step : line * step + wide]) for line in range(size.height())]
    return Picture(size.width(), size.height(), b"".join([*packed, packer.flush()]), is_jpeg=False, is_grey=grey)
