"""What the sheets of a match may say. Of the client the volunteer learns given name, contact, language, task and times:
nothing else is even read (domain 6.3), and without a consent that holds there is no sheet at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from desktop.casework.gate import query
from desktop.casework.office import OfficeSettings, office_settings
from desktop.casework.people.languages import language_name
from desktop.casework.people.people import require_person
from desktop.casework.plans.wording_checks import CheckedText, kept_checks
from desktop.casework.rights import Actor, Right
from desktop.casework.volunteers.client_words import given_words
from desktop.casework.volunteers.matches.match_checks import consenting, persons_for
from desktop.casework.volunteers.matches.match_rows import TOGETHER, ClientRow
from desktop.casework.volunteers.matches.match_times import spans_of
from desktop.casework.volunteers.matches.matches import client_row, given_name, require_match, require_need
from desktop.casework.volunteers.register.volunteers import require_volunteer
from desktop.casework.volunteers.week_times import Span
from desktop.clock import today
from desktop.errors import CaseworkError
from desktop.records.people import Person
from desktop.records.volunteer_matches import VolunteerNeed
from desktop.records.volunteers import Volunteer
from desktop.terms import PRINT_LANGUAGES
from desktop.volunteer_terms import MatchStage


@dataclass(frozen=True)
class MatchPrint:
    """Data of the volunteer's sheet and of the sheet for the first meeting.

    `language` is the client's print language, empty where none was entered; `languages` are names. Contacts are lines
    of phone and mail, empty where their owner has not allowed to pass them on.
    """

    office: OfficeSettings
    volunteer: str
    volunteer_given: str
    volunteer_contact: str
    client_given: str
    client_contact: str
    language: str
    languages: tuple[str, ...]
    task: str
    times: tuple[Span, ...]
    """Those agreed on, else those wished for."""
    agreed: bool
    meeting_on: dt.date | None
    meeting_place: str
    trial_until: dt.date | None
    checked: Mapping[tuple[str, str], CheckedText]
    printed_on: dt.date


@query(Right.READ_MATCHES, record="match.print")
def match_print(session: Session, actor: Actor, match_id: int) -> MatchPrint:
    """Data of both sheets; reading them is recorded as a print-out.

    Raises CaseworkError without a consent that holds and for a match that has ended.
    """
    match = require_match(session, match_id)
    need, volunteer = require_need(session, match.need_id), require_volunteer(session, match.volunteer_id)
    if match.stage is MatchStage.ENDED:
        raise CaseworkError("Diese Begleitung ist beendet; dafür wird kein Blatt mehr gedruckt.")
    holding = [one.person_id for one in consenting(session, need, volunteer, today()) if one.holds]
    if not holding:
        raise CaseworkError("Ohne Einwilligung der Klientin oder des Klienten bekommt niemand diese Angaben. "
                            "Bitte die Einwilligung zuerst festhalten.")  # fmt: skip
    holders = [require_person(session, id_) for id_ in holding]
    agreed = spans_of(match.times)
    wished = tuple(Span(*entry) for entry in need.times)
    client = client_row(session, need, whole=False)
    return MatchPrint(
        office_settings(session, actor), _called(volunteer), given_name(volunteer), _contact_of(volunteer),
        _client_called(client, need, holders), _contacts(holders),
        _print_language(persons_for(session, need)), tuple(language_name(code) for code in client.languages),
        match.task or need.task, agreed or wished, bool(agreed),
        match.meeting_on if match.stage in TOGETHER else None, match.appointment_note, match.trial_until,
        kept_checks(session), today(),
    )  # fmt: skip


def _client_called(client: ClientRow, need: VolunteerNeed, holders: Sequence[Person]) -> str:
    """Of a family the given name of who consented, so that the volunteer knows whom to ask for."""
    if need.person_id is not None:
        return client.given
    return f"{given_words(holders[0].call_name, holders[0].given_names)} ({client.given})"


def _contact_of(volunteer: Volunteer) -> str:
    allowed = volunteer.may_show_contact and volunteer.consent_withdrawn_on is None
    return _joined(volunteer.phone, volunteer.email) if allowed else ""


def _contacts(persons: list[Person]) -> str:
    return "; ".join(filter(None, (_joined(person.phone, person.email) for person in persons)))


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _print_language(persons: tuple[Person, ...]) -> str:
    wanted = [person.print_language for person in persons if person.print_language in PRINT_LANGUAGES]
    return wanted[0] if wanted else ""


def _called(volunteer: Volunteer) -> str:
    return " ".join(part for part in (volunteer.given_names, volunteer.family_name) if part)
