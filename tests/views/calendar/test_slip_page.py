"""The slip on the screen: in the person's language at once, another one chosen, saved as PDF."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from desktop.casework.rights import Actor
from desktop.models.work import Work
from desktop.terms import SheetVariant
from desktop.views.calendar.slip_page import SlipPage
from tests.printing.engine.engine_pdf import page_texts
from tests.views.calendar.calendar_pages import fill


@pytest.fixture
def page(session: Session, actor: Actor, fixed_clock: dt.date, work: Work, qtbot: QtBot) -> SlipPage:
    case_id = fill(session, actor)
    page = SlipPage(work)
    qtbot.addWidget(page)
    page.resize(1246, 638)
    page.show()
    page.show_target(case_id, 1)
    return page


def test_a_language_makes_the_sheet_two_columns_and_german_one_again(
    page: SlipPage, tmp_path: Path, answers: Any
) -> None:
    page.language.set_value("uk")
    page.language.changed.emit()
    assert page.variant.value() is SheetVariant.SIDE_BY_SIDE
    assert "Ваша зустріч" in saved(page, tmp_path / "a.pdf", answers)
    page.variant.set_value(SheetVariant.GERMAN)
    page.variant.picked.emit(SheetVariant.GERMAN)
    german = saved(page, tmp_path / "b.pdf", answers)
    assert "Ihr Termin" in german
    assert "Ваша" not in german


def test_two_columns_without_a_language_ask_for_one(page: SlipPage) -> None:
    page.language.set_value(None)
    page.variant.picked.emit(SheetVariant.SIDE_BY_SIDE)
    assert page.language.error() == "Bitte eine Sprache wählen."


def test_one_that_is_gone_is_said(page: SlipPage) -> None:
    page.show_target(1, 999)
    assert page.messages.text() == "Diesen Termin gibt es nicht mehr."


def saved(page: SlipPage, path: Path, answers: Any) -> str:
    answers.answers.append(path)
    page.save()
    return " ".join(page_texts(path.read_bytes()))
