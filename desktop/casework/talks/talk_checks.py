"""What can be said of a talk and what cannot: dates, minutes, texts, persons, protected topics, closed cases."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from desktop.casework.cases.cases import require_case
from desktop.casework.people.consents import has_consent
from desktop.casework.plain_text import one_line, some_lines
from desktop.casework.plans.catalogue_data import shipped_catalogue
from desktop.casework.rights import Actor, Right
from desktop.casework.search.search_words import protected_areas
from desktop.casework.talks.talk_conferences import WITH_OTHERS, check_conference
from desktop.casework.talks.talk_rows import LONGEST_TEXT, MOST_MINUTES, WITHOUT_PERSONS, TalkEntry, TopicEntry
from desktop.clock import german_date, today
from desktop.errors import CaseworkError
from desktop.records.cases import Case
from desktop.records.office import User
from desktop.records.people import FamilyMember
from desktop.records.prepared import Prepared
from desktop.talk_terms import TalkKind
from desktop.terms import CaseStatus, ConsentPurpose

ENDED = frozenset({CaseStatus.ENDED, CaseStatus.DECLINED, CaseStatus.NOT_TARGET})
"""A talk with such a case is entered afterwards, or the case is taken up again."""
_OPEN = frozenset(CaseStatus) - ENDED - {CaseStatus.BLOCKED}
_CASE = Prepared(
    select(Case.status, Case.person_id, FamilyMember.person_id)
    .outerjoin(FamilyMember, FamilyMember.family_id == Case.family_id)
    .where(Case.id == bindparam("wanted"))
)
"""Everybody who is or was in a case."""
_EARLIEST_YEAR = 2000
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_LINES = {"place": "Ort", "interpreter_language": "Sprache", "group_title": "Titel"}
_TEXTS = {"occasion": "Anlass", "content": "Inhalt", "outcome": "Ergebnis", "participants": "Wer noch dabei war"}
_NEEDS_CONSENT = (
    "„{area}“ ist besonders geschützt. Bitte zuerst unter „Personen“ die Einwilligung in Gesundheitsdaten und "
    "besonders geschützte Angaben eintragen."
)


class ClosedCaseError(CaseworkError):
    """The case is closed: the user enters the talk afterwards on purpose (`late`) or takes the case up again."""


def cleaned(entry: TalkEntry) -> TalkEntry:
    """The same without anything invisible in its texts; what does not belong to its kind is gone."""
    texts: dict[str, Any] = {name: one_line(getattr(entry, name)) for name in _LINES}
    texts |= {name: some_lines(getattr(entry, name)) for name in _TEXTS}
    topics = tuple(replace(topic, text=some_lines(topic.text)) for topic in entry.topics)
    result = entry.contact_result if entry.kind is TalkKind.CONTACT_ATTEMPT else None
    texts["participants"] = texts["participants"] if entry.kind in WITH_OTHERS else ""
    cases, persons = dict.fromkeys(entry.case_ids), dict.fromkeys(entry.person_ids)
    return replace(
        entry, topics=topics, contact_result=result, case_ids=tuple(cases), person_ids=tuple(persons), **texts
    )


def check_talk(session: Session, entry: TalkEntry) -> None:
    """Inside a use case: raises CaseworkError with the field for what cannot be."""
    _check_time(entry)
    _check_texts(entry)
    _check_kind(entry)
    members = _check_cases(session, entry)
    _check_persons(session, entry, members)
    check_conference(session, entry)
    for topic in entry.topics:
        _check_topic(session, entry, topic)
    if entry.minutes and sum(topic.minutes or 0 for topic in entry.topics) > entry.minutes:
        raise CaseworkError("Die Themen dauern zusammen länger als das Gespräch.", field="topics")


def concerned(topic_person_id: int | None, person_ids: Iterable[int]) -> tuple[int, ...]:
    """Whom a topic is about: the one it concerns alone, else everybody in the talk."""
    return (topic_person_id,) if topic_person_id is not None else tuple(person_ids)


def may_be_told(session: Session, area: str, persons: tuple[int, ...]) -> bool:
    """Inside a use case: whether a text in this area may be kept and shown today (decision 20)."""
    if area not in protected_areas():
        return True
    return bool(persons) and all(has_consent(session, one, ConsentPurpose.HEALTH, today()) for one in persons)


def may_be_opened(actor: Actor, topic_person_id: int | None) -> bool:
    """Whether somebody may read and change what concerns one person alone (DS-05)."""
    return topic_person_id is None or actor.may(Right.READ_CONFIDENTIAL)


def area_name(key: str) -> str:
    """German name of a Handlungsfeld; the key itself for one that is gone."""
    return next((area.name for area in shipped_catalogue().areas if area.key == key), key)


def _check_time(entry: TalkEntry) -> None:
    if entry.held_on > today():
        raise CaseworkError("Das Gespräch liegt in der Zukunft. Bitte stattdessen einen Termin eintragen.",
                            field="held_on")  # fmt: skip
    if entry.held_on.year < _EARLIEST_YEAR:
        raise CaseworkError("Bitte das Datum des Gesprächs prüfen.", field="held_on")
    if entry.start_time and not _TIME.fullmatch(entry.start_time):
        raise CaseworkError("Bitte den Beginn als Uhrzeit angeben, zum Beispiel 09:30.", field="start_time")
    _check_minutes(entry.minutes, "minutes")


def _check_minutes(minutes: int | None, field: str) -> None:
    if minutes is not None and not 1 <= minutes <= MOST_MINUTES:
        raise CaseworkError(f"Bitte die Dauer in Minuten angeben, von 1 bis {MOST_MINUTES}.", field=field)


def _check_texts(entry: TalkEntry) -> None:
    for name, label in (_LINES | _TEXTS).items():
        _check_length(getattr(entry, name), label, name)
    for topic in entry.topics:
        _check_length(topic.text, "Thema", "topics")
    if entry.interpreter_cents is not None and not 0 <= entry.interpreter_cents <= 1_000_000:
        raise CaseworkError("Bitte die Kosten der Sprachmittlung prüfen.", field="interpreter_cents")


def _check_length(text: str, label: str, field: str) -> None:
    if len(text) > LONGEST_TEXT:
        raise CaseworkError(
            f"„{label}“ ist zu lang: Bitte auf {LONGEST_TEXT} Zeichen kürzen (jetzt {len(text)}).", field=field
        )


def _check_kind(entry: TalkEntry) -> None:
    if entry.kind is TalkKind.CONTACT_ATTEMPT and entry.contact_result is None:
        raise CaseworkError("Bitte angeben, was der Kontaktversuch ergeben hat.", field="contact_result")
    if len(entry.case_ids) > 1 and not entry.group_title:
        raise CaseworkError("Ein Gespräch für mehrere Fälle braucht einen Titel.", field="group_title")


def _check_cases(session: Session, entry: TalkEntry) -> set[int]:
    """Ids of everybody who is or was in one of the cases."""
    if not entry.case_ids:
        raise CaseworkError("Bitte zuerst eine Person oder einen Fall auswählen.", field="person")
    session.flush()
    members: set[int] = set()
    for case_id in entry.case_ids:
        rows = _CASE.rows(session, {"wanted": case_id})
        if not rows or rows[0][0] not in _OPEN:
            _check_open(require_case(session, case_id), entry)
        members.update(person_id for _, *persons in rows for person_id in persons if person_id is not None)
    return members


def _check_open(case: Case, entry: TalkEntry) -> None:
    if case.status is CaseStatus.BLOCKED:
        raise CaseworkError(f"Der Fall {case.number} ist gesperrt. Gespräche können nicht mehr eingetragen werden.")
    if case.status not in ENDED:
        return
    since = case.statuses[-1].since if case.statuses else case.opened_on
    said = f"Der Fall {case.number} ist seit {german_date(since)} „{case.status.label}“."
    if entry.held_on > since:
        raise ClosedCaseError(f"{said} Für ein späteres Gespräch bitte den Fall wieder aufnehmen.", field="held_on")
    if not entry.late:
        raise ClosedCaseError(f"{said} Bitte den Fall wieder aufnehmen oder das Gespräch nachträglich eintragen.")


def _check_persons(session: Session, entry: TalkEntry, members: set[int]) -> None:
    if not entry.person_ids and entry.kind not in WITHOUT_PERSONS:
        raise CaseworkError("Bitte mindestens eine Person auswählen.", field="persons")
    for person_id in entry.person_ids:
        if person_id not in members:
            raise CaseworkError("Diese Person gehört nicht zu diesem Fall.", field="persons")
    if entry.user_id is not None and session.get(User, entry.user_id) is None:
        raise CaseworkError("Diese zuständige Person gibt es nicht.", field="user_id")


def _check_topic(session: Session, entry: TalkEntry, topic: TopicEntry) -> None:
    if topic.area not in {area.key for area in shipped_catalogue().areas}:
        raise CaseworkError("Dieses Handlungsfeld gibt es nicht.", field="topics")
    _check_minutes(topic.minutes, "topics")
    if topic.person_id is not None and len(entry.case_ids) > 1:
        raise CaseworkError("In einem Gespräch für mehrere Fälle kann ein Thema nicht eine Person allein betreffen.",
                            field="topics")  # fmt: skip
    if topic.person_id is not None and topic.person_id not in entry.person_ids:
        raise CaseworkError("Ein Thema betrifft jemanden, der nicht am Gespräch teilnahm.", field="topics")
    told = may_be_told(session, topic.area, concerned(topic.person_id, entry.person_ids))
    if topic.text and not told:
        raise CaseworkError(_NEEDS_CONSENT.format(area=area_name(topic.area)), field="topics")
