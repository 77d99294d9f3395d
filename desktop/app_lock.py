"""Locking as it is put together: the screen is clear at once, a fresh process asks for the password while this one
still closes the vault, and whoever comes back finds the page they left (decision 26, security.md T20).
"""

from __future__ import annotations

import itertools
import logging
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QProcess
from PySide6.QtWidgets import QApplication

import desktop.models.emit_guard  # noqa: F401  imported for its effect
from desktop.models.work import Progress
from desktop.storage.errors import VaultInUseError
from desktop.views.start.doors import Doors

if TYPE_CHECKING:
    from desktop.app_doors import Opened
    from desktop.casework.drafts import DraftRow
    from desktop.views.places import Places

AFTER_LOCK = "--after-lock"
"""Tells the fresh process that the vault may still be closing."""

LONGEST = 20.0
"""Seconds closing may take after locking. Then the process ends all the same: the write-ahead log makes a transaction
that was not finished as if it had never begun."""

_PATIENCE = LONGEST + 5.0
_PLACE = "place"


def start_fresh_process() -> None:
    """Start the program anew, as it was started; it knows that it follows a lock."""
    program = [] if getattr(sys, "frozen", False) else ["-m", "desktop"]
    QProcess.startDetached(sys.executable, [*program, AFTER_LOCK])


def end_this_process() -> None:
    """Leave at once: no destructor may keep anything of a case in memory any longer (security.md T20)."""
    logging.shutdown()
    os._exit(0)


def conceal() -> None:
    """Take every window from the screen and the taskbar, boxes and file choosers too."""
    for widget in QApplication.topLevelWidgets():
        widget.hide()


@contextmanager
def at_the_latest(end_process: Callable[[], object], seconds: float = LONGEST) -> Iterator[None]:
    """End the process even when the block does not come to its end."""
    watchdog = threading.Timer(seconds, end_process)
    watchdog.daemon = True
    watchdog.start()
    try:
        yield
    finally:
        watchdog.cancel()


def doors_of_return(doors: Doors, last_user: Callable[[], str], *, patient: bool) -> Doors:
    """The doors with the user of last time chosen; `patient` waits while the process that locked closes the vault."""

    def users(file: Path) -> tuple[str, ...]:
        labels = doors.users(file)
        return tuple(sorted(labels, key=lambda label: label != last_user()))

    def unlock(file: Path, name: str, password: str, progress: Progress) -> object:
        return _patiently(lambda: doors.unlock(file, name, password), progress)

    return replace(doors, users=users, unlock=unlock if patient else doors.unlock)  # type: ignore[arg-type]  # see Runner


def _patiently(open_it: Callable[[], object], progress: Progress) -> object:
    """Open as soon as nobody else has the vault, as long as the user wants to and the other process may need."""
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            return open_it()
        except VaultInUseError:
            if progress.cancelled or time.monotonic() > end:
                raise
            progress.pause(0.1)


class PlaceMemory(QObject):
    """The page that was open when the screen was locked, kept in the vault like a draft: it may name a case."""

    def __init__(self, places: Places) -> None:
        super().__init__(places)
        self._places = places

    def draft_key(self) -> str:
        return _PLACE

    def draft(self) -> dict[str, Any] | None:
        key, target = self._places.where
        plain = itertools.takewhile(lambda part: isinstance(part, (int, str)), target)
        return {"key": key, "target": list(plain)} if key else None


def remember_place(opened: Opened) -> None:
    """With the next flush of drafts the open page is kept too."""
    opened.drafts.register(PlaceMemory(opened.desk.places))


def go_where_the_lock_came(opened: Opened, then: Callable[[], object] = lambda: None) -> None:
    """Show the page that was open when the screen was locked, else the first one; `then` comes after it is there."""
    from desktop.casework.drafts import find_draft  # noqa: PLC0415  loads SQLAlchemy: the vault is open

    desk = opened.desk

    def found(draft: DraftRow | None) -> None:
        key, target = _place(draft)
        if draft is not None:
            opened.drafts.drop(_PLACE)
        if key in {place.key for place in desk.places.all()}:
            desk.places.go(key, *target)
        else:
            desk.go_first()
        then()

    opened.work.read(desk, find_draft, _PLACE, then=found, failed=lambda _: found(None))


def _place(draft: DraftRow | None) -> tuple[str, tuple[object, ...]]:
    payload = draft.payload if draft is not None else {}
    key, target = payload.get("key"), payload.get("target")
    if not isinstance(key, str) or not isinstance(target, list):
        return "", ()
    return key, tuple(target)
