"""Making, unlocking and recovering a vault. Light to import: SQLAlchemy is loaded after the password is proven."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from desktop.errors import VaultError
from desktop.storage.atomic import clear_leftovers
from desktop.storage.backup.restore import finish_interrupted
from desktop.storage.errors import (
    KeyFileDamagedError,
    KeyFileForeignError,
    KeyFileMissingError,
    VaultExistsError,
    translated,
)
from desktop.storage.files import MIGRATIONS, VaultFiles
from desktop.storage.keys import keyfile
from desktop.storage.keys.enrolment import require_label, write_password, write_recovery
from desktop.storage.keys.kdf import STANDARD_COST, KeyCost
from desktop.storage.keys.keyfile import KeyFile, slot_labels
from desktop.storage.keys.keys import DatabaseKey, new_key
from desktop.storage.keys.passwords import check_password
from desktop.storage.keys.recovery import RecoverySheet, read_recovery_key, slot_from_text
from desktop.storage.keys.slots import SlotType
from desktop.storage.keys.unlocking import Way, recovery_outdated, ways_by_password, ways_by_recovery
from desktop.storage.open_vault import OpenVault
from desktop.storage.sharing.lock import VaultLock
from desktop.storage.sharing.places import require_makeable, require_workable

__all__ = ["OpenVault", "create_vault", "recover", "slot_labels", "unlock"]


def create_vault(
    files: VaultFiles, *, label: str, password: str, cost: KeyCost = STANDARD_COST, scripts: Path = MIGRATIONS
) -> tuple[OpenVault, RecoverySheet]:
    """Make a new vault with one user and open it; the sheet must be printed, it exists nowhere else.

    Raises VaultError subclasses; then nothing is left behind.
    """
    require_label(label)
    check_password(password)
    require_makeable(files)
    _require_nothing_there(files)
    with ExitStack() as undo:
        lock = _locked(files, label, undo)
        key = new_key()
        undo.callback(_remove, files)
        keys = KeyFile(key.salt, 1, key.key_id, 0, ())
        # The key file first: no database may ever exist without one, wherever the power fails.
        keys = write_password(files, keys, key, label, password, cost)
        sheet = write_recovery(files, keys, key, cost)
        _make_database(files, key, scripts)
        vault = _opened(files, label, key, lock, cost, scripts)
        undo.pop_all()
    return vault, sheet


def unlock(
    files: VaultFiles, label: str, password: str, *, cost: KeyCost = STANDARD_COST, scripts: Path = MIGRATIONS
) -> OpenVault:
    """Open a vault with a person's password; upgrades it when the program is newer, after a verified backup.

    A change of the key that was interrupted is finished or taken back first. Raises VaultError subclasses;
    WrongPasswordError says how long to wait.
    """
    require_workable(files)
    with ExitStack() as undo:
        lock = _locked(files, label, undo)
        keys = keyfile.read(files, cost)
        way = _settled(files, keys, ways_by_password(files, keys, label, password), cost)
        vault = _opened(files, label, way.key, lock, cost, scripts)
        vault.must_change_password = way.slot.type is SlotType.ONETIME
        vault.key_was_changing = keys.pending is not None
        keyfile.settle_copy(files)
        undo.pop_all()
    return vault


def recover(
    files: VaultFiles,
    recovery_text: str,
    label: str,
    new_password: str,
    *,
    slot_text: str | None = None,
    cost: KeyCost = STANDARD_COST,
    scripts: Path = MIGRATIONS,
) -> tuple[OpenVault, RecoverySheet]:
    """Open a vault with the printed recovery key, give `label` a new password and make a new sheet.

    `slot_text` (the QR code of the sheet) is used when the key file is lost or damaged: the file is made anew from it,
    with this one user. Raises RecoveryKeyError naming wrong groups, WrongPasswordError when the key is of another
    vault, and other VaultErrors.
    """
    secret = read_recovery_key(recovery_text)
    require_label(label)
    check_password(new_password)
    require_workable(files)
    with ExitStack() as undo:
        lock = _locked(files, label, undo)
        keys = _keys_for_recovery(files, slot_text, cost)
        way = _settled(files, keys, ways_by_recovery(files, keys, secret), cost)
        vault = _opened(files, label, way.key, lock, cost, scripts)
        undo.callback(vault.flush_and_release)
        keys = write_password(files, way.side, way.key, label, new_password, cost)
        sheet = write_recovery(files, keys, way.key, cost)
        vault.key_was_changing = False
        undo.pop_all()
    return vault, sheet


def _locked(files: VaultFiles, label: str, undo: ExitStack) -> VaultLock:
    lock = VaultLock(files)
    lock.take(label)
    undo.callback(lock.release)
    with translated():
        finish_interrupted(files)  # of a copy that was being put in the vault's place
    for path in (files.key_file, files.key_backup, files.owner_file):
        clear_leftovers(path)
    return lock


def _settled(files: VaultFiles, keys: KeyFile, ways: tuple[Way, ...], cost: KeyCost) -> Way:
    """The way that opens the database, proven; see `rotation.settle` for a change of the key that was interrupted."""
    from desktop.storage.keys.rotation import opens, settle  # noqa: PLC0415 - start-up time: loads SQLAlchemy

    if not keys.mac:  # rebuilt from the sheet: only the database can prove its key
        (way,) = ways
        if not opens(files, way.key):
            raise recovery_outdated()
        return replace(way, side=replace(way.side, key_id=way.key.key_id))
    for way in ways:
        keyfile.prove(way.side, way.key)
    return settle(files, ways, cost) if keys.pending else ways[0]


def _opened(
    files: VaultFiles, label: str, key: DatabaseKey, lock: VaultLock, cost: KeyCost, scripts: Path
) -> OpenVault:
    from desktop.storage.database import open_database  # noqa: PLC0415 - start-up time: loads SQLAlchemy

    database = open_database(files, key, scripts)
    try:
        with translated():
            return OpenVault(files, label, key, database, lock, cost)
    except BaseException:
        database.engine.dispose()
        raise


def _make_database(files: VaultFiles, key: DatabaseKey, scripts: Path) -> None:
    from desktop.storage.database import make_database  # noqa: PLC0415 - start-up time: loads SQLAlchemy

    make_database(files, key, scripts)


def _keys_for_recovery(files: VaultFiles, slot_text: str | None, cost: KeyCost) -> KeyFile:
    try:
        return keyfile.read(files, cost)
    except (KeyFileMissingError, KeyFileDamagedError):
        if slot_text is None:
            raise
    slot, bound = slot_from_text(slot_text)
    if bound.db_id != keyfile.database_id(files) or not cost.allows(slot.kdf):
        raise KeyFileForeignError("Dieses Blatt gehört zu einem anderen Tresor; bitte nehmen Sie das richtige.")
    return KeyFile(bound.db_id, bound.generation, "", 0, (slot,))


def _require_nothing_there(files: VaultFiles) -> None:
    if not files.folder.is_dir():
        raise VaultError("Den Ordner für den Tresor gibt es nicht; bitte wählen Sie einen anderen.", field="path")
    for path in (files.database, files.wal, files.key_file, files.key_backup):
        if path.exists():
            raise VaultExistsError(
                f"„{path.name}“ gibt es hier schon; bitte wählen Sie einen anderen Namen.", field="path"
            )


def _remove(files: VaultFiles) -> None:
    """Take back a vault that was not finished."""
    shared_memory = files.database.with_name(files.database.name + "-shm")
    for path in (files.database, files.wal, shared_memory, files.key_file, files.key_backup):
        path.unlink(missing_ok=True)
