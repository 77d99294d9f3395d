"""Every form and question: open, fill, save, reload, complete, print, count (style.md rule 14)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy.orm import Session

from desktop.casework.assessments.assessment_rows import NewAnswer, PartRow
from desktop.casework.assessments.assessments import (
    list_subjects,
    load_part,
    save_answers,
    show_protected,
    start_assessment,
)
from desktop.casework.cases.cases import open_person_case
from desktop.casework.forms.assessment import ASSESSMENT
from desktop.casework.forms.choices import Many
from desktop.casework.forms.definition import Question, When, Who
from desktop.casework.forms.registry import FORMS
from desktop.casework.forms.walk import counting_rows, in_words, overall, print_rows, progress, questions_for, visible
from desktop.casework.people.consents import NewConsent, give_consent
from desktop.casework.people.families import put_together
from desktop.casework.people.people import PersonFacts, create_person
from desktop.casework.rights import Actor
from desktop.terms import AssessmentKind, ConsentPurpose, PartialDate
from tests.casework.forms.samples import sample


@pytest.fixture
def family(session: Session, actor: Actor, fixed_clock: dt.date) -> tuple[int, list[int | None]]:
    """An assessment of a family of an adult and a child, both with consent; parts of adult, child, family."""
    cases, persons = [], []
    for given, born in (("Maryam", PartialDate(1990, 4, 2)), ("Zahra", PartialDate(2017, 6, 1))):
        made = create_person(session, actor, PersonFacts("Ahmadi", given, birth_date=born)).made
        assert made is not None
        give_consent(session, actor, NewConsent(made, ConsentPurpose.HEALTH, fixed_clock))
        cases.append(open_person_case(session, actor, made).made or 0)
        persons.append(made)
    case = put_together(session, actor, tuple(cases)).made
    assert case is not None
    assessment = start_assessment(session, actor, case, AssessmentKind.FULL).made
    assert assessment is not None
    return assessment, [*persons, None]


def test_every_form_is_in_the_registry_under_its_own_key() -> None:
    assert all(key == form.key for key, form in FORMS.items())
    assert ASSESSMENT in FORMS.values()


def test_every_question_is_saved_reloaded_completed_printed_and_counted(
    session: Session, actor: Actor, family: tuple[int, list[int | None]]
) -> None:
    assessment, parts = family
    walked: set[str] = set()
    for person_id in parts:
        subject = next(row for row in list_subjects(session, actor, 1) if row.person_id == person_id)
        questions = [q for q in questions_for(ASSESSMENT.questions, subject.roles) if not q.is_derived]
        values = {question.key: value_for(question, parts[0] or 0) for question in questions}
        if Who.CHILD in subject.roles:
            values["person.birth_date"] = PartialDate(2018, 6, 1)  # who grows up is asked other questions
        for question in questions:
            save_answers(session, actor, assessment, person_id, (NewAnswer(question.key, values[question.key]),))
        part = show_protected(session, actor, assessment, person_id)
        assert {key: row.value for key, row in part.answers.items()} == values
        assert_walks(part, questions)
        walked |= set(values)
    assert walked == {question.key for question in ASSESSMENT.questions if not question.is_derived}


def assert_walks(part: PartRow, questions: list[Question]) -> None:
    """Nothing is missing, every question prints its answer, counted ones count, derived ones are worked out."""
    values, roles = part.values(), part.subject.roles
    shown = visible(ASSESSMENT, roles, values)
    never = {"welfare.parents_why_not", "child.listed_since"}  # wait for another answer than most questions do
    assert {q.key for q in questions} - {q.key for q in shown} <= never
    assert overall(progress(ASSESSMENT, roles, values, {})).complete
    printed = {row.key: row.answer for section in print_rows(ASSESSMENT, roles, values, {}, protected=True)
               for row in section.rows}  # fmt: skip
    assert set(printed) == {q.key for q in shown if q.printed and in_words(q, values, {})}
    assert all(printed[q.key] for q in shown if q.is_derived)
    counted = {row.key for row in counting_rows(ASSESSMENT, roles, values)}
    assert counted == {q.key for q in shown if q.counted and not q.is_protected}


def value_for(question: Question, member: int) -> Any:
    """A sample that lets every question hanging on this one be asked."""
    waiting = [other.asked_if for other in ASSESSMENT.questions if other.asked_if]
    wanted = [condition for condition in waiting if condition.key == question.key and condition.values]
    if question.key == "contact.speaks":
        return ("en",)  # a language stands under one use only
    value = sample(question.kind, member)
    if not wanted or question.key == "welfare.parents":
        return value
    common = set.intersection(*(set(condition.values) for condition in wanted))
    if isinstance(question.kind, Many):
        return tuple(common)
    return min(common, key=str) if common else _most(wanted)


def _most(conditions: list[When]) -> Any:
    """The value most of the waiting questions share."""
    codes = [code for condition in conditions for code in condition.values]
    return max(sorted(set(codes), key=str), key=codes.count)


def test_protected_answers_come_masked_until_shown(
    session: Session, actor: Actor, family: tuple[int, list[int | None]]
) -> None:
    assessment, (adult, *_) = family
    save_answers(session, actor, assessment, adult, (NewAnswer("health.limits", True),))
    masked = load_part(session, actor, assessment, adult).answers["health.limits"]
    assert (masked.value, masked.masked) == (None, True)
    assert show_protected(session, actor, assessment, adult).answers["health.limits"].value is True
