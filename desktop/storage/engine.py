"""The encrypted database behind SQLAlchemy: keyed connections, PRAGMAs, transactions (security.md 3.2 and 3.3)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from typing import cast
from urllib.parse import quote

from sqlalchemy import Connection, Engine, PoolProxiedConnection, QueuePool, create_engine, event
from sqlalchemy.orm import Session, sessionmaker
from sqlcipher3 import dbapi2

from desktop.storage.driver import DriverConnection
from desktop.storage.errors import StorageFaultError
from desktop.storage.keys.keys import DatabaseKey

PAGE_BYTES = 4096
BUSY_SECONDS = 5.0


class Profile(Enum):
    """How the journal is kept. The write-ahead log needs shared memory, which a network share does not have.

    READING is for a file nobody writes any more: no journal, no lock, no change.
    """

    LOCAL = "local"
    SHARE = "share"
    READING = "reading"


#: Before anything is read. The log of the cipher would be three lines on stderr for every wrong key; the others keep
#: a planted file from doing anything while its first page is looked at.
_BEFORE_READING = ("cipher_log = off", "trusted_schema = OFF", "cell_size_check = ON")
#: Locking comes before the first read too: only then a write-ahead log that was left by work on a local disk can be
#: taken in without the shared memory a network share does not have.
_OWNERSHIP: dict[Profile | None, tuple[str, ...]] = {
    Profile.SHARE: ("locking_mode = EXCLUSIVE",),
    Profile.READING: ("query_only = ON",),
}
_JOURNAL: dict[Profile | None, str] = {Profile.LOCAL: "wal", Profile.SHARE: "delete"}
_DURABILITY: dict[Profile | None, tuple[str, ...]] = {
    Profile.LOCAL: ("synchronous = FULL",),
    # EXTRA, because a rollback journal's removal is otherwise not on the medium after a power cut.
    Profile.SHARE: ("synchronous = EXTRA",),
}
_MODE = {Profile.LOCAL: "rw", Profile.SHARE: "rw", Profile.READING: "ro&immutable=1"}
_LONGEST_WAIT = 600  # seconds a use case waits for the one connection of a share while a copy is being made
_ALWAYS = (
    "foreign_keys = ON",
    "busy_timeout = 5000",
    "secure_delete = ON",
    "temp_store = MEMORY",  # PRIVACY: a temporary file would be plaintext
    "recursive_triggers = ON",  # else INSERT OR REPLACE skips the delete triggers and the search goes stale
    "cache_size = -32000",
    "mmap_size = 0",
    "wal_autocheckpoint = 1000",
    "analysis_limit = 400",
    "cipher_memory_security = OFF",  # costs 14 to 20 times in full-text search; ending the process clears memory
)


def make_engine(database: Path, key: DatabaseKey, profile: Profile = Profile.LOCAL, *, create: bool = False) -> Engine:
    """An engine on the encrypted file; connecting fails when the file is missing, unless `create`.

    A transaction starts with BEGIN, or with BEGIN IMMEDIATE on a connection with the execution option `writing=True`.
    The share profile has one connection, which owns the file. Errors never carry the values of a statement.
    """
    single = profile is Profile.SHARE
    engine = create_engine(
        # A driver's own dialect would key again with an empty key; the key never stands in a URL.
        "sqlite+pysqlite://",
        module=dbapi2,
        creator=lambda: connect(database, key, profile, mode="rwc" if create else _MODE[profile]),
        poolclass=QueuePool,
        pool_size=1 if single else 5,
        max_overflow=0 if single else 5,
        pool_timeout=_LONGEST_WAIT if single else 30,
        hide_parameters=True,
    )
    event.listen(engine, "begin", _begin)
    return engine


def make_session_factory(engine: Engine, info: dict[str, object] | None = None) -> sessionmaker[Session]:
    """Sessions whose objects keep their values after the commit; `info` is what the gate finds in `session.info`."""
    return sessionmaker(engine, expire_on_commit=False, info=info)


def connect(database: Path, key: DatabaseKey, profile: Profile | None, *, mode: str = "rw") -> DriverConnection:
    """A keyed driver connection, proven by a first read; `profile` None leaves the journal as it is (for checks).

    `mode` is SQLite's: ro, rw, rwc, or `ro&immutable=1` for a folder that cannot be written. Raises the driver's error
    when the key does not fit or the file is damaged, StorageFaultError when the journal cannot be changed.
    """
    connection = keyed(database, key, mode)
    try:
        _run(connection, _OWNERSHIP.get(profile, ()))
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        _set_journal(connection, _JOURNAL.get(profile))
        _run(connection, (*_DURABILITY.get(profile, ()), *_ALWAYS))
    except BaseException:
        connection.close()
        raise
    return connection


def keyed(database: Path, key: DatabaseKey, mode: str) -> DriverConnection:
    """A driver connection that knows the key and has read nothing yet, so that a damaged file can be examined."""
    # Autocommit of the driver off: schema changes take part in transactions only when we say BEGIN ourselves.
    connection: DriverConnection = dbapi2.connect(
        _uri(database, mode), uri=True, check_same_thread=False, isolation_level=None, timeout=BUSY_SECONDS
    )
    spelled = key.spelled()
    try:
        connection.set_key(spelled)
    finally:
        spelled[:] = bytes(len(spelled))
    _run(connection, _BEFORE_READING)
    return connection


@contextmanager
def driver_connection(engine: Engine) -> Iterator[DriverConnection]:
    """A connection from the pool below SQLAlchemy, on which nothing has begun."""
    pooled = engine.raw_connection()
    try:
        yield driver_of(pooled)
    finally:
        pooled.close()


def driver_of(pooled: PoolProxiedConnection) -> DriverConnection:
    """The driver's connection inside SQLAlchemy's."""
    return cast(DriverConnection, pooled.driver_connection)


def checkpoint(engine: Engine) -> None:
    """Move the write-ahead log into the database and empty it; does nothing without such a log."""
    with driver_connection(engine) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _begin(connection: Connection) -> None:
    # Two readers that both start to write would block each other without waiting; a writer says so at once.
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _set_journal(connection: DriverConnection, wanted: str | None) -> None:
    """SQLite does not fail when it cannot change the journal, it answers with the one that stays."""
    if wanted is None:
        return
    (kept,) = connection.execute(f"PRAGMA journal_mode = {wanted}").fetchone()
    if kept != wanted:
        raise StorageFaultError(
            "Der Tresor lässt sich hier nicht zum Arbeiten öffnen; bitte prüfen Sie, ob ein anderes Programm ihn "
            "festhält oder der Ordner schreibgeschützt ist."
        )


def _run(connection: DriverConnection, pragmas: tuple[str, ...]) -> None:
    for pragma in pragmas:
        connection.execute(f"PRAGMA {pragma}").fetchall()


def _uri(database: Path, mode: str) -> str:
    """SQLite refuses a host in a file URI, so a UNC path keeps all its slashes behind an empty one."""
    path = quote(database.absolute().as_posix())
    return f"file://{path if path.startswith('/') else '/' + path}?mode={mode}"
