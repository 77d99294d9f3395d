"""The way in when the password is forgotten or the key file is lost: the groups of the sheet and a new password."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.errors import CaseworkError
from desktop.models.work import Runner
from desktop.views.fields.text_field import TextField
from desktop.views.start.doors import Doors
from desktop.views.start.password_field import PasswordField, StrengthLine
from desktop.views.start.start_page import StartPage, button
from desktop.views.start.suggestion import Suggestion


class RecoverPage(StartPage):
    """*Signals:* `made(vault, sheet, file)` with the new sheet, because the old one opens nothing any more;
    `back_wanted`."""

    made = Signal(object, object, object)
    back_wanted = Signal()

    def __init__(self, file: Path, doors: Doors, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("Mit dem Wiederherstellungsblatt öffnen"),
            self.tr("Sie brauchen das Blatt aus dem Safe. Danach gilt ein neues Kennwort, und Sie bekommen ein neues "
                    "Blatt; das alte öffnet nichts mehr."),
            icon="key-round", parent=parent,
        )  # fmt: skip
        self._file, self._doors, self._runner = file, doors, runner
        self._users: tuple[str, ...] = ()
        self.name = TextField("label", self.tr("Ihr Name"), mandatory=True, longest=80)
        self.groups = TextField(
            "recovery", self.tr("Die acht Gruppen vom Blatt"), mandatory=True,
            help_text=self.tr("Leerzeichen sind egal. Ein Tippfehler wird mit seiner Gruppe genannt."),
        )  # fmt: skip
        self.slot = TextField(
            "slot", self.tr("Text aus dem QR-Code"), longest=600,
            help_text=self.tr("Nur wenn die Datei mit der Endung „.schluessel“ fehlt oder beschädigt ist."),
        )  # fmt: skip
        self.password = PasswordField("password", self.tr("Neues Kennwort"), mandatory=True)
        self.strength = StrengthLine()
        for field in (self.name, self.groups, self.slot, self.password):
            self._add_field(field)
        self.body.addWidget(self.strength)
        if doors.new_passphrase is not None:
            self.body.addWidget(Suggestion(doors.new_passphrase, self.password))
        self.password.changed.connect(self._on_password_changed)
        self.password.line.returnPressed.connect(self.recover)
        self._recover = button(self.tr("Öffnen und neues Kennwort setzen"), "lock-open", "primary")
        self._recover.clicked.connect(self.recover)
        back = button(self.tr("Zurück"), "arrow-left")
        back.clicked.connect(self.back_wanted)
        self._add_buttons(self._recover, back)

    def show_target(self) -> None:
        """Fill in the name when only one person has a key."""
        try:
            self._users = self._doors.users(self._file)
        except CaseworkError as error:
            self.show_notice(str(error), "warn")
        if len(self._users) == 1:
            self.name.set_value(self._users[0])
        (self.groups if len(self._users) == 1 else self.name).focus_input()

    def recover(self) -> None:
        """Open with the sheet, beside the main thread."""
        self.show_notice("")
        if not self._fields_are_right() or not self._name_is_known():
            return
        self._recover.setEnabled(False)
        self._runner.compute(
            self, self._doors.recover, self._file, self.groups.value() or "", self.name.value() or "",
            self.password.value() or "", self.slot.value(), then=self._on_recovered, failed=self._on_failed,
        )  # fmt: skip

    def _name_is_known(self) -> bool:
        if self._users and self.name.value() not in self._users:
            names = "“, „".join(self._users)
            self.name.show_error(self.tr("In diesem Tresor gibt es: „%1“.").replace("%1", names))
            self.name.focus_input()
            return False
        return True

    def _on_password_changed(self) -> None:
        typed = self.password.value()
        self.strength.show_strength(self._doors.strength(typed) if typed else None)

    def _on_recovered(self, made: tuple[object, object]) -> None:
        self._recover.setEnabled(True)
        self.made.emit(made[0], made[1], self._file)

    def _on_failed(self, error: CaseworkError) -> None:
        self._recover.setEnabled(True)
        self.show_error(error)
