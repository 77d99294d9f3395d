"""Inputs inside a row that look like plain text until they are used: type, Tab, Tab, Enter makes the next row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Generic, TypeVar

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
A = TypeVar("A")
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class InlineEdit(QLineEdit):
    """Leaving or Enter commits, Esc puts the old answer back. *Signals:* entered() after Enter; escaped() after Esc."""

    entered = Signal()
    escaped = Signal()

    def commit(self) -> bool:
        """Take over what is typed; False when it cannot be."""
        raise NotImplementedError

    def is_typed(self) -> bool:
        """Whether something else stands there than what was committed."""
        raise NotImplementedError

    def put_back(self) -> None:
        """Show what was committed."""
        raise NotImplementedError

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            if self.commit():
                self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape and self.is_typed():
            self.put_back()
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.commit()


class InlineText(InlineEdit):
    """One line of text. *Signals:* committed(str) when the text became another."""

    committed = Signal(str)

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

    def commit(self) -> bool:
        text = self.text().strip()
        if text != self._kept:
            self._kept = text
            self.committed.emit(text)
        return True

    def is_typed(self) -> bool:
        return self.text() != self._kept

    def put_back(self) -> None:
        self.set_value(self._kept)


class InlineAnswer(InlineEdit, Generic[A]):
    """An answer that must be read first, such as a day; an unreadable one stays with a bad frame and its sentence.

    *Signals:* committed(answer) when it became another; refused(str) with the sentence.
    """

    committed = Signal(object)
    refused = Signal(str)

    def value(self) -> A:
        """The committed answer."""
        raise NotImplementedError

    def set_value(self, answer: A) -> None:
        """Show a stored answer without saying so."""
        raise NotImplementedError

    def read(self, text: str) -> A:
        """What is typed. Raises CaseworkError with one sentence."""
        raise NotImplementedError

    def commit(self) -> bool:
        try:
            answer = self.read(self.text())
        except CaseworkError as error:
            self._show_problem(str(error))
            self.refused.emit(str(error))
            return False
        before = self.value()
        self.setModified(False)
        self.set_value(answer)
        if answer != before:
            self.committed.emit(answer)
        return True

    def put_back(self) -> None:
        self.setModified(False)
        self.set_value(self.value())

    def _show_problem(self, sentence: str) -> None:
        """Frame, description and tooltip of a refused answer, or of a good one without `sentence`."""
        raise NotImplementedError

    def minimumSizeHint(self) -> QSize:
        """A whole date is always seen."""
        day = self.fontMetrics().horizontalAdvance("22.22.2222")
        return QSize(day + 2 * style.space(2) + style.space(2), super().minimumSizeHint().height())


class InlineDate(InlineAnswer["dt.date | None"]):
    """A day, read as in `DateField`; None for none."""

    def __init__(self, name: str, hint: str = "", lean: Lean = Lean.FUTURE, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept: dt.date | None = None
        self._lean = lean
        make_quiet(self, name, hint)

    def value(self) -> dt.date | None:
        return self._kept

    def set_value(self, answer: dt.date | None) -> None:
        self._kept = answer
        self.setText(german_date(answer) if answer else "")
        self._show_problem("")
        self.setCursorPosition(0)

    def read(self, text: str) -> dt.date | None:
        return read_date(text, today(), self._lean)

    def is_typed(self) -> bool:
        return self.isModified()

    def _show_problem(self, sentence: str) -> None:
        """A refused day keeps its frame until it can be read."""
        style.set_look(self, "invalid" if sentence else "")
        self.setAccessibleDescription(sentence)
        self.setToolTip(sentence or (with_weekday(self._kept) if self._kept else ""))


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
