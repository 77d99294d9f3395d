"""„Verwaltung“ of those who do not administer the office: this PC and the own password."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.models.work import Work
from desktop.views.admin.pc_card import PcCard
from desktop.views.admin.tools import AdminTools
from desktop.views.admin.vault_card import PasswordCard
from desktop.views.components.page_head import PageHead
from desktop.views.components.scroll_page import ScrollPage


class OwnAdminPage(ScrollPage):
    """Two cards, one below the other."""

    def __init__(self, work: Work, tools: AdminTools, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.body.addWidget(PageHead(self.tr("Verwaltung")))
        self.pc = PcCard(tools)
        self.password = PasswordCard(work, tools)
        for card in (self.pc, self.password):
            self.body.addWidget(card)
        self.body.addStretch(1)

    def show_target(self) -> None:
        """Called on every visit."""
        self.pc.load()
