"""What is done with a list on its way into the vault: open, read, compare, take over, undo.

Knows no widget. Reading runs beside the main thread, comparing and taking over on the storage thread.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

import desktop.models.emit_guard  # noqa: F401  imported for its effect
from desktop.casework.changes import Changes
from desktop.casework.list_rows import Decision, RowDecision
from desktop.errors import CaseworkError
from desktop.exchange.layout import ListKind
from desktop.models.import_file import OpenedFile, open_drafted, open_file, open_table, save_rejected
from desktop.models.import_kind import FormerImport, ImportKind, ReadRows
from desktop.models.import_list import ListInHand, drafted_columns, drafted_decisions
from desktop.models.work import Progress, Work
from desktop.terms import Term

A = TypeVar("A")
T = TypeVar("T")


class ImportJob(QObject):
    """Holds the list in hand (`held`) and changes it; pages read it and listen.

    *Signals:* `loaded` when the background of the kind and former imports are known; `found` when a list was found in
    a file; `columns_changed`; `previewed`; `decided(rows)` with the row numbers whose decision changed; `imported`;
    `undone(import id)`; `called_off` after a taking-over was cancelled and nothing of it is left; `other_file` when the
    file of a draft has changed since; `rows_saved(path)` of returned rows; `failed(CaseworkError)`; `busy_changed`.
    """

    loaded = Signal()
    found = Signal()
    columns_changed = Signal()
    previewed = Signal()
    decided = Signal(object)
    imported = Signal()
    undone = Signal(object)
    called_off = Signal()
    other_file = Signal()
    rows_saved = Signal(object)
    failed = Signal(object)
    busy_changed = Signal()

    def __init__(self, work: Work, kind: ImportKind, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self._work, self._run = work, 0
        self.held = ListInHand(kind)
        self.busy = ""
        self.cancellable = False
        self._writing = self._called_off = False
        self.background: dict[str, Any] = {}
        self.imports: tuple[FormerImport, ...] = ()
        self._drafted: dict[int, RowDecision] = {}

    @property
    def own_id(self) -> int:
        """The user who imports, responsible unless somebody else is chosen (decision 33)."""
        return self._work.actor.user_id

    # step 1: the file

    def load(self) -> None:
        """Read the background of the kind and former imports."""
        for name, query in self.kind.background.items():
            self._work.read(self, query, then=partial(self.background.__setitem__, name))
        self._work.read(self, self.kind.former, then=self._on_imports)

    def open_file(self, path: Path) -> None:
        """Look for the list in a file; the list before is forgotten once one is found."""
        self._drafted = {}
        self._begin(self.tr("Die Datei wird geöffnet …"))
        self._work.compute(self, self._stoppable(open_file, path), then=self._guarded(self._on_opened),
                           failed=self._guarded(self._on_failed))

    def take_up(self, draft: dict[str, Any]) -> None:
        """Go on with what a draft holds: the file is opened again, then columns and decisions are put back."""
        self._begin(self.tr("Die Datei wird geöffnet …"))
        self._work.compute(self, self._stoppable(open_drafted, draft), failed=self._guarded(self._on_failed),
                           then=self._guarded(partial(self._on_taken_up, draft)))

    def choose_table(self, place: int) -> None:
        """Take the list on another sheet; a sheet without one fails with its sentence."""
        if self.held.file is not None and place != self.held.file.source.chosen:
            self._begin(self.tr("Das Blatt wird gelesen …"))
            self._work.compute(self, open_table, self.held.file, place, then=self._guarded(self._on_opened),
                               failed=self._guarded(self._on_failed))

    def set_sender(self, sender: str) -> None:
        """Another sender: columns are read as in their last list, save what the user chose here."""
        if sender.strip() != self.held.sender:
            self.held.sender = sender.strip()
            self.held.drop_preview()
            self._read_memory()

    def set_as_of(self, day: dt.date | None) -> None:
        """The day the list speaks of; None where nobody knows."""
        if day != self.held.as_of:
            self.held.as_of = day
            self.held.drop_preview()

    def set_responsible(self, user_id: int | None) -> None:
        """Who will be responsible for the new cases; None for who imports."""
        self.held.responsible_id = user_id

    # step 2: the columns

    def set_column(self, index: int, field: Term | None) -> None:
        """The user's meaning of a column; None leaves it out."""
        self.held.adjusted[index] = field
        self._arrange_columns()

    def reset_columns(self) -> None:
        """Back to the proposal (or the sender's last list)."""
        self.held.adjusted.clear()
        self._arrange_columns()

    # step 3: the preview

    def make_preview(self) -> None:
        """Read every row with these columns and compare with the vault; a preview that still holds is shown again."""
        held = self.held
        if held.source is None or held.layout is None or held.problems:
            return
        if held.preview is not None:
            self.previewed.emit()
            return
        self._begin(self.tr("Die Zeilen werden gelesen …"))
        self._work.compute(self, self.kind.reading(held, self.background), then=self._guarded(self._on_read),
                           failed=self._guarded(self._on_failed))

    def renew_preview(self) -> None:
        """Compare again, because the vault has changed; decisions that are still possible stay."""
        self._drafted = dict(self.held.decisions)
        self.held.drop_preview()
        self.make_preview()

    def decide(self, rows: frozenset[int], decision: Decision) -> None:
        """Decide on rows; those that do not allow it keep what they have."""
        self.decided.emit(self.held.decide(rows, decision))

    def decide_fields(self, row: int, fields: frozenset[str]) -> None:
        """Which changes of a row are taken over; none of them leaves the row out."""
        self.held.decide_fields(row, fields)
        self.decided.emit((row,))

    # the end

    def take_over(self) -> None:
        """Import what was decided, all of it or nothing."""
        held = self.held
        if held.preview is None or held.import_id is not None:
            return
        self._begin(self.tr("Die Liste wird übernommen …"))
        self._writing = True
        use_case, values = self.kind.taking(held)
        self._work.change(self, use_case, *values, then=self._on_imported, failed=self._on_failed)

    def cancel(self) -> None:
        """Call off what runs: reading is dropped; a taking-over is undone as soon as it is written, because a
        transaction cannot be stopped from outside."""
        if not self.cancellable:
            return
        if self._writing:
            self._called_off = True
            self._begin(self.tr("Der Import wird abgebrochen …"), cancellable=False)
        else:
            self._end()

    def undo(self, import_id: int) -> None:
        """Take an import back; fails with a sentence where its persons were worked with since."""
        self._begin(self.tr("Der Import wird rückgängig gemacht …"), cancellable=False)
        self._work.change(self, self.kind.undo, import_id, then=partial(self._on_undone, import_id),
                          failed=self._on_failed)

    def save_rejected(self, path: Path) -> None:
        """Save the rows that were not taken, for the sender."""
        if self.held.incoming is not None:
            self._work.compute(self, save_rejected, path, self.held.incoming, self.held.rejected,
                               then=partial(self._on_rows_saved, path), failed=self._on_failed)

    def start_anew(self) -> None:
        """Forget this list, for the next one."""
        self.cancel()
        self.held = ListInHand(self.kind)
        self._drafted = {}
        self.load()

    # inside

    def _begin(self, words: str, *, cancellable: bool = True) -> None:
        self._run += 1
        self.busy, self.cancellable = words, cancellable
        self.busy_changed.emit()

    def _end(self) -> None:
        """Nothing runs any more; what comes home later is not wanted."""
        self._run += 1
        self.busy, self.cancellable = "", False
        self._writing = self._called_off = False
        self.busy_changed.emit()

    def _guarded(self, then: Callable[[T], object]) -> Callable[[T], None]:
        """`then`, unless the user has called it off or begun something else meanwhile."""
        run = self._run

        def come_home(result: T) -> None:
            if run == self._run:
                then(result)

        return come_home

    def _stoppable(self, function: Callable[[A, ListKind[Any], Callable[[], bool]], OpenedFile],
                   argument: A) -> Callable[[Progress], OpenedFile]:
        """`function(argument, kind, cancelled)` that is called off by the user, by something newer, or by the lock."""
        run = self._run

        def opening(progress: Progress) -> OpenedFile:
            return function(argument, self.kind.columns, lambda: progress.cancelled or run != self._run)

        return opening

    def _read_memory(self) -> None:
        sender = self.held.sender
        by = (sender,) if self.kind.per_sender else ()
        self._work.read(self, self.kind.remembered, *by, then=partial(self._on_memory, sender))

    def _arrange_columns(self) -> None:
        self.held.arrange_columns()
        self.columns_changed.emit()

    # what comes home

    def _on_imports(self, imports: tuple[object, ...]) -> None:
        self.imports = tuple(map(self.kind.former_line, imports))
        self.loaded.emit()

    def _on_opened(self, file: OpenedFile) -> None:
        self._end()
        self.held = ListInHand(self.kind, file, responsible_id=self.held.responsible_id)
        self.held.sender, self.held.as_of = file.source.sender, file.source.as_of
        self.held.arrange_columns()
        self.found.emit()
        self._read_memory()

    def _on_taken_up(self, draft: dict[str, Any], file: OpenedFile) -> None:
        self._on_opened(file)
        if file.digest != draft.get("digest"):
            self.other_file.emit()
            return
        responsible, as_of = draft.get("responsible"), str(draft.get("as_of", ""))
        self.held.responsible_id = responsible if isinstance(responsible, int) else None
        self.set_sender(str(draft.get("sender", "")))
        self.set_as_of(dt.date.fromisoformat(as_of) if as_of else None)
        self.held.adjusted = dict(drafted_columns(draft, self.kind.columns.fields))
        self._drafted = drafted_decisions(draft)
        self._arrange_columns()
        self.found.emit()

    def _on_memory(self, sender: str, remembered: dict[str, str]) -> None:
        if sender == self.held.sender and remembered != self.held.memory and not self.busy:
            self.held.memory = remembered
            self._arrange_columns()

    def _on_read(self, incoming: ReadRows) -> None:
        self.busy = self.kind.comparing
        self.busy_changed.emit()
        self._work.read(self, self.kind.compare, self.kind.compared(incoming), failed=self._guarded(self._on_failed),
                        then=self._guarded(partial(self._on_preview, incoming)))

    def _on_preview(self, incoming: ReadRows, preview: object) -> None:
        self._end()
        self.held.incoming, self.held.preview = incoming, preview
        self.held.put_decisions(self._drafted)
        self._drafted = {}
        self.previewed.emit()

    def _on_imported(self, changes: Changes) -> None:
        assert changes.made is not None
        if self._called_off:
            self._work.change(self, self.kind.undo, changes.made, then=self._on_called_off, failed=self._on_failed)
            return
        self._end()
        self.held.import_id = changes.made
        self.held.counted = sum(kind is self.kind.counted for kind, _id in changes.touched)
        self.imported.emit()
        self.load()

    def _on_called_off(self, _changes: Changes) -> None:
        self._end()
        self.called_off.emit()
        self.load()

    def _on_undone(self, import_id: int, _changes: Changes) -> None:
        self._end()
        if import_id == self.held.import_id:
            self.held.import_id = None
        self.held.drop_preview()
        self.undone.emit(import_id)
        self.load()

    def _on_rows_saved(self, path: Path, _done: None) -> None:
        self.rows_saved.emit(path)

    def _on_failed(self, error: CaseworkError) -> None:
        self._end()
        self.failed.emit(error)
