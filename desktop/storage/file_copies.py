"""Copying whole files so that the copy is known to be the same: in pieces, onto the medium, read back."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from desktop.storage.errors import StorageFaultError
from desktop.storage.watch import Watch

_PIECE = 1024 * 1024


def sha256_of(path: Path, watch: Watch | None = None) -> str:
    """Digest of a file in hex, read in pieces; raises BackupCancelledError when `watch` is stopped."""
    digest = hashlib.sha256()
    with path.open("rb") as opened:
        while piece := opened.read(_PIECE):
            digest.update(piece)
            if watch is not None:
                watch.require_going_on()
    return digest.hexdigest()


def copy_proven(source: Path, target: Path, watch: Watch | None = None) -> str:
    """Copy `source` to the new file `target`, readable by the user alone; the digest of both.

    Raises StorageFaultError when the medium gives back something else than was written, OSError, BackupCancelledError;
    the caller removes what is left.
    """
    watch = watch or Watch()
    written = _copy(source, target, watch.part(0.0, 0.6))
    if sha256_of(target, watch) != written:
        raise StorageFaultError(f"„{target.name}“ wurde falsch gespeichert; bitte prüfen Sie den Datenträger.")
    watch.reached(1.0)
    return written


def _copy(source: Path, target: Path, watch: Watch) -> str:
    digest, done, whole = hashlib.sha256(), 0, max(1, source.stat().st_size)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with source.open("rb") as opened, os.fdopen(os.open(target, flags, 0o600), "wb") as made:
        while piece := opened.read(_PIECE):
            made.write(piece)
            digest.update(piece)
            done += len(piece)
            watch.reached(done / whole)
            watch.require_going_on()
        made.flush()
        os.fsync(made.fileno())
    return digest.hexdigest()
