"""A second place for copies: a USB stick or a share that is known by a mark on it, not by its drive letter."""

from __future__ import annotations

import datetime as dt
import json
import os
import secrets
import shutil
import string
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from desktop import clock
from desktop.errors import VaultError
from desktop.storage import atomic
from desktop.storage.backup.backup_content import Content, write_content
from desktop.storage.backup.backup_generations import (
    UNFINISHED,
    StoredCopy,
    free_folder,
    last_good,
    list_copies,
    read_copy,
    retain,
    tidy,
)
from desktop.storage.errors import (
    BackupCancelledError,
    CopyUnusableError,
    DiskFullError,
    TargetLostError,
    as_vault_error,
)
from desktop.storage.file_copies import copy_proven
from desktop.storage.files import VaultFiles
from desktop.storage.keys.keyfile import database_id
from desktop.storage.watch import STOPPED, Watch

ROOT = "Wegplan-Sicherungen"
_MARK = "ziel.json"
_FORMAT = "wegplan-ziel"
_ID_BYTES = 8


class TargetState(StrEnum):
    """What is found where the second place should be."""

    READY = "ready"
    ABSENT = "absent"
    OTHER = "other"
    """There is a medium, but not the one that was chosen."""
    READ_ONLY = "read_only"


@dataclass(frozen=True)
class Target:
    """The folder the user chose, the number of the mark made there, and the vault it is for.

    `known` are the marks of other media chosen before: two sticks may take turns.
    """

    folder: Path
    id: str
    vault: str
    known: tuple[str, ...] = ()

    @property
    def place(self) -> Path:
        """Where the copies of this vault lie on the medium. The number keeps two vaults of one name apart."""
        return self.folder / ROOT / f"{self.vault}-{self.id[:8]}"


def choose_target(files: VaultFiles, folder: Path) -> Target:
    """Mark `folder` as the second place for this vault's copies, or find the mark made there before.

    Raises TargetLostError when nothing can be written there, VaultError when the folder is the vault's own.
    """
    if folder.resolve() == files.folder.resolve() or folder.resolve().is_relative_to(files.backup_folder.resolve()):
        raise VaultError("Bitte wählen Sie einen anderen Datenträger; hier liegt der Tresor selbst.", field="folder")
    if not folder.is_dir():
        raise TargetLostError(f"Das zweite Ziel „{folder}“ ist nicht da; bitte stecken Sie den Datenträger an.")
    known = _known(files, folder)
    if known is not None:
        return known
    target = Target(folder, secrets.token_hex(_ID_BYTES), files.name)
    mark = {"format": _FORMAT, "id": target.id, "db_id": database_id(files).hex(), "since": clock.now().isoformat()}
    try:
        target.place.mkdir(parents=True)
        atomic.write_whole(target.place / _MARK, json.dumps(mark, indent=1).encode("utf-8"))
    except (OSError, VaultError) as error:
        raise _lost(error, target) from error
    return target


def find(target: Target) -> Target | None:
    """One of the media that were chosen, where it is now: in its folder, or at another drive letter or mount."""
    for folder in (target.folder, *_elsewhere(target.folder)):
        for number in (target.id, *target.known):
            there = replace(target, folder=folder, id=number)
            if _mark_id(there.place) == number:
                return there
    return None


def state_of(target: Target) -> TargetState:
    """Whether the medium is there and the right one. Never fails; asks the medium, so not on the main thread."""
    try:
        there = find(target)
        if there is not None:
            return TargetState.READY if os.access(there.place, os.W_OK) else TargetState.READ_ONLY
        is_other = target.folder.is_dir() and _is_medium(target.folder)
    except OSError:
        return TargetState.ABSENT
    return TargetState.OTHER if is_other else TargetState.ABSENT


def copies_there(target: Target) -> tuple[StoredCopy, ...]:
    """The copies on the medium, the newest first; none when it is not there."""
    try:
        there = find(target)
        return list_copies(there.place, there.vault) if there is not None else ()
    except OSError:
        return ()


def last_there(target: Target) -> dt.datetime | None:
    """When the newest good copy on the medium was made."""
    newest = last_good(copies_there(target))
    return newest.made if newest else None


def carry(copy: StoredCopy, target: Target, watch: Watch | None = None) -> StoredCopy:
    """Bring a finished copy to the medium, prove it there by its sums, then let the generations there go their way.

    Raises TargetLostError when the medium is away, full or fails: nothing half counts there. BackupCancelledError,
    CopyUnusableError when the copy itself does not hold what its description says.
    """
    watch = watch or Watch()
    target = require_ready(target)
    present = next((there for there in copies_there(target) if _same(there, copy) and there.counts), None)
    if present is not None:
        return present
    unfinished = target.place / f"{UNFINISHED}{os.getpid()}"
    try:
        carried = _carry(copy, target, unfinished, watch)
        retain(target.place, target.vault)
    except (OSError, VaultError) as error:
        raise _told(error, target, watch) from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    watch.reached(1.0)
    return carried


def require_ready(target: Target) -> Target:
    """The medium that is there. Raises TargetLostError with what is to be done unless there is one to write to."""
    state = state_of(target)
    there = find(target) if state is TargetState.READY else None
    if there is not None:
        return there
    said = {
        TargetState.ABSENT: "ist nicht da; bitte stecken Sie den Datenträger an",
        TargetState.READY: "antwortet nicht; bitte stecken Sie den Datenträger noch einmal an",
        TargetState.OTHER: "ist ein anderer Datenträger als der gewählte; bitte stecken Sie den richtigen an",
        TargetState.READ_ONLY: "ist schreibgeschützt; bitte heben Sie den Schreibschutz auf",
    }
    raise TargetLostError(f"Das zweite Ziel „{target.folder}“ {said[state]}.")


def _carry(copy: StoredCopy, target: Target, unfinished: Path, watch: Watch) -> StoredCopy:
    tidy(target.place)
    unfinished.mkdir()
    content = _content(copy)
    share = 1 / max(1, len(content.sha256))
    for place, (name, digest) in enumerate(content.sha256.items()):
        if copy_proven(copy.folder / name, unfinished / name, watch.part(place * share, share)) != digest:
            raise CopyUnusableError("Die Sicherung auf diesem PC ist beschädigt: Ihre Prüfsumme stimmt nicht mehr.")
    write_content(unfinished, content)
    there = free_folder(target.place, copy.made)
    atomic.replace(unfinished, there)
    atomic.sync_folder(target.place)
    return read_copy(there)


def _content(copy: StoredCopy) -> Content:
    if copy.content is None or copy.spoiled:
        raise CopyUnusableError(copy.spoiled)
    return copy.content


def _same(there: StoredCopy, copy: StoredCopy) -> bool:
    return there.content is not None and copy.content is not None and there.content.sha256 == copy.content.sha256


def _elsewhere(folder: Path) -> Iterator[Path]:
    """Where the same medium may appear another day: at another drive letter, or beside its mount of today."""
    if folder.drive and folder.drive[1:] == ":":
        for letter in string.ascii_uppercase:
            if letter != folder.drive[0].upper():
                yield Path(f"{letter}:\\", *folder.parts[1:])
    elif not folder.drive and folder.parent.is_dir():
        yield from (beside for beside in sorted(folder.parent.iterdir()) if beside != folder and beside.is_dir())


def _known(files: VaultFiles, folder: Path) -> Target | None:
    """A mark this vault left on the medium before, for example from another PC of the office."""
    for place in sorted((folder / ROOT).glob("*-*")):
        mark = _mark(place)
        if mark.get("db_id") == database_id(files).hex():
            target = Target(folder, str(mark.get("id")), files.name)
            if target.place == place:
                return target
    return None


def _mark(place: Path) -> dict[str, object]:
    try:
        raw = json.loads((place / _MARK).read_bytes())
    except (OSError, ValueError):
        return {}
    return raw if isinstance(raw, dict) and raw.get("format") == _FORMAT else {}


def _mark_id(place: Path) -> str:
    return str(_mark(place).get("id", ""))


def _is_medium(folder: Path) -> bool:
    """Whether something is mounted here: an empty folder where a stick used to appear is no other stick."""
    return os.path.ismount(folder) or any(folder.iterdir())


def _told(error: Exception, target: Target, watch: Watch) -> VaultError:
    if watch.stopped:
        return BackupCancelledError(STOPPED)
    return error if isinstance(error, CopyUnusableError) else _lost(error, target)


def _lost(error: Exception, target: Target) -> TargetLostError:
    reason = "wurde abgezogen oder antwortet nicht mehr"
    if isinstance(as_vault_error(error), DiskFullError):
        reason = "ist voll"
    elif target.folder.is_dir() and not os.access(target.folder, os.W_OK):
        reason = "ist schreibgeschützt"
    return TargetLostError(
        f"Das zweite Ziel „{target.folder}“ {reason}; die Kopie dort zählt nicht, die Sicherung auf diesem PC ist gut."
    )
