"""The last save this PC saw of each vault, so that an older copy or a lost write-ahead log is noticed.

Kept outside the vault in the user's data folder, authenticated with the vault's own key.
"""

from __future__ import annotations

import hmac
import json
from pathlib import Path
from typing import Any

from desktop import paths
from desktop.storage.atomic import write_whole
from desktop.storage.keys import DatabaseKey

_PURPOSE = "last-seen"
_FORMER = "former"  # key id → note under a key the vault had before


def missing_saves(key: DatabaseKey, saves: int) -> int:
    """How many saves this PC has seen that a vault with `saves` saves does not have; 0 when all is well."""
    return max(0, last_seen(key) - saves)


def last_seen(key: DatabaseKey) -> int:
    """Save counter at the last closing on this PC; 0 when unknown or not authentic."""
    note = _notes().get(key.salt.hex())
    former = note.get(_FORMER) if isinstance(note, dict) else None
    earlier = former.get(key.key_id) if isinstance(former, dict) else None
    return _authentic(note, key) or _authentic(earlier, key)


def remember(key: DatabaseKey, saves: int) -> None:
    """Note the counter, also when it went down: the user was told and went on working."""
    notes = _notes()
    before = notes.get(key.salt.hex())
    former = before.get(_FORMER) if isinstance(before, dict) else None
    notes[key.salt.hex()] = {**_signed(key, saves), **({_FORMER: former} if isinstance(former, dict) else {})}
    write_whole(_file(), json.dumps(notes, indent=1).encode("utf-8"))


def key_changed(old: DatabaseKey, new: DatabaseKey, saves: int) -> None:
    """Note the counter under the `new` key, and that a vault which still has the `old` one lacks at least a save.

    Otherwise a copy from before the change, put back together with its key file, would look like one never seen here.
    """
    notes = _notes()
    before = notes.get(new.salt.hex())
    former = before.get(_FORMER) if isinstance(before, dict) else None
    known = former if isinstance(former, dict) else {}
    notes[new.salt.hex()] = {**_signed(new, saves), _FORMER: {**known, old.key_id: _signed(old, saves + 1)}}
    write_whole(_file(), json.dumps(notes, indent=1).encode("utf-8"))


def _signed(key: DatabaseKey, saves: int) -> dict[str, object]:
    return {"saves": saves, "mac": _mac(key, saves)}


def _authentic(note: object, key: DatabaseKey) -> int:
    if not isinstance(note, dict) or type(note.get("saves")) is not int or not isinstance(note.get("mac"), str):
        return 0
    saves: int = note["saves"]
    return saves if hmac.compare_digest(note["mac"], _mac(key, saves)) else 0


def _mac(key: DatabaseKey, saves: int) -> str:
    return key.mac(_PURPOSE, f"{key.salt.hex()}:{saves}".encode("ascii"))


def _file() -> Path:
    return paths.data_folder() / "stand.json"


def _notes() -> dict[str, Any]:
    try:
        notes = json.loads(_file().read_bytes())
    except (OSError, ValueError):
        return {}
    return notes if isinstance(notes, dict) else {}
