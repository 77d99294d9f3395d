"""The open database of a vault: made, brought up to date, proven to be ours, closed. Loads SQLAlchemy."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.orm import Session
from sqlcipher3 import dbapi2

from desktop.storage.backup.backup import Backup, make_backup
from desktop.storage.contents import Contents, examine_open
from desktop.storage.engine import (
    Profile,
    checkpoint,
    driver_connection,
    make_engine,
    make_session_factory,
)
from desktop.storage.errors import translated
from desktop.storage.files import VaultFiles
from desktop.storage.health.integrity import saves
from desktop.storage.health.schema import (
    current_revision,
    expected,
    require_known_format,
    require_own,
    require_upgradable,
)
from desktop.storage.health.search_repair import heal_quickly
from desktop.storage.health.self_test import require_cipher, require_encrypted
from desktop.storage.keys.keys import DatabaseKey
from desktop.storage.sharing.places import is_remote


class Database:
    """Engine and session factory of one vault; `saves` counts its saves since it was made."""

    def __init__(self, files: VaultFiles, key: DatabaseKey, engine: Engine, scripts: Path) -> None:
        self.engine = engine
        self.session: Callable[[], Session] = make_session_factory(engine)
        self._files = files
        self._key = key
        self._scripts = scripts

    def saves(self) -> int:
        """The save counter the gate keeps."""
        with driver_connection(self.engine) as connection:
            return saves(connection)

    def back_up(self, progress: Callable[[float], None] | None, cancelled: Callable[[], bool] | None) -> Backup:
        """A verified copy, see `backup.make_backup`."""
        # A copy with a torn index would not count. What is worse, the checks of the copy tell.
        with suppress(dbapi2.DatabaseError), driver_connection(self.engine) as connection:
            heal_quickly(connection)
        return make_backup(self._files, self.engine, self._key, progress=progress, cancelled=cancelled)

    def examine(self) -> Contents:
        """Every page, the structure and the schema, while the vault is in use."""
        with translated():
            return examine_open(self.engine, self._scripts)

    def optimize(self) -> None:
        """Let SQLite refresh the statistics its query planner uses, where they are stale."""
        with translated(), driver_connection(self.engine) as connection:
            connection.execute("PRAGMA optimize").fetchall()

    def close(self) -> None:
        """Empty the write-ahead log and close all connections. Raises VaultError after closing when that failed."""
        try:
            with translated():
                checkpoint(self.engine)
        finally:
            self.engine.dispose()


def make_database(files: VaultFiles, key: DatabaseKey, scripts: Path) -> None:
    """Make the encrypted file with the newest schema. Raises VaultError; the caller removes what is left."""
    from desktop.storage.health.upgrade import upgrade  # noqa: PLC0415 - start-up time: loads Alembic

    require_cipher()
    engine = make_engine(files.database, key, profile_for(files), create=True)
    try:
        with translated():
            upgrade(engine, scripts)
            checkpoint(engine)
            require_encrypted(files.database)
    finally:
        engine.dispose()


def open_database(files: VaultFiles, key: DatabaseKey, scripts: Path) -> Database:
    """Test the library, open, compare the schema before anything else is read, upgrade after a verified backup.

    Raises VaultError subclasses.
    """
    require_cipher()
    with translated():
        require_encrypted(files.database)
    database = Database(files, key, make_engine(files.database, key, profile_for(files)), scripts)
    try:
        with translated():
            _bring_up_to_date(database, scripts)
    except BaseException:
        database.engine.dispose()
        raise
    return database


def _bring_up_to_date(database: Database, scripts: Path) -> None:
    target = expected(scripts)
    with driver_connection(database.engine) as connection:
        require_known_format(connection)
        revision = current_revision(connection)
        if revision != target.revision:
            require_upgradable(connection, revision, scripts)
    if revision != target.revision:
        from desktop.storage.health.upgrade import upgrade  # noqa: PLC0415 - start-up time: loads Alembic

        empty = revision is None  # killed while being made; there is nothing to back up yet
        upgrade(database.engine, scripts, None if empty else lambda: database.back_up(None, None))
    with driver_connection(database.engine) as connection:
        require_own(connection, target)


def profile_for(files: VaultFiles) -> Profile:
    """How the journal of this vault is kept, decided by the kind of drive it lies on."""
    return Profile.SHARE if is_remote(files.database) else Profile.LOCAL
