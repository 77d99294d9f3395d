"""The last save this PC saw of each vault, so that an older copy or a lost write-ahead log is noticed.

Kept outside the vault in the user's data folder, authenticated with the vault's own key.
"""

from __future__ import annotations

import hmac

from desktop.storage.keys.keys import DatabaseKey
from desktop.storage.seen.pc_notes import read_notes, write_notes

_FILE = "stand.json"
_PURPOSE = "last-seen"
_FORMER = "former"  # key id → note under a key the vault had before


def missing_saves(key: DatabaseKey, saves: int) -> int:
    """How many saves this PC has seen that a vault with `saves` saves does not have; 0 when all is well."""
    return max(0, last_seen(key) - saves)


def last_seen(key: DatabaseKey) -> int:
    """Save counter at the last closing on this PC; 0 when unknown or not authentic."""
    note = read_notes(_FILE).get(key.salt.hex())
    former = note.get(_FORMER) if isinstance(note, dict) else None
    earlier = former.get(key.key_id) if isinstance(former, dict) else None
    return _authentic(note, key) or _authentic(earlier, key)


def remember(key: DatabaseKey, saves: int) -> None:
    """Note the counter, also when it went down: the user was told and went on working."""
    notes = read_notes(_FILE)
    before = notes.get(key.salt.hex())
    former = before.get(_FORMER) if isinstance(before, dict) else None
    notes[key.salt.hex()] = {**_signed(key, saves), **({_FORMER: former} if isinstance(former, dict) else {})}
    write_notes(_FILE, notes)


def key_changed(old: DatabaseKey, new: DatabaseKey, saves: int) -> None:
    """Note the counter under the `new` key, and that a vault which still has the `old` one lacks at least a save.

    Otherwise a copy from before the change, put back together with its key file, would look like one never seen here.
    """
    notes = read_notes(_FILE)
    before = notes.get(new.salt.hex())
    former = before.get(_FORMER) if isinstance(before, dict) else None
    known = former if isinstance(former, dict) else {}
    notes[new.salt.hex()] = {**_signed(new, saves), _FORMER: {**known, old.key_id: _signed(old, saves + 1)}}
    write_notes(_FILE, notes)


def _signed(key: DatabaseKey, saves: int) -> dict[str, object]:
    return {"saves": saves, "mac": _mac(key, saves)}


def _authentic(note: object, key: DatabaseKey) -> int:
    if not isinstance(note, dict) or type(note.get("saves")) is not int or not isinstance(note.get("mac"), str):
        return 0
    saves: int = note["saves"]
    return saves if hmac.compare_digest(note["mac"], _mac(key, saves)) else 0


def _mac(key: DatabaseKey, saves: int) -> str:
    return key.mac(_PURPOSE, f"{key.salt.hex()}:{saves}".encode("ascii"))
