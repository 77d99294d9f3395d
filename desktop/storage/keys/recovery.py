"""The printed recovery key: eight groups of six digits, each checking itself, and the slot it opens as text."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import hashlib
import re
import secrets
import struct
from dataclasses import dataclass

from desktop.storage.errors import RecoveryKeyError
from desktop.storage.keys.kdf import KdfSetting
from desktop.storage.keys.slots import RECOVERY_LABEL, Binding, Slot, SlotType

GROUPS = 8
GROUP_DIGITS = 6
# 11 catches every wrong digit and every swap of neighbours within a group, as in ISBN-10.
_FACTOR = 11
_LARGEST = 0xFFFF
_TEXT_PREFIX = "WGP1"
_PACKED = struct.Struct(">16sI8sIBB16s12s48s")
_SUM_BYTES = 4


@dataclass(frozen=True, repr=False)
class RecoverySheet:
    """Everything that must stand on the paper for the safe.

    PRIVACY: no `repr`; whoever has the sheet and the vault's files can open it.

    `groups` are eight texts of six digits; `slot_text` (letters and digits only, fits a QR code's dense mode) rebuilds
    a lost key file.
    """

    vault_name: str
    made: dt.date
    groups: tuple[str, ...]
    slot_text: str


def new_recovery_key() -> tuple[str, ...]:
    """128 random bits as eight groups."""
    return tuple(f"{secrets.randbelow(_LARGEST + 1) * _FACTOR:06d}" for _ in range(GROUPS))


def read_recovery_key(text: str) -> str:
    """What somebody typed, as the secret that opens the slot. Blanks, hyphens and line breaks do not matter.

    Raises RecoveryKeyError naming the wrong groups.
    """
    groups = re.findall(r"[0-9]+", text)
    digits = "".join(groups)
    if len(groups) != GROUPS and len(digits) == GROUPS * GROUP_DIGITS:
        groups = [digits[start : start + GROUP_DIGITS] for start in range(0, len(digits), GROUP_DIGITS)]
    if len(groups) != GROUPS:
        raise RecoveryKeyError(
            f"Der Wiederherstellungsschlüssel hat {GROUPS} Gruppen mit je {GROUP_DIGITS} Ziffern; "
            f"gelesen wurden {len(groups)} Gruppen mit zusammen {len(digits)} Ziffern."
        )
    wrong = tuple(number for number, group in enumerate(groups, 1) if not _is_right(group))
    if wrong:
        raise RecoveryKeyError(_wrong_groups(wrong), groups=wrong)
    return as_secret(tuple(groups))


def as_secret(groups: tuple[str, ...]) -> str:
    """The one spelling that is fed to the key derivation."""
    return "-".join(groups)


def slot_as_text(slot: Slot, bound: Binding) -> str:
    """The recovery slot and what it is bound to, with a check sum, as capital letters and digits."""
    kdf = slot.kdf
    packed = _PACKED.pack(
        bound.db_id, bound.generation, bytes.fromhex(slot.id), kdf.memory_kib, kdf.passes, kdf.lanes, kdf.salt,
        slot.nonce, slot.wrapped,
    )  # fmt: skip
    summed = packed + hashlib.sha256(packed).digest()[:_SUM_BYTES]
    return _TEXT_PREFIX + base64.b32encode(summed).decode("ascii").rstrip("=")


def slot_from_text(text: str) -> tuple[Slot, Binding]:
    """Read back `slot_as_text`, blanks and hyphens ignored. Raises RecoveryKeyError."""
    compact = re.sub(r"[\s-]", "", text).upper()
    body = compact.removeprefix(_TEXT_PREFIX)
    try:
        summed = base64.b32decode(body + "=" * (-len(body) % 8))
    except (binascii.Error, ValueError):
        summed = b""
    packed, check = summed[:-_SUM_BYTES], summed[-_SUM_BYTES:]
    if body == compact or len(packed) != _PACKED.size or hashlib.sha256(packed).digest()[:_SUM_BYTES] != check:
        raise RecoveryKeyError(
            "Der Text unter dem QR-Code ist nicht vollständig; bitte lesen Sie den Code noch einmal."
        )
    db_id, generation, slot_id, memory, passes, lanes, salt, nonce, wrapped = _PACKED.unpack(packed)
    kdf = KdfSetting(memory, passes, lanes, salt)
    slot = Slot(slot_id.hex(), SlotType.RECOVERY, RECOVERY_LABEL, kdf, nonce, wrapped)
    return slot, Binding(db_id, generation)


def _is_right(group: str) -> bool:
    return len(group) == GROUP_DIGITS and int(group) % _FACTOR == 0 and int(group) // _FACTOR <= _LARGEST


def _wrong_groups(wrong: tuple[int, ...]) -> str:
    if len(wrong) == 1:
        return f"Gruppe {wrong[0]} stimmt nicht; bitte schreiben Sie sie noch einmal vom Blatt ab."
    numbers = ", ".join(str(number) for number in wrong[:-1])
    return f"Die Gruppen {numbers} und {wrong[-1]} stimmen nicht; bitte schreiben Sie sie noch einmal vom Blatt ab."
