"""Assessments: starting, answering, skipping, confirming, finishing. The result page is in `results.py`.

An assessment belongs to a case and has a part per person and one for the family. Adults of one family have separate
parts: every use case works on one part and never looks into another (DS-05).
"""

from __future__ import annotations

import datetime as dt
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.assessments.answers import Part, load_answers, open_part, put_answer, put_skip
from desktop.casework.assessments.approved import changing
from desktop.casework.assessments.assessment_rows import AnswerRow, AssessmentRow, NewAnswer, PartRow, SubjectRow
from desktop.casework.assessments.subjects import subject_rows
from desktop.casework.cases.approvals import require_approval
from desktop.casework.cases.cases import persons_of, require_case
from desktop.casework.changes import Changes, Kind
from desktop.casework.forms.assessment import ASSESSMENT
from desktop.casework.forms.bindings import confirm
from desktop.casework.gate import change, query
from desktop.casework.rights import Actor, Right
from desktop.clock import german_date, today
from desktop.errors import CaseworkError
from desktop.records.assessments import Assessment
from desktop.talk_terms import ApprovalOf
from desktop.terms import AssessmentKind, SkipReason


@query(Right.READ_CASE)
def list_assessments(session: Session, actor: Actor, case_id: int) -> tuple[AssessmentRow, ...]:
    """Assessments of a case, newest first."""
    found = session.scalars(select(Assessment).where(Assessment.case_id == case_id).order_by(Assessment.id.desc()))
    return tuple(assessment_row(record) for record in found)


@query(Right.READ_CASE)
def list_subjects(session: Session, actor: Actor, case_id: int) -> tuple[SubjectRow, ...]:
    """The parts an assessment of this case has: each present person, then the family."""
    return subject_rows(session, require_case(session, case_id))


@query(Right.READ_CASE)
def load_part(session: Session, actor: Actor, assessment_id: int, person_id: int | None) -> PartRow:
    """One part with its answers and facts; S3 answers come masked (see `show_protected`)."""
    part = open_part(session, assessment_id, person_id)
    return _part_row(session, actor, part, load_answers(session, actor, part, protected=False))


@query(Right.READ_CASE, record="assessment.show_protected")
def show_protected(session: Session, actor: Actor, assessment_id: int, person_id: int | None) -> PartRow:
    """One part with its S3 answers; the reading is recorded (DS-06). Raises CaseworkError without consent."""
    part = open_part(session, assessment_id, person_id)
    return _part_row(session, actor, part, load_answers(session, actor, part, protected=True))


@change(Right.EDIT_CASE, record="assessment.start")
def start_assessment(
    session: Session, actor: Actor, case_id: int, kind: AssessmentKind, started_on: dt.date | None = None
) -> Changes:
    """Begin an assessment; a case has one open at a time, so that nobody answers into the wrong one."""
    require_case(session, case_id)
    running = _open_one(session, case_id)
    if running is not None:
        day = german_date(running.started_on)
        raise CaseworkError(f"Das Assessment vom {day} ist noch offen. Bitte darin weiterarbeiten oder es abschließen.")
    day_of_talk = started_on or today()
    if day_of_talk > today():
        raise CaseworkError("Ein Assessment kann nicht in der Zukunft beginnen.", field="started_on")
    record = Assessment(case_id=case_id, kind=kind, started_on=day_of_talk, created_by=actor.user_id)
    session.add(record)
    session.flush()
    return Changes.of((Kind.ASSESSMENT, record.id), (Kind.CASE, case_id), made=record.id)


@change(Right.EDIT_CASE, record="assessment.continue")
def continue_as_full(session: Session, actor: Actor, assessment_id: int) -> Changes:
    """Go on from the short to the full form; every answer stays."""
    record = _require_open(session, assessment_id)
    record.kind = AssessmentKind.FULL
    return _touched(record)


@change(Right.EDIT_CASE, record="assessment.finish")
def finish_assessment(session: Session, actor: Actor, assessment_id: int, in_review: bool = False) -> Changes:
    """The talk is over: the answers stay as they are and become the earlier values of the next assessment.

    Raises CaseworkError where a second person must approve it first; `in_review` it goes into the next Fassung, which
    has its own approval.
    """
    record = _require_open(session, assessment_id)
    if not in_review:
        require_approval(session, ApprovalOf.ASSESSMENT, record.id)
    record.finished_on = today()
    return _touched(record)


@change(Right.EDIT_CASE, record="assessment.reopen")
def reopen_assessment(session: Session, actor: Actor, assessment_id: int) -> Changes:
    """Take back `finish_assessment`, as long as no newer assessment was begun."""
    record = require_assessment(session, assessment_id)
    newest = session.scalar(
        select(Assessment.id).where(Assessment.case_id == record.case_id).order_by(Assessment.id.desc()).limit(1)
    )
    if newest != record.id:
        raise CaseworkError("Es gibt schon ein neueres Assessment. Ältere bleiben, wie sie waren.")
    record.finished_on = None
    return _touched(record)


@change(Right.EDIT_CASE, record="assessment.answer")
def save_answers(
    session: Session, actor: Actor, assessment_id: int, person_id: int | None, answers: tuple[NewAnswer, ...]
) -> Changes:
    """Save answers of one part, all or none.

    Facts go into their record. Raises CaseworkError for a value the question does not take (its key as `field`), for
    S3 without the person's consent, and for a finished assessment.
    """
    part = _editable(session, assessment_id, person_id)

    def put() -> None:
        for answer in answers:
            put_answer(session, actor, part, answer)

    return changing(session, actor, part, put) | _touched(part.assessment, part)


@change(Right.EDIT_CASE, record="assessment.skip")
def skip_questions(
    session: Session, actor: Actor, assessment_id: int, person_id: int | None, keys: tuple[str, ...],
    reason: SkipReason | None,
) -> Changes:  # fmt: skip
    """Note why questions have no answer; an answer of this talk gives way. None takes the reason back.

    A fact of a record stays: not talking about it does not make it untrue.
    """
    part = _editable(session, assessment_id, person_id)

    def put() -> None:
        for key in keys:
            put_skip(session, part, key, reason)

    return changing(session, actor, part, put) | _touched(part.assessment, part)


@change(Right.EDIT_CASE, record="assessment.confirm")
def confirm_answers(
    session: Session, actor: Actor, assessment_id: int, person_id: int | None, keys: tuple[str, ...]
) -> Changes:
    """The person says the same as the record or the last assessment: facts are marked, earlier answers taken over."""
    part = _editable(session, assessment_id, person_id)
    confirmed = partial(_confirm, session, actor, part, keys)
    return changing(session, actor, part, confirmed) | _touched(part.assessment, part)


def _confirm(session: Session, actor: Actor, part: Part, keys: tuple[str, ...]) -> None:
    known = load_answers(session, actor, part, protected=part.consent)
    for key in keys:
        fact, row = ASSESSMENT.question(key).fact, known.get(key)
        part.check_consent(ASSESSMENT.question(key))
        if row is None or (row.value is None and row.earlier is None):
            raise CaseworkError("Zu dieser Angabe gibt es nichts zu bestätigen.", field=key)
        if fact is not None and row.value is not None:
            confirm(session, part.place, fact)
        elif row.earlier is not None:
            put_answer(session, actor, part, NewAnswer(key, row.earlier.value, row.earlier.origin))


def require_assessment(session: Session, assessment_id: int) -> Assessment:
    """The assessment, or a CaseworkError when it is gone."""
    record = session.get(Assessment, assessment_id)
    if record is None:
        raise CaseworkError("Dieses Assessment gibt es nicht mehr.")
    return record


def assessment_row(record: Assessment) -> AssessmentRow:
    return AssessmentRow(record.id, record.case_id, record.kind, record.started_on, record.finished_on)


def _editable(session: Session, assessment_id: int, person_id: int | None) -> Part:
    _require_open(session, assessment_id)
    return open_part(session, assessment_id, person_id)


def _require_open(session: Session, assessment_id: int) -> Assessment:
    record = require_assessment(session, assessment_id)
    if record.finished_on is not None:
        raise CaseworkError("Dieses Assessment ist abgeschlossen. Bitte wieder öffnen oder ein neues beginnen.")
    return record


def _open_one(session: Session, case_id: int) -> Assessment | None:
    return session.scalar(
        select(Assessment).where(Assessment.case_id == case_id, Assessment.finished_on.is_(None)).limit(1)
    )


def _touched(record: Assessment, part: Part | None = None) -> Changes:
    touched = [(Kind.ASSESSMENT, record.id), (Kind.CASE, record.case_id)]
    if part is not None:
        touched += [(Kind.PERSON, person.id) for person in part.touched]
    return Changes.of(*touched)


def _part_row(session: Session, actor: Actor, part: Part, answers: dict[str, AnswerRow]) -> PartRow:
    case = require_case(session, part.assessment.case_id)
    members = tuple((person.id, person.name) for person in persons_of(session, case))
    return PartRow(assessment_row(part.assessment), part.subject, answers, part.consent, part.context, members)
