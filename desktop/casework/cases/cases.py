"""Cases: opening, head of the file, status and responsible person with history. The list is in `case_list.py`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.cases.first_steps import make_first_steps
from desktop.casework.cases.flag_rows import FlagRow, present_flags
from desktop.casework.changes import Changes, Kind
from desktop.casework.gate import change, query
from desktop.casework.people.people import (
    LanguageRow,
    PersonFacts,
    PersonRow,
    create_person,
    members_of,
    person_row,
    require_person,
    shared_own_script,
)
from desktop.casework.people.periods import PeriodRow, periods_of
from desktop.casework.people.residence import AddressRow, TitleRow, address_rows, title_rows
from desktop.casework.rights import Actor, Right
from desktop.clock import today
from desktop.errors import CaseworkError
from desktop.person_terms import Custody, GermanLevel, InterpreterNeed, Relation
from desktop.records.cases import Case, CaseResponsible, CaseStatusEntry
from desktop.records.office import Setting, User
from desktop.records.people import Family, FamilyMember, Person
from desktop.records.plans import Plan, PlanVersion
from desktop.terms import CaseKind, CaseStatus, EndReason, PlanState

HIGHEST_NUMBERS = "highest_case_numbers"
"""Setting with the highest number of each year that a deleted case had."""


@dataclass(frozen=True)
class MemberRow:
    """A member of the case with what the head and the overview show."""

    person: PersonRow
    relation: Relation | None
    languages: tuple[str, ...]
    german_level: GermanLevel | None
    interpreter_need: InterpreterNeed | None
    print_language: str
    assigned_on: dt.date | None
    title: TitleRow | None
    address: AddressRow | None
    period: PeriodRow | None
    address_secret: bool = False
    in_household: bool = True
    custody: Custody | None = None


@dataclass(frozen=True)
class StatusRow:
    """A status the case had from a day on."""

    status: CaseStatus
    since: dt.date
    reason: str
    end_reason: EndReason | None = None
    final_talk: bool | None = None
    passed_on_to: str = ""
    resume_on: dt.date | None = None
    """When a resting case is taken up again."""


@dataclass(frozen=True)
class PlanBrief:
    """What the head says of the newest plan."""

    plan_id: int
    version_id: int
    version: int
    state: PlanState
    next_review_on: dt.date | None


@dataclass(frozen=True)
class CaseHead:
    """Head of the case file and its overview."""

    id: int
    number: str
    kind: CaseKind
    title: str
    """„Familie Ahmadi“ or „Habte, Filmon“."""
    own_script_name: str
    family_id: int | None
    status: CaseStatus
    statuses: tuple[StatusRow, ...]
    responsible_id: int | None
    responsible: str
    opened_on: dt.date
    members: tuple[MemberRow, ...]
    plan: PlanBrief | None
    flags: tuple[FlagRow, ...] = ()
    """Those not resolved yet, the oldest first."""

    @property
    def shortest_period(self) -> MemberRow | None:
        """The member whose counselling ends first; the head shows that one with the name (decision 28)."""
        with_period = [member for member in self.members if member.period]
        return min(with_period, key=lambda member: member.period.end if member.period else dt.date.max, default=None)

    @property
    def assigned_on(self) -> dt.date | None:
        return min((member.assigned_on for member in self.members if member.assigned_on), default=None)


@change(Right.EDIT_CASE, record="case.open")
def open_person_case(session: Session, actor: Actor, person_id: int, status: CaseStatus | None = None) -> Changes:
    """A file for one person; the status follows the day of the Zuteilung unless given."""
    person = require_person(session, person_id)
    case = new_case(session, actor, CaseKind.PERSON, person.assigned_on, status)
    case.person_id = person_id
    session.flush()
    if case.status in (CaseStatus.ANNOUNCED, CaseStatus.CONTACT_OPEN):
        make_first_steps(session, case, actor.user_id, assigned_on=person.assigned_on)
    return Changes.of((Kind.CASE, case.id), (Kind.PERSON, person_id), made=case.id)


@change(Right.EDIT_CASE, record="case.enter")
def enter_person_case(
    session: Session, actor: Actor, facts: PersonFacts, languages: tuple[LanguageRow, ...] = ()
) -> Changes:
    """A person entered by hand with a file of their own; `made` is the case."""
    person = create_person(session, actor, facts, languages)
    assert person.made is not None
    return person | open_person_case(session, actor, person.made)


@change(Right.EDIT_CASE, record="case.responsible")
def change_responsible(session: Session, actor: Actor, case_id: int, user_id: int) -> Changes:
    """Hand the case to another user from today on."""
    case = require_case(session, case_id)
    if session.get(User, user_id) is None:
        raise CaseworkError("Diese zuständige Person gibt es nicht.", field="responsible")
    put_responsible(case, user_id, actor)
    return Changes.of((Kind.CASE, case_id))


@query(Right.READ_CASE, record="case.read")
def case_head(session: Session, actor: Actor, case_id: int) -> CaseHead:
    """Open a case file: its head and members. The reading is recorded (DS-06)."""
    case = require_case(session, case_id)
    persons = persons_of(session, case)
    periods = periods_of(session, {person.id: person.assigned_on for person in persons})
    family = session.get(Family, case.family_id) if case.family_id else None
    present = [member for member in family.members if member.until is None] if family else []
    places = {member.person_id: member for member in present}
    responsible = session.get(User, case.responsible_id) if case.responsible_id else None
    title, own_script = case_title(family, persons)
    return CaseHead(
        case.id, case.number, case.kind, title, own_script, case.family_id, case.status,
        tuple(_status_row(entry) for entry in reversed(case.statuses)),
        case.responsible_id, responsible.name if responsible else "", case.opened_on,
        tuple(_member(person, places.get(person.id), periods.get(person.id)) for person in persons),
        _plan_brief(session, case_id), present_flags(session, case_id),
    )


def new_case(
    session: Session, actor: Actor, kind: CaseKind, assigned_on: dt.date | None, status: CaseStatus | None = None,
    number: str | None = None,
) -> Case:
    """Inside a use case: a case without its person or family yet; the acting user is responsible."""
    case = Case(number=number or next_number(session), kind=kind, opened_on=today(), created_by=actor.user_id)
    put_status(case, status or first_status(assigned_on), today(), "", actor)
    put_responsible(case, actor.user_id, actor)
    session.add(case)
    return case


def first_status(assigned_on: dt.date | None) -> CaseStatus:
    """Before the day of the Zuteilung a case is announced, then contact is to be made (decision 33)."""
    return CaseStatus.ANNOUNCED if assigned_on and assigned_on > today() else CaseStatus.CONTACT_OPEN


def next_number(session: Session) -> str:
    """`F-YYYY-NNN`, running within the year (decision 32); the number of a deleted case stays taken."""
    prefix = f"F-{today().year}-"
    numbers = list(session.scalars(select(Case.number).where(Case.number.startswith(prefix))))
    kept = session.get(Setting, HIGHEST_NUMBERS)
    numbers += [number for number in (kept.value if kept else ()) if number.startswith(prefix)]
    return f"{prefix}{max((int(number.removeprefix(prefix)) for number in numbers), default=0) + 1:03}"


def keep_numbers(session: Session, cases: Collection[int]) -> None:
    """Before cases are deleted: their numbers stand on paper, so none of them is given again."""
    going = session.scalars(select(Case.number).where(Case.id.in_(cases)))
    kept = session.get(Setting, HIGHEST_NUMBERS) or Setting(key=HIGHEST_NUMBERS, value=[])
    highest: dict[str, str] = {}
    for number in sorted({*kept.value, *going}, key=lambda number: int(number.rpartition("-")[2])):
        highest[number.rpartition("-")[0]] = number
    kept.value = sorted(highest.values())
    session.add(kept)
    session.flush()


def joined_words(number: str) -> str:
    """Why a file ended that was put together with the file of this number; deleting finds it again by that."""
    return f"zusammengeführt mit {number}"


def put_status(
    case: Case, status: CaseStatus, since: dt.date, reason: str, actor: Actor, *, resume_on: dt.date | None = None
) -> CaseStatusEntry:
    """Inside a use case: the next entry of the history. What may follow what is checked in `case_life.py`."""
    case.status = status
    entry = CaseStatusEntry(
        status=status, since=since, reason=reason, resume_on=resume_on, created_by=actor.user_id
    )
    case.statuses.append(entry)
    return entry


def put_responsible(case: Case, user_id: int, actor: Actor) -> None:
    """Inside a use case: see `change_responsible`."""
    case.responsible_id = user_id
    case.responsibles.append(CaseResponsible(user_id=user_id, since=today(), created_by=actor.user_id))


def require_case(session: Session, case_id: int) -> Case:
    """The case, or a CaseworkError when it is gone."""
    case = session.get(Case, case_id)
    if case is None:
        raise CaseworkError("Diesen Fall gibt es nicht mehr.")
    return case


def persons_of(session: Session, case: Case) -> tuple[Person, ...]:
    """Present persons of a case, the eldest member first as the family has them in order."""
    if case.family_id:
        return members_of(session, case.family_id)
    return (require_person(session, case.person_id),) if case.person_id else ()


def case_title(family: Family | None, persons: tuple[Person, ...]) -> tuple[str, str]:
    """Title of a file and the name in the own script beside it."""
    own_script = shared_own_script(tuple(person.own_script_name for person in persons))
    if family is not None:
        return f"Familie {family.name}", own_script
    return (persons[0].name if persons else "–"), own_script


def _member(person: Person, place: FamilyMember | None, period: PeriodRow | None) -> MemberRow:
    titles = [row for row in title_rows(person) if row.replaced_on is None]
    addresses = [row for row in address_rows(person) if row.until is None]
    return MemberRow(
        person_row(person), place.relation if place else None,
        tuple(language.code for language in person.languages), person.german_level, person.interpreter_need,
        person.print_language, person.assigned_on,
        titles[0] if titles else None, addresses[0] if addresses else None, period, person.address_secret,
        place.in_household if place else True, place.custody if place else None,
    )


def _status_row(entry: CaseStatusEntry) -> StatusRow:
    return StatusRow(
        entry.status, entry.since, entry.reason, entry.end_reason, entry.final_talk, entry.passed_on_to or "",
        entry.resume_on,
    )


def _plan_brief(session: Session, case_id: int) -> PlanBrief | None:
    newest = session.execute(
        select(PlanVersion.plan_id, PlanVersion.id, PlanVersion.version, PlanVersion.state, PlanVersion.next_review_on)
        .join(Plan, Plan.id == PlanVersion.plan_id)
        .where(Plan.case_id == case_id)
        .order_by(PlanVersion.id.desc())
        .limit(1)
    ).first()
    return PlanBrief(*newest) if newest else None
