"""Tabs of a case file that are pages of their own: Assessment and plan, joined by „Ziel daraus machen“; documents.

Each page is loaded at its first visit: until then it costs neither memory nor time.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from desktop.views import style
from desktop.views.cases.file_tab import Tab
from desktop.views.people.kept_input import KeptInput

if TYPE_CHECKING:
    from desktop.casework.changes import Changes
    from desktop.views.cases.case_file_page import CaseFilePage
    from desktop.views.plans.plan_page import PlanPage


def case_tabs() -> tuple[Tab, ...]:
    """Assessment, plan, talks, Ehrenamt, tasks, documents; each made at its first visit."""
    return (
        Tab("assessment", _tr("Assessment"), make_assessment),
        Tab("plan", _tr("Plan"), make_plan),
        Tab("talks", _tr("Gespräche"), make_talks),
        Tab("volunteer", _tr("Ehrenamt"), make_volunteer),
        Tab("tasks", _tr("Aufgaben"), make_tasks),
        Tab("appointments", _tr("Termine"), make_appointments),
        Tab("documents", _tr("Dokumente"), make_documents),
        Tab("timeline", _tr("Verlauf"), make_timeline),
    )


def make_assessment(file: CaseFilePage) -> QWidget:
    """The Assessment of the case, whose areas become goals of its plan."""
    from desktop.views.assessment.assessment_page import AssessmentPage  # noqa: PLC0415  see above

    page = AssessmentPage(file.work, file.case_id, file.places, drafts=file.drafts)
    page.goal_wanted.connect(partial(make_goal, file))
    _fit_margins(page)
    style.notifier().changed.connect(partial(_fit_margins, page))
    page.load()
    return page


def make_plan(file: CaseFilePage) -> QWidget:
    """The plan of the case."""
    from desktop.views.plans.plan_page import PlanPage  # noqa: PLC0415  see above

    page = PlanPage(file.work, file.case_id, file.places)
    keeper = PlanKeeper(file, page)
    page.load()
    keeper.find(page.restore_draft)
    return page


def make_documents(file: CaseFilePage) -> QWidget:
    """The documents of the case."""
    from desktop.views.attachments.attachments_page import AttachmentsPage  # noqa: PLC0415  see above

    page = AttachmentsPage(file.work, file.case_id, file.drafts)
    _fit_margins(page)
    style.notifier().changed.connect(partial(_fit_margins, page))
    page.load()
    return page


def make_talks(file: CaseFilePage) -> QWidget:
    """The talks of the case."""
    from desktop.views.talks.talks_page import TalksPage  # noqa: PLC0415  see above

    page = TalksPage(file.work, file.drafts, file.case_id)
    page.sheet_wanted.connect(partial(file.places.go, "talk-sheet", file.case_id))
    return page


def make_volunteer(file: CaseFilePage) -> QWidget:
    """Who is wished for from the Ehrenamt, and who is there."""
    from desktop.views.volunteers.needs.case_volunteer_tab import CaseVolunteerTab  # noqa: PLC0415  see above

    return CaseVolunteerTab(file.work, file.drafts, file.case_id, file.places)


def make_tasks(file: CaseFilePage) -> QWidget:
    """The tasks of the case."""
    from desktop.views.tasks.tasks_page import TasksPage  # noqa: PLC0415  see above

    return TasksPage(file.work, file.drafts, file.case_id)


def make_timeline(file: CaseFilePage) -> QWidget:
    """Everything that happened, with the way to where it stands."""
    from desktop.views.timeline.timeline_page import TimelinePage  # noqa: PLC0415  see above

    page = TimelinePage(file.work, file.case_id, file.tab_keys())
    page.page_wanted.connect(file.show_page)
    _fit_margins(page)
    style.notifier().changed.connect(partial(_fit_margins, page))
    page.load()
    return page


def make_appointments(file: CaseFilePage) -> QWidget:
    """The appointments of the case."""
    from desktop.views.calendar.appointments_page import AppointmentsPage  # noqa: PLC0415  see above

    return AppointmentsPage(file.work, file.drafts, file.case_id, file.places)


def make_goal(file: CaseFilePage, area: str, person_id: int | None) -> None:
    """„Ziel daraus machen“: go to the plan with the area's proposals."""
    from desktop.views.plans.plan_page import PlanPage  # noqa: PLC0415  see above

    file.show_page("plan")
    page = file.page("plan")
    assert isinstance(page, PlanPage)
    page.take_area(area, person_id)


def _fit_margins(page: QWidget) -> None:
    """The page stands in line with the head of the file."""
    if isValid(page):
        page.setContentsMargins(style.space(6), style.space(3), style.space(6), style.space(2))


class PlanKeeper(KeptInput):
    """Keeps half-written steps and forms whenever the keyboard leaves one of them, until a change stores them."""

    def __init__(self, file: CaseFilePage, page: PlanPage) -> None:
        super().__init__(file.work, file.drafts, f"plan/{file.case_id}", page.draft, page)
        self._page = page
        page.board.ended_by = self._ended_by
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    def _ended_by(self, use_case: Callable[..., Changes]) -> Callable[..., Changes]:
        """One draft holds all of the page: a change leaves of it what it does not store itself."""
        unsaved, rest = self._page.draft(), self._page.rest()
        if unsaved is None and not self.is_kept():
            return use_case
        if unsaved != rest:
            self.keep_now()  # a form on its way must be found again should it be refused
        return self.left_by(use_case, rest)

    def _on_focus_changed(self, old: QWidget | None, _now: QWidget | None) -> None:
        if old is None or not self._page.isAncestorOf(old):
            return
        if self._page.draft() is not None:
            self.touched()
        elif self.is_kept():
            self.forget()


def _tr(text: str) -> str:
    return QCoreApplication.translate("case_tabs", text)
