"""What a Terminzettel may say: time, place, who, what to bring; no title, no note, nothing of the file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.appointments.appointments import require_appointment
from desktop.casework.cases.cases import persons_of, require_case
from desktop.casework.gate import query
from desktop.casework.office import OfficeSettings, office_settings
from desktop.casework.plans.wording_checks import CheckedText, checked_texts
from desktop.casework.rights import Actor, Right
from desktop.clock import today
from desktop.errors import CaseworkError
from desktop.records.appointments import Appointment
from desktop.records.office import User
from desktop.records.people import Person
from desktop.talk_terms import TalkWay
from desktop.terms import PRINT_LANGUAGES

_AT_THE_OFFICE = frozenset({TalkWay.OFFICE, TalkWay.OPEN_HOUR})


@dataclass(frozen=True)
class SlipLine:
    """One appointment on the paper."""

    on_date: dt.date
    start_time: str
    place: str
    bus: str
    """Lines and stop; only for appointments in the office."""
    leader: str
    phone: str
    bring_along: str


@dataclass(frozen=True)
class AppointmentPrint:
    """Everything a Terminzettel or a Terminliste is made of."""

    case_number: str
    names: tuple[str, ...]
    """Whom it is for, as „Maryam Ahmadi“."""
    language: str
    """Print language of the first of them; empty where none was entered."""
    office: OfficeSettings
    lines: tuple[SlipLine, ...]
    checked: Mapping[tuple[str, str], CheckedText]
    printed_on: dt.date


@query(Right.PRINT, record="appointment.print")
def appointment_print(
    session: Session, actor: Actor, case_id: int, appointment_ids: tuple[int, ...]
) -> AppointmentPrint:
    """Data of the slip for these appointments of a case, in order of time; the print-out is recorded with the case.

    Raises CaseworkError when one of them is gone or belongs to another case.
    """
    case = require_case(session, case_id)
    records = sorted((require_appointment(session, id_) for id_ in appointment_ids), key=_when)
    if not records or any(record.case_id != case_id for record in records):
        raise CaseworkError("Diese Termine gehören nicht zu diesem Fall.")
    invited = {link.person_id for record in records for link in record.persons}
    persons = [person for person in persons_of(session, case) if not invited or person.id in invited]
    office = office_settings(session, actor)
    users = {user.id: user for user in session.scalars(select(User))}
    return AppointmentPrint(
        case.number, tuple(_called(person) for person in persons), _language(persons), office,
        tuple(_line(record, users.get(record.user_id or 0), office) for record in records),
        checked_texts(session, actor), today(),
    )


def _line(record: Appointment, user: User | None, office: OfficeSettings) -> SlipLine:
    at_office = record.way in _AT_THE_OFFICE
    return SlipLine(
        record.on_date, record.start_time, record.place or (office.place if at_office else ""),
        office.bus if at_office else "", user.name if user else "", (user and user.phone) or office.phone,
        record.bring_along,
    )  # fmt: skip


def _when(record: Appointment) -> tuple[dt.date, str, int]:
    return record.on_date, record.start_time, record.id


def _called(person: Person) -> str:
    return " ".join(part for part in (person.given_names or person.call_name, person.family_name) if part)


def _language(persons: list[Person]) -> str:
    wanted = [person.print_language for person in persons if person.print_language in PRINT_LANGUAGES]
    return wanted[0] if wanted else ""
