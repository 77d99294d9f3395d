"""Two pages with the same appointment open: the second to save is told so in one sentence, and keeps what was typed."""

from __future__ import annotations

from sqlalchemy.orm import Session

from desktop.casework.appointments.appointments import delete_appointment
from desktop.casework.rights import Actor
from desktop.views.calendar.appointments_page import AppointmentsPage
from desktop.views.calendar.calendar_page import CalendarPage
from tests.views.calendar.test_calendar_page import (  # noqa: F401  the fixtures are taken over
    case_id,
    form_of,
    monday,
    page,
    rows,
    tab,
)

TYPED = "Mietvertrag 📄 besprechen"


def test_the_second_to_save_is_told_and_keeps_the_words(
    page: CalendarPage, tab: AppointmentsPage, session: Session, actor: Actor  # noqa: F811  as above
) -> None:
    row = next(row for row in rows(session, actor) if row.case_id is not None)
    page.desk.open(row)
    tab.desk.open(row)
    first, second = form_of(page), form_of(tab)
    second.field("title").set_value(TYPED)
    first.field("title").set_value("Erste")
    first.save()
    second.save()
    assert "inzwischen geändert" in second.messages.text()
    assert second.field("title").value() == TYPED
    assert [kept.title for kept in rows(session, actor) if kept.id == row.id] == ["Erste"]


def test_who_changes_an_appointment_that_is_gone_is_told(
    tab: AppointmentsPage, session: Session, actor: Actor  # noqa: F811  as above
) -> None:
    row = next(row for row in rows(session, actor) if row.case_id is not None)
    tab.desk.open(row)
    form = form_of(tab)
    form.field("title").set_value(TYPED)
    delete_appointment(session, actor, row.id, row.row_version)
    form.save()
    assert form.messages.text().endswith("nicht mehr.")
    assert form.field("title").value() == TYPED
