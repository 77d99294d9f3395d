"""Persons who may be the one just being entered: a name that sounds alike, with the birth date or year where known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy.orm import Session

from desktop.casework.gate import query
from desktop.casework.rights import Actor, Right
from desktop.casework.search.folding import fold
from desktop.casework.search.name_keys import alike
from desktop.casework.search.search import FoundPerson, search_people
from desktop.terms import PartialDate

_CANDIDATES = 40


@dataclass(frozen=True)
class Newcomer:
    """What is typed so far."""

    family_name: str = ""
    given_names: str = ""
    own_script_name: str = ""
    birth_date: PartialDate | None = None


@dataclass(frozen=True)
class Similar:
    """Somebody recorded, with what speaks for being the same („Name klingt ähnlich“, „gleiches Geburtsjahr“)."""

    person: FoundPerson
    reasons: tuple[str, ...]


@query(Right.LIST_CASES)
def similar_persons(session: Session, actor: Actor, newcomer: Newcomer, limit: int = 4) -> tuple[Similar, ...]:
    """Those most alike first; nobody while less than a family name and one more thing is typed."""
    found: dict[int, Similar] = {}
    for text in _asked(newcomer):
        for person in search_people(session, actor, text, _CANDIDATES, slips=False):
            if reasons := tuple(_reasons(newcomer, person)):
                found.setdefault(person.person_id, Similar(person, reasons))
    return tuple(sorted(found.values(), key=lambda one: -len(one.reasons)))[:limit]


def _asked(newcomer: Newcomer) -> Iterator[str]:
    family, given = newcomer.family_name.strip(), newcomer.given_names.strip()
    if family and given:
        yield f"{family} {given}"
    if newcomer.own_script_name.strip():
        yield newcomer.own_script_name
    if newcomer.birth_date:
        yield from (name for name in (family, given) if name)


def _reasons(newcomer: Newcomer, person: FoundPerson) -> Iterator[str]:
    """Two things must speak for it: both names, or one name with the birth date, or with the year of it."""
    family, _, given = person.name.partition(", ")
    hits = [_name_alike(newcomer.family_name, family, person), _name_alike(newcomer.given_names, given, person)]
    own = bool(newcomer.own_script_name) and alike(newcomer.own_script_name, person.own_script_name or person.name)
    born = _born_alike(newcomer.birth_date, person.birth_date)
    same = bool(newcomer.family_name.strip() and newcomer.given_names.strip()) and _same_name(newcomer, person)
    if not (all(hits) or own or same or (any(hits) and born)) or _other_day(newcomer.birth_date, person.birth_date):
        return
    yield "gleicher Name" if same else "Name klingt ähnlich"
    if born:
        yield born


def _name_alike(typed: str, recorded: str, person: FoundPerson) -> bool:
    return bool(typed.strip()) and (fold(typed) == fold(recorded) or alike(typed, recorded)
                                    or (bool(person.own_script_name) and alike(typed, person.own_script_name)))


def _same_name(newcomer: Newcomer, person: FoundPerson) -> bool:
    """Also with family name and given name in each other's place."""
    typed = fold(f"{newcomer.family_name} {newcomer.given_names}".strip())
    return sorted(typed.split()) == sorted(fold(person.name.replace(",", " ")).split())


def _born_alike(one: PartialDate | None, other: PartialDate | None) -> str:
    if one is None or other is None or one.year != other.year:
        return ""
    return "gleiches Geburtsdatum" if one == other else "gleiches Geburtsjahr"


def _other_day(one: PartialDate | None, other: PartialDate | None) -> bool:
    """Years that differ by more than one speak against it; days and months are often guessed."""
    return one is not None and other is not None and abs(one.year - other.year) > 1
