"""The tab „Aufgaben“: entered, changed, done and taken back by keyboard; the own note on a case."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from desktop.casework.access import users
from desktop.casework.office import actor_for
from desktop.casework.rights import Actor
from desktop.casework.talks.private_notes import own_private_notes
from desktop.casework.tasks import TaskEdit, edit_task, tasks_of_case
from desktop.clock import today
from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.talk_terms import TaskStatus
from desktop.views.people.quick_form import QuickForm
from desktop.views.tasks.task_forms import NoteForm, TaskForm
from desktop.views.tasks.tasks_page import TasksPage
from tests.views.tasks.task_pages import busy_case

pytestmark = pytest.mark.usefixtures("fixed_clock")
HEATING = "Vermieter wegen der Heizung anrufen"


@pytest.fixture
def case_id(work: Work) -> int:
    return busy_case(work)


@pytest.fixture
def page(work: Work, qtbot: QtBot, case_id: int) -> TasksPage:
    made = TasksPage(work, Drafts(work, work), case_id)
    qtbot.addWidget(made)
    made.resize(1246, 638)
    made.show()
    return made


def said(page: TasksPage) -> str:
    QApplication.processEvents()
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def button(page: TasksPage, name: str) -> QPushButton:
    found = page.findChild(QPushButton, name)
    assert found is not None, name
    return found


def form(page: TasksPage, kind: type[QuickForm]) -> QuickForm:
    content = page.drawer.content()
    assert isinstance(content, kind)
    return content


def open_titles(session: Session, actor: Actor, case_id: int) -> list[str]:
    return [task.title for task in tasks_of_case(session, actor, case_id)]


def test_open_tasks_stand_by_their_day_and_say_what_is_late(page: TasksPage) -> None:
    named = [b.accessibleName() for b in page.findChildren(QPushButton) if b.objectName().startswith("task_")]
    assert [name.removeprefix("Aufgabe ändern: ") for name in named] == [
        HEATING, "Kita Regenbogen anrufen",
        "Antrag auf Wohnberechtigungsschein gemeinsam ausfüllen und mit allen Nachweisen abgeben",
        "Bei Gelegenheit nach dem Verein fragen",
    ]  # fmt: skip
    assert "überfällig seit 19.11.2026" in said(page)


def test_a_task_is_entered_for_whoever_is_responsible(
    page: TasksPage, session: Session, actor: Actor, case_id: int
) -> None:
    button(page, "new_task").click()
    new = form(page, TaskForm)
    new.field("title").set_value("Jobcenter anrufen")
    new.save()
    task = next(task for task in tasks_of_case(session, actor, case_id) if task.title == "Jobcenter anrufen")
    assert (task.user_id, task.due_on) == (None, None)
    assert "eingetragen" in page.messages.text()
    focused = QApplication.focusWidget()
    assert focused is None or focused.objectName() == f"task_{task.id}"


def test_a_task_is_changed_and_the_change_taken_back(
    page: TasksPage, session: Session, actor: Actor, case_id: int
) -> None:
    task = tasks_of_case(session, actor, case_id)[0]
    button(page, f"task_{task.id}").click()
    changing = form(page, TaskForm)
    assert changing.text("title") == HEATING
    changing.field("title").set_value("Vermieter schreiben")
    changing.save()
    assert "Vermieter schreiben" in open_titles(session, actor, case_id)
    page.messages.actions_shown()[0].click()
    assert HEATING in open_titles(session, actor, case_id)


def test_what_a_colleague_changed_meanwhile_is_not_overwritten(
    page: TasksPage, session: Session, actor: Actor, case_id: int
) -> None:
    task = tasks_of_case(session, actor, case_id)[0]
    button(page, f"task_{task.id}").click()
    changing = form(page, TaskForm)
    changing.field("note").set_value("meins")
    edit_task(session, actor, task.id, TaskEdit("ihres", today()), task.row_version)
    changing.save()
    assert "inzwischen geändert" in changing.messages.text()
    assert changing.text("note") == "meins"
    assert "ihres" in open_titles(session, actor, case_id)


def test_done_dropped_and_open_again(page: TasksPage, session: Session, actor: Actor, case_id: int) -> None:
    first, second = tasks_of_case(session, actor, case_id)[:2]
    button(page, f"done_{first.id}").click()
    assert first.title not in open_titles(session, actor, case_id)
    page.messages.actions_shown()[0].click()
    assert first.title in open_titles(session, actor, case_id)
    button(page, f"drop_{second.id}").click()
    every = {task.id: task.status for task in tasks_of_case(session, actor, case_id, True)}
    assert every[second.id] is TaskStatus.DROPPED
    button(page, f"again_{second.id}").click()
    assert second.title in open_titles(session, actor, case_id)


def test_heute_leads_to_the_task_itself(page: TasksPage, session: Session, actor: Actor, case_id: int) -> None:
    waiting, over = tasks_of_case(session, actor, case_id, True)[3:5]
    page.activateWindow()
    for task, name in ((waiting, f"task_{waiting.id}"), (over, f"again_{over.id}")):
        page.show_target(task.id)
        focused = QApplication.focusWidget()
        assert focused is not None
        assert focused.objectName() == name


def test_the_own_note_is_written_here_and_a_colleague_sees_none(
    page: TasksPage, session: Session, actor: Actor, case_id: int, work: Work, qtbot: QtBot
) -> None:
    assert "Wirkt seit dem Umzug erschöpft" in said(page)
    button(page, "own_note").click()
    writing = form(page, NoteForm)
    writing.field("note").set_value("Neu bedacht.")
    writing.save()
    assert [note.text for note in own_private_notes(session, actor, case_id)] == ["Neu bedacht."]
    assert "Neu bedacht." in said(page)
    users.add_user(session, actor, "Ayşe Yılmaz")
    colleague = actor_for(session, "Ayşe Yılmaz")
    theirs = Work.at_once(work.store, colleague)
    other = TasksPage(theirs, Drafts(theirs, theirs), case_id)
    qtbot.addWidget(other)
    other.show()
    assert "Neu bedacht." not in said(other)
    assert button(other, "own_note").text() == "Notiz schreiben"
    theirs.stop()
