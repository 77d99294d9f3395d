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
from desktop.storage.errors import DiskFullError, VaultInUseError, translated
from desktop.storage.files import VaultFiles
from desktop.storage.sharing.reach import reaching

_OTHERS_LOOK = 0.2  # seconds; somebody who only asks whether the vault is free holds the lock for a moment


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
                self._lock.acquire(timeout=_OTHERS_LOOK, poll_interval=0.02)
        except Timeout:
            raise VaultInUseError(_in_use(self._files)) from None
        except DiskFullError:
            raise _full(self._files) from None
        try:
            with translated():
                _write_owner(self._files, label)
        except BaseException as error:
            self._lock.release()
            if isinstance(error, DiskFullError):
                raise _full(self._files) from error
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


def holder(files: VaultFiles) -> Owner | None:
    """Who has the vault open now; None when it is free. A note whose writer was killed counts for nothing.

    Looking takes the lock for a moment, but only when there is a note. Raises VaultError when the folder is not there.
    """
    noted = owner(files)
    if noted is None and not files.owner_file.exists():
        return None
    lock = FileLock(files.lock_file, timeout=0, thread_local=False, mode=0o600)
    with reaching():
        try:
            lock.acquire()
        except Timeout:
            return noted or Owner("", "", 0, clock.now())
        lock.release()
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
    return (
        f"Der Tresor „{files.name}“ wird gerade von {holder.label} an {holder.computer} bearbeitet"
        f"{_since(holder.since)}; bitte schließen Sie ihn dort zuerst."
    )


def _since(moment: dt.datetime) -> str:
    """Left out when the clock of the other PC is ahead of ours: a time to come would only confuse."""
    if moment.tzinfo is None or moment > clock.now() + dt.timedelta(minutes=1):
        return ""
    local = moment.astimezone()
    return f" (seit {clock.german_date(local.date())}, {local:%H:%M} Uhr)"


def _full(files: VaultFiles) -> DiskFullError:
    return DiskFullError(
        f"Der Datenträger mit dem Tresor „{files.name}“ ist voll; bitte schaffen Sie dort Platz und öffnen Sie den "
        "Tresor dann noch einmal."
    )
