"""Topics of a talk: each with its Handlungsfeld, minutes, own text, and whom alone it concerns."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from desktop.casework.plans.catalogue_data import shipped_catalogue
from desktop.casework.talks.talk_rows import LONGEST_TEXT, MOST_MINUTES, TopicEntry
from desktop.views import icons, style
from desktop.views.fields.code_field import CodeField
from desktop.views.fields.form_row import FormRow
from desktop.views.fields.note_field import NoteField
from desktop.views.fields.number_field import NumberField
from desktop.views.fields.options import Option
from desktop.views.people.field_grid import FieldGrid
from desktop.views.people.lines import order_stops


class TopicsField(FormRow[tuple[TopicEntry, ...]]):
    """„Thema hinzufügen“ makes a row; a row without Handlungsfeld is no topic."""

    def __init__(self, key: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(key, label, parent=parent)
        self._rows_shown: list[TopicRowBox] = []
        self._persons: tuple[Option, ...] = ()
        self._locked: Collection[int] = ()
        box = QWidget()
        self._column = QVBoxLayout(box)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._add = QPushButton(self.tr("Thema hinzufügen"))
        icons.set_icon(self._add, "plus", "accent")
        self._add.clicked.connect(self._on_add_clicked)
        self._column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        self._place(box, self._add)
        self._add.setAccessibleName(self._add.text())

    def set_persons(self, persons: Sequence[Option]) -> None:
        """Who can be the one person a topic concerns."""
        self._persons = tuple(persons)

    def set_locked(self, topic_ids: Collection[int]) -> None:
        """Topics whose text is not told; to be called before the value is set."""
        self._locked = topic_ids

    def value(self) -> tuple[TopicEntry, ...] | None:
        return tuple(entry for row in self._rows_shown if (entry := row.entry()) is not None) or None

    def is_empty(self) -> bool:
        return not self._rows_shown

    def problem(self) -> str | None:
        found = (row.problem() for row in self._rows_shown)
        return next((sentence for sentence in found if sentence), None)

    def draft(self) -> object:
        return [row.draft() for row in self._rows_shown]

    def set_draft(self, draft: object) -> None:
        self._show_value(())
        for cells in draft if isinstance(draft, list) else ():
            self._add_row(None).set_draft(cells)

    def add_area(self, key: str) -> None:
        """A row for a Handlungsfeld."""
        self._add_row(TopicEntry(key))

    def _show_value(self, value: tuple[TopicEntry, ...] | None) -> None:
        for row in list(self._rows_shown):
            self._drop(row)
        for entry in value or ():
            self._add_row(entry)

    def _add_row(self, entry: TopicEntry | None) -> TopicRowBox:
        row = TopicRowBox(self._persons, entry is not None and entry.id in self._locked)
        if entry is not None:
            row.set_entry(entry)
        row.changed.connect(self._on_edited)
        row.removed.connect(self._on_row_removed)
        self._rows_shown.append(row)
        self._column.insertWidget(self._column.count() - 1, row)
        order_stops(self)
        return row

    def _drop(self, row: TopicRowBox) -> None:
        self._rows_shown.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _on_add_clicked(self) -> None:
        self._add_row(None).area.focus_input()

    def _on_row_removed(self) -> None:
        row = self.sender()
        if isinstance(row, TopicRowBox):
            self._drop(row)
            self._add.setFocus()
            self._on_edited()


class TopicRowBox(QFrame):
    """One topic. *Signals:* changed() by the user; removed() by the cross."""

    changed = Signal()
    removed = Signal()

    def __init__(self, persons: Sequence[Option], locked: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        style.set_look(self, "card")
        self._id: int | None = None
        self._locked = locked
        areas = [Option(area.key, area.name, search=area.short) for area in shipped_catalogue().areas]
        self.area = CodeField("area", self.tr("Handlungsfeld"), areas)
        self.minutes = NumberField("minutes", self.tr("Minuten"), unit="min", lowest=1, highest=MOST_MINUTES)
        self.person = CodeField("person", self.tr("betrifft nur (vertraulich)"), persons)
        self.text = NoteField("text", self.tr("Text zum Thema"), lines=1, longest=LONGEST_TEXT)
        self._fields: tuple[FormRow[Any], ...] = (self.area, self.minutes, self.person, self.text)
        grid = FieldGrid()
        grid.put(self.area)
        grid.put(self.minutes)
        if len(persons) > 1:
            grid.put(self.person)
        else:
            self.person.setParent(self)
            self.person.hide()
        grid.put(self.text, whole=True)
        if locked:
            self.text.set_read_only(True)
            self.text.set_help(self.tr("Der Text ist besonders geschützt und ohne Einwilligung nicht zu sehen."))
        row = QHBoxLayout(self)
        row.addWidget(grid, 1)
        row.addWidget(self._cross(), 0, Qt.AlignmentFlag.AlignTop)
        for field in self._fields:
            field.changed.connect(self.changed)

    def entry(self) -> TopicEntry | None:
        """The topic; None without a Handlungsfeld."""
        area = self.area.value()
        if area is None:
            return None
        minutes, person = self.minutes.value(), self.person.value()
        return TopicEntry(
            str(area), self.text.value() or "", int(minutes) if minutes is not None else None,
            person if isinstance(person, int) else None, self._id,
        )  # fmt: skip

    def set_entry(self, entry: TopicEntry) -> None:
        """Show a topic."""
        self._id = entry.id
        self.area.set_value(entry.area)
        self.minutes.set_value(Decimal(entry.minutes) if entry.minutes is not None else None)
        self.person.set_value(entry.person_id)
        self.text.set_value(entry.text or None)

    def problem(self) -> str | None:
        """What cannot be taken."""
        wrong = next((found for field in self._fields if (found := field.problem())), None)
        if wrong is None and self.area.is_empty() and not self.text.is_empty():
            return self.tr("Zu einem Thema fehlt das Handlungsfeld.")
        return wrong

    def draft(self) -> dict[str, object]:
        """Everything entered as JSON values."""
        return {field.key: field.draft() for field in self._fields} | {"id": self._id}

    def set_draft(self, cells: dict[str, Any]) -> None:
        """Put back what `draft()` gave."""
        self._id = cells.get("id")
        for field in self._fields:
            field.set_draft(cells.get(field.key))

    def _cross(self) -> QToolButton:
        cross = QToolButton()
        style.set_look(cross, "quiet")
        icons.set_icon(cross, "x", "muted")
        cross.setAccessibleName(self.tr("Thema entfernen"))
        cross.setToolTip(self.tr("Thema entfernen"))
        cross.clicked.connect(self.removed)
        return cross
