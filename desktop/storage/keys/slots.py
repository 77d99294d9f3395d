"""One key slot: the database key wrapped with AES-256-GCM under one person's password."""

from __future__ import annotations

import json
import secrets
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from desktop.storage.keys import passphrases
from desktop.storage.keys.kdf import ARGON2_VERSION, KDF_SALT_BYTES, KdfSetting, KeyCost, derive

FORMAT = "wegplan-schluessel"
VERSION = 1
RECOVERY_LABEL = "Wiederherstellung"
LONGEST_LABEL = 80
ID_BYTES = 8
NONCE_BYTES = 12
WRAPPED_BYTES = 48


class SlotType(StrEnum):
    """What opens the slot: an own password, a start password to be changed, or the printed recovery key."""

    PASSWORD = "password"  # noqa: S105 - a code in the file, no password
    ONETIME = "onetime"
    RECOVERY = "recovery"


@dataclass(frozen=True)
class Slot:
    """As it stands in the key file; nothing in it is secret without the password."""

    id: str
    type: SlotType
    label: str
    kdf: KdfSetting
    nonce: bytes
    wrapped: bytes


@dataclass(frozen=True)
class Binding:
    """What a slot is tied to, so that it opens nothing else when copied elsewhere."""

    db_id: bytes
    generation: int


def canonical(value: object) -> bytes:
    """The one spelling of a JSON value that is hashed and authenticated: sorted keys, no blanks, ASCII."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode("ascii")


def kdf_as_json(kdf: KdfSetting) -> dict[str, object]:
    """The `kdf` part of a slot in the key file."""
    return {
        "name": "argon2id",
        "v": ARGON2_VERSION,
        "m": kdf.memory_kib,
        "t": kdf.passes,
        "p": kdf.lanes,
        "salt": kdf.salt.hex(),
    }


def slot_as_json(slot: Slot) -> dict[str, object]:
    """A slot as it stands in the key file."""
    return {
        "id": slot.id,
        "type": str(slot.type),
        "label": slot.label,
        "kdf": kdf_as_json(slot.kdf),
        "nonce": slot.nonce.hex(),
        "wrapped": slot.wrapped.hex(),
    }


def make_slot(key: bytes, secret: str, label: str, kind: SlotType, bound: Binding, cost: KeyCost) -> Slot:
    """Wrap `key` under `secret`. Takes as long as `cost` says."""
    kdf = KdfSetting(cost.memory_kib, cost.passes, cost.lanes, secrets.token_bytes(KDF_SALT_BYTES))
    slot = Slot(secrets.token_hex(ID_BYTES), kind, label, kdf, secrets.token_bytes(NONCE_BYTES), b"")
    # The wrapping key is fresh for every slot (new salt), so a nonce can never meet the same key twice.
    wrapped = AESGCM(derive(_spelled(secret, kind), kdf)).encrypt(slot.nonce, key, _header(slot, bound))
    return Slot(slot.id, kind, label, kdf, slot.nonce, wrapped)


def open_slot(slot: Slot, secret: str, bound: Binding) -> bytearray | None:
    """The database key, or None when `secret` is not the one or the slot was altered."""
    try:
        opener = AESGCM(derive(_spelled(secret, slot.type), slot.kdf))
        return bytearray(opener.decrypt(slot.nonce, slot.wrapped, _header(slot, bound)))
    except InvalidTag:
        return None


def _spelled(secret: str, kind: SlotType) -> bytes:
    """NFC, so that „ü“ typed on another keyboard is the same password; blanks count.

    A start password is read from paper: what stands between its words does not matter.
    """
    if kind is SlotType.ONETIME:
        return passphrases.spelled(secret).encode("utf-8")
    return unicodedata.normalize("NFC", secret).encode("utf-8")


def _header(slot: Slot, bound: Binding) -> bytes:
    parts = [FORMAT, VERSION, bound.db_id.hex(), bound.generation, slot.id, str(slot.type), slot.label]
    return canonical([*parts, kdf_as_json(slot.kdf)])
