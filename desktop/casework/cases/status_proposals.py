"""Which status events propose: an Assessment was begun, a plan agreed, an extension granted (domain 1.3)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.cases.cases import persons_of
from desktop.clock import german_date, today
from desktop.records.assessments import Assessment
from desktop.records.cases import Case, CounsellingPeriod
from desktop.records.plans import Plan, PlanVersion
from desktop.terms import CaseStatus, PlanState

_BEFORE_ASSESSMENT = (CaseStatus.CONTACT_OPEN, CaseStatus.OFFERED, CaseStatus.WITHOUT_PLAN)
_BEFORE_PLAN = (*_BEFORE_ASSESSMENT, CaseStatus.ASSESSMENT)
_BEFORE_FORCE = (*_BEFORE_PLAN, CaseStatus.PLANNING)


@dataclass(frozen=True)
class Proposal:
    """A status with the day it would begin and the words why."""

    status: CaseStatus
    since: dt.date
    why: str


def proposal_for(session: Session, case: Case, tried_enough: bool) -> Proposal | None:
    """What has happened that the status does not say yet; the farthest event wins."""
    checks = (_extended, _planned, _assessed, _arrived)
    found = _resumed(case) or next(filter(None, (check(session, case) for check in checks)), None)
    if found is None and tried_enough and case.status is CaseStatus.CONTACT_OPEN:
        return Proposal(CaseStatus.NOT_REACHED, today(), "Drei Kontaktversuche in Folge blieben ohne Erfolg.")
    return found


def _resumed(case: Case) -> Proposal | None:
    last = case.statuses[-1]
    if case.status is not CaseStatus.RESTING or last.resume_on is None or last.resume_on > today():
        return None
    before = next((entry.status for entry in reversed(case.statuses[:-1])), CaseStatus.CONTACT_OPEN)
    return Proposal(before, last.resume_on, f"Wiederaufnahme war für den {german_date(last.resume_on)} vorgesehen.")


def _extended(session: Session, case: Case) -> Proposal | None:
    if case.status is not CaseStatus.ACCOMPANIED:
        return None
    persons = [person.id for person in persons_of(session, case)]
    until = session.scalar(
        select(CounsellingPeriod.extended_until)
        .where(CounsellingPeriod.person_id.in_(persons), CounsellingPeriod.extended_until.is_not(None))
        .limit(1)
    )
    why = f"Die Beratung wurde bis {german_date(until)} verlängert." if until else ""
    return Proposal(CaseStatus.EXTENDED, today(), why) if until else None


def _planned(session: Session, case: Case) -> Proposal | None:
    versions = session.scalars(
        select(PlanVersion).join(Plan, Plan.id == PlanVersion.plan_id).where(Plan.case_id == case.id)
    ).all()
    in_force = [version.valid_from or today() for version in versions if version.state is PlanState.IN_FORCE]
    if in_force and case.status in _BEFORE_FORCE:
        return Proposal(CaseStatus.ACCOMPANIED, min(in_force), "Der Integrationsplan ist in Kraft.")
    agreeing = [version for version in versions if version.state is PlanState.AGREEING]
    if agreeing and case.status in _BEFORE_PLAN:
        frozen = agreeing[0].frozen_at
        day = frozen.astimezone().date() if frozen else today()
        return Proposal(CaseStatus.PLANNING, day, "Der Integrationsplan ist in Abstimmung.")
    return None


def _assessed(session: Session, case: Case) -> Proposal | None:
    if case.status not in _BEFORE_ASSESSMENT:
        return None
    started = session.scalar(
        select(Assessment.started_on).where(Assessment.case_id == case.id).order_by(Assessment.started_on).limit(1)
    )
    return Proposal(CaseStatus.ASSESSMENT, started, "Ein Assessment wurde begonnen.") if started else None


def _arrived(session: Session, case: Case) -> Proposal | None:
    if case.status is not CaseStatus.ANNOUNCED:
        return None
    days = [person.assigned_on for person in persons_of(session, case) if person.assigned_on]
    if not days or min(days) > today():
        return None
    return Proposal(CaseStatus.CONTACT_OPEN, min(days), "Der Tag der Zuteilung ist gekommen.")
