"""Files without contact are marked by key, decided on together, and come back with one click."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from sqlalchemy.orm import Session

from desktop.casework.cases.case_life import change_status
from desktop.casework.cases.cases import case_head
from desktop.casework.cases.inactive_cases import Decision
from desktop.casework.rights import Actor
from desktop.clock import fixed
from desktop.models.drafts import Drafts
from desktop.models.work import ImmediateExecutor, Work
from desktop.storage.vault import OpenVault
from desktop.terms import CaseStatus
from desktop.views.cases.inactive_form import InactiveForm
from desktop.views.cases.inactive_page import InactivePage
from desktop.views.places import Place, Places
from desktop.views.today.work_list_page import WorkListPage
from tests.casework.deadlines.due_samples import plan_in_force
from tests.conftest import TODAY
from tests.later_executor import LaterExecutor
from tests.views.cases.case_stage import Show, press
from tests.views.cases.inactive_states import silent_files

pytestmark = [
    pytest.mark.usefixtures("fixed_clock"),
    pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True),  # offscreen platform only
]
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def files(session: Session, actor: Actor) -> tuple[int, ...]:
    """Two files opened half a year ago, the second with a plan in force; a third was declined."""
    with fixed(TODAY - dt.timedelta(days=200)):
        made = silent_files(session, actor)
    change_status(session, actor, made[2], CaseStatus.DECLINED, TODAY)
    plan_in_force(session, made[1], None)
    return made[:2]


@pytest.fixture
def page(work: Work, places: Places, drafts: Drafts, files: tuple[int, ...], shown: Show) -> InactivePage:
    page = InactivePage(work, drafts, places)
    shown(page)
    page.show_target()
    return page


def form_of(page: InactivePage) -> InactiveForm:
    form = page.drawer.content()
    assert isinstance(form, InactiveForm)
    return form


def choose(page: InactivePage, key: str, value: object) -> None:
    form_of(page).field(key).set_value(value)
    form_of(page).field(key).changed.emit()


def statuses(session: Session, actor: Actor, files: tuple[int, ...]) -> set[CaseStatus]:
    session.expire_all()
    return {case_head(session, actor, case_id).status for case_id in files}


def test_days_typed_before_the_usual_ones_are_read_stay(
    vault: OpenVault, work: Work, places: Places, drafts: Drafts, files: tuple[int, ...], shown: Show
) -> None:
    later = LaterExecutor()
    slow = Work(vault, work.actor, storage=later, pool=ImmediateExecutor())
    page = InactivePage(slow, drafts, places)
    shown(page)
    page.show_target()
    page.days.set_value(Decimal(30))
    later.run_all()
    assert page.days.value() == 30
    assert len(page.model.rows) == len(files)
    slow.stop()


def test_all_are_marked_and_ended_by_key_and_come_back(
    page: InactivePage, files: tuple[int, ...], session: Session, actor: Actor
) -> None:
    page.table.view.setFocus()
    QTest.keyClick(page.table.view, Qt.Key.Key_A, CTRL)
    assert page.button.text() == "2 Fälle entscheiden …"
    QTest.keyClick(page.table.view, Qt.Key.Key_Return, CTRL)
    choose(page, "decision", Decision.CLOSE)
    press(Qt.Key.Key_S, CTRL)
    assert form_of(page).field("reason").error()
    choose(page, "reason", "Durchsicht im November")
    press(Qt.Key.Key_S, CTRL)
    assert "Plan ist noch offen" in form_of(page).field("close_plans").error()
    assert statuses(session, actor, files) == {CaseStatus.CONTACT_OPEN}
    choose(page, "close_plans", True)
    press(Qt.Key.Key_S, CTRL)
    assert statuses(session, actor, files) == {CaseStatus.ENDED}
    assert page.messages.text() == "2 Fälle sind beendet."
    assert page.model.rows == ()
    next(link for link in page.messages.actions_shown() if link.text() == "Rückgängig").click()
    assert statuses(session, actor, files) == {CaseStatus.CONTACT_OPEN}
    assert len(page.model.rows) == 2


def test_one_file_is_one_file(page: InactivePage) -> None:
    page.decide()
    assert "Bitte zuerst Fälle markieren" in page.messages.text()
    page.table.view.selectRow(0)
    assert page.button.text() == "1 Fall entscheiden …"
    page.decide()
    assert [form_of(page).field(key).isHidden() for key in ("end_reason", "again_on")] == [True, True]
    choose(page, "decision", Decision.LEAVE)
    assert [form_of(page).field(key).isHidden() for key in ("end_reason", "again_on")] == [True, False]
    choose(page, "reason", "Meldet sich selbst")
    press(Qt.Key.Key_S, CTRL)
    assert page.messages.text() == "1 Fall bleibt, wie er ist."
    assert len(page.model.rows) == 1


def test_other_days_show_other_files(page: InactivePage) -> None:
    page.days.set_value(Decimal(365))
    page.days.changed.emit()
    assert page.model.rows == ()
    page.show_target()
    assert page.days.value() == 365


def test_the_work_list_of_heute_leads_here(work: Work, places: Places, shown: Show, files: tuple[int, ...]) -> None:
    places.add(Place("inactive", "Fälle ohne Kontakt", "phone", QPushButton, rail=False))
    work_list = WorkListPage(work, places)
    shown(work_list)
    work_list.show_target("without_plan", True)
    assert not work_list.bulk.isVisible()
    work_list.show_target("no_contact", False)
    work_list.bulk.click()
    assert places.where == ("inactive", (False,))
