"""The working screen of the coordination of volunteers: what she may see, and nothing that fails."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from desktop.app_doors import Opened, _with_user, make_tools
from desktop.casework.cases.cases import enter_person_case
from desktop.casework.office import actor_for
from desktop.casework.people.people import PersonFacts
from desktop.records.office import User
from desktop.settings import Settings
from desktop.storage.vault import OpenVault
from desktop.terms import Role
from desktop.views.today.today_page import TodayPage
from desktop.views.volunteers.place_tabs import place_tabs
from tests.conftest import LABEL


@pytest.fixture
def opened(vault: OpenVault, session: Session, qtbot: QtBot) -> Iterator[Opened]:
    enter_person_case(session, actor_for(session, LABEL), PersonFacts("Issa", "Amal"))
    with session.begin():
        session.connection(execution_options={"writing": True})
        session.get_one(User, 1).role = Role.COORDINATOR
    session.close()
    opened = _with_user(vault)
    opened.open_desk(make_tools(opened, Settings, lambda _: None), {})
    qtbot.addWidget(opened.desk)
    opened.desk.resize(1366, 768)
    opened.desk.show()
    yield opened
    opened.close()


def test_every_place_of_the_coordination_can_be_visited(opened: Opened, qtbot: QtBot) -> None:
    desk = opened.desk
    keys = [place.key for place in desk.places.rail()]
    assert keys[0] == "today"
    assert not {"cases", "calendar"} & set(keys)
    for key in [place.key for place in desk.places.all() if place.rail]:
        desk.places.go(key)
        qtbot.waitUntil(lambda: not opened.is_busy())
        QApplication.processEvents()
        assert not desk.messages.isVisible(), key
    assert "Recht" not in " ".join(said(opened))


@pytest.mark.parametrize("key", [tab.key for tab in place_tabs()])
def test_every_page_of_the_ehrenamt_is_hers(opened: Opened, key: str, qtbot: QtBot) -> None:
    opened.desk.places.go("volunteers", key)
    qtbot.waitUntil(lambda: not opened.is_busy())
    QApplication.processEvents()
    assert "Recht" not in " ".join(said(opened))


def test_today_offers_nothing_about_cases(opened: Opened, qtbot: QtBot) -> None:
    page = opened.desk.places.page("today")
    assert isinstance(page, TodayPage)
    opened.desk.places.go("today")
    qtbot.waitUntil(lambda: not opened.is_busy())
    for hidden in (page.task_button, page.lists, page.appointments):
        assert not hidden.isVisible()


def said(opened: Opened) -> list[str]:
    from PySide6.QtWidgets import QLabel

    return [label.text() for label in opened.desk.findChildren(QLabel) if label.isVisible()]
