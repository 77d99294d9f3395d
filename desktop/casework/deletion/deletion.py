"""Deleting for good (Art. 17 DSGVO): a case, or one person of it, with everything that belongs only to them.

What is deleted is listed beforehand and confirmed by typing the number of the case. The access record keeps who
deleted which record and when, by its id alone. Afterwards `storage/secure_delete.py` empties what the file still holds.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from desktop.casework.cases.cases import case_title, persons_of, require_case
from desktop.casework.changes import Changes, Kind
from desktop.casework.deletion.deletion_scope import (
    Going,
    Scope,
    binding_plan,
    cases_now,
    going,
    other_case,
    persons_ever_in,
    remove,
    scope_of_case,
    scope_of_person,
)
from desktop.casework.gate import change, query
from desktop.casework.people.people import require_person
from desktop.casework.plain_text import one_line
from desktop.casework.rights import Actor, Right
from desktop.errors import CaseworkError
from desktop.records.cases import Case
from desktop.records.people import Family, Person


@dataclass(frozen=True)
class Deletion:
    """What would be deleted. `staying` are persons of the case who stay, with the number of their other case.

    `obstacle` is the sentence why it cannot be, empty when it can.
    """

    number: str
    title: str
    going: tuple[Going, ...]
    persons: tuple[str, ...]
    staying: tuple[str, ...] = ()
    obstacle: str = ""


@query(Right.DELETE)
def case_deletion(session: Session, actor: Actor, case_id: int) -> Deletion:
    """What goes with a case and who stays."""
    case = require_case(session, case_id)
    scope = scope_of_case(session, case)
    family = session.get(Family, case.family_id) if case.family_id else None
    members = [session.get_one(Person, id_) for id_ in _everybody(session, scope, case)]
    staying = ((person, other_case(session, person.id, scope.cases)) for person in members
               if person.id not in scope.persons)  # fmt: skip
    return Deletion(
        case.number, case_title(family, persons_of(session, case))[0], going(session, scope),
        tuple(person.name for person in members if person.id in scope.persons),
        tuple(f"{person.name} ({number})" for person, number in staying),
    )


@query(Right.DELETE)
def person_deletion(session: Session, actor: Actor, case_id: int, person_id: int) -> Deletion:
    """What goes with one person of a case, or why that person cannot be deleted now."""
    case, person = require_case(session, case_id), require_person(session, person_id)
    scope = scope_of_person(session, case, person_id)
    obstacle = _obstacle(session, case, person, scope)
    return Deletion(case.number, person.name, going(session, scope), (person.name,), obstacle=obstacle)


@change(Right.DELETE, record="case.delete")
def delete_case(session: Session, actor: Actor, case_id: int, number: str) -> Changes:
    """Delete a case, its family, and the persons who are in no other case. Volunteers keep their hours, without a name.

    Raises CaseworkError when `number` is not the number of this case.
    """
    case = require_case(session, case_id)
    _require_number(case, number)
    scope = scope_of_case(session, case)
    touched = [(Kind.PERSON, id_) for id_ in _everybody(session, scope, case)]
    freed = _removed(session, actor, scope)
    cases, families = ((Kind.CASE, id_) for id_ in scope.cases), ((Kind.FAMILY, id_) for id_ in scope.families)
    return Changes.of(*cases, *families, *touched) | freed


@change(Right.DELETE, record="person.delete")
def delete_person(session: Session, actor: Actor, case_id: int, person_id: int, number: str) -> Changes:
    """Delete one person; the case, the family and what is said of the others stay.

    Raises CaseworkError when `number` is not that of the case, when nobody would be left in a case, or while a plan
    that binds names the person.
    """
    case, person = require_case(session, case_id), require_person(session, person_id)
    _require_number(case, number)
    scope = scope_of_person(session, case, person_id)
    if obstacle := _obstacle(session, case, person, scope):
        raise CaseworkError(obstacle)
    freed = _removed(session, actor, scope)
    touched = Changes.of((Kind.PERSON, person_id), *((Kind.CASE, id_) for id_ in {case_id, *scope.cases}))
    return touched | freed


def _removed(session: Session, actor: Actor, scope: Scope) -> Changes:
    """It is gone, and the volunteers who accompanied somebody there are free again."""
    from desktop.casework.volunteers.matches.match_deletion import (  # noqa: PLC0415 - opening a file loads this module
        forget_matches,
        free_volunteers,
    )

    freed = forget_matches(session, scope.cases, scope.persons)
    remove(session, scope)
    return free_volunteers(session, actor, freed)


def _everybody(session: Session, scope: Scope, case: Case) -> tuple[int, ...]:
    """Who is or was in one of the cases, those of the case itself first."""
    ids = [case.id, *(id_ for id_ in sorted(scope.cases) if id_ != case.id)]
    persons = [person_id for id_ in ids for person_id in persons_ever_in(session, require_case(session, id_))]
    return tuple(dict.fromkeys(persons))


def _require_number(case: Case, typed: str) -> None:
    if one_line(typed).casefold() != case.number.casefold():
        raise CaseworkError(f"Bitte die Fallnummer {case.number} genau so eingeben.", field="number")


def _obstacle(session: Session, case: Case, person: Person, scope: Scope) -> str:
    """A case without anybody, or a plan in force for somebody who is not there, would be no record any more."""
    name = person.name
    for other in (one for one in cases_now(session, person.id) if one.id not in scope.cases):
        if [member.id for member in persons_of(session, other)] == [person.id]:
            if other.id == case.id:
                return f"{name} ist allein in diesem Fall. Bitte den ganzen Fall löschen."
            return f"{name} hat noch den eigenen Fall {other.number}. Bitte zuerst diesen Fall löschen."
    if state := binding_plan(session, person.id):
        return (f"{name} steht in einem Plan, der {state} ist. Bitte ihn zuerst abschließen oder eine Fassung "
                "ohne diese Person in Kraft setzen.")  # fmt: skip
    return ""
