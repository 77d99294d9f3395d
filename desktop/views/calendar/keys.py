"""The keys of the calendar, the same in every span."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtGui import QKeyEvent

from desktop.clock import today
from desktop.models.calendar_board import CalendarBoard, Span

_ARROWS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
"""Days and slots (weeks in the month) of each arrow."""
HELP = (
    "Pfeiltasten: Tag und Uhrzeit, Bild auf/ab: blättern, Pos1: heute, Eingabe: öffnen, N: neuer Termin, "
    "Strg+Pfeile: Termin verschieben, Leertaste: nächster zur selben Zeit."
)


class Grid(Protocol):
    """What the keys need of a grid."""

    open_wanted: SignalInstance
    new_wanted: SignalInstance
    move_wanted: SignalInstance


class GridKeys:
    """Turns keys into steps of the board and wishes of the grid."""

    def __init__(self, board: CalendarBoard, grid: Grid) -> None:
        self._board, self._grid = board, grid

    def press(self, event: QKeyEvent) -> bool:
        """Whether the key meant something here."""
        key = Qt.Key(event.key())
        if key in _ARROWS:
            self._arrow(*_ARROWS[key], moving=bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self._board.turn(1 if key is Qt.Key.Key_PageDown else -1)
        elif key is Qt.Key.Key_Home:
            self._board.go(today())
        elif key is Qt.Key.Key_Space:
            self._board.step_here()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        elif key is Qt.Key.Key_N and not event.modifiers():
            self._grid.new_wanted.emit(self._board.slot)
        else:
            return False
        return True

    def _arrow(self, days: int, slots: int, *, moving: bool) -> None:
        if self._board.span is Span.MONTH:
            days, slots = days + 7 * slots, 0
        row = self._board.chosen() if moving else None
        if not moving:
            self._board.step(days, slots)
        elif row is not None:
            self._grid.move_wanted.emit(row, self._board.moved(row, days, slots))

    def _open(self) -> None:
        row = self._board.chosen()
        if row is None:
            self._grid.new_wanted.emit(self._board.slot)
        else:
            self._grid.open_wanted.emit(row)
