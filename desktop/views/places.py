"""Where the user is and can go. Pages get one `Places` by constructor and never know the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

import desktop.models.emit_guard  # noqa: F401  imported for its effect


@dataclass(frozen=True)
class Place:
    """A page that can be shown. `make` builds it at the first visit; `rail` puts it into the rail; `belongs_to` names
    the rail place that is marked while this one is shown (a case file belongs to the list of cases)."""

    key: str
    title: str
    icon: str
    make: Callable[[], QWidget]
    rail: bool = True
    belongs_to: str = ""


class Places(QObject):
    """Knows every place and the way back.

    A page may have `show_target(*target)`, called on every visit. Nobody is asked before leaving: drafts keep input.
    *Signals:* `went(key, page)` after another page is to be shown; `changed` when places were added.
    """

    went = Signal(str, object)
    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._places: dict[str, Place] = {}
        self._pages: dict[str, QWidget] = {}
        self._trail: list[tuple[str, tuple[object, ...]]] = []

    def add(self, *places: Place) -> None:
        """Make places reachable, in the order of the rail."""
        for place in places:
            self._places[place.key] = place
        self.changed.emit()

    def all(self) -> tuple[Place, ...]:
        """All places in their order."""
        return tuple(self._places.values())

    def rail(self) -> tuple[Place, ...]:
        """The places of the rail, in order; Alt+1 is the first."""
        return tuple(place for place in self._places.values() if place.rail)

    def place(self, key: str) -> Place:
        """The place with this key; KeyError when there is none."""
        return self._places[key]

    @property
    def current(self) -> str:
        """Key of the place shown; empty before the first."""
        return self._trail[-1][0] if self._trail else ""

    @property
    def where(self) -> tuple[str, tuple[object, ...]]:
        """Key and target of the place shown; an empty key before the first."""
        return self._trail[-1] if self._trail else ("", ())

    def page(self, key: str) -> QWidget:
        """The page of a place, built when it was not yet."""
        if key not in self._pages:
            self._pages[key] = self._places[key].make()
        return self._pages[key]

    def go(self, key: str, *target: object) -> None:
        """Show a place; `target` says what in it (an id, the name of an inner page)."""
        if self._trail[-1:] != [(key, target)]:
            self._trail.append((key, target))
        self._show(key, target)

    def open_case(self, case_id: int, page: str = "overview") -> None:
        """Show a case file at one of its pages."""
        self.go("case", case_id, page)

    def open_preview(self, version_id: int) -> None:
        """Show the pages of a plan's Fassung as they will be on paper."""
        self.go("preview", version_id)

    def went_on(self, key: str, *target: object) -> None:
        """The page of a place moved to another part of itself: the way back and the lock lead there."""
        if self._trail and (self._trail[-1][0], *self._trail[-1][1][:1]) == (key, *target[:1]):
            self._trail[-1] = (key, target)

    def forget(self, key: str, first: object) -> None:
        """Leave out of the way back what is there no longer: visits of a place with this `first` part of the target."""
        self._trail = [(place, target) for place, target in self._trail if (place, *target[:1]) != (key, first)]

    def back(self) -> None:
        """The way back to where the user was before; nothing at the beginning."""
        if len(self._trail) > 1:
            self._trail.pop()
            self._show(*self._trail[-1])

    def _show(self, key: str, target: tuple[object, ...]) -> None:
        page = self.page(key)
        self.went.emit(key, page)
        show_target = getattr(page, "show_target", None)
        if show_target is not None:
            show_target(*target)
