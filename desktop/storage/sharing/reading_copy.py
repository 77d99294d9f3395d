"""The reading copy: a state of the vault that others may look at while one person works (security.md 6).

Each copy is a folder of its own, `NAME.lesekopie/00000042/`, with the database, the key file that fits it and when it
was made. So both files appear at once by renaming the folder, and a PC that still reads an older copy does not keep
the next one from appearing.
"""

from __future__ import annotations

import datetime as dt
import json
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop import clock
from desktop.errors import VaultError
from desktop.storage import atomic
from desktop.storage.files import VaultFiles
from desktop.storage.sharing.reach import reaching

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from desktop.storage.keys.keys import DatabaseKey

_STATE = "stand.json"
_UNFINISHED = ".neu"


@dataclass(frozen=True)
class ReadingCopy:
    """A published state: the files to open, its number (later ones are higher), when it was made (aware UTC), the
    vault's save counter then, and which key opens it."""

    files: VaultFiles
    number: int
    made: dt.datetime
    saves: int
    key_id: str


def latest(files: VaultFiles) -> ReadingCopy | None:
    """The newest finished copy of the vault; None when there is none. Raises nothing."""
    return next((copy for copy in map(_read, reversed(_numbered(files))) if copy is not None), None)


def publish(files: VaultFiles, engine: Engine, key: DatabaseKey) -> ReadingCopy:
    """Copy the vault as it is now for others to read, while work goes on; older copies go.

    On a share saves wait as long as the copy takes, because one connection owns the file. Raises VaultError; then the
    copy before stays.
    """
    numbers = _numbered(files)
    number = int(numbers[-1].name) + 1 if numbers else 1
    target = files.reading_folder / f"{number:08}"
    staging = target.with_name(target.name + _UNFINISHED)
    with reaching():
        try:
            _clear(files)
            copy = _fill(VaultFiles(staging / files.database.name), files, engine, key)
            atomic.replace(staging, target)
            atomic.sync_folder(files.reading_folder)
        finally:
            shutil.rmtree(staging, ignore_errors=True)
    for old in numbers:
        shutil.rmtree(old, ignore_errors=True)  # one that is being read goes the next time
    return ReadingCopy(VaultFiles(target / files.database.name), number, copy.made, copy.saves, copy.key_id)


def withdraw(files: VaultFiles) -> None:
    """Remove all copies: after a change of keys, or when none are wanted any more. Raises VaultError."""
    with reaching(), suppress(FileNotFoundError):
        shutil.rmtree(files.reading_folder)


def _fill(copy: VaultFiles, files: VaultFiles, engine: Engine, key: DatabaseKey) -> ReadingCopy:
    from desktop.storage.engine import connect, driver_connection  # noqa: PLC0415 - start-up time: loads SQLAlchemy
    from desktop.storage.health.integrity import saves  # noqa: PLC0415 - as above

    copy.folder.mkdir(parents=True)
    made, keys = clock.now(), files.key_file.read_bytes()
    if json.loads(keys)["key_id"] != key.key_id:
        raise VaultError("Der Schlüssel wird gerade gewechselt; die Lesekopie folgt danach.")
    with driver_connection(engine) as connection:
        connection.execute("VACUUM INTO ?", (str(copy.database),))
    atomic.sync_file(copy.database)  # SQLite leaves that to us
    proof = connect(copy.database, key, None, mode="ro")
    try:
        counter = saves(proof)
    finally:
        proof.close()
    atomic.write_whole(copy.key_file, keys)
    state = {"made": made.isoformat(), "saves": counter, "key_id": key.key_id}
    atomic.write_whole(copy.folder / _STATE, json.dumps(state).encode("utf-8"))
    return ReadingCopy(copy, 0, made, counter, key.key_id)


def _clear(files: VaultFiles) -> None:
    """What a killed program left half made."""
    files.reading_folder.mkdir(exist_ok=True)
    for stray in files.reading_folder.glob(f"*{_UNFINISHED}"):
        shutil.rmtree(stray, ignore_errors=True)


def _numbered(files: VaultFiles) -> list[Path]:
    try:
        found = [path for path in files.reading_folder.iterdir() if path.name.isascii() and path.name.isdigit()]
    except OSError:
        return []
    return sorted(found, key=lambda path: int(path.name))


def _read(folder: Path) -> ReadingCopy | None:
    try:
        raw = json.loads((folder / _STATE).read_bytes())
        made = dt.datetime.fromisoformat(raw["made"])
        files = VaultFiles(next(folder.glob("*.wegplan")))
        return ReadingCopy(files, int(folder.name), made, int(raw["saves"]), str(raw["key_id"]))
    except (OSError, ValueError, KeyError, TypeError, StopIteration, VaultError):
        return None
