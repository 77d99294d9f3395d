"""The key file: all slots of one vault, read strictly and written atomically (format of security.md 3.4)."""

from __future__ import annotations

import hashlib
import hmac
import json
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from desktop.errors import VaultError
from desktop.storage import atomic
from desktop.storage.errors import (
    KeyFileDamagedError,
    KeyFileForeignError,
    KeyFileMissingError,
    KeyFileTamperedError,
    NewerVersionError,
    NotAVaultError,
    translated,
)
from desktop.storage.files import VaultFiles
from desktop.storage.keys.kdf import STANDARD_COST, KeyCost
from desktop.storage.keys.keyfile_schema import slots_from_json, well_formed
from desktop.storage.keys.keys import DatabaseKey
from desktop.storage.keys.slots import FORMAT, VERSION, Binding, Slot, SlotType, canonical, slot_as_json

LARGEST = 256 * 1024


@dataclass(frozen=True)
class KeyFile:
    """Content of a key file whose form, checksum and limits were checked. `mac` is proven only by `prove`.

    `pending` is the key file this one becomes once the database has its next key (security.md 3.5): None except
    while the key is being changed, or after that was interrupted.
    """

    db_id: bytes
    generation: int
    key_id: str
    serial: int
    slots: tuple[Slot, ...]
    mac: str = ""
    pending: KeyFile | None = None

    @property
    def binding(self) -> Binding:
        """What every slot in this file is tied to."""
        return Binding(self.db_id, self.generation)

    @property
    def sides(self) -> tuple[KeyFile, ...]:
        """The file that may hold from now on, if there is one, and the one that holds."""
        return (self.pending, self) if self.pending else (self,)

    @property
    def labels(self) -> tuple[str, ...]:
        """Names for the login box, in the file's order, without the recovery slot."""
        slots = (slot for side in self.sides for slot in side.slots)
        return tuple(dict.fromkeys(slot.label for slot in slots if slot.type is not SlotType.RECOVERY))

    def slot(self, label: str) -> Slot | None:
        """The slot a person opens with a password."""
        return next((s for s in self.slots if s.label == label and s.type is not SlotType.RECOVERY), None)

    @property
    def recovery(self) -> Slot | None:
        """The slot of the printed recovery key."""
        return next((s for s in self.slots if s.type is SlotType.RECOVERY), None)

    def with_slot(self, slot: Slot) -> KeyFile:
        """A later file in which `slot` takes the place of the same person's (or the recovery key's) older one."""
        older = self.recovery if slot.type is SlotType.RECOVERY else self.slot(slot.label)
        kept = self.slots if older else (*self.slots, slot)
        slots = tuple(slot if s is older else s for s in kept)
        return replace(self, serial=self.serial + 1, slots=slots)


def slot_labels(files: VaultFiles, cost: KeyCost = STANDARD_COST) -> tuple[str, ...]:
    """Names to choose from at login. Raises VaultError when the key file cannot be used."""
    return read(files, cost).labels


def read(files: VaultFiles, cost: KeyCost) -> KeyFile:
    """The key file beside the database, which must belong to it. Raises VaultError subclasses, one per stage."""
    try:
        with translated(), files.key_file.open("rb") as opened:
            data = opened.read(LARGEST + 1)
    except FileNotFoundError:
        raise KeyFileMissingError(
            f"Die Schlüsseldatei „{files.key_file.name}“ fehlt; bitte legen Sie sie aus der letzten Sicherung "
            "wieder neben den Tresor."
        ) from None
    found = parse(data, cost, files.key_file.name)
    if found.db_id != database_id(files):
        raise KeyFileForeignError(
            f"Die Schlüsseldatei „{files.key_file.name}“ gehört nicht zu diesem Tresor, oder dessen Anfang ist "
            "beschädigt; bitte holen Sie beide Dateien zusammen aus der letzten Sicherung zurück."
        )
    return found


def database_id(files: VaultFiles) -> bytes:
    """The first 16 bytes of the database, its salt. Raises VaultError when there is none."""
    with translated(), files.database.open("rb") as opened:
        head = opened.read(16)
    if len(head) < 16 or head.startswith(b"SQLite format 3"):
        raise NotAVaultError(
            f"„{files.database.name}“ ist kein Tresor von Wegplan; bitte wählen Sie die richtige Datei oder holen "
            "Sie die letzte Sicherung zurück."
        )
    return head


def parse(data: bytes, cost: KeyCost, name: str = "") -> KeyFile:
    """Size, JSON, checksum, version, form, limits – in this order.

    The checksum comes before the version, so that a flipped version digit is called damage and not „newer program“.
    Raises KeyFileDamagedError or NewerVersionError.
    """
    if len(data) > LARGEST:
        raise _damaged(name, "ist viel zu groß")
    body = _json_object(data, name)
    _check_sum(body, name)
    _check_version(body, name)
    if not well_formed(body):
        raise _damaged(name, "ist unvollständig oder verändert")
    found = _from_json(body)
    if not all(cost.allows(slot.kdf) for side in found.sides for slot in side.slots):
        raise _damaged(name, "enthält unzulässige Werte für den Kennwortschutz")
    return found


def prove(found: KeyFile, key: DatabaseKey) -> None:
    """Raise KeyFileTamperedError unless whoever wrote the file knew the database key."""
    right = hmac.compare_digest(found.mac, _mac(found, key)) and found.key_id == key.key_id
    if not right:
        raise KeyFileTamperedError(
            "Das Kennwort stimmt, aber die Schlüsseldatei wurde von Unbefugten verändert; bitte holen Sie sie aus "
            "der letzten Sicherung zurück und melden Sie das Ihrer IT."
        )


def signed(keys: KeyFile, key: DatabaseKey) -> KeyFile:
    """The same file with the MAC only somebody who knows `key` can make."""
    return replace(keys, mac=_mac(keys, key))


def write(files: VaultFiles, keys: KeyFile, key: DatabaseKey, cost: KeyCost) -> None:
    """Replace the key file and its copy `.bak`. Raises VaultError; then the old file still stands."""
    write_signed(files, signed(keys, key), cost)


def write_signed(files: VaultFiles, keys: KeyFile, cost: KeyCost) -> None:
    """As `write`, for a file that has its MAC already."""
    body = {**_body(keys), "mac": keys.mac}
    body["sha256"] = hashlib.sha256(canonical(body)).hexdigest()
    data = json.dumps(body, ensure_ascii=False, indent=1).encode("utf-8")
    with translated():
        atomic.write_whole(files.key_file, data, lambda written: parse(written, cost))
    settle_copy(files)


def settle_copy(files: VaultFiles) -> None:
    """Make `.bak` the same as the key file. An older one would keep a changed password or a removed person alive.

    Never fails: where there is no room for a copy, there is none.
    """
    with suppress(VaultError, OSError):
        data = files.key_file.read_bytes()
        if files.key_backup.exists() and files.key_backup.read_bytes() == data:
            return
        files.key_backup.unlink(missing_ok=True)
        atomic.write_whole(files.key_backup, data)


def _body(keys: KeyFile) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "version": VERSION,
        "serial": keys.serial,
        "db_id": keys.db_id.hex(),
        "generation": keys.generation,
        "key_id": keys.key_id,
        "slots": [slot_as_json(slot) for slot in keys.slots],
        "pending": _pending_as_json(keys.pending) if keys.pending else None,
    }


def _pending_as_json(pending: KeyFile) -> dict[str, Any]:
    """What is not said already by the file around it; its MAC is that of the file it becomes."""
    body = _body(pending)
    return {**{field: body[field] for field in ("generation", "key_id", "slots")}, "mac": pending.mac}


def _from_json(body: dict[str, Any]) -> KeyFile:
    db_id, serial, raw = bytes.fromhex(body["db_id"]), body["serial"], body["pending"]
    pending = raw and KeyFile(db_id, raw["generation"], raw["key_id"], serial + 1, slots_from_json(raw), raw["mac"])
    return KeyFile(db_id, body["generation"], body["key_id"], serial, slots_from_json(body), body["mac"], pending)


def _mac(keys: KeyFile, key: DatabaseKey) -> str:
    return key.mac("file-mac", canonical(_body(keys)))


def _json_object(data: bytes, name: str) -> dict[str, object]:
    try:
        body = json.loads(data)
    except (ValueError, RecursionError):
        raise _damaged(name, "ist unlesbar") from None
    if not isinstance(body, dict) or body.get("format") != FORMAT:
        raise _damaged(name, "ist keine Schlüsseldatei von Wegplan")
    return body


def _check_sum(body: dict[str, object], name: str) -> None:
    content = {field: value for field, value in body.items() if field != "sha256"}
    if hashlib.sha256(canonical(content)).hexdigest() != body.get("sha256"):
        raise _damaged(name, "hat eine falsche Prüfsumme")


def _check_version(body: dict[str, object], name: str) -> None:
    version = body.get("version")
    if type(version) is not int or version < 1:
        raise _damaged(name, "nennt keine gültige Version")
    if version > VERSION:
        raise NewerVersionError


def _damaged(name: str, how: str) -> KeyFileDamagedError:
    called = f"Die Schlüsseldatei „{name}“" if name else "Die Schlüsseldatei"
    return KeyFileDamagedError(
        f"{called} {how}; bitte legen Sie ihre Kopie (Endung .bak oder aus der letzten Sicherung) an ihre Stelle."
    )
