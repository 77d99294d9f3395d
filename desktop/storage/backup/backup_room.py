"""Everything an open vault can have done about its copies, for the program above; runs in any thread."""

from __future__ import annotations

import datetime as dt
import logging
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop import clock
from desktop.errors import VaultError
from desktop.storage.backup.backup import Backup
from desktop.storage.backup.backup_generations import (
    WEEKS,
    Retained,
    StoredCopy,
    is_due,
    is_overdue,
    last_good,
    list_copies,
    read_copy,
    retain,
)
from desktop.storage.backup.backup_target import Target, carry
from desktop.storage.backup.drill import Drill, run_drill
from desktop.storage.backup.put_aside import forget_aside, list_asides
from desktop.storage.engine import driver_connection
from desktop.storage.errors import translated
from desktop.storage.files import VaultFiles
from desktop.storage.health.integrity import saves
from desktop.storage.keys.keys import DatabaseKey
from desktop.storage.watch import Cancelled, Progress, Watch

if TYPE_CHECKING:
    from desktop.storage.database import Database

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Round:
    """A copy that was made, what its coming let go, and the sentence why it did not reach the second place, if so."""

    backup: Backup
    retained: Retained
    target_problem: str = ""
    carried: bool = False


class BackupRoom:
    """Made by `OpenVault.backups`; usable until the vault is closed."""

    def __init__(self, files: VaultFiles, database: Database, key: DatabaseKey) -> None:
        self.files = files
        self._database, self._key = database, key

    def run(
        self, target: Target | None, progress: Progress | None = None, cancelled: Cancelled | None = None
    ) -> Round:
        """A verified copy, the generations, and the copy to the second place. A medium that is away fails nothing.

        Raises BackupFailedError or BackupCancelledError as long as there is no copy.
        """
        watch = Watch(progress, cancelled)
        share = 0.6 if target is not None else 1.0
        first = watch.part(0.0, share)
        backup = self._database.back_up(first.reached, first.stop_wanted)
        retained = self._retain()
        problem = self._carried(backup.folder, target, watch.part(share, 1.0 - share)) if target is not None else ""
        watch.reached(1.0)
        return Round(backup, retained, problem, target is not None and not problem)

    def copies(self) -> tuple[StoredCopy, ...]:
        """The copies beside the vault, the newest first."""
        with translated():
            return list_copies(self.files.backup_folder, self.files.name)

    def is_due(self, *, at_close: bool, hour: int) -> bool:
        """Whether the day's copy is still to be made, see `backup_generations.is_due`."""
        return is_due(last_good(self.copies()), self.saves(), at_close=at_close, hour=hour)

    def is_overdue(self) -> bool:
        """Whether the last good copy is older than three days although something was saved since."""
        return is_overdue(last_good(self.copies()), self.saves())

    def saves(self) -> int:
        """The vault's save counter."""
        with translated(), driver_connection(self._database.engine) as connection:
            return saves(connection)

    def drill(self, progress: Progress | None = None, cancelled: Cancelled | None = None) -> Drill:
        """Bring the newest copy back for trial, see `drill.run_drill`."""
        return run_drill(self.files, self._database.engine, self._key, Watch(progress, cancelled))

    @property
    def key_id(self) -> str:
        """Names the key of today, to tell copies of an earlier one."""
        return self._key.key_id

    def _retain(self) -> Retained:
        """Old copies may stay once more: the new one is good, and the next run tries again."""
        try:
            retained = retain(self.files.backup_folder, self.files.name)
            self._forget_asides()
        except (OSError, VaultError) as error:
            _log.info("old copies stay: %s", type(error).__name__)
            return Retained()
        return retained

    def _forget_asides(self) -> None:
        """What was put aside goes with the oldest generation, or deleted persons would live on in it."""
        limit = clock.now() - dt.timedelta(weeks=WEEKS)
        for aside in list_asides(self.files):
            if aside.at < limit:
                forget_aside(aside)

    def _carried(self, folder: Path, target: Target, watch: Watch) -> str:
        try:
            carry(read_copy(folder), target, watch)
        except VaultError as error:
            return str(error)
        return ""
