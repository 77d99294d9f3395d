"""What the sheet „Gesprächsnotiz/Vereinbarung“ may say (domain 9.1, sheet 10): nothing protected, nobody else's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from desktop.casework.cases.cases import case_title, persons_of, require_case
from desktop.casework.gate import query
from desktop.casework.office import OfficeSettings, office_settings
from desktop.casework.plans.wording_checks import CheckedText, checked_texts
from desktop.casework.rights import Actor, Right
from desktop.casework.search.search_words import protected_areas
from desktop.casework.talks.talk_rows import FollowUpRow
from desktop.casework.talks.talk_views import list_talks
from desktop.clock import today
from desktop.errors import CaseworkError
from desktop.records.people import Family, Person
from desktop.talk_terms import TalkKind, TalkWay


@dataclass(frozen=True)
class TalkPrint:
    """Everything the sheet is made of. The private note is no part of it, and neither is a confidential topic."""

    case_number: str
    title: str
    office: OfficeSettings
    manager: str
    held_on: dt.date
    start_time: str
    kind: TalkKind
    way: TalkWay
    persons: tuple[str, ...]
    language: str
    """Second language of the sheet; empty for German alone."""
    occasion: str
    content: str
    outcome: str
    topics: tuple[tuple[str, str], ...]
    """Key of the Handlungsfeld and text; protected ones and those of one adult alone are left out."""
    left_out: int
    steps: tuple[str, ...]
    tasks: tuple[FollowUpRow, ...]
    checked: Mapping[tuple[str, str], CheckedText]
    printed_on: dt.date


@query(Right.PRINT, record="talk.print")
def talk_print(session: Session, actor: Actor, talk_id: int, case_id: int) -> TalkPrint:
    """Data of the sheet of one talk for one of its cases; the access is recorded as a print-out (DS-06)."""
    talk = next((row for row in list_talks(session, actor, case_id) if row.id == talk_id), None)
    if talk is None:
        raise CaseworkError("Dieses Gespräch gibt es nicht mehr.")
    case = require_case(session, case_id)
    family = session.get(Family, case.family_id) if case.family_id else None
    open_topics = tuple(t for t in talk.topics if t.area not in protected_areas() and t.person_id is None)
    return TalkPrint(
        case.number, case_title(family, persons_of(session, case))[0], office_settings(session, actor), talk.leader,
        talk.held_on, talk.start_time, talk.kind, talk.way, talk.persons, _language(session, talk.person_ids),
        talk.occasion, talk.content, talk.outcome, tuple((topic.area, topic.text) for topic in open_topics),
        len(talk.topics) - len(open_topics), talk.steps, talk.follow_ups, checked_texts(session, actor), today(),
    )


def _language(session: Session, person_ids: tuple[int, ...]) -> str:
    persons = (session.get(Person, person_id) for person_id in person_ids)
    return next((person.print_language for person in persons if person and person.print_language), "")
