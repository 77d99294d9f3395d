"""Single use of a vault: an operating system lock, and beside it a note who holds it."""

from __future__ import annotations

import datetime as dt
import json
import os
import platform
from dataclasses import dataclass

from filelock import FileLock, Timeout

from desktop import clock
from desktop.storage.atomic import write_whole
from desktop.storage.errors import VaultInUseError, translated
from desktop.storage.files import VaultFiles


@dataclass(frozen=True)
class Owner:
    """Who has a vault open: slot label, PC, process and since when (aware UTC)."""

    label: str
    computer: str
    process: int
    since: dt.datetime


class VaultLock:
    """Held from before the key file is read until after the database is closed; freed by the system after a kill."""

    def __init__(self, files: VaultFiles) -> None:
        self._files = files
        # Taken by the storage thread, released by whoever ends the program.
        self._lock = FileLock(files.lock_file, timeout=0, thread_local=False, mode=0o600)

    def take(self, label: str) -> None:
        """Raise VaultInUseError naming the other user, PC and time when somebody else has the vault open."""
        try:
            with translated():
                self._lock.acquire()
        except Timeout:
            raise VaultInUseError(_in_use(self._files)) from None
        try:
            with translated():
                _write_owner(self._files, label)
        except BaseException:
            self._lock.release()
            raise

    def release(self) -> None:
        """Let others in; harmless when not held."""
        if not self._lock.is_locked:
            return
        self._files.owner_file.unlink(missing_ok=True)
        self._lock.release()


def owner(files: VaultFiles) -> Owner | None:
    """The note of the last holder; None when there is none or it cannot be read."""
    try:
        raw = json.loads(files.owner_file.read_bytes())
        since = dt.datetime.fromisoformat(raw["since"])
        return Owner(str(raw["label"]), str(raw["computer"]), int(raw["process"]), since)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _write_owner(files: VaultFiles, label: str) -> None:
    note = {
        "label": label,
        "computer": platform.node(),
        "process": os.getpid(),
        "since": clock.now().isoformat(),
    }
    write_whole(files.owner_file, json.dumps(note, ensure_ascii=False).encode("utf-8"))


def _in_use(files: VaultFiles) -> str:
    holder = owner(files)
    if holder is None:
        return f"Der Tresor „{files.name}“ ist schon geöffnet; bitte schließen Sie ihn dort zuerst."
    since = holder.since.astimezone()
    return (
        f"Der Tresor „{files.name}“ wird gerade von {holder.label} an {holder.computer} bearbeitet "
        f"(seit {clock.german_date(since.date())}, {since:%H:%M} Uhr); bitte schließen Sie ihn dort zuerst."
    )
