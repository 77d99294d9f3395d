"""What the page „Verwaltung“ can have done. Put together in `desktop/app.py`, because views do not touch the store."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.models.work import Progress
from desktop.settings import Settings
from desktop.views.admin.users_tools import UsersTools
from desktop.views.share.share_tools import ShareTools
from desktop.views.start.doors import Strength

if TYPE_CHECKING:
    from desktop.views.admin.backup_tools import BackupTools


@dataclass(frozen=True)
class AdminTools:
    """`back_up` returns the folder of the new copy; `change_password(old, new)`; both run beside the main thread and
    raise CaseworkError. `settings` are those of this PC, `change_settings` saves and applies them at once.
    `share` is None where nobody else can come to the vault."""

    vault_file: Path
    backup_folder: Path
    back_up: Callable[[Progress], Path]
    change_password: Callable[[str, str], None]
    check_password: Callable[[str], None]
    strength: Callable[[str], Strength]
    settings: Callable[[], Settings]
    change_settings: Callable[[Settings], None]
    new_passphrase: Callable[[], str]
    users: UsersTools
    share: ShareTools | None = None
    backups: BackupTools | None = None
    is_drive_unprotected: Callable[[], bool] | None = None
