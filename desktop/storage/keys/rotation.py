"""Changing the database key: key file and database change together, and nobody is locked out at any moment.

The key file names the next key beside the present one (`pending`), the database is written anew beside the present
one and proven, one rename puts it in place, and then the pending half becomes the key file. Whatever stops this
between two steps, both keys stand in the key file, and the next unlocking sees which one opens the database (`settle`).

The salt, which is the database's identity, stays: key file, last-seen note and backups know the vault by it, and a
key of 32 random bytes needs no fresh salt.
"""

from __future__ import annotations

import logging
from contextlib import suppress
from dataclasses import replace

from sqlcipher3 import dbapi2

from desktop.errors import VaultError
from desktop.storage import atomic
from desktop.storage.engine import Profile, connect
from desktop.storage.errors import (
    DiskFullError,
    KeyChangedError,
    NotAVaultError,
    RotationCancelledError,
    RotationFailedError,
    as_vault_error,
    translated,
)
from desktop.storage.files import VaultFiles
from desktop.storage.keys import keyfile
from desktop.storage.keys.kdf import KeyCost
from desktop.storage.keys.keyfile import KeyFile
from desktop.storage.keys.keys import DatabaseKey
from desktop.storage.keys.rekeyed import write_rekeyed
from desktop.storage.keys.unlocking import Way
from desktop.storage.watch import Watch

_log = logging.getLogger(__name__)
_PARTS = ("", "-journal", "-wal", "-shm")


def rotate(
    files: VaultFiles, keys: KeyFile, old: DatabaseKey, pending: KeyFile, new: DatabaseKey, cost: KeyCost, watch: Watch
) -> None:
    """Give the database the key `new` and the key file the slots of `pending`, which must hold it.

    The vault must be locked by this process and closed. The user may stop until the rename. Raises
    RotationFailedError or RotationCancelledError, and then everything is as it was; after the rename nothing is
    raised any more: what was left to do is done at the next unlocking.
    """
    try:
        with translated():
            pending = keyfile.signed(replace(pending, serial=keys.serial + 2), new)
            keyfile.write(files, replace(keys, serial=keys.serial + 1, pending=pending), old, cost)
            _write_beside(files, old, new, watch)
            _require_going_on(watch)
            atomic.replace(files.rekeyed, files.database)
    except (VaultError, OSError, dbapi2.Error) as error:
        _take_back(files, keys, old, cost)
        raise _told(error, watch) from error
    _finish(files, pending, cost)
    watch.reached(1.0)


def settle(files: VaultFiles, ways: tuple[Way, ...], cost: KeyCost) -> Way:
    """Finish or take back a change of the key that was interrupted; the way that opens the database, its side settled.

    `ways` are those a secret opened, proven. Raises KeyChangedError when none of them fits the database.
    """
    for way in ways:
        if opens(files, way.key):
            _remove_beside(files)
            if way.side.pending is None:
                _finish(files, way.side, cost)
            else:
                _take_back(files, way.side, way.key, cost)
            return replace(way, side=replace(way.side, pending=None))
    raise KeyChangedError(
        "Der Schlüssel dieses Tresors wurde gewechselt; bitte melden Sie sich mit Ihrem Startkennwort an oder lassen "
        "Sie sich ein neues ausstellen."
    )


def fitting(files: VaultFiles, ways: tuple[Way, ...]) -> Way:
    """For looking only: the way that opens the database, where an interrupted change of the key left two."""
    return next((way for way in ways if opens(files, way.key)), ways[-1]) if len(ways) > 1 else ways[0]


def opens(files: VaultFiles, key: DatabaseKey) -> bool:
    """Whether this key is the database's. Raises VaultError when that cannot be seen."""
    try:
        with translated():
            connect(files.database, key, None).close()
    except NotAVaultError:
        return False
    return True


def _write_beside(files: VaultFiles, old: DatabaseKey, new: DatabaseKey, watch: Watch) -> None:
    _remove_beside(files)
    # Alone with the file, and everything in it: no write-ahead log may survive beside the new one.
    source = connect(files.database, old, Profile.SHARE)
    try:
        source.execute("PRAGMA foreign_keys = OFF").fetchall()  # rows are copied table by table, in any order
        write_rekeyed(source, files.database.stat().st_size, files.rekeyed, old, new, watch)
    finally:
        source.close()
    if files.wal.exists():
        raise RotationFailedError("Der Schlüssel wurde nicht gewechselt: ein anderes Programm hat den Tresor geöffnet.")


def _finish(files: VaultFiles, pending: KeyFile, cost: KeyCost) -> None:
    """The pending half becomes the key file. Not vital at once: until then both keys stand in it."""
    try:
        with translated():
            atomic.sync_folder(files.folder)  # the renamed database before the key file that fits it alone
            keyfile.write_signed(files, pending, cost)
    except (VaultError, OSError) as error:
        _log.warning("finishing the change of the key: %s", type(error).__name__)


def _take_back(files: VaultFiles, keys: KeyFile, key: DatabaseKey, cost: KeyCost) -> None:
    """Without the pending half again. Not vital at once either; first the room the unfinished copy took."""
    with suppress(OSError):
        _remove_beside(files)
    try:
        keyfile.write(files, replace(keys, pending=None, serial=keys.serial + 2), key, cost)
    except VaultError as error:
        _log.warning("taking back the change of the key: %s", type(error).__name__)


def _remove_beside(files: VaultFiles) -> None:
    for part in _PARTS:
        files.rekeyed.with_name(files.rekeyed.name + part).unlink(missing_ok=True)


def _require_going_on(watch: Watch) -> None:
    if watch.stop_wanted():
        raise RotationCancelledError(_STOPPED)


_STOPPED = "Abgebrochen: Der Schlüssel ist nicht gewechselt, es gilt alles wie vorher."


def _told(error: Exception, watch: Watch) -> VaultError:
    if watch.stopped:
        return RotationCancelledError(_STOPPED)
    if isinstance(error, RotationFailedError):
        return error
    known = as_vault_error(error)
    if isinstance(known, DiskFullError):
        return RotationFailedError(
            "Der Schlüssel wurde nicht gewechselt, es gilt alles wie vorher: der Datenträger ist voll; er braucht noch "
            "einmal so viel Platz, wie der Tresor groß ist."
        )
    return RotationFailedError(
        "Der Schlüssel wurde nicht gewechselt, es gilt alles wie vorher; bitte prüfen Sie Laufwerk und Rechte und "
        "versuchen Sie es noch einmal."
    )
