"""What the goal cards do: each click and committed input becomes a use case; removing can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from desktop.casework.changes import Changes
from desktop.casework.plans.plan_progress import set_measure_status
from desktop.casework.plans.plan_rows import GoalRow, MeasureRow, NewMeasure
from desktop.casework.plans.plans import (
    add_goal,
    add_measure,
    move_goal,
    move_measure,
    remove_goal,
    remove_measure,
    save_goal,
    save_measure,
    take_measures,
)
from desktop.errors import CaseworkError
from desktop.models.plan_board import PlanBoard
from desktop.terms import MeasureStatus
from desktop.views.components.message_area import MessageArea
from desktop.views.plans.draft_line import DraftLine
from desktop.views.plans.plan_forms import PlanForms


class GoalActions(QObject):
    """*Signals:* `rechained` when inputs were added and the Tab order must follow; `need_wanted(row)` of a step the
    Ehrenamt does."""

    rechained = Signal()
    need_wanted = Signal(object)

    def __init__(self, board: PlanBoard, forms: PlanForms, messages: MessageArea, parent: QObject) -> None:
        super().__init__(parent)
        self.board, self.forms, self._messages = board, forms, messages

    def refused(self, sentence: str) -> None:
        """Say why an input was not taken."""
        self._messages.show_warning(sentence)

    def chain(self) -> None:
        """The page puts its Tab order right."""
        self.rechained.emit()

    # goals

    def reword(self, goal: GoalRow, text: str) -> None:
        """Another sentence for a goal; the catalogue's translation no longer fits then."""
        self.board.change(save_goal, goal.id, replace(goal.content, text=text))

    def give_to(self, goal: GoalRow, person_id: int | None) -> None:
        """The goal is for somebody else."""
        self.board.change(save_goal, goal.id, replace(goal.content, person_id=person_id))

    def move_goal(self, goal: GoalRow, by: int) -> None:
        """One place up (-1) or down (1)."""
        self.board.change(move_goal, goal.id, goal.position + by)

    def remove_goal(self, goal: GoalRow) -> None:
        """Take a goal out; „Rückgängig“ puts it back with its steps."""
        view = self.board.view
        if view is None:
            return
        steps = tuple(row.content for row in goal.measures)

        def place(changes: Changes) -> None:
            self.board.change(move_goal, changes.made, goal.position)

        undo = partial(self.board.change, add_goal, view.id, goal.content, steps, then=place)
        self.board.change(remove_goal, goal.id, then=self._say_removed(self.tr("Ziel entfernt."), undo))

    # steps of a draft

    def add_step(self, goal_id: int, content: NewMeasure, line: DraftLine) -> None:
        """The empty line got words."""

        def stored(changes: Changes) -> None:
            if isValid(line) and changes.made is not None:
                line.adopt(changes.made)

        def failed(error: CaseworkError) -> None:
            if isValid(line):
                line.give_back()
            self._messages.show_error(str(error))

        self.board.change(add_measure, goal_id, content, then=stored, failed=failed)

    def save_step(self, step_id: int, content: NewMeasure) -> None:
        """A step was changed in place."""
        self.board.change(save_measure, step_id, content)

    def take_step(self, goal: GoalRow, key: str) -> None:
        """A step of the catalogue with its defaults."""
        self.board.change(take_measures, goal.id, (key,))

    def move_step(self, step_id: int, place: int) -> None:
        """A step at another place of its goal."""
        self.board.change(move_measure, step_id, place)

    def remove_step(self, goal: GoalRow, place: int) -> None:
        """Take a step out; „Rückgängig“ puts it back where it was."""
        step = goal.measures[place]

        def back(changes: Changes) -> None:
            self.board.change(move_measure, changes.made, place)

        undo = partial(self.board.change, add_measure, goal.id, step.content, then=back)
        self.board.change(remove_measure, step.id, then=self._say_removed(self.tr("Schritt entfernt."), undo))

    # progress

    def tick(self, step: MeasureRow, done: bool) -> None:
        """The box of a step: done today, or open again."""
        self.board.change(set_measure_status, step.id, MeasureStatus.DONE if done else MeasureStatus.OPEN)

    def step_status(self, step: MeasureRow, status: MeasureStatus) -> None:
        """A status from the menu; „wieder offen“ needs no form."""
        if status is MeasureStatus.OPEN:
            self.board.change(set_measure_status, step.id, status)
        else:
            self.forms.step_status(step, status)

    def _say_removed(self, sentence: str, undo: Callable[[], object]) -> Callable[[Changes], object]:
        def say(_changes: Changes) -> None:
            self._messages.show_undo(sentence, undo)

        return say
