"""Moving a vault to another folder: where to, how far, and what came of it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.errors import CaseworkError
from desktop.models.work import Runner
from desktop.views import messages
from desktop.views.busy import BusyLine
from desktop.views.fields.text_field import TextField
from desktop.views.start.doors import Doors
from desktop.views.start.start_page import StartPage, button


class MovePage(StartPage):
    """*Signals:* `moved(file, sentence)` with the vault in its new place; `back_wanted`."""

    moved = Signal(object, str)
    back_wanted = Signal()

    def __init__(self, file: Path, doors: Doors, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("Tresor verschieben"),
            self.tr("Tresor, Schlüsseldatei und Sicherungen werden in den neuen Ordner kopiert und dort geprüft. Erst "
                    "dann gilt der neue Ort, und der alte wird geräumt. Bis dahin ändert sich nichts."),
            icon="folder-open", parent=parent,
        )  # fmt: skip
        self._file, self._doors, self._runner = file, doors, runner
        self.old = TextField("old", self.tr("Bisheriger Ordner"))
        self.old.set_value(str(file.parent))
        self.old.set_read_only(True)
        self.path = TextField("path", self.tr("Neuer Ordner"), mandatory=True, longest=400)
        self.path.set_value(str(doors.default_file.parent))
        elsewhere = button(self.tr("Anderen Ordner wählen …"), "folder-open", "link")
        elsewhere.clicked.connect(self._on_elsewhere_clicked)
        self._add_field(self.old)
        self._add_field(self.path)
        self.body.addWidget(elsewhere)
        self.body.addWidget(BusyLine(runner))
        self._move = button(self.tr("Verschieben"), "check", "primary")
        self._move.clicked.connect(self.move_vault)
        back = button(self.tr("Zurück"), "arrow-left")
        back.clicked.connect(self.back_wanted)
        self._add_buttons(self._move, back)

    def show_target(self) -> None:
        """Called when the page is shown: the keyboard goes to the new folder."""
        self.path.focus_input()

    def move_vault(self) -> None:
        """Copy, prove and switch, beside the main thread; the line below the fields shows how far and cancels."""
        self.show_notice("")
        if self._doors.move is None or not self._move.isEnabled() or not self._fields_are_right():
            return
        self._move.setEnabled(False)
        self._runner.compute(self, self._doors.move, self._file, self._folder(), then=self._on_moved,
                             failed=self._on_failed, title=self.tr("Umzug des Tresors"))

    def _folder(self) -> Path:
        return Path((self.path.value() or "").strip())

    def _on_moved(self, done: tuple[Path, bool]) -> None:
        file, clean = done
        sentence = self.tr("Der Tresor liegt jetzt in „%1“.").replace("%1", str(file.parent))
        if not clean:
            sentence += " " + self.tr("Im alten Ordner blieben Dateien zurück, die nicht mehr gelten: bitte löschen.")
        self.moved.emit(file, sentence)

    def _on_failed(self, error: CaseworkError) -> None:
        self._move.setEnabled(True)
        self.show_error(error)

    def _on_elsewhere_clicked(self) -> None:
        messages.choose_folder(self, self.tr("Neuer Ordner des Tresors"), self._take, start=self._folder())

    def _take(self, folder: Path) -> None:
        self.path.set_value(str(folder))
