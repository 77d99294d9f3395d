"""Backups from before a change of the key: they open with the passwords of their time until something is done."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.clock import german_date
from desktop.errors import CaseworkError
from desktop.models.work import Work
from desktop.views import messages
from desktop.views.admin.users_tools import OldCopy, UsersTools
from desktop.views.components.card import Card
from desktop.views.components.flow_layout import FlowLayout
from desktop.views.components.message_area import MessageArea
from desktop.views.start.start_page import button, words


class OldCopiesCard(Card):
    """Seen only while there are such copies."""

    def __init__(self, work: Work, tools: UsersTools, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Sicherungen mit einem früheren Schlüssel"), "database-backup", parent)
        self._work, self._tools = work, tools
        self._copies: tuple[OldCopy, ...] = ()
        self.messages = MessageArea()
        self.listed = words("")
        self.body.addWidget(self.messages)
        self.body.addWidget(words(self.tr(
            "Diese Sicherungen öffnet weiter, wer ein Kennwort oder Blatt von damals hat. Verschlüsseln Sie sie neu, "
            "solange Wegplan nach dem Wechsel noch offen ist, oder löschen Sie sie, wenn es neuere gibt."
        )))  # fmt: skip
        self.body.addWidget(self.listed)
        row = FlowLayout(gap=2)
        self.rekey_button = button(self.tr("Neu verschlüsseln"), "refresh-cw")
        self.expire_button = button(self.tr("Löschen …"), "trash-2")
        self.rekey_button.clicked.connect(self.rekey)
        self.expire_button.clicked.connect(self.expire)
        row.addWidget(self.rekey_button)
        row.addWidget(self.expire_button)
        self.body.addLayout(row)
        self.hide()

    def load(self) -> None:
        """Look which copies there are."""
        self._work.compute(self, self._tools.old_copies, then=self._on_copies, failed=self._on_failed)

    def rekey(self) -> None:
        """Give them the key of today."""
        copies = tuple(copy for copy in self._copies if copy.rekeyable)
        self._set_enabled(False)
        self._work.compute(self, self._tools.rekey, copies, then=self._on_rekeyed, failed=self._on_failed,
                           title=self.tr("Sicherungen werden neu verschlüsselt"))

    def expire(self) -> None:
        """Delete them for good, after asking."""
        messages.confirm(
            self, self.tr("%1 löschen?").replace("%1", self._counted()),
            self.tr("Diese Stände lassen sich danach nicht mehr zurückholen."), self.tr("Löschen"),
            self._on_expiry_confirmed,
        )  # fmt: skip

    def _counted(self) -> str:
        number = len(self._copies)
        return self.tr("1 Sicherung") if number == 1 else self.tr("%1 Sicherungen").replace("%1", str(number))

    def _set_enabled(self, enabled: bool) -> None:
        self.rekey_button.setEnabled(enabled and any(copy.rekeyable for copy in self._copies))
        self.expire_button.setEnabled(enabled)

    def _on_copies(self, copies: tuple[OldCopy, ...]) -> None:
        self._copies = copies
        self.listed.setText(f"{self._counted()}: " + " · ".join(map(self._said, copies)))
        self._set_enabled(True)
        self.setVisible(bool(copies) or bool(self.messages.text()))

    def _said(self, copy: OldCopy) -> str:
        made = copy.made.astimezone()
        said = self.tr("%1, %2 Uhr").replace("%1", german_date(made.date())).replace("%2", f"{made:%H:%M}")
        return said + (self.tr(" (zweites Ziel)") if copy.away else "")

    def _on_rekeyed(self, _none: None) -> None:
        self.messages.show_ok(self.tr("Neu verschlüsselt: Es gelten jetzt die heutigen Kennwörter."))
        self.load()

    def _on_expiry_confirmed(self) -> None:
        self._set_enabled(False)
        self._work.compute(self, self._tools.expire, self._copies, then=self._on_expired, failed=self._on_failed)

    def _on_expired(self, _none: None) -> None:
        self.messages.show_ok(self.tr("Gelöscht."))
        self.load()

    def _on_failed(self, error: CaseworkError) -> None:
        self._set_enabled(True)
        self.messages.show_error(str(error))
        self.show()
