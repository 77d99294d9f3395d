"""Below the password while somebody else works in the vault: look into the reading copy, ask for the place, wait."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.errors import CaseworkError
from desktop.models.work import Runner
from desktop.views import style
from desktop.views.components.flow_layout import FlowLayout
from desktop.views.share.doors import PlaceState, ShareDoors
from desktop.views.share.words import as_said, waiting_sentence
from desktop.views.start.start_page import button, words

_EVERY_MS = 3000


class InUsePanel(QFrame):
    """Hidden until `begin`; then asks every few seconds, beside the main thread, how things stand.

    `name` tells who is at the keyboard. *Signals:* `read_wanted` to open the copy; `freed` once, when nobody works any
    more; `failed(CaseworkError)` when asking or taking back did not work.
    """

    read_wanted = Signal()
    freed = Signal()
    failed = Signal(object)

    def __init__(self, file: Path, doors: ShareDoors, runner: Runner, name: Callable[[], str],
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._file, self._doors, self._runner, self._name = file, doors, runner, name
        self._request: object = None
        self._state = PlaceState()
        self._waits = self._looking = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.space(2))
        self.words = words("")
        self.read = button(self.tr("Lesekopie öffnen"), "eye")
        self.read.clicked.connect(self.read_wanted)
        self.ask = button(self.tr("Um Schreibplatz bitten"), "hand-helping")
        self.ask.clicked.connect(self._on_ask_clicked)
        row = FlowLayout(gap=2)
        for part in (self.read, self.ask):
            row.addWidget(part)
        column.addWidget(self.words)
        column.addLayout(row)
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self.hide()

    def begin(self) -> None:
        """Somebody else has the vault: say what can be done and watch."""
        self._waits = True
        self._show_state(PlaceState(holder="?"))
        self.show()
        self._timer.start()
        self.look()

    def end(self) -> None:
        """Watch no longer, and ask for nothing."""
        self._waits = False
        self._timer.stop()
        self.hide()

    def look(self) -> None:
        """Ask how things stand."""
        if not self._looking:
            self._looking = True
            self._runner.compute(self, self._doors.look, self._file, self._request, then=self._on_looked,
                                 failed=self._on_look_failed)

    @property
    def request(self) -> object:
        """The own request, None without one."""
        return self._request

    def hand_on(self) -> object:
        """The request, which from now on is somebody else's to take back."""
        request, self._request = self._request, None
        return request

    def _on_looked(self, state: PlaceState) -> None:
        self._looking = False
        if not self._waits:
            return
        self._show_state(state)
        if not state.holder:
            self._timer.stop()
            self._waits = False
            self._take_back()
            self.freed.emit()

    def _on_look_failed(self, error: CaseworkError) -> None:
        self._looking = False
        self.words.setText(str(error))

    def _show_state(self, state: PlaceState) -> None:
        self._state = state
        self.words.setText(self._sentence(state))
        if state.copy_made is not None:
            self.read.setText(self.tr("Lesekopie öffnen (Stand %1)").replace("%1", as_said(state.copy_made)))
        self.read.setVisible(state.copy_made is not None and bool(state.holder))
        self.ask.setVisible(bool(state.holder))
        wanted = self.tr("Bitte zurücknehmen") if self._request else self.tr("Um Schreibplatz bitten")
        if self.ask.text() != wanted:
            self.ask.setText(wanted)

    def _sentence(self, state: PlaceState) -> str:
        if not state.holder:
            return self.tr("Der Schreibplatz ist jetzt frei: Sie können öffnen.")
        waiting = waiting_sentence(state, asked=self._request is not None)
        return waiting or self.tr("Sobald der Schreibplatz frei ist, steht es hier.")

    def _on_ask_clicked(self) -> None:
        if self._request is not None:
            self._take_back()
            self.look()
            return
        self.ask.setEnabled(False)
        self._runner.compute(self, self._doors.ask, self._file, self._name(), then=self._on_asked,
                             failed=self._on_not_asked)

    def _on_asked(self, request: object) -> None:
        self.ask.setEnabled(True)
        self._request = request
        self._show_state(self._state)  # at once; a look may be under way that does not know of it
        self.look()

    def _on_not_asked(self, error: CaseworkError) -> None:
        self.ask.setEnabled(True)
        self.failed.emit(error)

    def _take_back(self) -> None:
        request = self.hand_on()
        if request is None:
            return
        if self._runner.stopped:  # the window closes
            with suppress(CaseworkError):  # it is forgotten after an hour
                self._doors.take_back(self._file, request)
        else:
            self._runner.compute(self, self._doors.take_back, self._file, request, failed=self.failed.emit)

    def hideEvent(self, event: QHideEvent) -> None:
        """Another page: nobody waits here any more. A minimised window still waits."""
        if not event.spontaneous():
            self._timer.stop()
            self._take_back()
        super().hideEvent(event)
