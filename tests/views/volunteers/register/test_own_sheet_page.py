"""The sheets to a volunteer on the screen: read, shown, saved, recorded; somebody who is gone is said."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from desktop.casework.rights import Actor
from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.views.commands import Commands
from desktop.views.messages import Script
from desktop.views.places import Places
from desktop.views.volunteers.entry import add_volunteers
from desktop.views.volunteers.register.own_sheet_entry import SHEETS
from desktop.views.volunteers.register.own_sheet_page import CONSENT, DATA, OwnSheetPage
from tests.printing.engine.engine_pdf import page_texts
from tests.views.volunteers.register.profile_states import enter_gerda


@pytest.fixture
def gerda(session: Session, actor: Actor, fixed_clock: dt.date) -> int:
    return enter_gerda(session, actor)


@pytest.fixture
def page(work: Work, qtbot: QtBot) -> OwnSheetPage:
    page = OwnSheetPage(work)
    qtbot.addWidget(page)
    page.resize(1246, 638)
    page.show()
    return page


@pytest.mark.parametrize(("sheet", "words"), [(DATA, "Auskunft über Ihre Daten"), (CONSENT, "Ich habe das gelesen")])
def test_a_sheet_is_shown_and_saved(
    page: OwnSheetPage, gerda: int, sheet: str, words: str, tmp_path: Path, answers: Script
) -> None:
    page.show_target(gerda, sheet)
    assert page.messages.text() == ""
    target = tmp_path / "Blatt.pdf"
    answers.answers.append(target)
    page.save()
    text = " ".join(" ".join(page_texts(target.read_bytes())).split())
    assert words in text
    assert "Gerda Wagner" in text


def test_somebody_who_is_gone_is_said(page: OwnSheetPage, gerda: int) -> None:
    page.show_target(gerda, DATA)
    page.show_target(999, CONSENT)
    assert "gibt es nicht mehr" in page.messages.text()
    page.show_target()
    assert "gibt es nicht mehr" in page.messages.text(), "without anybody nothing is read"


def test_the_place_belongs_to_the_ehrenamt_and_is_nobody_elses(work: Work, gerda: int) -> None:
    places = Places()
    add_volunteers(work, Drafts(work, work), places, Commands(work))
    places.go(SHEETS, gerda, CONSENT)
    assert isinstance(places.page(SHEETS), OwnSheetPage)
    assert places.place(SHEETS).belongs_to == "volunteers"
