"""When a plan is reviewed (domain 1.2 row 8, 3.2): the rhythm, and events after which an extra review is proposed."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.deadlines.caseload import chunks
from desktop.casework.office import OfficeSettings
from desktop.casework.reviews.review_events import Event, events_of
from desktop.clock import add_months, today
from desktop.records.cases import Case
from desktop.records.people import FamilyMember, Person
from desktop.records.plans import Plan, PlanVersion
from desktop.records.reviews import Review
from desktop.terms import PlanState


@dataclass(frozen=True)
class ProposedReview:
    """An extra review somebody should think of: why, since when, and of which Fassung in force."""

    version_id: int
    plan_id: int
    event: str
    """`status`, `birth`, `job` or `move`."""
    reason: str
    """Ready to show: „Neuer Aufenthaltstitel: Maryam Ahmadi“."""
    since: dt.date
    case_id: int = 0


def next_review_day(office: OfficeSettings, first_in_force: dt.date | None, held_on: dt.date) -> dt.date:
    """Every three months in the plan's first year, later every six; both are settings of the office."""
    first_year_ends = add_months(first_in_force or held_on, 12)
    months = office.review_months_first_year if held_on < first_year_ends else office.review_months_later
    return add_months(held_on, months)


def proposed_reviews(session: Session, case: Case) -> tuple[ProposedReview, ...]:
    """Inside a use case: extra reviews after a status decision, a birth, a job or a move, newest event first.

    An event counts when it came after the Fassung and after the last review of it; a review under way answers all.
    """
    return tuple(sorted(proposed_in(session, (case.id,)), key=lambda row: row.since, reverse=True))


def proposed_in(session: Session, case_ids: Collection[int]) -> Iterator[ProposedReview]:
    """Inside a use case: the same for many cases, with as many questions as for one."""
    for some in chunks(case_ids):
        versions = _waiting(session, some)
        members = _members(session, {version.case_id for version in versions})
        events = events_of(session, {person_id for of_case in members.values() for person_id in of_case})
        for version in versions:
            for person_id, name in members.get(version.case_id, {}).items():
                yield from _of_person(version, person_id, name, events.get(person_id, ()))


@dataclass(frozen=True)
class _Version:
    """A Fassung in force nobody reviews now; events after `after` count."""

    id: int
    plan_id: int
    case_id: int
    person_id: int | None
    after: dt.date


def _waiting(session: Session, case_ids: Collection[int]) -> list[_Version]:
    rows = session.execute(
        select(PlanVersion.id, Plan.id, Plan.case_id, Plan.person_id, PlanVersion.valid_from)
        .join(Plan, Plan.id == PlanVersion.plan_id)
        .where(Plan.case_id.in_(case_ids), PlanVersion.state == PlanState.IN_FORCE).order_by(PlanVersion.id)
    ).all()  # fmt: skip
    held: dict[int, list[dt.date]] = defaultdict(list)
    under_way = set()
    asked = select(Review.version_id, Review.held_on, Review.finished_at)
    for version_id, held_on, finished in session.execute(asked.where(Review.version_id.in_([row[0] for row in rows]))):
        held[version_id].append(held_on)
        if finished is None:
            under_way.add(version_id)
    return [
        _Version(id_, plan_id, case_id, person_id, max([valid_from or today(), *held[id_]]))
        for id_, plan_id, case_id, person_id, valid_from in rows if id_ not in under_way
    ]  # fmt: skip


def _members(session: Session, case_ids: Collection[int]) -> dict[int, dict[int, str]]:
    """By case, the present persons with their names."""
    found: dict[int, dict[int, str]] = defaultdict(dict)
    named = select(Case.id, Person.id, Person.family_name, Person.given_names).where(Case.id.in_(case_ids))
    together = named.join(FamilyMember, FamilyMember.family_id == Case.family_id)
    ways = (
        named.join(Person, Person.id == Case.person_id),
        together.join(Person, Person.id == FamilyMember.person_id).where(FamilyMember.until.is_(None)),
    )
    for way in ways:
        for case_id, person_id, family, given in session.execute(way.order_by(Person.id)):
            found[case_id][person_id] = ", ".join(part for part in (family, given) if part)
    return found


def _of_person(version: _Version, person_id: int, name: str, events: Iterable[Event]) -> Iterator[ProposedReview]:
    """A birth concerns everybody's plan of the case, the other events the family's and the person's own."""
    own = version.person_id in (None, person_id)
    for event, words, day in events:
        if (own or event == "birth") and version.after < day <= today():
            yield ProposedReview(version.id, version.plan_id, event, f"{words}: {name}", day, version.case_id)
