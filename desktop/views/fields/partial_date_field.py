"""A date of which only a part may be known: day, month or year, „ca. 1985“ or nothing at all."""

from __future__ import annotations

import datetime as dt
import re

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from desktop.clock import today
from desktop.errors import CaseworkError
from desktop.terms import PartialDate
from desktop.views import style
from desktop.views.fields.date_reading import MONTHS, Lean, full_year, make_date, month_number, read_date, weekday
from desktop.views.fields.line_field import HintedLineEdit, LineField

_ABOUT = re.compile(r"(?:ca\.?|etwa|ungefähr|um|~)\s*")
_UNKNOWN = frozenset({"unbekannt", "unbek", "unbek.", "?", "-"})
_EARLIEST_YEAR = 1900


class PartialDateField(LineField[PartialDate]):
    """Takes all a `DateField` takes, and 05.1985, Mai 1985, 1985, ca. 1985; „unbekannt“ empties the field.

    A 01.01. turns on the mark „unsicher“, which the user can set and take back for any date.
    """

    def __init__(
        self,
        key: str,
        label: str,
        *,
        past: bool = True,
        help_text: str = "",
        mandatory: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        self._past = past
        self._marked_by_hand = False
        super().__init__(key, label, help_text=help_text, mandatory=mandatory, parent=parent)
        self._line.setPlaceholderText(self.tr("TT.MM.JJJJ, MM.JJJJ oder ca. JJJJ"))
        self._unsure.setAccessibleName(f"{label}: {self._unsure.text()}")

    def draft(self) -> object:
        return [self._line.text(), self._unsure.isChecked()]

    def set_draft(self, draft: object) -> None:
        text, unsure = draft if isinstance(draft, (list, tuple)) else (draft, False)
        self._marked_by_hand = True
        self._unsure.setChecked(bool(unsure))
        super().set_draft(text)

    def _build_around(self, line: HintedLineEdit) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.space(3))
        self._unsure = QCheckBox(self.tr("unsicher"))
        self._unsure.setToolTip(self.tr("Ausweise nennen oft den 01.01., wenn der Tag nicht bekannt ist."))
        self._unsure.clicked.connect(self._on_unsure_clicked)
        row.addWidget(line, 1)
        row.addWidget(self._unsure)
        return box

    def _read(self, text: str) -> PartialDate | None:
        date = read_partial_date(text, today(), Lean.PAST if self._past else Lean.NEAREST)
        if date is None:
            return None
        return PartialDate(date.year, date.month, date.day, date.approximate, self._unsure.isChecked())

    def _write(self, value: PartialDate) -> str:
        return PartialDate(value.year, value.month, value.day, value.approximate).german

    def _judge(self, value: PartialDate) -> str | None:
        if value.year < _EARLIEST_YEAR:
            return self.tr("Bitte ein Jahr ab %1 eingeben.").replace("%1", str(_EARLIEST_YEAR))
        if self._past and dt.date(value.year, value.month or 1, value.day or 1) > today():
            return self.tr("Das Datum liegt in der Zukunft. Bitte das Jahr prüfen.")
        return None

    def _after_text(self) -> None:
        date = self.value()
        exact = date.exact if date else None
        if date is not None and not self._marked_by_hand:
            self._unsure.setChecked((date.day, date.month) == (1, 1))
        self._unsure.setEnabled(date is not None and not self.is_read_only())
        if date is None:
            self._line.set_hint("")
        elif self._write(date) != self._line.text():
            self._line.set_hint(self._write(date))
        else:
            self._line.set_hint(weekday(exact) if exact else _part_word(date))

    def _show_value(self, value: PartialDate | None) -> None:
        self._marked_by_hand = value is not None
        self._unsure.setChecked(value is not None and value.uncertain)
        super()._show_value(value)
        self._marked_by_hand = value is not None and value.uncertain != ((value.day, value.month) == (1, 1))

    def _apply_read_only(self, read_only: bool) -> None:
        super()._apply_read_only(read_only)
        self._unsure.setEnabled(not read_only and self.value() is not None)

    def _on_left(self) -> None:
        if self._line.text().strip().casefold() in _UNKNOWN:
            self._line.clear()
        super()._on_left()

    def _on_unsure_clicked(self) -> None:
        self._marked_by_hand = True
        self._on_edited()


def read_partial_date(text: str, day: dt.date, lean: Lean = Lean.PAST) -> PartialDate | None:
    """What `text` says about a date, None for nothing or „unbekannt“; `uncertain` is left to the caller.

    Raises CaseworkError with one sentence.
    """
    words = " ".join(text.casefold().split())
    if not words or words in _UNKNOWN:
        return None
    about = _ABOUT.match(words)
    rest = words[about.end() :] if about else words
    part = _read_part(rest, day, lean)
    if part is not None:
        return PartialDate(*part, approximate=bool(about))
    whole = read_date(rest, day, lean)
    return PartialDate(whole.year, whole.month, whole.day, approximate=bool(about)) if whole else None


def _read_part(words: str, day: dt.date, lean: Lean) -> tuple[int, int | None] | None:
    if re.fullmatch(r"\d{4}", words):
        return make_date(_year(words), 1, 1).year, None
    match = re.fullmatch(r"(\d{1,2})\s?[./-]\s?(\d{4})", words)
    if match:
        if not 1 <= int(match[1]) <= 12:
            raise CaseworkError(_tr("Den Monat %1 gibt es nicht. Bitte prüfen.").replace("%1", match[1]))
        return _year(match[2]), int(match[1])
    match = re.fullmatch(r"([a-zäöü]+)\.?\s?(\d{4}|\d{2})", words)
    month = month_number(match[1]) if match else None
    return (full_year(match[2], day, lean), month) if match and month else None


def _year(digits: str) -> int:
    if int(digits) == 0:
        raise CaseworkError(_tr("Das Jahr 0000 gibt es nicht. Bitte prüfen."))
    return int(digits)


def _part_word(date: PartialDate) -> str:
    if date.month and not date.day:
        return MONTHS[date.month - 1]
    return "" if date.day else _tr("nur das Jahr")


def _tr(text: str) -> str:
    return QCoreApplication.translate("PartialDateField", text)
