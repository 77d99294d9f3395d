"""Rules about a case and its plan, and the office's own dates. One query each (two for steps with their events)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from desktop.casework.deadlines.caseload import chunks, last_status_of_case
from desktop.casework.deadlines.rows import Found, known
from desktop.casework.deadlines.rules import Rule, next_day
from desktop.casework.plans.catalogue_data import shipped_catalogue
from desktop.records.cases import Case, CaseStatusEntry
from desktop.records.people import FamilyMember, Person
from desktop.records.plans import Goal, Measure, Plan, PlanEvent, PlanVersion
from desktop.records.talks import Talk, TalkCase
from desktop.talk_terms import TalkKind
from desktop.terms import CaseStatus, MeasureStatus, PlanState, Protection

_OVER = (MeasureStatus.DONE.value, MeasureStatus.DROPPED.value, MeasureStatus.IMPOSSIBLE.value)
STEP = "measure_due"
"""Key of the rule on steps of plans, which are done and moved in the plan itself."""
PROTECTED = "besonders geschützter Bereich"
"""What is said of a step in an area of S3."""


def plan_review(session: Session, rule: Rule, day: dt.date) -> Iterator[Found]:
    """The day agreed in the Fassung in force."""
    rows = session.execute(
        select(PlanVersion.id, Plan.case_id, PlanVersion.next_review_on, PlanVersion.version)
        .join(Plan, Plan.id == PlanVersion.plan_id)
        .where(PlanVersion.next_review_on <= rule.horizon(day), PlanVersion.state == PlanState.IN_FORCE)
    )
    for version_id, case_id, due, number in rows:
        yield Found(version_id, known(due), case_id=case_id, detail=f"Fassung {number}", version_id=version_id)


def measure_due(session: Session, rule: Rule, day: dt.date) -> Iterator[Found]:
    """Open steps of Fassungen in force by their present day. The words of an S3 area stay in the plan."""
    edge = rule.horizon(day)
    moved = select(PlanEvent.measure_id).where(PlanEvent.kind == "due", PlanEvent.measure_id.is_not(None))
    rows = session.execute(
        select(Measure.id, Plan.case_id, PlanVersion.id, Measure.due_on, Measure.text, Goal.area)
        .join(Goal, Goal.id == Measure.goal_id).join(PlanVersion, PlanVersion.id == Goal.version_id)
        .join(Plan, Plan.id == PlanVersion.plan_id)
        .where(PlanVersion.state == PlanState.IN_FORCE, or_(Measure.due_on <= edge, Measure.id.in_(moved)))
    ).all()  # fmt: skip
    states = _states(session, [row[0] for row in rows])
    hidden = {area.key for area in shipped_catalogue().areas if area.protection is Protection.S3}
    for measure_id, case_id, version_id, agreed, text, area in rows:
        moved_to = states.get((measure_id, "due"))
        due = dt.date.fromisoformat(moved_to) if isinstance(moved_to, str) else agreed
        if due is not None and due <= edge and states.get((measure_id, "status")) not in _OVER:
            said = PROTECTED if area in hidden else text
            yield Found(measure_id, due, case_id=case_id, detail=said, version_id=version_id)


def _states(session: Session, measure_ids: list[int]) -> dict[tuple[int, str], object]:
    """The last status and day of each step."""
    states: dict[tuple[int, str], object] = {}
    for some in chunks(measure_ids):
        rows = session.execute(
            select(PlanEvent.measure_id, PlanEvent.kind, PlanEvent.value)
            .where(PlanEvent.measure_id.in_(some), PlanEvent.kind.in_(("due", "status"))).order_by(PlanEvent.id)
        )  # fmt: skip
        states.update({(measure_id or 0, kind): value for measure_id, kind, value in rows})
    return states


def resume(session: Session, rule: Rule, day: dt.date) -> Iterator[Found]:
    """Resting cases whose day of taking up again comes."""
    last = last_status_of_case()
    rows = session.execute(
        select(Case.id, CaseStatusEntry.resume_on, CaseStatusEntry.reason)
        .join(CaseStatusEntry, and_(CaseStatusEntry.case_id == Case.id, CaseStatusEntry.id == last))
        .where(Case.status == CaseStatus.RESTING, CaseStatusEntry.resume_on <= rule.horizon(day))
    )
    for case_id, due, reason in rows:
        yield Found(case_id, known(due), case_id=case_id, detail=reason)


def contact_attempt(session: Session, rule: Rule, day: dt.date) -> Iterator[Found]:
    """The next try to make contact: the first two weeks after the Zuteilung, later ones after each try."""
    tries = (
        select(func.count(Talk.id)).join(TalkCase, TalkCase.talk_id == Talk.id)
        .where(TalkCase.case_id == Case.id, Talk.kind == TalkKind.CONTACT_ATTEMPT).scalar_subquery()
    )  # fmt: skip
    relative = aliased(Person)
    in_family = (
        select(func.min(relative.assigned_on)).join(FamilyMember, FamilyMember.person_id == relative.id)
        .where(FamilyMember.family_id == Case.family_id, FamilyMember.until.is_(None)).scalar_subquery()
    )  # fmt: skip
    rows = session.execute(
        select(Case.id, Case.opened_on, Person.assigned_on, in_family, tries)
        .outerjoin(Person, Person.id == Case.person_id).where(Case.status == CaseStatus.CONTACT_OPEN)
    )
    for case_id, opened, alone, together, made in rows:
        if made >= len(rule.after_days):
            continue
        due = (alone or together or opened) + dt.timedelta(days=rule.after_days[made])
        if due <= rule.horizon(day):
            yield Found(case_id, due, case_id=case_id, detail=f"{made + 1}. Versuch")


def offer_unanswered(session: Session, rule: Rule, day: dt.date) -> Iterator[Found]:
    """The offer was made and nobody said yes or no."""
    last = last_status_of_case()
    rows = session.execute(
        select(Case.id, CaseStatusEntry.since)
        .join(CaseStatusEntry, and_(CaseStatusEntry.case_id == Case.id, CaseStatusEntry.id == last))
        .where(Case.status == CaseStatus.OFFERED)
    )
    for case_id, since in rows:
        due = since + dt.timedelta(days=rule.after_days[0])
        if due <= rule.horizon(day):
            yield Found(case_id, due, case_id=case_id)


def figures(session: Session, rule: Rule, day: dt.date) -> Iterator[Found]:
    """The yearly figures; the year they are of is what a mark hangs on."""
    due = next_day(rule.day, day)
    if due <= rule.horizon(day):
        yield Found(due.year - 1, due, detail=f"Jahr {due.year - 1}")
