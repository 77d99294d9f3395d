"""A copy of a vault nobody has open: byte for byte under its lock, without a password, fully checked with one."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from sqlcipher3 import dbapi2

from desktop.storage.backup.backup import as_backup_error, check_copy, describe, one_at_a_time, put_in_place
from desktop.storage.backup.backup_generations import UNFINISHED, StoredCopy, next_number, read_copy, retain, tidy
from desktop.storage.backup.restore import finish_interrupted
from desktop.storage.engine import PAGE_BYTES
from desktop.storage.errors import DamagedError
from desktop.storage.file_copies import copy_proven
from desktop.storage.files import VaultFiles
from desktop.storage.keys import keyfile
from desktop.storage.keys.kdf import STANDARD_COST, KeyCost
from desktop.storage.keys.keyfile import KeyFile
from desktop.storage.keys.unlocking import key_by_password
from desktop.storage.sharing.lock import VaultLock
from desktop.storage.sharing.places import require_present
from desktop.storage.watch import Watch

_WHO = "Sicherung"


def copy_closed(
    files: VaultFiles, login: tuple[str, str] | None = None, *, cost: KeyCost = STANDARD_COST
) -> StoredCopy:
    """Copy the vault into `Sicherungen` and let the generations go their way; `login` is name and password.

    Without it the copy counts as checked from outside (`Checked.FILES`): sums, whole pages, the beginning of the
    database and a key file that belongs to it. Raises VaultInUseError while somebody works, BackupFailedError and
    other VaultErrors; then nothing is left and earlier copies are untouched.
    """
    require_present(files)
    lock = VaultLock(files)
    lock.take(_WHO)
    unfinished = files.backup_folder / f"{UNFINISHED}{os.getpid()}"
    try:
        with one_at_a_time():
            finish_interrupted(files)
            keys = _outside(files, cost)
            files.backup_folder.mkdir(exist_ok=True)
            tidy(files.backup_folder)
            unfinished.mkdir()
            _fill(files, keys, unfinished, login)
            copy = read_copy(put_in_place(unfinished, files.backup_folder, read_copy(unfinished).made))
            retain(files.backup_folder, files.name)
            return copy
    except (OSError, dbapi2.Error, DamagedError) as error:
        raise as_backup_error(error, Watch()) from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
        lock.release()


def _outside(files: VaultFiles, cost: KeyCost) -> KeyFile:
    """What can be seen without a key. Raises NotAVaultError, DamagedError and the key file's errors."""
    keys = keyfile.read(files, cost)
    if files.database.stat().st_size % PAGE_BYTES:
        raise DamagedError("Die Tresordatei ist nicht vollständig.")
    return keys


def _fill(files: VaultFiles, keys: KeyFile, folder: Path, login: tuple[str, str] | None) -> None:
    # After a crash the last saves are still in the log: without the key they cannot be moved, so they come along.
    parts = [files.database, files.key_file, *([files.wal] if _has_content(files.wal) else [])]
    for part in parts:
        copy_proven(part, folder / part.name)
    copied = tuple(folder / part.name for part in parts)
    number = next_number(files.backup_folder, files.name)
    if login is None:
        describe(folder, keys.key_id, copied, number, Watch())
        return
    key = key_by_password(files, keys, *login)
    try:
        keyfile.prove(keys, key)
        counts, saves = check_copy(folder / files.database.name, key, Watch())
        (folder / (files.database.name + "-shm")).unlink(missing_ok=True)
        describe(folder, key.key_id, copied, number, Watch(), saves=saves, counts=counts)
    finally:
        key.wipe()


def _has_content(path: Path) -> bool:
    return path.is_file() and path.stat().st_size > 0
