"""Steps of the plan that the Ehrenamt does: who takes them over, and the way to reporting that somebody is needed.

Read beside the plan, and only where it has such a step: other plans cost nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject

from desktop.casework.changes import Changes, Kind
from desktop.casework.plans.plan_rows import MeasureRow
from desktop.casework.rights import Right
from desktop.models.plan_board import PlanBoard
from desktop.models.work import Work
from desktop.terms import Responsible
from desktop.views.places import Places
from desktop.views.plans.frozen_line import FrozenLine

if TYPE_CHECKING:
    from desktop.casework.volunteers.needs.need_lists import StepNeed


class VolunteerSteps(QObject):
    """Follows `board`; `lines` gives the steps shown."""

    def __init__(
        self, work: Work, board: PlanBoard, places: Places, lines: Callable[[], Iterable[FrozenLine]], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._work, self._board, self._places, self._lines = work, board, places, lines
        self._needs: Mapping[int, StepNeed] = {}
        work.announced.connect(self._on_announced)

    def load(self) -> None:
        """Read the needs of the steps shown, where there is one the Ehrenamt does."""
        if not any(_of_volunteers(line) for line in self._lines()) or not self._work.actor.may(Right.READ_MATCHES):
            return
        from desktop.casework.volunteers.needs.need_lists import needs_of_steps  # noqa: PLC0415  see above

        self._work.read(self, needs_of_steps, self._board.case_id, then=self._on_needs)

    def open_need(self, row: MeasureRow) -> None:
        """The need of this step, or the form for it."""
        found = self._needs.get(row.id)
        target: tuple[str, int] = ("step", row.id) if found is None else ("need", found.need_id)
        self._places.go("case", self._board.case_id, "volunteer", *target)

    def _on_needs(self, needs: Mapping[int, StepNeed]) -> None:
        self._needs = needs
        for line in self._lines():
            found = needs.get(line.row.id) if line.row is not None else None
            line.show_volunteer(_words(found) if found is not None else "")

    def _on_announced(self, changes: Changes, _initiator: object) -> None:
        if changes.touches(Kind.NEED) or changes.touches(Kind.MATCH):
            self.load()


def _of_volunteers(line: FrozenLine) -> bool:
    return line.row is not None and Responsible.VOLUNTEER in line.row.content.who


def _words(need: StepNeed) -> str:
    """„übernimmt: Gerda W.“, else how far the search is: „Bedarf gemeldet: offen“."""
    if need.volunteer:
        return _tr("übernimmt: %1").replace("%1", need.volunteer)
    return _tr("Bedarf gemeldet: %1").replace("%1", need.status.label)


def _tr(text: str) -> str:
    return QCoreApplication.translate("volunteer_steps", text)
