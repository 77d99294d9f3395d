"""What the program sends to the database, and the same sent to an unencrypted copy of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event
from sqlcipher3 import dbapi2

from desktop.storage.driver import DriverConnection
from desktop.storage.engine import Profile, connect
from desktop.storage.keys.keys import DatabaseKey

Statements = list[tuple[str, Any]]


@contextmanager
def listening() -> Iterator[Statements]:
    """Every statement with its values, as long as this is open."""
    heard: Statements = []

    def hear(_: Any, __: Any, statement: str, parameters: Any, *___: Any) -> None:
        heard.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", hear)
    try:
        yield heard
    finally:
        event.remove(Engine, "before_cursor_execute", hear)


def export_plain(database: Path, key: DatabaseKey, target: Path) -> None:
    """The same content without encryption: only noise and invented people are in it."""
    connection = connect(database, key, None)
    connection.execute("ATTACH DATABASE ? AS offen KEY ''", (str(target),))
    connection.execute("SELECT sqlcipher_export('offen')").fetchall()
    connection.close()


def plain_like(plain: Path, database: Path, key: DatabaseKey) -> DriverConnection:
    """A connection of the same library without a key, with every setting that the keyed one has."""
    names = ("synchronous", "foreign_keys", "secure_delete", "temp_store", "trusted_schema", "cell_size_check",
             "recursive_triggers", "cache_size", "mmap_size", "wal_autocheckpoint")
    keyed = connect(database, key, Profile.LOCAL)
    settings = {name: keyed.execute(f"PRAGMA {name}").fetchone()[0] for name in names}
    keyed.close()
    bare: DriverConnection = dbapi2.connect(str(plain), isolation_level=None)
    bare.execute("PRAGMA journal_mode = WAL").fetchall()
    for name, value in settings.items():
        bare.execute(f"PRAGMA {name} = {value}").fetchall()
    return bare
