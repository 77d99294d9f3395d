"""Rule about what happens to people: an extra review of their plan is proposed (domain 3.2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from desktop.casework.deadlines.caseload import CLOSED, chunks
from desktop.casework.deadlines.rows import Found
from desktop.casework.deadlines.rules import Rule
from desktop.casework.review_rules import WORKS_SINCE, proposed_reviews
from desktop.records.assessments import Answer, Assessment
from desktop.records.cases import Case
from desktop.records.people import Address, FamilyMember, Person, ResidenceTitle
from desktop.records.plans import Plan, PlanVersion
from desktop.terms import PartialDate, PlanState


def extra_review(session: Session, rule: Rule, day: dt.date) -> Iterator[Found]:
    """One line for each Fassung in force and day something happened since; answered, only a new event brings it back.

    Only cases of people something happened to are looked at closely.
    """
    first = session.scalar(select(func.min(PlanVersion.valid_from)).where(PlanVersion.state == PlanState.IN_FORCE))
    for some in chunks(_happened_to(session, first) if first is not None else ()):
        for case in session.scalars(_with_plan(some)).unique():
            events: dict[tuple[int, dt.date], list[str]] = {}
            for proposed in proposed_reviews(session, case):
                events.setdefault((proposed.version_id, proposed.since), []).append(proposed.reason)
            for (version_id, since), reasons in events.items():
                due = since + dt.timedelta(days=rule.after_days[0])
                said = ", ".join(dict.fromkeys(reasons))
                yield Found(version_id, due, case_id=case.id, detail=said, version_id=version_id)


def _with_plan(persons: Sequence[int]) -> Select[Case]:
    """Open cases of these persons whose plan is in force."""
    together = select(FamilyMember.family_id).where(FamilyMember.person_id.in_(persons), FamilyMember.until.is_(None))
    living = select(Plan.case_id).join(PlanVersion, PlanVersion.plan_id == Plan.id)
    return select(Case).where(
        or_(Case.person_id.in_(persons), Case.family_id.in_(together)), Case.status.not_in(CLOSED),
        Case.id.in_(living.where(PlanVersion.state == PlanState.IN_FORCE)),
    )


def _happened_to(session: Session, first: dt.date) -> set[int]:
    """Persons with any of the events since that day; what exactly counts is decided by `review_rules.py`."""
    since = PartialDate(first.year, first.month, first.day)
    stamp = dt.datetime.combine(first, dt.time(), dt.UTC)
    asked = (
        select(Person.id).where(Person.birth_date >= since),
        select(ResidenceTitle.person_id).where(or_(ResidenceTitle.seen_on > first, ResidenceTitle.created_at > stamp)),
        select(Address.person_id).where(Address.since > first),
        select(Answer.person_id).join(Assessment, Assessment.id == Answer.assessment_id)
        .where(Answer.key == WORKS_SINCE, Answer.value.is_not(None)),
    )  # fmt: skip
    return {person_id for one in asked for person_id in session.scalars(one) if person_id is not None}
