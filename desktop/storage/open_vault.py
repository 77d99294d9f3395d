"""A vault in use: sessions, backup, password change, closing. Light to import: SQLAlchemy comes with the database."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop.errors import VaultError
from desktop.storage import keyfile, last_seen
from desktop.storage.enrolment import write_password, write_recovery
from desktop.storage.errors import translated
from desktop.storage.files import VaultFiles
from desktop.storage.kdf import KeyCost
from desktop.storage.keyfile import KeyFile
from desktop.storage.keys import DatabaseKey
from desktop.storage.lock import VaultLock
from desktop.storage.passwords import check_password
from desktop.storage.recovery import RecoverySheet
from desktop.storage.unlocking import key_by_password

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from desktop.storage.backup import Backup
    from desktop.storage.backup_room import BackupRoom
    from desktop.storage.database import Database
    from desktop.storage.findings import HealthReport

_log = logging.getLogger(__name__)


class OpenVault:
    """A vault in use by this process; made by `create_vault`, `unlock` and `recover` only.

    `missing_saves` tells how many saves this PC has seen that the file does not have: an older copy was put in its
    place or its write-ahead log was lost; the user must be told before work starts.
    """

    def __init__(
        self, files: VaultFiles, label: str, key: DatabaseKey, database: Database, lock: VaultLock, cost: KeyCost
    ) -> None:
        self.files = files
        self.label = label
        self._key = key
        self._database = database
        self._lock = lock
        self._cost = cost
        self._closed = False
        self.missing_saves = last_seen.missing_saves(key, database.saves())

    def session(self) -> Session:
        """A new session, for one use case; the caller closes it."""
        return self._database.session()

    def back_up(
        self, progress: Callable[[float], None] | None = None, cancelled: Callable[[], bool] | None = None
    ) -> Backup:
        """A verified copy in `Sicherungen/`; may run in any thread while others read and write.

        `progress` gets 0 to 1. Raises BackupFailedError or BackupCancelledError.
        """
        return self._database.back_up(progress, cancelled)

    def backups(self) -> BackupRoom:
        """What can be done about the copies of this vault; usable in any thread until it is closed."""
        from desktop.storage.backup_room import BackupRoom  # noqa: PLC0415 - start-up time

        return BackupRoom(self.files, self._database.engine, self._key)

    def check(self) -> HealthReport:
        """The complete report on this vault while it is in use; readers go on, writers wait for the page check."""
        from desktop.storage.health import complete_report, file_report  # noqa: PLC0415 - start-up time

        return complete_report(file_report(self.files, self._cost), self._database.examine())

    def change_password(self, old: str, new: str) -> None:
        """Replace the own slot; the data stay as they are. Raises WeakPasswordError, WrongPasswordError."""
        check_password(new)
        keys = self._proven_keys()
        key_by_password(self.files, keys, self.label, old, "Das bisherige Kennwort stimmt nicht.").wipe()
        write_password(self.files, keys, self._key, self.label, new, self._cost)

    def renew_recovery_sheet(self) -> RecoverySheet:
        """A new recovery key; the sheet printed before opens nothing any more."""
        return write_recovery(self.files, self._proven_keys(), self._key, self._cost)

    def close(self) -> None:
        """Refresh the planner's statistics, then `flush_and_release`."""
        if not self._closed:
            _tolerating(self._database.optimize)
            self.flush_and_release()

    def flush_and_release(self) -> None:
        """Everything into the database file, connections closed, counter noted, lock free, key overwritten.

        For the screen lock (decision 26): afterwards a fresh process can open the vault. Never fails over a full or
        vanished medium, because what was saved is safe in the write-ahead log. Harmless when called again.
        """
        if self._closed:
            return
        self._closed = True
        _tolerating(lambda: last_seen.remember(self._key, self._database.saves()))
        _tolerating(self._database.close)
        _tolerating(self._lock.release)
        self._key.wipe()

    def __enter__(self) -> OpenVault:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _proven_keys(self) -> KeyFile:
        keys = keyfile.read(self.files, self._cost)
        keyfile.prove(keys, self._key)
        return keys


def _tolerating(step: Callable[[], None]) -> None:
    """Run a step of closing; a full or vanished medium is logged, and the next steps still happen."""
    try:
        with translated():
            step()
    except (VaultError, OSError) as error:
        _log.warning("closing the vault: %s", type(error).__name__)
