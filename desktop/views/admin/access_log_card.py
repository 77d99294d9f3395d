"""The way from „Verwaltung“ to the access record, and what it is there for."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.casework.access.access_chain import ChainReport
from desktop.casework.access.access_log import check_access_log
from desktop.errors import CaseworkError
from desktop.models.work import Work
from desktop.views.admin.access_log_page import said
from desktop.views.components.card import Card
from desktop.views.components.flow_layout import FlowLayout
from desktop.views.components.message_area import MessageArea
from desktop.views.start.start_page import button, words


class AccessLogCard(Card):
    """*Signals:* `wanted` to see the entries."""

    wanted = Signal()

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Zugriffsprotokoll"), "shield-check", parent)
        self._work = work
        self._messages = MessageArea()
        self.body.addWidget(self._messages)
        self.body.addWidget(
            words(self.tr("Jede Einsicht und jede Änderung steht im Tresor, verkettet, mit Person und Zeit."))
        )
        self.open_button = button(self.tr("Protokoll ansehen"), "list")
        self.open_button.clicked.connect(self.wanted)
        self.check_button = button(self.tr("Protokoll prüfen"), "shield-check")
        self.check_button.clicked.connect(self.check)
        row = FlowLayout(gap=2)
        for choice in (self.open_button, self.check_button):
            row.addWidget(choice)
        self.body.addLayout(row)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def check(self) -> None:
        """Go through the whole record."""
        self.check_button.setEnabled(False)
        self._work.read(self, check_access_log, then=self._on_checked, failed=self._on_failed)

    def _on_checked(self, report: ChainReport) -> None:
        self.check_button.setEnabled(True)
        (self._messages.show_ok if report.whole else self._messages.show_error)(said(report))

    def _on_failed(self, error: CaseworkError) -> None:
        self.check_button.setEnabled(True)
        self._messages.show_error(str(error))
