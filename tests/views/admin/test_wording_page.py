"""„Übersetzungen prüfen“ by keyboard: what is listed, found, marked, taken back, and what voids a check."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from desktop.casework.plans.wording_checks import CheckedText, checked_texts, mark_checked
from desktop.casework.rights import Actor
from desktop.clock import today
from desktop.models.wording_table import WordingState, groups, texts_to_check, wording_rows
from desktop.models.work import Work
from desktop.printing.wording import german_texts
from desktop.terms import PRINT_LANGUAGES
from desktop.views.admin.wording_page import WordingPage
from desktop.views.places import Place, Places

pytestmark = [
    pytest.mark.usefixtures("fixed_clock"),
    pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True),  # offscreen platform only
]
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def places(work: Work) -> Places:
    places = Places(work)
    places.add(Place("admin", "Verwaltung", "settings", QLabel))
    places.go("admin")
    return places


@pytest.fixture
def page(work: Work, places: Places, qtbot: QtBot) -> WordingPage:
    page = WordingPage(work, places)
    places.add(Place("wording", "Übersetzungen", "languages", lambda: page))
    qtbot.addWidget(page)
    page.resize(1274, 640)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    places.go("wording", "fr")
    return page


def sign(page: WordingPage, name: str = "Claire Dubois") -> None:
    page.reviewer.focus_input()
    QTest.keyClicks(page.reviewer._line, name)


def test_every_text_of_the_language_is_listed_with_its_translation(page: WordingPage) -> None:
    assert page.model.total == len(german_texts())
    assert page.language.value() == "fr"
    row = next(row for row in page.model.rows if row.german == "Integrationsplan")
    assert "intégration" in row.translation
    assert row.state is WordingState.UNCHECKED
    assert "Prüfung nicht mehr" in page.head._subtitle.text()


def test_another_language_is_chosen_by_typing(page: WordingPage) -> None:
    page.language.focus_input()
    line = page.language._edit
    line.selectAll()
    QTest.keyClicks(line, "arab")
    QTest.keyClick(line.popup(), Qt.Key.Key_Return)
    assert page.model.language == "ar"
    assert any("\u0600" <= letter <= "\u06ff" for letter in page.model.rows[0].translation)
    alignment = page.model.data(page.model.index(0, 1), Qt.ItemDataRole.TextAlignmentRole)
    assert alignment & Qt.AlignmentFlag.AlignRight


def test_one_text_is_marked_by_keyboard_and_the_keyboard_goes_on(
    page: WordingPage, session: Session, actor: Actor
) -> None:
    sign(page)
    page.table.filters.set_values({"open": True})
    page.table.view.setFocus()
    QTest.keyClick(page.table.view, Qt.Key.Key_Down)
    second, third = page.model.rows[1], page.model.rows[2]
    QTest.keyClick(page.table.view, Qt.Key.Key_Return, CONTROL)
    assert checked_texts(session, actor) == {
        ("fr", second.key): CheckedText(second.german, second.translation, "Claire Dubois", today())
    }
    assert second.key not in {row.key for row in page.model.rows}
    assert page.table.current_row() == third
    assert page.detail.german.text() == third.german


def test_without_a_name_nothing_is_marked(page: WordingPage, session: Session, actor: Actor) -> None:
    page.mark_selected()
    assert "fehlt noch" in page.reviewer.error()
    assert checked_texts(session, actor) == {}


def test_all_shown_are_marked_and_one_click_undoes_it(page: WordingPage, session: Session, actor: Actor) -> None:
    sign(page)
    area = groups()[5]
    page.table.filters.set_values({"group": area[0]})
    shown = {row.key for row in page.model.rows}
    assert 0 < len(shown) < page.model.total
    QTest.keyClick(page.all_button, Qt.Key.Key_Space)
    assert {key for _, key in checked_texts(session, actor)} == shown
    assert {row.state for row in page.model.rows} == {WordingState.CHECKED}
    assert not page.all_button.isEnabled()
    page.messages.actions_shown()[0].click()
    assert checked_texts(session, actor) == {}
    assert {row.state for row in page.model.rows} == {WordingState.UNCHECKED}


def test_a_check_is_taken_back(page: WordingPage, session: Session, actor: Actor) -> None:
    sign(page)
    page.mark_selected()
    assert not page.mark_button.isEnabled()
    QTest.keyClick(page.undo_button, Qt.Key.Key_Space)
    assert checked_texts(session, actor) == {}
    assert page.model.rows[0].state is WordingState.UNCHECKED
    assert "wieder ungeprüft" in page.messages.text()


def test_texts_are_found_in_both_languages(page: WordingPage) -> None:
    QTest.keyClicks(page.table.filters.search, "INTÉGRATION")
    assert 0 < len(page.model.rows) < page.model.total
    assert all("intégration" in (row.german + row.translation).casefold() for row in page.model.rows)


def test_a_check_of_another_german_text_does_not_count(
    page: WordingPage, session: Session, actor: Actor, places: Places
) -> None:
    key, row = page.model.rows[0].key, page.model.rows[0]
    mark_checked(session, actor, "fr", {key: ("Eingliederungsplan", row.translation)}, "Claire Dubois")
    places.go("admin")
    places.back()
    assert page.model.rows[0].state is WordingState.UNCHECKED
    mark_checked(session, actor, "fr", {key: (row.german, row.translation)}, "Claire Dubois")
    places.go("wording", "fr")
    assert (page.model.rows[0].state, page.model.rows[0].reviewer) == (WordingState.CHECKED, "Claire Dubois")


def test_a_text_whose_german_changed_is_stale_and_cannot_be_marked(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = {**german_texts(), "plan.titel": "Ganz anders"}
    monkeypatch.setattr("desktop.printing.wording.german_texts", lambda: texts)
    row = next(row for row in wording_rows("fr", {}) if row.key == "plan.titel")
    assert row.state is WordingState.STALE
    assert row.translation
    assert texts_to_check("fr", ["plan.titel", "plan.fassung"]).keys() == {"plan.fassung"}


def test_every_language_can_be_listed_and_every_part_has_texts() -> None:
    for language in PRINT_LANGUAGES:
        rows = wording_rows(language, {})
        assert len(rows) == len(german_texts())
    assert {row.group for row in rows} == {code for code, _ in groups()}
