"""The same questions asked about one case: whatever is selected meanwhile is limited to it.

The rules ask about all cases in one query each; for a case file they are asked again, and the database then looks at a
handful of rows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from sqlalchemy import ColumnElement, event
from sqlalchemy.orm import ORMExecuteState, Session, with_loader_criteria

from desktop.records.assessments import Assessment
from desktop.records.base import Base
from desktop.records.care import ChildFacts
from desktop.records.cases import Case, Consent, CounsellingPeriod
from desktop.records.people import Address, Person, ResidenceTitle
from desktop.records.plans import Plan
from desktop.records.tasks import Task


@contextmanager
def narrowed_to(session: Session, case_id: int, persons: Collection[int]) -> Iterator[None]:
    """Inside a use case: SELECTs on this session see this case and these persons only."""
    of_case: dict[type[Base], ColumnElement[bool]] = {
        Case: Case.id == case_id, Plan: Plan.case_id == case_id, Assessment: Assessment.case_id == case_id,
        Task: Task.case_id == case_id, Person: Person.id.in_(persons),
    }  # fmt: skip
    of_person: dict[type[Base], ColumnElement[bool]] = {
        kind: kind.person_id.in_(persons)
        for kind in (ResidenceTitle, Address, CounsellingPeriod, Consent, ChildFacts)
    }
    limits = [with_loader_criteria(kind, limit) for kind, limit in (of_case | of_person).items()]

    def limit(state: ORMExecuteState) -> None:
        if state.is_select:
            state.statement = state.statement.options(*limits)

    event.listen(session, "do_orm_execute", limit)
    try:
        yield
    finally:
        event.remove(session, "do_orm_execute", limit)
