"""The lines of „Fall in einer Minute“ about contact and time: last talk, next appointment, next date, stand-in."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.cases.case_life import UNSUCCESSFUL_ATTEMPTS, CaseLife, attempts_of, offer_of
from desktop.casework.cases.case_team import TeamRow, team_of
from desktop.casework.cases.stand_ins import deputy_of
from desktop.casework.cases.status_proposals import proposal_for
from desktop.casework.deadlines.rows import DueRow
from desktop.casework.deadlines.today import lines_of_case
from desktop.casework.rights import Actor
from desktop.clock import today
from desktop.records.appointments import Appointment
from desktop.records.cases import Case
from desktop.records.plans import Plan, PlanVersion
from desktop.records.talks import Talk, TalkCase
from desktop.records.tasks import Task
from desktop.talk_terms import AppointmentStatus, TalkKind, TaskStatus
from desktop.terms import PlanState


@dataclass(frozen=True)
class DatedLine:
    """Something on a day."""

    day: dt.date
    text: str


@dataclass(frozen=True)
class CaseMinute:
    """What of the course of a case matters today."""

    life: CaseLife
    last_talk: DatedLine | None = None
    next_appointment: DatedLine | None = None
    next_date: DatedLine | None = None
    """The first date „Heute“ watches, open task or review of the plan, whichever comes first; it may be over."""
    stand_in: str = ""
    team: tuple[TeamRow, ...] = ()
    """Who works on the case now or will, the longest first."""


def minute_of(session: Session, actor: Actor, case: Case) -> CaseMinute:
    """Inside a use case: read from the records of the case."""
    attempts = attempts_of(session, case.id)
    proposal = proposal_for(session, case, attempts.in_vain >= UNSUCCESSFUL_ATTEMPTS)
    return CaseMinute(
        CaseLife(offer_of(case), attempts, proposal), _last_talk(session, case.id),
        next_appointment_of(session, case.id), _next_date(session, actor, case), deputy_of(session, case, today()),
        tuple(row for row in team_of(session, case) if row.is_open(today())),
    )


def _next_date(session: Session, actor: Actor, case: Case) -> DatedLine | None:
    """Far-off tasks and reviews „Heute“ does not show yet count, too."""
    watched = [DatedLine(line.shown_on, due_words(line)) for line in lines_of_case(session, actor, case)[:1]]
    own = next_date_of(session, case.id)
    return min([*watched, *([own] if own else [])], key=_day, default=None)


def due_words(line: DueRow) -> str:
    """„Aufenthaltstitel läuft ab (Maryam, …)“."""
    return f"{line.title} ({line.detail})" if line.detail and not line.is_task else line.title


def _day(line: DatedLine) -> dt.date:
    return line.day


def _last_talk(session: Session, case_id: int) -> DatedLine | None:
    """Tries to make contact are no talk."""
    found = session.execute(
        select(Talk.held_on, Talk.kind, Talk.occasion)
        .join(TalkCase, TalkCase.talk_id == Talk.id)
        .where(TalkCase.case_id == case_id, Talk.kind != TalkKind.CONTACT_ATTEMPT)
        .order_by(Talk.held_on.desc(), Talk.id.desc())
        .limit(1)
    ).first()
    return DatedLine(found[0], ": ".join(part for part in (found[1].label, found[2]) if part)) if found else None


def next_date_of(session: Session, case_id: int) -> DatedLine | None:
    """Inside a use case: the first open task or the review of the plan, whichever comes first."""
    lines = (_task(session, case_id), _review(session, case_id))
    return min((line for line in lines if line), key=_day, default=None)


def next_appointment_of(session: Session, case_id: int) -> DatedLine | None:
    """Inside a use case: the next one that is planned."""
    found = session.execute(
        select(Appointment.on_date, Appointment.start_time, Appointment.title)
        .where(Appointment.case_id == case_id, Appointment.on_date >= today(),
               Appointment.status == AppointmentStatus.PLANNED)
        .order_by(Appointment.on_date, Appointment.start_time)
        .limit(1)
    ).first()  # fmt: skip
    return DatedLine(found[0], f"{found[1]} Uhr, {found[2]}") if found else None


def _task(session: Session, case_id: int) -> DatedLine | None:
    found = session.execute(
        select(Task.due_on, Task.title)
        .where(Task.case_id == case_id, Task.status == TaskStatus.OPEN, Task.due_on.is_not(None))
        .order_by(Task.due_on, Task.id)
        .limit(1)
    ).first()
    return DatedLine(found[0], found[1]) if found and found[0] else None


def _review(session: Session, case_id: int) -> DatedLine | None:
    found = session.scalar(
        select(PlanVersion.next_review_on)
        .join(Plan, Plan.id == PlanVersion.plan_id)
        .where(Plan.case_id == case_id, PlanVersion.state == PlanState.IN_FORCE,
               PlanVersion.next_review_on.is_not(None))
        .order_by(PlanVersion.next_review_on)
        .limit(1)
    )  # fmt: skip
    return DatedLine(found, "Plan-Überprüfung") if found else None
