"""Reads a file that is to become a document of a case: what it is by its content, whole in memory once, and cleaned."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from desktop.casework.attachments.attachments import LARGEST_BYTES, LARGEST_MEGABYTES
from desktop.errors import CaseworkError
from desktop.exchange.picture_metadata import clean_jpeg, clean_png

POSSIBLE = "Möglich sind PDF, JPEG, PNG und TIFF."

_HEAD = 1024
_KNOWN = (
    ("image/jpeg", re.compile(rb"\xff\xd8\xff")),
    ("image/png", re.compile(rb"\x89PNG\r\n\x1a\n")),
    ("image/tiff", re.compile(rb"II\*\x00|MM\x00\*")),
    ("application/pdf", re.compile(rb"(?s).{0,1019}?%PDF-")),
)
"""ISO 32000-1 Annex H 3.4.1: readers accept the mark of a PDF anywhere within its first 1024 bytes."""
_REFUSED = (
    (re.compile(rb"(?s).{4}ftyp(hei|hev|mif1|msf1|avif)"),
     "ist ein Foto im Format HEIC, das Wegplan nicht anzeigen kann. Bitte am Telefon als JPEG teilen oder in den "
     "Kamera-Einstellungen „Maximale Kompatibilität“ wählen."),
    (re.compile(rb"PK\x03\x04"),
     "ist ein Dokument aus einem anderen Programm (etwa Word) oder ein ZIP-Ordner. Bitte dort als PDF speichern."),
    (re.compile(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
     "ist ein Dokument aus einem anderen Programm (etwa Word oder Outlook). Bitte dort als PDF speichern."),
    (re.compile(rb"GIF8|BM|RIFF.{4}WEBP", re.DOTALL),
     "ist ein Bild in einem Format, das hier nicht vorgesehen ist. Bitte als JPEG oder PNG speichern."),
)  # fmt: skip
_CLEANERS: dict[str, Callable[[bytearray], bool]] = {"image/jpeg": clean_jpeg, "image/png": clean_png}


@dataclass(frozen=True)
class ReadFile:
    """A file in memory. `cleaned` tells that a photo carried more than the picture, which was taken out."""

    name: str
    media_type: str
    content: bytearray = field(repr=False)
    sha256: str
    cleaned: bool

    def open(self) -> Pieces:
        """The content to be read from its start, without another copy of the whole."""
        return Pieces(self.content)


class Pieces:
    """Hands out what is in memory piece by piece."""

    def __init__(self, content: bytearray) -> None:
        self._content, self._place = memoryview(content), 0

    def read(self, size: int, /) -> bytes:
        """The next at most `size` bytes; nothing at the end."""
        piece = bytes(self._content[self._place : self._place + size])
        self._place += len(piece)
        return piece


def read_path(path: Path) -> ReadFile:
    """Read a file of the user's. Raises CaseworkError with one sentence that names it."""
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise CaseworkError(_too_large(path.name))
        with path.open("rb") as source:
            return read_source(source, path.name)
    except OSError:
        sentence = f"„{path.name}“ lässt sich nicht lesen. Bitte prüfen, ob die Datei noch da und nicht gesperrt ist."
        raise CaseworkError(sentence) from None


def read_bytes(content: bytes, name: str) -> ReadFile:
    """As `read_source`, for a picture out of the clipboard."""
    return read_source(io.BytesIO(content), name)


def read_source(source: BinaryIO, name: str) -> ReadFile:
    """Read from an open file. Raises CaseworkError for what is empty, too large or cannot be shown."""
    content = bytearray(source.read(_HEAD))
    media_type = recognise(bytes(content), name)
    while piece := source.read(LARGEST_BYTES // 100):
        content += piece
        if len(content) > LARGEST_BYTES:
            raise CaseworkError(_too_large(name))
    try:
        cleaned = _CLEANERS[media_type](content) if media_type in _CLEANERS else False
    except ValueError:
        raise CaseworkError(damaged(name)) from None
    return ReadFile(name, media_type, content, hashlib.sha256(content).hexdigest(), cleaned)


def recognise(head: bytes, name: str) -> str:
    """Media type by the first 1024 bytes, whatever the file is called. Raises CaseworkError for any other type."""
    if not head:
        raise CaseworkError(f"„{name}“ ist leer.")
    known = next((media_type for media_type, pattern in _KNOWN if pattern.match(head)), None)
    if known is not None:
        return known
    reason = next((words for pattern, words in _REFUSED if pattern.match(head)), None)
    raise CaseworkError(f"„{name}“ {reason or 'ist kein PDF und kein Bild. ' + POSSIBLE}")


def damaged(name: str) -> str:
    """The sentence for a file that cannot be shown although its type can."""
    return f"„{name}“ ist beschädigt oder unvollständig. Bitte noch einmal scannen oder kopieren."


def _too_large(name: str) -> str:
    return (
        f"„{name}“ ist größer als {LARGEST_MEGABYTES} MB. Bitte mit geringerer Auflösung scannen (200 dpi genügen) "
        "oder die Datei teilen."
    )
