"""How a client is called where volunteers are arranged: the same words in every list, in Heute and on sheets.

PRIVACY: whoever may read cases sees the name as in other lists; everybody else the given name of one person alone, and
of a family only how many they are. Files are told apart by the number that stands beside it.
"""

from __future__ import annotations

from sqlalchemy import ScalarSelect, func, select

from desktop.records.cases import Case
from desktop.records.people import FamilyMember, Person


def client_words(person: Person | None, family: str, members: int, *, whole: bool) -> str:
    """One person, or with None the family of this name with so many present members; `whole` with family names."""
    if person is None:
        named = f"Familie {family}" if family and whole else "Familie"
        return f"{named}, {members} Personen" if members > 1 else named
    return person.name if whole else given_words(person.call_name, person.given_names)


def given_words(call_name: str, given_names: str) -> str:
    """What everybody may call a person."""
    return call_name or given_names or "ohne Vornamen"


def present_members() -> ScalarSelect[int]:
    """How many belong to the family of a `Case` now, to be selected beside it."""
    present = (FamilyMember.family_id == Case.family_id) & FamilyMember.until.is_(None)
    return select(func.count(FamilyMember.person_id)).where(present).correlate(Case).scalar_subquery()
