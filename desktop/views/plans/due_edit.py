"""Until when a step goes: a day typed in many ways, „laufend“ or „sofort“. Without an answer the input stays open."""

from __future__ import annotations

import datetime as dt

from PySide6.QtWidgets import QWidget

from desktop.clock import german_date, today
from desktop.terms import DueKind
from desktop.views import style
from desktop.views.components.inline_edit import InlineAnswer, make_quiet
from desktop.views.fields.date_reading import Lean, read_date, with_weekday

Due = tuple[DueKind, dt.date | None]
NO_DUE: Due = (DueKind.DATE, None)


class DueEdit(InlineAnswer[Due]):
    """The answer is a day, „laufend“ or „sofort“."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept: Due = NO_DUE
        make_quiet(self, name, self.tr("Frist? z. B. +4w"))
        self.set_value(NO_DUE)

    def value(self) -> Due:
        """The committed answer; `NO_DUE` is none."""
        return self._kept

    def set_value(self, answer: Due) -> None:
        """Show a stored answer without saying so; what is being typed stays."""
        if self.isModified() and self.hasFocus() and self.text() != _words(self._kept):
            self._kept = answer
            return
        self._kept = answer
        self.setText(_words(answer))
        self.setCursorPosition(0)
        self._show_problem("")

    def read(self, text: str) -> Due:
        return _read(text)

    def is_typed(self) -> bool:
        return self.text() != _words(self._kept)

    def _show_problem(self, sentence: str) -> None:
        """A refused day keeps its frame; a missing one waits in an open input."""
        waiting = "waiting" if self._kept == NO_DUE else ""
        style.set_look(self, "invalid" if sentence else waiting)
        hint = self.tr("Ein Tag (01.05.2027, +4w, fr), „laufend“ oder „sofort“.")
        self.setAccessibleDescription(sentence or hint)
        day = self._kept[1]
        self.setToolTip(sentence or (with_weekday(day) if day else hint))


def _words(due: Due) -> str:
    kind, day = due
    if kind is not DueKind.DATE:
        return kind.label
    return german_date(day) if day else ""


def _read(text: str) -> Due:
    """The first three letters of „laufend“ and „sofort“ are enough („so“ is Sunday); the rest must be a day."""
    typed = text.strip().casefold()
    for kind in (DueKind.ONGOING, DueKind.AT_ONCE):
        if len(typed) >= 3 and kind.label.startswith(typed):
            return (kind, None)
    return (DueKind.DATE, read_date(text, today(), Lean.FUTURE))
