"""Volunteers entered twice, and volunteers who are clients, too: one human being, two records, rights kept apart.

Who may not read case files never learns whether somebody is a client: the link and the search for it need that right.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from desktop.casework.changes import Changes, Kind
from desktop.casework.deletion.deletion_scope import cases_now
from desktop.casework.gate import change, query
from desktop.casework.people.people import require_person
from desktop.casework.rights import Actor, Right
from desktop.casework.search.folding import fold, search_terms
from desktop.casework.search.name_keys import alike
from desktop.casework.volunteers.forgotten import not_forgotten
from desktop.casework.volunteers.register.import_names import NameIndex
from desktop.casework.volunteers.register.volunteer_rows import VolunteerFacts
from desktop.casework.volunteers.register.volunteers import require_volunteer
from desktop.errors import CaseworkError, NotAllowedError
from desktop.records.people import Person
from desktop.records.volunteers import Volunteer
from desktop.volunteer_terms import VolunteerStatus


@dataclass(frozen=True)
class SimilarVolunteer:
    """Somebody in the register who may be the one being entered, with what speaks for it."""

    id: int
    name: str
    town: str
    status: VolunteerStatus
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class ClientLink:
    """The client a volunteer is, or may be; `case_id` is None for somebody without a file."""

    person_id: int
    name: str
    birth_year: int | None
    case_id: int | None
    number: str


@query(Right.READ_VOLUNTEERS)
def similar_volunteers(
    session: Session, actor: Actor, family_name: str, given_names: str, birth_year: int | None = None,
    but_not: int | None = None,
) -> tuple[SimilarVolunteer, ...]:
    """Volunteers whose family name and given name both are or sound alike; nobody while one of them is missing."""
    if not family_name.strip() or not given_names.strip():
        return ()
    named_so = _named_like(session, family_name, given_names)
    people = select(Volunteer).where(Volunteer.id.in_(named_so)).order_by(Volunteer.folded_name, Volunteer.id)
    found = []
    for volunteer in session.scalars(people):
        reasons = tuple(_reasons(volunteer, family_name, given_names, birth_year))
        if reasons and volunteer.id != but_not:
            found.append(SimilarVolunteer(volunteer.id, volunteer.name, volunteer.town, volunteer.status, reasons))
    return tuple(sorted(found, key=lambda one: -len(one.reasons)))


@query(Right.READ_CASE)
def similar_clients(session: Session, actor: Actor, volunteer_id: int) -> tuple[ClientLink, ...]:
    """Clients with the volunteer's name, born in the same year where both years are known."""
    volunteer = require_volunteer(session, volunteer_id)
    found = []
    words = {word for name in (volunteer.family_name, volunteer.given_names) for word in fold(name).split()}
    if not words:
        return ()
    alike_ones = or_(*(Person.folded_name.contains(word, autoescape=True) for word in words))
    for person in session.scalars(select(Person).where(alike_ones).order_by(Person.id)):
        year = person.birth_date.year if person.birth_date else None
        other_year = volunteer.birth_year is not None and year is not None and volunteer.birth_year != year
        if not other_year and _same_words(volunteer.name, person.name):
            found.append(_link(session, person))
    return tuple(found)


@query(Right.READ_CASE)
def linked_client(session: Session, actor: Actor, volunteer_id: int) -> ClientLink | None:
    """The client this volunteer is; None for most."""
    person_id = require_volunteer(session, volunteer_id).person_id
    return _link(session, require_person(session, person_id)) if person_id is not None else None


@change(Right.EDIT_VOLUNTEERS, record="volunteer.link_client")
def link_client(session: Session, actor: Actor, volunteer_id: int, person_id: int | None) -> Changes:
    """Note which client this volunteer is; None takes it back. Needs the right to read case files, too.

    Raises CaseworkError when another volunteer is that client already.
    """
    if not actor.may(Right.READ_CASE):
        raise NotAllowedError("Dafür fehlt Ihnen das Recht, Fallakten zu lesen.")
    volunteer = not_forgotten(require_volunteer(session, volunteer_id))
    if person_id is not None:
        require_person(session, person_id)
        taken = select(Volunteer.id).where(Volunteer.person_id == person_id, Volunteer.id != volunteer_id)
        if session.scalar(taken.limit(1)) is not None:
            raise CaseworkError("Mit dieser Person ist schon jemand anderes im Register verbunden.", field="person_id")
    volunteer.person_id = person_id
    return Changes.of((Kind.VOLUNTEER, volunteer_id))


def _named_like(session: Session, family: str, given: str) -> set[int]:
    """Ids of volunteers worth a closer look, the names asked for either way round."""
    index: NameIndex[int] = NameIndex()
    for id_, known_family, known_given in session.execute(
        select(Volunteer.id, Volunteer.family_name, Volunteer.given_names)
    ):
        index.add(VolunteerFacts(known_family, known_given), id_)
    asked = (VolunteerFacts(family, given), VolunteerFacts(given, family))
    return {id_ for facts in asked for _, id_ in index.candidates(facts)}


def _reasons(volunteer: Volunteer, family: str, given: str, birth_year: int | None) -> Iterator[str]:
    both_ways = (
        _alike(volunteer.family_name, family) and _alike(volunteer.given_names, given),
        _alike(volunteer.family_name, given) and _alike(volunteer.given_names, family),
    )
    far = birth_year is not None and volunteer.birth_year is not None and abs(birth_year - volunteer.birth_year) > 1
    if not any(both_ways) or far:
        return
    yield "gleicher Name" if _same_words(volunteer.name, f"{family} {given}") else "Name klingt ähnlich"
    if birth_year is not None and birth_year == volunteer.birth_year:
        yield "gleiches Geburtsjahr"


def _alike(one: str, other: str) -> bool:
    return bool(one.strip()) and (_stands_in(one, other) or _stands_in(other, one) or alike(one, other))


def _same_words(one: str, other: str) -> bool:
    """The same words in any order and spelling: „Weiß, Gerda“ and „Gerda Weiss“, „Müller“ and „Mueller“."""
    one, other = one.replace(",", " "), other.replace(",", " ")
    as_many = len(search_terms(one)) == len(search_terms(other))
    return as_many and (_stands_in(one, other) or _stands_in(other, one))


def _stands_in(asked: str, name: str) -> bool:
    return set(search_terms(asked)) <= set(fold(name).split())


def _link(session: Session, person: Person) -> ClientLink:
    case = next(iter(cases_now(session, person.id)), None)
    year = person.birth_date.year if person.birth_date else None
    return ClientLink(person.id, person.name, year, case.id if case else None, case.number if case else "")
