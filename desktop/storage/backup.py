"""„Sicherung jetzt“: a complete copy beside the vault that has passed three checks before it counts as a backup."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine
from sqlcipher3 import dbapi2

from desktop import __version__, clock
from desktop.errors import VaultError
from desktop.storage import atomic
from desktop.storage.driver import DriverConnection
from desktop.storage.engine import PAGE_BYTES, connect, driver_connection
from desktop.storage.errors import (
    BackupCancelledError,
    BackupFailedError,
    DamagedError,
    DiskFullError,
    ReadOnlyError,
    as_vault_error,
)
from desktop.storage.files import VaultFiles
from desktop.storage.integrity import examine, row_counts, saves
from desktop.storage.keys import DatabaseKey

Progress = Callable[[float], None]
Cancelled = Callable[[], bool]

_UNFINISHED = ".neu-"
_CONTENT = "inhalt.json"
# SQLite asks us after so many steps of its machine: often enough for a smooth bar, too seldom to cost time.
_STEPS_BETWEEN_ASKING = 20_000
_COPY_SHARE = 0.3  # of the time, measured; the rest is checking


@dataclass(frozen=True)
class Backup:
    """A finished copy: its folder, when it was made (aware UTC), its save counter and rows per table."""

    folder: Path
    made: dt.datetime
    saves: int
    counts: dict[str, int]


@dataclass(frozen=True)
class _Source:
    saves: int
    counts: dict[str, int]


def make_backup(
    files: VaultFiles,
    engine: Engine,
    key: DatabaseKey,
    *,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Backup:
    """Copy database and key file into `Sicherungen/YYYY-MM-DD_HHMMSS/` with `inhalt.json`, while work goes on.

    `progress` gets 0 to 1, `cancelled` is asked often. Raises BackupFailedError or BackupCancelledError; then nothing
    is left and earlier copies are untouched.
    """
    watch = _Watch(progress, cancelled)
    unfinished = files.backup_folder / f"{_UNFINISHED}{os.getpid()}"
    try:
        _prepare(files, unfinished)
        backup = _fill(files, engine, key, unfinished, watch)
        target = _free_folder(files, backup.made)
        atomic.replace(unfinished, target)
        atomic.sync_folder(files.backup_folder)
    except (VaultError, OSError, dbapi2.Error) as error:
        raise _told(error, watch) from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    watch.reached(1.0)
    return Backup(target, backup.made, backup.saves, backup.counts)


class _Watch:
    """Passes progress on and remembers whether the user stopped."""

    def __init__(self, progress: Progress | None, cancelled: Cancelled | None) -> None:
        self._progress = progress
        self._cancelled = cancelled
        self.stopped = False

    def reached(self, fraction: float) -> None:
        if self._progress is not None:
            self._progress(min(1.0, fraction))

    def stop_wanted(self) -> bool:
        self.stopped = self.stopped or (self._cancelled is not None and self._cancelled())
        return self.stopped

    def require_going_on(self) -> None:
        if self.stop_wanted():
            raise BackupCancelledError("Die Sicherung wurde abgebrochen; es ist nichts davon übrig.")


def _prepare(files: VaultFiles, unfinished: Path) -> None:
    files.backup_folder.mkdir(exist_ok=True)
    for stray in files.backup_folder.glob(f"{_UNFINISHED}*"):  # of a run that was killed
        shutil.rmtree(stray)
    unfinished.mkdir()


def _fill(files: VaultFiles, engine: Engine, key: DatabaseKey, folder: Path, watch: _Watch) -> Backup:
    copy = folder / files.database.name
    before, after = _copy(files, engine, copy, watch)
    counts, saved = _verify(copy, key, watch)
    _compare(counts, saved, before, after)
    key_copy = folder / files.key_file.name
    key_copy.write_bytes(files.key_file.read_bytes())
    atomic.sync_file(key_copy)
    backup = Backup(folder, clock.now(), saved, counts)
    _write_content(backup, key, (copy, key_copy))
    return backup


def _copy(files: VaultFiles, engine: Engine, copy: Path, watch: _Watch) -> tuple[_Source, _Source]:
    """VACUUM INTO on a connection of its own; what the source held before and after, as others may save meanwhile."""
    whole = max(PAGE_BYTES, files.database.stat().st_size)
    with driver_connection(engine) as connection:
        before = _Source(saves(connection), row_counts(connection))
        with _watched(connection, watch, lambda: _COPY_SHARE * _size(copy) / whole):
            connection.execute("VACUUM INTO ?", (str(copy),))
        after = _Source(saves(connection), row_counts(connection))
    atomic.sync_file(copy)  # SQLite leaves that to us
    return before, after


def _verify(copy: Path, key: DatabaseKey, watch: _Watch) -> tuple[dict[str, int], int]:
    """Open the copy anew and run the checks; rows per table and save counter."""
    watch.require_going_on()
    connection = connect(copy, key, None, mode="ro")
    try:
        with _watched(connection, watch, lambda: _COPY_SHARE):
            found = examine(connection)
        watch.require_going_on()
        if not found.sound:
            raise DamagedError("Die Kopie ist nicht unversehrt.")
        watch.reached(0.95)
        return row_counts(connection), saves(connection)
    finally:
        connection.close()


def _compare(counts: dict[str, int], saved: int, before: _Source, after: _Source) -> None:
    """The copy is one moment between before and after; where it is one of the two, every row must be there."""
    known = next((source for source in (before, after) if source.saves == saved), None)
    complete = known is None or known.counts == counts
    if not complete or not before.saves <= saved <= after.saves or counts.keys() != before.counts.keys():
        raise DamagedError("Die Kopie ist nicht vollständig.")


def _write_content(backup: Backup, key: DatabaseKey, copied: tuple[Path, ...]) -> None:
    content = {
        "format": "wegplan-sicherung",
        "version": 1,
        "program": __version__,
        "made": backup.made.isoformat(),
        "key_id": key.key_id,
        "saves": backup.saves,
        "counts": backup.counts,
        "sha256": {path.name: sha256_of(path) for path in copied},
    }
    data = json.dumps(content, ensure_ascii=False, indent=1).encode("utf-8")
    atomic.write_whole(backup.folder / _CONTENT, data)


def sha256_of(path: Path) -> str:
    """Digest of a file in hex, read in pieces."""
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _free_folder(files: VaultFiles, made: dt.datetime) -> Path:
    """A folder named by the local time; numbered when two copies fall into one second."""
    stamp = f"{made.astimezone():%Y-%m-%d_%H%M%S}"
    target, number = files.backup_folder / stamp, 2
    while target.exists():
        target, number = files.backup_folder / f"{stamp}-{number}", number + 1
    return target


@contextmanager
def _watched(connection: DriverConnection, watch: _Watch, fraction: Callable[[], float]) -> Iterator[None]:
    """Report progress and interrupt SQLite when the user stops."""

    def ask() -> int:
        watch.reached(fraction())
        return int(watch.stop_wanted())

    connection.set_progress_handler(ask, _STEPS_BETWEEN_ASKING)
    try:
        yield
    finally:
        connection.set_progress_handler(None, 0)


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _told(error: Exception, watch: _Watch) -> VaultError:
    if watch.stopped:
        return BackupCancelledError("Die Sicherung wurde abgebrochen; es ist nichts davon übrig.")
    reasons: dict[type[VaultError], str] = {
        DiskFullError: "der Datenträger ist voll",
        ReadOnlyError: "der Ordner „Sicherungen“ ist schreibgeschützt",
        DamagedError: "die Kopie besteht ihre Prüfung nicht; bitte prüfen Sie den Tresor",
    }
    known = as_vault_error(error)
    reason = reasons.get(type(known), "der Datenträger antwortet nicht richtig") if known else "die Dateien fehlen"
    return BackupFailedError(f"Die Sicherung ist nicht gelungen, frühere sind unverändert: {reason}.")
