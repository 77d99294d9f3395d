"""Checks that need the key: every page, the structure, the schema. Used on a closed file and on the open vault."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine
from sqlcipher3 import dbapi2

from desktop.storage.driver import DriverConnection
from desktop.storage.engine import connect, driver_of, keyed
from desktop.storage.errors import DamagedError, ForeignSchemaError, NewerVersionError, NotAVaultError, as_vault_error
from desktop.storage.health.findings import Finding, Kind
from desktop.storage.health.integrity import bad_pages, row_counts, saves, structure_faults
from desktop.storage.health.schema import current_revision, expected, require_own
from desktop.storage.health.search_repair import fits, is_search_fault, rebuild
from desktop.storage.keys.keys import DatabaseKey

_BACKUP = "bitte holen Sie die letzte Sicherung aus dem Ordner „Sicherungen“ zurück"


@dataclass(frozen=True)
class Contents:
    """Findings, and what the database says of itself as far as it can be read."""

    findings: tuple[Finding, ...]
    revision: str | None = None
    saves: int | None = None
    counts: dict[str, int] | None = None


def examine_file(database: Path, key: DatabaseKey, scripts: Path, mode: str) -> Contents:
    """Check a database nobody has open; `mode` as for `connect`.

    Damage is a finding; raises VaultError when the file cannot be read at all.
    """
    # Pages first and on a connection of their own: one that met a bad page names innocent ones later (SQLCipher #617).
    fresh = keyed(database, key, mode)
    try:
        pages = bad_pages(fresh)
    finally:
        fresh.close()
    if pages:
        return Contents((_bad_pages(pages),))
    try:
        connection = connect(database, key, None, mode=mode)
    except dbapi2.DatabaseError as error:
        # Every page that is there is authentic, yet the header counts more of them.
        return Contents((_not_opening(error),))
    try:
        return _examine(connection, scripts, writable=mode == "rw")
    finally:
        connection.close()


def examine_open(engine: Engine, scripts: Path) -> Contents:
    """Check the vault in use: writers wait while the pages are read, readers do not."""
    pooled = engine.raw_connection()
    connection = driver_of(pooled)
    try:
        # The page check reads the main file only.
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        connection.execute("BEGIN IMMEDIATE")
        try:
            pages = bad_pages(connection)
        finally:
            connection.execute("ROLLBACK")
        if pages:
            pooled.invalidate()
            return Contents((_bad_pages(pages),))
        return _examine(connection, scripts, writable=True)
    finally:
        pooled.close()


def _examine(connection: DriverConnection, scripts: Path, *, writable: bool) -> Contents:
    try:
        faults = structure_faults(connection)
        if not all(is_search_fault(fault) for fault in faults):
            return Contents((_bad_structure(),))
        revision = current_revision(connection)
        findings = tuple(_schema_findings(connection, revision, scripts))
        findings += _search_findings(connection, torn=bool(faults), writable=writable)
        if any(finding.is_damage or finding.kind is Kind.NEWER_VERSION for finding in findings):
            return Contents(findings, revision)
        return Contents(findings, revision, saves(connection), row_counts(connection))
    except dbapi2.DatabaseError as error:
        return Contents((_not_opening(error),))


def _search_findings(connection: DriverConnection, *, torn: bool, writable: bool) -> tuple[Finding, ...]:
    """An index that does not fit is made anew where the file may be written: nothing but finding depends on it."""
    if not torn and (not writable or fits(connection)):
        return ()
    if not writable:
        return (Finding(Kind.SEARCH_STALE, "Das Suchverzeichnis ist beschädigt, die Daten sind heil; eine Prüfung mit "
                        "Schreibrecht baut es neu auf."),)  # fmt: skip
    rebuild(connection)
    return (Finding(Kind.SEARCH_REBUILT, "Das Suchverzeichnis passte nicht zu den Daten und wurde neu aufgebaut; es "
                    "ist nichts verloren."),)  # fmt: skip


def _schema_findings(connection: DriverConnection, revision: str | None, scripts: Path) -> Iterator[Finding]:
    from desktop.storage.health.upgrade import require_known  # noqa: PLC0415 - start-up time: loads Alembic

    target = expected(scripts)
    try:
        if revision == target.revision:
            require_own(connection, target)
            return
        require_known(revision, scripts)
        yield Finding(Kind.OLDER_VERSION, "Der Tresor wird beim nächsten Öffnen auf die neue Version gebracht.")
    except NewerVersionError as error:
        yield Finding(Kind.NEWER_VERSION, str(error))
    except ForeignSchemaError as error:
        yield Finding(Kind.FOREIGN_SCHEMA, str(error))


def _bad_pages(pages: tuple[str, ...]) -> Finding:
    how_many = "Ein Teil" if len(pages) == 1 else "Mehrere Teile"
    verb = "wurde" if len(pages) == 1 else "wurden"
    return Finding(Kind.BAD_PAGES, f"{how_many} der Tresordatei {verb} beschädigt oder verändert; {_BACKUP}.")


def _bad_structure() -> Finding:
    return Finding(Kind.BAD_STRUCTURE, f"Die Daten im Tresor passen nicht zueinander; {_BACKUP}.")


def _not_opening(error: Exception) -> Finding:
    known = as_vault_error(error)
    if isinstance(known, DamagedError):
        return Finding(Kind.TRUNCATED, f"Die Tresordatei ist nicht vollständig; {_BACKUP}.")
    if isinstance(known, NotAVaultError):
        return Finding(Kind.BAD_STRUCTURE, str(known))
    raise known or error  # a locked or vanished file says nothing about its content
