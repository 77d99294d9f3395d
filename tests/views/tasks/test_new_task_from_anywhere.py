"""„Aufgabe eintragen“ from the palette: for the case that is open, else in „Heute“."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from desktop.casework.rights import Actor
from desktop.casework.tasks import tasks_of_case
from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.views.cases.case_files import CaseFiles
from desktop.views.cases.case_places import add_cases
from desktop.views.cases.case_tabs import case_tabs
from desktop.views.commands import Commands
from desktop.views.desk import Desk
from desktop.views.filtered_list import ListMemory
from desktop.views.places import Places
from desktop.views.tasks.task_forms import TaskForm
from desktop.views.tasks.tasks_page import TasksPage
from desktop.views.today.entry import add_today
from desktop.views.today.today_page import TodayPage
from tests.views.tasks.task_pages import busy_case

pytestmark = pytest.mark.usefixtures("fixed_clock")


@pytest.fixture
def commands(work: Work) -> Commands:
    return Commands(work)


@pytest.fixture
def desk(work: Work, qtbot: QtBot, commands: Commands) -> Desk:
    drafts, places = Drafts(work, work), Places(work)
    made = Desk(work, drafts, places, commands, "Musterlingen.wegplan")
    add_today(work, drafts, places, commands, made)
    add_cases(work, places, drafts, commands, ListMemory(lambda: "", lambda _text: None), case_tabs())
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    return made


def test_in_a_case_file_it_is_for_that_case(
    desk: Desk, commands: Commands, work: Work, session: Session, actor: Actor
) -> None:
    case_id = busy_case(work)
    desk.places.open_case(case_id)
    commands.run("new-task")
    files = desk.places.page("case")
    assert isinstance(files, CaseFiles)
    file = files.shown()
    assert file is not None
    page = file.page("tasks")
    assert isinstance(page, TasksPage)
    form = page.drawer.content()
    assert isinstance(form, TaskForm)
    form.field("title").set_value("Jobcenter anrufen")
    form.save()
    assert "Jobcenter anrufen" in [task.title for task in tasks_of_case(session, actor, case_id)]


def test_elsewhere_it_is_in_heute(desk: Desk, commands: Commands) -> None:
    desk.places.go("cases")
    commands.run("new-task")
    assert desk.places.current == "today"
    page = desk.places.page("today")
    assert isinstance(page, TodayPage)
    assert isinstance(page.drawer.content(), TaskForm)
