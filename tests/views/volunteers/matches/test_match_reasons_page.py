"""The reasons of a match on the screen: read, shown, saved; a match that is gone is said."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.models.work import Work
from desktop.views.places import Places
from desktop.views.volunteers.matches.match_reasons_entry import match_reasons_place
from desktop.views.volunteers.matches.match_reasons_page import MatchReasonsPage
from tests.printing.engine.engine_pdf import page_texts
from tests.views.volunteers.matches.reasons_states import suggested_match


@pytest.fixture
def page(work: Work, qtbot: QtBot) -> MatchReasonsPage:
    page = MatchReasonsPage(work)
    qtbot.addWidget(page)
    page.resize(1246, 638)
    page.show()
    return page


def test_the_sheet_is_shown_and_saved_without_a_family_name(
    page: MatchReasonsPage, work: Work, tmp_path: Path, answers: Any
) -> None:
    page.show_target(suggested_match(work))
    assert "Filmon (F-2026-001) und Weiß, Gerda" in [label.text() for label in page.head.findChildren(QLabel)]
    target = tmp_path / "Blatt.pdf"
    answers.answers.append(target)
    page.save()
    assert "Weiß, Gerda – 83 von 100 Punkten" in " ".join(page_texts(target.read_bytes()))
    assert "Habte" not in " ".join(page_texts(target.read_bytes()))


def test_a_match_that_is_gone_is_said_and_nothing_is_saved(page: MatchReasonsPage, work: Work, answers: Any) -> None:
    page.show_target(suggested_match(work))
    page.show_target(999)
    assert page.messages.text() == "Diese Begleitung gibt es nicht mehr."
    page.save()
    assert not answers.asked


def test_nothing_is_read_without_a_match(page: MatchReasonsPage) -> None:
    page.show_target()
    assert page.messages.text() == ""


def test_the_place_belongs_to_the_ehrenamt(work: Work) -> None:
    places = Places()
    places.add(match_reasons_place(work))
    places.go("match-reasons", suggested_match(work))
    assert isinstance(places.page("match-reasons"), MatchReasonsPage)
    assert match_reasons_place(work).belongs_to == "volunteers"
