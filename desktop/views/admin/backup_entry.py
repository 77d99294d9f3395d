"""Makes the copies of the vault reachable: a place behind „Verwaltung“ and a command."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop.models.work import Work
from desktop.views.commands import Command
from desktop.views.places import Place, Places

if TYPE_CHECKING:
    from desktop.views.admin.backup_tools import BackupTools

PLACE = "backups"


def backup_place(work: Work, places: Places, tools: BackupTools) -> Place:
    """The page „Sicherungen“."""

    def make() -> QWidget:
        from desktop.views.admin.backup_page import BackupPage  # noqa: PLC0415  seldom wanted

        return BackupPage(work, places, tools)

    return Place(PLACE, _tr("Sicherungen"), "database-backup", make, rail=False, belongs_to="admin")


def backup_commands(places: Places) -> tuple[Command, ...]:
    """For the palette."""
    return (
        Command("backup", _tr("Sicherung jetzt"), "hard-drive-download", partial(places.go, PLACE, "backup")),
        Command("backups", _tr("Sicherungen ansehen"), "database-backup", partial(places.go, PLACE),
                words=_tr("Backup Stick zweites Ziel zurückholen Wiederherstellung")),
        Command("backup-drill", _tr("Übung: Sicherung zurückholen"), "clipboard-check",
                partial(places.go, PLACE, "drill"), words=_tr("Protokoll Wiederherstellungsübung DSGVO")),
    )  # fmt: skip


def _tr(text: str) -> str:
    return QCoreApplication.translate("backups", text)
