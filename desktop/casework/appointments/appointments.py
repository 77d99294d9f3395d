"""Appointments: making, changing, moving with history, what came of them, and the talk made of one.

A move keeps the appointment's UID and raises its sequence, so that the calendars it was exported to update it.
"""

from __future__ import annotations

import uuid
from dataclasses import asdict
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from desktop.casework.appointments.appointment_checks import check_case, check_entry, check_slot, cleaned
from desktop.casework.appointments.appointment_rows import AppointmentEntry, KeptAppointment, Slot
from desktop.casework.appointments.local_time import moment
from desktop.casework.changes import Changes, Kind
from desktop.casework.gate import change, query
from desktop.casework.plain_text import some_lines
from desktop.casework.rights import Actor, Right
from desktop.casework.talks.talk_rows import TalkEntry
from desktop.casework.talks.talks import add_talk
from desktop.clock import now
from desktop.errors import CaseworkError, ChangedMeanwhileError
from desktop.records.appointments import Appointment, AppointmentPerson
from desktop.records.people import FactHistory
from desktop.talk_terms import AppointmentStatus

SUBJECT = "appointment"
"""Under this subject former days and times stand in the history of facts."""
_PLAIN = ("on_date", "start_time", "minutes", "title", "kind", "way", "place", "bring_along", "note", "case_id")
_KEPT = (
    *_PLAIN, "uid", "user_id", "status", "outcome", "talk_id", "sequence", "row_version", "created_at", "created_by",
)  # fmt: skip
_FORMER = ("field", "value", "replaced_at", "replaced_by")
_LONGEST_OUTCOME = 5_000
_HAPPENED = frozenset({AppointmentStatus.HELD, AppointmentStatus.NO_SHOW})


@change(Right.EDIT_CASE, record="appointment.add")
def make_appointment(session: Session, actor: Actor, entry: AppointmentEntry) -> Changes:
    """Plan an appointment, or enter a former one with a note why. `made` is the appointment.

    Raises CaseworkError for what cannot be (see `appointment_checks`), and for a case that is closed.
    """
    entry = cleaned(entry)
    check_entry(session, entry)
    check_case(session, entry.case_id)
    appointment = Appointment(uid=f"{uuid.uuid4()}@wegplan", created_by=actor.user_id)
    _put(appointment, entry, actor)
    session.add(appointment)
    session.flush()
    return touched(appointment, made=appointment.id)


@change(Right.EDIT_CASE, record="appointment.edit")
def edit_appointment(
    session: Session, actor: Actor, appointment_id: int, entry: AppointmentEntry, row_version: int
) -> Changes:
    """Change anything of an appointment; a former day or time goes into its history.

    Raises ChangedMeanwhileError when somebody saved it since `row_version`.
    """
    appointment = _current(session, appointment_id, row_version)
    entry = cleaned(entry)
    check_entry(session, entry)
    changes = touched(appointment)
    former, place = _slot(appointment), appointment.place
    if entry.case_id != appointment.case_id:
        check_case(session, entry.case_id)
    _put(appointment, entry, actor)
    flag_modified(appointment, "title")  # other persons alone are a new version of it too
    if _slot(appointment) != former:
        _keep_former(session, actor, appointment, former)
    elif appointment.place != place:
        appointment.sequence += 1
    session.flush()
    return changes | touched(appointment)


@change(Right.EDIT_CASE, record="appointment.move")
def move_appointment(session: Session, actor: Actor, appointment_id: int, slot: Slot, row_version: int) -> Changes:
    """Move it to another day or time; one called off or waiting for a day is planned again.

    Raises CaseworkError for a time that cannot be and for one that took place already.
    """
    appointment = _current(session, appointment_id, row_version)
    if appointment.status in _HAPPENED:
        raise CaseworkError(f"Der Termin ist als „{appointment.status.label}“ vermerkt und wird nicht mehr verschoben.")
    check_slot(slot)
    former = _slot(appointment)
    if slot == former and appointment.status is AppointmentStatus.PLANNED:
        return touched(appointment)
    check_case(session, appointment.case_id)
    appointment.on_date, appointment.start_time, appointment.minutes = slot.on_date, slot.start_time, slot.minutes
    appointment.status = AppointmentStatus.PLANNED
    _keep_former(session, actor, appointment, former)
    session.flush()
    return touched(appointment)


@change(Right.EDIT_CASE, record="appointment.outcome")
def record_outcome(
    session: Session, actor: Actor, appointment_id: int, status: AppointmentStatus, outcome: str, row_version: int
) -> Changes:
    """What came of it: took place, nobody came, called off, waits for another day; „geplant“ takes that back.

    Raises CaseworkError when it is said of a future appointment that it took place or nobody came.
    """
    appointment = _current(session, appointment_id, row_version)
    if status in _HAPPENED and moment(appointment.on_date, appointment.start_time) > now():
        raise CaseworkError("Der Termin liegt noch in der Zukunft. Bitte das Ergebnis erst danach eintragen.",
                            field="status")  # fmt: skip
    text = some_lines(outcome)
    if len(text) > _LONGEST_OUTCOME:
        raise CaseworkError(f"Bitte auf {_LONGEST_OUTCOME} Zeichen kürzen (jetzt {len(text)}).", field="outcome")
    if (appointment.status is AppointmentStatus.CANCELLED) != (status is AppointmentStatus.CANCELLED):
        appointment.sequence += 1
    appointment.status, appointment.outcome = status, text
    session.flush()
    return touched(appointment)


@change(Right.EDIT_CASE, record="appointment.talk")
def note_talk(session: Session, actor: Actor, appointment_id: int, entry: TalkEntry, row_version: int) -> Changes:
    """The talk that took place at this appointment, entered and joined to it in one step. `made` is the talk."""
    appointment = _current(session, appointment_id, row_version)
    if appointment.talk_id is not None:
        raise CaseworkError("Zu diesem Termin ist schon ein Gespräch eingetragen.")
    talk = add_talk(session, actor, entry)
    return Changes(talk.touched | join_talk(session, actor, appointment_id, talk.made or 0).touched, talk.made)


@change(Right.EDIT_CASE, record="appointment.join")
def join_talk(session: Session, actor: Actor, appointment_id: int, talk_id: int) -> Changes:
    """Say which talk was made of an appointment; it took place then."""
    appointment = require_appointment(session, appointment_id)
    appointment.talk_id, appointment.status = talk_id, AppointmentStatus.HELD
    session.flush()
    return touched(appointment)


@query(Right.EDIT_CASE)
def kept_appointment(session: Session, actor: Actor, appointment_id: int) -> KeptAppointment:
    """An appointment as it stands, to be put back with `restore_appointment` after deleting it."""
    appointment = require_appointment(session, appointment_id)
    return KeptAppointment(
        {name: getattr(appointment, name) for name in _KEPT},
        tuple(link.person_id for link in appointment.persons),
        tuple({name: getattr(row, name) for name in _FORMER} for row in history(session, appointment_id)),
    )


@change(Right.EDIT_CASE, record="appointment.delete")
def delete_appointment(session: Session, actor: Actor, appointment_id: int, row_version: int) -> Changes:
    """Take away an appointment entered by mistake; one that was only called off is to be marked so instead."""
    appointment = _current(session, appointment_id, row_version)
    changes = touched(appointment)
    for former in history(session, appointment_id):
        session.delete(former)
    session.delete(appointment)
    return changes


@change(Right.EDIT_CASE, record="appointment.restore")
def restore_appointment(session: Session, actor: Actor, kept: KeptAppointment) -> Changes:
    """Put a deleted appointment back, with its UID and history. `made` is its new id."""
    appointment = Appointment(**kept.values)
    appointment.persons = [AppointmentPerson(person_id=id_) for id_ in kept.person_ids]
    session.add(appointment)
    session.flush()
    session.add_all(FactHistory(subject=SUBJECT, subject_id=appointment.id, **former) for former in kept.history)
    return touched(appointment, made=appointment.id)


def require_appointment(session: Session, appointment_id: int) -> Appointment:
    """Inside a use case: the appointment, or a CaseworkError when it is gone."""
    appointment = session.get(Appointment, appointment_id)
    if appointment is None:
        raise CaseworkError("Diesen Termin gibt es nicht mehr.")
    return appointment


def touched(appointment: Appointment, made: int | None = None) -> Changes:
    """Inside a use case: the appointment and its case."""
    case = [(Kind.CASE, appointment.case_id)] if appointment.case_id is not None else []
    return Changes.of((Kind.APPOINTMENT, appointment.id), *case, made=made)


def history(session: Session, appointment_id: int) -> tuple[FactHistory, ...]:
    """Inside a use case: when it was before, the oldest first."""
    asked = select(FactHistory).where(FactHistory.subject == SUBJECT, FactHistory.subject_id == appointment_id)
    return tuple(session.scalars(asked.order_by(FactHistory.id)))


def _current(session: Session, appointment_id: int, row_version: int) -> Appointment:
    appointment = require_appointment(session, appointment_id)
    if appointment.row_version != row_version:
        raise ChangedMeanwhileError("Dieser Termin wurde inzwischen geändert. Bitte noch einmal öffnen.")
    return appointment


def _put(appointment: Appointment, entry: AppointmentEntry, actor: Actor) -> None:
    for name in _PLAIN:
        setattr(appointment, name, getattr(entry, name))
    appointment.user_id = entry.user_id or appointment.user_id or actor.user_id
    known = {link.person_id: link for link in appointment.persons}
    appointment.persons = [known.get(id_) or AppointmentPerson(person_id=id_) for id_ in entry.person_ids]


def _slot(appointment: Appointment) -> Slot:
    return Slot(appointment.on_date, appointment.start_time, appointment.minutes)


def _keep_former(session: Session, actor: Actor, appointment: Appointment, former: Slot) -> None:
    appointment.sequence += 1
    value: dict[str, Any] = asdict(former) | {"on_date": former.on_date.isoformat()}
    session.add(FactHistory(subject=SUBJECT, subject_id=appointment.id, field="slot", value=value, replaced_at=now(),
                            replaced_by=actor.user_id))  # fmt: skip
