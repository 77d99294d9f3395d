"""When a plan is reviewed (domain 1.2 row 8, 3.2): the rhythm, and events after which an extra review is proposed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.cases import persons_of
from desktop.casework.office import OfficeSettings
from desktop.clock import add_months, today
from desktop.records.assessments import Answer
from desktop.records.cases import Case
from desktop.records.people import Person
from desktop.records.plans import Plan, PlanVersion
from desktop.records.reviews import Review
from desktop.terms import PlanState

WORKS_SINCE = "work.since"
"""Asked of everybody who has work, a training or a self-employment."""


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


def next_review_day(office: OfficeSettings, first_in_force: dt.date | None, held_on: dt.date) -> dt.date:
    """Every three months in the plan's first year, later every six; both are settings of the office."""
    first_year_ends = add_months(first_in_force or held_on, 12)
    months = office.review_months_first_year if held_on < first_year_ends else office.review_months_later
    return add_months(held_on, months)


def proposed_reviews(session: Session, case: Case) -> tuple[ProposedReview, ...]:
    """Inside a use case: extra reviews after a status decision, a birth, a job or a move, newest event first.

    An event counts when it came after the Fassung and after the last review of it; a review under way answers all.
    """
    found: list[ProposedReview] = []
    for version in _in_force(session, case.id):
        reviews = session.scalars(select(Review).where(Review.version_id == version.id)).all()
        if any(review.finished_at is None for review in reviews):
            continue
        after = max([version.valid_from or today(), *(review.held_on for review in reviews)])
        for person in persons_of(session, case):
            found += _of_person(session, version, person, after)
    return tuple(sorted(found, key=lambda row: row.since, reverse=True))


def _in_force(session: Session, case_id: int) -> list[PlanVersion]:
    asked = select(PlanVersion).join(Plan, Plan.id == PlanVersion.plan_id)
    return list(session.scalars(asked.where(Plan.case_id == case_id, PlanVersion.state == PlanState.IN_FORCE)))


Event = tuple[str, str, dt.date]


def _of_person(session: Session, version: PlanVersion, person: Person, after: dt.date) -> Iterator[ProposedReview]:
    """A birth concerns everybody's plan of the case, the other events the family's and the person's own."""
    own = version.plan.person_id in (None, person.id)
    rules: tuple[tuple[Callable[[Session, Person], Iterator[Event]], bool], ...] = (
        (_births, True), (_decisions, own), (_moves, own), (_jobs, own),
    )  # fmt: skip
    for rule, concerned in rules:
        for event, words, day in rule(session, person) if concerned else ():
            if after < day <= today():
                yield ProposedReview(version.id, version.plan_id, event, f"{words}: {person.name}", day)


def _births(session: Session, person: Person) -> Iterator[Event]:
    """A child born into the family; somebody whose birth day is known only in part cannot be told apart."""
    if person.birth_date is not None and (day := person.birth_date.exact) is not None:
        yield "birth", "Geburt", day


def _decisions(session: Session, person: Person) -> Iterator[Event]:
    """The first title entered is no news. A title's own day is often unknown: when it was seen, or else entered."""
    for title in person.titles[1:]:
        yield "status", "Entscheidung über den Aufenthalt", title.seen_on or title.created_at.date()


def _moves(session: Session, person: Person) -> Iterator[Event]:
    for address in person.addresses[1:]:
        if address.since is not None:
            yield "move", "Umzug", address.since


def _jobs(session: Session, person: Person) -> Iterator[Event]:
    asked = select(Answer.value).where(Answer.person_id == person.id, Answer.key == WORKS_SINCE)
    for day in set(session.scalars(asked)) - {None}:
        yield "job", "Arbeit aufgenommen", dt.date.fromisoformat(str(day))
