"""While a vault is open: publish the reading copy, take in what was looked at, hear who asks for the writing place."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

import desktop.models.emit_guard  # noqa: F401  imported for its effect
from desktop import clock
from desktop.errors import CaseworkError
from desktop.storage.sharing import handover_of_place, reading_copy
from desktop.storage.sharing.handover_of_place import Answer, Request
from desktop.storage.sharing.places import is_remote
from desktop.views.share.share_tools import ShareState, ShareTools

if TYPE_CHECKING:
    from desktop.app_doors import Opened
    from desktop.settings import Settings
    from desktop.storage.sharing.reading_place import ReadingPlace
    from desktop.storage.sharing.readings import Collected

_LOOK_EVERY_MS = 5000
_log = logging.getLogger(__name__)


def open_reading_desk(opened: Opened, get: Callable[[], Settings], put: Callable[[Settings], None]) -> None:
    """Build the desk of a reading copy."""
    from desktop.app_reading import OpenedCopy  # noqa: PLC0415  loads SQLAlchemy: only when it is wanted

    assert isinstance(opened, OpenedCopy)
    opened.open_reading_desk(get, put)


def watch_place(
    opened: Opened, settings: Callable[[], Settings], lock: Callable[[], object], renew: Callable[[Opened], object]
) -> None:
    """From now on watch the writing place of what was opened, be it the vault or a copy; ends with its desk."""
    if not opened.reading:
        WritingWatch(opened, settings, lock)
        return
    from desktop.app_reading import OpenedCopy, ReadingWatch  # noqa: PLC0415  as above

    assert isinstance(opened, OpenedCopy)
    ReadingWatch(opened, lock, renew)


def make_share_tools(opened: Opened, get: Callable[[], Settings], put: Callable[[Settings], None]) -> ShareTools:
    """What the card „Gemeinsam arbeiten“ shows and can have done with this vault."""
    files = opened.vault.files

    def state() -> ShareState:
        copy, watch = reading_copy.latest(files), opened.watch
        return ShareState(
            is_remote(files.database),
            copy.made if copy is not None else None,
            watch.problem if watch is not None else "",
            watch.unreadable if watch is not None else 0,
        )

    return ShareTools(state, lambda: opened.vault.reading_place().publish_if_changed(), get, put)


@dataclass(frozen=True)
class Served:
    """What one round of serving readers brought: notes to take into the record, and why no copy was made, if so."""

    collected: Collected
    problem: str


def wants_copies(settings: Settings, file: Path) -> bool:
    """Whether this PC publishes reading copies of a vault at this place."""
    return settings.reading_copy == "always" or (settings.reading_copy == "auto" and is_remote(file))


class WritingWatch(QObject):
    """While the vault is open: hears who asks for the place every few seconds, serves readers every few minutes.

    Everything that touches the folder runs beside the main thread, as a share may be slow. `release` gives the
    writing place up: it locks the screen.
    """

    def __init__(self, opened: Opened, settings: Callable[[], Settings], release: Callable[[], object]) -> None:
        super().__init__(opened.desk)
        self._opened, self._settings, self._release = opened, settings, release
        self._files = opened.vault.files
        self._heard: Request | None = None
        self._looking = self._serving = False
        self._served_at: dt.datetime | None = None  # first a few seconds after opening
        self.problem = ""
        self.unreadable = 0
        opened.before_close.append(self.last_round)
        opened.watch = self
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Hear who asks; serve readers when it is time."""
        if not self._looking:
            self._looking = True
            self._opened.work.compute(
                self, handover_of_place.requests, self._files, then=self._on_requests, failed=self._on_look_failed
            )
        pause = dt.timedelta(minutes=self._settings().reading_copy_minutes)
        if self._served_at is None or abs(clock.now() - self._served_at) >= pause:  # the clock may be set back
            self.serve()

    def serve(self) -> None:
        """Publish the reading copy if one is wanted and something changed; collect what was looked at."""
        if self._serving or self._opened.work.frozen:
            return
        self._serving, self._served_at = True, clock.now()
        place, publish = self._opened.vault.reading_place(), wants_copies(self._settings(), self._files.database)
        self._opened.work.compute(self, _serve, place, publish, then=self._on_served, failed=self._on_not_served)

    def last_round(self) -> None:
        """While the vault is being closed, after the last save: others shall read the latest state."""
        self._timer.stop()
        if self._opened.work.frozen:
            return
        try:
            if wants_copies(self._settings(), self._files.database):
                self._opened.vault.reading_place().publish_if_changed()
            handover_of_place.clear_forgotten(self._files)
        except CaseworkError as error:
            _log.info("reading copy at closing: %s", type(error).__name__)

    def _on_requests(self, requests: tuple[Request, ...]) -> None:
        self._looking = False
        first = requests[0] if requests else None
        if first == self._heard:
            return
        self._heard = first
        bar = self._opened.desk.place_bar
        if first is None:
            bar.clear()
            return
        asks = self.tr("%1 (%2) bittet um den Schreibplatz.")
        bar.say(asks.replace("%2", first.computer).replace("%1", first.label),
                (self.tr("Jetzt abgeben"), partial(self._give, first)),
                (self.tr("Später"), partial(self._put_off, first)), icon="hand-helping", tone="warn")  # fmt: skip

    def _give(self, request: Request) -> None:
        """Answer, then lock: drafts are kept, the copy is published, the vault is closed."""
        self._opened.work.compute(
            self,
            handover_of_place.answer,
            self._files,
            request,
            Answer.RELEASED,
            then=lambda _: self._release(),
            failed=lambda _: self._release(),
        )

    def _put_off(self, request: Request) -> None:
        self._opened.desk.place_bar.clear()
        self._opened.work.compute(self, handover_of_place.answer, self._files, request, Answer.LATER)

    def _on_look_failed(self, error: CaseworkError) -> None:
        self._looking = False
        _log.info("looking for requests: %s", type(error).__name__)

    def _on_served(self, served: Served) -> None:
        from desktop.casework.access.readings import take_in_readings  # noqa: PLC0415  loads SQLAlchemy: the vault is open

        self._serving = False
        self.problem, self.unreadable = served.problem, len(served.collected.foreign)
        if served.collected.readings:
            self._opened.work.change(
                self, take_in_readings, served.collected.readings, then=lambda _: self._forget(served.collected)
            )

    def _on_not_served(self, error: CaseworkError) -> None:
        self._serving = False
        self.problem = str(error)

    def _forget(self, collected: Collected) -> None:
        from desktop.storage.sharing import readings  # noqa: PLC0415  loads cryptography

        self._opened.work.compute(self, readings.forget, collected.paths)


def _serve(place: ReadingPlace, publish: bool) -> Served:
    place.remember_saves()
    place.withdraw_outdated()
    collected, problem = place.collect(), ""
    if publish:
        try:
            place.publish_if_changed()
        except CaseworkError as error:
            problem = str(error)
    return Served(collected, problem)
