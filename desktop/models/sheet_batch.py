"""The plan sheets of several Fassungen, made one after the other and remembered as printed together."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from desktop.errors import CaseworkError
from desktop.models.preview_board import PreviewBoard, SheetChoice
from desktop.models.work import Work
from desktop.terms import SheetKind


class SheetBatch(QObject):
    """Each Fassung has its own board, so that every reading is recorded and what is in force is kept and marked as if
    it had been printed alone. `then` gets all pages as one PDF, `failed` the first error; nothing is printed then."""

    def __init__(
        self, work: Work, versions: tuple[int, ...], kind: SheetKind, then: Callable[[bytes], object],
        failed: Callable[[CaseworkError], object], parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._work, self._waiting, self._kind = work, list(versions), kind
        self._then, self._failed = then, failed
        self._boards: list[PreviewBoard] = []

    def start(self) -> None:
        """Make the next sheet, or join them all."""
        if not self._waiting:
            pages = [board.sheet.pdf for board in self._boards if board.sheet]
            self._work.compute(self, _joined, pages, then=self._then, failed=self._failed)
            return
        board = PreviewBoard(self._work, self)
        board.choice = SheetChoice(self._kind)
        board.shown.connect(self._on_shown)
        board.failed.connect(self._on_failed)
        self._boards.append(board)
        board.load(self._waiting.pop(0))

    def printed(self) -> None:
        """All of it was handed to the printer."""
        for board in self._boards:
            board.printed()

    def _on_shown(self) -> None:
        self._boards[-1].shown.disconnect(self._on_shown)  # keeping it when it was printed tells again
        self.start()

    def _on_failed(self, error: CaseworkError) -> None:
        self._failed(error)


def _joined(pages: list[bytes]) -> bytes:
    from desktop.printing.joined import joined  # noqa: PLC0415  memory: only when sheets are printed

    return joined(pages)
