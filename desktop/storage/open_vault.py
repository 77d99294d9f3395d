"""A vault in use: sessions, backup, who has a way in, closing. Light to import: SQLAlchemy comes with the database."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.errors import VaultError
from desktop.storage.errors import CopyUnusableError, PasswordChangeNeededError, WeakPasswordError, translated
from desktop.storage.files import VaultFiles
from desktop.storage.keys import keyfile
from desktop.storage.keys.enrolment import (
    Handout,
    NextKey,
    StartPassword,
    next_key,
    require_label,
    write_password,
    write_recovery,
    write_start_password,
)
from desktop.storage.keys.kdf import KeyCost
from desktop.storage.keys.keyfile import KeyFile
from desktop.storage.keys.keyfile_schema import MOST_SLOTS
from desktop.storage.keys.keys import DatabaseKey
from desktop.storage.keys.passwords import check_password
from desktop.storage.keys.recovery import RecoverySheet
from desktop.storage.keys.slots import SlotType, open_slot
from desktop.storage.keys.unlocking import key_by_password
from desktop.storage.seen import last_seen
from desktop.storage.sharing.lock import VaultLock
from desktop.storage.sharing.reading_copy import withdraw
from desktop.storage.watch import Cancelled, Progress, Watch

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from desktop.storage.backup.backup import Backup
    from desktop.storage.backup.backup_generations import StoredCopy
    from desktop.storage.backup.backup_room import BackupRoom
    from desktop.storage.database import Database
    from desktop.storage.health.findings import HealthReport
    from desktop.storage.sharing.reading_place import ReadingPlace

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Access:
    """Somebody who has a way in; `by_start_password` until they have set an own password."""

    label: str
    by_start_password: bool


class OpenVault:
    """A vault in use by this process; made by `create_vault`, `unlock` and `recover` only.

    `missing_saves` tells how many saves this PC has seen that the file does not have: an older copy was put in its
    place or its write-ahead log was lost; the user must be told before work starts. `must_change_password`: opened
    with a start password, nothing can be read before `set_first_password`. `key_was_changing`: a change of the key was
    interrupted and has been settled now; its sheets may never have been printed.
    """

    def __init__(
        self,
        files: VaultFiles,
        label: str,
        key: DatabaseKey,
        database: Database,
        lock: VaultLock,
        cost: KeyCost,
    ) -> None:
        self.files = files
        self.label = label
        self._key = key
        self._database = database
        self._lock = lock
        self._cost = cost
        self._slots_turn = threading.RLock()  # the key file is read, changed and written by one thread at a time
        self._former: list[DatabaseKey] = []
        self._closed = False
        self.must_change_password = False
        self.key_was_changing = False
        self.missing_saves = last_seen.missing_saves(key, database.saves())

    def session(self) -> Session:
        """A new session, for one use case; the caller closes it. Raises PasswordChangeNeededError."""
        if self.must_change_password:
            raise PasswordChangeNeededError(
                "Sie haben sich mit einem Startkennwort angemeldet; bitte legen Sie in Wegplan zuerst ein eigenes fest."
            )
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
        from desktop.storage.backup.backup_room import BackupRoom  # noqa: PLC0415 - start-up time

        return BackupRoom(self.files, self._database, self._key)

    def reading_place(self) -> ReadingPlace:
        """What this vault does for those who only read it; usable in any thread until it is closed."""
        from desktop.storage.sharing.reading_place import ReadingPlace  # noqa: PLC0415 - start-up time

        return ReadingPlace(self.files, self._database.engine, self._key, tuple(self._former))

    def check(self) -> HealthReport:
        """The complete report on this vault while it is in use; readers go on, writers wait for the page check."""
        from desktop.storage.health.health import complete_report, file_report  # noqa: PLC0415 - start-up time

        return complete_report(file_report(self.files, self._cost), self._database.examine())

    def change_password(self, old: str, new: str) -> None:
        """Replace the own slot; the data stay as they are. Raises WeakPasswordError, WrongPasswordError."""
        check_password(new)
        with self._slots_turn:
            keys = self._proven_keys()
            key_by_password(self.files, keys, self.label, old, "Das bisherige Kennwort stimmt nicht.").wipe()
            write_password(self.files, keys, self._key, self.label, new, self._cost)
        self.must_change_password = False

    def set_first_password(self, new: str) -> None:
        """Put an own password in the place of the start password this vault was opened with.

        Raises WeakPasswordError, also for the start password itself.
        """
        check_password(new)
        with self._slots_turn:
            keys = self._proven_keys()
            slot = keys.slot(self.label)
            if slot is not None and open_slot(slot, new, keys.binding) is not None:
                raise WeakPasswordError("Das ist das Startkennwort; bitte wählen Sie ein eigenes.", field="password")
            write_password(self.files, keys, self._key, self.label, new, self._cost)
        self.must_change_password = False

    def renew_recovery_sheet(self) -> RecoverySheet:
        """A new recovery key; the sheet printed before opens nothing any more."""
        with self._slots_turn:
            return write_recovery(self.files, self._proven_keys(), self._key, self._cost)

    def accesses(self) -> tuple[Access, ...]:
        """Everybody who has a way in, in the order they came."""
        slots = [slot for slot in self._proven_keys().slots if slot.type is not SlotType.RECOVERY]
        return tuple(Access(slot.label, slot.type is SlotType.ONETIME) for slot in slots)

    def give_start_password(self, label: str) -> StartPassword:
        """Six words for the first login of somebody new, or of somebody who forgot their password.

        Raises VaultError when `label` cannot name a slot or is the own one.
        """
        require_label(label)
        if label == self.label:
            raise VaultError("Ihr eigenes Kennwort ändern Sie unter „Kennwort ändern“.", field="label")
        with self._slots_turn:
            keys = self._proven_keys()
            if len(keys.slots) >= MOST_SLOTS and keys.slot(label) is None:
                raise VaultError("Dieser Tresor hat so viele Zugänge, wie er haben kann.", field="label")
            return write_start_password(self.files, keys, self._key, label, self._cost)

    def change_key(
        self,
        password: str,
        leaving: str | None = None,
        progress: Progress | None = None,
        cancelled: Cancelled | None = None,
    ) -> Handout:
        """Give the vault another key: whoever is `leaving` and every earlier password or sheet opens it no more.

        `password` is the own one, which stays. Nobody else may use a session meanwhile; `progress` gets 0 to 1. Raises
        WrongPasswordError, RotationFailedError, RotationCancelledError, BackupFailedError while a backup runs; then
        everything is as it was.
        """
        from desktop.storage.backup.backup import one_at_a_time  # noqa: PLC0415 - start-up time

        watch = Watch(progress, cancelled)
        with one_at_a_time(), self._slots_turn:
            keys = self._proven_keys()
            if leaving is not None:
                self._require_other(keys, leaving)
            key_by_password(self.files, keys, self.label, password).wipe()
            after = next_key(self.files, keys, self.label, password, leaving, self._cost, watch.part(0.0, 0.3))
            self._exchange(keys, after, watch.part(0.3, 0.7))
        _tolerating(lambda: withdraw(self.files))  # who had to leave could still open them
        return after.handout

    def old_copies(self, *places: Path) -> tuple[StoredCopy, ...]:
        """Copies in `Sicherungen` and in `places` that open with an earlier key and the passwords of that time."""
        from desktop.storage.backup.backup_rekey import old_backups  # noqa: PLC0415 - start-up time

        with translated():
            return old_backups(self.files, self._key.key_id, *places)

    def expire_copies(self, copies: tuple[StoredCopy, ...]) -> None:
        """Delete copies for good. Raises BackupFailedError; those deleted before stay deleted."""
        from desktop.storage.backup.backup_rekey import expire  # noqa: PLC0415 - start-up time

        expire(copies)

    def can_rekey(self, copy: StoredCopy) -> bool:
        """Whether the key of this copy is still known: it was changed since this vault was opened."""
        return copy.content is not None and copy.content.key_id in {key.key_id for key in self._former}

    def rekey_copy(
        self, copy: StoredCopy, progress: Progress | None = None, cancelled: Cancelled | None = None
    ) -> StoredCopy:
        """Encrypt a copy with the key of today; from then on the passwords of today open it.

        Raises CopyUnusableError, BackupFailedError, BackupCancelledError; then the copy is as it was.
        """
        from desktop.storage.backup.backup_rekey import rekey  # noqa: PLC0415 - start-up time

        wanted = copy.content.key_id if copy.content else ""
        old = next((key for key in self._former if key.key_id == wanted), None)
        if old is None:
            raise CopyUnusableError("Den Schlüssel dieser Sicherung kennt nur, wer das Kennwort von damals hat.")
        return rekey(copy, old, self._key, self.files.key_file, progress=progress, cancelled=cancelled)

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
        for key in (self._key, *self._former):
            key.wipe()

    def __enter__(self) -> OpenVault:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _proven_keys(self) -> KeyFile:
        """The side of the key file that holds the key in use, without one an interrupted change left beside it."""
        keys = keyfile.read(self.files, self._cost)
        side = next((side for side in keys.sides if side.key_id == self._key.key_id), keys)
        keyfile.prove(side, self._key)
        return replace(side, pending=None)

    def _require_other(self, keys: KeyFile, label: str) -> None:
        if label == self.label:
            raise VaultError("Sich selbst können Sie nicht entfernen; bitten Sie eine Kollegin oder einen Kollegen.")
        if keys.slot(label) is None:
            raise VaultError(f"In diesem Tresor gibt es keinen Zugang „{label}“.", field="label")

    def _exchange(self, keys: KeyFile, after: NextKey, watch: Watch) -> None:
        """Close all connections and rotate; connections made after that use the key that holds then.

        Everybody who was given the key holds this object, so the new one goes into it.
        """
        from desktop.storage.keys.rotation import rotate  # noqa: PLC0415 - start-up time: loads SQLAlchemy

        self._database.close()
        rotate(self.files, keys, self._key, after.keys, after.key, self._cost, watch)
        former = DatabaseKey(bytearray(self._key.key), self._key.salt)
        self._former.append(former)
        self._key.key[:] = after.key.key
        after.key.wipe()
        _tolerating(lambda: last_seen.key_changed(former, self._key, self._database.saves()))


def _tolerating(step: Callable[[], None]) -> None:
    """Run a step of closing; a full or vanished medium is logged, and the next steps still happen."""
    try:
        with translated():
            step()
    except (VaultError, OSError) as error:
        _log.warning("closing the vault: %s", type(error).__name__)
