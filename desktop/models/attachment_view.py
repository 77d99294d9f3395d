"""The document that is open: in memory only, as pages, turned as the reader likes, gone when it is closed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

import desktop.models.emit_guard  # noqa: F401  imported for its effect
from desktop.casework.attachments.attachment_content import (
    export_attachment,
    keep_thumbnail,
    note_attachment_print,
    read_attachment,
)
from desktop.casework.attachments.attachments import AttachmentRow
from desktop.errors import CaseworkError
from desktop.exchange.whole_file import save_pieces
from desktop.models.attachment_pictures import Look, as_pdf, first_look
from desktop.models.work import Work
from desktop.terms import Protection

Pdf = bytes | bytearray
_ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png", "image/tiff": "tif"}


class AttachmentView(QObject):
    """One document at a time. What arrives after it was closed is dropped.

    *Signals:* `shown` when `pdf` is new; `busy_changed`; `failed(CaseworkError)`.
    """

    shown = Signal()
    busy_changed = Signal()
    failed = Signal(object)

    def __init__(self, work: Work, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._visit = 0
        self.row: AttachmentRow | None = None
        self.pdf: Pdf | None = None
        self.busy = False

    def open(self, row: AttachmentRow, *, pictured: bool = True) -> None:
        """Read a document out of the vault; the look into it is recorded. Without a picture in lists it gets one."""
        self.close()
        self.row = row
        self._set_busy(True)
        content = bytearray()
        then = partial(self._on_read, self._visit, content, pictured)
        self._work.read(self, read_attachment, row.id, content.extend, then=then, failed=self._on_failed)

    def close(self) -> None:
        """Forget the document and whatever is under way."""
        self._visit += 1
        self.row = self.pdf = None
        self._set_busy(False)

    def turn(self, degrees: int) -> None:
        """Show it turned clockwise by a multiple of 90; the vault keeps it as it is."""
        from desktop.exchange.picture_pages import turned  # noqa: PLC0415  memory: only when somebody turns one

        if self.pdf is not None and not self.busy:
            self._set_busy(True)
            then = partial(self._on_pages, self._visit)
            self._work.compute(self, turned, self.pdf, degrees, then=then, failed=self._on_failed)

    def before_printing(self, then: Callable[[], object]) -> None:
        """Record that the document goes to the printer, then go on."""
        if self.row is not None:
            done = partial(_call, then)
            self._work.read(self, note_attachment_print, self.row.id, then=done, failed=self._on_failed)

    def export(self, row: AttachmentRow, path: Path, then: Callable[[], object]) -> None:
        """Write a document, byte for byte as it is kept, to a file the user chose; recorded."""
        pieces: list[bytes] = []

        def write(_none: None) -> None:
            self._work.compute(self, save_pieces, path, pieces, then=partial(_call, then), failed=self._on_failed)

        self._work.read(self, export_attachment, row.id, pieces.append, then=write, failed=self._on_failed)

    def _on_read(self, visit: int, content: bytearray, pictured: bool, _none: None) -> None:
        if visit != self._visit or self.row is None:
            return
        if not pictured:
            self._picture(self.row, content)
        then = partial(self._on_pages, visit)
        self._work.compute(self, as_pdf, content, self.row.media_type, then=then, failed=self._on_failed)

    def _picture(self, row: AttachmentRow, content: bytearray) -> None:
        def keep(look: Look) -> None:
            self._work.change(self, keep_thumbnail, row.id, look.thumbnail, look.pages, failed=self._on_failed)

        self._work.compute(
            self, first_look, content, row.media_type, row.facts.title, then=keep, failed=self._on_failed
        )

    def _on_pages(self, visit: int, pdf: Pdf) -> None:
        if visit == self._visit:
            self.pdf = pdf
            self._set_busy(False)
            self.shown.emit()

    def _on_failed(self, error: CaseworkError) -> None:
        self._set_busy(False)
        self.failed.emit(error)

    def _set_busy(self, busy: bool) -> None:
        if busy != self.busy:
            self.busy = busy
            self.busy_changed.emit()


def export_name(row: AttachmentRow) -> str:
    """„F-2026-014_Bescheid_2026-03-01.pdf“: never a name (decision 32), and of a protected one not even the kind."""
    kind = "Dokument" if row.facts.protection is Protection.S3 else row.facts.kind.label.replace(" ", "-")
    return f"{row.case_number}_{kind}_{row.day:%Y-%m-%d}.{_ENDINGS[row.media_type]}"


def _call(then: Callable[[], object], _nothing: object) -> None:
    then()
