"""Step 3: every row of the list with what it is and what will happen, and the marked row in full beside it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from desktop.casework.list_rows import Decision
from desktop.casework.people.people import PersonDetail, person_detail
from desktop.models.import_job import ImportJob
from desktop.models.import_table import ImportLine, decided, keeps, state_counts
from desktop.models.work import Work
from desktop.terms import Term
from desktop.views import style
from desktop.views.components.card import Card
from desktop.views.components.data_table import DataTable
from desktop.views.components.scroll_page import ScrollPage
from desktop.views.imports.import_look import PreviewLook
from desktop.views.imports.row_panel import RowPanel

_DOUBTFUL = "doubtful"


class PreviewStep(ScrollPage):
    """Space takes or leaves out the marked rows, Enter goes to the decision.

    *Signals:* `typed` when the user decided something, for the draft.
    """

    typed = Signal()

    def __init__(self, work: Work, job: ImportJob, look: PreviewLook, parent: QWidget | None = None) -> None:
        super().__init__(margin=0, parent=parent)
        self._work, self._job, self._look = work, job, look
        self._lines: dict[int, ImportLine] = {}
        noun = (self.tr("Zeile"), self.tr("Zeilen"), self.tr("Zeilen"))
        self.table = DataTable(self.tr("Zeilen der Liste"), noun, look.search)
        self.model = look.table(self)
        self.table.set_model(self.model)
        if look.delegate is not None:
            self.table.view.setItemDelegate(look.delegate(self.table.view))
        self.table.set_many(True)
        self.chips = {state: self.table.filters.add_toggle(state, state.label, icon=shown.icon)
                      for state, shown in look.states.items()}
        self.doubtful = self.table.filters.add_toggle(_DOUBTFUL, self.tr("zu prüfen"), icon="triangle-alert")
        self.panel = RowPanel(look)
        self._build()
        self._connect()

    def focus_first(self) -> None:
        """Mark the first row that wants a look, else the first, and put the keyboard into the table."""
        rows = self.model.rows
        first = next((row for row in rows if row.look.look_first), None) or next(iter(rows), None)
        if first is not None:
            self.mark(first.row)
        self.table.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def mark(self, number: int) -> None:
        """Mark the row of a line and nothing else, also while Strg of Strg+Enter is still held down."""
        index = self.model.find(number)
        flags = QItemSelectionModel.SelectionFlag
        self.table.view.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.table.view.scrollTo(index)

    def _build(self) -> None:
        self._row = QHBoxLayout()
        left, right = Card(), Card()
        left.body.addWidget(self.table)
        right.layout().setContentsMargins(0, 0, 0, 0)  # type: ignore[union-attr]  # a card has a layout
        right.body.addWidget(self.panel)
        self._right = right
        self._row.addWidget(left, 7)
        self._row.addWidget(right, 4)
        self.body.addLayout(self._row, 1)
        self._fit_step()
        style.notifier().changed.connect(self._fit_step)

    def _connect(self) -> None:
        self.table.filters.changed.connect(self._on_filters_changed)
        self.table.activated.connect(self._on_row_activated)
        selection = self.table.view.selectionModel()
        selection.selectionChanged.connect(self._show_selection)
        space = QShortcut(QKeySequence(Qt.Key.Key_Space), self.table.view)
        space.setContext(Qt.ShortcutContext.WidgetShortcut)
        space.activated.connect(self._on_space)
        self.panel.decision_chosen.connect(self._on_decision_chosen)
        self.panel.fields_chosen.connect(self._on_fields_chosen)
        self.panel.many_chosen.connect(self._decide_many)
        self._job.previewed.connect(self._on_previewed)
        self._job.decided.connect(self._on_decided)

    def _selected(self) -> tuple[ImportLine, ...]:
        return tuple(row for row in self.table.selected_rows() if isinstance(row, ImportLine))

    def _show_counts(self) -> None:
        for state, count in state_counts(self._lines.values(), self._look.states).items():
            self._name_chip(state, count)
        unsure = sum(line.doubts > 0 for line in self._lines.values())
        self.doubtful.setVisible(unsure > 0)
        self.doubtful.setText(self.tr("zu prüfen %1").replace("%1", str(unsure)))
        self.doubtful.setAccessibleName(self.tr("Nur Zeilen mit unsicheren Angaben, %1").replace("%1", str(unsure)))
        self.doubtful.updateGeometry()

    def _name_chip(self, state: Term, count: int) -> None:
        chip = self.chips[state]
        chip.setText(f"{state.label} {count}")
        chip.setVisible(count > 0)
        if not count:
            chip.setChecked(False)  # what is not to be seen filters nothing
        chip.setAccessibleName(self.tr("Nur %1, %2 Zeilen").replace("%1", state.label).replace("%2", str(count)))
        chip.updateGeometry()

    def _show_selection(self) -> None:
        lines = self._selected()
        if len(lines) > 1:
            self.panel.show_many(len(lines))
        elif lines:
            self._show_line(lines[0])
        else:
            self.panel.show_nothing()

    def _show_line(self, line: ImportLine, person: str = "") -> None:
        held = self._job.held
        if held.incoming is None or held.layout is None:
            return
        decision = held.decision_of(line.found) if line.found is not None else None
        person_id = self._look.person_of(line)
        if person_id is not None and not person:
            self._work.read(self, person_detail, person_id, then=partial(self._on_person, line.row))
            return
        self.panel.show_line(line, decision, self._job.kind.cells(held, line.row), person)

    def _decide_many(self, take: bool) -> None:
        """Take or leave out the marked rows, save those that want a decision of their own."""
        lines = [line for line in self._selected() if line.choices and not line.look.alone]
        for decision in (Decision.CREATE, Decision.UPDATE) if take else (Decision.LEAVE,):
            self._job.decide(frozenset(line.row for line in lines), decision)

    def _fit_step(self) -> None:
        """Side by side; below each other where the text is large."""
        large = style.text_scale() > 125
        for column in self._look.hidden_when_large:
            self.table.view.setColumnHidden(column, large)
        self._row.setDirection(QBoxLayout.Direction.TopToBottom if large else QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(style.space(4))
        least = round(style.line_height() * 14)
        self.table.setMinimumHeight(least if large else 0)
        self.panel.setMinimumHeight(least if large else 0)

    # slots

    def _on_previewed(self) -> None:
        self.panel.show_nothing()
        self._lines = {line.row: line for line in self._job.held.lines()}
        self.model.set_rows(self._lines.values())
        self._show_counts()
        self._show_selection()

    def _on_decided(self, rows: tuple[int, ...]) -> None:
        """Only the rows decided on are made anew: a list may have 20,000."""
        for row in rows:
            self._lines[row] = decided(self._lines[row], self._job.held.decisions.get(row))
        self.model.set_rows(self._lines.values())
        self._show_selection()
        self.typed.emit()

    def _on_filters_changed(self) -> None:
        values = self.table.filters.values()
        states = frozenset(state for state in self._look.states if values[state])
        doubtful, text = bool(values[_DOUBTFUL]), str(values["text"])
        self.model.set_filter(lambda line: keeps(line, states, text, doubtful=doubtful))

    def _on_row_activated(self, _row: object) -> None:
        self.panel.focus_decision()

    def _on_space(self) -> None:
        lines = self._selected()
        if len(lines) == 1 and lines[0].look.alone:
            self.panel.focus_decision()
            return
        self._decide_many(any(line.choices and not line.taken for line in lines))

    def _on_decision_chosen(self, row: int, decision: Decision) -> None:
        self._job.decide(frozenset({row}), decision)

    def _on_fields_chosen(self, row: int, names: frozenset[str]) -> None:
        self._job.decide_fields(row, names)

    def _on_person(self, row: int, person: PersonDetail) -> None:
        lines = self._selected()
        if len(lines) == 1 and lines[0].row == row:
            self._show_line(lines[0], f"„{person.row.name}“")
