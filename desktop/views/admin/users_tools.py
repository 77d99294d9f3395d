"""What the page „Zugänge“ can have done. Put together in `desktop/app_users.py`, as views do not touch the store."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from desktop.models.work import Progress
from desktop.views.start.doors import PrintPdf, Sheet


class StartSheet(Protocol):
    """A start password as it goes on paper: six words joined by hyphens."""

    @property
    def vault_name(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def words(self) -> str: ...
    @property
    def made(self) -> dt.date: ...


class Handout(Protocol):
    """Everything to be handed out after the key was changed."""

    @property
    def start_passwords(self) -> tuple[StartSheet, ...]: ...
    @property
    def recovery(self) -> Sheet: ...


@dataclass(frozen=True)
class OldCopy:
    """A backup that still opens with the passwords of its time. `name` is its folder, `made` aware UTC; `rekeyable`
    while its key is known; `copy` is the store's own."""

    name: str
    made: dt.datetime
    rekeyable: bool
    copy: object
    away: bool = False  # on the second target (stick, share), not beside the vault


@dataclass(frozen=True)
class UsersTools:
    """`by_start` tells for each key slot whether a start password opens it. `change_key(password, leaving or None)`
    must run alone (`Work.alone`), `rekey` and the rest beside the main thread; all raise CaseworkError."""

    by_start: Callable[[], dict[str, bool]]
    give_start_password: Callable[[str], StartSheet]
    renew_sheet: Callable[[], Sheet]
    change_key: Callable[[str, str | None, Progress], Handout]
    old_copies: Callable[[], tuple[OldCopy, ...]]
    rekey: Callable[[tuple[OldCopy, ...], Progress], None]
    expire: Callable[[tuple[OldCopy, ...]], None]
    start_pdf: Callable[[StartSheet], bytes]
    sheet_pdf: Callable[[Sheet], bytes]
    print_pdf: PrintPdf
    key_was_changing: bool = False
