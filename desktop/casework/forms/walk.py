"""Walking a form with answers: what is asked, how far it is, what is printed, what is counted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from desktop.casework.forms.definition import Answers, Form, Question, Section, Who
from desktop.terms import SkipReason

Roles = Collection[Who]
Skips = Mapping[str, SkipReason]


@dataclass(frozen=True)
class Progress:
    """How many of the asked questions are dealt with: answered, or skipped with a reason."""

    done: int
    asked: int

    @property
    def complete(self) -> bool:
        return self.done == self.asked

    def __add__(self, other: Progress) -> Progress:
        return Progress(self.done + other.done, self.asked + other.asked)


@dataclass(frozen=True)
class PrintRow:
    """One line of a sheet: the question's wording and the answer in words."""

    key: str
    question: str
    answer: str


@dataclass(frozen=True)
class PrintSection:
    """A section of a sheet; only sections with rows are printed."""

    key: str
    title: str
    rows: tuple[PrintRow, ...]


@dataclass(frozen=True)
class CountRow:
    """One tick for statistics: a question and one code of its answer. Carries no person and no text."""

    key: str
    code: str


def sections_for(form: Form, roles: Roles, *, short: bool = False) -> tuple[Section, ...]:
    """Sections that have a question for these roles."""
    return tuple(section for section in form.sections if questions_for(section.questions, roles, short=short))


def questions_for(questions: Iterable[Question], roles: Roles, *, short: bool = False) -> tuple[Question, ...]:
    """Questions for these roles, whatever was answered; `short` leaves those of the short form."""
    return tuple(question for question in questions if question.who & set(roles) and (question.short or not short))


def visible(form: Form, roles: Roles, answers: Answers, *, short: bool = False) -> tuple[Question, ...]:
    """Questions asked with these answers. What hangs on a hidden question is hidden too."""
    asked = questions_for(form.questions, roles, short=short)
    shown = {question.key for question in asked}
    while True:
        seen = {key: value for key, value in answers.items() if key in shown or not form.knows(key)}
        turned = {question.key for question in asked if question.asked_if is None or question.asked_if(seen)}
        if turned == shown:
            return tuple(question for question in asked if question.key in shown)
        shown = turned & shown


def progress(
    form: Form, roles: Roles, answers: Answers, skips: Skips, *, short: bool = False, locked: bool = False
) -> dict[str, Progress]:
    """How far each section is, by key; sections without a question to answer are not in it.

    With `locked`, questions that wait for a consent are not asked yet.
    """
    found: dict[str, Progress] = {}
    for question in visible(form, roles, answers, short=short):
        if question.is_routine and not (locked and question.needs_consent):
            section = form.section_of(question.key).key
            done = question.key in answers or question.key in skips
            found[section] = found.get(section, Progress(0, 0)) + Progress(int(done), 1)
    return found


def overall(sections: Mapping[str, Progress]) -> Progress:
    """How far the form is as a whole."""
    return sum(sections.values(), Progress(0, 0))


def print_rows(
    form: Form, roles: Roles, answers: Answers, skips: Skips, *, protected: bool = False
) -> tuple[PrintSection, ...]:
    """What a sheet shows: answered and skipped questions by section. S3 only with `protected` (DS-04)."""
    shown = visible(form, roles, answers)
    found = []
    for section in form.sections:
        rows = tuple(
            PrintRow(question.key, question.text, words)
            for question in section.questions
            if question in shown and question.printed and (protected or not question.is_protected)
            if (words := in_words(question, answers, skips))
        )
        if rows:
            found.append(PrintSection(section.key, section.title, rows))
    return tuple(found)


def in_words(question: Question, answers: Answers, skips: Skips) -> str:
    """The answer, the worked out value or the reason for none, in German; empty when there is nothing."""
    if question.derive is not None:
        return question.derive(answers)
    if question.key in answers:
        return question.kind.german(answers[question.key])
    reason = skips.get(question.key)
    return reason.label if reason else ""


def counting_rows(form: Form, roles: Roles, answers: Answers) -> tuple[CountRow, ...]:
    """What statistics may count of one person's answers: codes of questions marked for it, never S3, never text."""
    return tuple(
        CountRow(question.key, code)
        for question in visible(form, roles, answers)
        if question.counted and not question.is_protected and question.key in answers
        for code in question.kind.codes(answers[question.key])
    )
