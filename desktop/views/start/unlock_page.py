"""Unlocking: quiet, one password, one sentence when it is wrong, and a countdown after the third time."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QWidget

from desktop.errors import CaseworkError
from desktop.models.work import Runner
from desktop.views.fields.form_row import FormRow
from desktop.views.share.in_use_panel import InUsePanel
from desktop.views.start.doors import Doors
from desktop.views.start.password_field import PasswordField
from desktop.views.start.start_page import StartPage, button

_SEEN_FIRST = 30  # ms; reading the names loads the cryptography, which would hold up the first picture of the page


class UserField(FormRow[str]):
    """Whose key slot is to be opened."""

    def __init__(self, key: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(key, label, parent=parent)
        self._box = QComboBox()
        self._box.activated.connect(self._on_edited)
        self._place(self._box)

    def set_users(self, users: tuple[str, ...]) -> None:
        """The names to choose from; the first one is chosen."""
        self._box.clear()
        self._box.addItems(users)

    def value(self) -> str | None:
        return self._box.currentText() or None

    def _show_value(self, value: str | None) -> None:
        self._box.setCurrentText(value or "")


class UnlockPage(StartPage):
    """*Signals:* `opened(vault)`, `recover_wanted(file)`, `restore_wanted(file)`, `other_wanted`;
    `move_wanted(file)` out of a folder that will
    not do; `elsewhere_wanted(file)` where the vault lies now."""

    opened = Signal(object)
    recover_wanted = Signal(object)
    restore_wanted = Signal(object)
    other_wanted = Signal()
    move_wanted = Signal(object)
    elsewhere_wanted = Signal(object)

    def __init__(self, file: Path, doors: Doors, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(file.stem, icon="lock", parent=parent)
        self._file, self._doors, self._runner, self._left = file, doors, runner, 0
        self._known = self._wanted = False  # who has a key; whether Enter came before that was read
        self.user = UserField("label", self.tr("Wer sind Sie?"))
        self.password = PasswordField("password", self.tr("Kennwort"), mandatory=True)
        self.password.line.returnPressed.connect(self.unlock)
        self._add_field(self.user)
        self._add_field(self.password)
        self.in_use = self._make_panel()
        self._build_buttons()
        self._countdown = QTimer(self)
        self._countdown.setInterval(1000)
        self._countdown.timeout.connect(self.tick)

    def show_target(self) -> None:
        """Read who has a key; the keyboard goes to the password."""
        self.show_notice("")
        self._open.setEnabled(False)
        self._known = self._wanted = False
        self.user.hide()  # until there is somebody to choose
        QTimer.singleShot(_SEEN_FIRST, self, self._read_users)
        self.password.focus_input()

    def showEvent(self, event: QShowEvent) -> None:
        """The keyboard waits in the password: when `show_target` put it there, the window was not yet to be seen."""
        super().showEvent(event)
        self.password.focus_input()

    def _read_users(self) -> None:
        self._runner.compute(self, self._doors.users, self._file, then=self._on_users, failed=self._on_no_users)

    def _on_users(self, users: tuple[str, ...]) -> None:
        self._known = True
        self.user.set_users(users)
        self.user.setVisible(len(users) > 1)
        self._open.setEnabled(bool(users) and not self._left)
        if self._wanted:
            self.unlock()

    def _on_no_users(self, error: CaseworkError) -> None:
        self.show_error(error)
        self._on_users(())

    def show_error(self, error: CaseworkError) -> None:
        """With what can be done about it: wait or read meanwhile, move the vault, open it in its new place."""
        target = getattr(error, "target", None)
        if getattr(error, "movable", False) and self._doors.move is not None:
            self._notice.show_error(str(error), (self.tr("Tresor verschieben …"), self._on_move_clicked))
        elif target is not None:
            self._notice.show_error(str(error), (self.tr("Dort öffnen"), lambda: self.elsewhere_wanted.emit(target)))
        else:
            super().show_error(error)
        if getattr(error, "in_use", False) and self.in_use is not None:
            self.in_use.begin()

    def open_copy(self) -> None:
        """Look into the reading copy, with the same password."""
        share = self._doors.share
        if share is None or self.in_use is None or not self._fields_are_right():
            return
        self._open.setEnabled(False)
        self.in_use.read.setEnabled(False)
        self._runner.compute(self, share.open_copy, self._file, self.user.value() or "", self.password.value() or "",
                             self.in_use.request, then=self._on_copy_opened, failed=self._on_failed)

    def unlock(self) -> None:
        """Try the password, beside the main thread: deriving the key takes about a second."""
        self._wanted = not self._known
        if self._wanted or not self._open.isEnabled() or not self._fields_are_right():
            return
        self.show_notice("")
        if self.in_use is not None:
            self.in_use.end()
        self._open.setEnabled(False)
        self._open.setText(self.tr("Wird geöffnet …"))
        self._runner.compute(self, self._doors.unlock, self._file, self.user.value() or "",
                             self.password.value() or "", then=self._on_opened, failed=self._on_failed)

    def tick(self) -> None:
        """One second of the waiting time is over."""
        self._left -= 1
        if self._left > 0:
            sentence = self.tr("Nächster Versuch in %1 s.").replace("%1", str(self._left))
            self.password.show_error(sentence)
            return
        self._countdown.stop()
        self._open.setEnabled(True)
        self.password.show_error(None)
        self.password.focus_input()

    def _build_buttons(self) -> None:
        self._open = button(self.tr("Öffnen"), "lock-open", "primary")
        self._open.clicked.connect(self.unlock)
        recover = button(self.tr("Kennwort vergessen"), "key-round")
        recover.clicked.connect(self._on_recover_clicked)
        other = button(self.tr("Anderer Tresor …"), "folder-open")
        other.clicked.connect(self.other_wanted)
        restore = button(self.tr("Sicherung zurückholen …"), "history")
        restore.clicked.connect(self._on_restore_clicked)
        self._add_buttons(self._open, recover, other, *([restore] if self._doors.restore is not None else []))

    def _make_panel(self) -> InUsePanel | None:
        if self._doors.share is None:
            return None
        panel = InUsePanel(self._file, self._doors.share, self._runner, lambda: self.user.value() or "")
        panel.read_wanted.connect(self.open_copy)
        panel.freed.connect(self._on_freed)
        panel.failed.connect(self.show_error)
        self.body.addWidget(panel)
        return panel

    def _on_freed(self) -> None:
        self.show_notice("")
        self._open.setFocus()

    def _on_copy_opened(self, vault: object) -> None:
        if self.in_use is not None:
            self.in_use.hand_on()  # the open copy goes on asking
        self._on_opened(vault)

    def _on_move_clicked(self) -> None:
        self.move_wanted.emit(self._file)

    def _on_restore_clicked(self) -> None:
        self.restore_wanted.emit(self._file)

    def _on_recover_clicked(self) -> None:
        self.recover_wanted.emit(self._file)

    def _on_opened(self, vault: object) -> None:
        self._ready()
        self.password.set_value(None)
        self.opened.emit(vault)

    def _on_failed(self, error: CaseworkError) -> None:
        self._ready()
        if error.field == "password":
            self.password.set_value(None)
        self.show_error(error)
        self._left = getattr(error, "wait_seconds", 0)
        if self._left:
            self._open.setEnabled(False)
            self._countdown.start()

    def _ready(self) -> None:
        if self.in_use is not None:
            self.in_use.read.setEnabled(True)
        self._open.setEnabled(True)
        self._open.setText(self.tr("Öffnen"))
