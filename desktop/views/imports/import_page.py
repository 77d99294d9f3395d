"""A list on its way into the vault: three calm steps in one page, then the result."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.casework import drafts
from desktop.casework.drafts import DraftRow
from desktop.errors import CaseworkError, ChangedMeanwhileError
from desktop.models.drafts import Drafts
from desktop.models.import_job import ImportJob
from desktop.models.import_list import Stage, list_draft
from desktop.models.work import Work
from desktop.views import style
from desktop.views.components.message_area import MessageArea
from desktop.views.components.page_head import PageHead
from desktop.views.imports.busy_row import BusyRow
from desktop.views.imports.columns_step import ColumnsStep
from desktop.views.imports.file_step import FileStep
from desktop.views.imports.import_look import ImportLook
from desktop.views.imports.preview_step import PreviewStep
from desktop.views.imports.result_step import ResultStep
from desktop.views.imports.step_bar import StepBar
from desktop.views.places import Places
from desktop.views.start.start_page import button

_FILE, _COLUMNS, _PREVIEW, _RESULT = range(4)


class ImportPage(QWidget):
    """The main button leads on, Strg+Enter presses it from anywhere. What was prepared is drafted, without the list."""

    def __init__(
        self, look: ImportLook, work: Work, kept: Drafts, places: Places, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._work, self._drafts, self._places = work, kept, places
        self._asked = False
        self.job = ImportJob(work, look.kind, self)
        self._column = QVBoxLayout(self)
        self._build_head()
        self._build_steps()
        self._connect()
        self._go(_FILE)
        self._fit_page()
        style.notifier().changed.connect(self._fit_page)
        kept.register(self)

    def show_target(self, path: Path | None = None) -> None:
        """Called on every visit; what is there stays, also a result, whose rejected rows may still be saved."""
        self.job.load()
        if path is not None:
            self.job.open_file(path)
        elif not self._asked and self.job.held.stage is Stage.FILE:
            self._work.read(self, drafts.find_draft, self._look.kind.key, then=self._on_draft)
        self._asked = True
        if self.place == _FILE and self.job.held.source is None:
            self.file.zone.choose.setFocus()

    @property
    def place(self) -> int:
        """Number of the step shown, 0 for the first."""
        return self._stack.currentIndex()

    def draft_key(self) -> str:
        """Name of the draft."""
        return self._look.kind.key

    def draft(self) -> dict[str, Any] | None:
        """Which file and what was decided about it; the list itself stays where it is."""
        return list_draft(self.job.held)

    # building

    def _build_head(self) -> None:
        self.head = PageHead(self._look.title)
        self.back: QPushButton = button(self.tr("Zurück"), "arrow-left")
        self.on = self.head.set_primary(self.tr("Weiter"), "arrow-right")
        self.head.add_widget(self.back)
        self.steps = StepBar((self.tr("Datei"), self.tr("Spalten"), self.tr("Vorschau")))
        self.messages = MessageArea()
        self.busy = BusyRow(self.job)
        for widget in (self.head, self.steps, self.messages, self.busy):
            self._column.addWidget(widget)

    def _build_steps(self) -> None:
        self.file = FileStep(self.job, self._look.file)
        self.columns = ColumnsStep(self.job)
        self.preview = PreviewStep(self._work, self.job, self._look.preview)
        self.result = ResultStep(self.job, self._look.result)
        self._stack = QStackedWidget()
        for step in (self.file, self.columns, self.preview, self.result):
            self._stack.addWidget(step)
        self._column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.on.clicked.connect(self.go_on)
        self.back.clicked.connect(self.go_back)
        self.steps.chosen.connect(self._on_step_chosen)
        keys = QShortcut(QKeySequence("Ctrl+Return"), self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self.go_on)
        self.file.zone.refused.connect(self.messages.show_warning)
        for step in (self.file, self.columns, self.preview):
            step.typed.connect(self._on_typed)
        self.result.there_wanted.connect(self._on_there_wanted)
        self.result.next_wanted.connect(self._start_anew)
        job = self.job
        job.found.connect(self._on_found)
        job.columns_changed.connect(self._show_actions)
        job.previewed.connect(self._on_previewed)
        job.decided.connect(self._show_actions)
        job.imported.connect(self._on_imported)
        job.undone.connect(self._on_undone)
        job.called_off.connect(self._on_called_off)
        job.other_file.connect(self._on_other_file)
        job.rows_saved.connect(self._on_rows_saved)
        job.failed.connect(self._on_failed)
        job.busy_changed.connect(self._on_busy_changed)

    # going on

    def go_on(self) -> None:
        """To the next step, where this one is right; in the preview: take over."""
        if self.job.busy or not self.on.isEnabled() or self.on.isHidden():
            return
        self.messages.clear()
        if self.place == _FILE and self.file.is_right():
            self._go(_COLUMNS)
            self.on.setFocus()
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
        problem = next(iter(self.job.held.problems.values()), "")
        if problem:
            self.messages.show_error(problem)
            self._column.activate()  # the message takes its room before the column is scrolled into what is left
            self.columns.focus_problem()
        else:
            self.job.make_preview()

    def _go(self, place: int) -> None:
        self._stack.setCurrentIndex(place)
        self.steps.setVisible(place != _RESULT)
        self._show_actions()

    def _show_actions(self) -> None:
        """Main button, way back and steps for what is known now."""
        held, place = self.job.held, self.place
        self.on.setVisible(place != _RESULT)
        self.back.setVisible(_FILE < place < _RESULT)
        made, changed = held.counts if place == _PREVIEW else (0, 0)
        if place == _PREVIEW:
            self.head.set_primary(self._look.preview.take(made + changed), "check")
        else:
            self.head.set_primary(self.tr("Weiter"), "arrow-right")
        self.on.setVisible(place != _RESULT)
        ready = held.source is not None and (place != _PREVIEW or made + changed > 0)
        self.on.setEnabled(ready and not self.job.busy)
        furthest = _PREVIEW if held.preview else _COLUMNS if held.source else _FILE
        self.steps.set_place(place, furthest if not self.job.busy else place)
        self.head.set_subtitle(self._subtitle())

    def _subtitle(self) -> str:
        held = self.job.held
        sender = held.sender if held.kind.per_sender else ""
        return " · ".join(part for part in (held.file_name, sender) if part) if self.place != _FILE else ""

    def _start_anew(self) -> None:
        self.messages.clear()
        self.job.start_anew()
        self.file.show_list()
        self._go(_FILE)
        self.file.zone.choose.setFocus()

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
        self._go(_FILE)
        others = self.job.held.other_lists
        if others:
            names = ", ".join(f"„{name}“" for name in others)
            self.messages.show_info(self.tr("Auch hier stehen Listen, jede ist für sich einzulesen: %1.")
                                    .replace("%1", names))
        self._drafts.touched()
        self.on.setFocus()

    def _on_previewed(self) -> None:
        self._go(_PREVIEW)
        self.preview.focus_first()
        if sum(self.job.held.counts) == 0:
            self.messages.show_info(self._look.preview.nothing)

    def _on_imported(self) -> None:
        self._drafts.drop(self._look.kind.key)
        self.messages.clear()
        self._go(_RESULT)
        self.result.there.setFocus()

    def _on_undone(self, _import_id: int) -> None:
        self._go(_FILE)
        self.messages.show_ok(self._look.result.undone)
        self.on.setFocus()

    def _on_called_off(self) -> None:
        self.messages.show_info(self.tr("Abgebrochen. Es wurde nichts übernommen."))

    def _on_other_file(self) -> None:
        self.messages.show_warning(self.tr("Die Datei wurde seitdem geändert. Bitte Spalten und Vorschau neu ansehen."))

    def _on_rows_saved(self, path: Path) -> None:
        self.messages.show_ok(self.tr("Gespeichert als „%1“.").replace("%1", path.name))

    def _on_failed(self, error: CaseworkError) -> None:
        self._show_actions()
        if isinstance(error, ChangedMeanwhileError):
            self.messages.show_warning(str(error), (self.tr("Vorschau neu öffnen"), self.job.renew_preview))
        else:
            self.messages.show_error(str(error))

    def _on_busy_changed(self) -> None:
        self._stack.setEnabled(not self.job.busy)
        self._show_actions()
        if self.job.busy:
            self.busy.cancel.setFocus()

    def _on_typed(self) -> None:
        self._drafts.touched()
        self._show_actions()

    def _on_there_wanted(self) -> None:
        self._look.result.go(self._places)

    def _on_draft(self, draft: DraftRow | None) -> None:
        if draft is None or self.job.held.stage is not Stage.FILE:
            return
        payload, name = draft.payload, Path(str(draft.payload.get("path", ""))).name

        def take_up() -> None:
            self.job.take_up(payload)

        def leave() -> None:
            self._drafts.drop(self._look.kind.key)

        told = self.tr("Der Import von „%1“ war noch nicht fertig.").replace("%1", name)
        self.messages.show_info(told, (self.tr("Weitermachen"), take_up), (self.tr("Verwerfen"), leave))
