"""Strict form of the key file: every field, its type and length; unknown fields are refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeGuard

from desktop.storage.keys.kdf import ARGON2_VERSION, KDF_SALT_BYTES, KdfSetting
from desktop.storage.keys.slots import ID_BYTES, LONGEST_LABEL, NONCE_BYTES, WRAPPED_BYTES, Slot, SlotType

MOST_SLOTS = 32
_FIELDS = {"format", "version", "serial", "db_id", "generation", "key_id", "slots", "pending", "mac", "sha256"}
_PENDING_FIELDS = {"generation", "key_id", "slots", "mac"}
_SLOT_FIELDS = {"id", "type", "label", "kdf", "nonce", "wrapped"}
_KDF_FIELDS = {"name", "v", "m", "t", "p", "salt"}
_TYPES = {str(kind) for kind in SlotType}


def well_formed(body: Mapping[str, object]) -> TypeGuard[dict[str, Any]]:
    """Whether a JSON object has exactly the form of a key file; says nothing about the cost limits."""
    pending = body.get("pending")
    return (
        set(body) == _FIELDS
        and _is_hex(body["db_id"], 16)
        and _is_count(body["serial"])
        and _is_side(body)
        and (pending is None or _is_pending(pending, body["generation"]))
    )


def _is_pending(pending: object, generation: object) -> bool:
    """What the key file is to become: another generation of slots, later than the one that holds."""
    return (
        isinstance(pending, dict)
        and set(pending) == _PENDING_FIELDS
        and _is_side(pending)
        and isinstance(generation, int)
        and bool(pending["generation"] > generation)
    )


def _is_side(body: Mapping[str, object]) -> bool:
    slots = body["slots"]
    return (
        _is_hex(body["key_id"], 8)
        and _is_hex(body["mac"], 32)
        and _is_count(body["generation"])
        and isinstance(slots, list)
        and 1 <= len(slots) <= MOST_SLOTS
        and all(_is_slot(slot) for slot in slots)
        and _names_are_unique(slots)
    )


def slots_from_json(body: Mapping[str, Any]) -> tuple[Slot, ...]:
    """The slots of a body, or of its pending part, that is well formed."""
    return tuple(_slot(raw) for raw in body["slots"])


def _slot(raw: Mapping[str, Any]) -> Slot:
    kdf = raw["kdf"]
    setting = KdfSetting(kdf["m"], kdf["t"], kdf["p"], bytes.fromhex(kdf["salt"]))
    nonce, wrapped = bytes.fromhex(raw["nonce"]), bytes.fromhex(raw["wrapped"])
    return Slot(raw["id"], SlotType(raw["type"]), raw["label"], setting, nonce, wrapped)


def _is_slot(raw: object) -> bool:
    return (
        isinstance(raw, dict)
        and set(raw) == _SLOT_FIELDS
        and _is_hex(raw["id"], ID_BYTES)
        and isinstance(raw["type"], str)
        and raw["type"] in _TYPES
        and is_label(raw["label"])
        and _is_hex(raw["nonce"], NONCE_BYTES)
        and _is_hex(raw["wrapped"], WRAPPED_BYTES)
        and _is_kdf(raw["kdf"])
    )


def _is_kdf(raw: object) -> bool:
    return (
        isinstance(raw, dict)
        and set(raw) == _KDF_FIELDS
        and raw["name"] == "argon2id"
        and raw["v"] == ARGON2_VERSION
        and all(_is_count(raw[field]) for field in ("v", "m", "t", "p"))
        and _is_hex(raw["salt"], KDF_SALT_BYTES)
    )


def is_label(value: object) -> bool:
    """Whether `value` can name a slot: 1 to 80 printable characters without blanks around them."""
    return isinstance(value, str) and 0 < len(value) <= LONGEST_LABEL and value.isprintable() and value == value.strip()


def _names_are_unique(slots: list[dict[str, Any]]) -> bool:
    names = [slot["label"] for slot in slots if slot["type"] != str(SlotType.RECOVERY)]
    recoveries = len(slots) - len(names)
    return len(set(names)) == len(names) and recoveries <= 1


def _is_hex(value: object, size: int) -> bool:
    return isinstance(value, str) and len(value) == 2 * size and set(value) <= set("0123456789abcdef")


def _is_count(value: object) -> bool:
    # bool is an int in Python; JSON's true is not a number here.
    return type(value) is int and 1 <= value < 2**31
