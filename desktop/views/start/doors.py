"""What the start pages can have done for them; put together in `desktop/app.py`, as views do not touch the store."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QWidget

from desktop.errors import CaseworkError
from desktop.models.work import Progress
from desktop.views.share.doors import ShareDoors
from desktop.views.start.restore_doors import RestoreDoors

#: Asks for a printer and prints; then calls the first function, or the second with what went wrong.
PrintPdf = Callable[[QWidget, bytes, Callable[[], object], Callable[[CaseworkError], object]], None]


class Sheet(Protocol):
    """The recovery sheet: eight groups of six digits and the text of its QR code."""

    @property
    def vault_name(self) -> str: ...
    @property
    def made(self) -> dt.date: ...
    @property
    def groups(self) -> tuple[str, ...]: ...
    @property
    def slot_text(self) -> str: ...


@dataclass(frozen=True)
class Strength:
    """How strong a password is: estimated bits, a word, and the colour role of that word."""

    bits: int
    word: str
    tone: str


@dataclass(frozen=True)
class Doors:
    """Functions for the start pages. Those that take long run beside the main thread; all raise CaseworkError.

    `users` names the key slots of a vault; `create(file, name, password)`, `unlock(file, name, password)` and
    `recover(file, recovery key, name, new password, QR text or None)` return the open vault, the first and last with
    the sheet to print. `demo` makes Musterlingen anew and returns it open, with its file. `print_pdf` and `demo`
    are None where they are not offered. `new_passphrase` draws six words; `needs_password` says whether what `unlock`
    gave was opened with a start password, `begin(that, own password)` then gives the open vault. `move(file, folder,
    progress)` returns the file in its new place and whether the old one is empty; `share` is about who works and who
    reads. `versions` names the libraries that encrypt, for „Über Wegplan“.
    """

    users: Callable[[Path], tuple[str, ...]]
    create: Callable[[Path, str, str], tuple[object, Sheet]]
    unlock: Callable[[Path, str, str], object]
    recover: Callable[[Path, str, str, str, str | None], tuple[object, Sheet]]
    check_password: Callable[[str], None]
    strength: Callable[[str], Strength]
    default_file: Path
    versions: Callable[[], dict[str, str]]
    sheet_pdf: Callable[[Sheet], bytes] | None = None
    print_pdf: PrintPdf | None = None
    demo: Callable[[], tuple[object, Path]] | None = None
    new_passphrase: Callable[[], str] | None = None
    needs_password: Callable[[object], bool] | None = None
    begin: Callable[[object, str], object] | None = None
    move: Callable[[Path, Path, Progress], tuple[Path, bool]] | None = None
    share: ShareDoors | None = None
    restore: RestoreDoors | None = None
