"""A plan in a real vault and the preview page that shows it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from desktop.casework.cases import open_person_case
from desktop.casework.people import PersonFacts, create_person
from desktop.casework.plan_life import Signing, agree, put_in_force
from desktop.casework.plan_print import plan_print
from desktop.casework.plan_rows import NewGoal, NewMeasure, SignatureRow
from desktop.casework.plans import add_goal, start_plan, take_goal
from desktop.casework.rights import Actor
from desktop.clock import today
from desktop.models.plan_sheets import make_sheets
from desktop.models.work import Progress, Work
from desktop.terms import PlanKind, Responsible
from desktop.views.places import Place, Places
from desktop.views.preview.preview_page import PreviewPage

NAME = "Wassermelone"  # a family name that stands in no other text
Settle = Callable[[], None]


@pytest.fixture
def draft(session: Session, actor: Actor, fixed_clock: object) -> int:
    """A draft for one person whose sheets print in Arabic: language, health (not ticked) and a goal in own words."""
    facts = PersonFacts(NAME, "Samir", own_script_name="سمير البطيخ", print_language="ar")
    person = _made(create_person(session, actor, facts).made)
    case = _made(open_person_case(session, actor, person).made)
    version = _made(start_plan(session, actor, case, PlanKind.SINGLE, person).made)
    take_goal(session, actor, version, "sprache.ziel.2", ("sprache.schritt.1", "sprache.schritt.3"))
    take_goal(session, actor, version, "gesundheit.ziel.1", ("gesundheit.schritt.1",))
    own = NewMeasure("Ich frage den Trainer.", who=(Responsible.CLIENT,), due_on=today())
    add_goal(session, actor, version, NewGoal("teilhabe", "Ich spiele Fußball im Verein."), (own,))
    return version


@pytest.fixture
def agreeing(session: Session, actor: Actor, draft: int) -> int:
    """The same plan, frozen for signature."""
    agree(session, actor, draft)
    return draft


@pytest.fixture
def in_force(session: Session, actor: Actor, agreeing: int) -> int:
    """The same plan, signed, with its sheets kept as the plan page keeps them."""
    signatures = (SignatureRow("person", NAME, today()), SignatureRow("im", actor.name, today()))
    signing = Signing(signatures)
    sheets = make_sheets(plan_print(session, actor, agreeing), signing, Progress())
    put_in_force(session, actor, agreeing, signing, sheets)
    return agreeing


@pytest.fixture
def places(qapp: object) -> Places:
    """The way back leads to a plan page."""
    places = Places()
    places.add(Place("plan", "Plan", "file-text", lambda: QLabel("Plan")), Place("wording", "Ü", "x", QLabel))
    places.go("plan")
    return places


@pytest.fixture
def open_preview(work: Work, places: Places, qtbot: QtBot) -> Callable[[int], PreviewPage]:
    """Opens the preview of a Fassung in an active window."""

    def show(version_id: int) -> PreviewPage:
        page = PreviewPage(work, None, places)
        places.add(Place("preview", "Druckvorschau", "printer", lambda: page, rail=False))
        qtbot.addWidget(page)
        page.resize(1240, 640)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        places.open_preview(version_id)
        return page

    return show


def _made(id_: int | None) -> int:
    assert id_ is not None
    return id_
