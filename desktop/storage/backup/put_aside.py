"""The vault as it was before a copy took its place: kept whole in `Sicherungen/vor-Rückholung_<date>`."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from desktop import clock
from desktop.storage import atomic
from desktop.storage.backup.backup_generations import ASIDE, UNFINISHED
from desktop.storage.errors import CopyUnusableError
from desktop.storage.file_copies import copy_proven, sha256_of
from desktop.storage.files import VaultFiles
from desktop.storage.watch import Watch

_CONTENT = "vorher.json"
_FORMAT = "wegplan-vorher"


@dataclass(frozen=True)
class Aside:
    """A vault put aside at `at` (aware UTC), when a state of the moment `came` (aware UTC) took its place."""

    folder: Path
    at: dt.datetime
    came: dt.datetime
    sha256: dict[str, str]


def vault_parts(files: VaultFiles) -> tuple[Path, ...]:
    """Every file a vault can have that holds data or keys, whether it is there or not."""
    return (files.database, files.wal, files.key_file, files.key_backup)


def put_aside(files: VaultFiles, came: dt.datetime, watch: Watch) -> Aside | None:
    """Copy what is there, damaged or not, and prove the copies; None when nothing is there. Raises OSError."""
    present = [path for path in vault_parts(files) if path.is_file()]
    if not present:
        return None
    unfinished = files.backup_folder / f"{UNFINISHED}{os.getpid()}"
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    try:
        share = 1 / len(present)
        sums = {
            path.name: copy_proven(path, unfinished / path.name, watch.part(place * share, share))
            for place, path in enumerate(present)
        }
        aside = Aside(_free(files), clock.now(), came, sums)
        _write(unfinished, aside)
        atomic.replace(unfinished, aside.folder)
        atomic.sync_folder(files.backup_folder)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return aside


def list_asides(files: VaultFiles) -> tuple[Aside, ...]:
    """What was put aside for this vault and can be brought back, the newest first."""
    found = []
    for folder in files.backup_folder.glob(f"{ASIDE}*"):
        try:
            aside = read_aside(folder)
        except CopyUnusableError:
            continue
        if files.database.name in aside.sha256 or files.key_file.name in aside.sha256:
            found.append(aside)
    return tuple(sorted(found, key=lambda aside: (aside.at, aside.folder.name), reverse=True))


def read_aside(folder: Path) -> Aside:
    """What lies in a folder that was put aside. Raises CopyUnusableError."""
    try:
        raw = json.loads((folder / _CONTENT).read_bytes())
        sums = {str(name): str(digest) for name, digest in raw["sha256"].items()}
        at, came = (dt.datetime.fromisoformat(raw[name]) for name in ("at", "came"))
        plain = all(Path(name).name == name for name in sums) and at.tzinfo and came.tzinfo
        if raw["format"] != _FORMAT or not plain:
            raise ValueError("not the description of a vault put aside")
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise CopyUnusableError(f"Was in „{folder.name}“ liegt, lässt sich nicht zurückholen.") from None
    return Aside(folder, at, came, sums)


def prove_aside(aside: Aside, watch: Watch) -> None:
    """Raise CopyUnusableError unless every file is as it was when it was put aside."""
    for name, digest in aside.sha256.items():
        path = aside.folder / name
        if not path.is_file() or sha256_of(path, watch) != digest:
            raise CopyUnusableError(f"Was in „{aside.folder.name}“ liegt, wurde inzwischen verändert.")


def forget_aside(aside: Aside) -> None:
    """Delete what was put aside, for good. Raises OSError."""
    shutil.rmtree(aside.folder)


def _write(folder: Path, aside: Aside) -> None:
    raw = {"format": _FORMAT, "version": 1, "at": aside.at.isoformat(), "came": aside.came.isoformat(),
           "sha256": aside.sha256}  # fmt: skip
    atomic.write_whole(folder / _CONTENT, json.dumps(raw, ensure_ascii=False, indent=1).encode("utf-8"))


def _free(files: VaultFiles) -> Path:
    stamp = f"{ASIDE}{clock.now().astimezone():%Y-%m-%d_%H%M%S}"
    target, number = files.backup_folder / stamp, 2
    while target.exists():
        target, number = files.backup_folder / f"{stamp}-{number}", number + 1
    return target
