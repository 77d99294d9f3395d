"""After something was deleted for good: nothing of it stays readable in the decrypted file or its write-ahead log.

`secure_delete` overwrites freed pages at once. What it does not reach are words in older parts of the full-text index,
samples the query planner took, and pages as the write-ahead log had them. FTS5's own `secure-delete` is not used: it
gives wrong hits (security.md 5.2).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from enum import Enum

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from desktop.storage.driver import DriverConnection
from desktop.storage.engine import driver_connection

_TRIES = 20
_PAUSE = 0.25  # seconds


class Scrubbed(Enum):
    """Whether everything is gone. LATER: somebody is reading, such as a running backup; closing the vault does it."""

    NOW = "now"
    LATER = "later"


def scrub(engine: Engine, cancelled: Callable[[], bool] = lambda: False) -> Scrubbed:
    """Take the remains out of the file; for any thread but the main one. Raises the driver's errors.

    Saves wait for the index to be written anew (a third of a second for 100 MB), but for no reader; `cancelled` is
    asked while readers are there.
    """
    with driver_connection(engine) as connection:
        _forget_words(connection)
        return _empty_log(connection, cancelled)


def scrub_behind(session: Session, cancelled: Callable[[], bool] = lambda: False) -> Scrubbed:
    """As `scrub`, for who has a session on the vault, in which nothing has begun."""
    engine = session.get_bind()
    assert isinstance(engine, Engine)
    return scrub(engine, cancelled)


def _forget_words(connection: DriverConnection) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute("INSERT INTO search_index (search_index) VALUES ('optimize')")
        # The next ANALYZE takes fresh samples; until then the planner does with counts alone.
        if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_stat4'").fetchone():
            connection.execute("DELETE FROM sqlite_stat4")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _empty_log(connection: DriverConnection, cancelled: Callable[[], bool]) -> Scrubbed:
    """Ask often instead of waiting inside SQLite, which would keep every save waiting along."""
    (patience,) = connection.execute("PRAGMA busy_timeout").fetchone()
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        for _ in range(_TRIES):
            busy, _pages, _moved = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            if not busy:
                return Scrubbed.NOW
            if cancelled():
                break
            time.sleep(_PAUSE)
        return Scrubbed.LATER
    finally:
        connection.execute(f"PRAGMA busy_timeout = {int(patience)}")
