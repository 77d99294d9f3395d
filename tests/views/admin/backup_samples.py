"""The page „Sicherungen“ on a real vault, for its tests and for the walk."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from desktop import clock
from desktop.app_backup import BackupDesk
from desktop.app_doors import Opened
from desktop.app_restore import make_restore_doors
from desktop.models.work import Progress, Running, Work
from desktop.settings import Settings
from desktop.storage.keys.kdf import KeyCost
from desktop.storage.vault import OpenVault
from desktop.views.admin.backup_page import BackupPage
from desktop.views.finishing_window import FinishingWindow
from desktop.views.places import Places
from desktop.views.start.restore_page import RestorePage

if TYPE_CHECKING:
    from tests.views.page_walk import Stage

CHEAP = KeyCost(memory_kib=64, passes=1, lanes=1, least_memory_kib=64)


@dataclass
class BackupStage:
    """An open vault with this PC's settings, and whether the page wanted to leave."""

    vault: OpenVault
    work: Work
    settings: Settings = field(default_factory=Settings)
    left: bool = False

    def __post_init__(self) -> None:
        opened = Opened(self.vault, self.work.actor)
        self.desk = BackupDesk(opened, CHEAP, lambda: self.settings, self._put, self._leave)

    def page(self) -> BackupPage:
        return BackupPage(self.work, Places(self.work), self.desk.tools())

    def _put(self, settings: Settings) -> None:
        self.settings = settings

    def _leave(self) -> None:
        self.left = True


def at_backups(stage: Stage) -> BackupPage:
    """With copies here and on a stick, one of them spoiled, and a drill."""
    backups = _furnished(stage)
    page = backups.page()
    page.show_target()
    page.start_drill()
    return page


def at_restore(stage: Stage) -> RestorePage:
    """With copies to choose from and one bringing back to be taken back."""
    backups = _furnished(stage)
    file = stage.vault.files.database
    doors = replace(
        make_restore_doors(CHEAP, lambda: backups.settings, file),
        undoable=lambda _file: "Zuletzt wurde heute, 16:05 Uhr eine Sicherung zurückgeholt (Stand: gestern, 9:30 Uhr).",
    )
    page = RestorePage(file, doors, stage.runner)
    page.show_target()
    page.password.show_error("Das Kennwort stimmt nicht.")
    return page


def at_finishing(stage: Stage) -> FinishingWindow:
    """In the middle of the day's copy."""
    running = Running("Sicherung", Progress(), cancellable=True)
    running.progress.report(40, 100)
    stage.work._running.append(running)
    return FinishingWindow(stage.work)


def _furnished(stage: Stage) -> BackupStage:
    backups = BackupStage(stage.vault, stage.work)
    stick = stage.vault.files.folder / "Stick mit langem Namen"
    stick.mkdir(exist_ok=True)
    tools = backups.desk.tools()
    tools.keep_target(tools.choose(stick))
    for ago in (9, 2, 0):
        with clock.fixed(clock.now() - dt.timedelta(days=ago)):
            tools.run(Progress())
    oldest = min(stage.vault.files.backup_folder.iterdir())
    (oldest / stage.vault.files.database.name).write_bytes(b"kurz")
    return backups
