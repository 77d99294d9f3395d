"""Conditions of the list „Angaben fehlen oder widersprechen sich“: each gives (person, case) that have the gap."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session

from desktop.casework.deadlines.caseload import last_status_of_case
from desktop.person_terms import ResidenceGroup, ResidenceKind, ValidUntil
from desktop.records.cases import Case, CaseStatusEntry, CounsellingPeriod
from desktop.records.people import FamilyMember, Person, PersonLanguage, ResidenceTitle
from desktop.records.plans import Plan, PlanVersion
from desktop.terms import CaseStatus, PlanState

Whose = tuple[int | None, int | None]
"""Person and case; one of them is enough."""
_STARTED = (CaseStatus.PLANNING, CaseStatus.ACCOMPANIED, CaseStatus.EXTENDED, CaseStatus.CLOSING)
_ENDLESS = tuple(kind for kind in ResidenceKind if kind.group in (ResidenceGroup.UNLIMITED, ResidenceGroup.OTHER))


def birth_missing(session: Session, day: dt.date) -> Iterator[Whose]:
    """Nothing is known of the birth date."""
    return _persons(session, select(Person.id).where(Person.birth_date.is_(None)))


def language_missing(session: Session, day: dt.date) -> Iterator[Whose]:
    """No language at all."""
    spoken = select(PersonLanguage.id).where(PersonLanguage.person_id == Person.id)
    return _persons(session, select(Person.id).where(~spoken.exists()))


def title_missing(session: Session, day: dt.date) -> Iterator[Whose]:
    """No residence status was ever entered."""
    titles = select(ResidenceTitle.id).where(ResidenceTitle.person_id == Person.id)
    return _persons(session, select(Person.id).where(~titles.exists()))


def title_without_date(session: Session, day: dt.date) -> Iterator[Whose]:
    """The present title's end is unknown; unlimited and applied-for ones have none."""
    return _persons(
        session,
        select(ResidenceTitle.person_id).where(
            ResidenceTitle.replaced_on.is_(None), ResidenceTitle.valid_kind == ValidUntil.UNKNOWN,
            ResidenceTitle.kind.not_in(_ENDLESS), ResidenceTitle.kind != ResidenceKind.P24,
        ),
    )


def period_unconfirmed(session: Session, day: dt.date) -> Iterator[Whose]:
    """Counselling has begun, its start is only proposed (decision 28)."""
    started = Case.status.in_(_STARTED)
    confirmed = select(CounsellingPeriod.id).where(
        CounsellingPeriod.person_id == Person.id, CounsellingPeriod.confirmed
    )
    alone = select(Person.id).join(Case, Case.person_id == Person.id).where(started, ~confirmed.exists())
    together = (
        select(Person.id).join(FamilyMember, FamilyMember.person_id == Person.id)
        .join(Case, Case.family_id == FamilyMember.family_id)
        .where(started, FamilyMember.until.is_(None), ~confirmed.exists())
    )  # fmt: skip
    yield from _persons(session, alone)
    yield from _persons(session, together)


def entry_before_birth(session: Session, day: dt.date) -> Iterator[Whose]:
    """Compared where both days are known exactly enough; codes of approximate dates do not sort (`PartialDate`)."""
    rows = session.execute(
        select(Person.id, Person.birth_date, Person.entry_date).where(Person.entry_date < Person.birth_date)
    )
    for person_id, birth, entry in rows:
        if birth and entry and birth.exact and entry.exact and entry.exact < birth.exact:
            yield person_id, None


def assigned_later(session: Session, day: dt.date) -> Iterator[Whose]:
    """Somebody who is not here yet cannot be accompanied."""
    return _persons_of(session, Person.assigned_on > day, Case.status.in_(_STARTED))


def assigned_already(session: Session, day: dt.date) -> Iterator[Whose]:
    """The day of the Zuteilung is over, contact may begin."""
    return _persons_of(session, Person.assigned_on <= day, Case.status == CaseStatus.ANNOUNCED)


def plan_without_review(session: Session, day: dt.date) -> Iterator[Whose]:
    """Nobody would be reminded of this plan."""
    rows = session.scalars(
        select(Plan.case_id).join(PlanVersion, PlanVersion.plan_id == Plan.id)
        .where(PlanVersion.state == PlanState.IN_FORCE, PlanVersion.next_review_on.is_(None))
    )  # fmt: skip
    return ((None, case_id) for case_id in rows)


def nobody_responsible(session: Session, day: dt.date) -> Iterator[Whose]:
    """Shown to everybody."""
    return ((None, case_id) for case_id in session.scalars(select(Case.id).where(Case.responsible_id.is_(None))))


def resting_without_day(session: Session, day: dt.date) -> Iterator[Whose]:
    """A case that rests for ever is forgotten."""
    last = last_status_of_case()
    rows = session.scalars(
        select(Case.id)
        .join(CaseStatusEntry, and_(CaseStatusEntry.case_id == Case.id, CaseStatusEntry.id == last))
        .where(Case.status == CaseStatus.RESTING, CaseStatusEntry.resume_on.is_(None))
    )
    return ((None, case_id) for case_id in rows)


CONDITIONS: dict[str, Callable[[Session, dt.date], Iterable[Whose]]] = {
    condition.__name__: condition
    for condition in (
        birth_missing, language_missing, title_missing, title_without_date, period_unconfirmed, entry_before_birth,
        assigned_later, assigned_already, plan_without_review, nobody_responsible, resting_without_day,
    )
}  # fmt: skip
"""Every gap of the catalogue has its condition here."""


def _persons(session: Session, asked: Select[int]) -> Iterator[Whose]:
    return ((person_id, None) for person_id in session.scalars(asked))


def _persons_of(session: Session, *conditions: object) -> Iterator[Whose]:
    asked = (
        select(Person.id)
        .outerjoin(FamilyMember, and_(FamilyMember.person_id == Person.id, FamilyMember.until.is_(None)))
        .join(Case, or_(Case.person_id == Person.id, Case.family_id == FamilyMember.family_id))
        .where(*conditions)  # type: ignore[arg-type]  # SQL conditions, whatever columns they are about
        .distinct()
    )
    return _persons(session, asked)
