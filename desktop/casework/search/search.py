"""Finding people, files and what stands in plans and documents, by what somebody types: any spelling, or a number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, bindparam, column, func, or_, select, table
from sqlalchemy.orm import Session

from desktop.casework.changes import Changes
from desktop.casework.gate import change, query
from desktop.casework.plain_text import one_line
from desktop.casework.rights import Actor, Right
from desktop.casework.search.folding import search_terms
from desktop.casework.search.misspelt import as_meant
from desktop.casework.search.name_keys import keys_asked, words_asked
from desktop.casework.search.search_index import mark_all_stale, rebuild_from_texts
from desktop.casework.search.search_reasons import Asked, Reason, reason
from desktop.casework.search.search_words import open_texts
from desktop.clock import german_date
from desktop.records.attachments import Attachment
from desktop.records.cases import Case
from desktop.records.people import Family, FamilyMember, Person
from desktop.records.plans import Goal, Measure
from desktop.records.search import SearchText
from desktop.records.talks import Talk, TalkCase
from desktop.records.volunteers import Volunteer
from desktop.terms import CaseStatus, PartialDate, Searchable
from desktop.volunteer_terms import VolunteerStatus

_INDEX = table("search_index", column("rowid"), column("search_index"))
_Person = Select[int, str, str, str, PartialDate | None, int, str, str, str]
_IN_CASES = (Searchable.GOAL, Searchable.MEASURE, Searchable.ATTACHMENT, Searchable.TALK)
_MOST_KEYS = 40


@dataclass(frozen=True)
class FoundPerson:
    """A person with the file they are in now; `number` and `case_id` are empty for somebody without a file."""

    person_id: int
    name: str
    own_script_name: str
    birth_date: PartialDate | None
    case_id: int | None
    number: str
    why: Reason | None = None


@dataclass(frozen=True)
class FoundCase:
    """A file, found by its number or its family's name."""

    case_id: int
    number: str
    title: str
    why: Reason | None = None


@dataclass(frozen=True)
class FoundText:
    """A goal, step, document or talk of a file. `within` is the goal a step belongs to, empty for the others; the
    `text` of a talk says what it was and when.
    """

    kind: Searchable
    subject_id: int
    text: str
    within: str
    case_id: int
    number: str
    title: str
    why: Reason | None = None


@dataclass(frozen=True)
class FoundVolunteer:
    """Somebody in the register of volunteers. Whether they are a client, too, is not said."""

    volunteer_id: int
    name: str
    town: str
    status: VolunteerStatus
    why: Reason | None = None


@dataclass(frozen=True)
class Found:
    """What a search found, best first in each part."""

    persons: tuple[FoundPerson, ...] = ()
    cases: tuple[FoundCase, ...] = ()
    texts: tuple[FoundText, ...] = ()
    volunteers: tuple[FoundVolunteer, ...] = ()


@dataclass(frozen=True)
class _Question:
    """The words typed, and the search of FTS5 for whole words, their beginnings, and what sounds like them."""

    asked: Asked
    whole: str
    begun: str
    heard: str

    def values(self, actor: Actor, limit: int) -> dict[str, object]:
        """What the statements below are given. They are made once: a search runs with every key typed."""
        return {"whole": self.whole, "begun": self.begun, "heard": self.heard, "user": actor.user_id, "most": limit}


@query(Right.READ_OFFICE)
def search_vault(session: Session, actor: Actor, text: str, limit: int = 8) -> Found:
    """Everything with every word of `text`, at most `limit` of each part; of each part as much as the actor may know.

    Nothing typed finds nothing. Whole words come before beginnings of words, both before names that only sound alike.
    Where nothing at all is found, names with one slip of the hand in them are looked for.
    """
    question = _question(text)
    if question is None:
        return Found()
    found = _everything(session, actor, question, limit)
    if found == Found() and (meant := _with_slips(question, text)):
        return _everything(session, actor, meant, limit)
    return found


def _everything(session: Session, actor: Actor, question: _Question, limit: int) -> Found:
    texts = _texts(session, actor, question, limit) if actor.may(Right.READ_CASE) else ()
    helping = _volunteers(session, actor, question, limit) if actor.may(Right.READ_VOLUNTEERS) else ()
    if not actor.may(Right.LIST_CASES):
        return Found(volunteers=helping)
    return Found(_persons(session, actor, question, limit), _cases(session, actor, question, limit), texts, helping)


@query(Right.LIST_CASES)
def search_people(
    session: Session, actor: Actor, text: str, limit: int = 12, *, slips: bool = True
) -> tuple[FoundPerson, ...]:
    """Persons whose names begin with every word of `text` or sound like it, or whose file has that number.

    With `slips` somebody is also looked for whose name was mistyped by a letter, when nobody else is found.
    """
    question = _question(text)
    if question is None:
        return ()
    found = _persons(session, actor, question, limit)
    if not found and slips and (meant := _with_slips(question, text)):
        return _persons(session, actor, meant, limit)
    return found


def _persons(session: Session, actor: Actor, question: _Question, limit: int) -> tuple[FoundPerson, ...]:
    found: dict[int, FoundPerson] = {}
    has_digit = any(letter.isdigit() for term in question.asked.terms for letter in term)
    for row in session.execute(_people(has_digit), question.values(actor, limit * 2)):
        found.setdefault(row[0], _person(question, *row))
    return tuple(found.values())[:limit]


@change(Right.EDIT_OFFICE, record="search.rebuild")
def rebuild_index(session: Session, actor: Actor) -> Changes:
    """Make all words and the full-text index anew; for a vault whose check named the search index."""
    rebuild_from_texts(session)
    mark_all_stale(session)
    return Changes()


def _question(text: str) -> _Question | None:
    """Words with a letter or digit; signs alone are in no index. What is typed is never FTS5's language."""
    asked = Asked.of(text)
    terms = [term for term in asked.terms if any(letter.isalnum() for letter in term)]
    if not terms:
        return None
    begun = " AND ".join(f"{_quoted(term)}*" for term in terms)
    return _Question(asked, " AND ".join(_quoted(term) for term in terms), begun, _heard(terms, text) or begun)


def _with_slips(question: _Question, text: str) -> _Question | None:
    """The same question for names with one slip in each word that is long enough; None where no word is."""
    terms = [term for term in question.asked.terms if any(letter.isalnum() for letter in term)]
    meant = {term: as_meant(term) for term in terms}
    if not any(meant.values()):
        return None
    heard = _heard(terms, text, meant)
    return replace(question, asked=replace(question.asked, meant=frozenset().union(*meant.values())), heard=heard)


def _heard(terms: list[str], text: str, meant: Mapping[str, frozenset[str]] = MappingProxyType({})) -> str:
    """Each word by its beginning or by its sound; an article alone is none of them (al Khatib)."""
    parts = []
    for word in words_asked(" ".join(one_line(text).split()[: len(terms)])):
        folded = next((form for form in search_terms(word) if any(letter.isalnum() for letter in form)), "")
        if folded:
            others = [*sorted(keys_asked(word))[:_MOST_KEYS], *sorted(meant.get(folded, ()))]
            parts.append("(" + " OR ".join((f"{_quoted(folded)}*", *map(_quoted, others))) + ")")
    return " AND ".join(parts)


def _quoted(term: str) -> str:
    return '"{}"'.format(term.replace('"', '""'))


def _matching(question: str) -> ScalarSelect[int]:
    """Rows of the index that answer the `_Question` of that name."""
    return select(_INDEX.c.rowid).where(_INDEX.c.search_index.op("MATCH")(bindparam(question))).scalar_subquery()


def _found(question: str, *kinds: Searchable) -> tuple[ColumnElement[bool], ...]:
    own = or_(SearchText.owner_id.is_(None), SearchText.owner_id == bindparam("user"))
    return SearchText.id.in_(_matching(question)), or_(*(SearchText.kind == kind for kind in kinds)), own


def _best_first() -> tuple[ColumnElement[bool], ...]:
    return tuple(SearchText.id.in_(_matching(best)).desc() for best in ("whole", "begun"))


@cache
def _people(has_digit: bool) -> _Person:
    """Running files come before ended ones, so that each person leads to the file that counts."""
    in_case = or_(Case.person_id == Person.id, Case.family_id == FamilyMember.family_id)
    by_name = select(SearchText.subject_id).where(*_found("heard", Searchable.PERSON))
    wanted = by_name.union(*_in_numbered_cases()) if has_digit else by_name
    best = (
        select(SearchText.subject_id).where(SearchText.kind == Searchable.PERSON, SearchText.id.in_(_matching(text)))
        for text in ("whole", "begun")
    )
    return (
        select(Person.id, Person.family_name, Person.given_names, Person.own_script_name, Person.birth_date,
               Case.id, Case.number, Person.call_name, Person.authority_reference)
        .outerjoin(FamilyMember, and_(FamilyMember.person_id == Person.id, FamilyMember.until.is_(None)))
        .outerjoin(Case, in_case)
        .where(Person.id.in_(wanted))
        .order_by(*(Person.id.in_(ids).desc() for ids in best), Case.status == CaseStatus.ENDED, Person.family_name,
                  Person.given_names, Case.id.desc())
        .limit(bindparam("most"))
    )  # fmt: skip


def _person(
    question: _Question, id_: int, family: str, given: str, own_script: str, born: PartialDate | None,
    case_id: int | None, number: str | None, call_name: str, reference: str,
) -> FoundPerson:
    name = ", ".join(part for part in (family, given) if part)
    names = {"Name": name, "Eigene Schrift": own_script, "Rufname": call_name}
    others = {"Aktenzeichen": reference, "Fallnummer": number or ""}
    why = reason(question.asked, names | others) or reason(question.asked, names, names=True)
    return FoundPerson(id_, name, own_script, born, case_id, number or "", why)


def _in_numbered_cases() -> tuple[Select[int | None], Select[int]]:
    cases = select(SearchText.subject_id).where(*_found("begun", Searchable.CASE))
    alone = select(Case.person_id).where(Case.id.in_(cases))
    together = select(FamilyMember.person_id).join(Case, Case.family_id == FamilyMember.family_id)
    return alone, together.where(Case.id.in_(cases), FamilyMember.until.is_(None))


def _cases(session: Session, actor: Actor, question: _Question, limit: int) -> tuple[FoundCase, ...]:
    rows = session.execute(_numbers(), question.values(actor, limit)).all()
    titles = _titles(session, [case_id for case_id, _ in rows])
    return tuple(_case(question, case_id, number, titles[case_id]) for case_id, number in rows)


@cache
def _numbers() -> Select[int, str]:
    return (
        select(Case.id, Case.number)
        .join(SearchText, and_(SearchText.subject_id == Case.id, *_found("heard", Searchable.CASE)))
        .order_by(*_best_first(), Case.status == CaseStatus.ENDED, Case.id.desc())
        .limit(bindparam("most"))
    )


def _case(question: _Question, case_id: int, number: str, title: str) -> FoundCase:
    fields = {"Fallnummer": number, "Fall": title}
    return FoundCase(case_id, number, title, reason(question.asked, fields, names=True))


def _volunteers(
    session: Session, actor: Actor, question: _Question, limit: int
) -> tuple[FoundVolunteer, ...]:
    rows = session.execute(_in_register(), question.values(actor, limit)).all()
    return tuple(_volunteer(question, *row) for row in rows)


@cache
def _in_register() -> Select[int, str, str, str, VolunteerStatus, str, str]:
    return (
        select(Volunteer.id, Volunteer.family_name, Volunteer.given_names, Volunteer.town, Volunteer.status,
               Volunteer.organisation, Volunteer.profession)
        .join(SearchText, and_(SearchText.subject_id == Volunteer.id, *_found("heard", Searchable.VOLUNTEER)))
        .order_by(*_best_first(), Volunteer.status == VolunteerStatus.ENDED, Volunteer.folded_name, Volunteer.id)
        .limit(bindparam("most"))
    )  # fmt: skip


def _volunteer(
    question: _Question, id_: int, family: str, given: str, town: str, status: VolunteerStatus, organisation: str,
    profession: str,
) -> FoundVolunteer:
    name = ", ".join(part for part in (family, given) if part)
    fields = {"Name": name, "Organisation": organisation, "Beruf": profession}
    why = reason(question.asked, fields) or reason(question.asked, {"Name": name}, names=True)
    return FoundVolunteer(id_, name, town, status, why)


def _texts(session: Session, actor: Actor, question: _Question, limit: int) -> tuple[FoundText, ...]:
    rows = session.execute(_in_cases(), question.values(actor, limit)).all()
    titles = _titles(session, [case_id for _, _, case_id, _ in rows])
    return tuple(_text(session, question, FoundText(kind, id_, "", "", case_id, number, titles[case_id]))
                 for kind, id_, case_id, number in rows)  # fmt: skip


@cache
def _in_cases() -> Select[Searchable, int, int, str]:
    """A talk of a group stands in several files: it is found under each of them."""
    in_file = and_(SearchText.kind == Searchable.TALK, TalkCase.talk_id == SearchText.subject_id)
    return (
        select(SearchText.kind, SearchText.subject_id, Case.id, Case.number)
        .outerjoin(TalkCase, in_file)
        .join(Case, Case.id == func.coalesce(TalkCase.case_id, SearchText.case_id))
        .where(*_found("begun", *_IN_CASES))
        .order_by(_best_first()[0], Case.status == CaseStatus.ENDED, Case.id.desc(), SearchText.id)
        .limit(bindparam("most"))
    )


def _text(session: Session, question: _Question, found: FoundText) -> FoundText:
    """The hit with its own words and why it is one."""
    found, fields = _READERS[found.kind](session, found)
    return replace(found, why=reason(question.asked, fields))


def _goal(session: Session, found: FoundText) -> tuple[FoundText, Mapping[str, str]]:
    text = session.scalars(select(Goal.text).where(Goal.id == found.subject_id)).one()
    return replace(found, text=text), {"Ziel": text}


def _measure(session: Session, found: FoundText) -> tuple[FoundText, Mapping[str, str]]:
    asked = select(Measure.text, Measure.who_name, Goal.text).join(Goal, Goal.id == Measure.goal_id)
    text, who, goal = session.execute(asked.where(Measure.id == found.subject_id)).one()
    return replace(found, text=text, within=goal), {"Maßnahme": text, "Wer": who}


def _attachment(session: Session, found: FoundText) -> tuple[FoundText, Mapping[str, str]]:
    asked = select(Attachment.title, Attachment.file_name, Attachment.note)
    title, file_name, note = session.execute(asked.where(Attachment.id == found.subject_id)).one()
    return replace(found, text=title), {"Dokument": title, "Dateiname": file_name, "Notiz": note}


def _talk(session: Session, found: FoundText) -> tuple[FoundText, Mapping[str, str]]:
    talk = session.get_one(Talk, found.subject_id)
    return replace(found, text=f"{talk.kind.label} am {german_date(talk.held_on)}"), open_texts(talk)


_READERS = {
    Searchable.GOAL: _goal, Searchable.MEASURE: _measure, Searchable.ATTACHMENT: _attachment, Searchable.TALK: _talk,
}  # fmt: skip


def _titles(session: Session, case_ids: list[int]) -> Mapping[int, str]:
    """Title of each file as in lists: „Familie Ahmadi“, or the person's name."""
    if not case_ids:
        return {}
    return {
        case_id: f"Familie {family}" if family else ", ".join(part for part in (own, given) if part) or "–"
        for case_id, family, own, given in session.execute(_NAMES, {"ids": case_ids})
    }


_NAMES = (
    select(Case.id, Family.name, func.coalesce(Person.family_name, ""), func.coalesce(Person.given_names, ""))
    .outerjoin(Family, Family.id == Case.family_id)
    .outerjoin(Person, Person.id == Case.person_id)
    .where(Case.id.in_(bindparam("ids", expanding=True)))
)
