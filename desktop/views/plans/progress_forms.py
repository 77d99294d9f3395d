"""Forms beside the frozen text of a Fassung in force: how a step and a goal are getting on."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop.casework.plans.plan_progress import move_due, set_goal_status, set_goal_value, set_measure_status
from desktop.casework.plans.plan_rows import GoalRow, MeasureRow
from desktop.clock import today
from desktop.models.plan_board import PlanBoard
from desktop.terms import GoalStatus, MeasureStatus, Obstacle
from desktop.views.components.mark_button import ten_segments
from desktop.views.components.segment_row import SegmentSize
from desktop.views.fields.choice_field import choice_field
from desktop.views.fields.code_field import CodeField
from desktop.views.fields.date_field import DateField
from desktop.views.fields.date_reading import Lean
from desktop.views.fields.note_field import NoteField
from desktop.views.fields.options import term_options
from desktop.views.fields.scale_field import SegmentField
from desktop.views.fields.text_field import TextField
from desktop.views.plans.drawer_form import DrawerForm, Failed, Then, Values
from desktop.views.plans.words import step_text

_HINDERED = (MeasureStatus.IMPOSSIBLE, MeasureStatus.DROPPED)


def step_done_form(board: PlanBoard, step: MeasureRow, status: MeasureStatus) -> DrawerForm:
    """Since when a step is done, begun, impossible or dropped, and what came out."""

    def send(values: Values, then: Then, failed: Failed) -> None:
        obstacle = values.get("obstacle")
        board.change(
            set_measure_status, step.id, status, values["on_date"], values["note"] or "", obstacle, then=then,
            failed=failed,
        )

    form = DrawerForm(f"{status.value}/{step.id}", _title(status), _tr("Speichern"), send)
    form.add_words(step_text(step.content), "")
    form.add(DateField("on_date", _tr("Am"), lean=Lean.PAST, latest=today(), mandatory=True))
    if status in _HINDERED:
        form.add(CodeField("obstacle", _tr("Was stand im Weg?"), term_options(Obstacle)))
    result = _tr("Ergebnis, Nachweis") if status is MeasureStatus.DONE else _tr("Notiz")
    form.add(TextField("note", result))
    form.load({"on_date": step.done_on or today(), "note": step.result})
    return form


def move_form(board: PlanBoard, step: MeasureRow) -> DrawerForm:
    """Another day for a step; the agreed one stays."""

    def send(values: Values, then: Then, failed: Failed) -> None:
        board.change(move_due, step.id, values["due_on"], values["obstacle"], then=then, failed=failed)

    form = DrawerForm(f"move/{step.id}", _tr("Frist verschieben"), _tr("Verschieben"), send)
    form.add_words(step_text(step.content), "")
    form.add(DateField("due_on", _tr("Neue Frist"), lean=Lean.FUTURE, mandatory=True))
    form.add(CodeField("obstacle", _tr("Was stand im Weg?"), term_options(Obstacle)))
    form.load({"due_on": step.due_on})
    return form


def goal_value_form(board: PlanBoard, goal: GoalRow) -> DrawerForm:
    """How far the goal is reached today, 0–10."""

    def send(values: Values, then: Then, failed: Failed) -> None:
        board.change(set_goal_value, goal.id, values["value"], then=then, failed=failed)

    form = DrawerForm(f"value/{goal.id}", _tr("Wert heute"), _tr("Speichern"), send)
    form.add_words(f"„{goal.content.text}“", "")
    field = SegmentField("value", _tr("Wie weit ist das Ziel heute erreicht?"), ten_segments(), SegmentSize.COMPACT,
                         help_text=goal.content.indicator, mandatory=True)
    field.set_previous_value(goal.content.value_start, _tr("am Anfang"))
    form.add(field)
    form.load({"value": goal.value_now})
    return form


def goal_status_form(board: PlanBoard, goal: GoalRow) -> DrawerForm:
    """Where the goal stands; postponed and given up need their reason."""

    def send(values: Values, then: Then, failed: Failed) -> None:
        status = values["status"] or goal.status
        board.change(set_goal_status, goal.id, status, values["reason"] or "", then=then, failed=failed)

    form = DrawerForm(f"status/{goal.id}", _tr("Stand des Ziels"), _tr("Speichern"), send)
    form.add_words(f"„{goal.content.text}“", "")
    stands = [status for status in GoalStatus if status is not GoalStatus.PLANNED]
    form.add(choice_field("status", _tr("Stand"), term_options(stands), mandatory=True))
    form.add(NoteField("reason", _tr("Begründung"), lines=1,
                       help_text=_tr("Nötig, wenn das Ziel zurückgestellt oder aufgegeben wird.")))
    form.load({"status": goal.status})
    return form


def _title(status: MeasureStatus) -> str:
    return _tr("Schritt: %1").replace("%1", status.label)


def _tr(text: str) -> str:
    return QCoreApplication.translate("plans", text)
