"""Moving a closed vault to another folder, out of a sync program's reach: copied, proven, then switched in one moment.

Until the switch only the old place counts, afterwards only the new one: a note in the old place is written first, and
the database arrives last.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from desktop.errors import VaultError
from desktop.storage import atomic
from desktop.storage.errors import DiskFullError, StorageFaultError, VaultExistsError
from desktop.storage.files import VaultFiles
from desktop.storage.sharing import moved
from desktop.storage.sharing.lock import VaultLock
from desktop.storage.sharing.places import require_no_sync, require_present, require_short
from desktop.storage.sharing.reach import reaching

Progress = Callable[[float], None]
Cancelled = Callable[[], bool]

_BLOCK = 1 << 20
_ROOM = 1 << 20  # bytes beside the files themselves
_HOLDER = "Wegplan (Umzug)"


class MoveCancelledError(VaultError):
    """The user stopped the move; the vault is where it was."""


@dataclass(frozen=True)
class Moved:
    """The vault in its new place, and files of the old one that could not be removed (a program held them)."""

    files: VaultFiles
    left: tuple[Path, ...]


@dataclass(frozen=True)
class _Piece:
    """One file: where it is, and its path inside the new folder."""

    source: Path
    inside: Path


def move_vault(
    files: VaultFiles, folder: Path, *, progress: Progress | None = None, cancelled: Cancelled | None = None
) -> Moved:
    """Move database, key file and backups of `files` to `folder`, which is made if need be.

    Nobody may have the vault open. `progress` gets 0 to 1. Raises VaultError subclasses (MoveCancelledError when
    `cancelled` says so); then the old place is as it was and nothing is left in the new one.
    """
    there = VaultFiles(folder / files.database.name)
    with reaching():
        require_present(files)
        _require_target(files, there)
        lock = VaultLock(files)
        lock.take(_HOLDER)
        try:
            pieces = _pieces(files)
            _bring_over(files, there, pieces, _Watch(pieces, progress, cancelled))
        finally:
            lock.release()
        return Moved(there, _remove_old(files, pieces))


class _Watch:
    """Counts bytes, of which each is copied once and read back once."""

    def __init__(self, pieces: list[_Piece], progress: Progress | None, cancelled: Cancelled | None) -> None:
        self.total = sum(piece.source.stat().st_size for piece in pieces)
        self._done = 0
        self._progress, self._cancelled = progress, cancelled

    def went_on(self, count: int) -> None:
        if self._cancelled is not None and self._cancelled():
            raise MoveCancelledError("Der Umzug wurde abgebrochen; der Tresor liegt, wo er war.")
        self._done += count
        if self._progress is not None:
            self._progress(min(1.0, self._done / max(1, 2 * self.total)))


def _require_target(files: VaultFiles, there: VaultFiles) -> None:
    if there.folder.resolve() == files.folder.resolve():
        raise VaultError("Der Tresor liegt schon in diesem Ordner; bitte wählen Sie einen anderen.", field="path")
    require_no_sync(there)
    require_short(there)
    there.folder.mkdir(parents=True, exist_ok=True)
    _clear_cut_off(files, there)
    for path in (there.database, there.wal, there.key_file, there.key_backup):
        if path.exists():
            raise VaultExistsError(
                f"„{path.name}“ gibt es dort schon; bitte wählen Sie einen anderen Ordner.", field="path"
            )


def _clear_cut_off(files: VaultFiles, there: VaultFiles) -> None:
    """Take away what a move to the same place left when it was killed before the switch."""
    shutil.rmtree(_staging(there), ignore_errors=True)
    note = moved.read_note(files)
    if note is None or note.target != there.database or not moved.was_cut_off(files, note):
        return
    for piece in _pieces(files):
        arrived = there.folder / piece.inside
        if arrived.exists() and _digest(arrived) == _digest(piece.source):
            arrived.unlink()
    files.moved_note.unlink()


def _pieces(files: VaultFiles) -> list[_Piece]:
    """Key files first, the database last: it must not be anywhere without them."""
    beside = [path for path in (files.key_file, files.key_backup, files.wal, files.journal) if path.exists()]
    copies = [path for folder in _generations(files) for path in sorted(folder.rglob("*")) if path.is_file()]
    seen = sorted(path for path in files.readings_folder.glob("*") if path.is_file())
    return [_Piece(path, path.relative_to(files.folder)) for path in (*copies, *seen, *beside, files.database)]


def _generations(files: VaultFiles) -> Iterator[Path]:
    """Backups of this vault; other vaults of the folder keep theirs."""
    if files.backup_folder.is_dir():
        for folder in sorted(files.backup_folder.iterdir()):
            if (folder / files.database.name).is_file():
                yield folder


def _bring_over(files: VaultFiles, there: VaultFiles, pieces: list[_Piece], watch: _Watch) -> None:
    staging = _staging(there)
    placed: list[Path] = []
    try:
        _require_room(there, watch.total)
        for piece in pieces:
            _copy(piece.source, staging / piece.inside, watch)
        watch.went_on(0)  # the last moment to stop
        moved.write_note(files, there.database)
        for piece in pieces:
            _place(staging / piece.inside, there.folder / piece.inside, placed)
        atomic.sync_folder(there.folder)
    except BaseException:
        _take_back(files, there, placed)
        raise
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    there.moved_note.unlink(missing_ok=True)  # of a move away from there, long ago


def _place(staged: Path, target: Path, placed: list[Path]) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        raise VaultExistsError(f"„{target.name}“ gibt es dort schon; bitte wählen Sie einen anderen Ordner.")
    atomic.replace(staged, target)
    placed.append(target)


def _take_back(files: VaultFiles, there: VaultFiles, placed: list[Path]) -> None:
    """Before the switch the old place counts; once the database has arrived, it stays."""
    if there.database in placed:
        return
    for path in placed:
        path.unlink(missing_ok=True)
        with suppress(OSError):  # a folder with something else in it
            path.parent.rmdir()
    files.moved_note.unlink(missing_ok=True)


def _copy(source: Path, target: Path, watch: _Watch) -> None:
    """Copy and read back what arrived; raises StorageFaultError when it is not the same."""
    target.parent.mkdir(parents=True, exist_ok=True)
    sent = hashlib.sha256()
    with source.open("rb") as reading, target.open("xb") as writing:
        while block := reading.read(_BLOCK):
            sent.update(block)
            writing.write(block)
            watch.went_on(len(block))
        writing.flush()
        os.fsync(writing.fileno())
    proven = _digest(target) == sent.digest()
    watch.went_on(target.stat().st_size)
    if not proven:
        raise StorageFaultError(
            f"„{source.name}“ kam nicht richtig an; der Tresor liegt, wo er war. Bitte prüfen Sie den Datenträger."
        )


def _digest(path: Path) -> bytes:
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").digest()


def _require_room(there: VaultFiles, needed: int) -> None:
    free = shutil.disk_usage(there.folder).free
    if free < needed + _ROOM:
        raise DiskFullError(
            f"Im neuen Ordner fehlen {_megabytes(needed + _ROOM - free)} MB Platz; der Tresor liegt, wo er war."
        )


def _remove_old(files: VaultFiles, pieces: list[_Piece]) -> tuple[Path, ...]:
    """What was copied, shared memory, lock and reading copies go; the note stays. Files that cannot go are told."""
    shared_memory = files.database.with_name(files.database.name + "-shm")
    left: list[Path] = []
    old = (files.database, *(piece.source for piece in pieces), shared_memory, files.lock_file, files.owner_file)
    for path in dict.fromkeys(old):  # the database first: without it nothing opens here, whatever else stays
        try:
            path.unlink(missing_ok=True)
        except OSError:
            left.append(path)
    shutil.rmtree(files.reading_folder, ignore_errors=True)
    for folder in {piece.source.parent for piece in pieces} - {files.folder}:
        shutil.rmtree(folder, ignore_errors=True)
    with suppress(OSError):  # backups of another vault
        files.backup_folder.rmdir()
    return tuple(left)


def _staging(there: VaultFiles) -> Path:
    return there.folder / f"{there.name}.umzug"


def _megabytes(count: int) -> int:
    return -(-count // 1_000_000)
