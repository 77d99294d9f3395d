"""Before a copy takes the vault's place: whose keys open it, and the proof that a password really does."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlcipher3 import dbapi2

from desktop.errors import VaultError
from desktop.storage.backup.backup import check_copy, read_mode
from desktop.storage.backup.backup_generations import StoredCopy, prove_whole
from desktop.storage.engine import connect
from desktop.storage.errors import CopyUnusableError, DamagedError, translated
from desktop.storage.files import VaultFiles
from desktop.storage.health.integrity import saves
from desktop.storage.keys import keyfile
from desktop.storage.keys.kdf import KeyCost
from desktop.storage.keys.keys import DatabaseKey
from desktop.storage.keys.unlocking import key_by_password
from desktop.storage.seen import last_seen
from desktop.storage.seen.seen_head import forget_head
from desktop.storage.watch import Watch


@dataclass(frozen=True)
class Proven:
    """A copy that was opened: its save counter, rows per table, and how many saves the vault of today has more (None
    where that cannot be known: another key, or a vault that no longer opens)."""

    saves: int
    counts: dict[str, int]
    lost_saves: int | None


def copy_files(copy: StoredCopy) -> VaultFiles:
    """The files of the copy, as those of a vault. Raises CopyUnusableError when it has no description."""
    if copy.content is None:
        raise CopyUnusableError(copy.spoiled)
    return VaultFiles(copy.folder / copy.content.database)


def slot_labels(copy: StoredCopy, cost: KeyCost) -> tuple[str, ...]:
    """Who could open the vault when the copy was made. Raises VaultError."""
    return keyfile.read(copy_files(copy), cost).labels


def prove_opens(
    copy: StoredCopy, vault: VaultFiles, label: str, password: str, cost: KeyCost, watch: Watch | None = None
) -> Proven:
    """Open the copy with the password that belonged to it and check it fully.

    Raises WrongPasswordError, CopyUnusableError, BackupCancelledError and other VaultErrors.
    """
    watch = watch or Watch()
    files = copy_files(copy)
    prove_whole(copy, watch)
    with translated():
        keys = keyfile.read(files, cost)
        key = key_by_password(files, keys, label, password)
        try:
            keyfile.prove(keys, key)
            counts, saved = _checked(copy, files.database, key, watch)
            here = _saves_here(vault, key)
        finally:
            key.wipe()
    return Proven(saved, counts, None if here is None else max(0, here - saved))


def tell_last_seen(vault: VaultFiles, label: str, password: str, cost: KeyCost) -> None:
    """Note that this PC knows the vault's counter as it is now, so that nobody is told of missing saves twice, nor of
    entries of the access record that went the same way."""
    with translated():
        forget_head(vault)
        keys = keyfile.read(vault, cost)
        key = key_by_password(vault, keys, label, password)
        try:
            connection = connect(vault.database, key, None, mode=read_mode(vault.database))
            try:
                last_seen.remember(key, saves(connection))
            finally:
                connection.close()
        finally:
            key.wipe()


def _checked(copy: StoredCopy, database: Path, key: DatabaseKey, watch: Watch) -> tuple[dict[str, int], int]:
    try:
        counts, saved = check_copy(database, key, watch)
    except DamagedError:
        raise CopyUnusableError("Diese Sicherung ist beschädigt; bitte wählen Sie eine andere.") from None
    if copy.content is not None and copy.content.counts not in (None, counts):
        raise CopyUnusableError("Diese Sicherung ist nicht vollständig; bitte wählen Sie eine andere.")
    return counts, saved


def _saves_here(vault: VaultFiles, key: DatabaseKey) -> int | None:
    """The counter of the vault that is to be replaced, if this key still opens it; at least what this PC saw."""
    seen = last_seen.last_seen(key)
    try:
        connection = connect(vault.database, key, None, mode=read_mode(vault.database))
        try:
            return max(seen, saves(connection))
        finally:
            connection.close()
    except (dbapi2.Error, OSError, VaultError):
        return seen or None
