"""Whom an assessment asks: each person of the case by age, and the family."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.assessments.assessment_rows import SubjectRow
from desktop.casework.cases.cases import case_title, persons_of
from desktop.casework.forms.definition import Who
from desktop.casework.people.families import proposed_relation
from desktop.casework.people.people import person_row
from desktop.errors import CaseworkError
from desktop.person_terms import Relation
from desktop.records.cases import Case
from desktop.records.people import Family, FamilyMember, Person


def subject_rows(session: Session, case: Case) -> tuple[SubjectRow, ...]:
    """Each present person, then the family.

    The file of one person has no family part: the family's questions are the person's own there.
    """
    persons = persons_of(session, case)
    family = session.get(Family, case.family_id) if case.family_id else None
    rows = tuple(
        SubjectRow(person.id, person.name, person_row(person).given, _roles(person, family)) for person in persons
    )
    if family is None:
        return rows
    return (*rows, SubjectRow(None, case_title(family, persons)[0], "Familie", frozenset({Who.FAMILY})))


def subject_of_case(session: Session, case: Case, person_id: int | None) -> SubjectRow:
    """One of `subject_rows`; raises CaseworkError for somebody who does not belong to the case."""
    row = next((row for row in subject_rows(session, case) if row.person_id == person_id), None)
    if row is None:
        raise CaseworkError("Diese Person gehört nicht mehr zu diesem Fall.")
    return row


def household(session: Session, case: Case) -> tuple[Person, ...]:
    """Persons of the case who live together, the eldest first; one alone lives with themselves."""
    away = select(FamilyMember.person_id).where(
        FamilyMember.family_id == case.family_id, FamilyMember.until.is_(None), FamilyMember.in_household.is_(False)
    )
    elsewhere = set(session.scalars(away)) if case.family_id else set()
    return tuple(person for person in persons_of(session, case) if person.id not in elsewhere)


def _roles(person: Person, family: Family | None) -> frozenset[Who]:
    """Under 18 the questions for children. Somebody under 18 alone is asked both: who else should answer?"""
    members = [m for m in family.members if m.person_id == person.id and m.until is None] if family else []
    said = any(member.relation is Relation.CHILD for member in members)
    child = proposed_relation(person) is Relation.CHILD if person.birth_date else said
    if family is not None:
        return frozenset({Who.CHILD if child else Who.ADULT})
    return frozenset({Who.ADULT, Who.FAMILY, Who.CHILD} if child else {Who.ADULT, Who.FAMILY})
