"""„Verwaltung“: the office, the translations of its sheets, this PC, the vault, the password."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.views import style
from desktop.views.absence.entry import absence_card
from desktop.views.admin.access_log_card import AccessLogCard
from desktop.views.admin.approvals_card import ApprovalsCard
from desktop.views.admin.drive_line import DriveLine
from desktop.views.admin.first_steps_entry import first_steps_card
from desktop.views.admin.office_card import OfficeCard
from desktop.views.admin.own_fields_entry import own_fields_card
from desktop.views.admin.pc_card import PcCard
from desktop.views.admin.tools import AdminTools
from desktop.views.admin.users_entry import users_card
from desktop.views.admin.vault_card import PasswordCard, VaultCard
from desktop.views.admin.wording_entry import wording_card
from desktop.views.components.card import Card
from desktop.views.components.page_head import PageHead
from desktop.views.components.scroll_page import ScrollPage
from desktop.views.share.share_card import ShareCard
from desktop.views.today.rules_entry import rules_card
from desktop.views.volunteers.hours.hours_entry import money_card


class AdminPage(ScrollPage):
    """Cards in two columns, one below the other where the text is large.

    *Signals:* `wording_wanted` to see the translations, `backups_wanted` the copies; `access_log_wanted` to see the
    access record; `users_wanted` to see who has a way in.
    """

    wording_wanted = Signal()
    backups_wanted = Signal()
    access_log_wanted = Signal()
    users_wanted = Signal()

    def __init__(self, work: Work, drafts: Drafts, tools: AdminTools, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.body.addWidget(PageHead(self.tr("Verwaltung")))
        self.office = OfficeCard(work, drafts)
        self.pc = PcCard(tools)
        self.vault = VaultCard(work, tools)
        self.vault.body.addWidget(DriveLine(work, tools.is_drive_unprotected))
        self.vault.copies_wanted.connect(self.backups_wanted)
        self.password = PasswordCard(work, tools)
        self.users = users_card()
        self.users.wanted.connect(self.users_wanted)
        self.absence = absence_card()
        self.due_rules = rules_card()
        self.first_steps = first_steps_card()
        self.volunteer_money = money_card()
        self.approvals = ApprovalsCard(work)
        self.own_fields = own_fields_card()
        self.wording = wording_card()
        self.wording.wanted.connect(self.wording_wanted)
        self.access_log = AccessLogCard(work)
        self.access_log.wanted.connect(self.access_log_wanted)
        self.share = ShareCard(work, tools.share) if tools.share is not None else None
        self._row = QHBoxLayout()
        self._columns = QVBoxLayout(), QVBoxLayout()
        sides: tuple[tuple[Card | None, ...], ...] = (
            (self.office, self.vault, self.users, self.absence, self.due_rules, self.share),
            (self.pc, self.password, self.first_steps, self.own_fields, self.approvals, self.volunteer_money,
             self.wording, self.access_log),
        )
        for column, cards in zip(self._columns, sides, strict=True):
            for card in filter(None, cards):
                column.addWidget(card)
            column.addStretch(1)
            self._row.addLayout(column, 1)
        self.body.addLayout(self._row)
        self.body.addStretch(1)
        self._fit_columns()
        style.notifier().changed.connect(self._fit_columns)

    def show_target(self) -> None:
        """Called on every visit: fresh from the vault unless something is typed."""
        if self.office.draft() is None:
            self.office.load()
        self.pc.load()
        self.approvals.load()
        if self.share is not None:
            self.share.load()

    def _fit_columns(self) -> None:
        large = style.text_scale() > 125
        self._row.setDirection(QHBoxLayout.Direction.TopToBottom if large else QHBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(style.space(4))
        for column in self._columns:
            column.setSpacing(style.space(4))
