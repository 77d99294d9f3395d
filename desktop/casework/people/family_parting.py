"""When a family parts: what belongs to those who leave goes into their file; what was shared stays where it was."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from desktop.casework.deletion.deletion_scope import joined_files, persons_ever_in
from desktop.casework.volunteers.needs.need_closing import take_needs_along
from desktop.clock import today
from desktop.records.appointments import Appointment
from desktop.records.attachments import Attachment
from desktop.records.cases import Case
from desktop.records.plans import Plan
from desktop.records.talks import PrivateNote, Talk, TalkCase
from desktop.records.tasks import Task
from desktop.talk_terms import AppointmentStatus, TaskStatus

_OPEN = Task.status == TaskStatus.OPEN


def take_along(session: Session, former: Case, fresh: Case, persons: frozenset[int]) -> None:
    """Inside a use case: plans, documents, talks, open tasks, coming appointments and needs for a volunteer of these
    persons alone go along."""
    for plan in session.scalars(select(Plan).where(Plan.case_id == former.id, Plan.person_id.in_(persons))):
        plan.case_id = fresh.id
    for paper in session.scalars(select(Attachment).where(
        Attachment.case_id == former.id, Attachment.person_id.in_(persons)
    )):  # fmt: skip
        paper.case_id = fresh.id
    own_tasks = select(Task).where(
        Task.case_id == former.id, Task.person_id.in_(persons), _OPEN
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
    _take_talks_along(session, former, fresh, persons)
    take_needs_along(session, former, fresh, persons)


def _take_talks_along(session: Session, former: Case, fresh: Case, persons: frozenset[int]) -> None:
    """What was said to them alone is nothing for who stays (DS-05); who was there decides, not whom a topic is about.

    Its private notes and open next steps follow. A link is made anew, not changed: so the search index learns of it.
    """
    files = {former.id, *(joined.id for joined in joined_files(session, former))}
    family = set(persons_ever_in(session, former))
    here = select(TalkCase.talk_id).where(TalkCase.case_id.in_(files))
    for talk in session.scalars(select(Talk).where(Talk.id.in_(here))):
        spoken_to = {link.person_id for link in talk.persons} & family
        if spoken_to and spoken_to <= persons:
            talk.cases = [link for link in talk.cases if link.case_id not in files] + [TalkCase(case_id=fresh.id)]
            notes = update(PrivateNote).where(PrivateNote.talk_id == talk.id, PrivateNote.case_id.in_(files))
            session.execute(notes.values(case_id=fresh.id))
            for task in session.scalars(select(Task).where(Task.talk_id == talk.id, Task.case_id.in_(files), _OPEN)):
                task.case_id = fresh.id
