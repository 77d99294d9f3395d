"""What a deputy needs on one page: every case of the absent person with its next date and whether it is urgent.

Nothing protected stands on it: of flags only the kind, of dates only the title of a task or appointment.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.cases.case_list import ENDED
from desktop.casework.cases.case_minute import DatedLine, next_appointment_of, next_date_of
from desktop.casework.cases.cases import case_title, persons_of
from desktop.casework.cases.flag_rows import present_flags
from desktop.casework.gate import query
from desktop.casework.office import office_settings
from desktop.casework.rights import Actor, Right
from desktop.clock import today
from desktop.errors import CaseworkError
from desktop.records.care import Absence
from desktop.records.cases import Case
from desktop.records.office import User
from desktop.records.people import Family
from desktop.terms import CaseStatus

SOON_DAYS = 14
"""A date within so many days of the absence counts as urgent."""


@dataclass(frozen=True)
class AbsenceLine:
    """One case on the sheet."""

    number: str
    title: str
    languages: str
    phone: str
    status: CaseStatus
    next: tuple[DatedLine, ...]
    flags: tuple[str, ...]
    urgent: bool


@dataclass(frozen=True)
class AbsenceSheetData:
    """The sheet in words; both days are inclusive."""

    office: str
    worker: str
    deputy: str
    since: dt.date
    until: dt.date
    note: str
    made_on: dt.date
    lines: tuple[AbsenceLine, ...]


@query(Right.PRINT, record="caseload.sheet")
def absence_sheet(session: Session, actor: Actor, absence_id: int) -> AbsenceSheetData:
    """The sheet of one absence: what is urgent first, then by number. Raises CaseworkError when it is gone."""
    absence = session.get(Absence, absence_id)
    if absence is None:
        raise CaseworkError("Diese Abwesenheit gibt es nicht mehr.")
    names = {user.id: user.name for user in session.scalars(select(User))}
    found = select(Case).where(Case.responsible_id == absence.user_id, Case.status.not_in(ENDED))
    lines = [_line(session, case, absence.until) for case in session.scalars(found.order_by(Case.number))]
    return AbsenceSheetData(
        office_settings(session, actor).municipality, names.get(absence.user_id, ""), names.get(absence.deputy_id, ""),
        absence.since, absence.until, absence.note, today(), tuple(sorted(lines, key=lambda line: not line.urgent)),
    )


def _line(session: Session, case: Case, until: dt.date) -> AbsenceLine:
    persons = persons_of(session, case)
    family = session.get(Family, case.family_id) if case.family_id else None
    dates = (next_appointment_of(session, case.id), next_date_of(session, case.id))
    known = tuple(sorted((line for line in dates if line is not None), key=lambda line: line.day))
    flags = tuple(dict.fromkeys(flag.kind.label for flag in present_flags(session, case.id)))
    phone = next((person.phone for person in persons if person.phone), "")
    spoken = tuple(dict.fromkeys(language.code for person in persons for language in person.languages[:1]))
    soon = any(line.day <= until + dt.timedelta(days=SOON_DAYS) for line in known)
    return AbsenceLine(
        case.number, case_title(family, persons)[0], ",".join(spoken), phone, case.status, known, flags,
        urgent=bool(flags) or soon,
    )
