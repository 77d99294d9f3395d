"""Whose case it is: the responsible person, and who stands in for a case or for a whole caseload today."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import ScalarSelect, and_, func, or_, select
from sqlalchemy.orm import Session

from desktop.records.care import Absence, CaseStandIn
from desktop.records.cases import Case, CaseStatusEntry
from desktop.records.office import User
from desktop.records.people import Family, FamilyMember, Person
from desktop.records.volunteers import Volunteer
from desktop.terms import CaseStatus

T = TypeVar("T")
CLOSED = (
    CaseStatus.ENDED, CaseStatus.BLOCKED, CaseStatus.NOT_TARGET, CaseStatus.DECLINED, CaseStatus.NOT_REACHED,
    CaseStatus.AFTERCARE,
)  # fmt: skip
"""No date of a case in these states is watched."""
_AT_ONCE = 400
"""Ids per query, well below what any database takes."""


@dataclass(frozen=True, slots=True)
class CaseBrief:
    """An open case in a line."""

    id: int
    number: str
    title: str
    status: CaseStatus
    responsible_id: int | None
    stand_ins: frozenset[int]

    def belongs_to(self, user_id: int) -> bool:
        return user_id == self.responsible_id or user_id in self.stand_ins


def open_cases(session: Session, case_ids: Collection[int], day: dt.date) -> dict[int, CaseBrief]:
    """The open ones of these cases."""
    by_case, by_user = stand_ins(session, day)
    briefs = {}
    for some in chunks(case_ids):
        rows = session.execute(
            select(Case.id, Case.number, Case.status, Case.responsible_id, Family.name, Person.family_name,
                   Person.given_names)
            .outerjoin(Family, Family.id == Case.family_id).outerjoin(Person, Person.id == Case.person_id)
            .where(Case.id.in_(some), Case.status.not_in(CLOSED))
        )  # fmt: skip
        for id_, number, status, responsible, family, last, first in rows:
            title = f"Familie {family}" if family else ", ".join(part for part in (last, first) if part)
            deputies = frozenset(by_case.get(id_, set()) | by_user.get(responsible or 0, set()))
            briefs[id_] = CaseBrief(id_, number, title, status, responsible, deputies)
    return briefs


def open_case_of(session: Session, person_ids: Collection[int]) -> dict[int, tuple[int, str]]:
    """Person → (open case, name); persons without an open case are left out. The newest case counts."""
    found: dict[int, tuple[int, str]] = {}
    named = select(Person.id, Case.id, Person.call_name, Person.given_names, Person.family_name)
    ways = (
        named.join(Case, Case.person_id == Person.id),
        named.join(FamilyMember, and_(FamilyMember.person_id == Person.id, FamilyMember.until.is_(None)))
        .join(Case, Case.family_id == FamilyMember.family_id),
    )  # fmt: skip
    for some in chunks(person_ids):
        for way in ways:
            rows = session.execute(way.where(Person.id.in_(some), Case.status.not_in(CLOSED)).order_by(Case.id))
            for person, case, call, given, family in rows:
                found[person] = (case, call or given or family)
    return found


def stand_ins(session: Session, day: dt.date) -> tuple[dict[int, set[int]], dict[int, set[int]]]:
    """Who stands in on `day`: by case, and by the user who is away."""
    by_case: dict[int, set[int]] = defaultdict(set)
    by_user: dict[int, set[int]] = defaultdict(set)
    for case_id, user_id in session.execute(
        select(CaseStandIn.case_id, CaseStandIn.user_id).where(
            CaseStandIn.since <= day, or_(CaseStandIn.until.is_(None), CaseStandIn.until >= day)
        )
    ):
        by_case[case_id].add(user_id)
    for user_id, deputy_id in session.execute(
        select(Absence.user_id, Absence.deputy_id).where(Absence.since <= day, Absence.until >= day)
    ):
        by_user[user_id].add(deputy_id)
    return by_case, by_user


def last_status_of_case() -> ScalarSelect[int | None]:
    """SQL: id of the newest status entry of the `Case` of the query around it."""
    newest = select(func.max(CaseStatusEntry.id)).where(CaseStatusEntry.case_id == Case.id)
    return newest.correlate(Case).scalar_subquery()


def user_names(session: Session) -> dict[int, str]:
    """Everybody's name, for lines of the team."""
    return dict(session.execute(select(User.id, User.name)).all())


def responsible_for(session: Session, volunteer_ids: Collection[int]) -> dict[int, int]:
    """Who keeps in touch with which volunteer; nobody in particular is left out."""
    found: dict[int, int] = {}
    for some in chunks(sorted(volunteer_ids)):
        asked = select(Volunteer.id, Volunteer.responsible_id)
        found.update(session.execute(
            asked.where(Volunteer.id.in_(some), Volunteer.responsible_id.is_not(None))
        ).all())  # type: ignore[arg-type]  # None is left out above
    return found


def stood_in_for(session: Session, user_id: int, day: dt.date) -> frozenset[int]:
    """Users somebody stands in for on `day`, themselves among them."""
    rows = session.scalars(
        select(Absence.user_id).where(Absence.deputy_id == user_id, Absence.since <= day, Absence.until >= day)
    )
    return frozenset({user_id, *rows})


def chunks(ids: Iterable[T]) -> Iterator[Sequence[T]]:
    """Ids in parts a query takes, each id once."""
    unique = list(dict.fromkeys(ids))
    for start in range(0, len(unique), _AT_ONCE):
        yield unique[start : start + _AT_ONCE]
