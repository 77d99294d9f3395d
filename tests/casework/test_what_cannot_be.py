"""What cannot be, over all use cases of casework: refused in one German sentence, and nothing of it is kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.casework.appointments.appointment_rows import AppointmentEntry
from desktop.casework.appointments.appointments import make_appointment, record_outcome
from desktop.casework.cases.case_closing import Closing, close_case
from desktop.casework.cases.case_life import change_status
from desktop.casework.cases.case_team import TeamEntry, add_to_team
from desktop.casework.cases.flags import NewFlag, set_flag
from desktop.casework.cases.stand_ins import HandOver, enter_absence, put_stand_in
from desktop.casework.changes import Changes
from desktop.casework.deadlines.marks import DueKey, move_deadline
from desktop.casework.merging.merging import MergeOrder, merge_persons
from desktop.casework.people.children import ChildEntry, save_child_facts
from desktop.casework.people.consents import NewConsent, give_consent
from desktop.casework.people.families import put_together
from desktop.casework.people.household import HouseholdMove, move_household
from desktop.casework.people.people import PersonFacts, create_person
from desktop.casework.people.protection_needs import NewNeed, add_need
from desktop.casework.plans.plan_progress import set_measure_status
from desktop.casework.reviews.goal_consents import NewGoalConsent, record_goal_consent
from desktop.casework.reviews.review_finish import finish_review, finish_review_and_close
from desktop.casework.reviews.review_rows import ReviewHeader, StepResult
from desktop.casework.reviews.reviews import record_step, save_review, start_review
from desktop.casework.rights import Actor
from desktop.casework.talks.quick_line import Meaning
from desktop.casework.talks.quick_talk import QuickTalk, add_quick_talk, read_quick_line
from desktop.casework.talks.talk_rows import FollowUp, StepDone, StepMarks, TopicEntry
from desktop.casework.talks.talks import add_talk
from desktop.casework.volunteers.figures.thanks_list import thank
from desktop.casework.volunteers.hours.allowances import MoneySettings, save_money_settings
from desktop.casework.volunteers.hours.hours import add_hours, delete_hours
from desktop.casework.volunteers.hours.hours_rows import HoursEntry
from desktop.casework.volunteers.hours.money_data import MoneyYear, shipped_years
from desktop.casework.volunteers.matches.match_life import begin_match, end_match
from desktop.casework.volunteers.matches.match_rows import Ending
from desktop.casework.volunteers.matches.matches import suggest
from desktop.casework.volunteers.needs.need_rows import NeedFacts
from desktop.casework.volunteers.needs.need_suggestions import keep_suggestions
from desktop.casework.volunteers.needs.needs import close_need, edit_need, report_need
from desktop.casework.volunteers.papers.paper_rules import PaperSettings
from desktop.casework.volunteers.papers.papers import add_paper, remove_paper, save_paper_settings
from desktop.casework.volunteers.register.contacts import ContactEntry, add_contact
from desktop.casework.volunteers.register.groups import delete_group
from desktop.casework.volunteers.register.volunteer_headings import IncomingVolunteer
from desktop.casework.volunteers.register.volunteer_import import Standing, import_volunteers, undo_volunteer_import
from desktop.casework.volunteers.register.volunteer_rows import VolunteerFacts
from desktop.casework.volunteers.register.volunteer_status import change_volunteer_status, end_volunteer
from desktop.casework.volunteers.register.volunteers import create_volunteer
from desktop.casework.volunteers.week_times import Span
from desktop.clock import today
from desktop.errors import CaseworkError
from desktop.records.base import Base
from desktop.talk_terms import AppointmentStatus, GoalConsentForm, TalkKind
from desktop.terms import (
    CaseStatus,
    ConsentPurpose,
    EndReason,
    FlagKind,
    MeasureStatus,
    PartialDate,
)
from desktop.volunteer_terms import Activity, MatchEnd, NeedEnd, VolunteerContactKind, VolunteerStatus
from tests.casework.text_fields import World, build
from tests.casework.volunteers.papers.paper_samples import CONDUCT

pytestmark = pytest.mark.usefixtures("fixed_clock")

Do = Callable[[World], Changes]
DAY = dt.timedelta(days=1)
LATER = dt.timedelta(days=30)


@pytest.fixture
def world(session: Session, actor: Actor) -> World:
    return build(session, actor)


def talk(world: World, **facts: object) -> Changes:
    return world.does(add_talk, replace(world.talk, **facts))  # type: ignore[arg-type]


def closed(world: World) -> World:
    """The same after its case ended a day ago."""
    world.does(close_case, world.case_id, Closing(today(), EndReason.REACHED, True, close_plans=True))
    return world


def meeting(world: World, **facts: object) -> Changes:
    entry = AppointmentEntry(today() + DAY, "10:00", 30, world.case_id)
    return world.does(make_appointment, replace(entry, **facts))  # type: ignore[arg-type]


def away(world: World, since: dt.date, until: dt.date) -> Changes:
    return world.does(enter_absence, HandOver(world.actor.user_id, world.colleague_id, since, until))


CANNOT: dict[str, Do] = {
    "Geburt in der Zukunft":
        lambda at: at.does(create_person, PersonFacts("Neu", "Kind", birth_date=PartialDate(today().year + 1, 1, 1))),
    "Gespräch in der Zukunft": lambda at: talk(at, held_on=today() + DAY),
    "Gespräch vor aller Zeit": lambda at: talk(at, held_on=dt.date(1026, 11, 20)),
    "Gespräch um 25 Uhr": lambda at: talk(at, start_time="25:00"),
    "Gespräch von minus 10 Minuten": lambda at: talk(at, minutes=-10),
    "Gespräch von drei Tagen": lambda at: talk(at, minutes=4320),
    "Thema länger als das Gespräch": lambda at: talk(at, minutes=10, topics=(TopicEntry("wohnen", minutes=20),)),
    "Gespräch ohne jemanden": lambda at: talk(at, person_ids=()),
    "Gespräch mit jemand Fremdem": lambda at: talk(at, person_ids=(at.person_id, 4711)),
    "Gespräch ohne Fall": lambda at: talk(at, case_ids=()),
    "Gespräch in einem Fall, den es nicht gibt": lambda at: talk(at, case_ids=(4711,)),
    "Gespräch nach dem Abschluss": lambda at: talk(closed(at)),
    "Schnelleintrag nach dem Abschluss":
        lambda at: closed(at).does(add_quick_talk, QuickTalk(at.case_id, at.person_id, today(), text="Anruf")),
    "Schnelleintrag ohne Person": lambda at: at.does(add_quick_talk, None),
    "Kontaktversuch ohne Ergebnis": lambda at: talk(at, kind=TalkKind.CONTACT_ATTEMPT),
    "Nächster Schritt vor dem Gespräch":
        lambda at: at.does(add_talk, at.talk, None, (FollowUp("Anrufen", today() - LATER),)),
    "Schritt eines anderen Plans": lambda at: at.does(add_talk, at.talk, StepMarks(done=(StepDone(4711),))),
    "Schritt morgen erledigt":
        lambda at: at.does(set_measure_status, at.measure_id, MeasureStatus.DONE, today() + DAY),
    "Termin endet vor dem Beginn": lambda at: meeting(at, minutes=-30),
    "Termin endet am nächsten Tag": lambda at: meeting(at, start_time="23:50", minutes=60),
    "Termin am Sankt-Nimmerleins-Tag": lambda at: meeting(at, on_date=dt.date(2926, 11, 20)),
    "Termin nach dem Abschluss": lambda at: meeting(closed(at)),
    "Ergebnis vor dem Termin": lambda at: at.does(
        record_outcome, meeting(at).made, AppointmentStatus.HELD, "Kam", 1),
    "Frist in die Vergangenheit verschoben": lambda at: at.does(
        move_deadline, DueKey("plan_review", (at.version_id,), today(), at.case_id), today() - DAY, "Urlaub"),
    "Überprüfung morgen": lambda at: at.does(save_review, at.review_id, ReviewHeader(today() + DAY), 1),
    "Überprüfung vor der Fassung": lambda at: at.does(save_review, at.review_id, ReviewHeader(dt.date(2020, 1, 1)), 1),
    "Neue Frist vor der Überprüfung": lambda at: at.does(
        record_step, at.review_id, at.measure_id, StepResult(MeasureStatus.OPEN, new_due_on=today() - LATER)),
    "Zweite Überprüfung zugleich": lambda at: at.does(start_review, at.version_id),
    "Überprüfung ohne jedes Ergebnis": lambda at: at.does(finish_review, at.review_id),
    "Überprüfung ohne jedes Ergebnis, mit Abschluss": lambda at: at.does(finish_review_and_close, at.review_id),
    "Zustimmung morgen": lambda at: at.does(record_goal_consent, at.goal_id, NewGoalConsent(
        at.person_id, True, GoalConsentForm.SPOKEN, today() + DAY)),
    "Status morgen": lambda at: at.does(
        change_status, at.case_id, CaseStatus.RESTING, today() + DAY, "Reise", today() + LATER),
    "Wiederaufnahme vor dem Ruhen": lambda at: at.does(
        change_status, at.case_id, CaseStatus.RESTING, today(), "Reise", today() - DAY),
    "Abschluss morgen": lambda at: at.does(
        close_case, at.case_id, Closing(today() + DAY, EndReason.REACHED, True, close_plans=True)),
    "Abschluss mit offenem Plan": lambda at: at.does(
        close_case, at.case_id, Closing(today(), EndReason.REACHED, True)),
    "Hinweis morgen": lambda at: at.does(set_flag, NewFlag(at.case_id, FlagKind.URGENT, "Räumung", today() + DAY)),
    "Schutzbedarf endet vor dem Beginn":
        lambda at: at.does(add_need, NewNeed(at.person_id, "Rollstuhl", today(), today() - DAY)),
    "Einwilligung endet vor dem Beginn": lambda at: at.does(give_consent, NewConsent(
        at.person_id, ConsentPurpose.PHOTO, today(), today() - DAY)),
    "Besuch vor der Anmeldung": lambda at: at.does(save_child_facts, at.child_id, ChildEntry(
        registered_on=today(), attends_since=today() - LATER)),
    "Auszug morgen": lambda at: at.does(
        move_household, at.case_id, HouseholdMove((at.child_id,), False, today() + DAY)),
    "Abwesenheit endet vor dem Beginn": lambda at: away(at, today() + LATER, today() + DAY),
    "Abwesenheit ist vorbei": lambda at: away(at, today() - LATER, today() - DAY),
    "Vertretung endet vor dem Beginn":
        lambda at: at.does(put_stand_in, at.case_id, at.colleague_id, today(), today() - DAY),
    "Vertretung durch sich selbst": lambda at: at.does(put_stand_in, at.case_id, at.actor.user_id, today()),
    "Mitwirkung endet vor dem Beginn": lambda at: at.does(
        add_to_team, at.case_id, TeamEntry("Kollegin", today(), at.colleague_id, until=today() - DAY)),
    "Mitwirkung der zuständigen Person": lambda at: at.does(
        add_to_team, at.case_id, TeamEntry("Kollegin", today(), at.actor.user_id)),
    "Abwesenheit mit sich selbst als Vertretung": lambda at: at.does(
        enter_absence, HandOver(at.actor.user_id, at.actor.user_id, today(), today() + LATER)),
    "Person mit sich selbst zusammengeführt":
        lambda at: at.does(merge_persons, MergeOrder(at.person_id, at.person_id)),
    "Fall mit sich selbst zusammengelegt": lambda at: at.does(put_together, (at.case_id, at.case_id)),
    "Bedarf, gewünscht bis vor der Meldung": lambda at: at.does(report_need, at.case_id, NeedFacts(
        Activity.OFFICES, at.person_id, reported_on=today(), wanted_by=today() - DAY)),
    "Bedarf morgen": lambda at: at.does(report_need, at.case_id, NeedFacts(
        Activity.OFFICES, at.person_id, reported_on=today() + DAY)),
    "Bedarf von 8 Tagen in der Woche": lambda at: at.does(report_need, at.case_id, NeedFacts(
        Activity.OFFICES, at.person_id, minutes_per_week=8 * 24 * 60)),
    "Bedarf für niemanden": lambda at: at.does(report_need, at.case_id, NeedFacts(Activity.OFFICES)),
    "Bedarf für eine Person aus einem anderen Fall": lambda at: at.does(
        report_need, at.case_id, NeedFacts(Activity.OFFICES, 4711)),
    "Bedarf ohne Fall": lambda at: at.does(report_need, 4711, NeedFacts(Activity.OFFICES)),
    "Bedarf aus einem fremden Schritt": lambda at: at.does(
        report_need, at.case_id, NeedFacts(Activity.OFFICES, at.person_id), 4711),
    "Bedarf, den es nicht gibt, geändert": lambda at: at.does(edit_need, 4711, NeedFacts(Activity.OFFICES), 1),
    "Bedarf, den es nicht gibt, abgeschlossen": lambda at: at.does(close_need, 4711, NeedEnd.REACHED, 1),
    "Vorschläge ohne einen einzigen": lambda at: at.does(keep_suggestions, ()),
    "Vorschläge ohne Bedarf": lambda at: at.does(keep_suggestions, ((4711, 4711),)),
    "Vorschlag ohne Bedarf": lambda at: at.does(suggest, 4711, 4711, {}),
    "Begleitung, die es nicht gibt, beendet": lambda at: at.does(end_match, 4711, Ending(today(), MatchEnd.WISHED)),
    "Begleitung, die es nicht gibt, begonnen": lambda at: at.does(begin_match, 4711, today()),
    "Dank an niemanden": lambda at: at.does(thank, (), today(), "Dankfest"),
    "Dank an jemanden, den es nicht gibt": lambda at: at.does(thank, (4711,), today(), "Dankfest"),
    "Dank für morgen": lambda at: at.does(thank, (4711,), today() + DAY, "Dankfest"),
    "Stunden ohne Ehrenamtliche": lambda at: at.does(add_hours, HoursEntry(4711, today(), 60, Activity.CAFE)),
    "Stunden, die es nicht gibt, gelöscht": lambda at: at.does(delete_hours, (4711,)),
    "Ehrenamt mit Grenze von 0 €": lambda at: at.does(
        save_money_settings, MoneySettings((MoneyYear(2026, 0, 3300_00, 30),)), MoneySettings(shipped_years())),
    "Ehrenamt seit morgen": lambda at: at.does(create_volunteer, VolunteerFacts("Weiß", active_since=today() + DAY)),
    "Liste ohne Ehrenamtliche eingelesen": lambda at: at.does(import_volunteers, (), (), {}),
    "Zeile ohne Namen eingelesen": lambda at: at.does(
        import_volunteers, (IncomingVolunteer(2, VolunteerFacts(), problem="Der Name fehlt."),), (Standing.BAD,), {}),
    "Liste, die es nicht gibt, zurückgenommen": lambda at: at.does(undo_volunteer_import, 4711),
    "Ehrenamt ohne Namen": lambda at: at.does(create_volunteer, VolunteerFacts()),
    "Ehrenamt eines Kindes": lambda at: at.does(create_volunteer, VolunteerFacts("Weiß", birth_year=today().year - 3)),
    "Zeit, die vor dem Beginn endet": lambda at: at.does(
        create_volunteer, VolunteerFacts("Weiß"), (), (Span(1, 18 * 60, 16 * 60),)),
    "Status von jemandem, den es nicht gibt": lambda at: at.does(change_volunteer_status, 4711, VolunteerStatus.READY),
    "Ende von jemandem, den es nicht gibt": lambda at: at.does(end_volunteer, 4711, today()),
    "Kontakt mit jemandem, den es nicht gibt": lambda at: at.does(
        add_contact, 4711, ContactEntry(VolunteerContactKind.CONTACT, today())),
    "Helferkreis, den es nicht gibt, gelöscht": lambda at: at.does(delete_group, 4711),
    "Führungszeugnis ohne Ehrenamtliche": lambda at: at.does(add_paper, 4711, CONDUCT),
    "Unterlage, die es nicht gibt": lambda at: at.does(remove_paper, 4711),
    "Selbstverpflichtung überbrückt ein Jahr": lambda at: at.does(
        save_paper_settings, PaperSettings(bridge_weeks=52), PaperSettings()),
}  # fmt: skip


def rows(session: Session) -> dict[str, int]:
    with session.begin():
        return {table.name: session.scalar(select(func.count()).select_from(table)) or 0
                for table in Base.metadata.sorted_tables}  # fmt: skip


@pytest.mark.parametrize("what", CANNOT)
def test_it_is_refused_in_one_sentence(world: World, what: str) -> None:
    with pytest.raises(CaseworkError) as refused:
        CANNOT[what](world)
    said = str(refused.value)
    assert said.endswith(".")
    assert len(said) <= 250
    assert "\n" not in said


def test_nothing_of_what_was_refused_is_kept(world: World) -> None:
    """Those that close the case or make an appointment first are left out: that part is kept."""
    first = {name for name in CANNOT if "Abschluss" in name and name.startswith(("Gespräch", "Schnell", "Termin"))}
    before = rows(world.session)
    for name in CANNOT.keys() - first - {"Ergebnis vor dem Termin"}:
        with pytest.raises(CaseworkError):
            CANNOT[name](world)
    assert rows(world.session) == before


@pytest.mark.parametrize("typed", ["Ahmadi 31.02. Tel 10 Vermieter", "Ahmadi 31.2.2026 Anruf", "Ahmadi 99.99. Post"])
def test_a_day_that_does_not_exist_stays_text_in_the_quick_line(world: World, typed: str) -> None:
    """Nothing is lost: it is no date, so it is part of the note."""
    line = read_quick_line(world.session, world.actor, typed).line
    assert line.value(Meaning.DAY) is None
    assert line.text.startswith(typed.split()[1])
