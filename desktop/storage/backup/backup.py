"""„Sicherung jetzt“: a complete copy beside the vault that has passed three checks before it counts as a backup."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine
from sqlcipher3 import dbapi2

from desktop import __version__, clock
from desktop.errors import VaultError
from desktop.storage import atomic
from desktop.storage.backup.backup_content import Checked, Content, read_content, write_content
from desktop.storage.backup.backup_generations import UNFINISHED, free_folder, next_number, tidy
from desktop.storage.engine import PAGE_BYTES, connect, driver_connection
from desktop.storage.errors import (
    BackupCancelledError,
    BackupFailedError,
    DamagedError,
    DiskFullError,
    ReadOnlyError,
    as_vault_error,
)
from desktop.storage.file_copies import sha256_of
from desktop.storage.files import VaultFiles
from desktop.storage.health.integrity import examine, row_counts, saves
from desktop.storage.keys.keys import DatabaseKey
from desktop.storage.watch import STOPPED, Cancelled, Progress, Watch

# SQLite asks us after so many steps of its machine: often enough for a smooth bar, too seldom to cost time.
_STEPS_BETWEEN_ASKING = 20_000
_COPY_SHARE = 0.3  # of the time, measured; the rest is checking
_running = threading.Lock()


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
    watch = Watch(progress, cancelled)
    unfinished = files.backup_folder / f"{UNFINISHED}{os.getpid()}"
    with one_at_a_time():
        try:
            _prepare(files, unfinished)
            backup = _fill(files, engine, key, unfinished, watch)
            target = put_in_place(unfinished, files.backup_folder, backup.made)
        except (VaultError, OSError, dbapi2.Error) as error:
            raise as_backup_error(error, watch) from error
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
    watch.reached(1.0)
    return Backup(target, backup.made, backup.saves, backup.counts)


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Copies by hand, by the timer and for a drill would clear away each other's unfinished files.

    Raises BackupFailedError while another is under way.
    """
    if not _running.acquire(blocking=False):
        raise BackupFailedError("Es läuft schon eine Sicherung oder Übung; bitte warten Sie, bis sie fertig ist.")
    try:
        yield
    finally:
        _running.release()


def _prepare(files: VaultFiles, unfinished: Path) -> None:
    files.backup_folder.mkdir(exist_ok=True)
    tidy(files.backup_folder)
    unfinished.mkdir()


def _fill(files: VaultFiles, engine: Engine, key: DatabaseKey, folder: Path, watch: Watch) -> Backup:
    copy = folder / files.database.name
    before, after = _copy(files, engine, copy, watch)
    counts, saved = check_copy(copy, key, watch)
    _compare(counts, saved, before, after)
    key_copy = folder / files.key_file.name
    key_copy.write_bytes(files.key_file.read_bytes())
    atomic.sync_file(key_copy)
    number = next_number(files.backup_folder, files.name)
    describe(folder, key.key_id, (copy, key_copy), number, watch, saves=saved, counts=counts)
    return Backup(folder, read_content(folder).made, saved, counts)


def _copy(files: VaultFiles, engine: Engine, copy: Path, watch: Watch) -> tuple[_Source, _Source]:
    """VACUUM INTO on a connection of its own; what the source held before and after, as others may save meanwhile."""
    whole = max(PAGE_BYTES, files.database.stat().st_size)
    with driver_connection(engine) as connection:
        before = _Source(saves(connection), row_counts(connection))
        with watch.over(connection, lambda: _COPY_SHARE * _size(copy) / whole, _STEPS_BETWEEN_ASKING):
            connection.execute("VACUUM INTO ?", (str(copy),))
        after = _Source(saves(connection), row_counts(connection))
    atomic.sync_file(copy)  # SQLite leaves that to us
    return before, after


def check_copy(copy: Path, key: DatabaseKey, watch: Watch) -> tuple[dict[str, int], int]:
    """Open a copy anew and run the checks; rows per table and save counter.

    Raises DamagedError, BackupCancelledError and what the driver raises.
    """
    watch.require_going_on()
    connection = connect(copy, key, None, mode=read_mode(copy))
    try:
        with watch.over(connection, lambda: _COPY_SHARE, _STEPS_BETWEEN_ASKING):
            found = examine(connection)
        watch.require_going_on()
        if not found.sound:
            raise DamagedError("Die Kopie ist nicht unversehrt.")
        watch.reached(0.95)
        return row_counts(connection), saves(connection)
    finally:
        connection.close()


def read_mode(database: Path) -> str:
    """How to open a database nobody uses so that nothing is written beside it, unless a log must be read too."""
    return "ro" if database.with_name(database.name + "-wal").exists() else "ro&immutable=1"


def _compare(counts: dict[str, int], saved: int, before: _Source, after: _Source) -> None:
    """The copy is one moment between before and after; where it is one of the two, every row must be there."""
    known = next((source for source in (before, after) if source.saves == saved), None)
    complete = known is None or known.counts == counts
    if not complete or not before.saves <= saved <= after.saves or counts.keys() != before.counts.keys():
        raise DamagedError("Die Kopie ist nicht vollständig.")


def describe(
    folder: Path,
    key_id: str,
    copied: tuple[Path, ...],
    number: int,
    watch: Watch,
    *,
    made: dt.datetime | None = None,
    saves: int | None = None,
    counts: dict[str, int] | None = None,
) -> None:
    """Write `inhalt.json` over the files in `folder`; without `counts` the copy was checked from outside only."""
    content = Content(
        made or clock.now(), __version__, key_id, {path.name: sha256_of(path, watch) for path in copied}, number,
        Checked.FULL if counts is not None else Checked.FILES, saves, counts,
        {path.name: path.stat().st_size for path in copied},
    )  # fmt: skip
    write_content(folder, content)


def put_in_place(unfinished: Path, parent: Path, made: dt.datetime) -> Path:
    """A finished copy gets its own name, by which it counts from now on."""
    target = free_folder(parent, made)
    atomic.replace(unfinished, target)
    atomic.sync_folder(parent)
    return target


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def as_backup_error(error: Exception, watch: Watch) -> VaultError:
    """One sentence for whatever broke a copy off."""
    if watch.stopped:
        return BackupCancelledError(STOPPED)
    reasons: dict[type[VaultError], str] = {
        DiskFullError: "der Datenträger ist voll",
        ReadOnlyError: "der Ordner „Sicherungen“ ist schreibgeschützt",
        DamagedError: "die Kopie besteht ihre Prüfung nicht; bitte prüfen Sie den Tresor",
    }
    known = as_vault_error(error)
    reason = reasons.get(type(known), "der Datenträger antwortet nicht richtig") if known else "die Dateien fehlen"
    return BackupFailedError(f"Die Sicherung ist nicht gelungen, frühere sind unverändert: {reason}.")
