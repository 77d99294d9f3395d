"""The state of one part on the screen: what is asked, what waits to be saved, drafts."""

from __future__ import annotations

import datetime as dt

import pytest
from pytestqt.qtbot import QtBot

from desktop.casework.assessments.assessment_rows import AnswerRow, AssessmentRow, EarlierValue, PartRow, SubjectRow
from desktop.casework.forms.definition import ADULT
from desktop.models.assessment_part import PartState
from desktop.terms import AssessmentKind, Origin, SkipReason

DAY = dt.date(2026, 11, 22)
FULL = AssessmentKind.FULL


def part(*answers: AnswerRow, consent: bool = False, kind: AssessmentKind = FULL, person: int = 1) -> PartRow:
    assessment = AssessmentRow(7, 3, kind, DAY, None)
    subject = SubjectRow(person, "Ahmadi, Maryam", "Maryam", ADULT)
    return PartRow(assessment, subject, {row.key: row for row in answers}, consent)


@pytest.fixture
def state(qtbot: QtBot) -> PartState:
    state = PartState()
    state.load(part())
    return state


def test_nothing_can_be_asked_before_a_part_is_there(qtbot: QtBot) -> None:
    with pytest.raises(RuntimeError):
        _ = PartState().part


def test_an_answer_opens_the_questions_hanging_on_it(state: PartState, qtbot: QtBot) -> None:
    assert not state.is_shown("money.benefits_until")
    with qtbot.waitSignals([state.shown_changed, state.progress_changed]):
        state.answer("money.benefits", ("wage",))
    assert state.is_shown("money.benefits_until")
    state.answer("money.benefits", None)
    assert not state.is_shown("money.benefits_until")


def test_an_answer_waits_until_it_is_saved_unless_it_was_typed_over(state: PartState) -> None:
    state.answer("work.wish_soon", "Köchin")
    (first,) = state.pending()
    state.answer("work.wish_soon", "Pflegerin")
    state.saved((first,))
    (second,) = state.pending()
    assert second.value == "Pflegerin"
    state.saved((second,))
    assert state.pending() == ()


def test_the_same_answer_again_is_no_change(state: PartState) -> None:
    state.answer("everyday.shopping", 2)
    state.saved(state.pending())
    state.answer("everyday.shopping", 2)
    assert state.pending() == ()


def test_a_typed_fact_is_no_longer_the_hand_overs(qtbot: QtBot) -> None:
    state = PartState()
    state.load(part(AnswerRow("contact.phone", "1", Origin.HANDOVER, DAY, bound=True, open=True)))
    state.answer("contact.phone", "2")
    assert (state.row("contact.phone").origin, state.row("contact.phone").open) == (Origin.SELF, False)
    assert state.pending()[0].origin is None


def test_a_reason_counts_as_dealt_with_and_keeps_a_fact(qtbot: QtBot) -> None:
    state = PartState()
    state.load(part(AnswerRow("contact.phone", "1", bound=True), AnswerRow("everyday.shopping", 2)))
    before = state.progress("everyday")
    state.skipped(("everyday.shopping", "everyday.letters", "contact.phone"), SkipReason.NOT_WANTED)
    assert state.row("everyday.shopping").value is None
    assert state.row("contact.phone").value == "1"
    assert state.progress("everyday").done == before.done + 1


def test_confirming_takes_over_the_earlier_answer(qtbot: QtBot) -> None:
    state = PartState()
    state.load(part(AnswerRow("language.reading", earlier=EarlierValue("A1", DAY, Origin.DOCUMENT))))
    state.confirmed("language.reading")
    row = state.row("language.reading")
    assert (row.value, row.origin) == ("A1", Origin.DOCUMENT)
    assert state.pending() == ()


def test_loading_again_keeps_what_waits_and_another_part_forgets_it(state: PartState) -> None:
    state.answer("everyday.shopping", 3)
    state.load(part(AnswerRow("everyday.shopping", 1)))
    assert state.row("everyday.shopping").value == 3
    state.load(part(person=2))
    assert state.pending() == ()
    assert state.row("everyday.shopping").value is None


def test_locked_questions_are_not_open_and_masked_ones_count_as_given(qtbot: QtBot) -> None:
    state = PartState()
    state.load(part())
    health = next(section for section in state.sections() if section.key == "health")
    assert state.progress("health").asked == 0
    assert state.open_keys(health) == ()
    state.load(part(AnswerRow("health.limits", masked=True), consent=True))
    assert state.progress("health").done == 1
    assert all(state.is_masked(question) for question in state.questions(health))
    state.load(part(AnswerRow("health.limits", True), consent=True), revealed=True)
    assert not any(state.is_masked(question) for question in state.questions(health))
    assert "health.dentist" in state.open_keys(health)


def test_a_draft_is_plain_json_and_comes_back(state: PartState) -> None:
    state.answer("work.since", dt.date(2025, 3, 1))
    state.answer("everyday.shopping", None)
    state.answer("language.others", ({"language": "en", "interprets": True},))
    draft = state.draft()
    assert draft == {"work.since": "2025-03-01", "language.others": [{"language": "en", "interprets": True}]}
    again = PartState()
    again.load(part())
    again.restore({**draft, "child.care": "kita", "gone.question": 1})
    assert again.row("work.since").value == dt.date(2025, 3, 1)
    assert {answer.key for answer in again.pending()} == {"work.since", "language.others"}


def test_the_short_form_shows_only_its_own_sections_and_questions(qtbot: QtBot) -> None:
    state = PartState()
    state.load(part(kind=AssessmentKind.SHORT))
    assert state.short
    asked = [question for section in state.sections() for question in state.questions(section)]
    assert asked
    assert all(question.short for question in asked)
