"""„Sicherungen“: which copies there are, whether they can be relied on, the second place, the yearly drill."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from desktop.casework.changes import Changes
from desktop.casework.drills import DrillResult, DrillRow, is_drill_due, keep_drill, list_drills
from desktop.errors import CaseworkError
from desktop.models.copy_table import CopyTable
from desktop.models.copy_words import moment
from desktop.models.work import Work
from desktop.views import icons, messages, style
from desktop.views.admin.backup_tools import BackupPicture, BackupTools, RoundDone, TargetPicture
from desktop.views.admin.drill_card import DrillCard
from desktop.views.components.card import Card
from desktop.views.components.data_table import DataTable
from desktop.views.components.flow_layout import FlowLayout
from desktop.views.components.message_area import MessageArea
from desktop.views.components.page_head import PageHead
from desktop.views.components.scroll_page import ScrollPage
from desktop.views.fields.choice_field import choice_field
from desktop.views.fields.options import Option
from desktop.views.places import Places
from desktop.views.start.start_page import button, words

_ROWS = 6
_LARGE_TEXT = 150
_LESSER_COLUMNS = (1, 3)
_HOURS = (10, 12, 14, 16)


class BackupPage(ScrollPage):
    """`show_target("backup")` makes a copy and `show_target("drill")` begins a drill at once."""

    def __init__(self, work: Work, places: Places, tools: BackupTools, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._work, self._places, self._tools = work, places, tools
        self._picture: BackupPicture | None = None
        self.model = CopyTable(self)
        self.head, self.messages = PageHead(self.tr("Sicherungen")), MessageArea()
        noun = (self.tr("Sicherung"), self.tr("Sicherungen"), self.tr("Sicherungen"))
        self.table = DataTable(self.tr("Sicherungen"), noun)
        self.drills = DrillCard(work, tools)
        self._build_head()
        self._build_state()
        self._build_table()
        self._build_choices()
        self.body.addWidget(self.drills)
        self.body.addStretch(1)
        self.drills.start_wanted.connect(self.start_drill)
        self._dress()
        style.notifier().changed.connect(self._dress)

    def show_target(self, wanted: str = "") -> None:
        """Called on every visit: a stick may have come or gone meanwhile."""
        self.messages.clear()
        self.load()
        if wanted == "drill":
            self.start_drill()
        elif wanted == "backup":
            self.start_backup()

    def load(self) -> None:
        """Look at the copies anew, beside the main thread: the second place may be slow to answer."""
        self._work.compute(self, self._tools.look, then=self._on_looked, failed=self._on_failed)
        self._work.read(self, list_drills, then=self._on_drills)
        self._work.read(self, is_drill_due, then=self.drills.show_due)

    def start_backup(self) -> None:
        """Make a copy; the foot of the window shows how far it is."""
        self._set_busy(True)
        self._work.compute(self, self._tools.run, then=self._on_round, failed=self._on_failed,
                           title=self.tr("Sicherung"))  # fmt: skip

    def start_drill(self) -> None:
        """Bring the newest copy back for trial."""
        self._set_busy(True)
        self._work.compute(self, self._tools.drill, then=self._on_drilled, failed=self._on_failed,
                           title=self.tr("Übung: Sicherung zurückholen"))  # fmt: skip

    def choose_target(self) -> None:
        """Let the user point at a stick or a share."""
        messages.choose_folder(self, self.tr("Zweites Ziel für Sicherungen"), self._on_folder_chosen)

    # building

    def _build_head(self) -> None:
        self.head.set_subtitle(self.tr("Jeden Arbeitstag von selbst: zur eingestellten Stunde und beim Beenden. "
                                       "Aufgehoben werden 14 Tage und 8 Wochen."))  # fmt: skip
        back = QPushButton(self.tr("Zurück"))
        icons.set_icon(back, "arrow-left", "accent")
        back.clicked.connect(self._places.back)
        self.head.add_widget(back)
        self.body.addWidget(self.head)
        self.body.addWidget(self.messages)

    def _build_state(self) -> None:
        card, line = Card(), FlowLayout(gap=2)
        self.here, self.there = words(""), words("")
        self._here_mark, self._there_mark = QLabel(), QLabel()
        for mark, label in ((self._here_mark, self.here), (self._there_mark, self.there)):
            card.body.addLayout(_beside(mark, label))
        self.back_up = button(self.tr("Sicherung jetzt"), "hard-drive-download", "primary")
        self.choose = button(self.tr("Zweites Ziel wählen …"), "save")
        self.forget = button(self.tr("Zweites Ziel vergessen"), "unlink")
        self.bring_back = button(self.tr("Zurückholen …"), "history")
        slots = ((self.back_up, self.start_backup), (self.choose, self.choose_target),
                 (self.forget, self._on_forget_clicked), (self.bring_back, self._on_bring_back_clicked))  # fmt: skip
        for made, slot in slots:
            made.clicked.connect(slot)
            line.addWidget(made)
        card.body.addLayout(line)
        self.body.addWidget(card)

    def _build_table(self) -> None:
        self.table.set_model(self.model)
        self.table.set_empty(self.tr("Noch keine Sicherung."), self.tr("Sicherung jetzt"), "database-backup")
        self.table.fill_wanted.connect(self.start_backup)
        self.body.addWidget(self.table)

    def _build_choices(self) -> None:
        hours = [Option(hour, self.tr("%1 Uhr").replace("%1", str(hour))) for hour in _HOURS]
        self.hour = choice_field("backup_hour", self.tr("Tägliche Sicherung an diesem PC um"), hours)
        self.hour.set_value(self._tools.hour())
        self.hour.changed.connect(self._on_hour_changed)
        self.body.addWidget(self.hour)

    def _dress(self) -> None:
        """With large text the page scrolls, and what matters less leaves the room to the check."""
        large = style.text_scale() > _LARGE_TEXT
        for column in _LESSER_COLUMNS:
            self.table.view.setColumnHidden(column, large)
        self.table.view.setMinimumHeight(round(style.line_height() * 1.78 * (_ROWS + 1)))

    # what is shown

    def _on_looked(self, picture: BackupPicture) -> None:
        self._picture = picture
        self.model.set_rows(picture.rows)
        good = picture.last is not None and not picture.overdue
        icons.set_icon(self._here_mark, "circle-check" if good else "triangle-alert", "ok" if good else "warn", 1.1)
        self.here.setText(self._said_of_here(picture))
        self._show_target_place(picture.target)
        self.forget.setVisible(picture.target is not None)
        if picture.target is not None and picture.target.state == "ready" and picture.target.last is not None:
            self._tools.seen_there(picture.target.last)

    def _said_of_here(self, picture: BackupPicture) -> str:
        if picture.last is None:
            return self.tr("Es gibt noch keine gute Sicherung.")
        said = self.tr("Letzte gute Sicherung: %1").replace("%1", moment(picture.last))
        return said + (self.tr(" – seither wurde gespeichert, bitte sichern.") if picture.overdue else "")

    def _show_target_place(self, target: TargetPicture | None) -> None:
        ready = target is not None and target.state == "ready"
        icons.set_icon(self._there_mark, "circle-check" if ready else "circle-dot", "ok" if ready else "muted", 1.1)
        if target is None:
            self.there.setText(self.tr("Kein zweites Ziel gewählt. Ein Stick oder Netzlaufwerk schützt auch, wenn "
                                       "dieser PC verloren geht."))  # fmt: skip
            return
        states = {"ready": self.tr("ist da"), "absent": self.tr("ist nicht da"), "read_only": self.tr("ist gesperrt"),
                  "other": self.tr("ist ein anderer Datenträger")}  # fmt: skip
        last = moment(target.last) if target.last else self.tr("noch keine")
        said = self.tr("Zweites Ziel „%1“ %2. Letzte Kopie dort: %3")
        for mark, text in (("%1", str(target.folder)), ("%2", states[target.state]), ("%3", last)):
            said = said.replace(mark, text, 1)
        self.there.setText(said)

    def _on_drills(self, drills: tuple[DrillRow, ...]) -> None:
        self.drills.show_last(drills[0] if drills else None)

    # slots

    def _on_round(self, done: RoundDone) -> None:
        self._set_busy(False)
        if done.target_problem:
            self.messages.show_warning(self.tr("Gesichert und geprüft: „%1“. ").replace("%1", done.name)
                                       + done.target_problem)  # fmt: skip
        else:
            self.messages.show_ok(self.tr("Gesichert und geprüft: „%1“.").replace("%1", done.name))
        self.load()

    def _on_drilled(self, result: DrillResult) -> None:
        self._work.change(self, keep_drill, result, then=partial(self._on_drill_kept, result), failed=self._on_failed)

    def _on_drill_kept(self, result: DrillResult, _changes: Changes) -> None:
        self._set_busy(False)
        if result.problem:
            self.messages.show_error(result.problem)
        else:
            self.messages.show_ok(self.tr("Übung bestanden: Die Sicherung lässt sich zurückholen."))
        self.load()

    def _on_folder_chosen(self, folder: Path) -> None:
        self._work.compute(self, self._tools.choose, folder, then=self._on_target_marked, failed=self._on_failed)

    def _on_target_marked(self, kept: str) -> None:
        self._tools.keep_target(kept)
        self.messages.show_ok(self.tr("Jede neue Sicherung kommt nun auch dorthin."), (
            self.tr("Gleich sichern"), self.start_backup))  # fmt: skip
        self.load()

    def _on_forget_clicked(self) -> None:
        before = self._picture.target if self._picture else None
        self._tools.keep_target("")
        self.load()
        if before is not None:
            self.messages.show_ok(self.tr("Das zweite Ziel ist vergessen; die Kopien dort bleiben liegen."))

    def _on_bring_back_clicked(self) -> None:
        messages.confirm(
            self, self.tr("Eine Sicherung zurückholen?"),
            self.tr("Der Tresor wird dafür geschlossen. Sie wählen danach eine Sicherung und geben ihr Kennwort ein; "
                    "bis dahin ändert sich nichts."),
            self.tr("Schließen und wählen"), self._tools.leave,
        )  # fmt: skip

    def _on_hour_changed(self) -> None:
        if self.hour.value() is not None:
            self._tools.set_hour(int(str(self.hour.value())))

    def _on_failed(self, error: CaseworkError) -> None:
        self._set_busy(False)
        self.messages.show_error(str(error))

    def _set_busy(self, busy: bool) -> None:
        for one in (self.back_up, self.bring_back, self.choose):
            one.setEnabled(not busy)
        self.drills.set_busy(busy)


def _beside(mark: QLabel, label: QLabel) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(style.space(2))
    row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(label, 1)
    return row
