"""Counts what it takes from an open case file with a filled result page to the preview of a plan „in Abstimmung“."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from desktop.casework.assessments.assessment_rows import Rating
from desktop.casework.assessments.assessments import start_assessment
from desktop.casework.assessments.results import save_rating
from desktop.casework.cases.cases import open_person_case
from desktop.casework.people.people import PersonFacts, create_person
from desktop.casework.plans.plan_views import list_plans, plan_view
from desktop.casework.rights import Actor
from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.terms import AssessmentKind, Need, PlanState
from desktop.views.cases.case_file_page import CaseFilePage
from desktop.views.cases.case_files import CaseFiles
from desktop.views.cases.case_places import add_cases
from desktop.views.cases.case_tabs import case_tabs
from desktop.views.commands import Commands
from desktop.views.desk import Desk
from desktop.views.filtered_list import ListMemory
from desktop.views.places import Place, Places
from desktop.views.plans.plan_page import PlanPage
from desktop.views.preview.preview_page import PreviewPage
from desktop.views.style import Theme, apply_style

pytestmark = pytest.mark.usefixtures("fixed_clock")

MOST = 60
"""Of the issue."""
AIM = 20


@dataclass
class Hands:
    """Real clicks and keys, every one counted."""

    count: int = 0

    def click(self, widget: QWidget, spot: QPoint | None = None) -> None:
        assert widget.isVisible() and widget.isEnabled()  # noqa: PT018  both are what a mouse needs
        self.count += 1
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=spot or widget.rect().center())
        QApplication.processEvents()

    def press(self, key: Qt.Key) -> None:
        target = QApplication.focusWidget()
        assert target is not None
        self.count += 1
        QTest.keyClick(target, key)
        QApplication.processEvents()


@pytest.fixture
def case_id(session: Session, actor: Actor) -> int:
    person = create_person(session, actor, PersonFacts("Ahmadi", "Maryam", print_language="fa_AF")).made or 0
    case = open_person_case(session, actor, person).made or 0
    talk = start_assessment(session, actor, case, AssessmentKind.SHORT).made or 0
    for area, need, weight in (("sprache", Need.HIGH, 3), ("wohnen", Need.HIGH, 2), ("arbeit", Need.MEDIUM, 3)):
        rating = Rating(need=need, resource=1, self_rating=2, importance=weight, going_well="x", missing="y")
        save_rating(session, actor, talk, person, area, rating)
    return case


@pytest.fixture
def desk(work: Work, qtbot: QtBot, qapp: QApplication) -> Desk:
    """The working screen with case files and preview, as the program builds it."""
    apply_style(qapp, Theme.LIGHT, 100)
    drafts, places, commands = Drafts(work, work), Places(work), Commands(work)
    desk = Desk(work, drafts, places, commands, "Musterlingen.wegplan")
    add_cases(work, places, drafts, commands, ListMemory(lambda: "", lambda _text: None), case_tabs())
    places.add(Place("preview", "Druckvorschau", "printer", lambda: PreviewPage(work, None, places), rail=False))
    qtbot.addWidget(desk)
    desk.resize(1366, 768)
    desk.show()
    desk.activateWindow()
    qtbot.waitUntil(desk.isActiveWindow)
    return desk


def test_a_plan_with_three_goals_and_six_steps_takes_few_clicks(
    desk: Desk, work: Work, case_id: int, session: Session, actor: Actor
) -> None:
    desk.places.open_case(case_id)
    QApplication.processEvents()
    file = open_file(desk)
    hands = Hands()

    tabs = file.tabs
    plan_tab = next(place for place in range(tabs.count()) if tabs.tabData(place) == "plan")
    hands.click(tabs, tabs.tabRect(plan_tab).center())
    page = file.page("plan")
    assert isinstance(page, PlanPage)
    hands.click(page.start.buttons[0])
    hands.click(page.proposals.chips[0])
    hands.press(Qt.Key.Key_Return)  # takes the first goal with its first two steps
    for _ in range(2):
        hands.press(Qt.Key.Key_Return)  # the next proposal has the keyboard
        hands.press(Qt.Key.Key_Return)
    hands.click(page.head.primary)  # in Abstimmung
    hands.click(page.head.printing)

    preview = desk.places.page("preview")
    assert isinstance(preview, PreviewPage)
    assert preview.isVisible()
    assert preview.board.sheet is not None
    view = plan_view(session, actor, list_plans(session, actor, case_id)[0].version_id)
    assert view.state is PlanState.AGREEING
    assert [goal.content.area for goal in view.goals] == ["sprache", "wohnen", "arbeit"]
    assert [len(goal.measures) for goal in view.goals] == [2, 2, 2]
    assert all(step.content.catalogue_key for goal in view.goals for step in goal.measures)
    print(f"\nInteraktionen von der offenen Fallakte bis zur Vorschau: {hands.count} (höchstens {MOST}, Ziel {AIM})")
    assert hands.count <= AIM


def open_file(desk: Desk) -> CaseFilePage:
    files = desk.places.page("case")
    assert isinstance(files, CaseFiles)
    found = files.findChild(CaseFilePage)
    assert isinstance(found, CaseFilePage)
    return found
