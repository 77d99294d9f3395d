"""Which schema a vault has and which one this program makes, compared before anything is read from it.

The expected one comes from running the migrations on an empty database in memory. As that takes a moment, the answer
is kept in the user's own data folder under a digest of the migration files.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from desktop import paths
from desktop.errors import VaultError
from desktop.storage.atomic import write_whole
from desktop.storage.driver import DriverConnection
from desktop.storage.errors import ForeignSchemaError, NewerVersionError

APPLICATION_ID = 0x57454750  # "WEGP" in the header, so that the file names its program once decrypted
FORMAT = 0
"""`user_version` of the vaults this program understands; grows when a migration's name alone cannot warn older ones."""
_CACHE_NAME = "schema.json"


@dataclass(frozen=True)
class Schema:
    """A migration's name and a digest of all tables, indexes, triggers and views it leaves."""

    revision: str
    fingerprint: str


def current_revision(connection: DriverConnection) -> str | None:
    """Name of the last migration the vault went through; None for an empty database."""
    found = connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
    if not found[0]:
        return None
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0]) if row else None


def fingerprint(connection: DriverConnection) -> str:
    """SHA-256 over the definitions of everything in the schema, in hex; SQLite's own tables left out."""
    rows = connection.execute(
        "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master "
        "WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type, name"
    ).fetchall()
    return hashlib.sha256(repr([tuple(row) for row in rows]).encode("utf-8")).hexdigest()


def expected(scripts: Path) -> Schema:
    """What the migrations in `scripts` make of an empty database."""
    digest = _digest(scripts)
    known = _cached().get(digest)
    if known is not None:
        return known
    # Start-up time: Alembic is loaded only when a vault is made or upgraded, or after a program update.
    from desktop.storage.health.upgrade import build_reference  # noqa: PLC0415

    made = build_reference(scripts)
    with suppress(OSError, VaultError):  # only slower the next time
        write_whole(_cache(), json.dumps({digest: [made.revision, made.fingerprint]}).encode("utf-8"))
    return made


def require_upgradable(connection: DriverConnection, revision: str | None, scripts: Path) -> None:
    """Before a migration touches an older vault: raise unless its schema is what the migrations up to there make.

    An empty database (a vault whose making was cut off) passes. Raises NewerVersionError, ForeignSchemaError.
    """
    from desktop.storage.health.upgrade import build_reference, require_known  # noqa: PLC0415 - start-up time: loads Alembic

    if revision is None:
        if connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            raise _foreign()
        return
    require_known(revision, scripts)
    require_own(connection, build_reference(scripts, revision))


def require_own(connection: DriverConnection, schema: Schema) -> None:
    """Raise ForeignSchemaError when the vault holds a table, trigger or view this program did not make."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    if application != APPLICATION_ID or fingerprint(connection) != schema.fingerprint:
        raise _foreign()


def require_known_format(connection: DriverConnection) -> None:
    """Raise NewerVersionError when the header tells of a format this program does not know."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > FORMAT:
        raise NewerVersionError


def _foreign() -> ForeignSchemaError:
    return ForeignSchemaError(
        "Der Aufbau dieses Tresors wurde außerhalb von Wegplan verändert; bitte arbeiten Sie mit der letzten "
        "Sicherung weiter und melden Sie das Ihrer IT."
    )


def _digest(scripts: Path) -> str:
    summed = hashlib.sha256()
    for script in sorted((scripts / "versions").glob("*.py")):
        summed.update(script.name.encode("utf-8"))
        summed.update(script.read_bytes())
    return summed.hexdigest()


def _cache() -> Path:
    return paths.data_folder() / _CACHE_NAME


def _cached() -> dict[str, Schema]:
    try:
        raw = json.loads(_cache().read_bytes())
        return {digest: Schema(str(revision), str(mark)) for digest, (revision, mark) in raw.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
