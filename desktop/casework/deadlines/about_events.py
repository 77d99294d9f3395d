"""Rule about what happens to people: an extra review of their plan is proposed (domain 3.2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.deadlines.caseload import CLOSED
from desktop.casework.deadlines.rows import Found
from desktop.casework.deadlines.rules import Rule
from desktop.casework.reviews.review_rules import proposed_in
from desktop.records.cases import Case
from desktop.records.plans import Plan, PlanVersion
from desktop.terms import PlanState


def extra_review(session: Session, rule: Rule, day: dt.date) -> Iterator[Found]:
    """One line for each Fassung in force and day something happened since; answered, only a new event brings it up."""
    living = (
        select(Plan.case_id).join(PlanVersion, PlanVersion.plan_id == Plan.id)
        .where(PlanVersion.state == PlanState.IN_FORCE)
    )  # fmt: skip
    cases = session.scalars(select(Case.id).where(Case.status.not_in(CLOSED), Case.id.in_(living))).all()
    events: dict[tuple[int, int, dt.date], list[str]] = {}
    for proposed in proposed_in(session, cases):
        events.setdefault((proposed.case_id, proposed.version_id, proposed.since), []).append(proposed.reason)
    for (case_id, version_id, since), reasons in events.items():
        due = since + dt.timedelta(days=rule.after_days[0])
        said = ", ".join(dict.fromkeys(reasons))
        yield Found(version_id, due, case_id=case_id, detail=said, version_id=version_id)
