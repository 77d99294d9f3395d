"""Two persons side by side: for every field that differs both values with origin and date, one of them chosen."""

from __future__ import annotations

import datetime as dt
from functools import cache

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QVBoxLayout, QWidget

from desktop.casework.merging.merge_preview import MergeField, MergePreview
from desktop.casework.people.facts import MarkRow, plain
from desktop.clock import german_date
from desktop.models.person_form import former_words
from desktop.views import style
from desktop.views.people import person_fields
from desktop.views.people.lines import words

_LONGEST = 24  # letters of a value; the tooltip has all of it


class Comparison(QWidget):
    """Arrow keys choose within a line, Tab goes to the next one."""

    def __init__(self, preview: MergePreview, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preview = preview
        self._choices: dict[str, QRadioButton] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(style.space(4))
        self._grid.setVerticalSpacing(style.space(2))
        for column, share in enumerate((1, 2, 2)):
            self._grid.setColumnStretch(column, share)
        self._add_heads()
        for row, field in enumerate(preview.fields, 1):
            self._add_field(row, field)

    def from_gone(self) -> frozenset[str]:
        """Fields whose value comes from the person who goes."""
        return frozenset(key for key, choice in self._choices.items() if choice.isChecked())

    def choose(self, key: str, *, from_gone: bool) -> None:
        """Choose one of both; KeyError for a field that does not differ."""
        for button in self._groups[key].buttons():
            button.setChecked((button is self._choices[key]) == from_gone)

    @property
    def _groups(self) -> dict[str, QButtonGroup]:
        return {key: choice.group() for key, choice in self._choices.items()}

    def _add_heads(self) -> None:
        kept, gone = self._preview.kept, self._preview.gone
        self._grid.addWidget(words(self.tr("Bleibt: %1").replace("%1", kept.name), "strong"), 0, 1)
        self._grid.addWidget(words(self.tr("Geht darin auf: %1").replace("%1", gone.name), "strong"), 0, 2)

    def _add_field(self, row: int, field: MergeField) -> None:
        label = label_of(field.key)
        group = QButtonGroup(self)
        self._grid.addWidget(words(label), row, 0)
        for column, value, mark in ((1, field.kept, field.kept_mark), (2, field.gone, field.gone_mark)):
            said, origin = _said(field.key, value), _origin(mark)
            button = QRadioButton(_cut(said))
            button.setToolTip(said)
            button.setAccessibleName(", ".join(filter(None, (f"{label}: {said}", origin))))
            group.addButton(button)
            self._grid.addLayout(_above(button, words(origin, "muted")), row, column)
        kept, gone = group.buttons()
        (gone if field.from_gone else kept).setChecked(True)
        assert isinstance(gone, QRadioButton)
        self._choices[field.key] = gone


@cache
def _labels() -> dict[str, str]:
    return {
        "counselling_periods": _tr("Betreuungszeit ab"), "child_facts": _tr("Angaben zum Kind vom"),
        "address_secret": _tr("Anschrift geheim"), "may_leave_message": _tr("Nachricht erlaubt"),
    }  # fmt: skip


def label_of(key: str) -> str:
    """The field's words as in the form of the person."""
    makers = (
        person_fields.name_fields, person_fields.arrival_fields, person_fields.contact_fields,
        person_fields.language_fields, person_fields.residence_fields, person_fields.family_fields,
        person_fields.learning_fields,
    )  # fmt: skip
    if key in _labels():
        return _labels()[key]
    known = _labels()
    for make in makers:
        for field, _ in make():
            known.setdefault(field.key, field.label)
            field.deleteLater()
    return known.get(key, key)


def _said(key: str, value: object) -> str:
    text = german_date(value) if isinstance(value, dt.date) else former_words(key, plain(value))
    return " ".join(text.split())


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"


def _origin(mark: MarkRow | None) -> str:
    """„FSA-Übergabe, 03.11.2026“."""
    return f"{mark.origin.label}, {german_date(mark.as_of)}" if mark else ""


def _above(upper: QWidget, lower: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addWidget(upper)
    column.addWidget(lower)
    return column


def _tr(text: str) -> str:
    return QCoreApplication.translate("merging", text)
