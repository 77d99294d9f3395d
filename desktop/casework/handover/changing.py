"""Takes a list's changes over into persons the vault knows; former values stay in the history."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy.orm import Session

from desktop.casework.handover.differences import new_columns
from desktop.casework.handover.incoming import IncomingPerson
from desktop.casework.handover.known import KnownFacts
from desktop.casework.handover.listed import ADDRESS, LANGUAGES, TITLE, Listed, language_use
from desktop.casework.people.facts import Subject, put_facts
from desktop.casework.people.people import require_person
from desktop.casework.people.residence import put_address, put_title
from desktop.casework.rights import Actor
from desktop.records.people import Person, PersonLanguage
from desktop.terms import Origin


def change_person(
    session: Session,
    actor: Actor,
    person_id: int,
    incoming: IncomingPerson,
    statement: Listed,
    known: KnownFacts,
    fields: frozenset[str],
    as_of: dt.date,
) -> None:
    """Set the chosen fields of one person to what the list says."""
    person = require_person(session, person_id)
    columns: dict[str, Any] = new_columns(statement, known, fields)
    put_facts(session, actor, Subject.PERSON, person_id, columns, Origin.HANDOVER, as_of)
    if "handover_note" in columns and incoming.remark.value:
        person.handover_note_protected = person.handover_note_protected or incoming.remark.value.sensitive
    if LANGUAGES in fields:
        _add_languages(person, statement.languages)
    if TITLE in fields and statement.title:
        put_title(person, statement.title, actor)
    if ADDRESS in fields and statement.address:
        put_address(person, statement.address, actor)
    session.flush()


def _add_languages(person: Person, codes: tuple[str, ...]) -> None:
    """Languages the list adds; what the office already knows stays, with its order."""
    known = {language.code for language in person.languages}
    first = len(person.languages)
    for place, code in enumerate(code for code in codes if code not in known):
        use = language_use(first + place)
        person.languages.append(PersonLanguage(position=first + place, code=code, use=use))
