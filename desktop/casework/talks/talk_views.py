"""Reading talks: the list of a case, one talk for editing, protected topics on purpose, former texts, choices."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.cases.cases import persons_of, require_case
from desktop.casework.deletion.deletion_scope import joined_files, persons_ever_in
from desktop.casework.gate import query
from desktop.casework.people.people import person_row
from desktop.casework.rights import Actor, Right
from desktop.casework.search.search_words import protected_areas
from desktop.casework.talks.private_notes import notes_of_talks
from desktop.casework.talks.talk_checks import ENDED, area_name, concerned, may_be_opened, may_be_told
from desktop.casework.talks.talk_rows import (
    FollowUpRow,
    FormerTalkText,
    TalkChoices,
    TalkEntry,
    TalkPersonRow,
    TalkRow,
    TopicEntry,
    TopicRow,
)
from desktop.casework.talks.talk_steps import goals_in_force, open_steps, words_of_events
from desktop.casework.talks.talks import SUBJECT, require_talk
from desktop.errors import CaseworkError
from desktop.records.cases import Case
from desktop.records.office import User
from desktop.records.people import FactHistory, Person
from desktop.records.plans import Plan, PlanEvent, PlanVersion
from desktop.records.talks import Talk, TalkCase, TalkEvent, TalkTopic
from desktop.records.tasks import Task
from desktop.talk_terms import TaskStatus
from desktop.terms import CaseStatus


@dataclass(frozen=True)
class _Around:
    """What the talks of one case are shown with, read once for all of them."""

    members: frozenset[int]
    names: Mapping[int, str]
    users: Mapping[int, str]
    steps: Mapping[int, tuple[str, ...]]
    follow_ups: Mapping[int, tuple[FollowUpRow, ...]]
    notes: Mapping[int, str]
    edited: frozenset[int]


@dataclass(frozen=True)
class OpenedTalk:
    """A talk for editing; `locked` are ids of topics whose text is not told and stays as it is."""

    entry: TalkEntry
    row: TalkRow
    locked: frozenset[int]


@query(Right.READ_CASE)
def list_talks(session: Session, actor: Actor, case_id: int) -> tuple[TalkRow, ...]:
    """Talks of a case and of the files put together with it, newest first.

    Texts of protected areas and those about one adult of a family alone are masked (DS-04, DS-05): the other one may
    be sitting in front of the screen.
    """
    case = require_case(session, case_id)
    members = frozenset(persons_ever_in(session, case))
    here = select(TalkCase.talk_id).where(TalkCase.case_id.in_(files_of(session, case)))
    asked = (
        select(Talk).where(Talk.id.in_(here))
        .order_by(Talk.held_on.desc(), Talk.start_time.desc(), Talk.id.desc())
    )  # fmt: skip
    talks = session.scalars(asked).all()
    around = _around(session, actor, case_id, members, talks)
    return tuple(_row(talk, around) for talk in talks)


@query(Right.READ_CONFIDENTIAL, record="talk.show_protected")
def show_protected_topics(session: Session, actor: Actor, talk_id: int, case_id: int) -> tuple[TopicRow, ...]:
    """The topics of a talk with the texts about one adult alone, and of protected areas where consent holds; the
    reading is recorded (DS-06)."""
    talk = require_talk(session, talk_id)
    _check_here(session, talk, case_id)
    around = _around(session, actor, case_id, frozenset(persons_ever_in(session, require_case(session, case_id))),
                     [talk])  # fmt: skip
    persons = tuple(link.person_id for link in talk.persons)
    return tuple(
        _topic(topic, around, told=may_be_told(session, topic.area, concerned(topic.person_id, persons)))
        for topic in talk.topics if _shown_here(topic, around.members)
    )  # fmt: skip


@query(Right.EDIT_CASE, record="talk.open")
def open_talk(session: Session, actor: Actor, talk_id: int, case_id: int) -> OpenedTalk:
    """A talk as it can be edited from one of its cases."""
    talk = require_talk(session, talk_id)
    _check_here(session, talk, case_id)
    members = frozenset(persons_ever_in(session, require_case(session, case_id)))
    row = _row(talk, _around(session, actor, case_id, members, [talk]))
    persons = tuple(link.person_id for link in talk.persons)
    told = {
        topic.id: may_be_told(session, topic.area, concerned(topic.person_id, persons))
        and may_be_opened(actor, topic.person_id)
        for topic in talk.topics
    }
    topics = tuple(
        TopicEntry(topic.area, topic.text if told[topic.id] else "", topic.minutes, topic.person_id, topic.id)
        for topic in talk.topics
    )
    entry = TalkEntry(
        tuple(link.case_id for link in talk.cases), talk.held_on, persons, talk.kind, talk.way, talk.start_time,
        talk.minutes, talk.place, talk.user_id, talk.interpreting, talk.interpreter_language, talk.interpreter_cents,
        talk.occasion, talk.content, talk.outcome, talk.contact_result, talk.counts, talk.group_title, topics,
        participants=talk.participants,
    )
    return OpenedTalk(entry, row, frozenset(id_ for id_, is_told in told.items() if not is_told))


@query(Right.READ_CASE)
def talk_history(session: Session, actor: Actor, talk_id: int) -> tuple[FormerTalkText, ...]:
    """What stood in a talk before it was changed, newest first; former topics only by their number."""
    require_talk(session, talk_id)
    users = _users(session)
    asked = select(FactHistory).where(FactHistory.subject == SUBJECT, FactHistory.subject_id == talk_id)
    return tuple(
        FormerTalkText(row.field, _open_value(row, users), row.replaced_at, users.get(row.replaced_by, ""))
        for row in session.scalars(asked.order_by(FactHistory.id.desc()))
    )


@query(Right.READ_CASE)
def talk_choices(session: Session, actor: Actor, case_id: int) -> TalkChoices:
    """Persons, colleagues, open steps and goals the page of a talk offers."""
    case = require_case(session, case_id)
    persons = tuple(_person(person) for person in persons_of(session, case))
    users = session.execute(select(User.id, User.name).where(User.active.is_(True)).order_by(User.name))
    closed = case.status.label if case.status in ENDED or case.status is CaseStatus.BLOCKED else ""
    language = next((person.language for person in persons if person.language), "")
    return TalkChoices(
        persons, tuple((id_, name) for id_, name in users), open_steps(session, actor, case_id),
        goals_in_force(session, actor, case_id), closed, language,
    )


def _around(
    session: Session, actor: Actor, case_id: int, members: frozenset[int], talks: Iterable[Talk]
) -> _Around:
    talks = list(talks)
    ids = [talk.id for talk in talks]
    named = {link.person_id for talk in talks for link in talk.persons} & members
    persons = session.scalars(select(Person).where(Person.id.in_(named)))
    edited = select(FactHistory.subject_id).where(FactHistory.subject == SUBJECT, FactHistory.subject_id.in_(ids))
    return _Around(
        members, {person.id: person_row(person).given or person.name for person in persons}, _users(session),
        _steps(session, case_id, talks), _follow_ups(session, case_id, ids),
        notes_of_talks(session, actor.user_id, ids), frozenset(session.scalars(edited)),
    )  # fmt: skip


def _steps(session: Session, case_id: int, talks: Iterable[Talk]) -> dict[int, tuple[str, ...]]:
    """By talk, what it did to the plans of this case; of a group talk nothing of other files is told."""
    files = files_of(session, require_case(session, case_id))
    events = {link.plan_event_id for talk in talks for link in talk.events}
    own = (
        select(PlanEvent.id).join(PlanVersion, PlanVersion.id == PlanEvent.version_id)
        .join(Plan, Plan.id == PlanVersion.plan_id).where(PlanEvent.id.in_(events), Plan.case_id.in_(files))
    )  # fmt: skip
    words = words_of_events(session, session.scalars(own).all()) if events else {}
    return {talk.id: tuple(_said(talk.events, words)) for talk in talks}


def _said(links: Iterable[TalkEvent], words: Mapping[int, str]) -> list[str]:
    return [words[link.plan_event_id] for link in links if link.plan_event_id in words]


def _follow_ups(session: Session, case_id: int, ids: list[int]) -> dict[int, tuple[FollowUpRow, ...]]:
    """By talk, the tasks of this case; one of another file's may name its family (group talk)."""
    files = files_of(session, require_case(session, case_id))
    asked = select(Task).where(Task.talk_id.in_(ids), Task.case_id.in_(files))
    found: dict[int, list[FollowUpRow]] = defaultdict(list)
    for task in session.scalars(asked.order_by(Task.id)):
        if task.talk_id is not None:
            row = FollowUpRow(task.id, task.title, task.due_on, task.status is not TaskStatus.OPEN)
            found[task.talk_id].append(row)
    return {talk_id: tuple(rows) for talk_id, rows in found.items()}


def _users(session: Session) -> dict[int, str]:
    return dict(session.execute(select(User.id, User.name)).all())


def _row(talk: Talk, around: _Around) -> TalkRow:
    here = [link.person_id for link in talk.persons if link.person_id in around.names]
    return TalkRow(
        talk.id, talk.held_on, talk.start_time, talk.minutes, talk.kind, talk.way, talk.place,
        around.users.get(talk.user_id or 0, ""), tuple(around.names[id_] for id_ in here), tuple(here),
        len(talk.cases) - 1,
        tuple(_topic(topic, around, told=False) for topic in talk.topics if _shown_here(topic, around.members)),
        talk.occasion, talk.content, talk.outcome, talk.contact_result, talk.counts, talk.interpreting,
        talk.interpreter_language, talk.interpreter_cents, talk.group_title, around.steps.get(talk.id, ()),
        around.follow_ups.get(talk.id, ()), around.notes.get(talk.id, ""), talk.created_at, talk.id in around.edited,
        talk.row_version, talk.participants,
    )


def _topic(topic: TalkTopic, around: _Around, *, told: bool) -> TopicRow:
    kept_back = topic.area in protected_areas() or _is_confidential(topic, around.members)
    masked = bool(topic.text) and kept_back and not told
    return TopicRow(
        topic.id, topic.area, area_name(topic.area), "" if masked else topic.text, topic.minutes, topic.person_id,
        around.names.get(topic.person_id or 0, ""), masked,
    )


def _is_confidential(topic: TalkTopic, members: frozenset[int]) -> bool:
    """About one of several people alone (DS-05); where there is only one, there is nobody to keep it from."""
    return topic.person_id is not None and len(members) > 1


def _shown_here(topic: TalkTopic, members: frozenset[int]) -> bool:
    """A topic of one person alone stands in that person's file only."""
    return topic.person_id is None or topic.person_id in members


def files_of(session: Session, case: Case) -> frozenset[int]:
    """Inside a use case: the case and the files that ended because they were put together with it."""
    return frozenset({case.id, *(joined.id for joined in joined_files(session, case))})


def _check_here(session: Session, talk: Talk, case_id: int) -> None:
    if files_of(session, require_case(session, case_id)).isdisjoint(link.case_id for link in talk.cases):
        raise CaseworkError("Dieses Gespräch gehört nicht zu diesem Fall.")


def _open_value(row: FactHistory, users: Mapping[int, str]) -> object:
    """Former topics may be protected: only how many there were is told."""
    if row.field == "user_id":
        return users.get(row.value, "")
    return len(row.value) if row.field in ("topics", "persons") else row.value


def _person(person: Person) -> TalkPersonRow:
    language = person.print_language or next((spoken.code for spoken in person.languages), "")
    return TalkPersonRow(person.id, person.name, person_row(person).given or person.name, language)
