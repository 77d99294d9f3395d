"""Giving somebody a way in: a slot is made and the key file written."""

from __future__ import annotations

from desktop import clock
from desktop.storage import keyfile
from desktop.storage.files import VaultFiles
from desktop.storage.kdf import KeyCost
from desktop.storage.keyfile import KeyFile
from desktop.storage.keys import DatabaseKey
from desktop.storage.recovery import RecoverySheet, as_secret, new_recovery_key, slot_as_text
from desktop.storage.slots import RECOVERY_LABEL, SlotType, make_slot


def write_password(
    files: VaultFiles, keys: KeyFile, key: DatabaseKey, label: str, password: str, cost: KeyCost
) -> KeyFile:
    """Give `label` a password, in place of the one before; the key file as written."""
    slot = make_slot(bytes(key.key), password, label, SlotType.PASSWORD, keys.binding, cost)
    changed = keys.with_slot(slot)
    keyfile.write(files, changed, key, cost)
    return changed


def write_recovery(files: VaultFiles, keys: KeyFile, key: DatabaseKey, cost: KeyCost) -> RecoverySheet:
    """A new recovery key in place of the one before; the only time its groups are known."""
    groups = new_recovery_key()
    slot = make_slot(bytes(key.key), as_secret(groups), RECOVERY_LABEL, SlotType.RECOVERY, keys.binding, cost)
    keyfile.write(files, keys.with_slot(slot), key, cost)
    return RecoverySheet(files.name, clock.today(), groups, slot_as_text(slot, keys.binding))
