"""One part of an assessment while it is filled: values, what is asked, how far it is, what waits to be saved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

import desktop.models.emit_guard  # noqa: F401  imported for its effect
from desktop.casework.assessments.assessment_rows import AnswerRow, NewAnswer, PartRow
from desktop.casework.forms.assessment import ASSESSMENT
from desktop.casework.forms.definition import Form, Question, Section
from desktop.casework.forms.walk import Progress, overall, progress, questions_for, sections_for, visible
from desktop.clock import today
from desktop.terms import AssessmentKind, Origin, SkipReason


class PartState(QObject):
    """The answers of one person or the family on the screen; the vault has them once `pending` is empty.

    *Signals:* `loaded` when everything was replaced; `answered(key)` when one answer or reason changed; `shown_changed`
    when other questions are asked than before; `progress_changed` after any change.
    """

    loaded = Signal()
    answered = Signal(str)
    shown_changed = Signal()
    progress_changed = Signal()

    def __init__(self, form: Form = ASSESSMENT, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.form = form
        self._part: PartRow | None = None
        self._rows: dict[str, AnswerRow] = {}
        self._pending: dict[str, NewAnswer] = {}
        self._shown: frozenset[str] = frozenset()
        self._progress: dict[str, Progress] = {}
        self.revealed = False

    # what there is

    @property
    def part(self) -> PartRow:
        """What was loaded last. Raises RuntimeError before the first `load`."""
        if self._part is None:
            raise RuntimeError("no part loaded")
        return self._part

    @property
    def is_loaded(self) -> bool:
        return self._part is not None

    @property
    def short(self) -> bool:
        return self.part.assessment.kind is AssessmentKind.SHORT

    def row(self, key: str) -> AnswerRow:
        """The answer as it stands now, with what was said before; an empty row when nothing is known."""
        return self._rows.get(key, AnswerRow(key))

    def values(self) -> dict[str, Any]:
        """Values by key with the context, as the form's walks take them."""
        return self.part.context | {key: row.value for key, row in self._rows.items() if row.value is not None}

    def sections(self) -> tuple[Section, ...]:
        """Sections of this part; the short form leaves those without one of its questions out."""
        return sections_for(self.form, self.part.subject.roles, short=self.short)

    def questions(self, section: Section) -> tuple[Question, ...]:
        """Questions of a section for this part, asked now or not."""
        return questions_for(section.questions, self.part.subject.roles, short=self.short)

    def is_shown(self, key: str) -> bool:
        """Whether the question is asked with the present answers."""
        return key in self._shown

    def is_locked(self, question: Question) -> bool:
        """Whether it waits for the person's consent."""
        return question.needs_consent and not self.part.consent

    def is_masked(self, question: Question) -> bool:
        """Whether S3 answers are there and not shown yet. One click shows all of a part."""
        return question.is_protected and not self.revealed and any(row.masked for row in self._rows.values())

    def progress(self, section: str = "") -> Progress:
        """How far the part or one section is; masked answers count as given."""
        return self._progress.get(section, Progress(0, 0)) if section else overall(self._progress)

    def open_keys(self, section: Section) -> tuple[str, ...]:
        """Questions of a section that are asked and neither answered nor skipped; locked and masked ones are not."""
        return tuple(
            question.key
            for question in self.questions(section)
            if question.is_routine and self.is_shown(question.key)
            and not self.is_locked(question) and not self.is_masked(question)
            and self.row(question.key).value is None and self.row(question.key).skip is None
        )  # fmt: skip

    # changing

    def load(self, part: PartRow, *, revealed: bool = False) -> None:
        """Replace everything with what the vault has; answers still waiting to be saved stay on top."""
        same = self._part is not None and _identity(self._part) == _identity(part)
        if not same:
            self._pending.clear()
        self._part, self._rows, self.revealed = part, dict(part.answers), revealed
        for answer in self._pending.values():
            self._put(answer)
        self._shown = self._now_shown()
        self._progress = self._now_done()
        self.loaded.emit()
        self.progress_changed.emit()

    def answer(self, key: str, value: object, origin: Origin | None = None, note: str | None = None) -> None:
        """Another answer; None takes it back. It waits in `pending` until `saved`."""
        row = self.row(key)
        if row.value == value and type(row.value) is type(value) and origin is None and note is None:
            return
        kept = row.origin if row.value is not None and not row.open else None
        new = NewAnswer(key, value, origin or kept, None, row.note if note is None else note)
        self._pending[key] = new
        self._put(new)
        self._follow(key)

    def skipped(self, keys: Iterable[str], reason: SkipReason | None) -> None:
        """The vault took a reason for no answer, or took it back."""
        for key in keys:
            row = self.row(key)
            keep = row.bound or reason is None
            self._rows[key] = replace(row, value=row.value if keep else None, skip=reason)
            self._pending.pop(key, None)
            self._follow(key)

    def confirmed(self, key: str) -> None:
        """The vault took a confirmation: of a fact as it stands, or of the earlier answer."""
        row = self.row(key)
        if row.value is None and row.earlier is not None:
            row = replace(row, value=row.earlier.value, origin=row.earlier.origin, skip=None)
        self._rows[key] = replace(row, open=False, as_of=today())
        self._follow(key)

    def pending(self) -> tuple[NewAnswer, ...]:
        """Answers not yet in the vault, in the order they were given."""
        return tuple(self._pending.values())

    def saved(self, answers: Iterable[NewAnswer]) -> None:
        """The vault has these; what was typed over them meanwhile still waits."""
        for answer in answers:
            if self._pending.get(answer.key) is answer:
                del self._pending[answer.key]

    # drafts

    def draft(self) -> dict[str, Any]:
        """Waiting answers as JSON by key; notes and origins of waiting answers are rare and saved at once."""
        return {
            key: self.form.question(key).kind.store(answer.value) if answer.value is not None else None
            for key, answer in self._pending.items()
        }

    def restore(self, draft: Mapping[str, Any]) -> None:
        """Take a draft's answers as if they were given now; what no longer is a question is left out."""
        asked = {question.key for question in questions_for(self.form.questions, self.part.subject.roles)}
        for key, stored in draft.items():
            if key in asked:
                kind = self.form.question(key).kind
                self.answer(key, kind.restore(stored) if stored is not None else None)

    def _put(self, answer: NewAnswer) -> None:
        row = self.row(answer.key)
        origin = answer.origin or self.form.question(answer.key).origin
        self._rows[answer.key] = replace(
            row, value=answer.value, origin=origin, as_of=today(), skip=None, note=answer.note, open=False, masked=False
        )

    def _follow(self, key: str) -> None:
        before, self._shown = self._shown, self._now_shown()
        self._progress = self._now_done()
        self.answered.emit(key)
        if before != self._shown:
            self.shown_changed.emit()
        self.progress_changed.emit()

    def _now_done(self) -> dict[str, Progress]:
        hidden = {key: SkipReason.NOT_DISCUSSED for key, row in self._rows.items() if row.masked}
        skips = {key: row.skip for key, row in self._rows.items() if row.skip is not None}
        return progress(
            self.form, self.part.subject.roles, self.values(), hidden | skips,
            short=self.short, locked=not self.part.consent,
        )  # fmt: skip

    def _now_shown(self) -> frozenset[str]:
        asked = visible(self.form, self.part.subject.roles, self.values(), short=self.short)
        return frozenset(question.key for question in asked)


def _identity(part: PartRow) -> tuple[int, int | None]:
    return part.assessment.id, part.subject.person_id
