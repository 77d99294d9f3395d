"""Every question of every form has a field that shows, takes and keeps a valid value."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from desktop.casework.forms.choices import Choice, Week, options
from desktop.casework.forms.definition import Question
from desktop.casework.forms.kinds import AnswerKind, Text, YesNo
from desktop.casework.forms.registry import FORMS
from desktop.casework.forms.tables import Column, Table
from desktop.views.assessment.question_field import make_cell, make_field, question_field
from desktop.views.assessment.table_field import TableField
from desktop.views.assessment.tags_field import TagsField
from desktop.views.assessment.week_field import WeekField
from tests.casework.forms.samples import sample

QUESTIONS = [question for form in FORMS.values() for question in form.questions]
TABLE = Table((Column("what", "Was", Text()), Column("again", "gern wieder", YesNo()),
               Column("how", "Wie", Choice(options(("a", "gut"), ("b", "schlecht"))))), "Arbeit")  # fmt: skip


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.key)
def test_every_question_has_a_field_that_keeps_its_value(question: Question, qtbot: QtBot) -> None:
    field = question_field(question, [(1, "Ahmadi, Maryam")])
    qtbot.addWidget(field)
    assert field.key == question.key
    assert field.label == question.text
    value = "01.05.2027" if question.is_derived else sample(question.kind)
    field.set_value(value)
    assert field.value() == value
    assert field.problem() is None
    if not question.is_derived:
        again = question_field(question, [(1, "Ahmadi, Maryam")])
        qtbot.addWidget(again)
        again.set_draft(json.loads(json.dumps(field.draft(), default=str)))
        assert again.value() == value
        field.set_value(None)
        assert field.value() in (None, ())


def test_a_kind_without_a_field_is_told(qtbot: QtBot) -> None:
    with pytest.raises(TypeError, match="AnswerKind"):
        make_field("x", "X", AnswerKind())


def test_own_words_become_cards_with_enter_and_suggestions_with_a_click(qtbot: QtBot) -> None:
    field = TagsField("hobbies", "Hobbys", ("Kochen", "Garten"))
    qtbot.addWidget(field)
    field.show()
    line = field.findChild(QLineEdit, "hobbies")
    assert isinstance(line, QLineEdit)
    with qtbot.waitSignal(field.changed):
        QTest.keyClicks(line, "Schach")
        QTest.keyClick(line, Qt.Key.Key_Return)
    chips = {chip.text(): chip for chip in field.findChildren(QPushButton)}
    chips["Garten"].click()
    assert field.value() == ("Garten", "Schach")
    chips["Schach"].click()
    assert field.value() == ("Garten",)


def test_a_week_is_ticked_by_half_days(qtbot: QtBot) -> None:
    field = WeekField("times", "Wann?", Week())
    qtbot.addWidget(field)
    chips = {chip.accessibleName(): chip for chip in field.findChildren(QPushButton)}
    chips["Wann?: Freitag nachmittags"].click()
    chips["Wann?: Montag vormittags"].click()
    assert field.value() == ("mo_am", "fr_pm")


def test_rows_of_a_table_are_added_filled_and_removed(qtbot: QtBot) -> None:
    field = TableField("work", "Arbeit", TABLE, make_cell)
    qtbot.addWidget(field)
    field.show()
    field.activateWindow()
    assert QTest.qWaitForWindowActive(field)
    add = next(b for b in field.findChildren(QPushButton) if b.text() == "Arbeit hinzufügen")
    add.click()
    assert field.value() is None, "a row in which nothing is entered is no row"
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    with qtbot.waitSignal(field.changed):
        QTest.keyClicks(line, "Pflege")
    add.click()
    assert field.value() == ({"what": "Pflege"},)
    remove = next(b for b in field.findChildren(type(field._rows_shown[0].remove))
                  if b.accessibleName() == "Arbeit 1 entfernen")  # fmt: skip
    with qtbot.waitSignal(field.changed):
        remove.click()
    assert field.value() is None


def test_a_table_tells_what_is_wrong_in_a_cell(qtbot: QtBot) -> None:
    field = TableField("work", "Arbeit", TABLE, make_cell)
    qtbot.addWidget(field)
    field.set_value(({"what": "x" * 300},))
    assert "zu lang" in (field.problem() or "")
    field.set_value(({"what": "Pflege", "again": False, "how": "a"},))
    assert field.problem() is None
    assert field.value() == ({"what": "Pflege", "again": False, "how": "a"},)
