"""What the page „Sicherungen“ can have done. Put together in `desktop/app_backup.py`, as views touch no store."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from desktop.casework.drills import DrillResult, DrillRow
from desktop.models.copy_table import CopyRow
from desktop.models.work import Progress


@dataclass(frozen=True)
class TargetPicture:
    """The second place. `state` is ready, absent, other or read_only; `last` (aware UTC) the newest good copy there, as
    far as this PC knows."""

    folder: Path
    state: str
    last: dt.datetime | None


@dataclass(frozen=True)
class BackupPicture:
    """Everything the page shows. `last` is the newest good copy beside the vault; `undoable` the moments (put aside
    at, state of) of the last bringing back, if that can be taken back."""

    rows: tuple[CopyRow, ...]
    last: dt.datetime | None
    overdue: bool
    target: TargetPicture | None
    undoable: tuple[dt.datetime, dt.datetime] | None


@dataclass(frozen=True)
class RoundDone:
    """A copy that was made: its folder's name, and the sentence why it is not at the second place."""

    name: str
    target_problem: str


@dataclass(frozen=True)
class BackupTools:
    """`look`, `run`, `choose`, `drill` and `protocol` run beside the main thread and raise CaseworkError; the others
    are called on it. `choose` gives what `keep_target` keeps on this PC; `keep_target("")` forgets the place;
    `seen_there` remembers when the newest copy at the second place was made, for while it is away. `leave` closes the
    vault and shows the page for bringing a copy back."""

    look: Callable[[], BackupPicture]
    run: Callable[[Progress], RoundDone]
    choose: Callable[[Path], str]
    keep_target: Callable[[str], None]
    drill: Callable[[Progress], DrillResult]
    protocol: Callable[[DrillRow, str], bytes]
    seen_there: Callable[[dt.datetime], None]
    hour: Callable[[], int]
    set_hour: Callable[[int], None]
    leave: Callable[[], None]
