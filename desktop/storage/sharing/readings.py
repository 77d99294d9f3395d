"""What was looked at in a reading copy, kept encrypted beside the vault until the writing place takes it in.

The copy itself cannot be written, yet opening a case file must be recorded (DS-06). Each note is one small file, so
that no two PCs ever write the same one. Whoever may write in the folder can also remove notes that were not yet taken
in; the help says so.
"""

from __future__ import annotations

import datetime as dt
import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from desktop.errors import VaultError
from desktop.storage.atomic import write_whole
from desktop.storage.files import VaultFiles
from desktop.storage.keys.keys import DatabaseKey
from desktop.storage.sharing.reach import reaching

_ENDING = ".lesung"
_PURPOSE = "reading-note"
_NONCE = 12
_LARGEST = 64 * 1024


@dataclass(frozen=True)
class Reading:
    """Somebody looked at something: when (aware UTC), who, the gate's word for it, and the objects."""

    at: dt.datetime
    user_id: int
    action: str
    objects: list[list[Any]]


@dataclass(frozen=True)
class Collected:
    """Notes found beside the vault, oldest first, with their files; and those this key does not open."""

    readings: tuple[Reading, ...]
    paths: tuple[Path, ...]
    foreign: tuple[Path, ...]


def keep(files: VaultFiles, key: DatabaseKey, reading: Reading) -> None:
    """Write a note. Raises VaultError when that is impossible; then nothing may be shown."""
    name = secrets.token_hex(16) + _ENDING
    content = json.dumps([reading.at.isoformat(), reading.user_id, reading.action, reading.objects]).encode("utf-8")
    nonce = secrets.token_bytes(_NONCE)
    sealed = nonce + AESGCM(key.subkey(_PURPOSE)).encrypt(nonce, content, name.encode("ascii"))
    try:
        with reaching():
            files.readings_folder.mkdir(exist_ok=True)
            write_whole(files.readings_folder / name, sealed)
    except VaultError as error:
        raise VaultError(
            "Das Ansehen lässt sich nicht vermerken, darum wird die Akte nicht gezeigt; bitte prüfen Sie Ordner und "
            "Netzverbindung."
        ) from error


def collect(files: VaultFiles, *keys: DatabaseKey) -> Collected:
    """All notes beside the vault that one of `keys` opens. Raises OSError."""
    found: list[tuple[Reading, Path]] = []
    foreign: list[Path] = []
    for path in sorted(files.readings_folder.glob(f"*{_ENDING}")):
        reading = next(filter(None, (_opened(path, key) for key in keys)), None)
        if reading is None:
            foreign.append(path)
        else:
            found.append((reading, path))
    found.sort(key=lambda pair: pair[0].at)
    return Collected(tuple(r for r, _ in found), tuple(p for _, p in found), tuple(foreign))


def forget(paths: Iterable[Path]) -> None:
    """Remove notes that were taken in. Raises VaultError."""
    with reaching():
        for path in paths:
            path.unlink(missing_ok=True)


def _opened(path: Path, key: DatabaseKey) -> Reading | None:
    with path.open("rb") as opened:
        sealed = opened.read(_LARGEST)
    try:
        content = AESGCM(key.subkey(_PURPOSE)).decrypt(sealed[:_NONCE], sealed[_NONCE:], path.name.encode("utf-8"))
        at, user_id, action, objects = json.loads(content)
        return Reading(dt.datetime.fromisoformat(at), int(user_id), str(action), list(objects))
    except (InvalidTag, ValueError, TypeError):
        return None
