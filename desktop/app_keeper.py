"""Makes the day's copy from itself, and after unlocking says what stands out about the copies."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

import desktop.models.emit_guard  # noqa: F401  imported for its effect
from desktop.app_backup import BackupDesk, Get, Put, back_up_now, remember_carried
from desktop.errors import CaseworkError
from desktop.models.work import Cancelled, Progress
from desktop.storage.backup.put_aside import list_asides
from desktop.views.admin.backup_entry import PLACE
from desktop.views.finishing_window import FinishingWindow

if TYPE_CHECKING:
    from desktop.app_doors import Opened
    from desktop.storage.backup.backup_room import Round
    from desktop.storage.backup.backup_target import Target
    from desktop.storage.keys.kdf import KeyCost
    from desktop.views.admin.tools import AdminTools

LOOK_EVERY_MS = 10 * 60 * 1000
AFTER_OPENING_MS = 60 * 1000


class BackupKeeper(QObject):
    """Makes the day's copy: at the set hour, after a day, and when the program is closed. Tells what stands out.

    Locking waits for nothing: what is under way is stopped then, and made up for after the next unlocking.
    """

    def __init__(
        self,
        opened: Opened,
        cost: KeyCost,
        get: Get,
        put: Put,
        leave: Callable[[], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._opened, self._get, self._put = opened, get, put
        self._desk = BackupDesk(opened, cost, get, put, leave)
        self._room = opened.vault.backups()
        self._end: Callable[[], None] | None = None
        self._window: FinishingWindow | None = None
        self._timer, self._first = QTimer(self), QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._first.setInterval(AFTER_OPENING_MS)
        self._first.setSingleShot(True)
        self._first.timeout.connect(self.make_up)

    def with_backups(self, tools: AdminTools) -> AdminTools:
        """The tools of „Verwaltung“ with everything about copies."""
        return replace(tools, back_up=self._desk.back_up, backups=self._desk.tools())

    def start(self) -> None:
        """After unlocking: say what stands out, then watch the clock."""
        self._opened.work.compute(self, self._room.is_overdue, then=self._on_overdue, failed=self._on_unknown)
        self._note_restores()
        self._timer.start()
        self._first.start()

    def stop(self) -> None:
        """Watch no longer; the vault is being closed."""
        self._timer.stop()
        self._first.stop()

    def look(self) -> None:
        """The hour may have struck."""
        self._run_if_due(at_close=False)

    def make_up(self) -> None:
        """The last session may have ended without its copy: locked, killed, switched off."""
        self._run_if_due(at_close=True)

    def finish_then(self, end: Callable[[], None]) -> bool:
        """The program is being closed: make the day's copy if it is due, then call `end`. False: nothing is due."""
        if self._opened.work.frozen or not (self._is_running() or self._is_due_at_close()):
            return False
        self.stop()
        self._end = end
        self._window = FinishingWindow(self._opened.work)
        self._window.closing.connect(self.finish)
        self._window.show()
        if self._is_running():
            self._opened.work.busy_changed.connect(self._on_busy_changed)
        else:
            self._begin()
        return True

    def finish(self) -> None:
        """The copy is made, failed, or nobody wants to wait for it: whoever locks Windows or closes the window."""
        end, self._end = self._end, None
        if end is None:
            return
        if self._window is not None:
            self._window.close()
            self._window.deleteLater()
        end()

    def _note_restores(self) -> None:
        """The vault that came back does not know it yet: its record says from now on that it did, and who was first."""
        from desktop.casework.drills import restores_kept  # noqa: PLC0415  loads SQLAlchemy: the vault is open

        self._opened.work.read(self, restores_kept, then=self._on_restores_kept)

    def _on_restores_kept(self, kept: frozenset[str]) -> None:
        from desktop.casework.drills import keep_restore  # noqa: PLC0415  see above

        for aside in list_asides(self._opened.vault.files):
            if aside.at.isoformat() not in kept:
                self._opened.work.change(self, keep_restore, aside.at, aside.came, failed=self._on_unknown)

    def _is_due_at_close(self) -> bool:
        try:
            return self._room.is_due(at_close=True, hour=self._get().backup_hour)
        except CaseworkError:
            return False

    def _is_running(self) -> bool:
        return any(running.title == self._title() for running in self._opened.work.running)

    def _title(self) -> str:
        return self.tr("Sicherung")

    def _run_if_due(self, *, at_close: bool) -> None:
        work = self._opened.work
        if not work.frozen and not self._is_running():
            work.compute(self, self._room.is_due, at_close=at_close, hour=self._get().backup_hour,
                         then=self._on_due, failed=self._on_unknown)  # fmt: skip

    def _begin(self) -> None:
        self._opened.work.compute(self, self._round, self._desk.target(), then=self._on_round, failed=self._on_failed,
                                  title=self._title())  # fmt: skip

    def _round(self, target: Target | None, progress: Progress) -> Round:
        try:
            return back_up_now(self._room, target, progress)
        except CaseworkError as error:
            if progress.cancelled:
                raise Cancelled(str(error)) from error
            raise

    # slots

    def _on_due(self, due: bool) -> None:
        if due and not self._is_running():
            self._begin()

    def _on_round(self, done: Round) -> None:
        if done.carried:
            remember_carried(self._get, self._put, self._opened.vault.files.database, done.backup.made)
        self.finish()

    def _on_failed(self, error: CaseworkError) -> None:
        if self._end is None and not isinstance(error, Cancelled):
            self._opened.desk.messages.show_warning(str(error), (self.tr("Sicherungen ansehen"), self._go))
        self.finish()

    def _on_unknown(self, error: CaseworkError) -> None:
        """The folder of the copies cannot be read: the same sentence as for a copy that failed."""
        self._opened.desk.messages.show_warning(str(error), (self.tr("Sicherungen ansehen"), self._go))

    def _on_busy_changed(self) -> None:
        if not self._is_running():
            self.finish()

    def _on_overdue(self, overdue: bool) -> None:
        from desktop.casework.drills import is_drill_due  # noqa: PLC0415  loads SQLAlchemy: the vault is open

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
        self._opened.desk.places.go(PLACE)
