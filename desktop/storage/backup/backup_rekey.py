"""Copies made with another key, after the key was changed: name them, let them go, or encrypt them anew."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from sqlcipher3 import dbapi2

from desktop.errors import VaultError
from desktop.storage import atomic
from desktop.storage.backup.backup import as_backup_error, check_copy, describe
from desktop.storage.backup.backup_generations import (
    REPLACED,
    UNFINISHED,
    StoredCopy,
    list_copies,
    prove_whole,
    read_copy,
    remove,
)
from desktop.storage.driver import DriverConnection
from desktop.storage.engine import connect
from desktop.storage.errors import BackupFailedError, CopyUnusableError
from desktop.storage.files import VaultFiles
from desktop.storage.keys.keys import DatabaseKey
from desktop.storage.watch import Cancelled, Progress, Watch


def old_backups(files: VaultFiles, key_id: str, *places: Path) -> tuple[StoredCopy, ...]:
    """Copies in `Sicherungen` (and in `places`, such as `Target.place`) that another key than `key_id` opens."""
    found = (copy for folder in (files.backup_folder, *places) for copy in list_copies(folder, files.name))
    return tuple(copy for copy in found if copy.content is None or copy.content.key_id != key_id)


def expire(copies: Iterable[StoredCopy]) -> None:
    """Delete copies for good. Raises VaultError; those deleted before stay deleted."""
    try:
        for copy in copies:
            remove(copy)
    except OSError as error:
        raise BackupFailedError(
            "Eine alte Sicherung ließ sich nicht löschen; bitte prüfen Sie die Rechte am Ordner „Sicherungen“."
        ) from error


def rekey(
    copy: StoredCopy,
    old: DatabaseKey,
    new: DatabaseKey,
    key_file: Path,
    *,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> StoredCopy:
    """Encrypt a copy with the `new` key and put `key_file` (the vault's of today) beside it; the copy as it is now.

    Its date, number and rows stay. The old one is there until the new one has passed all checks. Raises
    BackupFailedError, BackupCancelledError, CopyUnusableError when the copy is damaged or `old` is not its key.
    """
    content = copy.content
    if content is None or content.key_id != old.key_id:
        raise CopyUnusableError("Diese Sicherung wurde mit einem anderen Schlüssel gemacht.")
    watch = Watch(progress, cancelled)
    unfinished = copy.folder.with_name(f"{UNFINISHED}{os.getpid()}")
    try:
        prove_whole(copy, watch)
        unfinished.mkdir()
        _export(copy.folder / content.database, unfinished / content.database, old, new)
        watch.reached(0.4)
        counts, saves = check_copy(unfinished / content.database, new, watch)
        if content.counts not in (None, counts):
            raise CopyUnusableError("Die neu verschlüsselte Kopie ist nicht vollständig; die alte bleibt, wie sie ist.")
        keys = unfinished / f"{content.vault}.schluessel"
        keys.write_bytes(key_file.read_bytes())
        atomic.sync_file(keys)
        copied = (unfinished / content.database, keys)
        describe(unfinished, new.key_id, copied, content.number, watch, made=copy.made, saves=saves, counts=counts)
        _swap(unfinished, copy.folder)
    except CopyUnusableError:
        raise
    except (VaultError, OSError, dbapi2.Error) as error:
        raise as_backup_error(error, watch) from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    watch.reached(1.0)
    return read_copy(copy.folder)


def _export(source: Path, target: Path, old: DatabaseKey, new: DatabaseKey) -> None:
    """Write all content into a new encrypted file, with the numbers in the header SQLite does not copy."""
    connection = connect(source, old, None, mode="ro")
    try:
        spelled = new.spelled()
        try:
            connection.execute("ATTACH DATABASE ? AS neu KEY ?", (str(target), spelled.decode("ascii")))
        finally:
            spelled[:] = bytes(len(spelled))
        connection.execute("SELECT sqlcipher_export('neu')").fetchall()
        for name in ("user_version", "application_id"):
            connection.execute(f"PRAGMA neu.{name} = {_number(connection, name)}")
        connection.execute("DETACH DATABASE neu")
    finally:
        connection.close()
    atomic.sync_file(target)


def _number(connection: DriverConnection, name: str) -> int:
    return int(connection.execute(f"PRAGMA main.{name}").fetchone()[0])


def _swap(unfinished: Path, folder: Path) -> None:
    """Two renames; `tidy` finishes or takes back what a kill between them leaves."""
    replaced = folder.with_name(REPLACED + folder.name)
    atomic.replace(folder, replaced)
    atomic.replace(unfinished, folder)
    atomic.sync_folder(folder.parent)
    shutil.rmtree(replaced)
