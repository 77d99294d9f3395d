"""The part of the composition that joins people's access and the keys of the vault with their pages."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, cast

from desktop.app_backup import target_of
from desktop.app_doors import Opened, print_pdf, sheet_pdf
from desktop.models.work import Progress
from desktop.settings import Settings
from desktop.views.admin.users_tools import Handout, OldCopy, StartSheet, UsersTools

if TYPE_CHECKING:
    from desktop.storage.backup.backup_generations import StoredCopy
    from desktop.storage.vault import OpenVault


def make_users_tools(opened: Opened, get: Callable[[], Settings]) -> UsersTools:
    """What the page „Zugänge“ can have done with this vault; `get` tells the settings of this PC."""
    vault = opened.vault
    return UsersTools(
        by_start=lambda: {access.label: access.by_start_password for access in vault.accesses()},
        give_start_password=vault.give_start_password, renew_sheet=vault.renew_recovery_sheet,
        change_key=partial(_change_key, vault), old_copies=partial(_old_copies, vault, get),
        rekey=partial(_rekey, vault), expire=partial(_expire, vault), start_pdf=start_pdf, sheet_pdf=sheet_pdf,
        print_pdf=print_pdf, key_was_changing=vault.key_was_changing,
    )  # fmt: skip


def start_pdf(start: StartSheet) -> bytes:
    """The sheet with a colleague's start password."""
    from desktop.printing.sheets.start_password_sheet import (  # noqa: PLC0415  loads reportlab: seldom wanted
        StartPasswordSheet,
        start_password_pdf,
    )

    words = tuple(start.words.split("-"))
    return start_password_pdf(StartPasswordSheet(start.vault_name, start.label, words, start.made))


def _change_key(vault: OpenVault, password: str, leaving: str | None, progress: Progress) -> Handout:
    return vault.change_key(password, leaving, lambda share: progress.report(round(share * 100), 100),
                            lambda: progress.cancelled)  # fmt: skip


def _old_copies(vault: OpenVault, get: Callable[[], Settings]) -> tuple[OldCopy, ...]:
    from desktop.storage.backup.backup_target import find  # noqa: PLC0415  loads SQLAlchemy: the vault is open

    target = target_of(get(), vault.files.database)
    there = find(target) if target is not None else None
    found = vault.old_copies(*([there.place] if there is not None else []))
    home = vault.files.backup_folder
    return tuple(
        OldCopy(copy.folder.name, copy.made, vault.can_rekey(copy), copy, away=copy.folder.parent != home)
        for copy in found
    )


def _rekey(vault: OpenVault, copies: tuple[OldCopy, ...], progress: Progress) -> None:
    for number, wanted in enumerate(copies):
        def report(share: float, done: int = number) -> None:
            progress.report(round((done + share) * 100), 100 * len(copies))

        vault.rekey_copy(_stored(wanted), report, lambda: progress.cancelled)


def _stored(wanted: OldCopy) -> StoredCopy:
    return cast("StoredCopy", wanted.copy)


def _expire(vault: OpenVault, copies: tuple[OldCopy, ...]) -> None:
    vault.expire_copies(tuple(_stored(copy) for copy in copies))
