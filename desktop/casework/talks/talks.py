"""The log of talks (domain 4.1): entering, changing with history, deleting with the way back, listing.

A talk is written whole in one transaction: its persons and topics, what it did to the plan, the next steps as tasks,
and the private note of whoever writes it.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable
from typing import Any, cast

from sqlalchemy import Table, insert, select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from desktop.casework.changes import Changes, Kind
from desktop.casework.drafts import drop_draft
from desktop.casework.gate import change, query
from desktop.casework.people.facts import plain
from desktop.casework.plain_text import short_lines, some_lines
from desktop.casework.rights import Actor, Right
from desktop.casework.talks.private_notes import notes_of_talks, put_private_note
from desktop.casework.talks.talk_checks import check_talk, cleaned, concerned, may_be_opened, may_be_told
from desktop.casework.talks.talk_follow_ups import add_follow_up
from desktop.casework.talks.talk_rows import (
    COUNTED_KINDS,
    LATE_DAYS,
    FollowUp,
    KeptTalk,
    StepMarks,
    TalkEntry,
    TopicEntry,
)
from desktop.casework.talks.talk_steps import mark_steps
from desktop.clock import now, today
from desktop.errors import CaseworkError, ChangedMeanwhileError
from desktop.records.people import FactHistory
from desktop.records.plans import PlanEvent
from desktop.records.prepared import Prepared
from desktop.records.talks import PrivateNote, Talk, TalkCase, TalkEvent, TalkPerson, TalkTopic
from desktop.records.tasks import Task
from desktop.talk_terms import TalkKind

SUBJECT = "talk"
"""Under this subject former texts of talks stand in the history of facts."""
_PLAIN = (
    "held_on", "start_time", "minutes", "kind", "way", "place", "interpreting", "interpreter_language",
    "interpreter_cents", "occasion", "content", "outcome", "contact_result", "group_title",
    "participants",
)  # fmt: skip
_KEPT = (*_PLAIN, "user_id", "counts", "row_version", "created_at", "created_by")
_FORMER = ("field", "value", "replaced_at", "replaced_by")
_NEW_TALK = Prepared(insert(cast(Table, Talk.__table__)).returning(Talk.id))
_NEW_CASE, _NEW_PERSON, _NEW_TOPIC = (
    Prepared(insert(cast(Table, part.__table__))) for part in (TalkCase, TalkPerson, TalkTopic)
)


@change(Right.EDIT_CASE, record="talk.add")
def add_talk(
    session: Session, actor: Actor, entry: TalkEntry, marks: StepMarks | None = None,
    follow_ups: tuple[FollowUp, ...] = (), private_note: str = "", draft: str = "",
) -> Changes:
    """Enter a talk with all that belongs to it. `made` is the talk.

    `draft` is the key under which it was kept until now: never is a talk both entered and still offered as a draft.

    Raises CaseworkError for what cannot be (see `talk_checks`), ClosedCaseError for a closed case.
    """
    entry = cleaned(entry)
    check_talk(session, entry)
    talk_id = _written(session, actor, entry)
    changes = _touched(talk_id, entry.case_ids)
    if marks:
        changes |= mark_steps(session, actor, talk_id, marks)
    for follow_up in follow_ups:
        changes |= add_follow_up(session, actor, talk_id, follow_up)
    if private_note.strip():
        changes |= put_private_note(session, actor, entry.case_ids[0], private_note, talk_id)
    if draft:
        drop_draft(session, actor, draft)
    return Changes(changes.touched, talk_id)


@change(Right.EDIT_CASE, record="talk.edit")
def edit_talk(
    session: Session, actor: Actor, talk_id: int, entry: TalkEntry, row_version: int, reason: str = "",
    marks: StepMarks | None = None, private_note: str | None = None, follow_ups: tuple[FollowUp, ...] = (),
    draft: str = "",
) -> Changes:
    """Change the record of a talk; what stood there before goes into its history. `draft` is as in `add_talk`.

    More than LATE_DAYS after the talk a reason is demanded and kept. A topic whose text is locked keeps it. Without
    `private_note` the acting user's note stays. Raises ChangedMeanwhileError when somebody saved it since
    `row_version`.
    """
    talk = require_talk(session, talk_id)
    if talk.row_version != row_version:
        raise ChangedMeanwhileError("Dieses Gespräch wurde inzwischen geändert. Bitte noch einmal öffnen.")
    if is_old(talk) and not some_lines(reason):
        raise CaseworkError("Das Gespräch liegt länger zurück. Bitte kurz begründen, warum es geändert wird.",
                            field="reason")  # fmt: skip
    locked = _locked_texts(session, actor, talk)
    entry = cleaned(dataclasses.replace(entry, late=True))
    check_talk(session, entry)
    before, changes = _state(talk), touched(talk)
    _put(talk, entry, actor)
    talk.cases = _same_or_new(talk.cases, "case_id", entry.case_ids, TalkCase)
    talk.topics = [_topic(place, topic, locked) for place, topic in enumerate(entry.topics)]
    flag_modified(talk, "content")  # a change of its topics or persons alone is a new version of the talk too
    session.flush()
    _keep_history(session, actor, talk, before, short_lines(reason, "reason"))
    if marks:
        changes |= mark_steps(session, actor, talk_id, marks)
    for follow_up in follow_ups:
        changes |= add_follow_up(session, actor, talk_id, follow_up)
    if private_note is not None:
        changes |= put_private_note(session, actor, entry.case_ids[0], private_note, talk_id)
    if draft:
        drop_draft(session, actor, draft)
    return changes | touched(talk)


@change(Right.EDIT_CASE, record="talk.delete")
def delete_talk(session: Session, actor: Actor, talk_id: int, row_version: int) -> Changes:
    """Take a talk away. What it did to the plan stays done; tasks and the private notes of others stay."""
    talk = require_talk(session, talk_id)
    if talk.row_version != row_version:
        raise ChangedMeanwhileError("Dieses Gespräch wurde inzwischen geändert. Bitte noch einmal öffnen.")
    others = (PrivateNote.talk_id == talk_id) & (PrivateNote.author_id != actor.user_id)
    session.execute(update(PrivateNote).where(others).values(talk_id=None))
    changes = touched(talk)
    for former in _history(session, talk_id):
        session.delete(former)
    session.delete(talk)
    return changes


@query(Right.EDIT_CASE)
def kept_talk(session: Session, actor: Actor, talk_id: int) -> KeptTalk:
    """A talk as it stands, to be put back with `restore_talk` after deleting it."""
    talk = require_talk(session, talk_id)
    others = select(PrivateNote.id).where(PrivateNote.talk_id == talk_id, PrivateNote.author_id != actor.user_id)
    tasks = select(Task.id).where(Task.talk_id == talk_id)
    return KeptTalk(
        {name: getattr(talk, name) for name in _KEPT},
        tuple(link.case_id for link in talk.cases), tuple(link.person_id for link in talk.persons),
        tuple({"position": topic.position, "area": topic.area, "person_id": topic.person_id, "text": topic.text,
               "minutes": topic.minutes} for topic in talk.topics),
        tuple(link.plan_event_id for link in talk.events), tuple(session.scalars(tasks)),
        notes_of_talks(session, actor.user_id, [talk_id]).get(talk_id, ""), tuple(session.scalars(others)),
        tuple({name: getattr(former, name) for name in _FORMER} for former in _history(session, talk_id)),
    )  # fmt: skip


@change(Right.EDIT_CASE, record="talk.restore")
def restore_talk(session: Session, actor: Actor, kept: KeptTalk) -> Changes:
    """Put a deleted talk back with everything that hung on it. `made` is its new id."""
    talk = Talk(**kept.values)
    talk.cases = [TalkCase(case_id=id_) for id_ in kept.case_ids]
    talk.persons = [TalkPerson(person_id=id_) for id_ in kept.person_ids]
    talk.topics = [TalkTopic(**topic) for topic in kept.topics]
    there = session.scalars(select(PlanEvent.id).where(PlanEvent.id.in_(kept.plan_event_ids)))
    talk.events = [TalkEvent(plan_event_id=id_) for id_ in there]
    session.add(talk)
    session.flush()
    session.execute(update(Task).where(Task.id.in_(kept.task_ids)).values(talk_id=talk.id))
    session.execute(update(PrivateNote).where(PrivateNote.id.in_(kept.others_note_ids)).values(talk_id=talk.id))
    session.add_all(FactHistory(subject=SUBJECT, subject_id=talk.id, **former) for former in kept.history)
    changes = touched(talk, made=talk.id)
    if kept.own_note:
        changes |= put_private_note(session, actor, kept.case_ids[0], kept.own_note, talk.id)
    return Changes(changes.touched, talk.id)


def require_talk(session: Session, talk_id: int) -> Talk:
    """Inside a use case: the talk, or a CaseworkError when it is gone."""
    talk = session.get(Talk, talk_id)
    if talk is None:
        raise CaseworkError("Dieses Gespräch gibt es nicht mehr.")
    return talk


def touched(talk: Talk, made: int | None = None) -> Changes:
    """Inside a use case: the talk and the cases it belongs to."""
    return _touched(talk.id, [link.case_id for link in talk.cases], made)


def _touched(talk_id: int, case_ids: Iterable[int], made: int | None = None) -> Changes:
    return Changes.of((Kind.TALK, talk_id), *((Kind.CASE, case_id) for case_id in case_ids), made=made)


def is_old(talk: Talk) -> bool:
    """Whether a change needs its reason."""
    return today() - talk.held_on > dt.timedelta(days=LATE_DAYS)


def _written(session: Session, actor: Actor, entry: TalkEntry) -> int:
    """A new talk, by prepared statements: what is entered most often is not to wait for mapped objects."""
    values: dict[str, Any] = {name: getattr(entry, name) for name in _PLAIN}
    counts = proposed_count(entry.kind) if entry.counts is None else entry.counts
    values |= {"user_id": entry.user_id or actor.user_id, "counts": counts, "created_by": actor.user_id}
    talk_id: int = _NEW_TALK.value(session, values)
    of_talk = {"talk_id": talk_id}
    _NEW_CASE.run_each(session, [of_talk | {"case_id": id_} for id_ in entry.case_ids])
    _NEW_PERSON.run_each(session, [of_talk | {"person_id": id_} for id_ in entry.person_ids])
    topics = enumerate(entry.topics)
    _NEW_TOPIC.run_each(session, [of_talk | _topic_values(place, topic) for place, topic in topics])
    return talk_id


def _put(talk: Talk, entry: TalkEntry, actor: Actor) -> None:
    for name in _PLAIN:
        setattr(talk, name, getattr(entry, name))
    talk.user_id = entry.user_id or talk.user_id or actor.user_id
    talk.counts = proposed_count(entry.kind) if entry.counts is None else entry.counts
    talk.persons = _same_or_new(talk.persons, "person_id", entry.person_ids, TalkPerson)


def proposed_count(kind: TalkKind) -> bool:
    """Whether a talk of this kind counts as Beratungsgespräch unless somebody says otherwise."""
    return kind in COUNTED_KINDS


def _same_or_new(present: Iterable[Any], name: str, wanted: tuple[int, ...], record: type[Any]) -> list[Any]:
    """Links that stay are kept, so that none is written twice in one flush."""
    known = {getattr(link, name): link for link in present}
    return [known.get(id_) or record(**{name: id_}) for id_ in wanted]


def _topic(place: int, topic: TopicEntry, locked: dict[int, str]) -> TalkTopic:
    return TalkTopic(**_topic_values(place, topic) | {"text": locked.get(topic.id or 0, topic.text)})


def _topic_values(place: int, topic: TopicEntry) -> dict[str, Any]:
    return {"position": place, "area": topic.area, "person_id": topic.person_id, "text": topic.text,
            "minutes": topic.minutes}  # fmt: skip


def _locked_texts(session: Session, actor: Actor, talk: Talk) -> dict[int, str]:
    """Texts of topics that must not be told today, by topic: who edits the talk never saw them."""
    persons = tuple(link.person_id for link in talk.persons)
    return {
        topic.id: topic.text for topic in talk.topics
        if not may_be_opened(actor, topic.person_id)
        or not may_be_told(session, topic.area, concerned(topic.person_id, persons))
    }  # fmt: skip


def _state(talk: Talk) -> dict[str, Any]:
    """What can change, in stored form."""
    state: dict[str, Any] = {name: plain(getattr(talk, name)) for name in (*_PLAIN, "user_id", "counts")}
    state["persons"] = sorted(link.person_id for link in talk.persons)
    state["topics"] = [
        {"area": topic.area, "person_id": topic.person_id, "text": topic.text, "minutes": topic.minutes}
        for topic in talk.topics
    ]
    return state


def _keep_history(session: Session, actor: Actor, talk: Talk, before: dict[str, Any], reason: str) -> None:
    """Former values of what changed, with the reason beside them."""
    after = _state(talk)
    changed = {name: value for name, value in before.items() if after[name] != value}
    if changed and reason:
        changed["reason"] = reason
    for name, value in changed.items():
        session.add(FactHistory(subject=SUBJECT, subject_id=talk.id, field=name, value=value, replaced_at=now(),
                                replaced_by=actor.user_id))  # fmt: skip


def _history(session: Session, talk_id: int) -> tuple[FactHistory, ...]:
    asked = select(FactHistory).where(FactHistory.subject == SUBJECT, FactHistory.subject_id == talk_id)
    return tuple(session.scalars(asked.order_by(FactHistory.id)))
