"""Appointments as read: the calendar of the team, those of a case, what collides, and what leaves as a file."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from desktop.casework.appointments.appointment_checks import check_slot, said
from desktop.casework.appointments.appointment_rows import (
    OVER,
    AppointmentEntry,
    AppointmentRow,
    CalendarEntry,
    CaseAppointments,
    Slot,
)
from desktop.casework.appointments.appointments import SUBJECT, require_appointment
from desktop.casework.appointments.local_time import moment
from desktop.casework.gate import query
from desktop.casework.office import initials, office_settings
from desktop.casework.people.people import person_row
from desktop.casework.rights import Actor, Right
from desktop.casework.talks.talk_rows import TalkEntry
from desktop.clock import now, today
from desktop.records.appointments import Appointment
from desktop.records.cases import Case
from desktop.records.office import User
from desktop.records.people import FactHistory, Family, Person
from desktop.records.plans import Plan, PlanVersion
from desktop.talk_terms import AppointmentStatus, TalkKind
from desktop.terms import PlanState

_TALK_MINUTES = 60
"""How long a talk agreed in a plan is expected to take."""
_BEGINNING = "09:00"


@query(Right.READ_CASE)
def appointments_between(
    session: Session, actor: Actor, first: dt.date, last: dt.date, user_id: int | None = None
) -> tuple[AppointmentRow, ...]:
    """Appointments of these days, both included, of one user or of all, in order of time."""
    wanted = Appointment.on_date.between(first, last)
    return _rows(session, wanted if user_id is None else wanted & (Appointment.user_id == user_id))


@query(Right.READ_CASE)
def appointment(session: Session, actor: Actor, appointment_id: int) -> AppointmentRow:
    """One appointment. Raises CaseworkError when it is gone."""
    require_appointment(session, appointment_id)
    return _rows(session, Appointment.id == appointment_id)[0]


@query(Right.READ_CASE)
def case_appointments(session: Session, actor: Actor, case_id: int) -> CaseAppointments:
    """Appointments of a case: what comes, what was, how often nobody came."""
    rows = _rows(session, Appointment.case_id == case_id)
    coming = tuple(row for row in rows if row.status is AppointmentStatus.PLANNED and row.ends >= now())
    former = tuple(row for row in reversed(rows) if row not in coming)
    return CaseAppointments(coming, former, sum(row.status is AppointmentStatus.NO_SHOW for row in rows))


@query(Right.READ_CASE)
def collisions(
    session: Session, actor: Actor, entry: AppointmentEntry, appointment_id: int | None = None
) -> tuple[AppointmentRow, ...]:
    """Appointments that overlap with the one entered, of the same user or with one of the same persons.

    One that begins when the other ends does not collide. `appointment_id` is the one being changed.
    """
    check_slot(Slot(entry.on_date, entry.start_time, entry.minutes))
    begins = moment(entry.on_date, entry.start_time)
    ends = begins + dt.timedelta(minutes=entry.minutes)
    user_id = entry.user_id or actor.user_id
    return tuple(
        row for row in _rows(session, Appointment.on_date == entry.on_date)
        if row.id != appointment_id and not row.is_over and row.begins < ends and begins < row.ends
        and (row.user_id == user_id or not set(row.person_ids).isdisjoint(entry.person_ids))
    )  # fmt: skip


@query(Right.READ_CASE)
def talk_from_appointment(session: Session, actor: Actor, appointment_id: int) -> TalkEntry:
    """The talk that took place there, as far as the appointment knows it."""
    row = _rows(session, Appointment.id == require_appointment(session, appointment_id).id)[0]
    return TalkEntry(
        (row.case_id,) if row.case_id is not None else (), row.on_date, row.person_ids, row.kind, row.way,
        row.start_time, row.minutes, row.place, row.user_id,
    )


@query(Right.READ_CASE)
def appointment_from_plan(session: Session, actor: Actor, case_id: int) -> AppointmentEntry | None:
    """The next talk agreed in a Fassung in force (decision 34) that stands in no calendar yet; None for none."""
    asked = (
        select(PlanVersion).join(Plan, Plan.id == PlanVersion.plan_id)
        .where(Plan.case_id == case_id, PlanVersion.state == PlanState.IN_FORCE, PlanVersion.next_talk_on >= today())
        .order_by(PlanVersion.next_talk_on)
    )  # fmt: skip
    planned = set(session.scalars(select(Appointment.on_date).where(
        Appointment.case_id == case_id, Appointment.status.not_in(OVER)
    )))  # fmt: skip
    for version in session.scalars(asked):
        if version.next_talk_on is not None and version.next_talk_on not in planned:
            return AppointmentEntry(
                version.next_talk_on, version.next_talk_time or _BEGINNING, _TALK_MINUTES, case_id,
                kind=TalkKind.REVIEW if version.next_talk_on == version.next_review_on else TalkKind.COUNSELLING,
                place=version.next_talk_place,
            )  # fmt: skip
    return None


@query(Right.EXPORT, record="appointment.export")
def appointment_file(session: Session, actor: Actor, appointment_id: int) -> tuple[CalendarEntry, ...]:
    """One appointment for another calendar."""
    require_appointment(session, appointment_id)
    return _entries(session, actor, Appointment.id == appointment_id)


@query(Right.EXPORT, record="calendar.export")
def period_file(
    session: Session, actor: Actor, user_id: int, first: dt.date, last: dt.date
) -> tuple[CalendarEntry, ...]:
    """The appointments of one user in these days, both included, called off ones too, for another calendar."""
    return _entries(session, actor, (Appointment.user_id == user_id) & Appointment.on_date.between(first, last))


def _entries(session: Session, actor: Actor, wanted: ColumnElement[bool]) -> tuple[CalendarEntry, ...]:
    named = office_settings(session, actor).names_in_calendar_files
    records = {record.id: record for record in session.scalars(select(Appointment).where(wanted))}
    return tuple(
        CalendarEntry(
            records[row.id].uid, row.begins, row.ends, _summary(row, named=named), row.place, row.status,
            records[row.id].sequence,
        ) for row in _rows(session, wanted)
    )  # fmt: skip


def _summary(row: AppointmentRow, *, named: bool) -> str:
    """Who it is with stays in the program unless the office wants names out: case number and initials (PRIVACY).

    The title is free text and may hold a name, so it leaves only then too.
    """
    if row.case_id is None:
        return row.title
    if named:
        return ": ".join((row.title, ", ".join(row.persons) or row.case_title))
    who = " ".join(initials(name.replace(",", "")) for name in row.persons)
    return f"{row.kind.label} {row.case_number}" + (f" ({who})" if who else "")


def _rows(session: Session, wanted: ColumnElement[bool]) -> tuple[AppointmentRow, ...]:
    order = (Appointment.on_date, Appointment.start_time, Appointment.id)
    records = tuple(session.scalars(select(Appointment).where(wanted).order_by(*order)))
    cases, titles = _cases(session, {record.case_id for record in records if record.case_id})
    persons = _persons(session, {link.person_id for record in records for link in record.persons})
    users = {user.id: user for user in session.scalars(select(User))}
    former = _former(session, [record.id for record in records])
    return tuple(
        _row(record, cases.get(record.case_id or 0), titles, persons, users.get(record.user_id or 0), former)
        for record in records
    )  # fmt: skip


def _row(
    record: Appointment, case: Case | None, titles: dict[int, str], persons: dict[int, str], user: User | None,
    former: dict[int, tuple[str, ...]],
) -> AppointmentRow:
    ids = tuple(link.person_id for link in record.persons)
    row = AppointmentRow(
        record.id, record.on_date, record.start_time, record.minutes, record.title or record.kind.label, record.kind,
        record.way, record.place, record.bring_along, record.note, record.case_id, case.number if case else "",
        titles.get(record.case_id or 0, ""), ids, tuple(persons[id_] for id_ in ids), record.user_id,
        user.name if user else "", user.short if user else "", record.status, record.outcome, record.talk_id,
        record.row_version,
    )
    return replace(row, former=former.get(record.id, ()))


def _cases(session: Session, ids: set[int]) -> tuple[dict[int, Case], dict[int, str]]:
    """Cases by id, and what their files are called; two queries however many there are."""
    asked = (
        select(Case, Family.name, Person)
        .outerjoin(Family, Family.id == Case.family_id).outerjoin(Person, Person.id == Case.person_id)
        .where(Case.id.in_(ids))
    )  # fmt: skip
    cases: dict[int, Case] = {}
    titles: dict[int, str] = {}
    for case, family, person in session.execute(asked):
        cases[case.id] = case
        titles[case.id] = f"Familie {family}" if family is not None else (person.name if person else "–")
    return cases, titles


def _persons(session: Session, ids: Iterable[int]) -> dict[int, str]:
    return {person.id: person_row(person).name for person in session.scalars(select(Person).where(Person.id.in_(ids)))}


def _former(session: Session, ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    asked = select(FactHistory).where(FactHistory.subject == SUBJECT, FactHistory.subject_id.in_(ids))
    found: dict[int, list[str]] = defaultdict(list)
    for row in session.scalars(asked.order_by(FactHistory.id)):
        value = row.value
        slot = Slot(dt.date.fromisoformat(value["on_date"]), value["start_time"], value["minutes"])
        found[row.subject_id].append(said(slot))
    return {id_: tuple(lines) for id_, lines in found.items()}
