"""Finding people, files and what stands in plans and documents, by what somebody types: any spelling, or a number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, column, func, or_, select, table
from sqlalchemy.orm import Session

from desktop.casework.changes import Changes
from desktop.casework.folding import search_terms
from desktop.casework.gate import change, query
from desktop.casework.rights import Actor, Right
from desktop.casework.search_index import mark_all_stale, rebuild_from_texts
from desktop.records.attachments import Attachment
from desktop.records.cases import Case
from desktop.records.people import Family, FamilyMember, Person
from desktop.records.plans import Goal, Measure
from desktop.records.search import SearchText
from desktop.terms import CaseStatus, PartialDate, Searchable

_INDEX = table("search_index", column("rowid"), column("search_index"))
_Person = Select[int, str, str, str, PartialDate | None, int, str]
_IN_CASES = (Searchable.GOAL, Searchable.MEASURE, Searchable.ATTACHMENT)


@dataclass(frozen=True)
class FoundPerson:
    """A person with the file they are in now; `number` and `case_id` are empty for somebody without a file."""

    person_id: int
    name: str
    own_script_name: str
    birth_date: PartialDate | None
    case_id: int | None
    number: str


@dataclass(frozen=True)
class FoundCase:
    """A file, found by its number or its family's name."""

    case_id: int
    number: str
    title: str


@dataclass(frozen=True)
class FoundText:
    """A goal, step or document of a file. `within` is the goal a step belongs to, empty for the others."""

    kind: Searchable
    subject_id: int
    text: str
    within: str
    case_id: int
    number: str
    title: str


@dataclass(frozen=True)
class Found:
    """What a search found, best first in each part."""

    persons: tuple[FoundPerson, ...] = ()
    cases: tuple[FoundCase, ...] = ()
    texts: tuple[FoundText, ...] = ()


@query(Right.LIST_CASES)
def search_vault(session: Session, actor: Actor, text: str, limit: int = 8) -> Found:
    """Everything with every word of `text`, at most `limit` of each part. Texts of files need the right to read them.

    Nothing typed finds nothing. Whole words come before beginnings of words.
    """
    terms = _terms(text)
    if not terms:
        return Found()
    texts = _texts(session, actor, terms, limit) if actor.may(Right.READ_CASE) else ()
    return Found(search_people(session, actor, text, limit), _cases(session, actor, terms, limit), texts)


@query(Right.LIST_CASES)
def search_people(session: Session, actor: Actor, text: str, limit: int = 12) -> tuple[FoundPerson, ...]:
    """Persons whose names begin with every word of `text`, or whose file has that number."""
    terms = _terms(text)
    if not terms:
        return ()
    found: dict[int, FoundPerson] = {}
    for row in session.execute(_people(actor, terms).limit(limit * 2)):
        id_, family, given, own_script, born, case_id, number = row
        name = ", ".join(part for part in (family, given) if part)
        found.setdefault(id_, FoundPerson(id_, name, own_script, born, case_id, number or ""))
    return tuple(found.values())[:limit]


@change(Right.EDIT_OFFICE, record="search.rebuild")
def rebuild_index(session: Session, actor: Actor) -> Changes:
    """Make all words and the full-text index anew; for a vault whose check named the search index."""
    rebuild_from_texts(session)
    mark_all_stale(session)
    return Changes()


def _terms(text: str) -> tuple[str, ...]:
    """Words with a letter or digit; signs alone are in no index."""
    return tuple(term for term in search_terms(text) if any(letter.isalnum() for letter in term))


def _matching(terms: tuple[str, ...], *, whole: bool = False) -> ScalarSelect[int]:
    """Rows of the index with every term, each in quotes of its own: what is typed is never FTS5's language."""
    quoted = ('"{}"{}'.format(term.replace('"', '""'), "" if whole else "*") for term in terms)
    asked: Select[int] = select(_INDEX.c.rowid).where(_INDEX.c.search_index.op("MATCH")(" AND ".join(quoted)))
    return asked.scalar_subquery()


def _found(actor: Actor, terms: tuple[str, ...], *kinds: Searchable) -> tuple[ColumnElement[bool], ...]:
    own = or_(SearchText.owner_id.is_(None), SearchText.owner_id == actor.user_id)
    return SearchText.id.in_(_matching(terms)), SearchText.kind.in_(kinds), own


def _whole_first(terms: tuple[str, ...]) -> ColumnElement[bool]:
    return SearchText.id.in_(_matching(terms, whole=True)).desc()


def _people(actor: Actor, terms: tuple[str, ...]) -> _Person:
    """Running files come before ended ones, so that each person leads to the file that counts."""
    in_case = or_(Case.person_id == Person.id, Case.family_id == FamilyMember.family_id)
    by_name = select(SearchText.subject_id).where(*_found(actor, terms, Searchable.PERSON))
    has_digit = any(letter.isdigit() for term in terms for letter in term)
    wanted = by_name.union(*_in_numbered_cases(actor, terms)) if has_digit else by_name
    whole = select(SearchText.subject_id).where(
        SearchText.kind == Searchable.PERSON, SearchText.id.in_(_matching(terms, whole=True))
    )
    return (
        select(Person.id, Person.family_name, Person.given_names, Person.own_script_name, Person.birth_date,
               Case.id, Case.number)
        .outerjoin(FamilyMember, and_(FamilyMember.person_id == Person.id, FamilyMember.until.is_(None)))
        .outerjoin(Case, in_case)
        .where(Person.id.in_(wanted))
        .order_by(Person.id.in_(whole).desc(), Case.status == CaseStatus.ENDED, Person.family_name,
                  Person.given_names, Case.id.desc())
    )  # fmt: skip


def _in_numbered_cases(actor: Actor, terms: tuple[str, ...]) -> tuple[Select[int | None], Select[int]]:
    cases = select(SearchText.subject_id).where(*_found(actor, terms, Searchable.CASE))
    alone = select(Case.person_id).where(Case.id.in_(cases))
    together = select(FamilyMember.person_id).join(Case, Case.family_id == FamilyMember.family_id)
    return alone, together.where(Case.id.in_(cases), FamilyMember.until.is_(None))


def _cases(session: Session, actor: Actor, terms: tuple[str, ...], limit: int) -> tuple[FoundCase, ...]:
    asked = (
        select(Case.id, Case.number)
        .join(SearchText, and_(SearchText.subject_id == Case.id, *_found(actor, terms, Searchable.CASE)))
        .order_by(_whole_first(terms), Case.status == CaseStatus.ENDED, Case.id.desc())
        .limit(limit)
    )
    rows = session.execute(asked).all()
    titles = _titles(session, [case_id for case_id, _ in rows])
    return tuple(FoundCase(case_id, number, titles[case_id]) for case_id, number in rows)


def _texts(session: Session, actor: Actor, terms: tuple[str, ...], limit: int) -> tuple[FoundText, ...]:
    asked = (
        select(SearchText.kind, SearchText.subject_id, Case.id, Case.number)
        .join(Case, Case.id == SearchText.case_id)
        .where(*_found(actor, terms, *_IN_CASES))
        .order_by(_whole_first(terms), Case.status == CaseStatus.ENDED, Case.id.desc(), SearchText.id)
        .limit(limit)
    )
    rows = session.execute(asked).all()
    titles = _titles(session, [case_id for _, _, case_id, _ in rows])
    return tuple(_text(session, FoundText(kind, id_, "", "", case_id, number, titles[case_id]))
                 for kind, id_, case_id, number in rows)  # fmt: skip


def _text(session: Session, found: FoundText) -> FoundText:
    """The hit with its own words."""
    if found.kind is Searchable.MEASURE:
        asked = select(Measure.text, Goal.text).join(Goal, Goal.id == Measure.goal_id)
        text, goal = session.execute(asked.where(Measure.id == found.subject_id)).one()
        return replace(found, text=text, within=goal)
    source = Goal.text if found.kind is Searchable.GOAL else Attachment.title
    record = Goal if found.kind is Searchable.GOAL else Attachment
    return replace(found, text=session.scalars(select(source).where(record.id == found.subject_id)).one())


def _titles(session: Session, case_ids: list[int]) -> Mapping[int, str]:
    """Title of each file as in lists: „Familie Ahmadi“, or the person's name."""
    name = func.coalesce(Person.family_name, "")
    asked = (
        select(Case.id, Family.name, name, func.coalesce(Person.given_names, ""))
        .outerjoin(Family, Family.id == Case.family_id)
        .outerjoin(Person, Person.id == Case.person_id)
        .where(Case.id.in_(case_ids))
    )
    return {
        case_id: f"Familie {family}" if family else ", ".join(part for part in (own, given) if part) or "–"
        for case_id, family, own, given in session.execute(asked)
    }
