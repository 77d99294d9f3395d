"""From a typed secret to the database key, with the waiting after wrong ones."""

from __future__ import annotations

from desktop.errors import VaultError
from desktop.storage import attempts
from desktop.storage.errors import WrongPasswordError
from desktop.storage.files import VaultFiles
from desktop.storage.keyfile import KeyFile
from desktop.storage.keys import DatabaseKey
from desktop.storage.slots import Slot, open_slot


def key_by_password(
    files: VaultFiles, keys: KeyFile, label: str, password: str, wrong: str = "Das Kennwort stimmt nicht."
) -> DatabaseKey:
    """The database key from a person's slot; `keys` still has to be proven with it.

    Raises WrongPasswordError with the sentence `wrong`, VaultError when nobody has this name.
    """
    slot = keys.slot(label)
    if slot is None:
        raise VaultError(f"In diesem Tresor gibt es keinen Zugang „{label}“.", field="label")
    return _key(files, keys, slot, password, wrong)


def key_by_recovery(files: VaultFiles, keys: KeyFile, secret: str) -> DatabaseKey:
    """The database key from the recovery slot; `keys` still has to be proven. Raises WrongPasswordError."""
    wrong = "Dieser Wiederherstellungsschlüssel öffnet den Tresor nicht; es gilt das zuletzt gedruckte Blatt."
    if keys.recovery is None:
        raise WrongPasswordError(wrong, field="recovery")
    try:
        return _key(files, keys, keys.recovery, secret, wrong)
    except WrongPasswordError as error:
        error.field = "recovery"
        raise


def _key(files: VaultFiles, keys: KeyFile, slot: Slot, secret: str, wrong: str) -> DatabaseKey:
    attempts.require_wait_over(files)
    found = open_slot(slot, secret, keys.binding)
    if found is None:
        raise attempts.failed(files, wrong)
    attempts.succeeded(files)
    return DatabaseKey(found, keys.db_id)
