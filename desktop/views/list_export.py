"""Saves a list as a file: exactly what is shown, noted in the access record before anything is written."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.casework.cases.list_export import note_list_export
from desktop.casework.changes import Changes, Kind
from desktop.clock import today
from desktop.errors import CaseworkError
from desktop.exchange.table_file import FileKind, FileTable, table_file
from desktop.exchange.whole_file import save_whole
from desktop.models.work import Work
from desktop.views import messages
from desktop.views.components.data_table import DataTable
from desktop.views.components.message_area import MessageArea

Objects = tuple[tuple[Kind, int], ...]


class ListExport(QObject):
    """For a page with a list and messages. `objects` says whose data stand in the rows shown."""

    note = staticmethod(note_list_export)
    """The use case that records whose data leave."""

    def __init__(
        self, page: QWidget, work: Work, table: DataTable, area: MessageArea, title: str,
        objects: Callable[[], Objects],
    ) -> None:
        super().__init__(page)
        self._page, self._work, self._table, self._area = page, work, table, area
        self._title, self._objects = title, objects
        table.offer_file()
        table.file_wanted.connect(self.ask)

    def ask(self, kind: FileKind) -> None:
        """Ask where the file goes."""
        kinds = self.tr("Excel-Tabelle (*.xlsx)") if kind is FileKind.XLSX else self.tr("CSV-Datei (*.csv)")
        name = f"{self._title} {today():%Y-%m-%d}.{kind.value}"
        messages.choose_target(self._page, self.tr("Liste speichern"), kinds, kind.value, partial(self._note, kind),
                               start=Path.home() / name)  # fmt: skip

    def _note(self, kind: FileKind, path: Path) -> None:
        """What is shown at this moment is what goes out; the record comes first, or there is no file."""
        shown, write = self._table.as_file(self._title), self._write
        self._work.change(self._page, self.note, self._objects(), then=partial(write, shown, kind, path),
                          failed=self._on_failed)  # fmt: skip

    def _write(self, shown: FileTable, kind: FileKind, path: Path, _noted: Changes) -> None:
        self._work.compute(self._page, save_list, shown, kind, path, then=partial(self._on_written, path),
                           failed=self._on_failed, title=self.tr("Liste speichern"))  # fmt: skip

    def _on_written(self, path: Path, rows: int) -> None:
        said = self.tr("„%1“: %2, so viele, wie die Liste zeigt. Die Datei ist nicht verschlüsselt; bitte löschen, "
                       "sobald sie nicht mehr gebraucht wird.")  # fmt: skip
        self._area.show_info(said.replace("%1", path.name).replace("%2", self._table.counted(rows)))

    def _on_failed(self, error: CaseworkError) -> None:
        self._area.show_error(str(error))


def save_list(shown: FileTable, kind: FileKind, path: Path) -> int:
    """Make the file and write it whole; how many rows it holds. For `work.compute`. Raises CaseworkError."""
    save_whole(path, table_file(shown, kind))
    return len(shown.rows)
