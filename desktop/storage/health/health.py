"""Is this vault sound? Answered as far as possible without a password, and fully with one. Changes no data."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from desktop.errors import VaultError
from desktop.storage.contents import Contents, examine_file
from desktop.storage.engine import PAGE_BYTES
from desktop.storage.errors import (
    KeyFileTamperedError,
    NewerVersionError,
    NotAVaultError,
    ReadOnlyError,
    VaultMissingError,
    translated,
)
from desktop.storage.files import MIGRATIONS, VaultFiles
from desktop.storage.health.findings import Finding, HealthReport, Kind
from desktop.storage.keys import keyfile
from desktop.storage.keys.kdf import STANDARD_COST, KeyCost
from desktop.storage.keys.keyfile import KeyFile
from desktop.storage.keys.keys import DatabaseKey
from desktop.storage.keys.rotation import fitting
from desktop.storage.keys.unlocking import ways_by_password
from desktop.storage.sharing.lock import VaultLock
from desktop.storage.sharing.places import require_present, require_writable, sync_service

__all__ = ["Finding", "HealthReport", "Kind", "check_vault", "complete_report", "file_report"]


def check_vault(
    files: VaultFiles,
    *,
    label: str | None = None,
    password: str | None = None,
    cost: KeyCost = STANDARD_COST,
    scripts: Path = MIGRATIONS,
) -> HealthReport:
    """Check the files; with `label` and `password` also the slot, every page, the structure and the schema.

    What is wrong with the vault stands in the report. Raises only what says nothing about it: WrongPasswordError,
    VaultError for an unknown label, VaultInUseError, LockedError, StorageFaultError.
    """
    report, keys = _check_files(files, cost)
    if keys is None or label is None or password is None or not report.sound:
        return report
    with _undisturbed(files, label, report) as mode, translated():
        way = fitting(files, ways_by_password(files, keys, label, password))
        key = way.key
        report = replace(report, findings=(*report.findings, *_tampering(way.side, key)))
        report = complete_report(report, examine_file(files.database, key, scripts, mode))
        key.wipe()
    return report


def complete_report(report: HealthReport, contents: Contents) -> HealthReport:
    """The report of the files together with what was found inside."""
    return replace(
        report,
        findings=(*report.findings, *contents.findings),
        complete=True,
        revision=contents.revision,
        saves=contents.saves,
        counts=contents.counts,
    )


def file_report(files: VaultFiles, cost: KeyCost) -> HealthReport:
    """What can be seen without a password."""
    return _check_files(files, cost)[0]


def _check_files(files: VaultFiles, cost: KeyCost) -> tuple[HealthReport, KeyFile | None]:
    report = HealthReport(files.name, tuple(_file_findings(files)))
    if not report.sound:
        return report, None
    report = replace(report, size=files.database.stat().st_size)
    try:
        keys = keyfile.read(files, cost)
    except VaultError as error:
        kind = Kind.NEWER_VERSION if isinstance(error, NewerVersionError) else Kind.KEY_FILE
        return replace(report, findings=(*report.findings, Finding(kind, str(error)))), None
    return replace(report, slots=keys.labels, has_recovery=keys.recovery is not None), keys


def _file_findings(files: VaultFiles) -> Iterator[Finding]:
    try:
        require_present(files)
        keyfile.database_id(files)
    except VaultMissingError as error:
        yield Finding(Kind.MISSING, str(error))
        return
    except NotAVaultError as error:
        yield Finding(Kind.NOT_A_VAULT, str(error))
        return
    if files.database.stat().st_size % PAGE_BYTES:
        yield Finding(
            Kind.TRUNCATED,
            "Die Tresordatei ist nicht vollständig; bitte holen Sie die letzte Sicherung aus „Sicherungen“ zurück.",
        )
    yield from _place_findings(files)


def _place_findings(files: VaultFiles) -> Iterator[Finding]:
    service = sync_service(files.database)
    if service is not None:
        yield Finding(Kind.SYNC_FOLDER, f"Der Tresor liegt in einem Ordner von {service}; bitte verschieben Sie ihn.")
    try:
        require_writable(files)
    except ReadOnlyError as error:
        yield Finding(Kind.READ_ONLY, str(error))


@contextmanager
def _undisturbed(files: VaultFiles, label: str, report: HealthReport) -> Iterator[str]:
    """Nobody works on the vault meanwhile; the mode to open it with. What cannot be written needs no lock."""
    if report.finding(Kind.READ_ONLY):
        # Without write access a database in WAL mode opens only when SQLite may take it as unchanging.
        yield "ro" if files.wal.exists() else "ro&immutable=1"
        return
    lock = VaultLock(files)
    lock.take(label)
    try:
        yield "rw"
    finally:
        lock.release()


def _tampering(keys: KeyFile, key: DatabaseKey) -> tuple[Finding, ...]:
    try:
        keyfile.prove(keys, key)
    except KeyFileTamperedError as error:
        return (Finding(Kind.KEY_FILE, str(error)),)
    return ()
