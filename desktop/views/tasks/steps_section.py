"""All goals of a case and their open steps on one page, whichever plan they stand in (the family's, each person's)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.casework.changes import Changes
from desktop.casework.plans.plan_progress import set_measure_status
from desktop.casework.talks.talk_rows import GoalBrief, OpenStepRow
from desktop.casework.talks.talk_steps import goals_in_force, open_steps
from desktop.clock import german_date
from desktop.errors import CaseworkError
from desktop.models.work import Work
from desktop.terms import MeasureStatus
from desktop.views.components.chip import Chip, Tone
from desktop.views.components.section import Section
from desktop.views.people.lines import emptied, flow, link, order_stops, rebuilt, words


class StepsSection(Section):
    """Hidden while no plan is in force. *Signals:* done(sentence, undo) after a step was ticked off; failed(error)."""

    done = Signal(str, object)
    failed = Signal(object)

    def __init__(self, work: Work, case_id: int, parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("StepsSection", "Ziele und offene Schritte im Plan"), parent=parent)
        self._work, self._case_id = work, case_id
        self._goals: tuple[GoalBrief, ...] = ()
        self._steps: tuple[OpenStepRow, ...] = ()
        self.hide()

    def load(self) -> None:
        """Read the Fassungen in force."""
        self._work.read(self, goals_in_force, self._case_id, then=self._on_goals, failed=self._on_failed)
        self._work.read(self, open_steps, self._case_id, then=self._on_steps, failed=self._on_failed)

    def _on_goals(self, goals: tuple[GoalBrief, ...]) -> None:
        self._goals = goals

    def _on_steps(self, steps: tuple[OpenStepRow, ...]) -> None:
        self._steps = steps
        self.setVisible(bool(self._goals))
        self.set_note(str(len(steps)) if steps else "")
        rebuilt(self, self._build)
        order_stops(self)

    def _build(self) -> None:
        emptied(self.body)
        for goal in self._goals:
            self.body.addWidget(self._goal(goal))

    def _goal(self, goal: GoalBrief) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(words(f"{goal.person}: {goal.text}" if goal.person else goal.text, "strong"))
        steps = [step for step in self._steps if step.goal_id == goal.id]
        for step in steps:
            column.addWidget(words(step.text))
            if step.who:
                column.addWidget(words(step.who, "muted"))
            column.addWidget(flow(*self._parts(step)))
        if not steps:
            column.addWidget(words(self.tr("Kein Schritt ist offen."), "muted"))
        return box

    def _parts(self, step: OpenStepRow) -> list[QWidget]:
        parts: list[QWidget] = []
        if step.due_on is not None:
            late = self.tr("überfällig seit %1") if step.overdue else self.tr("bis %1")
            tone = Tone.BAD if step.overdue else Tone.NEUTRAL
            parts.append(Chip(late.replace("%1", german_date(step.due_on)), tone, None if step.overdue else "clock"))
        parts.append(link(self.tr("Erledigt"), partial(self._finish, step), f"step_{step.measure_id}", icon="check",
                          said=self.tr("Schritt erledigt: %1").replace("%1", step.text)))  # fmt: skip
        return parts

    def _finish(self, step: OpenStepRow) -> None:
        self._mark(step, MeasureStatus.DONE, partial(self._on_finished, step))

    def _on_finished(self, step: OpenStepRow, _changes: Changes) -> None:
        def undo() -> None:
            self._mark(step, step.status, lambda _changes: self.load())

        self.load()
        self.done.emit(self.tr("„%1“ ist erledigt; es steht so im Plan.").replace("%1", step.text), undo)

    def _mark(self, step: OpenStepRow, status: MeasureStatus, then: Callable[[Changes], object]) -> None:
        self._work.change(self, set_measure_status, step.measure_id, status, then=then, failed=self._on_failed)

    def _on_failed(self, error: CaseworkError) -> None:
        self.failed.emit(error)
