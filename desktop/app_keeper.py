"""Makes the day's copy from itself, and after unlocking says what stands out about the copies."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

import desktop.models.emit_guard  # noqa: F401  imported for its effect
from desktop.app_backup import BackupDesk, Get, Put, back_up_now, remember_carried
from desktop.errors import CaseworkError
from desktop.models.work import Cancelled, Progress

if TYPE_CHECKING:
    from desktop.app_doors import Opened
    from desktop.storage.backup_room import Round
    from desktop.storage.backup_target import Target

LOOK_EVERY_MS = 10 * 60 * 1000
AFTER_OPENING_MS = 60 * 1000


class BackupKeeper(QObject):
    """Makes the day's copy: at the set hour, after a day, and when the program is closed. Tells what stands out.

    Locking waits for nothing: what is under way is stopped then, and made up for after the next unlocking.
    """

    def __init__(self, opened: Opened, desk: BackupDesk, get: Get, put: Put, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._opened, self._desk, self._get, self._put = opened, desk, get, put
        self._room = opened.vault.backups()
        self._ended: Callable[[], None] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """After unlocking: say what stands out, then watch the clock."""
        self._opened.work.compute(self, self._room.is_overdue, then=self._on_outstanding)
        self._timer.start()
        QTimer.singleShot(AFTER_OPENING_MS, self, self.make_up)

    def look(self) -> None:
        """The hour may have struck."""
        self._run_if_due(at_close=False)

    def make_up(self) -> None:
        """The last session may have ended without its copy: locked, killed, switched off."""
        self._run_if_due(at_close=True)

    def finish_then(self, end: Callable[[], None]) -> bool:
        """The program is being closed: make the day's copy if it is due, then call `end`. False: nothing is due."""
        try:
            due = self._room.is_due(at_close=True, hour=self._get().backup_hour)
        except CaseworkError:
            return False
        if not due or self._opened.work.frozen:
            return False
        self._timer.stop()
        self._ended = end
        self._begin()
        return True

    def cancel(self) -> None:
        """Whoever closes the small window, or locks Windows, does not want to wait."""
        for running in self._opened.work.running:
            running.progress.cancel()

    def _run_if_due(self, *, at_close: bool) -> None:
        work = self._opened.work
        if work.frozen or any(running.title for running in work.running):
            return

        def begin(due: bool) -> None:
            if due:
                self._begin()

        work.compute(self, self._room.is_due, at_close=at_close, hour=self._get().backup_hour, then=begin)

    def _begin(self) -> None:
        self._opened.work.compute(self, self._round, self._desk.target(), then=self._on_round, failed=self._on_failed,
                                  title=self.tr("Sicherung"))  # fmt: skip

    def _round(self, target: Target | None, progress: Progress) -> Round:
        try:
            return back_up_now(self._room, target, progress)
        except CaseworkError as error:
            if progress.cancelled:
                raise Cancelled(str(error)) from error
            raise

    def _on_round(self, done: Round) -> None:
        if done.carried:
            remember_carried(self._get, self._put, self._opened.vault.files.database, done.backup.made)
        if self._ended is not None:
            self._ended()

    def _on_failed(self, error: CaseworkError) -> None:
        if self._ended is not None:
            self._ended()
        elif not isinstance(error, Cancelled):
            self._opened.desk.messages.show_warning(str(error))

    def _on_outstanding(self, overdue: bool) -> None:
        from desktop.casework.drills import is_drill_due  # noqa: PLC0415  see above

        if overdue and not self._opened.desk.messages.text():
            self._opened.desk.messages.show_warning(
                self.tr("Die letzte gute Sicherung ist älter als drei Tage, und seither wurde gespeichert."),
                (self.tr("Sicherungen ansehen"), self._go),
            )  # fmt: skip
        self._opened.work.read(self, is_drill_due, then=self._on_drill_due)

    def _on_drill_due(self, due: bool) -> None:
        if due and not self._opened.desk.messages.text():
            self._opened.desk.messages.show_info(
                self.tr("Die jährliche Übung „Sicherung zurückholen“ ist fällig; sie dauert wenige Minuten."),
                (self.tr("Zur Übung"), self._go),
            )  # fmt: skip

    def _go(self) -> None:
        from desktop.views.admin.backup_entry import PLACE  # noqa: PLC0415  see above

        self._opened.desk.places.go(PLACE)
