"""The plan beside the note of a talk: ticking a step off, moving its day or adding one *is* the note."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QLabel, QVBoxLayout, QWidget

from desktop.casework.talks.talk_rows import GoalBrief, OpenStepRow, StepAdded, StepDone, StepMarks, StepMoved
from desktop.clock import german_date
from desktop.views import style
from desktop.views.components.chip import Chip, ChipButton, Tone
from desktop.views.components.section import Section
from desktop.views.fields.code_field import CodeField
from desktop.views.fields.date_field import DateField
from desktop.views.fields.date_reading import Lean
from desktop.views.fields.options import Option
from desktop.views.fields.text_field import TextField
from desktop.views.people.lines import flow, words


class StepsPanel(QWidget):
    """*Signals:* changed() by the user."""

    changed = Signal()

    def __init__(
        self, steps: Sequence[OpenStepRow], goals: Sequence[GoalBrief], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        section = Section(self.tr("Offene Schritte im Plan"),
                          self.tr("Was hier angehakt, verschoben oder ergänzt wird, steht im Plan und im Gespräch."))
        self.lines = [StepLine(step) for step in steps]
        for line in self.lines:
            line.changed.connect(self.changed)
            section.body.addWidget(line)
        if not steps:
            section.body.addWidget(words(self.tr("Kein Schritt ist offen."), "muted"))
        column.addWidget(section)
        self.new_step = NewStep(goals)
        self.new_step.changed.connect(self.changed)
        column.addWidget(self.new_step)
        self.new_step.setVisible(bool(goals))
        column.addStretch()

    def marks(self) -> StepMarks:
        """Everything done to the plan."""
        done = tuple(StepDone(line.step.measure_id, note=line.result()) for line in self.lines if line.is_done())
        moved = tuple(StepMoved(line.step.measure_id, day) for line in self.lines if (day := line.moved_to()))
        return StepMarks(done, moved, self.new_step.added())

    def problem(self) -> str | None:
        """What cannot be taken; the first field it is in gets the keyboard."""
        found = next((problem for line in self.lines if (problem := line.problem())), None)
        return found or self.new_step.problem()

    def draft(self) -> dict[str, object]:
        """Everything entered as JSON values; empty for nothing."""
        lines = {str(line.step.measure_id): line.draft() for line in self.lines if line.draft()}
        new = self.new_step.draft()
        return ({"lines": lines} if lines else {}) | ({"new": new} if new else {})

    def restore_draft(self, draft: Mapping[str, Any]) -> None:
        """Put back what `draft()` gave; steps that are over meanwhile are left out."""
        for line in self.lines:
            line.set_draft(draft.get("lines", {}).get(str(line.step.measure_id), {}))
        self.new_step.set_draft(draft.get("new", {}))


class StepLine(QFrame):
    """One open step. *Signals:* changed() by the user."""

    changed = Signal()

    def __init__(self, step: OpenStepRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.step = step
        style.set_look(self, "card")
        column = QVBoxLayout(self)
        column.addWidget(words(step.text))
        self.tick = QCheckBox(self.tr("erledigt"))
        self.tick.setAccessibleName(self.tr("Erledigt: %1").replace("%1", step.text))
        self.move_button = ChipButton(self.tr("verschieben"), Tone.NEUTRAL, "calendar-clock", checkable=True)
        self.move_button.setAccessibleName(self.tr("Frist verschieben: %1").replace("%1", step.text))
        column.addWidget(flow(self.tick, self.move_button, *self._facts()))
        self._result = TextField("result", self.tr("Ergebnis, Nachweis"))
        self._day = DateField("day", self.tr("Neue Frist"), lean=Lean.FUTURE)
        for field in (self._result, self._day):
            column.addWidget(field)
            field.hide()
            field.changed.connect(self.changed)
        self.tick.clicked.connect(self._on_clicked)
        self.move_button.clicked.connect(self._on_clicked)

    def is_done(self) -> bool:
        """Whether it was ticked off."""
        return self.tick.isChecked()

    def result(self) -> str:
        """What came out of it."""
        return self._result.value() or ""

    def moved_to(self) -> dt.date | None:
        """Its new day; None where it was not moved or is done."""
        return self._day.value() if self.move_button.isChecked() and not self.is_done() else None

    def problem(self) -> str | None:
        """A new day that is none."""
        if not self.move_button.isChecked() or self.is_done():
            return None
        found = self._day.check()
        if found is None and self._day.value() is None:
            found = self.tr("Die neue Frist fehlt.")
            self._day.show_error(found)
        if found:
            self._day.focus_input()
        return found

    def draft(self) -> dict[str, object]:
        """What was entered; empty for nothing."""
        if not (self.is_done() or self.move_button.isChecked()):
            return {}
        return {"done": self.is_done(), "moved": self.move_button.isChecked(), "day": self._day.draft(),
                "result": self._result.draft()}  # fmt: skip

    def set_draft(self, draft: Mapping[str, Any]) -> None:
        """Put back what `draft()` gave."""
        self.tick.setChecked(bool(draft.get("done")))
        self.move_button.setChecked(bool(draft.get("moved")))
        if draft:
            self._day.set_draft(draft.get("day"))
            self._result.set_draft(draft.get("result"))
        self._show_fields()

    def _facts(self) -> list[QWidget]:
        facts: list[QWidget] = []
        if self.step.due_on is not None:
            tone, icon = (Tone.WARN, None) if self.step.overdue else (Tone.NEUTRAL, "")
            late = self.tr("überfällig seit %1") if self.step.overdue else self.tr("bis %1")
            facts.append(Chip(late.replace("%1", german_date(self.step.due_on)), tone, icon))
        if self.step.who:
            who = QLabel(self.step.who)
            style.set_look(who, "muted")
            who.setTextFormat(Qt.TextFormat.PlainText)
            facts.append(who)
        return facts

    def _show_fields(self) -> None:
        self._result.setVisible(self.is_done())
        self._day.setVisible(self.move_button.isChecked() and not self.is_done())

    def _on_clicked(self) -> None:
        self._show_fields()
        self.changed.emit()


class NewStep(QFrame):
    """A step agreed in the talk: it becomes a Ergänzung of the plan. *Signals:* changed() by the user."""

    changed = Signal()

    def __init__(self, goals: Sequence[GoalBrief], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        options = [Option(goal.id, goal.text, goal.person) for goal in goals]
        self._goal = CodeField("goal", self.tr("Zum Ziel"), options)
        self._text = TextField("step", self.tr("Neuer Schritt"))
        self._day = DateField("until", self.tr("bis wann"), lean=Lean.FUTURE)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for field in (self._text, self._goal, self._day):
            column.addWidget(field)
            field.changed.connect(self._on_changed)
        self._only = goals[0].id if len(goals) == 1 else None
        self._show_fields()

    def added(self) -> tuple[StepAdded, ...]:
        """The new step, if any."""
        text, goal = self._text.value(), self._goal.value() or self._only
        return (StepAdded(goal, text, self._day.value()),) if text and isinstance(goal, int) else ()

    def problem(self) -> str | None:
        """What is missing."""
        if self._text.is_empty():
            return None
        found = self._text.check() or self._day.check()
        if found is None and self._only is None and self._goal.value() is None:
            found = self.tr("Zu welchem Ziel gehört der neue Schritt?")
            self._goal.show_error(found)
            self._goal.focus_input()
        return found

    def draft(self) -> dict[str, object]:
        """What was entered; empty for nothing."""
        if self._text.is_empty():
            return {}
        return {"step": self._text.draft(), "goal": self._goal.draft(), "until": self._day.draft()}

    def set_draft(self, draft: Mapping[str, Any]) -> None:
        """Put back what `draft()` gave."""
        self._text.set_draft(draft.get("step"))
        if draft:
            self._goal.set_draft(draft.get("goal"))
            self._day.set_draft(draft.get("until"))
        self._show_fields()

    def _show_fields(self) -> None:
        typed = not self._text.is_empty()
        self._goal.setVisible(typed and self._only is None)
        self._day.setVisible(typed)

    def _on_changed(self) -> None:
        self._show_fields()
        self.changed.emit()
