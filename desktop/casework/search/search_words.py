"""What each thing is found by: its words, made of records and folded. Nothing of the protected areas is among them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVarTuple

from sqlalchemy import Row, Select, and_, bindparam, func, select
from sqlalchemy.orm import Session

from desktop.casework.plans.catalogue_data import shipped_catalogue
from desktop.casework.search.folding import fold
from desktop.casework.search.name_keys import keys_in_index
from desktop.records.attachments import Attachment
from desktop.records.cases import Case
from desktop.records.people import Family, Person
from desktop.records.plans import Goal, Measure, Plan, PlanVersion
from desktop.records.prepared import Prepared
from desktop.records.talks import Talk, TalkCase, TalkTopic
from desktop.records.volunteers import Volunteer
from desktop.terms import PlanState, Protection, Searchable

Columns = TypeVarTuple("Columns")


@dataclass(frozen=True)
class Words:
    """Folded words of one thing, and whose they are; without any words it is not found."""

    subject_id: int
    words: str
    case_id: int | None = None
    person_id: int | None = None


Reader = Callable[[Session, Collection[int]], Iterator[Words]]


def words_of(session: Session, kind: Searchable, ids: Collection[int]) -> Mapping[int, Words]:
    """Words of those of `ids` that are there and may be found, by id."""
    return {found.subject_id: found for found in _READERS[kind](session, ids) if found.words}


def case_words(number: str, family: str) -> str:
    """„F-2026-014“ is also found by „14“, and a family's file by the family's name."""
    last = number.rpartition("-")[2].lstrip("0")
    return fold(f"{number} {last} {family}".rstrip())


@cache
def protected_areas() -> frozenset[str]:
    """Keys of the areas whose texts are never indexed (health and protection)."""
    return frozenset(area.key for area in shipped_catalogue().areas if area.protection is Protection.S3)


def _persons(session: Session, ids: Collection[int]) -> Iterator[Words]:
    names = (Person.family_name, Person.given_names, Person.call_name, Person.own_script_name)
    asked = select(Person.id, Person.folded_name, Person.authority_reference, *names).where(Person.id.in_(ids))
    for id_, name, reference, *spelt in session.execute(asked):
        yield Words(id_, _sounding(f"{name} {fold(reference)}", *spelt), person_id=id_)


def _cases(session: Session, ids: Collection[int]) -> Iterator[Words]:
    asked = select(Case.id, Case.number, func.coalesce(Family.name, "")).outerjoin(Family, Family.id == Case.family_id)
    for id_, number, family in session.execute(asked.where(Case.id.in_(ids))):
        yield Words(id_, _sounding(case_words(number, family), family), case_id=id_)


def _sounding(words: str, *names: str) -> str:
    """Words of names with the keys they sound by, which rank behind them."""
    return " ".join((words.strip(), *sorted(keys_in_index(*names)))).strip()


def _goals(session: Session, ids: Collection[int]) -> Iterator[Words]:
    asked = select(Goal.id, Plan.case_id, Goal.person_id, Goal.text).select_from(Goal).where(Goal.id.in_(ids))
    return _folded(session.execute(_open_in_plan(asked)))


def _measures(session: Session, ids: Collection[int]) -> Iterator[Words]:
    text = Measure.text + " " + Measure.who_name
    asked = select(Measure.id, Plan.case_id, Goal.person_id, text).select_from(Measure).where(Measure.id.in_(ids))
    return _folded(session.execute(_open_in_plan(asked.join(Goal, Goal.id == Measure.goal_id))))


def _open_in_plan(asked: Select[*Columns]) -> Select[*Columns]:
    """What a later Fassung has replaced stands there again or is over: found twice, it would only confuse."""
    return (
        asked.join(PlanVersion, PlanVersion.id == Goal.version_id)
        .join(Plan, Plan.id == PlanVersion.plan_id)
        .where(PlanVersion.state != PlanState.REPLACED, Goal.area.not_in(protected_areas()))
    )


def _attachments(session: Session, ids: Collection[int]) -> Iterator[Words]:
    text = Attachment.title + " " + Attachment.file_name + " " + Attachment.note
    asked = select(Attachment.id, Attachment.case_id, Attachment.person_id, text).where(
        Attachment.id.in_(ids), Attachment.protection != Protection.S3
    )
    return _folded(session.execute(asked))


def _talks(session: Session, ids: Collection[int]) -> Iterator[Words]:
    """What was said to all; topics of the protected areas or of one adult alone stay out (DS-05).

    A prepared statement for one talk: this runs whenever one is saved.
    """
    one, some = _talk_texts()
    rows: Iterable[Sequence[Any]] = (
        one.rows(session, {"id": next(iter(ids))}) if len(ids) == 1 else session.execute(some, {"ids": ids})
    )
    for id_, case, *spoken in rows:
        yield Words(id_, fold(" ".join(map(str, spoken))), case)


@cache
def _talk_texts() -> tuple[Prepared, Select[*tuple[Any, ...]]]:
    """For one talk, which is what a save asks for, and for some."""
    told = [TalkTopic.area != area for area in sorted(protected_areas())]
    said = and_(TalkTopic.talk_id == Talk.id, TalkTopic.person_id.is_(None), *told)
    topics = select(func.group_concat(TalkTopic.text, " ")).where(said).scalar_subquery()
    case_id = select(func.min(TalkCase.case_id)).where(TalkCase.talk_id == Talk.id).scalar_subquery()
    texts = (Talk.group_title, Talk.occasion, Talk.content, Talk.outcome, Talk.place, func.coalesce(topics, ""))
    asked = select(Talk.id, case_id, *texts)
    return Prepared(asked.where(Talk.id == bindparam("id"))), asked.where(Talk.id.in_(bindparam("ids", expanding=True)))


def _volunteers(session: Session, ids: Collection[int]) -> Iterator[Words]:
    """Belonging to no case: who may not read volunteers is not asked for them."""
    about = Volunteer.organisation + " " + Volunteer.profession
    asked = select(Volunteer.id, Volunteer.folded_name, about, Volunteer.family_name, Volunteer.given_names)
    for id_, name, told, *spelt in session.execute(asked.where(Volunteer.id.in_(ids))):
        yield Words(id_, _sounding(f"{name} {fold(told)}", *spelt))


def open_texts(talk: Talk) -> Mapping[str, str]:
    """What a talk may be found by, under the label it is read by."""
    open_topics = (
        topic.text for topic in talk.topics if topic.area not in protected_areas() and topic.person_id is None
    )
    return {
        "Titel": talk.group_title, "Anlass": talk.occasion, "Inhalt": talk.content, "Ergebnis": talk.outcome,
        "Ort": talk.place, "Thema": " ".join(open_topics),
    }  # fmt: skip


def _folded(rows: Iterable[Row[int, int, int | None, str]]) -> Iterator[Words]:
    return (Words(id_, fold(text), case_id, person_id) for id_, case_id, person_id, text in rows)


_READERS: Mapping[Searchable, Reader] = {
    Searchable.PERSON: _persons,
    Searchable.CASE: _cases,
    Searchable.GOAL: _goals,
    Searchable.MEASURE: _measures,
    Searchable.ATTACHMENT: _attachments,
    Searchable.TALK: _talks,
    Searchable.VOLUNTEER: _volunteers,
}
