"""The Gesprächsnotiz on the screen: opened from the card of the talk, in two languages, saved; what is not on it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from desktop.casework.talks.talk_views import list_talks
from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.terms import SheetVariant
from desktop.views.talks.sheet_page import TalkSheetPage
from desktop.views.talks.talks_page import TalksPage
from tests.printing.engine.engine_pdf import letter_height, page_texts
from tests.views.talks.talk_samples import talking_family


@pytest.fixture
def page(work: Work, qtbot: QtBot) -> TalkSheetPage:
    case_id, _ = talking_family(work)
    page = TalkSheetPage(work)
    qtbot.addWidget(page)
    page.resize(1246, 638)
    page.show()
    with work.store.session() as session:
        talk = max(list_talks(session, work.actor, case_id), key=lambda row: row.id)
    page.show_target(case_id, talk.id)
    return page


def test_it_opens_in_the_language_of_the_person_and_says_what_is_left_out(
    page: TalkSheetPage, tmp_path: Path, answers: Any
) -> None:
    page.language.set_value("uk")
    page.language.changed.emit()
    assert page.messages.text() == "Nicht auf dem Blatt, weil vertraulich oder besonders geschützt: 1 Thema."
    text = saved(page, tmp_path / "a.pdf", answers)
    assert "Про що ми говорили" in text
    assert "Knieschmerzen" not in text
    assert "erschöpft" not in text


def test_german_alone_can_be_chosen_but_not_the_language_alone(
    page: TalkSheetPage, tmp_path: Path, answers: Any
) -> None:
    page.variant.set_value(SheetVariant.GERMAN)
    page.variant.picked.emit(SheetVariant.GERMAN)
    assert "Das haben wir vereinbart" in saved(page, tmp_path / "a.pdf", answers)
    assert [button.text() for button in page.variant.findChildren(QAbstractButton)] == ["Deutsch", "zweisprachig"]


def test_large_print_can_be_chosen(page: TalkSheetPage, tmp_path: Path, answers: Any) -> None:
    usual = saved(page, tmp_path / "a.pdf", answers)
    height = letter_height((tmp_path / "a.pdf").read_bytes(), "G")
    page.large_print.click()
    assert saved(page, tmp_path / "b.pdf", answers)
    assert letter_height((tmp_path / "b.pdf").read_bytes(), "G") == pytest.approx(1.3 * height, rel=0.02)
    assert usual


def test_a_talk_that_is_gone_is_said(page: TalkSheetPage) -> None:
    page.show_target(1, 999)
    assert page.messages.text() == "Dieses Gespräch gibt es nicht mehr."


def test_the_card_of_a_talk_asks_for_its_sheet(work: Work, qtbot: QtBot) -> None:
    page = TalksPage(work, Drafts(work, work), talking_family(work)[0])
    qtbot.addWidget(page)
    talk_id, card = next(iter(page.list.cards.items()))
    with qtbot.waitSignal(page.sheet_wanted, raising=True) as asked:
        card.print_wanted.emit(talk_id)
    assert asked.args == [talk_id]


def saved(page: TalkSheetPage, path: Path, answers: Any) -> str:
    answers.answers.append(path)
    page.save()
    return " ".join(" ".join(page_texts(path.read_bytes())).split())
