"""The note a vault leaves where it was moved away from, so that nobody works with two of them."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path

from desktop import clock
from desktop.storage.atomic import write_whole
from desktop.storage.errors import VaultMovedError
from desktop.storage.files import VaultFiles


@dataclass(frozen=True)
class MovedNote:
    """Where the vault was moved to, and when (aware UTC)."""

    target: Path
    made: dt.datetime


def write_note(files: VaultFiles, target: Path) -> None:
    """Say that from now on the database at `target` counts. Raises OSError, VaultError."""
    note = {"target": str(target), "made": clock.now().isoformat()}
    write_whole(files.moved_note, json.dumps(note, ensure_ascii=False).encode("utf-8"))


def read_note(files: VaultFiles) -> MovedNote | None:
    """The note of an earlier move; None when there is none or it cannot be read."""
    try:
        raw = json.loads(files.moved_note.read_bytes())
        return MovedNote(Path(raw["target"]), dt.datetime.fromisoformat(raw["made"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def was_cut_off(files: VaultFiles, note: MovedNote) -> bool:
    """Whether the move ended before the switch: the target's folder can be seen, and no vault has arrived in it."""
    return files.database.is_file() and note.target.parent.is_dir() and not note.target.exists()


def require_not_moved(files: VaultFiles) -> None:
    """Raise VaultMovedError with the new place when this one no longer counts."""
    note = read_note(files)
    if note is None or was_cut_off(files, note):
        return
    day = clock.german_date(note.made.astimezone().date())
    raise VaultMovedError(
        f"Dieser Tresor liegt seit dem {day} in „{note.target.parent}“; bitte öffnen Sie ihn dort.", note.target
    )
