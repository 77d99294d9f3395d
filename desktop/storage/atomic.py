"""Writing a small file so that a reader sees the old or the new one, whole, whatever happens in between."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from time import sleep

from desktop.storage.errors import LockedError, StorageFaultError

_ATTEMPTS = 20
_TEMPORARY = ".neu-"


def write_whole(path: Path, data: bytes, check: Callable[[bytes], object] | None = None) -> None:
    """Put `data` at `path`, readable by the user alone; `check` sees what was read back and may refuse by raising.

    Raises OSError (full, read-only), StorageFaultError or LockedError; then `path` is as before and nothing is
    left beside it.
    """
    temporary = path.with_name(f"{path.name}{_TEMPORARY}{os.getpid()}")
    temporary.unlink(missing_ok=True)
    try:
        _write_synced(temporary, data)
        written = temporary.read_bytes()
        if written != data:
            raise StorageFaultError(f"„{path.name}“ wurde falsch gespeichert; bitte prüfen Sie den Datenträger.")
        if check is not None:
            check(written)
        replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
    sync_folder(path.parent)


def replace(source: Path, target: Path) -> None:
    """Rename over what is there, patient with virus scanners that hold a file for a moment.

    Raises LockedError when that lasts longer than 10 seconds.
    """
    for attempt in range(_ATTEMPTS):
        try:
            source.replace(target)
            return
        except PermissionError as error:
            held = error
            sleep(0.05 * (attempt + 1))
    raise LockedError(
        f"„{target.name}“ wird von einem anderen Programm festgehalten; bitte versuchen Sie es gleich noch einmal."
    ) from held


def sync_file(path: Path) -> None:
    """Have the system put the file's content on the medium."""
    with path.open("rb+") as opened:
        os.fsync(opened.fileno())


def sync_folder(folder: Path) -> None:
    """Have the system put the folder's entries on the medium; Windows does that by itself and cannot be asked."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def clear_leftovers(path: Path) -> None:
    """Remove what a killed `write_whole` of `path` left beside it."""
    for stray in path.parent.glob(f"{_escaped(path.name)}{_TEMPORARY}*"):
        stray.unlink(missing_ok=True)


def _write_synced(path: Path, data: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, 0o600), "wb") as opened:
        opened.write(data)
        opened.flush()
        os.fsync(opened.fileno())


def _escaped(name: str) -> str:
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in name)
