"""State of „Was hat sich geändert?“: the Fassungen of a plan, two of them compared, the course over time."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeAlias

from PySide6.QtCore import QObject, Signal

import desktop.models.emit_guard  # noqa: F401  imported for its effect
from desktop.casework.plans.plan_comparing import PlanDifference, compare_versions
from desktop.casework.plans.plan_course import PlanCourse, plan_course
from desktop.casework.plans.plan_life import Sheet, keep_sheet, kept_sheet
from desktop.casework.plans.plan_rows import PlanView
from desktop.casework.plans.plan_views import plan_view
from desktop.casework.reviews.review_print import ReviewPrint, review_print
from desktop.errors import CaseworkError
from desktop.models.work import Work
from desktop.terms import PlanState, SheetKind, SheetVariant

Then: TypeAlias = Callable[[bytes], object]
Failed: TypeAlias = Callable[[CaseworkError], object]
GERMAN = "de"


class ChangesBoard(QObject):
    """*Signals:* `versions_known(PlanView)`; `compared(PlanDifference)`; `course_known(PlanCourse)`;
    `failed(CaseworkError)`."""

    versions_known = Signal(object)
    compared = Signal(object)
    course_known = Signal(object)
    failed = Signal(object)

    def __init__(self, work: Work, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self.pair: tuple[int, int] | None = None
        self.difference: PlanDifference | None = None
        self.course: PlanCourse | None = None

    def open_plan(self, plan_id: int, version_id: int) -> None:
        """Read the list of Fassungen and the course."""
        self._work.read(self, plan_view, version_id, then=self._on_view, failed=self.failed.emit)
        self._work.read(self, plan_course, plan_id, then=self._on_course, failed=self.failed.emit)

    def compare(self, former_id: int, later_id: int) -> None:
        """Compare two Fassungen."""
        self.pair = former_id, later_id
        self._work.read(self, compare_versions, former_id, later_id, then=self._on_compared, failed=self.failed.emit)

    def make_sheet(self, then: Then, failed: Failed, *, large_print: bool = False) -> None:
        """The Fortschreibungsblatt of the two compared; the print-out is recorded.

        From a Fassung to the next one in force it is kept when it is first handed out, and comes back byte for byte.
        Large print is a help for reading and never kept.
        """
        if self.pair is None:
            return
        former, later = self.pair

        def look(data: ReviewPrint) -> None:
            if large_print or not _can_be_kept(data.difference):
                self._make(data, then, failed, large_print=large_print)
                return
            self._work.read(self, kept_sheet, data.difference.later.id, SheetKind.REVIEW, SheetVariant.GERMAN, GERMAN,
                            then=lambda pdf: then(pdf) if pdf else self._make(data, then, failed),
                            failed=failed)  # fmt: skip

        self._work.read(self, review_print, later, former, then=look, failed=failed)

    def _make(self, data: ReviewPrint, then: Then, failed: Failed, *, large_print: bool = False) -> None:
        def made(pdf: bytes) -> None:
            later = data.difference.later
            if large_print or not _can_be_kept(data.difference) or later.state is not PlanState.IN_FORCE:
                then(pdf)
                return
            sheet = Sheet(SheetKind.REVIEW, SheetVariant.GERMAN, GERMAN, pdf)
            self._work.change(self, keep_sheet, later.id, sheet, then=lambda _changes: then(pdf), failed=failed)

        title = self.tr("Fortschreibungsblatt wird gemacht")
        self._work.compute(self, partial(_sheet, data, large_print=large_print), then=made, failed=failed, title=title)

    def _on_view(self, view: PlanView) -> None:
        self.versions_known.emit(view)

    def _on_course(self, course: PlanCourse) -> None:
        self.course = course
        self.course_known.emit(course)

    def _on_compared(self, difference: PlanDifference) -> None:
        self.difference = difference
        self.compared.emit(difference)


def _can_be_kept(difference: PlanDifference) -> bool:
    """Only from one Fassung to the next: between others there is one sheet per pair, and a draft still changes."""
    former, later = difference.former, difference.later
    drafts = (PlanState.DRAFT, PlanState.AGREEING)
    return later.version == former.version + 1 and later.state not in drafts


def _sheet(data: ReviewPrint, *, large_print: bool) -> bytes:
    from desktop.printing.sheets.review_sheet import review_sheet  # noqa: PLC0415  loads reportlab

    return review_sheet(data, large_print=large_print)
