"""One step in a review: what came of it by one click; the rest opens only where it is needed."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop.casework.reviews.review_rows import ReviewStepRow, StepResult
from desktop.clock import german_date
from desktop.terms import MeasureStatus, Obstacle
from desktop.views import style
from desktop.views.components.flow_layout import FlowLayout
from desktop.views.components.inline_edit import InlineDate, InlinePick, InlineText
from desktop.views.components.segment_row import Segment, SegmentRow
from desktop.views.fields.options import term_options
from desktop.views.plans.words import step_text

_HINDERED = (MeasureStatus.MOVED, MeasureStatus.IMPOSSIBLE, MeasureStatus.DROPPED)
_DATED = (MeasureStatus.MOVED, MeasureStatus.OPEN, MeasureStatus.STARTED)
_TONES = {MeasureStatus.DONE: "ok", MeasureStatus.IMPOSSIBLE: "warn", MeasureStatus.DROPPED: "muted"}


class ReviewStep(QWidget):
    """*Signals:* `given(measure id, StepResult or None)`; `refused(sentence)` for a day that cannot be read."""

    given = Signal(int, object)
    refused = Signal(str)

    def __init__(self, number: str, row: ReviewStepRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.row, self._number = row, number
        self._words, self._was = QLabel(), QLabel()
        self._words.setWordWrap(True)
        self._was.setWordWrap(True)
        style.set_look(self._was, "muted")
        name = _tr("Schritt %1").replace("%1", number)
        segments = tuple(Segment(status, status.label, tone=_TONES.get(status, "accent")) for status in MeasureStatus)
        self.result = SegmentRow(segments, _tr("%1: Ergebnis").replace("%1", name))
        self.due = InlineDate(_tr("%1: neue Frist").replace("%1", name), _tr("Neue Frist?"))
        self.obstacle = InlinePick(_tr("%1: was stand im Weg?").replace("%1", name), term_options(Obstacle),
                                   _tr("Was stand im Weg?"))  # fmt: skip
        self.note = InlineText(_tr("%1: Notiz").replace("%1", name), _tr("Notiz, Nachweis"), 2000)
        self._build()
        self.show_row(row)

    def show_row(self, row: ReviewStepRow) -> None:
        """Show what is stored; what is being typed stays."""
        self.row = row
        self._words.setText(f"{self._number}  {step_text(row.step.content)}")
        due = german_date(row.step.due_on) if row.step.due_on else _tr("ohne Frist")
        self._was.setText(f"{row.step.who_text} · {due} · {_tr('bisher')}: {row.step.status.label}")
        found = row.result
        self.result.set_value(found.result if found else None)
        self.result.set_previous(row.step.status)
        if not self.note.hasFocus():
            self.note.set_value(found.note if found else "")
        if not self.due.hasFocus():
            self.due.set_value(found.new_due_on if found else None)
        if not self.obstacle.hasFocus():
            self.obstacle.set_code(found.obstacle if found else None)
        self._show_parts()

    def set_read_only(self, read_only: bool) -> None:
        """Show without letting it be changed."""
        self.result.set_read_only(read_only)
        for line in (self.due, self.note):
            line.setReadOnly(read_only)
        self.obstacle.set_read_only(read_only)

    def commit(self) -> None:
        """Take over texts being typed."""
        self.note.commit()
        self.due.commit()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, style.space(1), 0, style.space(1))
        column.setSpacing(style.space(0.5))
        for part in (self._words, self._was, self.result):
            column.addWidget(part)
        self._more = QWidget()
        flow = FlowLayout(self._more, gap=2)
        for line in (self.due, self.obstacle, self.note):
            line.setMinimumWidth(style.space(45))
            flow.addWidget(line)
        column.addWidget(self._more)
        self.result.picked.connect(self._on_picked)
        self.due.committed.connect(self._send)
        self.due.refused.connect(self.refused)
        self.obstacle.picked.connect(self._send)
        self.note.committed.connect(self._send)

    def _show_parts(self) -> None:
        status = self.result.value()
        self._more.setVisible(status is not None)
        self.due.setVisible(status in _DATED)
        self.obstacle.setVisible(status in _HINDERED)

    def _on_picked(self, _code: object) -> None:
        self._show_parts()
        self._send()
        if self.result.value() is MeasureStatus.MOVED and self.due.value() is None:
            self.due.setFocus()

    def _send(self, _value: object = None) -> None:
        status = self.result.value()
        if not isinstance(status, MeasureStatus):
            self.given.emit(self.row.step.id, None)
            return
        obstacle = self.obstacle.code()
        result = StepResult(status, obstacle if isinstance(obstacle, Obstacle) else None, self.note.value(),
                            self.due.value())  # fmt: skip
        if status not in _DATED:
            result = replace(result, new_due_on=None)
        if status not in _HINDERED:
            result = replace(result, obstacle=None)
        self.given.emit(self.row.step.id, result)


def _tr(text: str) -> str:
    return QCoreApplication.translate("reviews", text)
