"""The calendar by keyboard and mouse: marks, opens, makes, moves with the way back, and saves files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from desktop.casework.appointments.appointment_rows import AppointmentEntry, AppointmentRow
from desktop.casework.appointments.appointment_views import appointments_between, case_appointments
from desktop.casework.rights import Actor
from desktop.casework.talks.talk_views import list_talks
from desktop.clock import fixed
from desktop.models.calendar_board import Span, days_shown, period_title, placed
from desktop.models.drafts import Drafts
from desktop.models.work import ImmediateExecutor, Work
from desktop.storage.open_vault import OpenVault
from desktop.talk_terms import AppointmentStatus
from desktop.views.calendar.appointments_page import AppointmentsPage
from desktop.views.calendar.calendar_page import CalendarPage
from desktop.views.calendar.forms import AppointmentForm, CalendarSettingsForm, OutcomeForm, TalkOfAppointmentForm
from desktop.views.places import Places
from tests.later_executor import LaterExecutor
from tests.views.calendar.calendar_pages import MONDAY, fill
from tests.views.cases import case_samples

CTRL = Qt.KeyboardModifier.ControlModifier
WEEK_END = MONDAY + dt.timedelta(days=6)
NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)


@pytest.fixture
def monday() -> Iterator[None]:
    """It is Monday noon."""
    with fixed(NOON):
        yield


@pytest.fixture
def case_id(session: Session, actor: Actor, fixed_clock: dt.date) -> int:
    return fill(session, actor)


@pytest.fixture
def page(case_id: int, monday: None, work: Work, qtbot: QtBot) -> CalendarPage:
    page = CalendarPage(work, Drafts(work, work), Places(work))
    show(page, qtbot)
    page.show_target(MONDAY)
    return page


@pytest.fixture
def tab(case_id: int, monday: None, work: Work, qtbot: QtBot) -> AppointmentsPage:
    page = AppointmentsPage(work, Drafts(work, work), case_id, Places(work))
    show(page, qtbot)
    return page


def show(page: QWidget, qtbot: QtBot) -> None:
    qtbot.addWidget(page)
    page.resize(1246, 638)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)


def rows(session: Session, actor: Actor) -> list[AppointmentRow]:
    return list(appointments_between(session, actor, MONDAY, WEEK_END))


def form_of(page: CalendarPage | AppointmentsPage) -> AppointmentForm:
    form = page.desk.drawer.content()
    assert isinstance(form, AppointmentForm)
    return form


def test_whoever_saves_before_the_people_of_the_case_are_read_means_the_only_one(
    vault: OpenVault, work: Work, session: Session, actor: Actor, monday: None, qtbot: QtBot
) -> None:
    """Somebody who types fast, on a network share: the appointment would have been without anybody."""
    case_id = case_samples.single(session, actor)
    later = LaterExecutor()
    slow = Work(vault, work.actor, storage=later, pool=ImmediateExecutor())
    page = CalendarPage(slow, Drafts(slow, slow), Places(slow))
    show(page, qtbot)
    page.show_target(MONDAY)
    later.run_all()
    page.new_appointment()
    later.run_all()
    form = form_of(page)
    form.field("case_id").set_value(case_id)
    form.field("case_id").changed.emit()
    form.save()
    form.save()
    later.run_all()
    (row,) = case_appointments(session, actor, case_id).former  # 9 o'clock is over at noon
    assert row.persons == ("Habte, Filmon",)


def test_whoever_saves_twice_while_the_storage_is_slow_means_one_appointment(
    vault: OpenVault, work: Work, session: Session, actor: Actor, monday: None, qtbot: QtBot
) -> None:
    later = LaterExecutor()
    slow = Work(vault, work.actor, storage=later, pool=ImmediateExecutor())
    page = CalendarPage(slow, Drafts(slow, slow), Places(slow))
    show(page, qtbot)
    page.show_target(MONDAY)
    page.desk.make(AppointmentEntry(MONDAY, "09:30", 60, title="Dienstbesprechung"))
    later.run_all()
    form = form_of(page)
    form.save()
    form.save()
    later.run_all()
    assert [row.title for row in rows(session, actor)] == ["Dienstbesprechung"]


def test_what_was_refused_can_be_saved_once_it_is_put_right(
    session: Session, actor: Actor, page: CalendarPage
) -> None:
    page.desk.make(AppointmentEntry(MONDAY, "09:30", 60))
    form = form_of(page)
    form.field("title").set_value("x" * 5000)
    form.save()
    assert form.field("title").error()
    form.field("title").set_value("Dienstbesprechung")
    form.save()
    assert "Dienstbesprechung" in {row.title for row in rows(session, actor)}


def undo(page: CalendarPage) -> None:
    (link,) = page.messages.actions_shown()
    link.click()


def test_arrows_move_by_half_hours_and_days_and_pages_turn(page: CalendarPage) -> None:
    QTest.keyClick(page.days, Qt.Key.Key_Down)
    QTest.keyClick(page.days, Qt.Key.Key_Right)
    assert (page.board.day, page.board.slot.start_time) == (dt.date(2026, 11, 24), "09:30")
    QTest.keyClick(page.days, Qt.Key.Key_PageDown)
    assert page.board.days[0] == dt.date(2026, 11, 30)
    QTest.keyClick(page.days, Qt.Key.Key_Home)
    assert page.board.day == MONDAY


def test_what_is_marked_is_read_aloud(page: CalendarPage) -> None:
    assert page.days.accessibleName().startswith("Montag, 23.11.2026, 09:00 bis 10:00 Uhr: Beratung · Ahmadi, ")
    QTest.keyClick(page.days, Qt.Key.Key_Up)
    assert page.days.accessibleName() == "Montag, 23.11.2026, 08:30 Uhr"


def test_enter_opens_and_n_makes_where_the_mark_stands(page: CalendarPage) -> None:
    QTest.keyClick(page.days, Qt.Key.Key_Return)
    assert page.desk.drawer.content() is not None
    assert form_of(page).entry().start_time == "09:00"
    page.desk.drawer.close_drawer()
    page.board.go(MONDAY, 13 * 60)
    QTest.keyClick(page.days, Qt.Key.Key_N)
    assert form_of(page).appointment_id is None
    assert form_of(page).entry().start_time == "13:00"


def test_ctrl_and_arrows_move_the_appointment_and_back(session: Session, actor: Actor, page: CalendarPage) -> None:
    page.board.go(dt.date(2026, 11, 27), 8 * 60)
    QTest.keyClick(page.days, Qt.Key.Key_Down, CTRL)
    assert rows(session, actor)[-1].start_time == "08:45"
    assert page.board.chosen() is not None
    QTest.keyClick(page.days, Qt.Key.Key_Left, CTRL)
    moved = rows(session, actor)[-1]
    assert (moved.on_date, moved.start_time) == (dt.date(2026, 11, 26), "08:45")
    undo(page)
    assert rows(session, actor)[-1].on_date == dt.date(2026, 11, 27)


def test_dragging_moves_and_says_what_it_overlaps_with(session: Session, actor: Actor, page: CalendarPage) -> None:
    box, row = next((box, row) for box, row in page.days.boxes() if row.on_date == dt.date(2026, 11, 24))
    target = next(box for box, one in page.days.boxes() if one.on_date == MONDAY)
    viewport, grip = page.days.viewport(), QPoint(20, 6)
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=box.topLeft() + grip)
    QTest.mouseMove(viewport, box.topLeft() + grip - QPoint(20, 20))
    QTest.mouseMove(viewport, target.topLeft() + grip)
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=target.topLeft() + grip)
    moved = next(one for one in rows(session, actor) if one.id == row.id)
    assert (moved.on_date, moved.start_time) == (MONDAY, "09:00")
    assert "Überschneidet sich mit" in page.messages.text()
    undo(page)
    back = next(one for one in rows(session, actor) if one.id == row.id)
    assert (back.on_date, back.start_time) == (row.on_date, row.start_time)


def test_a_click_alone_moves_nothing(session: Session, actor: Actor, page: CalendarPage) -> None:
    before = rows(session, actor)
    for box, _ in page.days.boxes():
        QTest.mouseClick(page.days.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    assert rows(session, actor) == before


def test_the_team_shows_what_mine_leaves_out(page: CalendarPage) -> None:
    assert {row.user_short for row in page.board.rows(MONDAY)} == {"PL"}
    page.mine.setChecked(False)
    assert {row.user_short for row in page.board.rows(MONDAY)} == {"PL", "JR"}
    first, second = placed(page.board.rows(MONDAY))
    assert (first.lanes, first.lane, second.lane) == (2, 0, 1)


def test_a_new_appointment_warns_of_what_it_overlaps_with_and_is_kept(
    session: Session, actor: Actor, page: CalendarPage
) -> None:
    page.desk.make(AppointmentEntry(MONDAY, "09:30", 60))
    form = form_of(page)
    assert "Überschneidet sich mit: Montag, 23.11.2026, 09:00 bis 10:00 Uhr" in form.messages.text()
    form.field("title").set_value("Dienstbesprechung")
    form.save()
    assert [row.title for row in rows(session, actor) if row.user == "Petra Lang"][:2] == [
        "Beratung", "Dienstbesprechung",
    ]  # fmt: skip


def test_an_end_before_the_beginning_is_told_at_its_field(
    session: Session, actor: Actor, page: CalendarPage
) -> None:
    before = rows(session, actor)
    page.desk.make(AppointmentEntry(MONDAY, "13:00", 60, title="Besprechung"))
    form = form_of(page)
    form.field("end").set_value(dt.time(12, 30))
    form.save()
    assert form.field("end").error() == "Das Ende liegt nicht nach dem Beginn. Bitte die Uhrzeiten prüfen."
    assert rows(session, actor) == before


def test_deleting_is_taken_back(session: Session, actor: Actor, page: CalendarPage) -> None:
    before = rows(session, actor)
    page.desk.delete(before[0])
    assert len(rows(session, actor)) == len(before) - 1
    undo(page)
    assert [row.slot for row in rows(session, actor)] == [row.slot for row in before]


def test_nobody_came_is_entered_counted_in_the_case_and_taken_back(
    session: Session, actor: Actor, page: CalendarPage, case_id: int
) -> None:
    page.desk.enter_outcome(rows(session, actor)[0])
    form = page.desk.drawer.content()
    assert isinstance(form, OutcomeForm)
    form.field("status").set_value(AppointmentStatus.NO_SHOW)
    form.save()
    assert case_appointments(session, actor, case_id).no_shows == 1
    undo(page)
    assert case_appointments(session, actor, case_id).no_shows == 0


def test_the_talk_of_an_appointment_is_written_with_what_it_knows(
    session: Session, actor: Actor, page: CalendarPage, case_id: int
) -> None:
    page.desk.note_talk(rows(session, actor)[0])
    form = page.desk.drawer.content()
    assert isinstance(form, TalkOfAppointmentForm)
    form.field("end").set_value(dt.time(9, 45))
    form.field("content").set_value("Antrag ausgefüllt.")
    form.save()
    (talk,) = list_talks(session, actor, case_id)
    assert (talk.minutes, talk.content, talk.start_time) == (45, "Antrag ausgefüllt.", "09:00")
    assert rows(session, actor)[0].status is AppointmentStatus.HELD


def test_a_talk_is_not_written_before_it_took_place(session: Session, actor: Actor, page: CalendarPage) -> None:
    page.desk.note_talk(rows(session, actor)[-1])
    assert "noch in der Zukunft" in page.messages.text()


def test_the_week_is_saved_as_one_calendar_file(page: CalendarPage, tmp_path: Path, answers: object) -> None:
    from icalendar import Calendar

    path = tmp_path / "Woche.ics"
    answers.answers.append(path)  # type: ignore[attr-defined]  # the script of scripted boxes
    page.save_period()
    events = Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    assert len(events) == 5
    assert b"Ahmadi" not in path.read_bytes()
    assert "mit 5 Termine gespeichert" in page.messages.text()


def test_working_hours_are_set_and_must_make_sense(page: CalendarPage) -> None:
    page.desk.change_settings()
    form = page.desk.drawer.content()
    assert isinstance(form, CalendarSettingsForm)
    form.field("until").set_value(7)
    form.save()
    assert form.field("until").error()
    form.field("from").set_value(6)
    form.save()
    assert page.board.settings.working_hours_from == 6
    assert page.board.hours()[0] == 6


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_N])
def test_a_month_opens_its_days(page: CalendarPage, key: Qt.Key) -> None:
    page.board.show_span(Span.MONTH)
    page.board.go(dt.date(2026, 11, 25))
    page.month.setFocus()
    page.mine.setChecked(False)
    QTest.keyClick(page.month, key)
    if key is Qt.Key.Key_N:
        assert form_of(page).entry().on_date == dt.date(2026, 11, 25)
    else:
        assert (page.board.span, page.board.day) == (Span.DAY, dt.date(2026, 11, 25))


def test_a_month_shows_whole_weeks_and_its_cells_hold_their_days(page: CalendarPage) -> None:
    page.board.show_span(Span.MONTH)
    for day in page.board.days:
        assert page.month.day_at(page.month.cell(day).center()) == day


def test_days_weeks_and_months_are_named() -> None:
    assert period_title(dt.date(2027, 1, 1), Span.DAY) == "Freitag, 01.01.2027 · KW 53"
    assert period_title(dt.date(2027, 1, 1), Span.WEEK) == "KW 53 · 28.12.2026 – 03.01.2027"
    assert period_title(dt.date(2027, 1, 1), Span.MONTH) == "Januar 2027"
    assert days_shown(dt.date(2027, 2, 10), Span.MONTH) == tuple(
        dt.date(2027, 2, 1) + dt.timedelta(days=number) for number in range(28)
    )


def test_the_case_shows_what_comes_and_opens_it(tab: AppointmentsPage, session: Session, actor: Actor) -> None:
    expected = case_appointments(session, actor, 1)
    assert len(expected.coming) == 3
    for row in (*expected.coming, *expected.former):
        assert tab.findChild(QWidget, f"appointment_{row.id}") is not None
    tab.new_appointment()
    assert form_of(tab).entry().case_id == 1
