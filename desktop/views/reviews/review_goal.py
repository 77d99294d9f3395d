"""One goal in a review: value, the person's own judgement, attainment on the described scale, status; its steps."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from desktop.casework.reviews.review_rows import LEVEL_WORDS, LEVELS, GoalResult, ReviewGoalRow, ReviewStepRow
from desktop.clock import german_date
from desktop.terms import GoalStatus
from desktop.views import icons, style
from desktop.views.components.card import Card
from desktop.views.components.inline_edit import InlineText
from desktop.views.components.mark_button import MarkButtons, face_segments, ten_segments
from desktop.views.components.segment_row import Segment, SegmentRow
from desktop.views.plans.words import area_of
from desktop.views.reviews.review_step import ReviewStep
from desktop.views.reviews.scale_editor import ScaleEditor

_STATES = tuple(status for status in GoalStatus if status is not GoalStatus.PLANNED)
_TONES = {GoalStatus.REACHED: "ok", GoalStatus.POSTPONED: "warn", GoalStatus.GIVEN_UP: "muted"}


class ReviewGoal(Card):
    """*Signals:* `goal_given(goal id, GoalResult)`; `step_given(measure id, StepResult or None)`;
    `scale_given(goal id, levels)`; `refused(sentence)`."""

    goal_given = Signal(int, object)
    step_given = Signal(int, object)
    scale_given = Signal(int, object)
    refused = Signal(str)

    def __init__(self, number: int, row: ReviewGoalRow, parent: QWidget | None = None) -> None:
        area = area_of(row.goal.content.area)
        super().__init__(f"{number}  „{row.goal.content.text}“", area.icon, parent)
        self.row, self._number = row, number
        name = _tr("Ziel %1").replace("%1", str(number))
        self.value = MarkButtons(ten_segments(), _tr("%1: Wert heute").replace("%1", name))
        self.face = MarkButtons(face_segments(), _tr("%1: Selbsteinschätzung").replace("%1", name))
        self.attainment = MarkButtons(_level_segments(row), _tr("%1: Zielerreichung").replace("%1", name))
        self.status = SegmentRow(
            tuple(Segment(status, status.label, tone=_TONES.get(status, "accent")) for status in _STATES),
            _tr("%1: Stand").replace("%1", name),
        )
        self.note = InlineText(_tr("%1: Begründung").replace("%1", name),
                               _tr("Begründung (nötig, wenn zurückgestellt oder aufgegeben)"), 2000)  # fmt: skip
        self.steps: list[ReviewStep] = []
        self._build(name)
        self.show_row(row)

    def show_row(self, row: ReviewGoalRow) -> None:
        """Show what is stored; what is being typed stays."""
        self.row = row
        result, when = row.result, german_date(row.before_on) if row.before_on else _tr("am Anfang")
        self.value.set_value(result.value_now)
        former = row.before.value_now if row.before.value_now is not None else row.goal.value_now
        self.value.set_previous(former, when)
        self.face.set_value(result.self_rating)
        self.face.set_previous(row.before.self_rating, when)
        self.attainment.set_value(result.attainment)
        self.attainment.set_previous(row.before.attainment, when)
        self.status.set_value(result.status)
        self.status.set_previous(row.goal.status)
        if not self.note.hasFocus():
            self.note.set_value(result.note)
        self._show_level_words()
        self.scale.show_levels(row.levels, row.proposed_levels)
        for step, entry in zip(self.steps, row.steps, strict=True):
            step.show_row(entry)

    def set_read_only(self, read_only: bool) -> None:
        """Show without letting it be changed."""
        for marks in (self.value, self.face, self.attainment, self.status):
            marks.set_read_only(read_only)
        self.note.setReadOnly(read_only)
        self.describe.setVisible(not read_only)
        for step in self.steps:
            step.set_read_only(read_only)

    def commit(self) -> None:
        """Take over texts being typed."""
        self.note.commit()
        for step in self.steps:
            step.commit()

    def focus_field(self, measure_id: int | None, field: str) -> None:
        """Put the keyboard into what is missing."""
        step = next((step for step in self.steps if step.row.step.id == measure_id), None)
        if step is not None:
            step.due.setFocus()
        elif field == "note":
            self.note.setFocus()
        else:
            self.value.tab_stop().setFocus()

    def _build(self, name: str) -> None:
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setVerticalSpacing(style.space(0.5))
        rows = ((_tr("Wert heute (0–10)"), self.value), (_tr("Selbsteinschätzung"), self.face),
                (_tr("Zielerreichung"), self.attainment), (_tr("Stand"), self.status))  # fmt: skip
        for place, (words, marks) in enumerate(rows):
            label = QLabel(words)
            style.set_look(label, "muted")
            grid.addWidget(label, place, 0)
            grid.addWidget(marks, place, 1)
            marks.picked.connect(self._send)
        self.body.addLayout(grid)
        self._level_words = QLabel()
        self._level_words.setWordWrap(True)
        style.set_look(self._level_words, "muted")
        self.body.addWidget(self._level_words)
        self._build_scale(name)
        self.body.addWidget(self.note)
        self.note.committed.connect(self._send)
        for place, entry in enumerate(self.row.steps, 1):
            self._add_step(f"{self._number}.{place}", entry)

    def _build_scale(self, name: str) -> None:
        self.describe = QPushButton(_tr("Stufen beschreiben …"))
        self.describe.setAccessibleName(_tr("%1: Stufen der Zielerreichung beschreiben").replace("%1", name))
        icons.set_icon(self.describe, "scale", "accent")
        style.set_look(self.describe, "link")
        self.scale = ScaleEditor(name)
        self.scale.hide()
        self.describe.clicked.connect(self._on_describe)
        self.scale.saved.connect(self._on_scale)
        self.add_action(self.describe)
        self.body.addWidget(self.scale)

    def _add_step(self, number: str, entry: ReviewStepRow) -> None:
        step = ReviewStep(number, entry)
        step.given.connect(self.step_given)
        step.refused.connect(self.refused)
        self.steps.append(step)
        self.body.addWidget(step)

    def level_words(self) -> str:
        """What the chosen step of the scale means for this goal; empty when nobody described it."""
        return self._level_words.text()

    def _show_level_words(self) -> None:
        level = self.attainment.value()
        described = {row.level: row.text for row in self.row.levels}
        words = described.get(level) if isinstance(level, int) else None
        self._level_words.setText(f"{_signed(level)}: {words}" if words and isinstance(level, int) else "")
        self._level_words.setVisible(bool(words))

    def _send(self, _value: object = None) -> None:
        value, face, level, status = (marks.value() for marks in (self.value, self.face, self.attainment, self.status))
        self._show_level_words()
        result = GoalResult(
            status if isinstance(status, GoalStatus) else None, value if isinstance(value, int) else None,
            face if isinstance(face, int) else None, level if isinstance(level, int) else None, self.note.value(),
        )  # fmt: skip
        self.goal_given.emit(self.row.goal.id, result)

    def _on_describe(self) -> None:
        self.scale.setVisible(self.scale.isHidden())
        if not self.scale.isHidden():
            self.scale.focus_first()

    def _on_scale(self, levels: object) -> None:
        self.scale.hide()
        self.describe.setFocus()
        self.scale_given.emit(self.row.goal.id, levels)


def _level_segments(row: ReviewGoalRow) -> tuple[Segment, ...]:
    described = {level.level: level.text for level in row.levels}
    return tuple(
        Segment(level, described.get(level) or LEVEL_WORDS[level], mark=_signed(level),
                tone="warn" if level < 0 else "ok")
        for level in LEVELS
    )  # fmt: skip


def _signed(level: int) -> str:
    return f"{level:+}".replace("-", "−") if level else "0"


def _tr(text: str) -> str:
    return QCoreApplication.translate("reviews", text)
