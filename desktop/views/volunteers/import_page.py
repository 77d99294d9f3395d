"""„Liste einlesen“: a list of volunteers from file to register in three calm steps, with the way back."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.casework.volunteers.register.volunteer_import import VolunteerImportRow
from desktop.clock import german_date
from desktop.errors import CaseworkError, ChangedMeanwhileError
from desktop.models.volunteer_import_job import VolunteerImportJob
from desktop.models.work import Work
from desktop.views import icons, messages, style
from desktop.views.components.card import Card
from desktop.views.components.message_area import MessageArea
from desktop.views.components.page_head import PageHead
from desktop.views.components.scroll_page import ScrollPage
from desktop.views.imports.drop_zone import DropZone
from desktop.views.imports.step_bar import StepBar
from desktop.views.people.lines import emptied, flow, link, order_stops, short_words, words
from desktop.views.places import Places
from desktop.views.volunteers.entry import PLACE
from desktop.views.volunteers.import_columns import ColumnsStep
from desktop.views.volunteers.import_preview import PreviewStep

_FILE, _COLUMNS, _PREVIEW, _RESULT = range(4)
_SHOWN = 5


class VolunteerImportPage(QWidget):
    """The main button leads on, Strg+Enter presses it from anywhere. Nothing of the list is kept but what is taken."""

    def __init__(self, work: Work, places: Places, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._places = places
        self.job = VolunteerImportJob(work, self)
        self._column = QVBoxLayout(self)
        self._build_head()
        self._build_steps()
        self._connect()
        self._go(_FILE)
        self._fit_page()
        style.notifier().changed.connect(self._fit_page)

    def show_target(self, path: Path | None = None) -> None:
        """Called on every visit; what is there stays."""
        self.job.load()
        if path is not None:
            self.job.open_file(path)
        if self.place == _FILE and self.job.file is None:
            self.zone.choose.setFocus()

    @property
    def place(self) -> int:
        """Number of the step shown, 0 for the first."""
        return self._stack.currentIndex()

    # building

    def _build_head(self) -> None:
        self.head = PageHead(self.tr("Ehrenamtliche einlesen"))
        self.back = QPushButton(self.tr("Zurück"))
        icons.set_icon(self.back, "arrow-left", "accent")
        self.on = self.head.set_primary(self.tr("Weiter"), "arrow-right")
        self.head.add_widget(self.back)
        self.steps = StepBar((self.tr("Datei"), self.tr("Spalten"), self.tr("Vorschau")))
        self.messages = MessageArea()
        for widget in (self.head, self.steps, self.messages):
            self._column.addWidget(widget)

    def _build_steps(self) -> None:
        self.zone = DropZone(
            self.tr("Liste der Ehrenamtlichen hierher ziehen"),
            self.tr("Excel (XLSX) oder CSV. Die Datei wird nur gelesen und bleibt, wo sie ist."),
            self.tr("Liste der Ehrenamtlichen wählen"),
        )
        self.columns, self.preview = ColumnsStep(self.job), PreviewStep(self.job)
        self.former = Card(self.tr("Früher eingelesen"), "history")
        self._result = ScrollPage(margin=0)
        file_step = ScrollPage(margin=0)
        file_step.body.addWidget(self.zone)
        file_step.body.addWidget(words(self.tr(
            "Nötig ist eine Zeile mit Überschriften, zum Beispiel Name, Vorname, Telefon, Tätigkeiten, Sprachen, "
            "Verfügbarkeit. Alle kommen mit dem Status „Interesse“ ins Register. Was nicht sicher verstanden wird, "
            "steht wörtlich in der Notiz."), "muted"))  # fmt: skip
        file_step.body.addWidget(self.former)
        file_step.body.addStretch(1)
        self._stack = QStackedWidget()
        for step in (file_step, self.columns, self.preview, self._result):
            self._stack.addWidget(step)
        self._column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.on.clicked.connect(self.go_on)
        self.back.clicked.connect(self.go_back)
        self.steps.chosen.connect(self._on_step_chosen)
        keys = QShortcut(QKeySequence("Ctrl+Return"), self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self.go_on)
        self.zone.dropped.connect(self.job.open_file)
        self.zone.refused.connect(self.messages.show_warning)
        job = self.job
        job.loaded.connect(self._on_loaded)
        job.found.connect(self._on_found)
        job.columns_changed.connect(self._show_actions)
        job.previewed.connect(self._on_previewed)
        job.decided.connect(self._show_actions)
        job.imported.connect(self._on_imported)
        job.undone.connect(self._on_undone)
        job.rows_saved.connect(self._on_rows_saved)
        job.failed.connect(self._on_failed)
        job.busy_changed.connect(self._on_busy_changed)

    # going on

    def go_on(self) -> None:
        """To the next step, where this one is right; in the preview: take over."""
        if self.job.busy or not self.on.isEnabled() or self.on.isHidden():
            return
        self.messages.clear()
        if self.place == _FILE:
            self._go(_COLUMNS)
        elif self.place == _COLUMNS:
            self._make_preview()
        elif self.place == _PREVIEW:
            self.job.take_over()

    def go_back(self) -> None:
        """To the step before; nothing is lost."""
        if _FILE < self.place < _RESULT and not self.job.busy:
            self.messages.clear()
            self._go(self.place - 1)
            self.on.setFocus()

    def _make_preview(self) -> None:
        if self.job.problem:
            self.messages.show_error(self.job.problem)
            self.columns.focus_problem()
        elif self.job.rows:
            self._go(_PREVIEW)  # compared with these columns already: the decisions stay
        else:
            self.job.make_preview()

    def _go(self, place: int) -> None:
        self._stack.setCurrentIndex(place)
        self.steps.setVisible(place != _RESULT)
        self._show_actions()
        order_stops(self)

    def _show_actions(self) -> None:
        """Main button, way back and steps for what is known now."""
        job, place = self.job, self.place
        count = len(job.taken)
        one, many = self.tr("1 Person aufnehmen"), self.tr("%1 Personen aufnehmen").replace("%1", str(count))
        said = (one if count == 1 else many) if place == _PREVIEW else self.tr("Weiter")
        self.head.set_primary(said, "check" if place == _PREVIEW else "arrow-right")
        self.on.setVisible(place != _RESULT)
        self.back.setVisible(_FILE < place < _RESULT)
        self.on.setEnabled(job.file is not None and (place != _PREVIEW or count > 0) and not job.busy)
        furthest = _PREVIEW if job.rows else _COLUMNS if job.file else _FILE
        self.steps.set_place(min(place, _PREVIEW), furthest if not job.busy else place)
        self.head.set_subtitle(job.path.name if job.path and place != _FILE else "")

    def _fit_page(self) -> None:
        self._column.setContentsMargins(*[style.space(6)] * 4)
        self._column.setSpacing(style.space(3))

    # slots

    def _on_step_chosen(self, place: int) -> None:
        if place == self.place or self.job.busy:
            return
        self.messages.clear()
        if place == _PREVIEW:
            self._make_preview()
        else:
            self._go(place)

    def _on_found(self) -> None:
        self.messages.clear()
        file, path = self.job.file, self.job.path
        if file is not None and path is not None:
            rows = len(file.table.lines) - file.layout.header.first_row
            self.zone.show_file(path.name, self.tr("%1 Zeilen gefunden.").replace("%1", str(rows)))
        self._go(_FILE)
        self.on.setFocus()

    def _on_previewed(self) -> None:
        self._go(_PREVIEW)
        self.preview.focus_first()
        if not self.job.taken:
            self.messages.show_info(self.tr("Niemand ist sicher neu: Bitte die Zeilen einzeln ansehen."))

    def _on_imported(self, count: int) -> None:
        self.messages.clear()
        emptied(self._result.body)
        self._result.body.addWidget(self._result_card(count))
        self._result.body.addStretch(1)
        self._go(_RESULT)
        shown = self._result.findChild(QPushButton, "to_register")
        if isinstance(shown, QPushButton):
            shown.setFocus()

    def _result_card(self, count: int) -> Card:
        one, many = self.tr("1 Person steht jetzt im Register."), self.tr("%1 Personen stehen jetzt im Register.")
        card = Card(self.tr("Die Liste ist übernommen"), "circle-check")
        card.body.addWidget(words(one if count == 1 else many.replace("%1", str(count))))
        known = len(self.job.rows) - len(self.job.rejected) - count
        if known:
            told = self.tr("1 Person war schon bekannt.") if known == 1 else self.tr("%1 waren schon bekannt.")
            card.body.addWidget(words(told.replace("%1", str(known)), "muted"))
        actions = [link(self.tr("Register öffnen"), self._open_register, "to_register", icon="hand-heart")]
        rejected = len(self.job.rejected)
        if rejected:
            said = self.tr("Nicht übernommene Zeilen speichern (%1) …").replace("%1", str(rejected))
            actions.append(link(said, self.save_rejected, "save_rejected", icon="download"))
        if self.job.import_id is not None:
            actions.append(link(self.tr("Rückgängig"), partial(self.job.undo, self.job.import_id), "undo_import",
                                icon="undo-2"))
        actions.append(link(self.tr("Weitere Liste einlesen"), self._start_anew, "next_list", icon="file-up"))
        card.body.addWidget(flow(*actions))
        return card

    def save_rejected(self) -> None:
        """Let the user choose where the rows go that were not taken."""
        start = self.job.path.with_name(self.tr("Nicht übernommen.xlsx")) if self.job.path else None
        messages.choose_target(self, self.tr("Nicht übernommene Zeilen speichern"), "Excel (*.xlsx)", "xlsx",
                               self.job.save_rejected, start=start)

    def _open_register(self) -> None:
        self._places.go(PLACE, "register")

    def _start_anew(self) -> None:
        self.messages.clear()
        self.job.start_anew()
        self.zone.show_empty()
        self._go(_FILE)
        self.zone.choose.setFocus()

    def _on_undone(self) -> None:
        self._go(_FILE)
        self.on.setFocus()
        self.messages.show_ok(self.tr("Zurückgenommen: Von dieser Liste steht niemand mehr im Register."))

    def _on_rows_saved(self, path: Path) -> None:
        self.messages.show_ok(self.tr("Gespeichert als „%1“.").replace("%1", path.name))

    def _on_failed(self, error: CaseworkError) -> None:
        self._show_actions()
        if isinstance(error, ChangedMeanwhileError):
            self.messages.show_warning(str(error), (self.tr("Vorschau neu öffnen"), self.job.make_preview))
        else:
            self.messages.show_error(str(error))

    def _on_busy_changed(self) -> None:
        job = self.job
        self._stack.setEnabled(not job.busy)
        self._show_actions()
        if not job.busy:
            self.messages.clear()
        elif job.cancellable:
            self.messages.show_info(job.busy, (self.tr("Abbrechen"), job.cancel))
        else:
            self.messages.show_info(job.busy)

    def _on_loaded(self) -> None:
        emptied(self.former.body)
        for row in self.job.imports[:_SHOWN]:
            self.former.body.addWidget(self._former_line(row))
        self.former.setVisible(bool(self.job.imports))
        order_stops(self)

    def _former_line(self, row: VolunteerImportRow) -> QWidget:
        made = german_date(row.made_on)
        people = self.tr("1 Person") if row.count == 1 else self.tr("%1 Personen").replace("%1", str(row.count))
        if row.undone_on is not None:
            undone = self.tr("am %1 zurückgenommen").replace("%1", german_date(row.undone_on))
            return words(f"{made} · {people} · {undone}", "muted")
        undo = link(self.tr("Rückgängig"), partial(self.job.undo, row.id), f"undo_{row.id}", icon="undo-2",
                    said=self.tr("Liste vom %1 zurücknehmen").replace("%1", made))
        return flow(short_words(f"{made} · {people}"), undo)
