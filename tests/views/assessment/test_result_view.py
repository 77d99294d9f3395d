"""The result page: twelve areas on one screen, set by number keys, goals by keyboard, protected areas."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from desktop import clock
from desktop.casework.assessments.assessment_rows import NewAnswer, Rating, ResultRow
from desktop.casework.assessments.assessments import finish_assessment, save_answers, start_assessment
from desktop.casework.assessments.results import load_result, save_rating, show_result
from desktop.casework.forms.assessment.living import INDEPENDENCE
from desktop.casework.people.consents import NewConsent, give_consent
from desktop.casework.rights import Actor
from desktop.clock import today
from desktop.terms import AssessmentKind, ConsentPurpose, Need
from desktop.views.assessment.assessment_page import AssessmentPage
from desktop.views.assessment.result_line import ResultLine
from tests.views.assessment.conftest import Family, activate


@pytest.fixture
def result(page: AssessmentPage) -> AssessmentPage:
    """The page at Maryam's result."""
    page.bar.views.pick("result")
    return page


def line(page: AssessmentPage, area: str) -> ResultLine:
    return next(line for line in page.result.lines if line.row.area.key == area)


def stored(session: Session, actor: Actor, family: Family, area: str, person: int | None = None) -> Rating:
    found: ResultRow = show_result(session, actor, family.assessment, person or family.maryam)
    return next(row.rating for row in found.ratings if row.area.key == area)


def keys(text: str) -> None:
    for letter in text:
        widget = QApplication.focusWidget()
        assert widget is not None
        QTest.keyClicks(widget, letter)


def key(code: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, code, modifiers)


def place_of_keyboard(page: AssessmentPage) -> tuple[str, int]:
    """Area and column of the mark with the keyboard."""
    widget = QApplication.focusWidget() or QWidget()
    return next(
        (line.row.area.key, column)
        for line in page.result.lines for column, marks in enumerate(line.marks) if marks.isAncestorOf(widget)
    )  # fmt: skip


def test_all_twelve_areas_are_seen_without_scrolling(result: AssessmentPage) -> None:
    assert result.result.verticalScrollBar().maximum() == 0
    assert len(result.result.lines) == 12
    tops = [line.name.mapTo(result, QPoint(0, 0)).y() for line in result.result.lines]
    assert all(below - above <= 32 for above, below in pairwise(tops))
    assert result.result.lines[-1].name.visibleRegion().boundingRect().height() > 0


def test_numbers_set_values_and_go_on(
    result: AssessmentPage, family: Family, session: Session, actor: Actor
) -> None:
    activate(result)
    result.result.focus_first()
    assert place_of_keyboard(result) == ("sprache", 0)
    keys("2143")
    assert place_of_keyboard(result) == ("grundbildung", 0)
    keys("!")
    assert stored(session, actor, family, "sprache") == Rating(Need.MEDIUM, 1, 4, 3)
    assert stored(session, actor, family, "grundbildung") == Rating(Need.ACUTE)


def test_up_and_down_change_the_area_and_pass_closed_ones(result: AssessmentPage) -> None:
    activate(result)
    line(result, "aufenthalt").focus_mark(2)
    key(Qt.Key.Key_Down)
    assert place_of_keyboard(result) == ("familie", 2)
    key(Qt.Key.Key_Up)
    assert place_of_keyboard(result) == ("aufenthalt", 2)
    line(result, "sprache").focus_mark(0)
    key(Qt.Key.Key_Up)
    assert place_of_keyboard(result) == ("sprache", 0)


def test_a_value_is_taken_back_with_delete(
    result: AssessmentPage, family: Family, session: Session, actor: Actor
) -> None:
    activate(result)
    line(result, "wohnen").focus_mark(0)
    keys("3")
    line(result, "wohnen").focus_mark(0)
    key(Qt.Key.Key_Delete)
    assert stored(session, actor, family, "wohnen").is_empty


def test_short_texts_are_kept_when_the_keyboard_leaves_them(
    result: AssessmentPage, family: Family, session: Session, actor: Actor
) -> None:
    activate(result)
    text = line(result, "wohnen").good
    text.setFocus()
    keys("Gute Nachbarn")
    key(Qt.Key.Key_Tab)
    assert stored(session, actor, family, "wohnen").going_well == "Gute Nachbarn"
    assert QApplication.focusWidget() is line(result, "wohnen").missing


def test_a_goal_is_asked_for_by_button_and_by_key(result: AssessmentPage, family: Family, qtbot: QtBot) -> None:
    activate(result)
    with qtbot.waitSignal(result.goal_wanted) as caught:
        QTest.mouseClick(line(result, "wohnen").goal, Qt.MouseButton.LeftButton)
    assert caught.args == ["wohnen", family.maryam]
    line(result, "arbeit").focus_mark(1)
    with qtbot.waitSignal(result.goal_wanted) as caught:
        key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert caught.args == ["arbeit", family.maryam]


def test_the_goal_buttons_stand_on_one_line_and_can_be_reached(result: AssessmentPage) -> None:
    for one in result.result.lines:
        if not one.is_closed:
            assert one.goal.focusPolicy() & Qt.FocusPolicy.TabFocus
            assert one.goal.accessibleName() == f"Ziel daraus machen: {one.row.area.name}"
            assert one.goal.width() >= one.goal.sizeHint().width()
            assert one.goal.height() <= 32


def test_the_list_of_sections_shows_the_needs(result: AssessmentPage) -> None:
    activate(result)
    line(result, "arbeit").focus_mark(0)
    keys("3")
    result.bar.views.pick("questions")
    rows = {row.key: row for row in result.questions.list.sections.rows}
    assert rows["work"].need is Need.HIGH
    assert "Bedarf hoch" in rows["work"].spoken
    assert rows["money"].need is None


def test_protected_areas_open_with_consent(
    result: AssessmentPage, family: Family, session: Session, actor: Actor
) -> None:
    activate(result)
    health = line(result, "gesundheit")
    assert health.is_closed
    assert "bis Maryam eingewilligt hat" in health.closed.text()
    QTest.mouseClick(health.open, Qt.MouseButton.LeftButton)
    assert result.result.panel is not None
    save = result.result.panel.findChild(QPushButton, "consent_save")
    assert isinstance(save, QPushButton)
    QTest.mouseClick(save, Qt.MouseButton.LeftButton)
    assert result.result.panel is None
    line(result, "gesundheit").focus_mark(0)
    keys("3")
    assert stored(session, actor, family, "gesundheit").need is Need.HIGH


def test_protected_ratings_are_hidden_until_shown(
    result: AssessmentPage, family: Family, session: Session, actor: Actor
) -> None:
    give_consent(session, actor, NewConsent(family.maryam, ConsentPurpose.HEALTH, today()))
    save_rating(session, actor, family.assessment, family.maryam, "schutz", Rating(Need.HIGH))
    result.load()
    assert line(result, "schutz").is_closed
    QTest.mouseClick(line(result, "schutz").open, Qt.MouseButton.LeftButton)
    assert line(result, "schutz").marks[0].value() is Need.HIGH


def test_the_family_rates_no_protected_area(result: AssessmentPage) -> None:
    result.bar.subjects.pick("family")
    assert line(result, "gesundheit").closed.text() == "nur bei jeder Person für sich"
    assert not line(result, "gesundheit").open.isVisible()
    assert not line(result, "familie").is_closed


def test_the_last_talk_shows_as_dots_and_words_and_the_index_says_how_it_went(
    result: AssessmentPage, family: Family, session: Session, actor: Actor
) -> None:
    first = Rating(Need.HIGH, 1, 2, 3, "Gute Nachbarn")
    save_rating(session, actor, family.assessment, family.maryam, "wohnen", first)
    scales = tuple(NewAnswer(key, 1) for key in INDEPENDENCE)
    save_answers(session, actor, family.assessment, family.maryam, scales)
    finish_assessment(session, actor, family.assessment)
    with clock.fixed(dt.date(2027, 2, 1)):
        second = start_assessment(session, actor, family.case, AssessmentKind.FULL).made or 0
        better = tuple(NewAnswer(key, 2) for key in INDEPENDENCE)
        save_answers(session, actor, second, family.maryam, better)
        result.load()
        result.bar.assessment_chosen.emit(second)
        shown = line(result, "wohnen")
    assert load_result(session, actor, second, family.maryam).index is not None
    high = next(button for button in shown.marks[0].buttons if button.segment.code is Need.HIGH)
    assert "22.11.2026" in high.previous_words()
    assert shown.good.placeholderText() == "Gute Nachbarn"
    words = [label.text() for label in result.result.findChildren(type(result.result._index))]
    assert "Selbstständigkeit 8 von 12 (+4)" in words


def test_a_finished_result_can_be_read_but_not_changed(
    result: AssessmentPage, family: Family, session: Session, actor: Actor
) -> None:
    finish_assessment(session, actor, family.assessment)
    result.load()
    activate(result)
    line(result, "wohnen").focus_mark(0)
    keys("3")
    assert stored(session, actor, family, "wohnen").is_empty
    assert line(result, "wohnen").goal.isEnabled()
