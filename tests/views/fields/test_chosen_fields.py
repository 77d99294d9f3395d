"""Fields that are chosen from: buttons, scales, chips, lists found by typing; all by key and back to unanswered."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QWidget
from pytestqt.qtbot import QtBot

from desktop.person_terms import InterpreterNeed, Reachable, ResidenceKind
from desktop.terms import Need
from desktop.views.components.chip import ChipButton
from desktop.views.components.mark_button import face_segments, need_segments, ten_segments
from desktop.views.components.segment_row import SegmentButton
from desktop.views.fields.check_field import CheckField
from desktop.views.fields.choice_field import choice_field
from desktop.views.fields.code_field import CodeField
from desktop.views.fields.language_field import CountryField, LanguagesField
from desktop.views.fields.multi_choice_field import MultiChoiceField
from desktop.views.fields.options import country_options, exact, find, language_options, term_options
from desktop.views.fields.person_field import PersonField, person_options
from desktop.views.fields.pick_edit import PickEdit
from desktop.views.fields.scale_field import ScaleField, SegmentField

Show = Callable[..., QWidget]
pytestmark = pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)  # offscreen only

PERSONS = ((1, "Maryam Ahmadi", "مریم احمدی"), (2, "Olena Kowalenko", "Олена Коваленко"), (3, "Aylin Şahin", "1990"),
           (4, "Aylin Şahin", "2004"))


def buttons(field: QWidget) -> list[SegmentButton]:
    return field.findChildren(SegmentButton)


def edit_of(field: QWidget) -> PickEdit:
    edit = field.findChild(PickEdit)
    assert edit is not None
    return edit


def press(key: Qt.Key) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key)


def interpreter() -> SegmentField:
    field = choice_field("interpreter", "Sprachmittlung nötig?", term_options(InterpreterNeed))
    assert isinstance(field, SegmentField)
    return field


def test_few_values_are_buttons_and_many_a_list() -> None:
    assert isinstance(interpreter(), SegmentField)
    assert isinstance(choice_field("title", "Status", term_options(ResidenceKind)), CodeField)


def test_a_choice_starts_unanswered_and_can_go_back_to_it(show: Show) -> None:
    field = interpreter()
    show(field)
    assert field.value() is None
    QTest.mouseClick(buttons(field)[1], Qt.MouseButton.LeftButton)
    assert field.value() is InterpreterNeed.SOMETIMES
    QTest.mouseClick(buttons(field)[1], Qt.MouseButton.LeftButton)
    assert field.value() is None
    field.set_value(InterpreterNeed.NO)
    field.focus_input()
    press(Qt.Key.Key_Delete)
    assert field.value() is None


def test_arrows_choose_and_the_row_is_one_tab_stop(show: Show) -> None:
    field, after = interpreter(), CheckField("x", "Danach")
    show(field, after)
    field.focus_input()
    press(Qt.Key.Key_Right)
    assert field.value() is InterpreterNeed.NO
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Down)
    assert field.value() is InterpreterNeed.ALWAYS
    press(Qt.Key.Key_End)
    press(Qt.Key.Key_Right)
    assert field.value() is InterpreterNeed.DIFFICULT
    press(Qt.Key.Key_Tab)
    assert isinstance(QApplication.focusWidget(), QCheckBox)


def test_a_code_from_a_draft_is_the_term_again(show: Show) -> None:
    field = interpreter()
    field.set_value("always")
    assert field.value() is InterpreterNeed.ALWAYS
    listed = choice_field("title", "Status", term_options(ResidenceKind))
    listed.set_draft("24")
    assert listed.value() is ResidenceKind.P24


def test_each_button_says_question_and_answer(show: Show) -> None:
    field = ScaleField("need", "Bedarf", need_segments(), help_text="Gemeinsam einschätzen.")
    field.set_previous_value(Need.HIGH, "14.08.2026")
    show(field)
    interface = QAccessible.queryAccessibleInterface(buttons(field)[3])
    assert interface.text(QAccessible.Text.Name) == "Bedarf: 3 hoch: kommt ohne Unterstützung nicht weiter"
    assert interface.text(QAccessible.Text.Description) == "Gemeinsam einschätzen. Früherer Wert (14.08.2026)."
    assert interface.role() == QAccessible.Role.RadioButton


@pytest.mark.parametrize(("key", "value"), [("3", Need.HIGH), ("!", Need.ACUTE), ("0", Need.NONE)])
def test_a_mark_is_given_with_its_own_key(show: Show, qtbot: QtBot, key: str, value: Need) -> None:
    field = ScaleField("need", "Bedarf", need_segments())
    show(field)
    field.focus_input()
    with qtbot.waitSignal(field.changed):
        QTest.keyClicks(buttons(field)[0], key)
    assert field.value() is value


def test_faces_and_ten_steps_reach_their_ends(show: Show) -> None:
    faces, steps = ScaleField("face", "Wie geht es?", face_segments()), ScaleField("v", "Wert", ten_segments())
    show(faces, steps)
    faces.focus_input()
    press(Qt.Key.Key_End)
    steps.focus_input()
    press(Qt.Key.Key_End)
    assert (faces.value(), steps.value()) == (5, 10)
    steps.set_value(0)
    assert steps.value() == 0
    assert not steps.is_empty()


def test_a_read_only_scale_can_be_reached_but_not_changed(show: Show) -> None:
    field = ScaleField("need", "Bedarf", need_segments())
    field.set_value(Need.LOW)
    field.set_read_only(True)
    show(field)
    field.focus_input()
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Delete)
    QTest.mouseClick(buttons(field)[4], Qt.MouseButton.LeftButton)
    assert field.value() is Need.LOW


def test_chips_are_ticked_with_space(show: Show) -> None:
    field = MultiChoiceField("reach", "Erreichbar", term_options(Reachable))
    show(field)
    field.focus_input()
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Space)
    assert field.value() == (Reachable.MORNINGS, Reachable.EVENINGS)
    assert field.draft() == ["mornings", "evenings"]
    field.set_draft(["written"])
    assert field.value() == (Reachable.WRITTEN,)


def test_a_box_is_ticked_with_space_or_enter_and_not_when_read_only(show: Show, qtbot: QtBot) -> None:
    field = CheckField("message", "Nachricht erlaubt")
    show(field)
    field.focus_input()
    press(Qt.Key.Key_Space)
    assert field.value() is True
    press(Qt.Key.Key_Return)
    assert field.value() is False
    field.set_read_only(True)
    with qtbot.assertNotEmitted(field.changed):
        press(Qt.Key.Key_Space)
    assert field.value() is False


def test_typing_finds_and_enter_takes_the_first(show: Show, qtbot: QtBot) -> None:
    field = CountryField("country", "Staatsangehörigkeit")
    show(field)
    edit = edit_of(field)
    edit.setFocus()
    QTest.keyClicks(edit, "afgh")
    assert edit.popup().isVisible()
    with qtbot.waitSignal(field.changed):
        QTest.keyClick(edit.popup(), Qt.Key.Key_Return)
    assert (field.value(), edit.text()) == ("AF", "Afghanistan")


def test_tab_takes_the_marked_one_and_moves_on(show: Show) -> None:
    field, after = CountryField("country", "Staatsangehörigkeit"), CheckField("x", "Danach")
    show(field, after)
    edit = edit_of(field)
    edit.setFocus()
    QTest.keyClicks(edit, "er")
    QTest.keyClick(edit.popup(), Qt.Key.Key_Tab)
    assert field.value() == "ER"
    assert isinstance(QApplication.focusWidget(), QCheckBox)


def test_down_shows_all_and_esc_closes_without_choosing(show: Show) -> None:
    field = choice_field("title", "Status", term_options(ResidenceKind))
    show(field)
    edit = edit_of(field)
    edit.setFocus()
    QTest.keyClick(edit, Qt.Key.Key_Down)
    assert edit.popup().model().rowCount() == len(ResidenceKind)
    QTest.keyClick(edit.popup(), Qt.Key.Key_Escape)
    assert not edit.popup().isVisible()
    assert field.value() is None


def test_words_that_mean_one_value_are_taken_on_leaving(show: Show) -> None:
    field, after = CountryField("country", "Staatsangehörigkeit"), CheckField("x", "Danach")
    show(field, after)
    edit = edit_of(field)
    edit.setFocus()
    QTest.keyClicks(edit, "tuerkei")
    edit.popup().hide()
    after.focus_input()
    assert (field.value(), edit.text(), field.error()) == ("TR", "Türkei", "")


def test_words_that_mean_nothing_are_told_and_kept(show: Show) -> None:
    field, after = CountryField("country", "Staatsangehörigkeit"), CheckField("x", "Danach")
    show(field, after)
    edit = edit_of(field)
    edit.setFocus()
    QTest.keyClicks(edit, "Atlantis")
    after.focus_input()
    assert field.error() == "„Atlantis“ steht nicht in der Liste. Bitte einen Eintrag wählen."
    assert (field.value(), edit.text(), field.is_empty()) == (None, "Atlantis", False)


def test_emptied_text_takes_the_choice_back(show: Show, qtbot: QtBot) -> None:
    field = CountryField("country", "Staatsangehörigkeit")
    field.set_value("SY")
    show(field)
    edit = edit_of(field)
    edit.setFocus()
    edit.selectAll()
    with qtbot.waitSignal(field.changed):
        QTest.keyClick(edit, Qt.Key.Key_Backspace)
    assert field.value() is None
    assert field.check() is None


def test_a_value_outside_the_list_is_shown_as_it_is_written(show: Show) -> None:
    field = CountryField("country", "Staatsangehörigkeit")
    field.set_value("Jugoslawien")
    show(field)
    assert (field.value(), edit_of(field).text(), field.check()) == ("Jugoslawien", "Jugoslawien", None)


def test_languages_become_chips_and_leave_by_key_and_cross(show: Show, qtbot: QtBot) -> None:
    field = LanguagesField("languages", "Verständigung auf")
    show(field)
    edit = edit_of(field)
    edit.setFocus()
    for typed in ("farsi", "deutsch", "kurmanci"):
        QTest.keyClicks(edit, typed)
        QTest.keyClick(edit.popup(), Qt.Key.Key_Return)
    assert field.value() == ("fa", "de", "ku")
    QTest.keyClick(edit, Qt.Key.Key_Backspace)
    assert field.value() == ("fa", "de")
    chip = next(c for c in field.findChildren(ChipButton) if c.text() == "Persisch (Farsi)")
    chip.setFocus()
    with qtbot.waitSignal(field.changed):
        QTest.keyClick(chip, Qt.Key.Key_Delete)
    assert field.value() == ("de",)
    assert edit.hasFocus()
    assert "Gewählt: Deutsch." in edit.accessibleDescription()


def test_the_cross_removes_and_the_word_does_not(show: Show, qtbot: QtBot) -> None:
    chip = ChipButton("Dari", removable=True)
    show(chip)
    with qtbot.assertNotEmitted(chip.removed):
        QTest.mouseClick(chip, Qt.MouseButton.LeftButton, pos=chip.rect().center() / 2)
    with qtbot.waitSignal(chip.removed):
        QTest.mouseClick(chip, Qt.MouseButton.LeftButton, pos=chip._cross().center())


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("maryam", [1]), ("احمدي", [1]), ("احمدی", [1]), ("Олена", [2]), ("kovalenko", [2]), ("sahin", [3, 4])],
)
def test_a_person_is_found_in_any_spelling_and_script(
    show: Show, typed: str, expected: list[int]
) -> None:
    field = PersonField("person", "Für wen?", person_options(PERSONS))
    show(field)
    edit = edit_of(field)
    edit.setFocus()
    edit.setText(typed)
    edit.textEdited.emit(typed)
    found = edit.popup().model()
    assert [found.index(row, 0).data(Qt.ItemDataRole.UserRole + 1).code for row in range(found.rowCount())] == expected


def test_people_of_the_same_name_are_told_apart_by_what_was_marked(show: Show) -> None:
    field = PersonField("person", "Für wen?", person_options(PERSONS))
    show(field)
    edit = edit_of(field)
    edit.setFocus()
    QTest.keyClicks(edit, "aylin")
    QTest.keyClick(edit.popup(), Qt.Key.Key_Down)
    QTest.keyClick(edit.popup(), Qt.Key.Key_Return)
    assert field.value() == 4


def test_languages_are_found_by_the_words_people_use() -> None:
    options = language_options()
    for typed, code in (("dari", "fa_AF"), ("sorani", "ckb"), ("کوردیی", "ckb"), ("pashto", "ps"), ("türkce", "tr")):
        assert find(options, typed)[0].code == code
    assert exact(options, "arabisch") is not None
    assert exact(options, "a") is None


def test_frequent_countries_come_first_and_no_state_last() -> None:
    codes = [option.code for option in country_options()]
    assert codes[:3] == ["SY", "AF", "UA"]
    assert codes[-2:] == ["stateless", "unclear"]
    assert len(codes) == len(set(codes))
