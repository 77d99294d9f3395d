"""What comes after a talk: the next step as a task, and what the program proposes (domain 1.2, 1.3; decision 28)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.cases.case_moves import move_to
from desktop.casework.cases.cases import require_case
from desktop.casework.changes import Changes, Kind
from desktop.casework.deletion.deletion_scope import joined_files
from desktop.casework.gate import change, query
from desktop.casework.plain_text import one_line
from desktop.casework.rights import Actor, Right
from desktop.casework.talks.talk_rows import FollowUp
from desktop.errors import CaseworkError
from desktop.records.cases import Case, CounsellingPeriod
from desktop.records.people import Person
from desktop.records.talks import Talk, TalkPerson
from desktop.records.tasks import Task
from desktop.talk_terms import ContactResult, TalkKind
from desktop.terms import CaseStatus

_LONGEST_TITLE = 500
_WAITING = (CaseStatus.ANNOUNCED, CaseStatus.CONTACT_OPEN, CaseStatus.NOT_REACHED)
_BEFORE_PLAN = (*_WAITING, CaseStatus.OFFERED, CaseStatus.WITHOUT_PLAN)
_NEXT_STATUS: tuple[tuple[TalkKind, tuple[CaseStatus, ...], CaseStatus], ...] = (
    (TalkKind.FIRST, _WAITING, CaseStatus.OFFERED),
    (TalkKind.ASSESSMENT, _BEFORE_PLAN, CaseStatus.ASSESSMENT),
    (TalkKind.PLANNING, (*_BEFORE_PLAN, CaseStatus.ASSESSMENT), CaseStatus.PLANNING),
    (TalkKind.COUNSELLING, (*_WAITING, CaseStatus.OFFERED), CaseStatus.WITHOUT_PLAN),
    (TalkKind.CRISIS, (*_WAITING, CaseStatus.OFFERED), CaseStatus.WITHOUT_PLAN),
    (TalkKind.CLOSING, (CaseStatus.ACCOMPANIED, CaseStatus.EXTENDED), CaseStatus.CLOSING),
)
"""Kind of the talk, statuses it moves on, and where to (domain 1.3)."""


@dataclass(frozen=True)
class ProposedStart:
    """The first counselling talk of somebody whose period has no confirmed start (decision 28)."""

    person_id: int
    name: str
    start: dt.date


@dataclass(frozen=True)
class ProposedStatus:
    """A status the talk speaks for."""

    case_id: int
    status: CaseStatus
    since: dt.date


@dataclass(frozen=True)
class TalkProposals:
    """What the program proposes after a talk; each is done with one click or left alone."""

    starts: tuple[ProposedStart, ...]
    statuses: tuple[ProposedStatus, ...]


@change(Right.EDIT_CASE, record="talk.follow_up")
def add_follow_up(session: Session, actor: Actor, talk_id: int, follow_up: FollowUp) -> Changes:
    """Make the agreed next step a task of the case. `made` is the task."""
    talk = session.get(Talk, talk_id)
    if talk is None:
        raise CaseworkError("Dieses Gespräch gibt es nicht mehr.")
    title = one_line(follow_up.title)
    if not title or len(title) > _LONGEST_TITLE:
        raise CaseworkError("Bitte den nächsten Schritt in einem kurzen Satz aufschreiben.", field="follow_up")
    if follow_up.due_on is not None and follow_up.due_on < talk.held_on:
        raise CaseworkError("Der nächste Schritt ist vor dem Gespräch fällig. Bitte den Tag prüfen.",
                            field="follow_up_due")  # fmt: skip
    case_id = _file_of(session, talk, follow_up.case_id)
    task = Task(case_id=case_id, talk_id=talk_id, user_id=follow_up.user_id, title=title, due_on=follow_up.due_on,
                created_by=actor.user_id)  # fmt: skip
    session.add(task)
    session.flush()
    return Changes.of((Kind.TASK, task.id), (Kind.CASE, case_id), made=task.id)


@query(Right.READ_CASE)
def talk_proposals(session: Session, actor: Actor, talk_id: int) -> TalkProposals:
    """What follows from a talk: the start of the counselling period and a status."""
    talk = session.get(Talk, talk_id)
    if talk is None:
        return TalkProposals((), ())
    return TalkProposals(_starts(session, talk), tuple(_statuses(session, talk)))


def next_status(kind: TalkKind, result: ContactResult | None, present: CaseStatus) -> CaseStatus | None:
    """The status a talk of this kind speaks for; None where the case stays as it is."""
    if kind is TalkKind.CONTACT_ATTEMPT:
        moved_on = result is ContactResult.REACHED and present in (CaseStatus.ANNOUNCED, CaseStatus.NOT_REACHED)
        return CaseStatus.CONTACT_OPEN if moved_on else None
    return next((to for of, before, to in _NEXT_STATUS if of is kind and present in before), None)


def _file_of(session: Session, talk: Talk, wanted: int | None) -> int:
    """One of the talk's files, or the file one of them was put together with."""
    here = [link.case_id for link in talk.cases]
    if wanted is None:
        return here[0]
    files = {wanted, *(joined.id for joined in joined_files(session, require_case(session, wanted)))}
    if files.isdisjoint(here):
        raise CaseworkError("Dieses Gespräch gehört nicht zu diesem Fall.")
    return wanted


def _starts(session: Session, talk: Talk) -> tuple[ProposedStart, ...]:
    if not talk.counts:
        return ()
    persons = [link.person_id for link in talk.persons]
    fixed = select(CounsellingPeriod.person_id).where(CounsellingPeriod.confirmed.is_(True))
    earlier = (
        select(TalkPerson.person_id).join(Talk, Talk.id == TalkPerson.talk_id)
        .where(Talk.counts.is_(True), Talk.held_on < talk.held_on)
    )  # fmt: skip
    asked = select(Person).where(Person.id.in_(persons), Person.id.not_in(fixed), Person.id.not_in(earlier))
    return tuple(ProposedStart(person.id, person.name, talk.held_on) for person in session.scalars(asked))


def _statuses(session: Session, talk: Talk) -> list[ProposedStatus]:
    """Only moves that need no words: one click must be enough."""
    found = []
    for link in talk.cases:
        case = session.get_one(Case, link.case_id)
        status = next_status(talk.kind, talk.contact_result, case.status)
        move = move_to(case.status, status) if status is not None else None
        if status is not None and move is not None and not (move.needs_reason or move.needs_day):
            found.append(ProposedStatus(case.id, status, talk.held_on))
    return found
