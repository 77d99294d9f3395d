"""Beside the preview: one row in full, with its decision, the changes it brings and every cell's reading."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.casework.list_rows import Decision, RowDecision
from desktop.models.cell_lines import CellLine
from desktop.models.import_table import ImportLine
from desktop.views import style
from desktop.views.components.chip import Chip, Tone
from desktop.views.components.flow_layout import FlowLayout
from desktop.views.components.scroll_page import ScrollPage
from desktop.views.components.segment_row import Segment, SegmentRow
from desktop.views.imports.cell_list import CellList
from desktop.views.imports.change_list import ChangeList
from desktop.views.imports.import_look import PreviewLook
from desktop.views.start.start_page import button, words

_TONES = {"ok": Tone.OK, "accent": Tone.ACCENT, "warn": Tone.WARN, "muted": Tone.NEUTRAL, "bad": Tone.BAD}


class RowPanel(ScrollPage):
    """*Signals:* `decision_chosen(row, Decision)`, `fields_chosen(row, names)`, `many_chosen(take)` for several rows.

    Changing a decision does not build the panel anew, so that the keyboard stays where it is.
    """

    decision_chosen = Signal(int, object)
    fields_chosen = Signal(int, object)
    many_chosen = Signal(bool)

    def __init__(self, look: PreviewLook, parent: QWidget | None = None) -> None:
        super().__init__(margin=4, parent=parent)
        self._look = look
        self.setAccessibleName(self.tr("Die gewählte Zeile, mit den Pfeiltasten zu lesen"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # a row without choices can be scrolled by keyboard too
        self._content: QWidget | None = None
        self._line: ImportLine | None = None
        self.decision: SegmentRow | None = None
        self.changes: ChangeList | None = None
        self.body.addStretch(1)

    def show_nothing(self) -> None:
        """No row is marked."""
        column = self._begin(None)
        column.addWidget(words(self.tr("Wählen Sie links eine Zeile: Hier steht dann, wie jede Zelle gelesen wurde."),
                               "muted"))

    def show_many(self, count: int) -> None:
        """Several rows are marked: they can be taken or left out together."""
        column = self._begin(None)
        column.addWidget(words(self.tr("%1 Zeilen gewählt").replace("%1", str(count)), "section"))
        if self._look.many:
            column.addWidget(words(self._look.many, "muted"))
        row = FlowLayout(gap=2)
        take, leave = button(self.tr("Alle übernehmen"), "check"), button(self.tr("Alle auslassen"), "ban")
        take.clicked.connect(self._on_take_clicked)
        leave.clicked.connect(self._on_leave_clicked)
        row.addWidget(take)
        row.addWidget(leave)
        column.addLayout(row)

    def show_line(self, line: ImportLine, decision: RowDecision | None, cells: tuple[CellLine, ...],
                  person: str = "") -> None:
        """One row; `person` names whom of the vault it may be joined with."""
        if self._line is None or self._line.row != line.row or self._content is None:
            self._build(self._begin(line), line, cells, person)
        self._line = line
        if decision is not None:
            self._show_decision(line, decision)

    def focus_decision(self) -> None:
        """Put the keyboard on the decision, or on the first change."""
        if self.decision is not None:
            self.decision.tab_stop().setFocus(Qt.FocusReason.TabFocusReason)
        elif self.changes is not None:
            next(iter(self.changes.fields.values())).focus_input()

    # building

    def _begin(self, line: ImportLine | None) -> QVBoxLayout:
        if self._content is not None:
            self.body.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
        self._line, self.decision, self.changes = line, None, None
        self._content = QWidget()
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.space(2))
        self.body.insertWidget(0, self._content)
        self.verticalScrollBar().setValue(0)
        return column

    def _build(self, column: QVBoxLayout, line: ImportLine, cells: tuple[CellLine, ...], person: str) -> None:
        column.addWidget(words(line.name, "section"))
        column.addWidget(words(self._place_words(line), "muted"))
        column.addWidget(Chip(line.state.label, _TONES[line.look.role], line.look.icon))
        if line.reason:
            column.addWidget(words(line.reason, "bad" if line.look.role == "bad" else ""))
        if line.choices:
            self._build_decision(column, line, person)
        if line.changes and line.choices:
            self._build_changes(column, line)
        if cells:
            column.addSpacing(style.space(2))
            column.addWidget(words(self.tr("Was in der Liste steht und wie es gelesen wird"), "strong"))
            column.addWidget(CellList(cells))

    def _build_decision(self, column: QVBoxLayout, line: ImportLine, person: str) -> None:
        name = self.tr("Entscheidung für %1").replace("%1", line.name)
        segments = [Segment(choice, self._look.choice(line, choice, person)) for choice in line.choices]
        self.decision = SegmentRow(segments, name)
        self.decision.picked.connect(self._on_decision_picked)
        column.addWidget(self.decision)

    def _build_changes(self, column: QVBoxLayout, line: ImportLine) -> None:
        title = self.tr("Beim Zusammenführen ändert sich") if line.look.alone else (
            self.tr("Die Liste sagt anderes als der Tresor"))  # fmt: skip
        column.addWidget(words(title, "strong"))
        self.changes = ChangeList(line.changes)
        self.changes.chosen.connect(self._on_fields_chosen)
        column.addWidget(self.changes)

    def _show_decision(self, line: ImportLine, decision: RowDecision) -> None:
        if self.decision is not None:
            self.decision.set_value(decision.decision)
        if self.changes is not None:
            proposed = frozenset(change.name for change in line.changes if change.proposed)
            fields = decision.fields if decision.fields is not None else proposed
            self.changes.set_chosen(fields if decision.decision is Decision.UPDATE else frozenset())

    def _place_words(self, line: ImportLine) -> str:
        return " · ".join((self.tr("Zeile %1").replace("%1", str(line.row)), *self._look.about(line)))

    # slots

    def _on_decision_picked(self, code: object) -> None:
        if self._line is None or self.decision is None:
            return
        if isinstance(code, Decision):
            self.decision_chosen.emit(self._line.row, code)
        else:
            self.decision.set_value(self._line.decision)  # a row always has a decision

    def _on_fields_chosen(self, names: object) -> None:
        if self._line is not None:
            self.fields_chosen.emit(self._line.row, names)

    def _on_take_clicked(self) -> None:
        self.many_chosen.emit(True)

    def _on_leave_clicked(self) -> None:
        self.many_chosen.emit(False)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(style.current().color("accent"), 2))
            painter.drawRoundedRect(QRectF(self.viewport().rect()).adjusted(2, 2, -2, -2), 4, 4)
            painter.end()
