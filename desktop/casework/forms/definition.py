"""What a form is made of: sections, questions, conditions, bindings to records. No text of any form stands here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from desktop.casework.forms.kinds import AnswerKind, Derived
from desktop.terms import Origin, Protection

Answers = Mapping[str, Any]
"""Values by question key, see `kinds.py`; unanswered questions are not in it."""


class Who(StrEnum):
    """Whom a question is asked (column „Wer“ of domain 2)."""

    ADULT = "E"
    FAMILY = "F"
    CHILD = "K"


ADULT = frozenset({Who.ADULT})
FAMILY = frozenset({Who.FAMILY})
CHILD = frozenset({Who.CHILD})
EVERY_PERSON = ADULT | CHILD


@dataclass(frozen=True)
class Fact:
    """The record column a question is bound to: the fact lives there once, with history (decision 19).

    `path` is `person.<column>`, `title.<column>`, `address.<column>`, `member.<column>`, `family.<column>` or
    `languages.<use>`.
    """

    path: str

    @property
    def subject(self) -> str:
        return self.path.partition(".")[0]

    @property
    def column(self) -> str:
        return self.path.partition(".")[2]


@dataclass(frozen=True)
class When:
    """A condition on another answer: it is one of `values`, or anything at all when none are given."""

    key: str
    values: frozenset[Any] = frozenset()

    def __call__(self, answers: Answers) -> bool:
        value = answers.get(self.key)
        if value is None:
            return False
        given = set(value) if isinstance(value, tuple) else {value}
        return not self.values or bool(given & self.values)


def when(key: str, *values: object) -> When:
    """Asked when the answer to `key` is (or contains) one of `values`; without values, when there is one."""
    return When(key, frozenset(values))


Derive = Callable[[Answers], str]


@dataclass(frozen=True)
class Question:
    """One question. `text` is its wording everywhere; `origin` is the origin proposed for an answer.

    `counted` lets statistics count the codes of the answer, `printed` lets a sheet show it (S3 only after a tick).
    `derive` works a value out of other answers; its kind is `Derived`. `label` is a shorter wording for tables.
    """

    key: str
    text: str
    kind: AnswerKind
    who: frozenset[Who] = frozenset()
    protection: Protection | None = None
    short: bool = False
    asked_if: When | None = None
    help: str = ""
    origin: Origin = Origin.SELF
    fact: Fact | None = None
    counted: bool = False
    printed: bool = True
    derive: Derive | None = None
    consent: bool = True

    @property
    def is_derived(self) -> bool:
        return isinstance(self.kind, Derived)

    @property
    def is_routine(self) -> bool:
        """Whether it counts as open until dealt with: not worked out, and not only asked on a grave occasion."""
        return not self.is_derived and self.consent

    @property
    def is_protected(self) -> bool:
        """Whether the answer is S3: masked until shown, never printed by default."""
        return self.protection is Protection.S3

    @property
    def needs_consent(self) -> bool:
        """Whether nothing may be entered or shown without the person's consent (DS-04)."""
        return self.is_protected and self.consent

    def problem(self, value: object) -> str | None:
        """One German sentence when `value` cannot be the answer."""
        sentence = self.kind.problem(value)
        return f"{self.text.rstrip('?:')}: {sentence}" if sentence else None


@dataclass(frozen=True)
class Section:
    """Questions that belong together. `area` is the Handlungsfeld they lead to, `icon` a Lucide name.

    `who` and `protection` count for every question that does not say its own; `consent=False` opens an S3 section
    without consent, where a law allows it.
    """

    key: str
    title: str
    icon: str
    area: str
    questions: tuple[Question, ...]
    who: frozenset[Who] = EVERY_PERSON
    protection: Protection = Protection.S1
    hint: str = ""
    consent: bool = True

    def complete(self) -> Section:
        """This section with `who`, `protection` and `consent` filled in for each question."""
        return replace(self, questions=tuple(self._fill(question) for question in self.questions))

    def _fill(self, question: Question) -> Question:
        return replace(
            question,
            who=question.who or self.who,
            protection=question.protection or self.protection,
            consent=question.consent and self.consent,
        )


class Form:
    """A whole form. Raises ValueError when a key is given twice or a condition names no question of the form."""

    def __init__(self, key: str, title: str, sections: tuple[Section, ...]) -> None:
        self.key, self.title = key, title
        self.sections = tuple(section.complete() for section in sections)
        self.questions = tuple(question for section in self.sections for question in section.questions)
        self._by_key = {question.key: question for question in self.questions}
        self._sections = {question.key: section for section in self.sections for question in section.questions}
        if len(self._by_key) != len(self.questions):
            raise ValueError(f"{key}: a question key is given twice")
        unknown = {q.asked_if.key for q in self.questions if q.asked_if} - set(self._by_key)
        if unknown:
            raise ValueError(f"{key}: conditions name unknown questions {sorted(unknown)}")

    def question(self, key: str) -> Question:
        """The question; KeyError for an unknown key."""
        return self._by_key[key]

    def knows(self, key: str) -> bool:
        return key in self._by_key

    def section_of(self, key: str) -> Section:
        """The section a question stands in."""
        return self._sections[key]
