"""A plan in a real vault and the preview page that shows it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from desktop.casework.plans.plan_life import Signing, agree, put_in_force
from desktop.casework.plans.plan_print import plan_print
from desktop.casework.plans.plan_rows import SignatureRow
from desktop.casework.rights import Actor
from desktop.clock import today
from desktop.models.plan_sheets import make_sheets
from desktop.models.work import Progress, Work
from desktop.views.places import Place, Places
from desktop.views.preview.preview_page import PreviewPage
from tests.views.preview.plan_samples import NAME, make_draft


@pytest.fixture
def draft(session: Session, actor: Actor, fixed_clock: object) -> int:
    """A draft for one person whose sheets print in Arabic."""
    return make_draft(session, actor)


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
