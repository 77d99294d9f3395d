"""The state of a form follows its answers: what is shown, mandatory, missing, changed."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from desktop.models.form_state import Answers, FormState, Rule


def _has_children(answers: Answers) -> bool:
    return answers.get("children") is True


def _in_school(answers: Answers) -> bool:
    return answers.get("school") == "yes"


def _positive(value: object, _answers: Answers) -> str | None:
    return None if isinstance(value, int) and value > 0 else "Bitte eine Zahl über null eingeben."


@pytest.fixture
def state() -> FormState:
    return FormState([
        Rule("name", mandatory_if=lambda _: True),
        Rule("children"),
        Rule("count", shown_if=_has_children, mandatory_if=_has_children, check=_positive),
        Rule("school", shown_if=_has_children),
        Rule("grade", shown_if=_in_school, mandatory_if=_in_school),
    ])


def test_a_question_appears_with_the_answer_it_depends_on(state: FormState, qtbot: QtBot) -> None:
    assert not state.is_visible("count")
    with qtbot.waitSignal(state.visible_changed, check_params_cb=lambda key, shown: key == "count" and shown):
        state.set_value("children", True)
    assert state.is_mandatory("count")
    assert state.missing() == ("name", "count")


def test_hiding_one_question_hides_those_that_depend_on_it(state: FormState) -> None:
    state.load({"children": True, "school": "yes", "grade": 3})
    assert state.is_visible("grade")
    state.set_value("children", False)
    assert not state.is_visible("school")
    assert not state.is_visible("grade")
    assert state.answers() == {"children": False}


def test_a_hidden_answer_comes_back_when_the_condition_does(state: FormState) -> None:
    state.load({"children": True, "count": 2})
    state.set_value("children", False)
    assert "count" not in state.answers()
    assert state.draft()["count"] == 2
    state.set_value("children", True)
    assert state.answers()["count"] == 2


def test_zero_and_no_are_answers_but_empty_text_is_none(state: FormState) -> None:
    state.set_value("children", False)
    state.set_value("name", "")
    assert state.answers() == {"children": False}
    assert state.progress() == (1, 2)


def test_dirty_follows_the_difference_and_not_the_typing(state: FormState, qtbot: QtBot) -> None:
    state.load({"name": "Aylin"})
    with qtbot.waitSignal(state.dirty_changed) as turned:
        state.set_value("name", "Aylin Şahin")
    assert turned.args == [True]
    with qtbot.waitSignal(state.dirty_changed) as turned:
        state.set_value("name", "Aylin")
    assert turned.args == [False]
    assert state.changes() == {}


def test_an_answer_taken_back_is_a_change_to_none(state: FormState) -> None:
    state.load({"name": "Aylin"})
    state.set_value("name", None)
    assert state.changes() == {"name": None}
    assert state.missing() == ("name",)


def test_saving_keeps_values_and_clears_the_mark(state: FormState) -> None:
    state.load({})
    state.set_value("name", "Aylin")
    state.mark_saved()
    assert not state.is_dirty()
    assert state.value("name") == "Aylin"


def test_a_draft_over_loaded_values_is_dirty_and_can_be_discarded(state: FormState) -> None:
    state.load({"name": "Aylin"})
    state.restore({"name": "Aylin Ş.", "children": True})
    assert state.is_dirty()
    assert state.is_visible("count")
    state.discard()
    assert not state.is_dirty()
    assert not state.is_visible("count")


def test_setting_the_same_value_says_nothing(state: FormState, qtbot: QtBot) -> None:
    state.load({"name": "Aylin"})
    with qtbot.assertNotEmitted(state.value_changed):
        state.set_value("name", "Aylin")


def test_one_and_true_are_not_the_same_answer(state: FormState, qtbot: QtBot) -> None:
    state.load({"children": True})
    with qtbot.waitSignal(state.value_changed):
        state.set_value("children", 1)


def test_a_check_speaks_only_for_shown_answers(state: FormState) -> None:
    state.load({"children": True, "count": 0})
    assert state.errors() == {"count": "Bitte eine Zahl über null eingeben."}
    state.set_value("children", False)
    assert state.errors() == {}


def test_an_unknown_key_is_a_bug(state: FormState) -> None:
    with pytest.raises(KeyError):
        state.set_value("colour", "red")
    with pytest.raises(KeyError, match="colour"):
        state.load({"colour": "red"})
