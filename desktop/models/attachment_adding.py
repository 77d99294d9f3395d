"""Puts files into a case one after the other: read, look, keep. One file is in memory at a time."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

import desktop.models.emit_guard  # noqa: F401  imported for its effect
from desktop.casework.attachments.attachments import AttachmentFacts, NewAttachment, add_attachment
from desktop.casework.changes import Changes
from desktop.errors import CaseworkError
from desktop.exchange.attachment_reading import ReadFile, read_bytes, read_path
from desktop.models.attachment_pictures import Look, first_look, png
from desktop.models.work import Work


@dataclass(frozen=True)
class Source:
    """A file on disk, or a picture that was copied or dragged out of another program and has no path."""

    name: str
    path: Path | None = None
    picture: QImage = field(default_factory=QImage, repr=False)

    @property
    def title(self) -> str:
        """The name without its ending and with blanks instead of underscores."""
        return Path(self.name).stem.replace("_", " ").strip() or self.name


@dataclass(frozen=True)
class Prepared:
    """A file in memory that can be shown."""

    file: ReadFile
    look: Look


@dataclass
class Added:
    """What became of the files."""

    ids: list[int] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    folders: list[Path] = field(default_factory=list)
    """Where the originals of what was kept still lie."""
    cleaned: int = 0
    """Photos out of which more than the picture was taken."""
    cancelled: bool = False


class AttachmentAdding(QObject):
    """One batch at a time.

    *Signals:* `progressed(done, total)`; `finished(Added)`; `refused(CaseworkError)` when the facts themselves cannot
    be, which ends the batch before anything was kept.
    """

    progressed = Signal(int, int)
    finished = Signal(object)
    refused = Signal(object)

    def __init__(self, work: Work, case_id: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work, self._case_id = work, case_id
        self._waiting: list[Source] = []
        self._total = 0
        self._facts = AttachmentFacts("")
        self._added = Added()
        self.running = False

    def start(self, sources: tuple[Source, ...], facts: AttachmentFacts) -> None:
        """Add files that share these facts; with several, each is titled by its own name. Only one batch at a time."""
        if self.running:
            return
        self._waiting, self._total, self._facts = list(sources), len(sources), facts
        self._added, self.running = Added(), True
        self._next()

    def cancel(self) -> None:
        """Stop after the file under way; what is kept stays."""
        self._added.cancelled = bool(self._waiting)
        self._waiting.clear()

    def _next(self) -> None:
        self.progressed.emit(self._total - len(self._waiting), self._total)
        if not self._waiting:
            self.running = False
            self.finished.emit(self._added)
            return
        source = self._waiting.pop(0)
        self._work.compute(self, prepare, source, then=partial(self._on_prepared, source), failed=self._on_failed)

    def _on_prepared(self, source: Source, prepared: Prepared) -> None:
        file, look = prepared.file, prepared.look
        facts = self._facts if self._total == 1 else replace(self._facts, title=source.title)
        new = NewAttachment(
            self._case_id, facts, file.name, file.media_type, file.sha256, look.pages, look.thumbnail
        )
        self._work.change(
            self, add_attachment, new, file.open(), then=partial(self._on_kept, source, file.cleaned),
            failed=partial(self._on_not_kept, source),
        )

    def _on_kept(self, source: Source, cleaned: bool, changes: Changes) -> None:
        assert changes.made is not None
        self._added.ids.append(changes.made)
        self._added.cleaned += cleaned
        if source.path is not None and source.path.parent not in self._added.folders:
            self._added.folders.append(source.path.parent)
        self._next()

    def _on_not_kept(self, source: Source, error: CaseworkError) -> None:
        if error.field is not None and not self._added.ids:
            self.running = False
            self._waiting.clear()
            self.refused.emit(error)
        else:
            self._on_failed(CaseworkError(f"„{source.name}“: {error}"))

    def _on_failed(self, error: CaseworkError) -> None:
        self._added.refusals.append(str(error))
        self._next()


def prepare(source: Source) -> Prepared:
    """Read a file and look into it. For `work.compute`. Raises CaseworkError with one sentence that names the file."""
    file = read_path(source.path) if source.path is not None else read_bytes(png(source.picture), source.name)
    return Prepared(file, first_look(file.content, file.media_type, file.name))
