"""„Freigaben“ in a case and in „Verwaltung“: asked, answered, sent back and withdrawn by two people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from desktop.casework.access import users
from desktop.casework.cases.approvals import demanded_approvals
from desktop.casework.office import actor_for
from desktop.casework.rights import Actor
from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.talk_terms import ApprovalOf
from desktop.views.admin.approvals_card import ApprovalsCard
from desktop.views.tasks.approval_forms import AskForm, SendBackForm
from desktop.views.tasks.tasks_page import TasksPage
from tests.views.tasks.task_pages import at_approvals, busy_case

pytestmark = pytest.mark.usefixtures("fixed_clock")
Open = Callable[[Actor], TasksPage]


@pytest.fixture
def case_id(work: Work) -> int:
    return busy_case(work)


@pytest.fixture
def colleague(session: Session, actor: Actor) -> Actor:
    users.add_user(session, actor, "Ayşe Yılmaz")
    return actor_for(session, "Ayşe Yılmaz")


@pytest.fixture
def open_as(work: Work, qtbot: QtBot, case_id: int) -> Open:
    """The tasks of the case as somebody sees them."""

    def made(actor: Actor) -> TasksPage:
        own = work if actor.user_id == work.actor.user_id else Work.at_once(work.store, actor, work)
        page = TasksPage(own, Drafts(own, own), case_id)
        qtbot.addWidget(page)
        page.resize(1246, 638)
        page.show()
        return page

    return made


def said(page: QWidget) -> str:
    QApplication.processEvents()
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def press(page: TasksPage, start: str) -> None:
    button = next(b for b in page.findChildren(QPushButton) if b.objectName().startswith(start))
    button.click()


def ask(page: TasksPage) -> None:
    press(page, "ask_approval")
    form = page.drawer.content()
    assert isinstance(form, AskForm)
    form.field("subject").set_value(form.field("subject").value() or next(iter(form._subjects)))
    form.save()


def test_alone_there_is_nothing_to_ask(open_as: Open, actor: Actor) -> None:
    assert "Freigaben" not in said(open_as(actor))


def test_one_asks_and_the_other_approves(open_as: Open, actor: Actor, colleague: Actor) -> None:
    own = open_as(actor)
    ask(own)
    assert "wartet auf Ayşe Yılmaz" in said(own)
    theirs = open_as(colleague)
    shown = said(theirs)
    assert shown.index("wartet auf Ayşe Yılmaz") < shown.index("Offen")
    assert "Freigabe: Abschluss des Falls" in shown
    press(theirs, "approve_")
    assert "freigegeben von Ayşe Yılmaz am 22.11.2026" in said(theirs)
    own.load()
    assert "Freigegeben: Abschluss des Falls" in said(own)


def test_one_asks_and_the_other_sends_it_back_with_the_reason(
    open_as: Open, actor: Actor, colleague: Actor
) -> None:
    ask(open_as(actor))
    theirs = open_as(colleague)
    press(theirs, "send_back_")
    form = theirs.drawer.content()
    assert isinstance(form, SendBackForm)
    form.save()
    assert theirs.drawer.content() is form  # without a reason nothing is sent back
    form.field("note").set_value("Wohin wird weitervermittelt?")
    form.save()
    assert "zurückgegeben von Ayşe Yılmaz am 22.11.2026" in said(theirs)
    assert "Wohin wird weitervermittelt?" in said(theirs)


def test_who_asked_can_take_it_back_and_cannot_approve(open_as: Open, actor: Actor, colleague: Actor) -> None:
    page = open_as(actor)
    ask(page)
    assert not [b for b in page.findChildren(QPushButton) if b.objectName().startswith("approve_")]
    press(page, "withdraw_")
    assert "wartet auf" not in said(page)


def test_the_office_says_what_needs_a_second_person(
    work: Work, qtbot: QtBot, session: Session, actor: Actor
) -> None:
    card = ApprovalsCard(work)
    qtbot.addWidget(card)
    card.load()
    card.show()
    box = card.boxes[ApprovalOf.PLAN]
    box._box.click()
    assert "zweite Person" in card._messages.text()
    assert not box.value()
    users.add_user(session, actor, "Ayşe Yılmaz")
    box._box.click()
    assert demanded_approvals(session, actor) == {ApprovalOf.PLAN}
    card.load()
    assert box.value()


def test_what_was_approved_and_changed_since_says_so_and_can_be_asked_for_again(work: Work, qtbot: QtBot) -> None:
    page = at_approvals(Stage(work, Drafts(work, work)))
    qtbot.addWidget(page)
    page.resize(1246, 638)
    page.show()
    assert "freigegeben von Jürgen Weiß-Öztürk von der Fachaufsicht am 22.11.2026, seitdem geändert" in said(page)
    form = page.drawer.content()
    assert isinstance(form, AskForm)
    assert [subject.words for subject in form._subjects.values()] == ["Assessment vom 22.11.2026"]


@dataclass
class Stage:
    """What pages are made from."""

    work: Work
    drafts: Drafts
