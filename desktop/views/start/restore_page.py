"""„Sicherung zurückholen“: choose a copy, see what is in it, prove with its password that it opens, put it in place."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.errors import CaseworkError
from desktop.models.copy_table import ChoiceTable, CopyRow
from desktop.models.copy_words import moment, size
from desktop.models.work import Cancelled, Runner
from desktop.views import messages, style
from desktop.views.busy import BusyLine
from desktop.views.components.data_table import DataTable
from desktop.views.start.password_field import PasswordField
from desktop.views.start.restore_doors import RestoreDoors
from desktop.views.start.start_page import StartPage, button, words
from desktop.views.start.unlock_page import UserField

_ROWS = 5
_LARGE_TEXT = 150
_CONTENT_COLUMN = 2


class RestorePage(StartPage):
    """`file` is None on a PC that has no vault yet. *Signals:* `restored(file, sentence)`, also after taking a bringing
    back back; `back_wanted`."""

    restored = Signal(object, object)
    back_wanted = Signal()

    def __init__(
        self, file: Path | None, doors: RestoreDoors, runner: Runner, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            self.tr("Sicherung zurückholen"),
            self.tr("Die gewählte Sicherung tritt an die Stelle des Tresors. Was jetzt da ist, wird vorher zur Seite "
                    "gelegt; das Zurückholen lässt sich also zurücknehmen."),
            icon="history", parent=parent,
        )  # fmt: skip
        self._file, self._doors, self._runner = file, doors, runner
        self._others: tuple[CopyRow, ...] = ()
        self.model = ChoiceTable(self)
        noun = (self.tr("Sicherung"), self.tr("Sicherungen"), self.tr("Sicherungen"))
        self.table = DataTable(self.tr("Sicherungen"), noun)
        self.preview = words("")
        self.user = UserField("label", self.tr("Wer sind Sie?"))
        self.password = PasswordField("password", self.tr("Kennwort, das damals galt"), mandatory=True)
        self._build()
        self._on_picked(None)
        self._dress()
        style.notifier().changed.connect(self._dress)

    def show_target(self) -> None:
        """Look for copies, beside the main thread."""
        if self._file is not None:
            self._runner.compute(self, self._doors.copies, self._file, then=self._on_copies, failed=self.show_error)
            self._runner.compute(self, self._doors.undoable, self._file, then=self._on_undoable,
                                 failed=self.show_error)  # fmt: skip

    def choose_folder(self) -> None:
        """Let the user point at the folder of a copy, on a stick or a share."""
        messages.choose_folder(self, self.tr("Ordner einer Sicherung"), self._on_folder_chosen)

    def restore(self) -> None:
        """Prove that the copy opens, then put it in place."""
        row = self.table.current_row()
        if not isinstance(row, CopyRow) or not row.good or not self._fields_are_right():
            return
        self.show_notice("")
        self._set_busy(True)
        file = self._file or self._doors.place_for(row)
        self._runner.compute(
            self, self._doors.restore, file, row, self.user.value() or "", self.password.value() or "",
            then=lambda said: self.restored.emit(file, said), failed=self._on_failed,
            title=self.tr("Sicherung wird geprüft und zurückgeholt"),
        )  # fmt: skip

    def undo(self) -> None:
        """Take the last bringing back back."""
        file = self._file
        if file is not None:
            self._set_busy(True)
            self._runner.compute(self, self._doors.undo, file, then=lambda said: self.restored.emit(file, said),
                                 failed=self._on_failed)  # fmt: skip

    # building

    def _build(self) -> None:
        self.table.set_model(self.model)
        self.table.set_empty(self.tr("Hier ist keine Sicherung."), self.tr("Aus einem anderen Ordner …"))
        self.table.fill_wanted.connect(self.choose_folder)
        self.table.picked.connect(self._on_picked)
        self.body.addWidget(self.table)
        self.body.addWidget(self.preview)
        for field in (self.user, self.password):
            self._add_field(field)
        self.password.line.returnPressed.connect(self.restore)
        self.body.addWidget(BusyLine(self._runner, self))
        self._take = button(self.tr("Prüfen und zurückholen"), "history", "primary")
        self._take.clicked.connect(self.restore)
        self._other = button(self.tr("Aus einem anderen Ordner …"), "folder-open")
        self._other.clicked.connect(self.choose_folder)
        self._undo = button(self.tr("Letztes Zurückholen zurücknehmen"), "undo-2")
        self._undo.clicked.connect(self.undo)
        self._undo.hide()
        back = button(self.tr("Zurück"), "arrow-left")
        back.clicked.connect(self.back_wanted)
        self.undo_words = words("", "muted")
        self.undo_words.hide()
        self._add_buttons(self._take, self._other, self._undo, back)
        self.body.addWidget(self.undo_words)

    def _dress(self) -> None:
        """With large text the content stands in the words below the list only."""
        self.table.view.setColumnHidden(_CONTENT_COLUMN, style.text_scale() > _LARGE_TEXT)
        self.table.view.setMinimumHeight(round(style.line_height() * 1.78 * (_ROWS + 1)))

    # slots

    def _on_copies(self, rows: tuple[CopyRow, ...]) -> None:
        self.model.set_rows((*self._others, *rows))
        newest = next((row for row in self.model.rows if row.good), None)
        if newest is not None:
            self.table.choose(newest.folder)

    def _on_undoable(self, sentence: str) -> None:
        self._undo.setVisible(bool(sentence))
        self.undo_words.setVisible(bool(sentence))
        self.undo_words.setText(sentence)

    def _on_folder_chosen(self, folder: Path) -> None:
        self._runner.compute(self, self._doors.copy_in, folder, then=self._on_other, failed=self.show_error)

    def _on_other(self, row: CopyRow) -> None:
        rows = [known for known in self.model.rows if known.folder != row.folder]
        self._others = (row,)
        self.model.set_rows((row, *rows))
        self.table.choose(row.folder)

    def _on_picked(self, row: object) -> None:
        good = isinstance(row, CopyRow) and row.good
        self._take.setEnabled(good)
        self.preview.setVisible(isinstance(row, CopyRow))
        self.password.setVisible(good)
        self.user.setVisible(good and isinstance(row, CopyRow) and len(row.people) > 1)
        if isinstance(row, CopyRow):
            self.preview.setText(row.problem or self._said_of(row))
            self.user.set_users(row.people)

    def _said_of(self, row: CopyRow) -> str:
        parts = (
            self.tr("Stand: %1").replace("%1", moment(row.made)), row.content, size(row.size),
            self.tr("öffnet mit dem Kennwort von %1").replace("%1", row.who),
            self.tr("gemacht mit Wegplan %1").replace("%1", row.program), row.state.value,
        )  # fmt: skip
        return " · ".join(part for part in parts if part)

    def _on_failed(self, error: CaseworkError) -> None:
        self._set_busy(False)
        if isinstance(error, Cancelled):
            self.show_notice(self.tr("Abgebrochen; der Tresor ist, wie er war."), "warn")
            return
        if error.field == "password":
            self.password.set_value(None)
        self.show_error(error)

    def _set_busy(self, busy: bool) -> None:
        for one in (self._take, self._other, self._undo):
            one.setEnabled(not busy)
