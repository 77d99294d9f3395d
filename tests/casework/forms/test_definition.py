"""Conditions, walks and the rules every form keeps."""

from __future__ import annotations

import pytest

from desktop.casework.forms.choices import Choice
from desktop.casework.forms.definition import ADULT, CHILD, FAMILY, Form, Question, Section, Who, when
from desktop.casework.forms.kinds import Text, YesNo
from desktop.casework.forms.registry import FORMS
from desktop.casework.forms.walk import (
    Progress,
    counting_rows,
    overall,
    print_rows,
    progress,
    questions_for,
    sections_for,
    visible,
)
from desktop.terms import Protection, SkipReason

SMALL = Form(
    "small", "Klein",
    (
        Section("one", "Eins", "house", "wohnen", (
            Question("a", "Frage A?", YesNo(), short=True, counted=True),
            Question("b", "Frage B?", YesNo(), asked_if=when("a", True), short=True),
            Question("c", "Frage C?", Text(), asked_if=when("b", True)),
            Question("d", "Frage D?", Text(), protection=Protection.S3, counted=True),
        ), who=ADULT),
        Section("two", "Zwei", "baby", "familie", (Question("e", "Frage E?", Text()),), who=CHILD),
        Section("three", "Drei", "shield", "schutz", (Question("f", "Frage F?", Text()),), who=CHILD,
                protection=Protection.S3, consent=False),
    ),
)  # fmt: skip


def keys(answers: dict[str, object], *, short: bool = False) -> list[str]:
    return [question.key for question in visible(SMALL, {Who.ADULT}, answers, short=short)]


def test_a_question_is_asked_when_its_condition_holds() -> None:
    assert keys({}) == ["a", "d"]
    assert keys({"a": True}) == ["a", "b", "d"]
    assert keys({"a": True, "b": True}) == ["a", "b", "c", "d"]


def test_what_hangs_on_a_hidden_question_is_hidden_too() -> None:
    assert keys({"a": False, "b": True, "c": "Text"}) == ["a", "d"]


def test_the_short_form_leaves_only_its_own_questions() -> None:
    assert keys({"a": True, "b": True}, short=True) == ["a", "b"]
    assert [section.key for section in sections_for(SMALL, {Who.ADULT, Who.CHILD}, short=True)] == ["one"]


def test_a_condition_on_several_choices_holds_when_one_was_chosen() -> None:
    condition = when("x", "a", "b")
    assert condition({"x": ("c", "b")})
    assert not condition({"x": ("c",)})
    assert not condition({})
    assert when("x")({"x": 0})


def test_progress_counts_answers_and_reasons_and_waits_for_consent() -> None:
    skips = {"d": SkipReason.NOT_WANTED}
    assert progress(SMALL, {Who.ADULT}, {"a": True}, skips) == {"one": Progress(2, 3)}
    assert progress(SMALL, {Who.ADULT}, {"a": False}, {}, locked=True) == {"one": Progress(1, 1)}
    assert Progress(1, 1).complete
    assert not Progress(2, 3).complete


def test_the_whole_is_the_sum_of_the_sections() -> None:
    sections = progress(SMALL, {Who.ADULT, Who.CHILD}, {"a": True, "e": "Text"}, {})
    assert sections == {"one": Progress(1, 3), "two": Progress(1, 1)}
    assert overall(sections) == Progress(2, 4)
    assert overall({}) == Progress(0, 0)


def test_a_section_for_grave_occasions_never_counts_as_open() -> None:
    assert "three" not in progress(SMALL, {Who.CHILD}, {}, {})


def test_protected_answers_are_printed_only_when_asked_for_and_never_counted() -> None:
    answers = {"a": True, "b": False, "d": "vertraulich"}
    (section,) = print_rows(SMALL, {Who.ADULT}, answers, {})
    assert [(row.question, row.answer) for row in section.rows] == [("Frage A?", "ja"), ("Frage B?", "nein")]
    (section,) = print_rows(SMALL, {Who.ADULT}, answers, {}, protected=True)
    assert [row.answer for row in section.rows] == ["ja", "nein", "vertraulich"]
    assert [(row.key, row.code) for row in counting_rows(SMALL, {Who.ADULT}, answers)] == [("a", "yes")]


def test_a_reason_for_no_answer_is_printed() -> None:
    (section,) = print_rows(SMALL, {Who.ADULT}, {}, {"a": SkipReason.NOT_DISCUSSED})
    assert section.rows[0].answer == "nicht besprochen"


def test_a_form_with_a_key_twice_or_a_condition_on_nothing_is_refused() -> None:
    twice = Section("s", "S", "x", "y", (Question("a", "A", Text()), Question("a", "A", Text())))
    with pytest.raises(ValueError, match="twice"):
        Form("f", "F", (twice,))
    nothing = Section("s", "S", "x", "y", (Question("a", "A", Text(), asked_if=when("b")),))
    with pytest.raises(ValueError, match="unknown"):
        Form("f", "F", (nothing,))


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
def test_every_form_keeps_the_house_rules(form: Form) -> None:
    for question in form.questions:
        assert question.who, question.key
        assert question.text == question.text.strip(), question.key
        assert question.protection, question.key
        assert question.is_derived == (question.derive is not None), question.key
        if question.is_protected:
            assert Who.FAMILY not in question.who, f"{question.key}: S3 belongs to one person's own area (DS-05)"
        if question.short and question.asked_if:
            assert form.question(question.asked_if.key).short, f"{question.key}: never asked in the short form"
        if question.asked_if:
            lead = form.question(question.asked_if.key)
            assert question.who <= lead.who, f"{question.key}: its condition is not asked of the same people"
            if isinstance(lead.kind, Choice):
                assert question.asked_if.values <= {option.code for option in lead.kind.options}, question.key


def test_the_short_form_has_about_25_questions_for_an_adult_alone() -> None:
    form = FORMS["assessment"]
    own = questions_for(form.questions, ADULT | FAMILY, short=True)
    assert 22 <= len(own) <= 32
    assert len(questions_for(form.questions, CHILD, short=True)) <= 12


def test_no_question_asks_for_flight_asylum_reasons_religion_or_politics() -> None:
    words = ("flucht", "asylgr", "religion", "glaube", "kirche", "moschee", "politi", "partei", "verfolg")
    for form in FORMS.values():
        for question in form.questions:
            assert not any(word in question.text.lower() for word in words), question.key
