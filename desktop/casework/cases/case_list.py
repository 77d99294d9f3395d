"""The list of cases with its filters, read in a few flat queries so that 5,000 persons show at once (decision 35)."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import chain

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from desktop.casework.gate import query
from desktop.casework.people.people import shared_own_script
from desktop.casework.people.periods import PeriodRow, period_row
from desktop.casework.rights import Actor, Right
from desktop.casework.search.folding import search_terms
from desktop.records.cases import Case, CounsellingPeriod
from desktop.records.office import User
from desktop.records.people import Address, Family, FamilyMember, Person, PersonLanguage
from desktop.records.plans import Plan, PlanVersion
from desktop.records.tasks import DeadlineMark
from desktop.terms import CaseKind, CaseStatus, PeriodBasis, PlanState

ENDED = (CaseStatus.ENDED, CaseStatus.BLOCKED)
"""Cases the list leaves out unless somebody asks for them."""
REVIEW_RULE = "plan_review"
"""Key of the rule on the next review; a day moved there is the one the list shows."""


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One line of the list."""

    id: int
    number: str
    title: str
    own_script_name: str
    kind: CaseKind
    persons: int
    status: CaseStatus
    responsible_id: int | None
    responsible: str
    languages: tuple[str, ...]
    place: str
    assigned_on: dt.date | None
    period_end: dt.date | None
    """End of the counselling that ends first in this case."""
    plan_version: int | None
    plan_state: PlanState | None
    next_review_on: dt.date | None
    search: str
    """Folded names and the number, for filtering while typing."""


@dataclass(frozen=True)
class CaseFilter:
    """Filters that hold together; empty means everything."""

    text: str = ""
    mine: bool = False
    statuses: frozenset[CaseStatus] = frozenset()
    language: str = ""
    place: str = ""
    with_ended: bool = False

    def keeper(self, actor: Actor) -> Callable[[CaseRow], bool]:
        """Which rows it keeps; made once per filter, for it is asked of thousands of rows at every key."""
        terms = search_terms(self.text)

        def keeps(row: CaseRow) -> bool:
            return (
                (self.with_ended or row.status not in ENDED or row.status in self.statuses)
                and (not self.mine or row.responsible_id == actor.user_id)
                and (not self.statuses or row.status in self.statuses)
                and (not self.language or self.language in row.languages)
                and (not self.place or self.place == row.place)
                and all(word in row.search for word in terms)
            )

        return keeps


@dataclass(frozen=True, slots=True)
class _Member:
    case_id: int
    person_id: int
    name: str
    family_name: str
    own_script_name: str
    folded_name: str
    assigned_on: dt.date | None


_Case = tuple[int, str, CaseKind, CaseStatus, int | None, str | None, str | None]
"""id, number, kind, status, responsible id and name, family name"""


@query(Right.LIST_CASES)
def list_cases(session: Session, actor: Actor, chosen: CaseFilter = CaseFilter()) -> tuple[CaseRow, ...]:
    """Cases the filter keeps, newest number first."""
    members = _members(session)
    languages, places = _languages(session), _places(session)
    ends, plans = _period_ends(session, members), _plans(session)
    keeps, rows = chosen.keeper(actor), []
    for case in _cases(session):
        people = members.get(case[0], [])
        row = _row(case, people, plans.get(case[0]))
        spoken = tuple(dict.fromkeys(code for person in people for code in languages.get(person.person_id, ())))
        place = next((places[person.person_id] for person in people if person.person_id in places), "")
        end = min((ends[person.person_id] for person in people if person.person_id in ends), default=None)
        row = replace(row, languages=spoken, place=place, period_end=end)
        if keeps(row):
            rows.append(row)
    return tuple(rows)


def _cases(session: Session) -> list[_Case]:
    rows = session.execute(
        select(Case.id, Case.number, Case.kind, Case.status, Case.responsible_id, User.name, Family.name)
        .outerjoin(User, User.id == Case.responsible_id)
        .outerjoin(Family, Family.id == Case.family_id)
        .order_by(Case.number.desc())
    )
    return list(rows)


def _members(session: Session) -> dict[int, list[_Member]]:
    """Present persons of every case."""
    columns = (
        Case.id, Person.id, Person.family_name, Person.given_names, Person.own_script_name, Person.folded_name,
        Person.assigned_on,
    )
    alone = select(*columns).join(Person, Person.id == Case.person_id)
    together = (
        select(*columns)
        .join(FamilyMember, and_(FamilyMember.family_id == Case.family_id, FamilyMember.until.is_(None)))
        .join(Person, Person.id == FamilyMember.person_id)
        .order_by(FamilyMember.position)
    )
    members: dict[int, list[_Member]] = defaultdict(list)
    for case_id, person_id, family, given, own_script, folded, assigned in chain(
        session.execute(alone), session.execute(together)
    ):
        name = f"{family}, {given}" if family and given else family or given
        members[case_id].append(_Member(case_id, person_id, name, family, own_script, folded, assigned))
    return members


def _languages(session: Session) -> dict[int, list[str]]:
    languages: dict[int, list[str]] = defaultdict(list)
    ordered = select(PersonLanguage.person_id, PersonLanguage.code).order_by(PersonLanguage.position)
    for person_id, code in session.execute(ordered):
        languages[person_id].append(code)
    return languages


def _places(session: Session) -> dict[int, str]:
    """Town, or town part, of present addresses."""
    present = select(Address.person_id, Address.town).where(Address.until.is_(None), Address.town != "")
    return dict(session.execute(present).all())


def _period_ends(session: Session, members: dict[int, list[_Member]]) -> dict[int, dt.date]:
    stored = session.execute(
        select(CounsellingPeriod.person_id, CounsellingPeriod.start, CounsellingPeriod.extended_until)
    )
    ends = {person: _period(person, start, extended).end for person, start, extended in stored}
    for people in members.values():
        for person in people:
            if person.assigned_on and person.person_id not in ends:
                ends[person.person_id] = _period(person.person_id, person.assigned_on, None).end
    return ends


def _period(person_id: int, start: dt.date, extended: dt.date | None) -> PeriodRow:
    return period_row(person_id, start, PeriodBasis.ASSIGNMENT, confirmed=False, extended_until=extended)


def _plans(session: Session) -> dict[int, tuple[int, PlanState, dt.date | None]]:
    """Newest Fassung of every case."""
    rows = session.execute(
        select(Plan.case_id, PlanVersion.id, PlanVersion.version, PlanVersion.state, PlanVersion.next_review_on)
        .join(PlanVersion, PlanVersion.plan_id == Plan.id)
        .order_by(PlanVersion.id)
    )
    moved = _moved_reviews(session)
    return {
        case_id: (version, state, moved.get((id_, review), review)) for case_id, id_, version, state, review in rows
    }


def _moved_reviews(session: Session) -> dict[tuple[int, dt.date | None], dt.date | None]:
    """Days reviews were moved to, by Fassung and the day in it."""
    marks = session.execute(
        select(DeadlineMark.subject_id, DeadlineMark.due_on, DeadlineMark.moved_to)
        .where(DeadlineMark.rule == REVIEW_RULE, DeadlineMark.moved_to.is_not(None))
    )
    return {(version_id, due): moved_to for version_id, due, moved_to in marks}


def _row(
    case: _Case,
    people: list[_Member], plan: tuple[int, PlanState, dt.date | None] | None,
) -> CaseRow:
    id_, number, kind, status, responsible_id, responsible, family = case
    version, state, review = plan or (None, None, None)
    return CaseRow(
        id_, number, f"Familie {family}" if family else (people[0].name if people else "–"),
        shared_own_script(tuple(person.own_script_name for person in people)),
        kind, len(people), status, responsible_id, responsible or "", (), "",
        min((person.assigned_on for person in people if person.assigned_on), default=None), None,
        version, state, review,
        " ".join([number.casefold(), *(person.folded_name for person in people)]),
    )
