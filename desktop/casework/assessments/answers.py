"""Inside an assessment's use cases: one part with its answers and facts, and how an answer gets where it belongs."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import JSON, ColumnElement, select
from sqlalchemy.orm import Session

from desktop.casework.assessments.assessment_rows import AnswerRow, EarlierValue, NewAnswer, SubjectRow
from desktop.casework.assessments.subjects import household, subject_of_case
from desktop.casework.forms.assessment import ASSESSMENT
from desktop.casework.forms.bindings import BoundFact, Place, read_facts, write_fact
from desktop.casework.forms.definition import Question
from desktop.casework.forms.kinds import Value
from desktop.casework.forms.walk import questions_for
from desktop.casework.people.consents import has_consent
from desktop.casework.rights import Actor
from desktop.clock import today
from desktop.errors import CaseworkError, NotAllowedError
from desktop.records.assessments import Answer, Assessment
from desktop.records.cases import Case
from desktop.records.office import User
from desktop.records.people import Family, Person
from desktop.terms import ConsentPurpose, Origin, Protection, SkipReason

CONSENT_MISSING = "Das sind besonders geschützte Angaben. Bitte zuerst die Einwilligung der Person festhalten."


@dataclass(frozen=True)
class Part:
    """One part of an assessment while a use case runs. `consent` is that to health data, valid today."""

    assessment: Assessment
    subject: SubjectRow
    place: Place
    consent: bool
    context: dict[str, Value]

    @property
    def questions(self) -> tuple[Question, ...]:
        return questions_for(ASSESSMENT.questions, self.subject.roles)

    @property
    def touched(self) -> tuple[Person, ...]:
        """Persons whose record an answer of this part can change."""
        own = (self.place.person,) if self.place.person else ()
        return own or self.place.household

    def check_consent(self, question: Question) -> None:
        """Raises NotAllowedError for S3 without the person's consent (DS-04)."""
        if question.needs_consent and not self.consent:
            raise NotAllowedError(CONSENT_MISSING, field=question.key)


def open_part(session: Session, assessment_id: int, person_id: int | None) -> Part:
    """The part of one person, or with None of the family. Raises CaseworkError for what is not of this case."""
    assessment = session.get(Assessment, assessment_id)
    case = session.get(Case, assessment.case_id) if assessment else None
    if assessment is None or case is None:
        raise CaseworkError("Dieses Assessment gibt es nicht mehr.")
    subject = subject_of_case(session, case, person_id)
    person = session.get(Person, person_id) if person_id is not None else None
    family = session.get(Family, case.family_id) if case.family_id else None
    responsible = session.get(User, case.responsible_id) if case.responsible_id else None
    consent = person_id is not None and has_consent(session, person_id, ConsentPurpose.HEALTH, today())
    context = {"case.responsible": responsible.name if responsible else ""}
    return Part(assessment, subject, Place(person, family, household(session, case)), consent, context)


def load_answers(session: Session, actor: Actor, part: Part, *, protected: bool) -> dict[str, AnswerRow]:
    """Answers and facts of a part by key, with what was said before. With `protected` also S3 in the clear.

    Raises NotAllowedError for `protected` without consent when there is something that needs it.
    """
    facts = read_facts(session, actor, part.place, {q.key: q.fact for q in part.questions if q.fact})
    stored = {answer.key: answer for answer in _stored(session, part)}
    earlier = _earlier(session, part)
    rows = {}
    for question in part.questions:
        bound = facts.get(question.key)
        row = _row(question, stored.get(question.key), bound, earlier.get(question.key))
        if row is not None:
            rows[question.key] = _veiled(part, question, row, protected=protected)
    return rows


def put_answer(session: Session, actor: Actor, part: Part, answer: NewAnswer) -> None:
    """Save one answer where it lives: the fact in its record, everything else in this assessment."""
    question = _asked(part, answer.key)
    part.check_consent(question)
    if answer.value is not None and (sentence := question.problem(answer.value)):
        raise CaseworkError(sentence, field=answer.key)
    origin, as_of = answer.origin or question.origin, answer.as_of or today()
    record = _find(session, part, answer.key)
    if question.fact is not None:
        write_fact(session, actor, part.place, question.fact, answer.value, origin, as_of)
        _drop(session, record)
        return
    if answer.value is None:
        _drop(session, record)
        return
    record = record or _new(session, part, question)
    record.value, record.origin, record.as_of = question.kind.store(answer.value), origin, as_of
    record.skip, record.note = None, answer.note.strip()


def put_skip(session: Session, part: Part, key: str, reason: SkipReason | None) -> None:
    """Note why a question has no answer, or with None take the reason back."""
    question = _asked(part, key)
    part.check_consent(question)
    record = _find(session, part, key)
    if reason is None:
        _drop(session, record if record is not None and record.skip is not None else None)
        return
    record = record or _new(session, part, question)
    record.value, record.skip = JSON.NULL, reason  # the column takes JSON null, not SQL NULL
    record.origin, record.as_of = Origin.SELF, today()


def _asked(part: Part, key: str) -> Question:
    question = ASSESSMENT.question(key)
    if question.is_derived or not question.who & part.subject.roles:
        raise ValueError(f"{key} is not asked of {sorted(part.subject.roles)}")
    return question


def _row(
    question: Question, stored: Answer | None, bound: BoundFact | None, earlier: EarlierValue | None
) -> AnswerRow | None:
    if bound is not None:
        row = _bound_row(question, bound)
        return replace(row, skip=stored.skip) if stored and stored.skip and row.value is None else row
    if stored is None:
        return AnswerRow(question.key, earlier=earlier) if earlier else None
    value = question.kind.restore(stored.value) if stored.value is not None else None
    return AnswerRow(
        question.key, value, stored.origin, stored.as_of, stored.skip, stored.note, earlier=earlier
    )


def _bound_row(question: Question, bound: BoundFact) -> AnswerRow:
    mark = bound.mark
    former = question.kind.restore(bound.former) if bound.former not in (None, "", []) else None
    earlier = EarlierValue(former, bound.former_as_of, None) if former is not None and bound.former_as_of else None
    return AnswerRow(
        question.key, bound.value, mark.origin if mark else None, (mark.confirmed_on or mark.as_of) if mark else None,
        bound=True, open=bool(mark and mark.open and bound.value is not None), earlier=earlier,
    )


def _veiled(part: Part, question: Question, row: AnswerRow, *, protected: bool) -> AnswerRow:
    """S3 leaves casework only when asked for; without consent never."""
    if not question.is_protected:
        return row
    if protected:
        part.check_consent(question)
        return row
    something = row.value is not None or row.earlier is not None
    return AnswerRow(row.key, skip=row.skip, bound=row.bound, masked=something)


def _stored(session: Session, part: Part) -> list[Answer]:
    answers = select(Answer).where(Answer.assessment_id == part.assessment.id, _of_subject(part))
    return list(session.scalars(answers))


def _earlier(session: Session, part: Part) -> dict[str, EarlierValue]:
    """The newest answer of each question in an earlier assessment: of the person in any case, of the family in this."""
    before = (
        select(Answer)
        .join(Assessment, Assessment.id == Answer.assessment_id)
        .where(Assessment.id < part.assessment.id, _of_subject(part), Answer.skip.is_(None))
        .order_by(Assessment.id)
    )
    if part.subject.person_id is None:
        before = before.where(Assessment.case_id == part.assessment.case_id)
    found = {}
    for answer in session.scalars(before):
        if ASSESSMENT.knows(answer.key) and answer.value is not None:
            value = ASSESSMENT.question(answer.key).kind.restore(answer.value)
            found[answer.key] = EarlierValue(value, answer.as_of, answer.origin)
    return found


def _of_subject(part: Part) -> ColumnElement[bool]:
    person_id = part.subject.person_id
    return Answer.person_id.is_(None) if person_id is None else Answer.person_id == person_id


def _find(session: Session, part: Part, key: str) -> Answer | None:
    return session.scalar(
        select(Answer).where(Answer.assessment_id == part.assessment.id, _of_subject(part), Answer.key == key)
    )


def _new(session: Session, part: Part, question: Question) -> Answer:
    record = Answer(
        assessment_id=part.assessment.id, person_id=part.subject.person_id, key=question.key, as_of=today(),
        protection=question.protection or Protection.S1,
    )
    session.add(record)
    return record


def _drop(session: Session, record: Answer | None) -> None:
    if record is not None:
        session.delete(record)
        session.flush()
