"""The restore drill (DSGVO Art. 32 (1) d): the newest copy is brought back in a folder of its own and checked."""

from __future__ import annotations

import datetime as dt
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine
from sqlcipher3 import dbapi2

from desktop import clock
from desktop.errors import VaultError
from desktop.storage.backup.backup import check_copy, one_at_a_time
from desktop.storage.backup.backup_generations import StoredCopy, last_good, list_copies, mark_spoiled, prove_whole
from desktop.storage.engine import driver_connection
from desktop.storage.errors import (
    BackupCancelledError,
    BackupFailedError,
    CopyUnusableError,
    DamagedError,
    DiskFullError,
    as_vault_error,
)
from desktop.storage.file_copies import copy_proven
from desktop.storage.files import VaultFiles
from desktop.storage.health.integrity import row_counts, saves
from desktop.storage.keys.keys import DatabaseKey
from desktop.storage.watch import Watch

_SCRATCH = ".neu-übung"


@dataclass(frozen=True)
class Drill:
    """What a drill found. `counts` and `saves` are those of the copy, `counts_now` and `saves_now` of the vault."""

    folder: Path
    made: dt.datetime
    at: dt.datetime
    seconds: float
    size: int
    counts: dict[str, int]
    counts_now: dict[str, int]
    saves: int
    saves_now: int


def run_drill(files: VaultFiles, engine: Engine, key: DatabaseKey, watch: Watch | None = None) -> Drill:
    """Bring the newest good copy back beside the vault, encrypted all the time, and check it fully.

    A copy that fails is marked and counts no longer. Raises BackupFailedError with what to do, BackupCancelledError.
    """
    watch = watch or Watch()
    with one_at_a_time():
        copy = _newest(files, key)
        scratch = files.backup_folder / _SCRATCH
        started = time.perf_counter()
        try:
            shutil.rmtree(scratch, ignore_errors=True)
            scratch.mkdir()
            counts, saved = _bring_back(copy, scratch, key, watch)
            taken = time.perf_counter() - started
            with driver_connection(engine) as connection:
                now, saves_now = row_counts(connection), saves(connection)
        except (VaultError, OSError, dbapi2.Error) as error:
            raise _told(error, copy, watch) from error
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
    watch.reached(1.0)
    return Drill(copy.folder, copy.made, clock.now(), taken, copy.size, counts, now, saved, saves_now)


def _newest(files: VaultFiles, key: DatabaseKey) -> StoredCopy:
    copies = list_copies(files.backup_folder, files.name)
    copy = last_good(copy for copy in copies if copy.content and copy.content.key_id == key.key_id)
    if copy is None:
        raise BackupFailedError("Es gibt noch keine Sicherung mit dem Schlüssel von heute; bitte machen Sie erst eine.")
    return copy


def _bring_back(copy: StoredCopy, scratch: Path, key: DatabaseKey, watch: Watch) -> tuple[dict[str, int], int]:
    prove_whole(copy, watch)
    assert copy.content is not None
    for name in copy.content.sha256:
        copy_proven(copy.folder / name, scratch / name, watch.part(0.1, 0.3))
    counts, saved = check_copy(scratch / copy.content.database, key, watch)
    if copy.content.counts not in (None, counts):
        raise DamagedError("Die Sicherung ist nicht vollständig.")
    return counts, saved


def _told(error: Exception, copy: StoredCopy, watch: Watch) -> VaultError:
    if watch.stopped:
        return BackupCancelledError("Die Übung wurde abgebrochen; Tresor und Sicherungen sind, wie sie waren.")
    known = as_vault_error(error)
    if isinstance(known, CopyUnusableError | DamagedError):
        mark_spoiled(copy, "Die Übung hat gezeigt: Diese Sicherung ist beschädigt.")
        return BackupFailedError(
            f"Die Sicherung „{copy.folder.name}“ ist beschädigt und zählt nicht mehr; bitte machen Sie gleich eine "
            "neue."
        )
    reason = "der Datenträger ist voll" if isinstance(known, DiskFullError) else "der Datenträger antwortet nicht"
    return BackupFailedError(f"Die Übung ist nicht gelungen, an den Sicherungen ändert das nichts: {reason}.")
