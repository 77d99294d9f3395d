"""Approvals in words: what can be approved in a case now, and how each request stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.clock import german_date
from desktop.records.assessments import Assessment
from desktop.records.cases import Case
from desktop.records.office import User
from desktop.records.people import Person
from desktop.records.plans import Plan, PlanVersion
from desktop.records.tasks import Approval
from desktop.talk_terms import ApprovalAnswer, ApprovalOf
from desktop.terms import CaseStatus, PlanState

_OVER = (CaseStatus.ENDED, CaseStatus.BLOCKED, CaseStatus.AFTERCARE)


@dataclass(frozen=True)
class ApprovalSubject:
    """Something that can be approved now."""

    what: ApprovalOf
    subject_id: int
    words: str


@dataclass(frozen=True)
class ApprovalRow:
    """A request and its answer, if there is one."""

    id: int
    words: str
    note: str
    asked_by: str
    asked_of: str
    asked_at: dt.datetime
    answer: ApprovalAnswer | None
    answer_note: str
    answered_by: str
    answered_at: dt.datetime | None
    may_answer: bool
    """Whether the reader was asked (or stands in for who was) and it still waits."""
    may_withdraw: bool
    """Whether the reader asked and it still waits."""
    row_version: int


def open_subjects(session: Session, case: Case) -> tuple[ApprovalSubject, ...]:
    """Inside a use case: the running Assessment, Fassungen that wait for signatures, and the end of the case."""
    return tuple(ApprovalSubject(what, id_, words_of(session, what, id_)) for what, id_ in _open(session, case))


def words_of(session: Session, what: ApprovalOf, subject_id: int) -> str:
    """Inside a use case: „Assessment vom 01.11.2026“, „Integrationsplan, Fassung 2 (Maryam)“, „Abschluss des Falls“."""
    if what is ApprovalOf.ASSESSMENT:
        assessment = session.get(Assessment, subject_id)
        return f"{what.label} vom {german_date(assessment.started_on)}" if assessment else what.label
    if what is ApprovalOf.PLAN:
        version = session.get(PlanVersion, subject_id)
        return _plan_words(session, version) if version else what.label
    return what.label


def row_of(session: Session, approval: Approval, own: Collection[int], reader: int) -> ApprovalRow:
    """Inside a use case: a request as shown to `reader`, who answers for the users in `own`."""
    waits, asked_self = approval.answer is None, approval.created_by == reader
    return ApprovalRow(
        approval.id, words_of(session, approval.what, approval.subject_id), approval.note,
        _name(session, approval.created_by), _name(session, approval.asked_of), approval.created_at, approval.answer,
        approval.answer_note, _name(session, approval.answered_by), approval.answered_at,
        waits and not asked_self and (approval.asked_of is None or approval.asked_of in own),
        waits and asked_self, approval.row_version,
    )  # fmt: skip


def _open(session: Session, case: Case) -> Iterator[tuple[ApprovalOf, int]]:
    running = select(Assessment.id).where(Assessment.case_id == case.id, Assessment.finished_on.is_(None))
    for id_ in session.scalars(running):
        yield ApprovalOf.ASSESSMENT, id_
    agreeing = select(PlanVersion.id).join(Plan, Plan.id == PlanVersion.plan_id)
    for id_ in session.scalars(agreeing.where(Plan.case_id == case.id, PlanVersion.state == PlanState.AGREEING)):
        yield ApprovalOf.PLAN, id_
    if case.status not in _OVER:
        yield ApprovalOf.CLOSING, case.id


def _plan_words(session: Session, version: PlanVersion) -> str:
    person = session.get(Person, version.plan.person_id) if version.plan.person_id else None
    whose = f" ({person.call_name or person.given_names or person.family_name})" if person else ""
    return f"{ApprovalOf.PLAN.label}, Fassung {version.version}{whose}"


def _name(session: Session, user_id: int | None) -> str:
    user = session.get(User, user_id) if user_id is not None else None
    return user.name if user else "–"
