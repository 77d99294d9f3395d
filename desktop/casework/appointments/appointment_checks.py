"""What can be said of an appointment and what cannot: its time, its texts, whom it is with."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.orm import Session

from desktop.casework.appointments.appointment_rows import MOST_MINUTES, AppointmentEntry, Slot
from desktop.casework.appointments.local_time import moment, wall_time
from desktop.casework.cases.cases import require_case
from desktop.casework.deletion.deletion_scope import persons_ever_in
from desktop.casework.plain_text import one_line, some_lines
from desktop.clock import german_date, today
from desktop.errors import CaseworkError
from desktop.records.office import User
from desktop.terms import CaseStatus

_CLOSED = frozenset({CaseStatus.ENDED, CaseStatus.DECLINED, CaseStatus.NOT_TARGET, CaseStatus.BLOCKED})
_EARLIEST_YEAR, _LATEST_YEARS_AHEAD = 2000, 10
_LONGEST = {"title": 200, "place": 300, "bring_along": 1_000, "note": 5_000}
_LABELS = {"title": "Titel", "place": "Ort", "bring_along": "Mitbringen", "note": "Notiz"}


def cleaned(entry: AppointmentEntry) -> AppointmentEntry:
    """The same without anything invisible in its texts, nobody twice."""
    return replace(
        entry, title=one_line(entry.title), place=one_line(entry.place), bring_along=some_lines(entry.bring_along),
        note=some_lines(entry.note), person_ids=tuple(dict.fromkeys(entry.person_ids)),
    )  # fmt: skip


def check_entry(session: Session, entry: AppointmentEntry) -> None:
    """Inside a use case: raises CaseworkError with the field for what cannot be."""
    check_slot(Slot(entry.on_date, entry.start_time, entry.minutes))
    for name, longest in _LONGEST.items():
        length = len(getattr(entry, name))
        if length > longest:
            raise CaseworkError(
                f"„{_LABELS[name]}“ ist zu lang: Bitte auf {longest} Zeichen kürzen (jetzt {length}).", field=name
            )
    if entry.on_date < today() and not entry.note:
        raise CaseworkError("Der Termin liegt in der Vergangenheit. Bitte in „Notiz“ kurz sagen, warum er nachgetragen "
                            "wird.", field="note")  # fmt: skip
    _check_persons(session, entry)


def check_slot(slot: Slot) -> None:
    """Raises CaseworkError for a day, time or length that cannot be."""
    if not _EARLIEST_YEAR <= slot.on_date.year <= today().year + _LATEST_YEARS_AHEAD:
        raise CaseworkError("Bitte das Datum des Termins prüfen.", field="on_date")
    begins = moment(slot.on_date, slot.start_time)
    if slot.minutes < 1:
        raise CaseworkError("Das Ende liegt nicht nach dem Beginn. Bitte die Uhrzeiten prüfen.", field="end_time")
    if slot.minutes > MOST_MINUTES:
        raise CaseworkError("Ein Termin dauert höchstens 12 Stunden. Bitte die Uhrzeiten prüfen.", field="end_time")
    left = (moment(slot.on_date, "23:59") - begins).total_seconds() // 60 + 1
    if slot.minutes > left:
        raise CaseworkError("Der Termin endet erst am nächsten Tag. Bitte die Uhrzeiten prüfen.", field="end_time")


def check_case(session: Session, case_id: int | None) -> None:
    """Inside a use case: nothing is planned with a case that is over; raises CaseworkError."""
    if case_id is None:
        return
    case = require_case(session, case_id)
    if case.status in _CLOSED:
        since = case.statuses[-1].since if case.statuses else case.opened_on
        raise CaseworkError(f"Der Fall {case.number} ist seit {german_date(since)} „{case.status.label}“. Bitte den "
                            "Fall zuerst wieder aufnehmen.", field="case_id")  # fmt: skip


def said(slot: Slot) -> str:
    """„20.11.2026, 10:00 Uhr“."""
    return f"{german_date(slot.on_date)}, {wall_time(moment(slot.on_date, slot.start_time)):%H:%M} Uhr"


def _check_persons(session: Session, entry: AppointmentEntry) -> None:
    if entry.case_id is None and entry.person_ids:
        raise CaseworkError("Bitte den Fall angeben, zu dem diese Personen gehören.", field="case_id")
    if entry.case_id is not None:
        members = persons_ever_in(session, require_case(session, entry.case_id))
        if not set(entry.person_ids) <= set(members):
            raise CaseworkError("Diese Person gehört nicht zu diesem Fall.", field="persons")
    if entry.case_id is None and not entry.title:
        raise CaseworkError("Bitte einen Fall oder einen Titel angeben.", field="title")
    if entry.user_id is not None and session.get(User, entry.user_id) is None:
        raise CaseworkError("Diese zuständige Person gibt es nicht.", field="user_id")
