"""Step 1: the file and what is to be known about it; below, what was imported before."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.exchange.found_list import FoundList
from desktop.models.import_job import ImportJob
from desktop.views import style
from desktop.views.components.scroll_page import ScrollPage
from desktop.views.fields.code_field import CodeField
from desktop.views.fields.options import Option
from desktop.views.imports.drop_zone import DropZone
from desktop.views.imports.former_imports import FormerImports
from desktop.views.imports.import_look import FileLook
from desktop.views.start.start_page import words


class FileStep(ScrollPage):
    """*Signals:* `typed` when the user changed a field, for the draft."""

    typed = Signal()

    def __init__(self, job: ImportJob, look: FileLook, parent: QWidget | None = None) -> None:
        super().__init__(margin=0, parent=parent)
        self._job = job
        self.zone = DropZone(look.drop, look.drop_hint, look.chooser)
        self.zone.dropped.connect(job.open_file)
        self.table = CodeField("import_table", self.tr("Blatt"),
                               help_text=self.tr("Jedes Blatt wird für sich eingelesen."))
        self.table.changed.connect(self._on_table_changed)
        self.details = look.details(job, self.table)
        self.details.typed.connect(self.typed)
        self.former = FormerImports(job)
        self.body.addWidget(self.zone)
        if look.needs:
            self.body.addWidget(words(look.needs, "muted"))
        for part in (self.details, self.former):
            self.body.addSpacing(style.space(2))
            self.body.addWidget(part)
        self.body.addStretch(1)
        job.found.connect(self.show_list)
        job.undone.connect(self.show_list)
        self.show_list()

    def is_right(self) -> bool:
        """Check the fields; the first wrong one gets the keyboard."""
        wrong = self.details.wrong()
        if wrong:
            wrong[0].focus_input()
        return not wrong

    def show_list(self) -> None:
        """Show what is known of the list in hand."""
        held = self._job.held
        if held.source is None:
            self.zone.show_empty()
        else:
            self.zone.show_file(held.file_name, self._found_words(held.source))
            self._show_tables(held.source)
        self.details.show_list()

    def _found_words(self, source: FoundList[Any]) -> str:
        rows = len(source.table.lines) - (self._job.held.layout.header.first_row if self._job.held.layout else 0)
        head = source.layout.header
        parts = [self.tr("%1 Zeilen in %2 Spalten").replace("%1", str(rows)).replace("%2", str(len(
            source.layout.columns)))]
        if head.places:
            line = source.table.lines[head.places[0]].number
            parts.append(self.tr("Überschriften in Zeile %1").replace("%1", str(line)))
        else:
            parts.append(self.tr("keine Überschriften, am Inhalt erkannt"))
        if len(source.tables) > 1:
            parts.append(self.tr("Blatt „%1“").replace("%1", source.table.name))
        return " · ".join(parts)

    def _show_tables(self, source: FoundList[Any]) -> None:
        """A choice of sheets only where another one holds a list too."""
        lists = self._job.held.file.lists if self._job.held.file else ()
        options = [Option(place, source.tables[place].name) for place in lists]
        self.table.set_options(options)
        self.table.set_value(source.chosen)
        self.table.setVisible(len(options) > 1)

    def _on_table_changed(self) -> None:
        chosen = self.table.value()
        if isinstance(chosen, int):
            self._job.choose_table(chosen)
