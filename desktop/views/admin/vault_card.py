"""The vault's files, „Sicherung jetzt“, and the own password."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.casework.access.users import note_own_password
from desktop.errors import CaseworkError
from desktop.models.work import Work
from desktop.views.admin.tools import AdminTools
from desktop.views.components.card import Card
from desktop.views.components.flow_layout import FlowLayout
from desktop.views.components.message_area import MessageArea
from desktop.views.start.password_field import PasswordField, StrengthLine
from desktop.views.start.start_page import button, words
from desktop.views.start.suggestion import Suggestion


class VaultCard(Card):
    """Where the files lie and a verified copy of them now.

    *Signals:* `copies_wanted` to see all copies.
    """

    copies_wanted = Signal()

    def __init__(self, work: Work, tools: AdminTools, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Tresor und Sicherung"), "database-backup", parent)
        self._work, self._tools = work, tools
        self._messages = MessageArea()
        self.body.addWidget(self._messages)
        for text, path in ((self.tr("Tresor"), tools.vault_file), (self.tr("Sicherungen"), tools.backup_folder)):
            label = words(f"{text}: {path}")
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.body.addWidget(label)
        hint = self.tr("Eine Sicherung wird sofort geprüft und braucht dasselbe Kennwort wie heute.")
        self.body.addWidget(words(hint, "muted"))
        self.back_up = button(self.tr("Sicherung jetzt"), "hard-drive-download")
        self.back_up.clicked.connect(self.start_backup)
        row = FlowLayout(gap=2)
        row.addWidget(self.back_up)
        if tools.backups is not None:
            self.copies = button(self.tr("Sicherungen ansehen"), "database-backup")
            self.copies.clicked.connect(self.copies_wanted)
            row.addWidget(self.copies)
        self.body.addLayout(row)

    def start_backup(self) -> None:
        """Make a copy; the foot of the window shows how far it is."""
        self.back_up.setEnabled(False)
        self._work.compute(self, self._tools.back_up, then=self._on_copied, failed=self._on_failed,
                           title=self.tr("Sicherung"))

    def _on_copied(self, folder: Path) -> None:
        self.back_up.setEnabled(True)
        self._messages.show_ok(self.tr("Gesichert und geprüft: „%1“.").replace("%1", folder.name))

    def _on_failed(self, error: CaseworkError) -> None:
        self.back_up.setEnabled(True)
        self._messages.show_error(str(error))


class PasswordCard(Card):
    """Another password for the own key slot; the data stay as they are."""

    def __init__(self, work: Work, tools: AdminTools, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Kennwort ändern"), "key-round", parent)
        self._work, self._tools = work, tools
        self._messages = MessageArea()
        self.old = PasswordField("old", self.tr("Bisheriges Kennwort"), mandatory=True)
        self.new = PasswordField("new", self.tr("Neues Kennwort"), mandatory=True)
        self.strength = StrengthLine()
        self.repeated = PasswordField("repeated", self.tr("Neues Kennwort noch einmal"), mandatory=True)
        suggestion = Suggestion(tools.new_passphrase, self.new)
        for widget in (self._messages, self.old, self.new, self.strength, suggestion, self.repeated):
            self.body.addWidget(widget)
        self.new.changed.connect(self._on_typed)
        self.repeated.line.returnPressed.connect(self.change)
        self.done = button(self.tr("Kennwort ändern"), "check")
        self.done.clicked.connect(self.change)
        self.body.addWidget(self.done, 0, Qt.AlignmentFlag.AlignLeft)

    def change(self) -> None:
        """Check what is typed and change the password, beside the main thread."""
        wrong = [field for field in (self.old, self.new, self.repeated) if field.check()]
        if wrong or not self._new_is_right():
            return
        self.done.setEnabled(False)
        self._work.compute(self, self._tools.change_password, self.old.value() or "", self.new.value() or "",
                           then=self._on_changed, failed=self._on_failed)

    def _new_is_right(self) -> bool:
        try:
            self._tools.check_password(self.new.value() or "")
        except CaseworkError as error:
            self.new.show_error(str(error))
            return False
        if self.new.value() != self.repeated.value():
            self.repeated.show_error(self.tr("Die beiden Kennwörter sind nicht gleich."))
            return False
        return True

    def _on_typed(self) -> None:
        typed = self.new.value()
        self.strength.show_strength(self._tools.strength(typed) if typed else None)

    def _on_changed(self, _none: None) -> None:
        self.done.setEnabled(True)
        self._work.change(self, note_own_password)
        for field in (self.old, self.new, self.repeated):
            field.set_value(None)
        self.strength.show_strength(None)
        self._messages.show_ok(self.tr("Das Kennwort ist geändert. Ältere Sicherungen öffnet weiter das bisherige."))

    def _on_failed(self, error: CaseworkError) -> None:
        self.done.setEnabled(True)
        (self.old if error.field == "password" else self.new).show_error(str(error))
