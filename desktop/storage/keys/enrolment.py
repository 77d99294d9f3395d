"""Giving people a way in: slots are made and the key file written."""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass

from desktop import clock
from desktop.errors import VaultError
from desktop.storage.files import VaultFiles
from desktop.storage.keys import keyfile
from desktop.storage.keys.kdf import KeyCost
from desktop.storage.keys.keyfile import KeyFile
from desktop.storage.keys.keyfile_schema import is_label
from desktop.storage.keys.keys import KEY_BYTES, DatabaseKey
from desktop.storage.keys.passphrases import new_passphrase
from desktop.storage.keys.recovery import RecoverySheet, as_secret, new_recovery_key, slot_as_text
from desktop.storage.keys.slots import RECOVERY_LABEL, Slot, SlotType, make_slot
from desktop.storage.watch import Watch


@dataclass(frozen=True, repr=False)
class StartPassword:
    """What stands on the sheet for a colleague: opens the vault once, then an own password must be set.

    PRIVACY: no `repr`; whoever has the words and the vault's files can open it.
    """

    vault_name: str
    label: str
    words: str
    made: dt.date


@dataclass(frozen=True, repr=False)
class Handout:
    """Everything that must go on paper after the key was changed; it exists nowhere else."""

    start_passwords: tuple[StartPassword, ...]
    recovery: RecoverySheet


@dataclass(frozen=True, repr=False)
class NextKey:
    """The next database key, the key file that holds it, and what must be handed out once it is in place."""

    key: DatabaseKey
    keys: KeyFile
    handout: Handout


def write_password(
    files: VaultFiles, keys: KeyFile, key: DatabaseKey, label: str, password: str, cost: KeyCost
) -> KeyFile:
    """Give `label` a password, in place of the one before; the key file as written."""
    slot = make_slot(bytes(key.key), password, label, SlotType.PASSWORD, keys.binding, cost)
    return _written(files, keys, key, slot, cost)


def write_start_password(
    files: VaultFiles, keys: KeyFile, key: DatabaseKey, label: str, cost: KeyCost
) -> StartPassword:
    """Give `label` six words for the first login, in place of a password they had."""
    slot, start = _start_slot(files, keys, key, label, cost)
    _written(files, keys, key, slot, cost)
    return start


def write_recovery(files: VaultFiles, keys: KeyFile, key: DatabaseKey, cost: KeyCost) -> RecoverySheet:
    """A new recovery key in place of the one before; the only time its groups are known."""
    slot, sheet = _recovery_slot(files, keys, key, cost)
    _written(files, keys, key, slot, cost)
    return sheet


def next_key(
    files: VaultFiles, keys: KeyFile, label: str, password: str, leaving: str | None, cost: KeyCost, watch: Watch
) -> NextKey:
    """A fresh key with a slot for everybody but `leaving`; writes nothing.

    `label` keeps their password, all others get start passwords, as nobody but they know theirs. Takes as long as
    `cost` says for each person.
    """
    key = DatabaseKey(bytearray(secrets.token_bytes(KEY_BYTES)), keys.db_id)
    empty = KeyFile(keys.db_id, keys.generation + 1, key.key_id, 0, ())
    own = make_slot(bytes(key.key), password, label, SlotType.PASSWORD, empty.binding, cost)
    made = empty.with_slot(own)
    starts: list[StartPassword] = []
    others = [other for other in keys.labels if other not in (label, leaving)]
    for number, other in enumerate(others, 1):
        slot, start = _start_slot(files, empty, key, other, cost)
        made = made.with_slot(slot)
        starts.append(start)
        watch.reached(number / (len(others) + 1))
    slot, sheet = _recovery_slot(files, empty, key, cost)
    return NextKey(key, made.with_slot(slot), Handout(tuple(starts), sheet))


def require_label(label: str) -> None:
    """Raise VaultError unless `label` can name a person's slot."""
    if not is_label(label) or label == RECOVERY_LABEL:
        raise VaultError("Bitte geben Sie Ihren Namen ein (höchstens 80 Zeichen).", field="label")


def _written(files: VaultFiles, keys: KeyFile, key: DatabaseKey, slot: Slot, cost: KeyCost) -> KeyFile:
    changed = keys.with_slot(slot)
    keyfile.write(files, changed, key, cost)
    return changed


def _start_slot(
    files: VaultFiles, keys: KeyFile, key: DatabaseKey, label: str, cost: KeyCost
) -> tuple[Slot, StartPassword]:
    words = new_passphrase()
    slot = make_slot(bytes(key.key), words, label, SlotType.ONETIME, keys.binding, cost)
    return slot, StartPassword(files.name, label, words, clock.today())


def _recovery_slot(files: VaultFiles, keys: KeyFile, key: DatabaseKey, cost: KeyCost) -> tuple[Slot, RecoverySheet]:
    groups = new_recovery_key()
    slot = make_slot(bytes(key.key), as_secret(groups), RECOVERY_LABEL, SlotType.RECOVERY, keys.binding, cost)
    return slot, RecoverySheet(files.name, clock.today(), groups, slot_as_text(slot, keys.binding))
