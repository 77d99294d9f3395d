"""The plan page's drawer: opens one form at a time, keeps what was typed and not carried out, and puts it back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.casework.plans.plan_rows import GoalRow, MeasureRow
from desktop.models.plan_board import PlanBoard
from desktop.terms import MeasureStatus
from desktop.views.components.drawer import Drawer
from desktop.views.plans import life_forms, progress_forms, text_forms
from desktop.views.plans.consent_form import consent_form
from desktop.views.plans.drawer_form import DrawerForm
from desktop.views.plans.tab_chain import chain_in_layout_order
from desktop.views.plans.take_form import TakeForm


class PlanForms(QObject):
    """*Signals:* `done(key)` after a form was carried out and closed."""

    done = Signal(str)

    def __init__(self, board: PlanBoard, host: QWidget) -> None:
        super().__init__(host)
        self._board = board
        self._drawer = Drawer(host)
        self._form: DrawerForm | None = None
        self._kept: dict[str, dict[str, object]] = {}
        self._drawer.closed.connect(self._on_closed)

    @property
    def form(self) -> DrawerForm | None:
        """The form that is open."""
        return self._form

    # what can be opened

    def take(self, area: str = "", person_id: int | None = None) -> None:
        """A new goal of an area, or of one that is still to be chosen."""
        row = self._board.row
        if row is not None and row.view is not None:
            self._open(TakeForm(self._board, row, area, person_id))

    def goal(self, goal: GoalRow, field: str = "") -> None:
        """Everything about a goal of a draft."""
        if self._board.row is not None:
            self._open(text_forms.goal_form(self._board, self._board.row, goal), field)

    def step(self, goal: GoalRow, step: MeasureRow, field: str = "") -> None:
        """Everything about a step of a draft."""
        if self._board.row is not None:
            self._open(text_forms.step_form(self._board, self._board.row, goal, step), field)

    def header(self, field: str = "") -> None:
        """What is said of the Fassung as a whole."""
        row = self._board.row
        if row is not None and row.view is not None:
            self._open(text_forms.header_form(self._board, row, row.view), field)

    def signing(self) -> None:
        """Signatures, and then in force."""
        row = self._board.row
        if row is not None and row.view is not None:
            self._open(life_forms.signing_form(self._board, row, row.view))

    def hand_out(self) -> None:
        """When the person got the sheet."""
        if self._board.view is not None:
            self._open(life_forms.hand_out_form(self._board, self._board.view))

    def supplement(self) -> None:
        """A small correction of a Fassung in force."""
        if self._board.view is not None:
            self._open(life_forms.supplement_form(self._board, self._board.view))

    def close_plan(self) -> None:
        """The plan is over."""
        if self._board.view is not None:
            self._open(life_forms.closing_form(self._board, self._board.view))

    def step_status(self, step: MeasureRow, status: MeasureStatus) -> None:
        """A step is done, begun, impossible or dropped."""
        self._open(progress_forms.step_done_form(self._board, step, status))

    def move(self, step: MeasureRow) -> None:
        """A step gets another day."""
        self._open(progress_forms.move_form(self._board, step))

    def goal_value(self, goal: GoalRow) -> None:
        """How far a goal is reached."""
        self._open(progress_forms.goal_value_form(self._board, goal))

    def goal_status(self, goal: GoalRow) -> None:
        """Where a goal stands."""
        self._open(progress_forms.goal_status_form(self._board, goal))

    def goal_consent(self, goal: GoalRow) -> None:
        """What somebody said to a goal."""
        if self._board.row is not None:
            self._open(consent_form(self._board, self._board.row, goal))

    # what is typed and not carried out

    def draft(self) -> dict[str, Any]:
        """Unsaved input by form key; empty when there is none."""
        open_now = {self._form.key: self._form.draft()} if self._form and self._form.is_dirty() else {}
        return {**self._kept, **open_now}

    def rest(self) -> dict[str, Any]:
        """What is still unsaved once the form under way is carried out."""
        form = self._form
        sending = form.key if form is not None and form.is_sending() else None
        return {key: values for key, values in self.draft().items() if key != sending}

    def restore_draft(self, draft: Mapping[str, Any]) -> None:
        """What `draft` gave; each form gets it when it is opened again."""
        self._kept = {key: dict(values) for key, values in draft.items()}

    def close(self) -> None:
        """Close the drawer; what was typed is kept."""
        self._drawer.close_drawer()

    def _open(self, form: DrawerForm, field: str = "") -> None:
        self._put_away()
        if form.key in self._kept:
            form.restore_draft(self._kept[form.key])
        self._form = form
        form.done.connect(self._on_done)
        self._drawer.open_with(form, form.title)
        chain_in_layout_order(self._drawer)
        form.focus_start()
        form.focus_field(field)

    def _put_away(self) -> None:
        form, self._form = self._form, None
        if form is None:
            return
        if form.is_dirty():
            self._kept[form.key] = form.draft()
        self._drawer.take_content()
        form.deleteLater()

    def _on_closed(self) -> None:
        self._put_away()

    def _on_done(self) -> None:
        form = self._form
        if form is not None:
            key = form.key
            self._kept.pop(key, None)
            self._drawer.close_drawer()
            self.done.emit(key)
