"""What is dropped on the page or pasted into it: files by their paths, pictures as pictures."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QMimeData
from PySide6.QtGui import QGuiApplication, QImage

from desktop.models.attachment_adding import Source


def sources_of(data: QMimeData) -> tuple[Source, ...]:
    """The local files, or else the picture; nothing for anything else. Scan programs copy pictures without a file."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    if paths:
        return tuple(Source(path.name, path) for path in paths)
    picture = data.imageData() if data.hasImage() else None
    if isinstance(picture, QImage) and not picture.isNull():
        return (Source(QCoreApplication.translate("attachments", "Eingefügtes Bild"), picture=picture),)
    return ()


def pasted_sources() -> tuple[Source, ...]:
    """What lies in the clipboard."""
    data = QGuiApplication.clipboard().mimeData()
    return sources_of(data) if data is not None else ()


def may_hold(data: QMimeData) -> bool:
    """Whether `sources_of` would find something, told without unpacking a picture at every move of the mouse."""
    return data.hasImage() or any(url.isLocalFile() for url in data.urls())
