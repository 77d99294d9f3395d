"""The plan page's state: which Fassung is shown, and changes that follow each other faster than they are stored."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

import desktop.models.emit_guard  # noqa: F401  imported for its effect
from desktop.casework.changes import Changes, Kind
from desktop.casework.plans.plan_life import Signing, put_in_force
from desktop.casework.plans.plan_page import PlanPageRow, plan_page
from desktop.casework.plans.plan_print import PlanPrint, plan_print
from desktop.casework.plans.plan_rows import PlanView
from desktop.errors import CaseworkError
from desktop.models.plan_sheets import make_sheets
from desktop.models.work import Work

UseCase = Callable[..., Changes]
Then = Callable[[Changes], object]
Failed = Callable[[CaseworkError], object]


class PlanBoard(QObject):
    """Reads the page's row and sends changes. The row is read again after the last change under way, never between two,
    so what is typed quickly is not shown in an older state.

    *Signals:* `shown` when `row` is new; `failed(CaseworkError)` for a change nobody else answers for; `gone` when the
    case cannot be read.
    """

    shown = Signal()
    failed = Signal(object)

    def __init__(self, work: Work, case_id: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work, self.case_id = work, case_id
        self.row: PlanPageRow | None = None
        self._version_id: int | None = None
        self._under_way = 0
        self._stamp = 0
        self.ended_by: Callable[[UseCase], UseCase] = _as_it_is
        """Makes of a change one that ends what is kept of it as a draft, too."""
        work.announced.connect(self._on_announced)

    @property
    def view(self) -> PlanView | None:
        """The Fassung shown, None without a plan."""
        return self.row.view if self.row else None

    def load(self) -> None:
        """Read the page again."""
        self._stamp += 1
        then = partial(self._on_loaded, self._stamp)
        self._work.read(self, plan_page, self.case_id, self._version_id, then=then, failed=self._tell)

    def open_version(self, version_id: int | None) -> None:
        """Show another Fassung; None for the newest of the plan under way."""
        self._version_id = version_id
        self.load()

    def change(
        self, use_case: UseCase, *args: object, then: Then | None = None, failed: Failed | None = None
    ) -> None:
        """Send a change; `then` comes before the page is read again, `failed` instead of the signal."""
        self._under_way += 1
        self._stamp += 1  # what is being read now is older than this change
        self._work.change(
            self, self.ended_by(use_case), *args, then=partial(self._on_changed, then),
            failed=partial(self._on_failed, failed),
        )  # fmt: skip

    def put_in_force(self, version_id: int, signing: Signing, then: Then, failed: Failed) -> None:
        """Make the sheets as they will be in force, beside the main thread, and keep them with the signatures."""

        def keep(sheets: tuple[Any, ...]) -> None:
            self.change(put_in_force, version_id, signing, sheets, then=then, failed=failed)

        def make(data: PlanPrint) -> None:
            title = self.tr("Ausdrucke werden gemacht")
            self._work.compute(self, make_sheets, data, signing, then=keep, failed=failed, title=title)

        self._work.read(self, plan_print, version_id, then=make, failed=failed)

    def _on_loaded(self, stamp: int, row: PlanPageRow) -> None:
        if stamp == self._stamp:
            self.row = row
            self._version_id = row.view.id if row.view else None
            self.shown.emit()

    def _on_changed(self, then: Then | None, changes: Changes) -> None:
        self._under_way -= 1
        if then is not None:
            then(changes)
        if not self._under_way:
            self.load()

    def _on_failed(self, failed: Failed | None, error: CaseworkError) -> None:
        self._under_way -= 1
        (failed or self._tell)(error)
        if not self._under_way:
            self.load()

    def _tell(self, error: CaseworkError) -> None:
        self.failed.emit(error)

    def _on_announced(self, changes: Changes, initiator: object) -> None:
        """Somebody else changed the case: its people, its result page, its plan."""
        if initiator is not self and self.row is not None and not self._under_way:
            touched = changes.touches(Kind.CASE, self.case_id)
            if touched or any(changes.touches(Kind.PERSON, person.id) for person in self.row.persons):
                self.load()


def _as_it_is(use_case: UseCase) -> UseCase:
    return use_case
