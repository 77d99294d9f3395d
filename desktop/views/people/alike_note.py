"""Beside a form for somebody new: who may be recorded already. It never keeps anybody from saving."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.models.work import Work
from desktop.views import style
from desktop.views.people.lines import emptied, order_stops, words

_WAIT_MS = 300  # typing goes on: the vault is asked only after a short rest

N = TypeVar("N")
"""What is typed of somebody new."""
F = TypeVar("F")
"""Somebody recorded who is alike."""


class AlikeNote(QWidget, Generic[N, F]):
    """Hidden as long as nobody is alike. `typed` gives what was entered so far; a subclass says in `ask` how those
    alike are read, and in `line` how one of them is shown.
    """

    def __init__(self, work: Work, headline: str, typed: Callable[[], N], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work, self._headline, self._typed = work, headline, typed
        self._asked: N | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(style.space(1))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT_MS)
        self._timer.timeout.connect(self._on_rest)
        self.hide()

    def touched(self) -> None:
        """Something was typed: look after a rest."""
        self._timer.start()

    def look(self) -> None:
        """Look now."""
        self._asked = asked = self._typed()
        self.ask(asked, lambda found: self._on_found(asked, found))

    def ask(self, typed: N, then: Callable[[tuple[F, ...]], object]) -> None:
        """Have those read who are alike, the most alike first; `then` gets as many as are to be shown."""
        raise NotImplementedError

    def line(self, one: F) -> tuple[QWidget, ...]:
        """Who it is and why, and below it what can be done."""
        raise NotImplementedError

    def _on_rest(self) -> None:
        """Whoever locks or closes right after a key is asked nothing any more."""
        if not self._work.stopped:
            self.look()

    def _on_found(self, asked: N, found: tuple[F, ...]) -> None:
        if asked != self._asked:  # answers to what was typed before come too late
            return
        emptied(self._column)
        if found:
            self._column.addWidget(words(self._headline, "strong"))
        for part in (part for one in found for part in self.line(one)):
            self._column.addWidget(part)
        self.setVisible(bool(found))
        form = self.parentWidget()
        if found and form is not None:
            order_stops(form)
