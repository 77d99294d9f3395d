"""A medium of a few megabytes that fills up: a real one where the system allows it, a pretended one everywhere."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Pool, event

SIZE = 24_000_000
_UNLIMITED = 4_294_967_294
_FILLER = "fremde Dateien"


class RealDisk:
    """A file system in memory of SIZE bytes (Linux, root)."""

    kind = "kleines Dateisystem"

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def fill(self, leave: int) -> None:
        """Somebody else's files take all room but `leave` bytes."""
        self.free()
        with (self.folder / _FILLER).open("wb") as filler:
            filler.write(bytes(max(0, shutil.disk_usage(self.folder).free - leave)))

    def free(self) -> None:
        """There is room again."""
        (self.folder / _FILLER).unlink(missing_ok=True)


class PretendedDisk:
    """An ordinary folder in which the database may not grow and no other file can be brought onto the medium."""

    kind = "vorgetäuscht"

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self._patch = patch
        self._pages = _UNLIMITED
        self._more = 0
        event.listen(Pool, "checkout", self._limit)

    def fill(self, leave: int) -> None:
        """The database may grow by `leave` bytes; everything else fails at once."""
        self._more, self._pages = leave // 4096, 0
        self._patch.setattr(os, "fsync", _full)

    def free(self) -> None:
        """There is room again."""
        self._pages = _UNLIMITED
        self._patch.undo()

    def forget(self) -> None:
        event.remove(Pool, "checkout", self._limit)

    def _limit(self, connection: Any, *_: object) -> None:
        if not self._pages:
            self._pages = connection.execute("PRAGMA page_count").fetchone()[0] + self._more
        connection.execute(f"PRAGMA max_page_count = {self._pages}").fetchall()


SmallDisk = RealDisk | PretendedDisk


def _full(_: int) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@contextmanager
def real_disk(folder: Path, mount: str) -> Iterator[RealDisk]:
    """Mounted with the program `mount`, and taken away again."""
    folder.mkdir()
    subprocess.run([mount, "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", folder], check=True)
    try:
        yield RealDisk(folder)
    finally:
        subprocess.run(["umount", folder], check=True)


@contextmanager
def pretended_disk(folder: Path) -> Iterator[PretendedDisk]:
    """For as long as the block lasts."""
    folder.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        disk = PretendedDisk(folder, patch)
        try:
            yield disk
        finally:
            disk.forget()
