"""What is known of a person or case in the office's own fields, and the form that fills them in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.casework.changes import Changes
from desktop.casework.people.own_fields import LONGEST_VALUE, OwnField, OwnKind, OwnValueRow, Value
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
        for line in own_lines(rows):
            self._column.addWidget(line)
        self._column.addWidget(flow(link(self.tr("Weitere Angaben ändern …"), lambda: self.edit_wanted.emit(rows),
                                         "own_edit", icon="pencil")))  # fmt: skip


def own_lines(rows: Sequence[OwnValueRow]) -> Iterator[QLabel]:
    """What is known, a line each; below it what is still open."""
    for row in rows:
        if row.words:
            yield words(f"{row.field.label}: {row.words}")
    waiting = [row.field.label for row in rows if not row.words]
    if waiting:
        said = QCoreApplication.translate("OwnPanel", "Noch nicht gefragt: %1").replace("%1", ", ".join(waiting))
        yield words(said, "muted")


class OwnForm(QuickForm):
    """One field for each of the office's own; one put away can still be corrected."""

    def __init__(
        self, save: Callable[..., Changes], subject_id: int, rows: Sequence[OwnValueRow], parent: QWidget | None = None
    ) -> None:
        """`save` is the use case that takes the id of a person or case and values by key."""
        super().__init__(parent)
        self._use_case, self._subject_id, self._rows = save, subject_id, tuple(rows)
        for row in self._rows:
            field = own_input(row.field)
            self.add(field)
            field.set_value(shown_value(row))
        self.finish()

    def job(self) -> Job:
        values = {row.field.key: kept_value(row.field, self.value(row.field.key)) for row in self._rows}
        return self._use_case, (self._subject_id, values)


def kept_value(field: OwnField, value: object) -> Value:
    """What an input says as the use case takes it."""
    if value is None:
        return None
    if field.kind is OwnKind.YES_NO:
        return value == "yes"
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def own_input(field: OwnField) -> FormRow[Any]:
    """The input for a field, still empty."""
    if field.kind is OwnKind.DATE:
        return DateField(field.key, field.label)
    if field.kind is OwnKind.NUMBER:
        return NumberField(field.key, field.label, highest=_HIGHEST, decimals=2)
    if field.kind is OwnKind.YES_NO:
        return choice_field(field.key, field.label, (Option("yes", "ja"), Option("no", "nein")))
    if field.kind is OwnKind.CHOICE:
        return choice_field(field.key, field.label, tuple(Option(choice, choice) for choice in field.choices))
    return NoteField(field.key, field.label, lines=1, longest=LONGEST_VALUE)


def shown_value(row: OwnValueRow) -> object:
    """What is known as the input takes it; None where a choice is none any more."""
    if row.value is None:
        return None
    if row.field.kind is OwnKind.YES_NO:
        return "yes" if row.value else "no"
    if row.field.kind is OwnKind.DATE:
        return dt.date.fromisoformat(str(row.value))
    if row.field.kind is OwnKind.CHOICE and row.value not in row.field.choices:
        return None
    return Decimal(str(row.value)) if row.field.kind is OwnKind.NUMBER else row.value
