"""The page „Sicherungen“ on a real vault, for its tests and for the walk."""

from __future__ import annotations

from dataclasses import dataclass, field

from desktop.app_backup import BackupDesk
from desktop.app_doors import Opened
from desktop.models.work import Work
from desktop.settings import Settings
from desktop.storage.kdf import KeyCost
from desktop.storage.vault import OpenVault
from desktop.views.admin.backup_page import BackupPage
from desktop.views.places import Places

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
