"""All goals and open steps of a case on one page: ticked off here, marked in the plan, taken back."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from desktop.casework.rights import Actor
from desktop.casework.talks.talk_steps import open_steps
from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.views.tasks.tasks_page import TasksPage
from tests.views.talks.talk_samples import talking_family
from tests.views.tasks.task_pages import busy_case

pytestmark = pytest.mark.usefixtures("fixed_clock")


def page_of(work: Work, qtbot: QtBot, case_id: int) -> TasksPage:
    page = TasksPage(work, Drafts(work, work), case_id)
    qtbot.addWidget(page)
    page.resize(1246, 638)
    page.show()
    return page


def said(page: TasksPage) -> str:
    QApplication.processEvents()
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_every_goal_and_every_open_step_of_the_case_stand_on_one_page(
    work: Work, qtbot: QtBot, session: Session, actor: Actor
) -> None:
    case_id, _ = talking_family(work)
    page = page_of(work, qtbot, case_id)
    shown, steps = said(page), open_steps(session, actor, case_id)
    assert len(steps) == 3
    for step in steps:
        assert step.text in shown
        assert step.goal in shown


def test_a_step_ticked_off_here_is_done_in_the_plan_and_comes_back(
    work: Work, qtbot: QtBot, session: Session, actor: Actor
) -> None:
    case_id, _ = talking_family(work)
    page = page_of(work, qtbot, case_id)
    step = open_steps(session, actor, case_id)[0]
    button = page.findChild(QPushButton, f"step_{step.measure_id}")
    assert button is not None
    button.click()
    assert step.measure_id not in {row.measure_id for row in open_steps(session, actor, case_id)}
    assert f"„{step.text}“ ist erledigt" in page.messages.text()
    page.messages.actions_shown()[0].click()
    assert step.measure_id in {row.measure_id for row in open_steps(session, actor, case_id)}


def test_without_a_plan_in_force_there_is_no_such_section(work: Work, qtbot: QtBot) -> None:
    assert "offene Schritte im Plan" not in said(page_of(work, qtbot, busy_case(work)))
