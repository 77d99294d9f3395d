"""After the login with a start password: an own one, before anything else can be seen."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.errors import CaseworkError
from desktop.models.work import Runner
from desktop.views.start.doors import Doors
from desktop.views.start.password_field import PasswordField, StrengthLine
from desktop.views.start.start_page import StartPage, button
from desktop.views.start.suggestion import Suggestion


class FirstPasswordPage(StartPage):
    """*Signals:* `opened(vault)` once the own password holds."""

    opened = Signal(object)

    def __init__(self, vault: object, doors: Doors, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("Ihr eigenes Kennwort"),
            self.tr("Sie haben sich mit dem Startkennwort angemeldet. Legen Sie jetzt ein Kennwort fest, das nur Sie "
                    "kennen. Danach öffnen die Wörter auf dem Blatt nichts mehr; bitte vernichten Sie es."),
            icon="key-round", parent=parent,
        )  # fmt: skip
        self._vault, self._doors, self._runner = vault, doors, runner
        self.password = PasswordField("password", self.tr("Neues Kennwort"), mandatory=True)
        self.strength = StrengthLine()
        self.repeated = PasswordField("repeated", self.tr("Neues Kennwort noch einmal"), mandatory=True)
        self._add_field(self.password)
        self.body.addWidget(self.strength)
        if doors.new_passphrase is not None:
            self.body.addWidget(Suggestion(doors.new_passphrase, self.password))
        self._add_field(self.repeated)
        self.password.changed.connect(self._on_password_changed)
        self.password.line.returnPressed.connect(self.repeated.focus_input)
        self.repeated.line.returnPressed.connect(self.keep)
        self._keep = button(self.tr("Kennwort festlegen"), "check", "primary")
        self._keep.clicked.connect(self.keep)
        self._add_buttons(self._keep)

    def show_target(self) -> None:
        """Called when the page is shown."""
        self.password.focus_input()

    def keep(self) -> None:
        """Set the password, beside the main thread."""
        self.show_notice("")
        if not self._fields_are_right() or not self._is_right() or not self._keep.isEnabled():
            return
        assert self._doors.begin is not None
        self._keep.setEnabled(False)
        self._runner.compute(self, self._doors.begin, self._vault, self.password.value() or "",
                             then=self._on_kept, failed=self._on_failed)

    def _is_right(self) -> bool:
        try:
            self._doors.check_password(self.password.value() or "")
        except CaseworkError as error:
            self.show_error(error)
            return False
        if self.password.value() != self.repeated.value():
            self.repeated.show_error(self.tr("Die beiden Kennwörter sind nicht gleich."))
            self.repeated.focus_input()
            return False
        return True

    def _on_password_changed(self) -> None:
        typed = self.password.value()
        self.strength.show_strength(self._doors.strength(typed) if typed else None)

    def _on_kept(self, opened: object) -> None:
        self._keep.setEnabled(True)
        self.opened.emit(opened)

    def _on_failed(self, error: CaseworkError) -> None:
        self._keep.setEnabled(True)
        self.show_error(error)
