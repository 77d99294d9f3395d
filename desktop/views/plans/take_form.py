"""„Ziel daraus machen“: the area's goals of the catalogue with their steps, or own words. Enter takes the defaults."""

from __future__ import annotations

from typing import Any

from desktop.casework.plans.catalogue_data import AreaPrinting, shipped_catalogue
from desktop.casework.plans.plan_page import PlanPageRow
from desktop.casework.plans.plan_taking import Taking, take_into_plan
from desktop.models.plan_board import PlanBoard
from desktop.terms import PlanKind
from desktop.views.fields.choice_field import choice_field
from desktop.views.fields.code_field import CodeField
from desktop.views.fields.options import Option
from desktop.views.plans.drawer_form import DrawerForm, Failed, Then, Values
from desktop.views.plans.tab_chain import chain_in_layout_order
from desktop.views.plans.taking_fields import GoalField, StepsField
from desktop.views.plans.words import FAMILY


class TakeForm(DrawerForm):
    """Area, goal, steps and for whom. Without an area it starts at own words."""

    def __init__(self, board: PlanBoard, row: PlanPageRow, area: str = "", person_id: int | None = None) -> None:
        super().__init__(f"take/{area}/{person_id or 0}", self.tr("Neues Ziel"), self.tr("Übernehmen"), self._take)
        self._board, self._row = board, row
        self._steps_for = ("", "", False)
        self._goal = GoalField("goal", self.tr("Ziel"))
        self._steps = StepsField("steps", self.tr("Schritte"))
        self._area = CodeField("area", self.tr("Bereich"), _areas(row), mandatory=True)
        self.add(self._area)
        self._whose = self._add_whose(person_id)
        self.add(self._goal)
        self.add(self._steps)
        self._hint = self.add_words("")
        self._area.changed.connect(self._on_area_changed)
        self._goal.changed.connect(self._on_goal_changed)
        self.load({"area": area or None, "person": person_id or FAMILY})
        self._show_area()
        self._dirty = False

    def focus_start(self) -> None:
        """The keyboard starts at the proposed goal, so that Enter takes it; at the area when none is known."""
        (self._goal if self._area.value() else self._area).focus_input()

    def restore_draft(self, draft: Any) -> None:  # noqa: ANN401  as the base
        """The area decides what can be chosen, so it comes first."""
        self._area.set_draft(draft.get("area"))
        self._show_area()
        self._goal.set_draft(draft.get("goal"))
        self._show_steps()
        super().restore_draft(draft)

    def _add_whose(self, person_id: int | None) -> Any:  # noqa: ANN401  a field or nothing
        view = self._row.view
        if view is None or view.kind is not PlanKind.FAMILY:
            return None
        people = [Option(person.id, person.given) for person in self._row.persons]
        return self.add(choice_field("person", self.tr("Für wen?"), [Option(FAMILY, self.tr("Familie")), *people]))

    def _show_area(self) -> None:
        area = str(self._area.value() or "")
        self._goal.set_goals(shipped_catalogue().goals_of(area))
        self._show_steps()

    def _show_steps(self) -> None:
        key, own = self._goal.value() or ("", "")
        area, catalogue = str(self._area.value() or ""), shipped_catalogue()
        if self._steps_for == (area, key, bool(own)):
            return  # further letters of own words must not take the ticks away
        self._steps_for = (area, key, bool(own))
        steps = catalogue.measures_for(key) if key else [row for row in catalogue.measures if row.area == area]
        self._steps.set_steps(steps, tick=not own)
        self._steps.setVisible(bool(steps))
        self._hint.setText(self.tr("Eigene Schritte kommen danach in der Karte dazu.") if area else "")
        self._hint.setVisible(bool(area))
        chain_in_layout_order(self)

    def _take(self, values: Values, then: Then, failed: Failed) -> None:
        key, own = values["goal"]
        view = self._row.view
        if view is not None:
            taking = Taking(
                str(values["area"]), key, own, values.get("person") or None, values["steps"], self._steps.fills()
            )
            self._board.change(take_into_plan, view.id, taking, then=then, failed=failed)

    def _on_area_changed(self) -> None:
        self._show_area()

    def _on_goal_changed(self) -> None:
        self._show_steps()


def _areas(row: PlanPageRow) -> list[Option]:
    """All areas; on a family plan without those that only stand on the person's own sheet (decision 21)."""
    family = row.view is not None and row.view.kind is PlanKind.FAMILY
    return [
        Option(area.key, area.name, str(area.number))
        for area in shipped_catalogue().areas
        if not (family and area.printing is AreaPrinting.OWN_SHEET_AFTER_TICK)
    ]
