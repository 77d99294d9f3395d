"""Bringing a vault to this program's schema: backup, foreign keys off, one transaction, proofs, foreign keys on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, NullPool, create_engine
from sqlalchemy.exc import DatabaseError
from sqlcipher3 import dbapi2

from desktop.storage.engine import driver_connection, driver_of
from desktop.storage.errors import NewerVersionError, UpgradeFailedError, as_vault_error, translated
from desktop.storage.health.schema import APPLICATION_ID, Schema, current_revision, expected, fingerprint


def upgrade(engine: Engine, scripts: Path, back_up: Callable[[], object] | None = None) -> bool:
    """Run the missing migrations; True when there were any. `back_up` makes a verified copy first (None: new vault).

    Everything happens in one transaction: the vault is at the new schema, or exactly as before. Raises
    NewerVersionError, UpgradeFailedError, DiskFullError and what `back_up` raises.
    """
    with driver_connection(engine) as driver:
        before = current_revision(driver)
    require_known(before, scripts)
    target = expected(scripts)
    if before == target.revision:
        return False
    if back_up is not None:
        back_up()
    with translated(), _foreign_keys_off(engine) as connection, connection.begin():
        _migrate(connection, scripts, target)
    return True


def require_known(revision: str | None, scripts: Path) -> None:
    """Raise NewerVersionError when `revision` is none of the migrations in `scripts`."""
    known = {script.revision for script in ScriptDirectory(str(scripts)).walk_revisions()}
    if revision is not None and revision not in known:
        raise NewerVersionError


def build_reference(scripts: Path, revision: str = "head") -> Schema:
    """The schema all migrations up to `revision` make of an empty database in memory."""
    engine = create_engine(
        "sqlite+pysqlite://",
        module=dbapi2,
        creator=lambda: dbapi2.connect(":memory:", isolation_level=None),
        poolclass=NullPool,
    )
    with engine.connect() as connection:
        command.upgrade(_config(connection, scripts), revision)
        driver = driver_of(connection.connection)
        return Schema(current_revision(driver) or "", fingerprint(driver))


def _migrate(connection: Connection, scripts: Path, target: Schema) -> None:
    try:
        command.upgrade(_config(connection, scripts), "head")
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        _prove(connection, target)
    except DatabaseError as error:
        raise as_vault_error(error) or _failed("ein Schritt wurde abgelehnt") from error


def _prove(connection: Connection, target: Schema) -> None:
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        raise _failed("Verweise zwischen den Daten stimmen nicht")
    # Alembic's batch mode rebuilds tables and drops their triggers on the way.
    if fingerprint(driver_of(connection.connection)) != target.fingerprint:
        raise _failed("Tabellen oder Auslöser fehlen")
    for name in _search_indexes(connection):
        _prove_search(connection, name)


def _prove_search(connection: Connection, name: str) -> None:
    """Have FTS5 compare its index with the rows it was made of."""
    index = sa.table(name, sa.column(name), sa.column("rank"))
    try:
        connection.execute(index.insert().values({name: "integrity-check", "rank": 1}))
    except DatabaseError as error:
        raise _failed("das Suchverzeichnis stimmt nicht") from error


def _search_indexes(connection: Connection) -> list[str]:
    rows = connection.exec_driver_sql(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND lower(sql) LIKE 'create virtual table%fts5%'"
    )
    return [str(row[0]) for row in rows]


@contextmanager
def _foreign_keys_off(engine: Engine) -> Iterator[Connection]:
    """A writing connection on which rebuilding a table does not empty the tables that point to it.

    The switch does nothing inside a transaction, so it is set on the driver's connection around it.
    """
    with engine.connect() as plain:
        connection = plain.execution_options(writing=True)
        driver = driver_of(connection.connection)
        driver.execute("PRAGMA foreign_keys = OFF")
        try:
            yield connection
        finally:
            driver.execute("PRAGMA foreign_keys = ON")


def _config(connection: Connection, scripts: Path) -> Config:
    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _failed(why: str) -> UpgradeFailedError:
    return UpgradeFailedError(
        f"Der Tresor konnte nicht auf die neue Version gebracht werden ({why}); er ist unverändert. "
        "Bitte arbeiten Sie mit der bisherigen Programmversion weiter und melden Sie den Fehler."
    )
