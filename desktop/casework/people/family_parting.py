"""When a family parts: what belongs to those who leave goes into their file; what was shared stays where it was."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.volunteers.needs.need_closing import take_needs_along
from desktop.clock import today
from desktop.records.appointments import Appointment
from desktop.records.attachments import Attachment
from desktop.records.cases import Case
from desktop.records.plans import Plan
from desktop.records.tasks import Task
from desktop.talk_terms import AppointmentStatus, TaskStatus


def take_along(session: Session, former: Case, fresh: Case, persons: frozenset[int]) -> None:
    """Inside a use case: plans, documents, open tasks, coming appointments and needs for a volunteer of these persons
    alone go along."""
    for plan in session.scalars(select(Plan).where(Plan.case_id == former.id, Plan.person_id.in_(persons))):
        plan.case_id = fresh.id
    for paper in session.scalars(select(Attachment).where(
        Attachment.case_id == former.id, Attachment.person_id.in_(persons)
    )):  # fmt: skip
        paper.case_id = fresh.id
    own_tasks = select(Task).where(
        Task.case_id == former.id, Task.person_id.in_(persons), Task.status == TaskStatus.OPEN
    )
    for task in session.scalars(own_tasks):
        task.case_id = fresh.id
    coming = select(Appointment).where(
        Appointment.case_id == former.id, Appointment.on_date >= today(),
        Appointment.status == AppointmentStatus.PLANNED,
    )
    for appointment in session.scalars(coming):
        invited = {link.person_id for link in appointment.persons}
        if invited and invited <= persons:
            appointment.case_id = fresh.id
    take_needs_along(session, former, fresh, persons)
