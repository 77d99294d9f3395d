"""Who sent a hand-over list, of which day it is, who will be responsible for its cases."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.clock import today
from desktop.views import style
from desktop.views.components.chip import ChipButton, Tone
from desktop.views.components.flow_layout import FlowLayout
from desktop.views.fields.code_field import CodeField
from desktop.views.fields.date_field import DateField
from desktop.views.fields.date_reading import Lean
from desktop.views.fields.form_row import FormRow
from desktop.views.fields.options import Option
from desktop.views.fields.text_field import TextField
from desktop.views.imports.list_details import ListDetails


class HandoverDetails(ListDetails):
    """The fields of a hand-over list, beside its sheet."""

    def wrong(self) -> list[FormRow[Any]]:
        return [field for field in (self.sender_field, self.as_of) if field.check()]

    def show_list(self) -> None:
        held = self._job.held
        self.setVisible(held.source is not None)
        if held.source is not None:
            self.sender_field.set_value(held.sender or None)
            self.as_of.set_value(held.as_of)
            self.responsible.set_value(held.responsible_id or self._job.own_id)

    def _build(self) -> None:
        self.sender_field = TextField("import_sender", self.tr("Von wem kommt sie?"), longest=120,
                                      help_text=self.tr("Die Bedeutung der Spalten wird je Absender gemerkt."))
        self.as_of = DateField("import_as_of", self.tr("Stand der Liste"), lean=Lean.PAST, latest=today(),
                               help_text=self.tr("Ohne Angabe gilt der heutige Tag."))
        self.responsible = CodeField("import_responsible", self.tr("Zuständig für neue Fälle"))
        self._grid = QGridLayout()
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self._known = QWidget()
        self._known_row = FlowLayout(self._known, gap=1)
        places = ((self.sender_field, 0, 0), (self.as_of, 0, 1), (self._known, 1, 0), (self.responsible, 2, 0),
                  (self._table, 2, 1))  # fmt: skip
        for widget, row, column in places:
            self._grid.addWidget(widget, row, column, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(self._grid)
        self.sender_field.changed.connect(self._on_sender_changed)
        self.as_of.changed.connect(self._on_as_of_changed)
        self.responsible.changed.connect(self._on_responsible_changed)
        self._job.loaded.connect(self._on_loaded)
        self._fit_grid()
        style.notifier().changed.connect(self._fit_grid)

    def _show_senders(self) -> None:
        while (item := self._known_row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        senders = self._job.background.get("senders", ())
        for sender in senders[:5]:
            chip = ChipButton(sender, Tone.ACCENT, "history")
            chip.setAccessibleName(self.tr("Absender: %1").replace("%1", sender))
            chip.clicked.connect(partial(self._take_sender, sender))
            self._known_row.addWidget(chip)
        self._known.setVisible(bool(senders))

    def _take_sender(self, sender: str) -> None:
        self.sender_field.set_value(sender)
        self._on_sender_changed()

    def _on_loaded(self) -> None:
        self.responsible.set_options([
            Option(user.id, user.name, user.short) for user in self._job.background.get("users", ())
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

    def _fit_grid(self) -> None:
        self._grid.setHorizontalSpacing(style.space(6))
        self._grid.setVerticalSpacing(style.space(2))
