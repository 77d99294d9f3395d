"""Inputs inside a row that look like plain text until they are used: type, Tab, Tab, Enter makes the next row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.clock import german_date, today
from desktop.errors import CaseworkError
from desktop.views import style
from desktop.views.fields.date_reading import Lean, read_date, with_weekday
from desktop.views.fields.options import Option
from desktop.views.fields.pick_edit import PickEdit

_QUIET = "QLineEdit:!focus:!hover[look=''] { border-color: transparent; background: transparent; }"
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class InlineText(QLineEdit):
    """One line of text. Leaving or Enter commits, Esc puts the old text back.

    Signals: committed(str) when the text became another; entered() after Enter; escaped() after Esc.
    """

    committed = Signal(str)
    entered = Signal()
    escaped = Signal()

    def __init__(self, name: str, hint: str = "", longest: int = 300, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept = ""
        self.setMaxLength(longest)
        make_quiet(self, name, hint)

    def value(self) -> str:
        """The committed text."""
        return self._kept

    def set_value(self, text: str) -> None:
        """Show a stored text without saying so."""
        self._kept = text
        self.setText(text)
        self.setCursorPosition(0)

    def commit(self) -> None:
        """Take over what is typed."""
        text = self.text().strip()
        if text != self._kept:
            self._kept = text
            self.committed.emit(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.commit()
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text() != self._kept:
            self.set_value(self._kept)
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.commit()


class InlineDate(QLineEdit):
    """A day, read as in `DateField`; an unreadable one stays with a bad frame and its sentence as tooltip.

    Signals: committed(date or None); refused(str) with the sentence; entered(); escaped().
    """

    committed = Signal(object)
    refused = Signal(str)
    entered = Signal()
    escaped = Signal()

    def __init__(self, name: str, hint: str = "", lean: Lean = Lean.FUTURE, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept: dt.date | None = None
        self._lean = lean
        make_quiet(self, name, hint)

    def value(self) -> dt.date | None:
        """The committed day."""
        return self._kept

    def set_value(self, day: dt.date | None) -> None:
        """Show a stored day without saying so."""
        self._kept = day
        self.setText(german_date(day) if day else "")
        self._show_problem("")
        self.setCursorPosition(0)

    def commit(self) -> bool:
        """Take over what is typed; False when it cannot be read."""
        try:
            day = read_date(self.text(), today(), self._lean)
        except CaseworkError as error:
            self._show_problem(str(error))
            self.refused.emit(str(error))
            return False
        before = self._kept
        self.set_value(day)
        if day != before:
            self.committed.emit(day)
        return True

    def _show_problem(self, sentence: str) -> None:
        """A refused day keeps its frame until it can be read."""
        style.set_look(self, "invalid" if sentence else "")
        self.setAccessibleDescription(sentence)
        self.setToolTip(sentence or (with_weekday(self._kept) if self._kept else ""))

    def minimumSizeHint(self) -> QSize:
        """A whole date is always seen."""
        day = self.fontMetrics().horizontalAdvance("22.22.2222")
        return QSize(day + 2 * style.space(2) + style.space(2), super().minimumSizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            if self.commit():
                self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape and self.isModified():
            self.set_value(self._kept)
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.commit()


class InlinePick(PickEdit):
    """One of several values, found by typing. `picked` as in `PickEdit`. *Signals:* entered() for Enter on a choice."""

    entered = Signal()

    def __init__(
        self, name: str, options: Sequence[Option] = (), hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(options, parent)
        self.set_arrow_shown(False)
        make_quiet(self, name, hint)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and not self.is_unreadable() and not self.popup().isVisible():
            self.entered.emit()
        else:
            super().keyPressEvent(event)


def make_quiet(line: QLineEdit, name: str, hint: str) -> None:
    """Frame and ground only under the mouse or the keyboard; an empty one shows its hint („Frist?“)."""
    style.set_look(line, "")
    line.setStyleSheet(_QUIET)
    line.setAccessibleName(name)
    line.setPlaceholderText(hint)
