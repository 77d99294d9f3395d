"""A database written anew under another key, proven to hold the same, and on the medium."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from desktop.storage import atomic
from desktop.storage.driver import DriverConnection
from desktop.storage.engine import connect, keyed
from desktop.storage.errors import DamagedError
from desktop.storage.health.integrity import bad_pages, row_counts, structure_faults
from desktop.storage.health.schema import fingerprint
from desktop.storage.keys.keys import DatabaseKey
from desktop.storage.watch import Watch

_STEPS = 20_000  # of SQLite's machine between two looks at the wish to stop
_HEADER = ("user_version", "application_id")  # the numbers SQLite does not copy


@dataclass(frozen=True)
class _Content:
    """What must be the same on both sides."""

    schema: str
    header: tuple[int, ...]
    counts: dict[str, int]


def write_rekeyed(
    source: DriverConnection, size: int, target: Path, old: DatabaseKey, new: DatabaseKey, watch: Watch
) -> None:
    """Write everything `source` reaches (`size` bytes) to the new file `target`, encrypted with `new`.

    `source` must be alone with its file. Raises the driver's error or DamagedError; the caller removes `target`.
    """
    if bytes(new.key) == bytes(old.key):
        raise ValueError("the new key is the old one")
    export, check = watch.part(0.0, 0.3), watch.part(0.3, 0.7)
    with export.over(source, lambda: _size(target) / max(size, 1), _STEPS):
        _export(source, target, new)
    atomic.sync_file(target)  # written without a journal and without waiting for the medium, so now
    _prove(target, new, _content(source), check)
    atomic.sync_folder(target.parent)


def _export(source: DriverConnection, target: Path, key: DatabaseKey) -> None:
    spelled = key.spelled()
    try:
        source.execute("ATTACH DATABASE ? AS rekeyed KEY ?", (str(target), spelled))
    finally:
        spelled[:] = bytes(len(spelled))
    # A file that is thrown away unless it is finished needs neither a journal nor a sync at each page.
    source.execute("PRAGMA rekeyed.journal_mode = OFF").fetchall()
    source.execute("PRAGMA rekeyed.synchronous = OFF").fetchall()
    source.execute("SELECT sqlcipher_export('rekeyed')").fetchall()
    for name in _HEADER:
        source.execute(f"PRAGMA rekeyed.{name} = {_number(source, name)}").fetchall()
    source.execute("DETACH DATABASE rekeyed")


def _prove(target: Path, key: DatabaseKey, wanted: _Content, watch: Watch) -> None:
    """Every page authentic, the structure and search index sound, the same schema and as many rows."""
    pages = keyed(target, key, "ro")  # on a connection of its own: one that met a bad page blames innocent ones
    try:
        with watch.over(pages, lambda: 0.0, _STEPS):
            sound = not bad_pages(pages)
    finally:
        pages.close()
    connection = connect(target, key, None, mode="ro")
    try:
        with watch.over(connection, lambda: 0.3, _STEPS):
            sound = sound and not structure_faults(connection)
            same = sound and _content(connection) == wanted
    finally:
        connection.close()
    if not same:
        raise DamagedError("Der neu verschlüsselte Tresor besteht seine Prüfung nicht.")


def _content(connection: DriverConnection) -> _Content:
    header = tuple(_number(connection, name) for name in _HEADER)
    return _Content(fingerprint(connection), header, row_counts(connection))


def _number(connection: DriverConnection, name: str) -> int:
    return int(connection.execute(f"PRAGMA main.{name}").fetchone()[0])


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
