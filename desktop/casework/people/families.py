"""Families: putting together, splitting, repairing by hand. Nobody's past disappears: membership has from and until."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.cases.cases import joined_words, new_case, persons_of, put_status, require_case
from desktop.casework.cases.first_steps import hand_on_tasks
from desktop.casework.changes import Changes, Kind
from desktop.casework.gate import change, query
from desktop.casework.people.family_parting import take_along
from desktop.casework.people.household import put_custody, put_household, short_note
from desktop.casework.people.people import PersonFacts, create_person, members_of, require_person
from desktop.casework.people.residence import address_rows, put_address
from desktop.casework.rights import Actor, Right
from desktop.casework.volunteers.needs.need_closing import take_needs_along
from desktop.clock import add_months, german_date, today
from desktop.errors import CaseworkError
from desktop.person_terms import Custody, Relation
from desktop.records.cases import Case
from desktop.records.people import Family, FamilyMember, Person
from desktop.terms import CaseKind, CaseStatus

_NEWBORN_MONTHS = 12
"""So young somebody came by birth and not by moving in."""


@dataclass(frozen=True)
class Membership:
    """A person's place in a family as edited on the page."""

    person_id: int
    relation: Relation
    in_household: bool = True
    custody: Custody | None = None


@dataclass(frozen=True)
class Newcomer:
    """Somebody not yet in the vault who joins a family: a newborn, a spouse who follows."""

    facts: PersonFacts
    relation: Relation
    lives_here: bool = True
    since: dt.date | None = None
    """Day they come; by default the birth of a newborn, else today."""


@dataclass(frozen=True)
class Split:
    """How a family parts: since when (by default today) and why."""

    on_date: dt.date | None = None
    reason: str = ""


@change(Right.EDIT_CASE, record="family.found")
def put_together(session: Session, actor: Actor, case_ids: tuple[int, ...], name: str = "") -> Changes:
    """One family file out of several files.

    The oldest family among them takes in the others; without one, a family is founded and its file continues the
    number of the oldest file. The other files end as „zusammengeführt“ and stay readable.
    """
    cases = [require_case(session, case_id) for case_id in sorted(set(case_ids))]
    if len(cases) < 2:
        raise CaseworkError("Bitte mindestens zwei Fälle auswählen, die zusammengehören.")
    target = next((case for case in cases if case.family_id), None) or _found(session, actor, cases[0], name)
    family = _require_family(session, target.family_id)
    for case in cases:
        if case is not target:
            _take_in(session, actor, family, target, case)
    _sort_members(session, family)
    touched = [(Kind.CASE, case.id) for case in cases] + [(Kind.FAMILY, family.id)]
    return Changes.of(*touched, made=target.id)


@change(Right.EDIT_CASE, record="family.split")
def split_off(
    session: Session, actor: Actor, case_id: int, person_ids: tuple[int, ...], split: Split = Split()
) -> Changes:
    """Give members an own file: one person alone, or several as a new family. `made` is the new case.

    Custody goes with the children; the leaving persons' own plans, talks, open tasks and coming appointments go along,
    what was talked about with somebody who stays is read in the former file. Raises CaseworkError for a day to come or
    before somebody joined.
    """
    case = require_case(session, case_id)
    day = split.on_date or today()
    family = _require_family(session, case.family_id)
    staying = [member for member in _present(family) if member.person_id not in person_ids]
    leaving = [member for member in _present(family) if member.person_id in person_ids]
    if not leaving or not staying:
        raise CaseworkError("Bitte einen Teil der Familie auswählen; mindestens eine Person muss bleiben.")
    _check_split(day, leaving)
    for member in leaving:
        member.until = day
    persons = [require_person(session, member.person_id) for member in leaving]
    kind = CaseKind.FAMILY if len(persons) > 1 else CaseKind.PERSON
    fresh = new_case(session, actor, kind, None, case.status)
    if kind is CaseKind.FAMILY:
        fresh.family_id = _found_from(session, actor, leaving, persons, day).id
    else:
        fresh.person_id = persons[0].id
    reason = short_note(split.reason, "reason")
    fresh.statuses[-1].reason = f"aus {case.number} herausgelöst" + (f": {reason}" if reason else "")
    fresh.statuses[-1].since = day
    session.flush()
    take_along(session, case, fresh, frozenset(person.id for person in persons))
    return Changes.of((Kind.CASE, case_id), (Kind.CASE, fresh.id), (Kind.FAMILY, family.id), made=fresh.id)


@change(Right.EDIT_CASE, record="family.member")
def add_member(
    session: Session, actor: Actor, case_id: int, membership: Membership, since: dt.date | None = None
) -> Changes:
    """A person (a newborn, somebody who joins later) comes into the file; a file of one becomes a family file."""
    case = require_case(session, case_id)
    require_person(session, membership.person_id)
    if case.family_id is None:
        _found(session, actor, case, "")
    family = _require_family(session, case.family_id)
    if any(member.person_id == membership.person_id for member in _present(family)):
        raise CaseworkError("Diese Person gehört schon zur Familie.")
    family.members.append(_member(membership, len(family.members), since))
    _sort_members(session, family)
    return Changes.of((Kind.CASE, case_id), (Kind.FAMILY, family.id), (Kind.PERSON, membership.person_id))


@change(Right.EDIT_CASE, record="family.newcomer")
def enter_member(
    session: Session, actor: Actor, case_id: int, newcomer: Newcomer
) -> Changes:
    """Somebody new joins the file; who lives here takes over the present address. `made` is the person."""
    household = persons_of(session, require_case(session, case_id))
    since = newcomer.since or _birth_of_newborn(newcomer.facts) or today()
    if since > today():
        raise CaseworkError("Dieser Tag liegt in der Zukunft. Bitte eintragen, sobald es so weit ist.", field="since")
    person_id = create_person(session, actor, newcomer.facts).made
    assert person_id is not None
    membership = Membership(person_id, newcomer.relation, in_household=newcomer.lives_here)
    changes = add_member(session, actor, case_id, membership, since)
    home = next((row for member in household for row in address_rows(member) if row.until is None), None)
    if newcomer.lives_here and home is not None:
        put_address(require_person(session, person_id), replace(home, since=since), actor)
    return Changes(changes.touched, person_id)


@change(Right.EDIT_CASE, record="family.join")
def take_in_person(session: Session, actor: Actor, case_id: int, person_id: int, relation: Relation) -> Changes:
    """Somebody already in the vault joins the file; an own single file ends as „zusammengeführt“.

    Raises CaseworkError for somebody who belongs to another family: that one must be split or put together first.
    """
    case = require_case(session, case_id)
    elsewhere = session.scalar(
        select(Case.number)
        .join(FamilyMember, FamilyMember.family_id == Case.family_id)
        .where(FamilyMember.person_id == person_id, FamilyMember.until.is_(None), Case.id != case_id)
        .limit(1)
    )
    if elsewhere:
        raise CaseworkError(
            f"Diese Person gehört zum Fall {elsewhere}. Bitte dort zuerst herauslösen oder beide Fälle zusammenführen.",
            field="person",
        )
    changes = add_member(session, actor, case_id, Membership(person_id, relation))
    for own in session.scalars(select(Case).where(Case.person_id == person_id, Case.id != case_id)):
        if own.status is not CaseStatus.ENDED:
            put_status(own, CaseStatus.ENDED, today(), joined_words(case.number), actor)
            hand_on_tasks(session, own, case)
            take_needs_along(session, own, case)
            changes |= Changes.of((Kind.CASE, own.id))
    return Changes(changes.touched, person_id)


@change(Right.EDIT_CASE, record="family.repair")
def repair_family(
    session: Session, actor: Actor, family_id: int, name: str, memberships: tuple[Membership, ...]
) -> Changes:
    """Correct name, order, relations, household and custody of the present members."""
    family = _require_family(session, family_id)
    if not name.strip():
        raise CaseworkError("Bitte den Namen der Familie eintragen.", field="name")
    present = {member.person_id: member for member in _present(family)}
    if {membership.person_id for membership in memberships} != set(present):
        raise CaseworkError("Die Familie wurde inzwischen geändert. Bitte neu laden.")
    family.name = name.strip()
    for position, membership in enumerate(memberships):
        member = present[membership.person_id]
        member.position, member.relation = position, membership.relation
        _put_right(session, actor, member, membership)
    return Changes.of((Kind.FAMILY, family_id), *((Kind.PERSON, person_id) for person_id in present))


@query(Right.READ_CASE)
def memberships(session: Session, actor: Actor, family_id: int) -> tuple[Membership, ...]:
    """Present members in their order."""
    family = _require_family(session, family_id)
    return tuple(
        Membership(member.person_id, member.relation, member.in_household, member.custody)
        for member in _present(family)
    )


def found_family(
    session: Session, actor: Actor, persons: list[Person], relations: dict[int, Relation] | None = None, name: str = ""
) -> Family:
    """Inside a use case: a family of these persons; relations are proposed by age where not given."""
    family = Family(name=name.strip() or family_name(persons), created_by=actor.user_id)
    for position, person in enumerate(persons):
        relation = (relations or {}).get(person.id) or proposed_relation(person)
        family.members.append(_member(Membership(person.id, relation), position))
    session.add(family)
    session.flush()
    return family


def proposed_relation(person: Person) -> Relation:
    """Under 18 a child, else an adult; to be corrected by hand."""
    age = person.birth_date.age_on(today()) if person.birth_date else None
    return Relation.CHILD if age is not None and age < 18 else Relation.ADULT


def family_name(persons: list[Person]) -> str:
    """The adults' family names, joined when they differ: „Issa / Alhamwi“."""
    adults = [person for person in persons if proposed_relation(person) is Relation.ADULT] or persons
    return " / ".join(dict.fromkeys(person.family_name for person in adults if person.family_name)) or "ohne Namen"


def _found(session: Session, actor: Actor, case: Case, name: str) -> Case:
    """Turn a file of one person into a family file; its number stays."""
    person = require_person(session, case.person_id or 0)
    family = found_family(session, actor, [person], name=name)
    case.kind, case.family_id, case.person_id = CaseKind.FAMILY, family.id, None
    return case


def _put_right(session: Session, actor: Actor, member: FamilyMember, membership: Membership) -> None:
    """A change of household or custody is part of the family's history, but for a slip on the day they joined."""
    if member.since == today():
        member.in_household, member.custody = membership.in_household, membership.custody
        return
    put_household(session, actor.user_id, member, today(), at_home=membership.in_household)
    if member.custody is not membership.custody:
        put_custody(session, actor.user_id, member, membership.custody, today())


def _check_split(day: dt.date, leaving: list[FamilyMember]) -> None:
    if day > today():
        raise CaseworkError("Dieser Tag liegt in der Zukunft. Bitte erst teilen, wenn es so weit ist.", field="on_date")
    joined = max((member.since for member in leaving if member.since), default=day)
    if day < joined:
        raise CaseworkError(
            f"Am {german_date(joined)} kam jemand davon erst zur Familie. Bitte das Datum prüfen.", field="on_date"
        )


def _found_from(
    session: Session, actor: Actor, leaving: list[FamilyMember], persons: list[Person], day: dt.date
) -> Family:
    """The family of those who leave: relation, household and custody as they were."""
    family = found_family(session, actor, persons, {member.person_id: member.relation for member in leaving})
    former = {member.person_id: member for member in leaving}
    for member in family.members:
        before = former[member.person_id]
        member.since, member.in_household, member.custody = day, before.in_household, before.custody
    return family


def _birth_of_newborn(facts: PersonFacts) -> dt.date | None:
    born = facts.birth_date.exact if facts.birth_date else None
    return born if born is not None and born > add_months(today(), -_NEWBORN_MONTHS) else None


def _take_in(session: Session, actor: Actor, family: Family, target: Case, case: Case) -> None:
    persons = members_of(session, case.family_id) if case.family_id else (require_person(session, case.person_id or 0),)
    own = session.get(Family, case.family_id) if case.family_id else None
    former = {member.person_id: member for member in _present(own)} if own else {}
    for member in former.values():
        member.until = today()
    for person in persons:
        place = Membership(person.id, proposed_relation(person))
        if (before := former.get(person.id)) is not None:
            place = Membership(person.id, before.relation, before.in_household, before.custody)
        family.members.append(_member(place, len(family.members)))
    put_status(case, CaseStatus.ENDED, today(), joined_words(target.number), actor)
    hand_on_tasks(session, case, target)
    take_needs_along(session, case, target)


def _sort_members(session: Session, family: Family) -> None:
    """Adults before children, each from old to young."""
    session.flush()

    def rank(member: FamilyMember) -> tuple[bool, str]:
        person = require_person(session, member.person_id)
        return member.relation is Relation.CHILD, (person.birth_date.code.lstrip("~") if person.birth_date else "")

    for position, member in enumerate(sorted(_present(family), key=rank)):
        member.position = position


def _member(membership: Membership, position: int, since: dt.date | None = None) -> FamilyMember:
    return FamilyMember(
        person_id=membership.person_id, relation=membership.relation, in_household=membership.in_household,
        custody=membership.custody, position=position, since=since or today(),
    )


def _present(family: Family) -> list[FamilyMember]:
    return sorted((member for member in family.members if member.until is None), key=lambda member: member.position)


def _require_family(session: Session, family_id: int | None) -> Family:
    family = session.scalar(select(Family).where(Family.id == family_id))
    if family is None:
        raise CaseworkError("Diese Familie gibt es nicht mehr.")
    return family
