"""Putting a copy in place of the vault, and taking that back. A kill leaves the old vault whole, or the new one.

All files of a vault cannot be exchanged at one stroke. So the new ones are laid ready and proven first, then a note is
written beside the vault: from that moment on whoever opens it (`finish_interrupted`) brings the exchange to its end.
"""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from desktop.errors import VaultError
from desktop.storage import atomic
from desktop.storage.backup.backup_generations import StoredCopy, prove_whole
from desktop.storage.backup.put_aside import Aside, prove_aside, put_aside, vault_parts
from desktop.storage.errors import (
    BackupCancelledError,
    CopyUnusableError,
    DiskFullError,
    ReadOnlyError,
    RestoreFailedError,
    VaultInUseError,
    as_vault_error,
)
from desktop.storage.file_copies import copy_proven
from desktop.storage.files import VaultFiles
from desktop.storage.sharing.lock import VaultLock
from desktop.storage.watch import Cancelled, Progress, Watch

_READY = ".rückholung"
_NOTE = ".rueckholung.json"
_FORMAT = "wegplan-rueckholung"
_WHO = "Rückholung einer Sicherung"


@dataclass(frozen=True)
class _Exchange:
    """Files that take the vault's place: their names there, each with the file it is copied from."""

    sources: dict[str, Path]
    came: dt.datetime


def restore(
    files: VaultFiles,
    copy: StoredCopy,
    *,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Aside | None:
    """Put `copy` in place of the vault; what is there now goes aside first, also when it is damaged; None: nothing was.

    Whether a password opens the copy is for the caller to prove (`restore_proof`). Raises RestoreFailedError,
    CopyUnusableError, VaultInUseError, BackupCancelledError; then the vault is as it was.
    """
    watch = Watch(progress, cancelled)
    with _told(watch), _alone(files):
        prove_whole(copy, watch.part(0.0, 0.1))
        if copy.content is None:
            raise CopyUnusableError(copy.spoiled)
        old = copy.content.vault
        sources = {files.name + name.removeprefix(old): copy.folder / name for name in copy.content.sha256}
        return _exchange(files, _Exchange(sources, copy.made), watch)


def undo(files: VaultFiles, aside: Aside) -> Aside | None:
    """Bring back the vault as it was put aside; what is there now goes aside in turn, so this can be undone too.

    Raises as `restore`.
    """
    watch = Watch()
    with _told(watch), _alone(files):
        prove_aside(aside, watch)
        sources = {name: aside.folder / name for name in aside.sha256}
        return _exchange(files, _Exchange(sources, aside.at), watch)


def finish_interrupted(files: VaultFiles) -> bool:
    """Bring an exchange that was killed to its end; True when there was one. Only for whoever holds the vault's lock.

    Raises OSError or VaultError; the next to open the vault tries again.
    """
    names = _noted(files)
    if names is None:
        shutil.rmtree(files.backup_folder / _READY, ignore_errors=True)
        return False
    _put_in_place(files, names)
    return True


def settle(files: VaultFiles) -> None:
    """As `finish_interrupted`, for whoever has not opened the vault yet and wants to know who can.

    Raises VaultError; VaultInUseError when somebody else is just doing it.
    """
    if is_interrupted(files):
        with _told(Watch()), _alone(files):
            finish_interrupted(files)


def is_interrupted(files: VaultFiles) -> bool:
    """Whether an exchange waits for its end, so that the key file beside the vault may be of the other one."""
    return _note(files).exists()


def _exchange(files: VaultFiles, wanted: _Exchange, watch: Watch) -> Aside | None:
    finish_interrupted(files)
    ready = files.backup_folder / _READY
    ready.mkdir(parents=True)
    try:
        share = 0.4 / max(1, len(wanted.sources))
        for place, (name, source) in enumerate(wanted.sources.items()):
            copy_proven(source, ready / name, watch.part(0.1 + place * share, share))
        aside = put_aside(files, wanted.came, watch.part(0.5, 0.4))
        watch.require_going_on()
    except BaseException:
        shutil.rmtree(ready, ignore_errors=True)
        raise
    names = tuple(wanted.sources)
    note = {"format": _FORMAT, "version": 1, "files": names}
    atomic.write_whole(_note(files), json.dumps(note, ensure_ascii=False).encode("utf-8"))
    _put_in_place(files, names)
    watch.reached(1.0)
    return aside


def _put_in_place(files: VaultFiles, names: tuple[str, ...]) -> None:
    """Every step may have been done before. What is not replaced goes: a foreign write-ahead log would spoil all."""
    ready = files.backup_folder / _READY
    shared_memory = files.database.with_name(files.database.name + "-shm")
    for path in (shared_memory, *vault_parts(files)):
        if path.name not in names:
            path.unlink(missing_ok=True)
    for name in names:
        if (ready / name).exists():
            atomic.replace(ready / name, files.folder / name)
    atomic.sync_folder(files.folder)
    _note(files).unlink()
    shutil.rmtree(ready, ignore_errors=True)


def _note(files: VaultFiles) -> Path:
    return files.folder / (files.name + _NOTE)


def _noted(files: VaultFiles) -> tuple[str, ...] | None:
    """Names of the files that are to take the vault's place; None when no exchange was begun."""
    try:
        raw = json.loads(_note(files).read_bytes())
    except FileNotFoundError:
        return None
    except ValueError:
        raise _failed("die Notiz darüber ist unlesbar") from None
    known = {path.name for path in vault_parts(files)}
    if not isinstance(raw, dict) or raw.get("format") != _FORMAT or not set(raw.get("files", ())) <= known:
        raise _failed("die Notiz darüber ist unlesbar")
    return tuple(raw["files"])


@contextmanager
def _alone(files: VaultFiles) -> Iterator[None]:
    lock = VaultLock(files)
    lock.take(_WHO)
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _told(watch: Watch) -> Iterator[None]:
    """One sentence for whatever broke the exchange off."""
    try:
        yield
    except (CopyUnusableError, VaultInUseError, RestoreFailedError):
        raise
    except (VaultError, OSError) as error:
        if watch.stopped:
            raise BackupCancelledError("Das Zurückholen wurde abgebrochen; der Tresor ist, wie er war.") from error
        known = as_vault_error(error)
        reasons: dict[type[VaultError], str] = {
            DiskFullError: "der Datenträger ist voll",
            ReadOnlyError: "der Ordner des Tresors ist schreibgeschützt",
        }
        reason = reasons.get(type(known)) if known else None
        raise _failed(reason or "der Datenträger antwortet nicht richtig") from error


def _failed(why: str) -> RestoreFailedError:
    return RestoreFailedError(
        f"Die Sicherung ließ sich nicht zurückholen ({why}); alle Dateien sind noch da, bitte versuchen Sie es noch "
        "einmal."
    )
