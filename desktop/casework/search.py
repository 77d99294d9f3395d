"""Finding people and files by what somebody types: any spelling of a name, or a case number."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session

from desktop.casework.folding import search_terms
from desktop.casework.gate import query
from desktop.casework.plain_text import one_line
from desktop.casework.rights import Actor, Right
from desktop.records.cases import Case
from desktop.records.people import FamilyMember, Person
from desktop.terms import CaseStatus, PartialDate

_LONGEST_NUMBER = 40


@dataclass(frozen=True)
class FoundPerson:
    """A person with the file they are in now; `number` and `case_id` are empty for somebody without a file."""

    person_id: int
    name: str
    own_script_name: str
    birth_date: PartialDate | None
    case_id: int | None
    number: str


@query(Right.LIST_CASES)
def search_people(session: Session, actor: Actor, text: str, limit: int = 12) -> tuple[FoundPerson, ...]:
    """Persons whose names hold every word of `text`, or whose file has that number; nothing typed finds nobody."""
    words = search_terms(text)
    if not words:
        return ()
    found: dict[int, FoundPerson] = {}
    for person, case_id, number in session.execute(_search(words, text).limit(limit * 2)):
        row = FoundPerson(
            person.id, person.name, person.own_script_name, person.birth_date, case_id, number or ""
        )
        found.setdefault(person.id, row)
    return tuple(found.values())[:limit]


def _search(words: tuple[str, ...], text: str) -> Select[Person, int, str]:
    """Running files come before ended ones, so that each person leads to the file that counts."""
    in_case = or_(Case.person_id == Person.id, Case.family_id == FamilyMember.family_id)
    named = and_(*(Person.folded_name.contains(word, autoescape=True) for word in words))
    numbered = Case.number.contains(one_line(text[:_LONGEST_NUMBER]).upper(), autoescape=True)
    return (
        select(Person, Case.id, Case.number)
        .outerjoin(FamilyMember, and_(FamilyMember.person_id == Person.id, FamilyMember.until.is_(None)))
        .outerjoin(Case, in_case)
        .where(or_(named, numbered))
        .order_by(Case.status == CaseStatus.ENDED, Person.family_name, Person.given_names, Case.id.desc())
    )
