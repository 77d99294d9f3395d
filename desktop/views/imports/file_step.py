"""Step 1: the file, who sent it, of which day it is, who will be responsible; below, what was imported before."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.casework.handover.incoming import Field
from desktop.clock import today
from desktop.exchange.found_list import FoundList
from desktop.models.import_job import ImportJob
from desktop.views import style
from desktop.views.components.card import Card
from desktop.views.components.chip import ChipButton, Tone
from desktop.views.components.flow_layout import FlowLayout
from desktop.views.components.scroll_page import ScrollPage
from desktop.views.fields.code_field import CodeField
from desktop.views.fields.date_field import DateField
from desktop.views.fields.date_reading import Lean
from desktop.views.fields.options import Option
from desktop.views.fields.text_field import TextField
from desktop.views.imports.drop_zone import DropZone
from desktop.views.imports.former_imports import FormerImports


class FileStep(ScrollPage):
    """*Signals:* `typed` when the user changed a field, for the draft."""

    typed = Signal()

    def __init__(self, job: ImportJob, parent: QWidget | None = None) -> None:
        super().__init__(margin=0, parent=parent)
        self._job = job
        self.zone = DropZone()
        self.zone.dropped.connect(job.open_file)
        self.body.addWidget(self.zone)
        self.body.addSpacing(style.space(2))
        self._build_details()
        self.body.addSpacing(style.space(2))
        self.former = FormerImports(job)
        self.body.addWidget(self.former)
        self.body.addStretch(1)
        job.found.connect(self.show_list)
        job.loaded.connect(self._on_loaded)
        job.undone.connect(self.show_list)
        self.show_list()

    def is_right(self) -> bool:
        """Check the fields; the first wrong one gets the keyboard."""
        wrong = [field for field in (self.sender_field, self.as_of) if field.check()]
        if wrong:
            wrong[0].focus_input()
        return not wrong

    def show_list(self) -> None:
        """Show what is known of the list in hand."""
        held = self._job.held
        self._details.setVisible(held.source is not None)
        if held.source is None:
            self.zone.show_empty()
            return
        self.zone.show_file(held.file_name, self._found_words(held.source))
        self.sender_field.set_value(held.sender or None)
        self.as_of.set_value(held.as_of)
        self.responsible.set_value(held.responsible_id or self._job.own_id)
        self._show_tables(held.source)

    def _build_details(self) -> None:
        self._details = Card(self.tr("Zu dieser Liste"), "file-text")
        self.sender_field = TextField("import_sender", self.tr("Von wem kommt sie?"), longest=120,
                                      help_text=self.tr("Die Bedeutung der Spalten wird je Absender gemerkt."))
        self.as_of = DateField("import_as_of", self.tr("Stand der Liste"), lean=Lean.PAST, latest=today(),
                               help_text=self.tr("Ohne Angabe gilt der heutige Tag."))
        self.responsible = CodeField("import_responsible", self.tr("Zuständig für neue Fälle"))
        self.table = CodeField("import_table", self.tr("Blatt"),
                               help_text=self.tr("Jedes Blatt wird für sich eingelesen."))
        self._grid = QGridLayout()
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self._known = QWidget()
        self._known_row = FlowLayout(self._known, gap=1)
        places = ((self.sender_field, 0, 0), (self.as_of, 0, 1), (self._known, 1, 0), (self.responsible, 2, 0),
                  (self.table, 2, 1))  # fmt: skip
        for widget, row, column in places:
            self._grid.addWidget(widget, row, column, Qt.AlignmentFlag.AlignTop)
        self._details.body.addLayout(self._grid)
        self.body.addWidget(self._details)
        self.sender_field.changed.connect(self._on_sender_changed)
        self.as_of.changed.connect(self._on_as_of_changed)
        self.responsible.changed.connect(self._on_responsible_changed)
        self.table.changed.connect(self._on_table_changed)
        self._fit_grid()
        style.notifier().changed.connect(self._fit_grid)

    def _found_words(self, source: FoundList[Field]) -> str:
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

    def _show_tables(self, source: FoundList[Field]) -> None:
        """A choice of sheets only where another one holds a list too."""
        lists = self._job.held.file.lists if self._job.held.file else ()
        options = [Option(place, source.tables[place].name) for place in lists]
        self.table.set_options(options)
        self.table.set_value(source.chosen)
        self.table.setVisible(len(options) > 1)

    def _show_senders(self) -> None:
        while (item := self._known_row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for sender in self._job.senders[:5]:
            chip = ChipButton(sender, Tone.ACCENT, "history")
            chip.setAccessibleName(self.tr("Absender: %1").replace("%1", sender))
            chip.clicked.connect(partial(self._take_sender, sender))
            self._known_row.addWidget(chip)
        self._known.setVisible(bool(self._job.senders))

    def _take_sender(self, sender: str) -> None:
        self.sender_field.set_value(sender)
        self._on_sender_changed()

    def _on_loaded(self) -> None:
        self.responsible.set_options([
            Option(user.id, user.name, user.short) for user in self._job.users
        ])  # fmt: skip
        self._show_senders()
        if self._job.held.source is not None:
            self.responsible.set_value(self._job.held.responsible_id or self._job.own_id)

    def _on_sender_changed(self) -> None:
        self._job.set_sender(self.sender_field.value() or "")
        self.typed.emit()

    def _on_as_of_changed(self) -> None:
        if self.as_of.problem() is None:
            self._job.set_as_of(self.as_of.value())
            self.typed.emit()

    def _on_responsible_changed(self) -> None:
        chosen = self.responsible.value()
        self._job.set_responsible(chosen if isinstance(chosen, int) else None)
        self.typed.emit()

    def _on_table_changed(self) -> None:
        chosen = self.table.value()
        if isinstance(chosen, int):
            self._job.choose_table(chosen)

    def _fit_grid(self) -> None:
        self._grid.setHorizontalSpacing(style.space(6))
        self._grid.setVerticalSpacing(style.space(2))
