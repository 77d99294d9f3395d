"""Step 1 of a new vault: who, where, and the password."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.errors import CaseworkError
from desktop.models.work import Runner
from desktop.views import messages
from desktop.views.fields.text_field import TextField
from desktop.views.start.doors import Doors
from desktop.views.start.password_field import PasswordField, StrengthLine
from desktop.views.start.start_page import StartPage, button
from desktop.views.start.suggestion import Suggestion


class NewVaultPage(StartPage):
    """*Signals:* `made(vault, sheet, file)`, `back_wanted`."""

    made = Signal(object, object, object)
    back_wanted = Signal()

    def __init__(self, doors: Doors, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("Neuer Tresor"),
            self.tr("Schritt 1 von 3. Der Tresor ist eine verschlüsselte Datei. Nur Ihr Kennwort und das "
                    "Wiederherstellungsblatt öffnen sie; wer beides verliert, verliert die Daten."),
            icon="shield-check", parent=parent,
        )  # fmt: skip
        self._doors, self._runner = doors, runner
        self._build_fields()
        self._create = button(self.tr("Tresor anlegen"), "check", "primary")
        self._create.clicked.connect(self.make)
        back = button(self.tr("Zurück"), "arrow-left")
        back.clicked.connect(self.back_wanted)
        self._add_buttons(self._create, back)

    def _build_fields(self) -> None:
        self.name = TextField("label", self.tr("Ihr Name"), mandatory=True, longest=80,
                              help_text=self.tr("So steht er auf den Ausdrucken, zum Beispiel „Petra Lang“."))
        self.path = TextField("path", self.tr("Datei des Tresors"), mandatory=True, longest=400)
        self.path.set_value(str(self._doors.default_file))
        elsewhere = button(self.tr("Anderen Ort wählen …"), "folder-open", "link")
        elsewhere.clicked.connect(self._on_elsewhere_clicked)
        self.password = PasswordField("password", self.tr("Kennwort"), mandatory=True)
        self.strength = StrengthLine()
        self.repeated = PasswordField("repeated", self.tr("Kennwort noch einmal"), mandatory=True)
        self.password.changed.connect(self._on_password_changed)
        self.password.line.returnPressed.connect(self.repeated.focus_input)
        self.repeated.line.returnPressed.connect(self.make)
        self._add_field(self.name)
        self._add_field(self.path)
        self.body.addWidget(elsewhere)
        self._add_field(self.password)
        self.body.addWidget(self.strength)
        if self._doors.new_passphrase is not None:
            self.body.addWidget(Suggestion(self._doors.new_passphrase, self.password))
        self._add_field(self.repeated)

    def show_target(self) -> None:
        """Called when the page is shown: the keyboard goes to the first field."""
        self.name.focus_input()

    def make(self) -> None:
        """Make the vault, beside the main thread: deriving the key takes about a second."""
        self.show_notice("")
        if not self._fields_are_right() or not self._passwords_are_right():
            return
        self._create.setEnabled(False)
        self._create.setText(self.tr("Wird angelegt …"))
        self._runner.compute(self, self._doors.create, self._file(), self.name.value() or "",
                             self.password.value() or "", then=self._on_created, failed=self._on_failed)

    def _file(self) -> Path:
        text = (self.path.value() or "").strip()
        return Path(text if text.lower().endswith(".wegplan") else text + ".wegplan")

    def _passwords_are_right(self) -> bool:
        try:
            self._doors.check_password(self.password.value() or "")
        except CaseworkError as error:
            self.password.show_error(str(error))
            self.password.focus_input()
            return False
        if self.password.value() != self.repeated.value():
            self.repeated.show_error(self.tr("Die beiden Kennwörter sind nicht gleich."))
            self.repeated.focus_input()
            return False
        return True

    def _on_created(self, made: tuple[object, object]) -> None:
        file = self._file()
        self._ready()
        self.made.emit(made[0], made[1], file)

    def _on_failed(self, error: CaseworkError) -> None:
        self._ready()
        self.show_error(error)

    def _ready(self) -> None:
        self._create.setEnabled(True)
        self._create.setText(self.tr("Tresor anlegen"))

    def _on_password_changed(self) -> None:
        typed = self.password.value()
        self.strength.show_strength(self._doors.strength(typed) if typed else None)

    def _on_elsewhere_clicked(self) -> None:
        messages.choose_target(self, self.tr("Ort des Tresors"), self.tr("Tresor (*.wegplan)"), "wegplan",
                               lambda path: self.path.set_value(str(path)), start=self._file())
