"""The storage layer's expected errors, each one German sentence, and the translation of driver errors into them.

Imports neither SQLAlchemy nor the driver, so that the unlock window can use it before either is loaded.
"""

from __future__ import annotations

import errno
from pathlib import Path
from types import TracebackType

from desktop.errors import VaultError


class VaultMissingError(VaultError):
    """There is no file where the vault should be."""


class VaultExistsError(VaultError):
    """A vault cannot be made here because one of its files is already there."""


class NotAVaultError(VaultError):
    """The file is something else, for example an unencrypted database."""


class DamagedError(VaultError):
    """The database is truncated or its pages do not pass their authentication."""


class NewerVersionError(VaultError):
    """Made by a newer version of the program."""

    def __init__(self) -> None:
        super().__init__(
            "Dieser Tresor wurde mit einer neueren Version von Wegplan bearbeitet; "
            "bitte aktualisieren Sie das Programm."
        )


class ForeignSchemaError(VaultError):
    """The tables, triggers or views are not the ones this program makes."""


class UnsafeLibraryError(VaultError):
    """The database library in use cannot encrypt; nothing may be written with it."""


class CloudFolderError(VaultError):
    """The vault lies in a folder that a sync program copies while it is being written."""

    movable = True  # the page that shows the sentence offers to move the vault


class VaultMovedError(VaultError):
    """The vault was moved away from here. `target` is the database in its new place."""

    def __init__(self, message: str, target: Path) -> None:
        super().__init__(message)
        self.target = target


class VaultInUseError(VaultError):
    """Somebody else has the vault open."""

    in_use = True  # the page that shows the sentence offers the reading copy and to ask for the writing place


class DiskFullError(VaultError):
    """No space left; what was saved before is kept."""


class ReadOnlyError(VaultError):
    """The file, its folder or its medium cannot be written."""


class LockedError(VaultError):
    """Another program holds the file for the moment."""


class StorageFaultError(VaultError):
    """The medium failed while reading or writing."""


class KeyFileMissingError(VaultError):
    """The database is there, its key file is not."""


class KeyFileDamagedError(VaultError):
    """The key file is not readable as one, or it was changed by accident."""


class KeyFileForeignError(VaultError):
    """The key file belongs to another database."""


class KeyFileTamperedError(VaultError):
    """The password is right, but somebody changed the key file without knowing the database key."""


class WeakPasswordError(VaultError):
    """The password breaks a rule; nothing was changed."""


class WrongPasswordError(VaultError):
    """The password opens no slot. `wait_seconds` is how long the next attempt is refused (0 = try again at once)."""

    def __init__(self, message: str, *, wait_seconds: int = 0, field: str | None = "password") -> None:
        super().__init__(message, field=field)
        self.wait_seconds = wait_seconds


class RecoveryKeyError(VaultError):
    """A recovery key was typed wrongly. `groups` are the numbers (1 to 8) of the groups that cannot be right."""

    def __init__(self, message: str, *, groups: tuple[int, ...] = ()) -> None:
        super().__init__(message, field="recovery")
        self.groups = groups


class KeyChangedError(VaultError):
    """The secret is right and its slot genuine, but the database has another key by now (or its first page is bad)."""


class PasswordChangeNeededError(VaultError):
    """Opened with a start password: nothing can be read before an own password was set."""


class RotationFailedError(VaultError):
    """The key was not changed; everything is as it was."""


class RotationCancelledError(VaultError):
    """The user stopped the change of the key; everything is as it was."""


class UpgradeFailedError(VaultError):
    """The vault could not be brought to this program's schema; it is as it was before."""


class BackupFailedError(VaultError):
    """The copy was not made or did not pass its checks; earlier copies are untouched."""


class BackupCancelledError(VaultError):
    """The user stopped the copy; nothing of it is left."""


class CopyUnusableError(VaultError):
    """A copy is not what its description says, or has none; it must not be counted on."""


class TargetLostError(VaultError):
    """The second place for copies went away or failed while it was written; nothing half counts there."""


class RestoreFailedError(VaultError):
    """A copy was not put in place of the vault; the vault is as it was."""


_DAMAGED = "Der Tresor ist beschädigt; bitte holen Sie die letzte Sicherung aus dem Ordner „Sicherungen“ zurück."
_READ_ONLY = "Der Tresor ist schreibgeschützt; bitte lassen Sie sich Schreibrechte für Datei und Ordner geben."
_FULL = "Der Datenträger ist voll; bitte schaffen Sie Platz und speichern Sie noch einmal."
_LOCKED = "Ein anderes Programm hält den Tresor gerade fest; bitte versuchen Sie es gleich noch einmal."
_FAULT = "Der Datenträger antwortet nicht richtig; bitte prüfen Sie Laufwerk und Netzverbindung."
_NO_DATABASE = (
    "Diese Datei ist kein Tresor von Wegplan, oder ihr Anfang ist beschädigt; "
    "bitte holen Sie die letzte Sicherung aus dem Ordner „Sicherungen“ zurück."
)
_TOO_LONG = "Der Pfad zum Tresor ist zu lang; bitte wählen Sie einen Ordner oder Namen mit weniger Zeichen."
_CANNOT_OPEN = (
    "Der Tresor lässt sich nicht öffnen; bitte prüfen Sie, ob Datei und Ordner noch da und beschreibbar sind."
)

# Primary result codes of SQLite (https://sqlite.org/rescode.html); extended codes carry them in the low byte.
_BY_SQLITE_CODE: dict[int, tuple[type[VaultError], str]] = {
    5: (LockedError, _LOCKED),  # SQLITE_BUSY
    6: (LockedError, _LOCKED),  # SQLITE_LOCKED
    8: (ReadOnlyError, _READ_ONLY),  # SQLITE_READONLY
    10: (StorageFaultError, _FAULT),  # SQLITE_IOERR
    11: (DamagedError, _DAMAGED),  # SQLITE_CORRUPT
    13: (DiskFullError, _FULL),  # SQLITE_FULL
    14: (StorageFaultError, _CANNOT_OPEN),  # SQLITE_CANTOPEN
    26: (NotAVaultError, _NO_DATABASE),  # SQLITE_NOTADB
}
_BY_ERRNO: dict[int, tuple[type[VaultError], str]] = {
    errno.ENOSPC: (DiskFullError, _FULL),
    errno.EDQUOT: (DiskFullError, _FULL),
    errno.EROFS: (ReadOnlyError, _READ_ONLY),
    errno.EACCES: (ReadOnlyError, _READ_ONLY),
    errno.EPERM: (ReadOnlyError, _READ_ONLY),
    errno.EIO: (StorageFaultError, _FAULT),
    errno.ENAMETOOLONG: (VaultError, _TOO_LONG),
}


def as_vault_error(error: BaseException) -> VaultError | None:
    """The sentence for a driver's, SQLAlchemy's or the system's error; None when it is a bug and not a condition.

    SQLAlchemy wraps the driver's error in `orig`; both are accepted.
    """
    if isinstance(error, VaultError):
        return error
    cause = getattr(error, "orig", None) or error
    code = getattr(cause, "sqlite_errorcode", None)
    if code == 1 and "disk is full" in str(cause):
        code = 13  # sqlcipher_export tells what stopped it under the general code, SQLITE_ERROR
    found = _BY_SQLITE_CODE.get(code & 0xFF) if isinstance(code, int) else None
    if found is None and isinstance(cause, OSError):
        found = _BY_ERRNO.get(cause.errno or 0)
    return found[0](found[1]) if found else None


class translated:  # noqa: N801 - used like contextlib.suppress
    """Context manager: a known driver or system error leaves the block as its VaultError."""

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        known = as_vault_error(error) if error is not None else None
        if known is not None and known is not error:
            raise known from error
