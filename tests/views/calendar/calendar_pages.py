"""Calendar and appointments of a case as the page walk looks at them, with a week as one has it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from desktop.casework.appointments.appointment_rows import AppointmentEntry, Slot
from desktop.casework.appointments.appointment_views import appointment, appointments_between
from desktop.casework.appointments.appointments import make_appointment, move_appointment, record_outcome
from desktop.casework.cases.cases import case_head
from desktop.casework.rights import Actor
from desktop.models.calendar_board import Span
from desktop.records.office import User
from desktop.talk_terms import AppointmentStatus, TalkKind, TalkWay
from desktop.terms import Role, SheetVariant
from desktop.views.calendar.appointments_page import AppointmentsPage
from desktop.views.calendar.calendar_page import CalendarPage
from desktop.views.calendar.slip_page import SlipPage
from tests.views.cases import case_samples

if TYPE_CHECKING:
    from tests.views.page_walk import Stage

MONDAY = dt.date(2026, 11, 23)
_WEEK = (
    (0, "09:00", 60, TalkKind.COUNSELLING, "Rathaus, Zimmer 4"), (0, "09:30", 90, TalkKind.ASSESSMENT, "Rathaus"),
    (1, "14:00", 30, TalkKind.SHORT, "Telefon"), (2, "10:00", 60, TalkKind.REVIEW, "Rathaus, Zimmer 4"),
    (2, "19:00", 60, TalkKind.GROUP, "Bürgerhaus"), (4, "08:15", 45, TalkKind.FIRST, "Talstraße 7"),
)  # fmt: skip


def colleague(session: Session) -> int:
    """Somebody else with appointments of their own."""
    with session.begin():
        session.connection(execution_options={"writing": True})
        user = User(slot_label="Jonas Roth", name="Jonas Roth", short="JR", role=Role.MANAGER)
        session.add(user)
        session.flush()
        return user.id


def fill(session: Session, actor: Actor) -> int:
    """A family of three with a week full of appointments, one moved, one called off; the id of its case."""
    case_id = case_samples.family(session, actor, size=3)
    persons = tuple(member.person.id for member in case_head(session, actor, case_id).members)
    other = colleague(session)
    for number, (day, start, minutes, kind, place) in enumerate(_WEEK):
        entry = AppointmentEntry(
            MONDAY + dt.timedelta(days=day), start, minutes, case_id, persons[:1], kind=kind, place=place,
            way=TalkWay.OFFICE, bring_along="Pass\nBrief vom Jobcenter", user_id=other if number == 1 else None,
        )  # fmt: skip
        make_appointment(session, actor, entry)
    rows = appointments_between(session, actor, MONDAY, MONDAY + dt.timedelta(days=6))
    move_appointment(session, actor, rows[2].id, Slot(rows[2].on_date, "15:00", 30), rows[2].row_version)
    record_outcome(session, actor, rows[3].id, AppointmentStatus.CANCELLED, "krank", rows[3].row_version)
    return case_id


def at_week(stage: Stage) -> QWidget:
    """A week of the whole team."""
    return _calendar(stage, Span.WEEK)


def at_day(stage: Stage) -> QWidget:
    """One day with two at once."""
    return _calendar(stage, Span.DAY)


def at_month(stage: Stage) -> QWidget:
    """A month."""
    return _calendar(stage, Span.MONTH)


def at_form(stage: Stage) -> QWidget:
    """An appointment opened in the drawer."""
    page = _calendar(stage, Span.WEEK)
    with stage.vault.session() as session:
        rows = appointments_between(session, stage.work.actor, MONDAY, MONDAY)
        page.desk.open(appointment(session, stage.work.actor, rows[0].id))
    return page


def at_tab(stage: Stage) -> QWidget:
    """The appointments of a case."""
    with stage.vault.session() as session:
        case_id = fill(session, stage.work.actor)
    return AppointmentsPage(stage.work, stage.drafts, case_id, stage.places)


def at_slip(stage: Stage) -> QWidget:
    """The slip of two appointments in two languages."""
    with stage.vault.session() as session:
        case_id = fill(session, stage.work.actor)
        rows = appointments_between(session, stage.work.actor, MONDAY, MONDAY)
    page = SlipPage(stage.work)
    page.show_target(case_id, *(row.id for row in rows))
    page.language.set_value("fa_AF")
    page.variant.set_value(SheetVariant.SIDE_BY_SIDE)
    page.make()
    return page


def _calendar(stage: Stage, span: Span) -> CalendarPage:
    with stage.vault.session() as session:
        fill(session, stage.work.actor)
    page = CalendarPage(stage.work, stage.drafts, stage.places)
    page.mine.setChecked(False)
    page.board.go(MONDAY)
    page.board.show_span(span)
    return page
