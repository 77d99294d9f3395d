"""The end: what is in the vault now, and what can be done next."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from desktop.models.import_job import ImportJob
from desktop.views import icons, messages, style
from desktop.views.components.card import Card
from desktop.views.components.flow_layout import FlowLayout
from desktop.views.components.scroll_page import ScrollPage
from desktop.views.imports.import_look import ResultLook
from desktop.views.start.start_page import button, words


class ResultStep(ScrollPage):
    """*Signals:* `there_wanted` to what was made; `next_wanted` for another list."""

    there_wanted = Signal()
    next_wanted = Signal()

    def __init__(self, job: ImportJob, look: ResultLook, parent: QWidget | None = None) -> None:
        super().__init__(margin=0, parent=parent)
        self._job, self._look = job, look
        card = Card()
        head = QHBoxLayout()
        head.setSpacing(style.space(3))
        mark = QLabel()
        icons.set_icon(mark, "circle-check", "ok", 2)
        self._title, self._numbers = words(look.title, "section"), QGridLayout()
        self._numbers.setHorizontalSpacing(style.space(3))
        self._numbers.setColumnStretch(1, 1)
        head.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._title, 1)
        card.body.addLayout(head)
        card.body.addLayout(self._numbers)
        card.body.addSpacing(style.space(2))
        card.body.addLayout(self._build_buttons())
        self.body.addWidget(card)
        self.body.addStretch(1)
        job.imported.connect(self.show_result)

    def show_result(self) -> None:
        """Say what the import came to."""
        rejected = len(self._job.held.rejected)
        self._show_numbers()
        self.save.setVisible(bool(rejected))
        self.save.setText(f"{self._look.save} ({rejected})")

    def _build_buttons(self) -> FlowLayout:
        row = FlowLayout(gap=2)
        self.there = button(self._look.there, self._look.icon, "primary")
        self.save = button(self._look.save, "download")
        self.undo = button(self.tr("Rückgängig"), "undo-2")
        self.again = button(self.tr("Weitere Liste einlesen"), "file-up")
        self.there.clicked.connect(self.there_wanted)
        self.save.clicked.connect(self._on_save_clicked)
        self.undo.clicked.connect(self._on_undo_clicked)
        self.again.clicked.connect(self.next_wanted)
        for each in (self.there, self.save, self.undo, self.again):
            row.addWidget(each)
        return row

    def _show_numbers(self) -> None:
        """Where every line of the list has gone; the numbers add up to the last one."""
        while (item := self._numbers.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for number, what, look in self._look.numbers(self._job.held):
            self._add_number(number, what, look)

    def _add_number(self, number: int, what: str, look: str) -> None:
        if number:
            row = self._numbers.rowCount()
            self._numbers.addWidget(words(str(number), "strong"), row, 0, Qt.AlignmentFlag.AlignRight)
            self._numbers.addWidget(words(what, look), row, 1)

    def _on_save_clicked(self) -> None:
        file = self._job.held.file
        start = file.path.with_name(self._look.file_name) if file is not None else None
        messages.choose_target(self, self._look.save, "Excel (*.xlsx)", "xlsx",
                               self._on_target_chosen, start=start)

    def _on_target_chosen(self, path: Path) -> None:
        self._job.save_rejected(path)

    def _on_undo_clicked(self) -> None:
        import_id = self._job.held.import_id
        if import_id is not None:
            self._job.undo(import_id)
