"""What the page for bringing a copy back can have done; put together in `desktop/app_restore.py`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.models.copy_table import CopyRow
    from desktop.models.work import Progress


@dataclass(frozen=True)
class RestoreDoors:
    """All run beside the main thread and raise CaseworkError.

    `copies(vault file)` are those beside the vault and at its second place; `copy_in(folder)` one somewhere else;
    `place_for(copy)` the file a copy without a vault goes to. `restore(vault file, copy, name, password, progress)`
    and `undo(vault file)` return the sentence that says what holds now; `undoable(vault file)` the sentence on what
    can be taken back, empty for nothing.
    """

    copies: Callable[[Path], tuple[CopyRow, ...]]
    copy_in: Callable[[Path], CopyRow]
    place_for: Callable[[CopyRow], Path]
    restore: Callable[[Path, CopyRow, str, str, Progress], str]
    undoable: Callable[[Path], str]
    undo: Callable[[Path], str]
