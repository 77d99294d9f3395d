"""Fixtures of the plan page: places, and a page shown with the keyboard in its window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from pytestqt.qtbot import QtBot

from desktop.models.work import Work
from desktop.views.places import Places
from desktop.views.plans.plan_page import PlanPage

Make = Callable[["Room"], PlanPage]


@dataclass
class Room:
    """What a page is made from."""

    work: Work
    places: Places


@pytest.fixture
def room(work: Work) -> Room:
    return Room(work, Places(work))


@pytest.fixture
def show(room: Room, qtbot: QtBot) -> Callable[[Make], PlanPage]:
    """Make a page and show it as large as the case file gives it."""

    def make_and_show(make: Make) -> PlanPage:
        page = make(room)
        qtbot.addWidget(page)
        page.resize(1274, 640)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        return page

    return make_and_show
