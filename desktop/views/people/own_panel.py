"""What a person says in the office's own fields, and the form that fills them in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.casework.people.own_fields import LONGEST_VALUE, OwnField, OwnKind, OwnValueRow, Value, save_own_values
from desktop.views.fields.choice_field import choice_field
from desktop.views.fields.date_field import DateField
from desktop.views.fields.form_row import FormRow
from desktop.views.fields.note_field import NoteField
from desktop.views.fields.number_field import NumberField
from desktop.views.fields.options import Option
from desktop.views.people.lines import emptied, flow, link, rebuilt, words
from desktop.views.people.quick_form import Job, QuickForm

_HIGHEST = 1_000_000


class OwnPanel(QWidget):
    """*Signals:* edit_wanted(tuple of OwnValueRow)."""

    edit_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def show_values(self, rows: Sequence[OwnValueRow]) -> None:
        """What is known; the rest is said to be open."""
        rebuilt(self, lambda: self._build(tuple(rows)))

    def _build(self, rows: tuple[OwnValueRow, ...]) -> None:
        emptied(self._column)
        for row in rows:
            if row.words:
                self._column.addWidget(words(f"{row.field.label}: {row.words}"))
        waiting = [row.field.label for row in rows if not row.words]
        if waiting:
            said = self.tr("Noch nicht gefragt: %1").replace("%1", ", ".join(waiting))
            self._column.addWidget(words(said, "muted"))
        self._column.addWidget(flow(link(self.tr("Weitere Angaben ändern …"), lambda: self.edit_wanted.emit(rows),
                                         "own_edit", icon="pencil")))  # fmt: skip


class OwnForm(QuickForm):
    """One field for each of the office's own; one put away can still be corrected."""

    def __init__(self, person_id: int, rows: Sequence[OwnValueRow], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._person_id, self._rows = person_id, tuple(rows)
        for row in self._rows:
            field = _field(row.field)
            self.add(field)
            field.set_value(_shown(row))
        self.finish()

    def job(self) -> Job:
        return save_own_values, (self._person_id, {row.field.key: self._kept(row.field) for row in self._rows})

    def _kept(self, field: OwnField) -> Value:
        value: Any = self.value(field.key)
        if value is None:
            return None
        if field.kind is OwnKind.YES_NO:
            return bool(value == "yes")
        return value.isoformat() if isinstance(value, dt.date) else str(value)


def _field(field: OwnField) -> FormRow[Any]:
    if field.kind is OwnKind.DATE:
        return DateField(field.key, field.label)
    if field.kind is OwnKind.NUMBER:
        return NumberField(field.key, field.label, highest=_HIGHEST, decimals=2)
    if field.kind is OwnKind.YES_NO:
        return choice_field(field.key, field.label, (Option("yes", "ja"), Option("no", "nein")))
    if field.kind is OwnKind.CHOICE:
        return choice_field(field.key, field.label, tuple(Option(choice, choice) for choice in field.choices))
    return NoteField(field.key, field.label, lines=1, longest=LONGEST_VALUE)


def _shown(row: OwnValueRow) -> object:
    if row.value is None:
        return None
    if row.field.kind is OwnKind.YES_NO:
        return "yes" if row.value else "no"
    if row.field.kind is OwnKind.DATE:
        return dt.date.fromisoformat(str(row.value))
    if row.field.kind is OwnKind.CHOICE and row.value not in row.field.choices:
        return None
    return Decimal(str(row.value)) if row.field.kind is OwnKind.NUMBER else row.value
