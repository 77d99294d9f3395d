"""Progress and the wish to stop, for work on files that takes a while."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from desktop.storage.driver import DriverConnection
from desktop.storage.errors import BackupCancelledError

Progress = Callable[[float], None]
Cancelled = Callable[[], bool]

STOPPED = "Die Sicherung wurde abgebrochen; es ist nichts davon übrig."


class Watch:
    """Passes progress on (0 to 1) and remembers whether the user stopped."""

    def __init__(self, progress: Progress | None = None, cancelled: Cancelled | None = None) -> None:
        self._progress = progress
        self._cancelled = cancelled
        self.stopped = False

    def reached(self, fraction: float) -> None:
        """Tell how far the work is."""
        if self._progress is not None:
            self._progress(min(1.0, fraction))

    def stop_wanted(self) -> bool:
        """Whether the user wants to stop; stays true once it was."""
        self.stopped = self.stopped or (self._cancelled is not None and self._cancelled())
        return self.stopped

    def require_going_on(self) -> None:
        """Raise BackupCancelledError once the user wants to stop."""
        if self.stop_wanted():
            raise BackupCancelledError(STOPPED)

    def part(self, start: float, share: float) -> Watch:
        """A watch for one step of several, which takes `share` of the whole from `start` on."""
        return Watch(lambda fraction: self.reached(start + share * fraction), self.stop_wanted)

    @contextmanager
    def over(self, connection: DriverConnection, fraction: Callable[[], float], steps: int) -> Iterator[None]:
        """While SQLite works: report progress every `steps` steps of its machine and interrupt it on the wish."""

        def ask() -> int:
            self.reached(fraction())
            return int(self.stop_wanted())

        connection.set_progress_handler(ask, steps)
        try:
            yield
        finally:
            connection.set_progress_handler(None, 0)
