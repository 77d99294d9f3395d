"""What is done with a list of volunteers on its way into the register: open, read, compare, take over, take back.

Knows no widget. Reading runs beside the main thread (the file itself in a process of its own), comparing and taking
over on the storage thread.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

import desktop.models.emit_guard  # noqa: F401  imported for its effect
from desktop.casework.changes import Changes
from desktop.casework.volunteers.register.volunteer_headings import IncomingVolunteer, VolunteerField
from desktop.casework.volunteers.register.volunteer_import import (
    IncomingRow,
    Standing,
    VolunteerImportRow,
    import_volunteers,
    list_volunteer_imports,
    preview_volunteers,
    remembered_volunteer_columns,
    undo_volunteer_import,
)
from desktop.errors import CaseworkError, ImportFileError
from desktop.exchange.found_list import FoundList, find_apart
from desktop.exchange.layout import Layout
from desktop.exchange.list_file import MAX_FILE
from desktop.exchange.table_file import Cell, FileKind, FileTable, table_file
from desktop.exchange.volunteer_list import VOLUNTEERS, read_volunteers
from desktop.exchange.whole_file import save_whole
from desktop.models.work import Progress, Work

T = TypeVar("T")
LEFT_OUT = "In der Vorschau ausgelassen."


class VolunteerImportJob(QObject):
    """Holds the list in hand; the page reads it and listens.

    *Signals:* `loaded` when former lists are known; `found` when a list was found in a file; `columns_changed`;
    `previewed`; `decided`; `imported(count)`; `undone`; `rows_saved(path)`; `failed(CaseworkError)`; `busy_changed`.
    """

    loaded = Signal()
    found = Signal()
    columns_changed = Signal()
    previewed = Signal()
    decided = Signal()
    imported = Signal(int)
    undone = Signal()
    rows_saved = Signal(object)
    failed = Signal(object)
    busy_changed = Signal()

    def __init__(self, work: Work, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work, self._run = work, 0
        self.busy = ""
        self.cancellable = False
        self.path: Path | None = None
        self.file: FoundList[VolunteerField] | None = None
        self.layout: Layout[VolunteerField] | None = None
        self.rows: tuple[IncomingRow, ...] = ()
        self.taken: frozenset[int] = frozenset()
        self.import_id: int | None = None
        self.imports: tuple[VolunteerImportRow, ...] = ()
        self._chosen: dict[int, VolunteerField | None] = {}

    # the file

    def load(self) -> None:
        """Read which lists were taken over so far."""
        self._work.read(self, list_volunteer_imports, then=self._on_imports, failed=self._on_failed)

    def open_file(self, path: Path) -> None:
        """Look for the list in a file; the list before is forgotten once one is found."""
        self._begin(self.tr("Die Datei wird gelesen …"))
        run = self._run

        def opening(progress: Progress) -> FoundList[VolunteerField]:
            return _open(path, lambda: progress.cancelled or run != self._run)

        self._work.compute(self, opening, then=self._guarded(partial(self._on_opened, path)),
                           failed=self._guarded(self._on_failed))

    def cancel(self) -> None:
        """Call off what runs; what comes home later is not wanted."""
        if self.cancellable:
            self._end()

    def start_anew(self) -> None:
        """Forget this list, for the next one."""
        self.cancel()
        self.path = self.file = self.layout = self.import_id = None
        self.rows, self.taken, self._chosen = (), frozenset(), {}
        self.load()

    # the columns

    def set_column(self, index: int, field: VolunteerField | None) -> None:
        """The user's meaning of a column; None leaves it out."""
        if self.layout is not None:
            self._chosen[index] = field
            self.layout = self.layout.adjusted({index: field})
            self.rows, self.taken = (), frozenset()
            self.columns_changed.emit()

    @property
    def problem(self) -> str:
        """The first sentence against the meanings of the columns; empty while they can be read so."""
        problems = self.layout.problems() if self.layout else {}
        return next(iter(problems.values()), "")

    # the preview

    def make_preview(self) -> None:
        """Read every row with these columns and compare with the register."""
        if self.file is None or self.layout is None or self.problem:
            return
        self._begin(self.tr("Die Zeilen werden gelesen …"))
        self._work.compute(self, read_volunteers, self.file, self.layout, then=self._guarded(self._on_read),
                           failed=self._guarded(self._on_failed))

    def take(self, numbers: frozenset[int], *, take: bool) -> None:
        """Take rows or leave them out, by line number; those that cannot be taken stay out."""
        possible = frozenset(row.incoming.row for row in self.rows if row.may_be_taken) & numbers
        self.taken = self.taken | possible if take else self.taken - possible
        self.decided.emit()

    @property
    def rejected(self) -> tuple[IncomingRow, ...]:
        """Rows that were not taken; who is in the register already is no rejection."""
        return tuple(row for row in self.rows
                     if row.incoming.row not in self.taken and row.standing is not Standing.KNOWN)  # fmt: skip

    # the end

    def take_over(self) -> None:
        """Enter everybody chosen, or nobody."""
        rows = tuple(row for row in self.rows if row.incoming.row in self.taken)
        if self.layout is None or self.import_id is not None:
            return
        self._begin(self.tr("Die Liste wird übernommen …"), cancellable=False)
        self._work.change(self, import_volunteers, tuple(row.incoming for row in rows),
                          tuple(row.standing for row in rows), self.layout.memory,
                          then=partial(self._on_imported, len(rows)), failed=self._on_failed)

    def undo(self, import_id: int) -> None:
        """Take a list back; fails with a sentence where somebody was worked with since."""
        self._begin(self.tr("Die Liste wird zurückgenommen …"), cancellable=False)
        self._work.change(self, undo_volunteer_import, import_id, then=self._on_undone, failed=self._on_failed)

    def save_rejected(self, path: Path) -> None:
        """Save the rows that were not taken, as they stood in the list, with the reason behind each."""
        if self.layout is not None:
            headings = tuple(column.shown for column in self.layout.columns)
            self._work.compute(self, save_rejected, path, headings, self.rejected,
                               then=partial(self._on_rows_saved, path), failed=self._on_failed)

    # inside

    def _begin(self, words: str, *, cancellable: bool = True) -> None:
        self._run += 1
        self.busy, self.cancellable = words, cancellable
        self.busy_changed.emit()

    def _end(self) -> None:
        self._run += 1
        self.busy, self.cancellable = "", False
        self.busy_changed.emit()

    def _guarded(self, then: Callable[[T], object]) -> Callable[[T], None]:
        """`then`, unless the user has called it off or begun something else meanwhile."""
        run = self._run

        def come_home(result: T) -> None:
            if run == self._run:
                then(result)

        return come_home

    def _on_imports(self, imports: tuple[VolunteerImportRow, ...]) -> None:
        self.imports = imports
        self.loaded.emit()

    def _on_opened(self, path: Path, file: FoundList[VolunteerField]) -> None:
        self._end()
        self.path, self.file, self.layout = path, file, file.layout
        self.rows, self.taken, self.import_id, self._chosen = (), frozenset(), None, {}
        self.found.emit()
        self._work.read(self, remembered_volunteer_columns, then=self._on_memory, failed=self._on_failed)

    def _on_memory(self, remembered: dict[str, str]) -> None:
        if self.file is not None and remembered:
            self.layout = self.file.layout.by_heading(remembered).adjusted(self._chosen)
            self.columns_changed.emit()

    def _on_read(self, incoming: tuple[IncomingVolunteer, ...]) -> None:
        self._work.read(self, preview_volunteers, incoming, then=self._guarded(self._on_preview),
                        failed=self._guarded(self._on_failed))

    def _on_preview(self, rows: tuple[IncomingRow, ...]) -> None:
        self._end()
        self.rows = rows
        self.taken = frozenset(row.incoming.row for row in rows if row.proposed)
        self.import_id = None
        self.previewed.emit()

    def _on_imported(self, count: int, changes: Changes) -> None:
        self._end()
        self.import_id = changes.made
        self.load()
        self.imported.emit(count)

    def _on_undone(self, _changes: Changes) -> None:
        self._end()
        self.import_id = None
        self.rows, self.taken = (), frozenset()
        self.load()
        self.undone.emit()

    def _on_rows_saved(self, path: Path, _done: None) -> None:
        self.rows_saved.emit(path)

    def _on_failed(self, error: CaseworkError) -> None:
        self._end()
        self.failed.emit(error)


def save_rejected(path: Path, headings: tuple[str, ...], rows: tuple[IncomingRow, ...]) -> None:
    """Write the rows as XLSX, whole or not at all. Raises CaseworkError with one sentence."""
    lines: tuple[tuple[Cell, ...], ...] = tuple(
        (row.incoming.row, *row.incoming.cells, row.reason if not row.proposed else LEFT_OUT) for row in rows
    )
    table = FileTable("Nicht übernommen", ("Zeile", *headings, "Grund"), lines)
    save_whole(path, table_file(table, FileKind.XLSX))


def _open(path: Path, cancelled: Callable[[], bool]) -> FoundList[VolunteerField]:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_FILE + 1)  # one byte more is refused with its own sentence
    except OSError:
        raise ImportFileError(
            f"„{path.name}“ kann nicht gelesen werden. Ist die Datei noch da oder in Excel geöffnet?"
        ) from None
    return find_apart(data, VOLUNTEERS, cancelled)
