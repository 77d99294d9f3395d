"""Until when a step goes: a day typed in many ways, „laufend“ or „sofort“. Without an answer the input stays open."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.clock import german_date, today
from desktop.errors import CaseworkError
from desktop.terms import DueKind
from desktop.views import style
from desktop.views.components.inline_edit import make_quiet
from desktop.views.fields.date_reading import Lean, read_date, with_weekday

Due = tuple[DueKind, dt.date | None]
NO_DUE: Due = (DueKind.DATE, None)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class DueEdit(QLineEdit):
    """*Signals:* committed(Due) when it became another; refused(str) with one sentence; entered() after Enter."""

    committed = Signal(object)
    refused = Signal(str)
    entered = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept: Due = NO_DUE
        make_quiet(self, name, self.tr("Frist? z. B. +4w"))
        self.set_value(NO_DUE)

    def value(self) -> Due:
        """The committed answer; `(DATE, None)` is none."""
        return self._kept

    def set_value(self, due: Due) -> None:
        """Show a stored answer without saying so; what is being typed stays."""
        if self.isModified() and self.hasFocus() and self.text() != _words(self._kept):
            self._kept = due
            return
        self._kept = due
        self.setText(_words(due))
        self.setCursorPosition(0)
        self._show_problem("")

    def commit(self) -> bool:
        """Take over what is typed; False when it cannot be read."""
        try:
            due = _read(self.text())
        except CaseworkError as error:
            self._show_problem(str(error))
            self.refused.emit(str(error))
            return False
        before = self._kept
        self.setModified(False)
        self.set_value(due)
        if due != before:
            self.committed.emit(due)
        return True

    def _show_problem(self, sentence: str) -> None:
        """A refused day keeps its frame; a missing one waits in an open input."""
        waiting = "waiting" if self._kept == NO_DUE else ""
        style.set_look(self, "invalid" if sentence else waiting)
        hint = self.tr("Ein Tag (01.05.2027, +4w, fr), „laufend“ oder „sofort“.")
        self.setAccessibleDescription(sentence or hint)
        day = self._kept[1]
        self.setToolTip(sentence or (with_weekday(day) if day else hint))

    def minimumSizeHint(self) -> QSize:
        """A whole date is always seen."""
        day = self.fontMetrics().horizontalAdvance("22.22.2222")
        return QSize(day + 2 * style.space(2) + style.space(2), super().minimumSizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            if self.commit():
                self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text() != _words(self._kept):
            self.setModified(False)
            self.set_value(self._kept)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.commit()


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
