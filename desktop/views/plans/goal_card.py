"""A goal as a card: its head, its steps in aligned columns, and in a draft the line that makes the next step."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from desktop.casework.plans.catalogue_data import MeasureData, shipped_catalogue
from desktop.casework.plans.plan_page import PlanPageRow
from desktop.casework.plans.plan_rows import GoalRow, NewMeasure, PlanView
from desktop.casework.plans.proposals import goal_proposals
from desktop.terms import PlanKind, PlanState, Responsible
from desktop.views import style
from desktop.views.plans.draft_line import DraftLine
from desktop.views.plans.frozen_line import FrozenLine
from desktop.views.plans.goal_actions import GoalActions
from desktop.views.plans.goal_head import DraftHead, FrozenHead
from desktop.views.plans.step_columns import command, fill_menu
from desktop.views.plans.words import who_options, whom_options


class GoalCard(QFrame):
    """Base of the two cards. `act` carries out what is clicked."""

    def __init__(self, act: GoalActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.act = act
        self.goal: GoalRow | None = None
        style.set_look(self, "card")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.column = QVBoxLayout(self)
        self._fit()
        style.notifier().changed.connect(self._fit)

    @property
    def row(self) -> GoalRow:
        """The goal shown."""
        if self.goal is None:
            raise RuntimeError("show_goal comes first")
        return self.goal

    def show_goal(self, goal: GoalRow, page: PlanPageRow, view: PlanView) -> None:
        """Show the goal; what is being typed stays."""
        raise NotImplementedError

    def focus_field(self, measure_id: int | None, field: str) -> None:
        """Put the keyboard into what is missing."""

    def unsaved(self) -> dict[str, str]:
        """Words typed and not stored, by step id (0 for the new step)."""
        return {}

    def _fit(self) -> None:
        self.column.setContentsMargins(style.space(4), style.space(2), style.space(3), style.space(2))
        self.column.setSpacing(0)


class FrozenCard(GoalCard):
    """The agreed text with what has happened to it."""

    def __init__(self, act: GoalActions, view: PlanView, parent: QWidget | None = None) -> None:
        super().__init__(act, parent)
        self._in_force = view.state is PlanState.IN_FORCE
        self.head = FrozenHead(alone=view.kind is PlanKind.SINGLE)
        self.head.value_wanted.connect(self.act.forms.goal_value)
        self.head.values.setEnabled(self._in_force)
        self.column.addWidget(self.head)
        self.lines: list[FrozenLine] = []

    def show_goal(self, goal: GoalRow, page: PlanPageRow, view: PlanView) -> None:
        self.goal = goal
        self.head.show_row(goal)
        head, forms = self.head, self.act.forms
        status = command(head.tr("Stand des Ziels …"), "flag", partial(forms.goal_status, goal), head)
        value = command(head.tr("Wert heute …"), "trending-up", partial(forms.goal_value, goal), head)
        consent = command(head.tr("Zustimmung …"), "handshake", partial(forms.goal_consent, goal), head)
        followed_up = [status, value] if self._in_force else []
        open_to_words = [consent] if self._in_force or view.state is PlanState.AGREEING else []
        fill_menu(self.head.menu, [*followed_up, *open_to_words])
        while len(self.lines) < len(goal.measures):
            self._add_line()
        for place, (line, row) in enumerate(zip(self.lines, goal.measures, strict=True), 1):
            line.show_row(f"{goal.position + 1}.{place}", row)

    def _add_line(self) -> None:
        line = FrozenLine(in_force=self._in_force)
        line.ticked.connect(self.act.tick)
        line.status_wanted.connect(self.act.step_status)
        line.move_wanted.connect(self.act.forms.move)
        line.need_wanted.connect(self.act.need_wanted)
        self.lines.append(line)
        self.column.addWidget(line)


class DraftCard(GoalCard):
    """The goal while it is written."""

    def __init__(self, act: GoalActions, page: PlanPageRow, view: PlanView, parent: QWidget | None = None) -> None:
        super().__init__(act, parent)
        self._page, self._view = page, view
        family = view.kind is PlanKind.FAMILY
        self.head = DraftHead(whom_options(page.persons) if family else ())
        self.head.reworded.connect(self.act.reword)
        self.head.given_to.connect(self.act.give_to)
        self.head.value_wanted.connect(self._on_value_wanted)
        self.column.addWidget(self.head)
        self.lines: list[DraftLine] = []

    def show_goal(self, goal: GoalRow, page: PlanPageRow, view: PlanView) -> None:
        self.goal, self._page, self._view = goal, page, view
        self.head.show_row(goal)
        self._fill_goal_menu()
        self._match_lines()
        for place, row in enumerate(goal.measures):
            options = who_options(page.concerned, page.manager, row)
            self.lines[place].show_row(f"{goal.position + 1}.{place + 1}", row, options)
            self._fill_step_menu(self.lines[place], place)
        self._end_with_empty_line()
        self._show_proposals()

    def focus_field(self, measure_id: int | None, field: str) -> None:
        line = next((line for line in self.lines if line.step_id == measure_id), None)
        if measure_id is None and field == "measures":
            line = self.lines[-1]
        if line is not None:
            line.focus_field(field)
        else:
            self.head.text.setFocus()

    def unsaved(self) -> dict[str, str]:
        return {str(line.step_id or 0): line.unsaved() for line in self.lines if line.unsaved()}

    def restore(self, unsaved: dict[str, str]) -> None:
        """Put back words that were typed into the empty line before the program was locked."""
        words = unsaved.get("0", "")
        if words:
            self.lines[-1].words.text.set_typed(words)
            self.lines[-1].words.text.committed.emit(words)

    def _match_lines(self) -> None:
        """Lines keep their step; those of steps that are gone go, one that was just stored stays."""
        ids = [row.id for row in self.row.measures]
        for line in [line for line in self.lines if line.step_id is not None and line.step_id not in ids]:
            self.lines.remove(line)
            line.hide()
            line.deleteLater()
        stored = {line.step_id: line for line in self.lines if line.step_id is not None}
        fresh = [line for line in self.lines if line.step_id is None]
        self.lines = [stored.get(id_) or self._make_line() for id_ in ids] + fresh
        for place, line in enumerate(self.lines, 1):
            if self.column.indexOf(line) != place:
                self.column.insertWidget(place, line)

    def _end_with_empty_line(self) -> None:
        if not self.lines or not self.lines[-1].is_new:
            line = self._make_line()
            self.lines.append(line)
            self.column.insertWidget(len(self.lines), line)
        self.lines[-1].set_number(f"{self.row.position + 1}.{len(self.lines)}")

    def _make_line(self) -> DraftLine:
        options = who_options(self._page.concerned, self._page.manager, None)
        line = DraftLine(f"{self.row.position + 1}.{len(self.lines) + 1}", options, self._fresh())
        line.born.connect(self._on_born)
        line.changed.connect(self.act.save_step)
        line.entered.connect(self._on_entered)
        line.refused.connect(self.act.refused)
        return line

    def _fresh(self) -> NewMeasure:
        """The person a goal is for does its steps; for a family somebody has to be named."""
        person = self.row.content.person_id or self._view.person_id
        concerned = self._page.concerned
        only = concerned[0].id if len(concerned) == 1 else None
        chosen = person or only
        return NewMeasure("", who=(Responsible.CLIENT,) if chosen else (), who_person_id=chosen)

    def _on_born(self, line: DraftLine, content: NewMeasure) -> None:
        self.act.add_step(self.row.id, content, line)
        self._end_with_empty_line()
        self.act.chain()

    def _on_entered(self, line: DraftLine) -> None:
        place = self.lines.index(line) + 1
        if place < len(self.lines):
            self.lines[place].focus_field("text")

    def _on_value_wanted(self, goal: GoalRow) -> None:
        self.act.forms.goal(goal, "value_start")

    def _fill_goal_menu(self) -> None:
        tr, act, goal, last = self.head.tr, self.act, self.row, len(self._view.goals) - 1
        entries = [command(tr("Einzelheiten …"), "pencil", partial(act.forms.goal, goal), self),
                   command(tr("Zustimmung …"), "handshake", partial(act.forms.goal_consent, goal), self)]  # fmt: skip
        if goal.position > 0:
            entries.append(command(tr("Nach oben"), "arrow-up", partial(act.move_goal, goal, -1), self))
        if goal.position < last:
            entries.append(command(tr("Nach unten"), "arrow-down", partial(act.move_goal, goal, 1), self))
        entries.append(command(tr("Ziel entfernen"), "trash-2", partial(act.remove_goal, goal), self))
        fill_menu(self.head.menu, entries)

    def _fill_step_menu(self, line: DraftLine, place: int) -> None:
        tr, act, goal, last = self.head.tr, self.act, self.row, len(self.row.measures) - 1
        step = goal.measures[place]
        entries = [command(tr("Einzelheiten …"), "pencil", partial(act.forms.step, goal, step), self)]
        if place > 0:
            entries.append(command(tr("Nach oben"), "arrow-up", partial(act.move_step, step.id, place - 1), self))
        if place < last:
            entries.append(command(tr("Nach unten"), "arrow-down", partial(act.move_step, step.id, place + 1), self))
        entries.append(command(tr("Schritt entfernen"), "trash-2", partial(act.remove_step, goal, place), self))
        fill_menu(line.menu, entries)

    def _show_proposals(self) -> None:
        """Steps the catalogue knows for this goal and the plan does not have yet."""
        taken = {row.content.catalogue_key for row in self.row.measures}
        left = [measure for measure in _proposed(self.row) if measure.key not in taken]
        self.lines[-1].show_ideas([
            command(measure.text.replace("{was}", "…").replace("….", "…"), "plus",
                    partial(self.act.take_step, self.row, measure.key), self)
            for measure in left
        ])  # fmt: skip


def _proposed(goal: GoalRow) -> Sequence[MeasureData]:
    """Steps for a goal of the catalogue; for own words those of the area."""
    of_goal = [p.measures for p in goal_proposals(goal.content.area) if p.goal.key == goal.content.catalogue_key]
    if of_goal:
        return of_goal[0]
    return [measure for measure in shipped_catalogue().measures if measure.area == goal.content.area]
