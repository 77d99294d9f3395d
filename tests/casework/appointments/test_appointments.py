"""Appointments: planned, moved with history, what came of them; what collides is said and never forbidden."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.appointments.appointment_rows import MOST_MINUTES, AppointmentEntry, AppointmentRow, Slot
from desktop.casework.appointments.appointment_views import (
    appointment,
    appointment_file,
    appointments_between,
    case_appointments,
    collisions,
    period_file,
    talk_from_appointment,
)
from desktop.casework.appointments.appointments import (
    delete_appointment,
    edit_appointment,
    kept_appointment,
    make_appointment,
    move_appointment,
    note_talk,
    record_outcome,
    restore_appointment,
)
from desktop.casework.appointments.local_time import minutes_between, moment
from desktop.casework.cases.cases import open_person_case, put_status, require_case
from desktop.casework.changes import Kind
from desktop.casework.deletion.deletion import delete_case
from desktop.casework.gate import chain_is_whole
from desktop.casework.office import office_settings, save_office_settings
from desktop.casework.people.people import PersonFacts, create_person
from desktop.casework.rights import Actor
from desktop.casework.talks.talk_views import list_talks
from desktop.clock import fixed
from desktop.errors import CaseworkError, ChangedMeanwhileError
from desktop.records.appointments import Appointment
from desktop.records.office import AccessEntry, User
from desktop.records.people import FactHistory
from desktop.talk_terms import AppointmentStatus, TalkKind
from desktop.terms import CaseStatus, Role

pytestmark = pytest.mark.usefixtures("fixed_clock")
MONDAY = dt.date(2026, 11, 23)


@pytest.fixture
def person_id(session: Session, actor: Actor) -> int:
    made = create_person(session, actor, PersonFacts("Ahmadi", "Maryam")).made
    assert made is not None
    return made


@pytest.fixture
def case_id(session: Session, actor: Actor, person_id: int) -> int:
    made = open_person_case(session, actor, person_id).made
    assert made is not None
    return made


@pytest.fixture
def entry(case_id: int, person_id: int) -> AppointmentEntry:
    return AppointmentEntry(
        MONDAY, "09:30", 60, case_id, (person_id,), place="Rathaus, Zimmer 4", bring_along="Brief vom Jobcenter"
    )


def make(session: Session, actor: Actor, entry: AppointmentEntry) -> AppointmentRow:
    made = make_appointment(session, actor, entry).made
    assert made is not None
    return appointment(session, actor, made)


def another_user(session: Session) -> int:
    with session.begin():
        session.connection(execution_options={"writing": True})
        user = User(slot_label="Jonas", name="Jonas Roth", short="JR", role=Role.MANAGER)
        session.add(user)
        session.flush()
        return user.id


def close(session: Session, actor: Actor, case_id: int, status: CaseStatus) -> None:
    with session.begin():
        session.connection(execution_options={"writing": True})
        put_status(require_case(session, case_id), status, dt.date(2026, 11, 1), "", actor)


def test_an_appointment_stands_in_the_calendar_and_in_the_case(
    session: Session, actor: Actor, entry: AppointmentEntry, case_id: int
) -> None:
    row = make(session, actor, entry)
    assert (row.title, row.case_title, row.persons) == ("Beratung", "Ahmadi, Maryam", ("Ahmadi, Maryam",))
    assert (row.end_time, row.user, row.status) == ("10:30", "Petra Lang", AppointmentStatus.PLANNED)
    assert appointments_between(session, actor, MONDAY, MONDAY) == (row,)
    assert appointments_between(session, actor, MONDAY, MONDAY, actor.user_id + 1) == ()
    assert case_appointments(session, actor, case_id).next == row


def test_making_one_is_recorded_with_its_case(session: Session, actor: Actor, entry: AppointmentEntry) -> None:
    changes = make_appointment(session, actor, entry)
    with session.begin():
        last = session.scalars(select(AccessEntry).order_by(AccessEntry.id.desc())).first()
        assert last is not None
        assert (last.action, last.objects) == ("appointment.add", [["appointment", changes.made], ["case", 1]])
        assert chain_is_whole(session)
    assert changes.touches(Kind.CASE, entry.case_id)


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"minutes": 0}, "end_time", "Ende liegt nicht nach dem Beginn"),
        ({"minutes": -30}, "end_time", "Ende liegt nicht nach dem Beginn"),
        ({"minutes": MOST_MINUTES + 1, "start_time": "08:00"}, "end_time", "höchstens 12 Stunden"),
        ({"start_time": "23:30", "minutes": 31}, "end_time", "am nächsten Tag"),
        ({"start_time": "25:00"}, "start_time", "Uhrzeit von 00:00 bis 23:59"),
        ({"start_time": "9 Uhr"}, "start_time", "Uhrzeit von 00:00 bis 23:59"),
        ({"start_time": ""}, "start_time", "Uhrzeit von 00:00 bis 23:59"),
        ({"on_date": dt.date(2027, 3, 28), "start_time": "02:30"}, "start_time", "Sommerzeit"),
        ({"on_date": dt.date(1926, 11, 23)}, "on_date", "Datum des Termins prüfen"),
        ({"on_date": dt.date(9999, 12, 31)}, "on_date", "Datum des Termins prüfen"),
        ({"on_date": dt.date(2026, 11, 20)}, "note", "in der Vergangenheit"),
        ({"person_ids": (99,)}, "persons", "gehört nicht zu diesem Fall"),
        ({"case_id": None}, "case_id", "den Fall angeben"),
        ({"case_id": None, "person_ids": ()}, "title", "einen Fall oder einen Titel"),
        ({"user_id": 99}, "user_id", "gibt es nicht"),
        ({"note": "x" * 200_000}, "note", "zu lang"),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence_and_nothing_is_kept(
    session: Session, actor: Actor, entry: AppointmentEntry, wrong: dict[str, Any], field: str, words: str
) -> None:
    with pytest.raises(CaseworkError, match=words) as refused:
        make_appointment(session, actor, replace(entry, **wrong))
    assert refused.value.field == field
    assert appointments_between(session, actor, dt.date(1900, 1, 1), dt.date.max) == ()


def test_a_former_appointment_is_entered_with_a_note_why(
    session: Session, actor: Actor, entry: AppointmentEntry
) -> None:
    row = make(session, actor, replace(entry, on_date=dt.date(2026, 11, 20), note="war nicht eingetragen"))
    assert row.note == "war nicht eingetragen"


@pytest.mark.parametrize("status", [CaseStatus.ENDED, CaseStatus.BLOCKED, CaseStatus.DECLINED])
def test_nothing_is_planned_with_a_case_that_is_over(
    session: Session, actor: Actor, entry: AppointmentEntry, case_id: int, status: CaseStatus
) -> None:
    before = make(session, actor, entry)
    close(session, actor, case_id, status)
    with pytest.raises(CaseworkError, match="wieder aufnehmen"):
        make_appointment(session, actor, entry)
    with pytest.raises(CaseworkError, match="wieder aufnehmen"):
        move_appointment(session, actor, before.id, Slot(MONDAY, "14:00", 60), before.row_version)
    called_off = record_outcome(session, actor, before.id, AppointmentStatus.CANCELLED, "", before.row_version)
    assert called_off.touches(Kind.APPOINTMENT, before.id)


def test_emoji_and_control_characters_are_kept_readable(
    session: Session, actor: Actor, entry: AppointmentEntry
) -> None:
    row = make(session, actor, replace(entry, title="Treffen\x00 🙂\r\nzwei", bring_along="Pass\x07\r\nFoto"))
    assert (row.title, row.bring_along) == ("Treffen 🙂 zwei", "Pass\nFoto")


def test_moving_keeps_when_it_was_and_takes_the_other_calendars_along(
    session: Session, actor: Actor, entry: AppointmentEntry
) -> None:
    row = make(session, actor, entry)
    (before,) = appointment_file(session, actor, row.id)
    move_appointment(session, actor, row.id, Slot(MONDAY, "14:00", 45), row.row_version)
    moved = appointment(session, actor, row.id)
    (after,) = appointment_file(session, actor, row.id)
    assert (moved.start_time, moved.minutes, moved.former) == ("14:00", 45, ("23.11.2026, 09:30 Uhr",))
    assert (after.uid, after.sequence) == (before.uid, before.sequence + 1)


def test_moving_to_where_it_is_changes_nothing(session: Session, actor: Actor, entry: AppointmentEntry) -> None:
    row = make(session, actor, entry)
    move_appointment(session, actor, row.id, row.slot, row.row_version)
    assert appointment(session, actor, row.id) == row


def test_another_day_entered_in_the_form_is_history_too(
    session: Session, actor: Actor, entry: AppointmentEntry
) -> None:
    row = make(session, actor, entry)
    edit_appointment(session, actor, row.id, replace(row.entry, on_date=dt.date(2026, 11, 24)), row.row_version)
    assert appointment(session, actor, row.id).former == ("23.11.2026, 09:30 Uhr",)


def test_the_second_of_two_pages_is_told_that_it_changed_meanwhile(
    session: Session, actor: Actor, entry: AppointmentEntry
) -> None:
    row = make(session, actor, entry)
    edit_appointment(session, actor, row.id, replace(row.entry, person_ids=()), row.row_version)
    with pytest.raises(ChangedMeanwhileError):
        edit_appointment(session, actor, row.id, replace(entry, title="anders"), row.row_version)
    with pytest.raises(ChangedMeanwhileError):
        move_appointment(session, actor, row.id, Slot(MONDAY, "11:00", 60), row.row_version)
    with pytest.raises(ChangedMeanwhileError):
        record_outcome(session, actor, row.id, AppointmentStatus.CANCELLED, "", row.row_version)
    assert appointment(session, actor, row.id).persons == ()


def test_nobody_came_is_counted_in_the_case_and_can_be_taken_back(
    session: Session, actor: Actor, entry: AppointmentEntry, case_id: int
) -> None:
    row = make(session, actor, entry)
    with fixed(dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)):
        record_outcome(session, actor, row.id, AppointmentStatus.NO_SHOW, "nicht abgesagt", row.row_version)
        found = case_appointments(session, actor, case_id)
        assert (found.no_shows, found.next, found.former[0].outcome) == (1, None, "nicht abgesagt")
        again = found.former[0]
        record_outcome(session, actor, row.id, AppointmentStatus.PLANNED, "", again.row_version)
        assert case_appointments(session, actor, case_id).no_shows == 0


def test_nothing_took_place_yet_that_is_still_to_come(session: Session, actor: Actor, entry: AppointmentEntry) -> None:
    row = make(session, actor, entry)
    for status in (AppointmentStatus.HELD, AppointmentStatus.NO_SHOW):
        with pytest.raises(CaseworkError, match="noch in der Zukunft"):
            record_outcome(session, actor, row.id, status, "", row.row_version)


def test_one_that_waits_for_a_day_is_planned_again_by_moving_it(
    session: Session, actor: Actor, entry: AppointmentEntry
) -> None:
    row = make(session, actor, entry)
    record_outcome(session, actor, row.id, AppointmentStatus.POSTPONED, "krank", row.row_version)
    waiting = appointment(session, actor, row.id)
    assert waiting.is_over
    move_appointment(session, actor, row.id, Slot(dt.date(2026, 11, 30), "09:30", 60), waiting.row_version)
    planned = appointment(session, actor, row.id)
    assert (planned.status, planned.former) == (AppointmentStatus.PLANNED, ("23.11.2026, 09:30 Uhr",))


def test_what_took_place_is_not_moved(session: Session, actor: Actor, entry: AppointmentEntry) -> None:
    row = make(session, actor, entry)
    with fixed(dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)):
        record_outcome(session, actor, row.id, AppointmentStatus.HELD, "", row.row_version)
        held = appointment(session, actor, row.id)
        with pytest.raises(CaseworkError, match="nicht mehr verschoben"):
            move_appointment(session, actor, row.id, Slot(MONDAY, "16:00", 60), held.row_version)


def test_the_talk_is_made_of_the_appointment(
    session: Session, actor: Actor, entry: AppointmentEntry, case_id: int
) -> None:
    row = make(session, actor, replace(entry, kind=TalkKind.REVIEW))
    with fixed(dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)):
        talk = talk_from_appointment(session, actor, row.id)
        made = note_talk(session, actor, row.id, replace(talk, content="Antrag liegt vor."), row.row_version).made
        after = appointment(session, actor, row.id)
        assert (after.status, after.talk_id) == (AppointmentStatus.HELD, made)
        (noted,) = list_talks(session, actor, case_id)
        assert (noted.kind, noted.start_time, noted.minutes, noted.content, noted.persons) == (
            TalkKind.REVIEW, "09:30", 60, "Antrag liegt vor.", ("Maryam",),
        )  # fmt: skip
        with pytest.raises(CaseworkError, match="schon ein Gespräch"):
            note_talk(session, actor, row.id, talk, after.row_version)


@pytest.mark.parametrize(
    ("start", "minutes", "collides"),
    [("08:30", 60, False), ("08:31", 60, True), ("09:45", 10, True), ("10:29", 60, True), ("10:30", 60, False)],
)
def test_what_overlaps_by_a_minute_collides_and_what_touches_does_not(
    session: Session, actor: Actor, entry: AppointmentEntry, start: str, minutes: int, collides: bool
) -> None:
    row = make(session, actor, entry)
    other = AppointmentEntry(MONDAY, start, minutes, title="Dienstbesprechung")
    assert collisions(session, actor, other) == ((row,) if collides else ())
    assert make_appointment(session, actor, other).made is not None


def test_the_same_person_with_somebody_else_collides_and_other_people_do_not(
    session: Session, actor: Actor, entry: AppointmentEntry
) -> None:
    row = make(session, actor, entry)
    colleague = another_user(session)
    assert collisions(session, actor, replace(entry, user_id=colleague)) == (row,)
    assert collisions(session, actor, AppointmentEntry(MONDAY, "09:30", 60, title="x", user_id=colleague)) == ()
    assert collisions(session, actor, entry, row.id) == ()


def test_one_called_off_collides_with_nothing(session: Session, actor: Actor, entry: AppointmentEntry) -> None:
    row = make(session, actor, entry)
    record_outcome(session, actor, row.id, AppointmentStatus.CANCELLED, "", row.row_version)
    assert collisions(session, actor, entry) == ()


def test_a_file_for_other_calendars_names_nobody_unless_the_office_wants_it(
    session: Session, actor: Actor, entry: AppointmentEntry
) -> None:
    row = make(session, actor, replace(entry, title="Hausbesuch Familie Ahmadi", note="Diagnose"))
    (told,) = appointment_file(session, actor, row.id)
    assert told.summary == "Beratung F-2026-001 (AM)"
    assert "Ahmadi" not in repr(told)
    assert "Diagnose" not in repr(told)
    settings = replace(office_settings(session, actor), names_in_calendar_files=True)
    save_office_settings(session, actor, settings)
    (named,) = appointment_file(session, actor, row.id)
    assert named.summary == "Hausbesuch Familie Ahmadi: Ahmadi, Maryam"


def test_a_period_holds_the_appointments_of_one_user_and_is_recorded(
    session: Session, actor: Actor, entry: AppointmentEntry
) -> None:
    make(session, actor, entry)
    make(session, actor, replace(entry, on_date=dt.date(2026, 12, 1)))
    make(session, actor, replace(entry, user_id=another_user(session), start_time="13:00"))
    told = period_file(session, actor, actor.user_id, MONDAY, dt.date(2026, 11, 30))
    assert [one.begins for one in told] == [moment(MONDAY, "09:30")]
    with session.begin():
        last = session.scalars(select(AccessEntry).order_by(AccessEntry.id.desc())).first()
        assert last is not None
        assert (last.action, last.objects) == ("calendar.export", [["calendar.export", actor.user_id]])


def test_one_entered_by_mistake_goes_and_comes_back_whole(
    session: Session, actor: Actor, entry: AppointmentEntry
) -> None:
    row = make(session, actor, entry)
    move_appointment(session, actor, row.id, Slot(MONDAY, "14:00", 60), row.row_version)
    before, (uid,) = appointment(session, actor, row.id), appointment_file(session, actor, row.id)
    kept = kept_appointment(session, actor, row.id)
    delete_appointment(session, actor, row.id, before.row_version)
    with session.begin():
        assert session.scalars(select(FactHistory).where(FactHistory.subject == "appointment")).all() == []
    made = restore_appointment(session, actor, kept).made
    assert made is not None
    after = appointment(session, actor, made)
    assert replace(after, id=before.id, row_version=before.row_version) == before
    assert appointment_file(session, actor, made)[0].uid == uid.uid


def test_appointments_go_with_their_case(
    session: Session, actor: Actor, entry: AppointmentEntry, case_id: int
) -> None:
    row = make(session, actor, entry)
    move_appointment(session, actor, row.id, Slot(MONDAY, "14:00", 60), row.row_version)
    delete_case(session, actor, case_id, "F-2026-001")
    with session.begin():
        assert session.scalars(select(Appointment)).all() == []
        assert session.scalars(select(FactHistory).where(FactHistory.subject == "appointment")).all() == []


def test_an_hour_over_the_change_of_the_clocks_is_an_hour() -> None:
    assert minutes_between(dt.date(2026, 3, 29), "01:30", "03:30") == 60
    assert minutes_between(dt.date(2026, 10, 25), "01:30", "03:30") == 180
    with pytest.raises(CaseworkError, match="Ende liegt nicht nach dem Beginn"):
        minutes_between(MONDAY, "10:00", "09:30")
