"""From a typed secret to the database key, with the waiting after wrong ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from desktop.errors import VaultError
from desktop.storage.errors import WrongPasswordError
from desktop.storage.files import VaultFiles
from desktop.storage.keys import attempts
from desktop.storage.keys.keyfile import KeyFile
from desktop.storage.keys.keys import DatabaseKey
from desktop.storage.keys.slots import Slot, open_slot


@dataclass(frozen=True, repr=False)
class Way:
    """A slot that a secret opened: the side of the key file it stands in (see `KeyFile.sides`) and the key it held."""

    side: KeyFile
    slot: Slot
    key: DatabaseKey


def ways_by_password(
    files: VaultFiles, keys: KeyFile, label: str, password: str, wrong: str = "Das Kennwort stimmt nicht."
) -> tuple[Way, ...]:
    """Every side of the key file the password opens, the later one first; they still have to be proven.

    Raises WrongPasswordError with the sentence `wrong`, VaultError when nobody has this name.
    """
    if all(side.slot(label) is None for side in keys.sides):
        raise VaultError(f"In diesem Tresor gibt es keinen Zugang „{label}“.", field="label")
    return _ways(files, keys, lambda side: side.slot(label), password, wrong)


def ways_by_recovery(files: VaultFiles, keys: KeyFile, secret: str) -> tuple[Way, ...]:
    """As `ways_by_password`, with the recovery key. Raises WrongPasswordError."""
    try:
        return _ways(files, keys, lambda side: side.recovery, secret, recovery_outdated().args[0])
    except WrongPasswordError as error:
        error.field = "recovery"
        raise


def key_by_password(
    files: VaultFiles, keys: KeyFile, label: str, password: str, wrong: str = "Das Kennwort stimmt nicht."
) -> DatabaseKey:
    """The database key from a person's slot in a file without a pending change; it still has to be proven.

    Raises as `ways_by_password`.
    """
    return ways_by_password(files, keys, label, password, wrong)[-1].key


def recovery_outdated() -> WrongPasswordError:
    """The sheet is genuine in its form, but not the one that opens this vault."""
    return WrongPasswordError(
        "Dieser Wiederherstellungsschlüssel öffnet den Tresor nicht; es gilt das zuletzt gedruckte Blatt.",
        field="recovery",
    )


def _ways(
    files: VaultFiles, keys: KeyFile, find: Callable[[KeyFile], Slot | None], secret: str, wrong: str
) -> tuple[Way, ...]:
    attempts.require_wait_over(files)
    tried = ((side, slot) for side in keys.sides if (slot := find(side)) is not None)
    opened = ((side, slot, open_slot(slot, secret, side.binding)) for side, slot in tried)
    ways = tuple(Way(side, slot, DatabaseKey(key, side.db_id)) for side, slot, key in opened if key is not None)
    if not ways:
        raise attempts.failed(files, wrong)
    attempts.succeeded(files)
    return ways
