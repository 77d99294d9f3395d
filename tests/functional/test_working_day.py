"""„Ein Arbeitstag“: one person at the real window from unlocking in the morning to handing over before the holiday."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pypdfium2  # type: ignore[import-untyped]  # ships no types
import pytest
from icalendar import Calendar
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from desktop import clock
from desktop.casework.appointments.appointment_views import case_appointments
from desktop.casework.cases.stand_ins import list_absences
from desktop.casework.merging.merge_preview import open_merges
from desktop.casework.plans.plan_views import plan_view
from desktop.casework.search.search import search_people
from desktop.casework.talks.talk_views import list_talks
from desktop.casework.tasks import tasks_of_case
from desktop.storage.files import VaultFiles
from desktop.talk_terms import TalkWay
from desktop.terms import MeasureStatus, PlanState
from desktop.views import messages
from desktop.views.absence.absence_page import AbsencePage
from desktop.views.calendar.calendar_page import CalendarPage
from desktop.views.cases.case_files import CaseFiles
from desktop.views.desk import Desk
from desktop.views.merging.merge_page import MergePage
from desktop.views.plans.plan_page import PlanPage
from desktop.views.reviews.changes_page import ChangesPage
from desktop.views.reviews.review_page import ReviewPage
from desktop.views.reviews.review_step import ReviewStep
from desktop.views.talks.quick_box import QuickBox
from desktop.views.talks.talk_form import TalkForm
from desktop.views.talks.talks_page import TalksPage
from desktop.views.today.due_line import DueLine
from desktop.views.today.today_page import TodayPage
from tests.conftest import LABEL, PASSWORD
from tests.functional.clerk import Clerk
from tests.functional.first_steps import choose_tab
from tests.functional.office_in_work import COLLEAGUE, OfficeInWork, office_in_work
from tests.functional.workplace import Workplace, unlock

pytestmark = pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)  # offscreen platform only

MONDAY = dt.date(2026, 11, 23)
MOST_KEYS = 40
"""What thirty seconds are enough for."""
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def office(vault_files: VaultFiles) -> Iterator[OfficeInWork]:
    with clock.fixed(MONDAY):
        yield office_in_work(vault_files)


@pytest.fixture
def workplace(qapp: QApplication, office: OfficeInWork, qtbot: QtBot, tmp_path: Path) -> Iterator[Workplace]:
    workplace = Workplace(qapp, qtbot, tmp_path / "bilder")
    yield workplace
    workplace.leave()


def test_a_working_day(workplace: Workplace, office: OfficeInWork, tmp_path: Path) -> None:
    clerk = workplace.begin()
    unlock(clerk, LABEL, PASSWORD)
    look_at_today(workplace, clerk, office)
    note_quickly(workplace, clerk, office)
    begin_a_talk(clerk)
    lock_in_mid_sentence(workplace, clerk)

    clerk = workplace.begin()
    unlock(clerk, LABEL, PASSWORD)
    go_on_with_the_talk(workplace, clerk, office)
    review(clerk)
    see_what_changed(workplace, clerk, office, tmp_path)
    make_an_appointment(workplace, clerk, office, tmp_path)
    find_by_a_misspelt_name(clerk)
    merge_and_undo(workplace, clerk)
    hand_over(workplace, clerk, tmp_path)


def read(workplace: Workplace, query: Callable[..., Any], *args: object) -> Any:
    """What the vault holds now."""
    assert workplace.program is not None
    opened: Any = workplace.program._opened
    with opened.vault.session() as session:
        return query(session, opened.actor, *args)


def line_of(clerk: Clerk, title: str) -> DueLine:
    """The line of „Heute“ with this title."""
    page = clerk.find(TodayPage)
    lines = {line.row.title: line for card in page.groups.values() for line in card.lines}
    return lines[title]


def look_at_today(workplace: Workplace, clerk: Clerk, office: OfficeInWork) -> None:
    """One line is done with the space bar, the next moved with V."""
    page = clerk.find(TodayPage)
    clerk.reads("Bescheid anfordern")
    clerk.picture("30-heute")
    line_of(clerk, "Bescheid anfordern").setFocus()
    clerk.press(Qt.Key.Key_Space)
    clerk.reads("„Bescheid anfordern“")
    clerk.wait(lambda: not any(line.row.title == "Bescheid anfordern" for line in page.findChildren(DueLine)
                               if line.isVisible()))  # fmt: skip
    clerk.picture("31-erledigt")
    line_of(clerk, "Jobcenter zurückrufen").setFocus()
    clerk.press(Qt.Key.Key_V)
    clerk.write("to", "+2")
    clerk.picture("32-verschieben")
    clerk.press(Qt.Key.Key_S, CONTROL)
    clerk.reads("„Jobcenter zurückrufen“ ist verschoben")
    clerk.picture("33-verschoben")
    tasks = {task.title: task for task in read(workplace, tasks_of_case, office.case_id)}
    assert "Bescheid anfordern" not in tasks
    assert tasks["Jobcenter zurückrufen"].due_on == MONDAY + dt.timedelta(days=2)


def note_quickly(workplace: Workplace, clerk: Clerk, office: OfficeInWork) -> None:
    """A telephone call by keyboard alone."""
    keys = 2  # Strg+G
    clerk.press(Qt.Key.Key_G, CONTROL)
    box = clerk.find(QuickBox)
    keys += clerk.type_in("Ahmadi Tel 10 Wohnen Heizung kalt")
    clerk.wait(lambda: box.entry.current and box.entry.pick is not None)
    clerk.picture("34-schnelleintrag")
    keys += 1
    clerk.press(Qt.Key.Key_Return)
    clerk.reads("Gespräch mit Ahmadi, Maryam eingetragen")
    clerk.picture("35-eingetragen")
    assert keys <= MOST_KEYS
    (talk,) = read(workplace, list_talks, office.case_id)
    assert (talk.way, talk.minutes, talk.content) == (TalkWay.PHONE, 10, "Heizung kalt")


def open_by_search(clerk: Clerk, typed: str) -> None:
    """Strg+K, a name, Enter."""
    clerk.press(Qt.Key.Key_K, CONTROL)
    palette = clerk.find(Desk).palette_box
    clerk.type_in(typed)
    clerk.wait(lambda: bool(palette._found))
    clerk.picture(f"36-suche-{typed.split()[0].lower()}")
    clerk.press(Qt.Key.Key_Return)
    clerk.find(CaseFiles)


def begin_a_talk(clerk: Clerk) -> None:
    """A step of the plan is ticked off beside the note."""
    open_by_search(clerk, "Ahmadi")
    clerk.reads("F-2026-001")
    clerk.picture("37-ueberblick")
    choose_tab(clerk, "Gespräche")
    page = clerk.find(TalksPage)
    clerk.wait(lambda: bool(page.list.cards))
    clerk.picture("38-gespraeche")
    clerk.click("Neues Gespräch")
    form = clerk.find(TalkForm)
    clerk.click_on(clerk.find(QPlainTextEdit, "content"))
    clerk.type_in("Frau Ahmadi war beim Einstufungste")
    step = next(line for line in form.steps.lines if "Einstufungstest" in line.step.text)
    step.tick.setFocus()
    clerk.press(Qt.Key.Key_Space)
    assert step.is_done()
    clerk.picture("39-mitten-im-satz")


def lock_in_mid_sentence(workplace: Workplace, clerk: Clerk) -> None:
    clerk.press(Qt.Key.Key_L, CONTROL)
    clerk.wait(lambda: workplace.locked)


def go_on_with_the_talk(workplace: Workplace, clerk: Clerk, office: OfficeInWork) -> None:
    """The file that was open comes back, and in it the half sentence and the tick."""
    page = clerk.find(TalksPage)
    clerk.reads("Ein angefangenes Gespräch ist wieder da.")
    clerk.picture("40-wieder-da")
    clerk.click("Weiterschreiben")
    clerk.wait(lambda: page.form is not None)
    form = clerk.find(TalkForm)
    assert form.field("content").value() == "Frau Ahmadi war beim Einstufungste"
    clerk.click_on(clerk.find(QPlainTextEdit, "content"))
    clerk.press(Qt.Key.Key_End, CONTROL)
    clerk.type_in("st und hat B1.")
    clerk.picture("41-weiter")
    clerk.press(Qt.Key.Key_S, CONTROL)
    clerk.reads("Das Gespräch ist eingetragen.")
    clerk.picture("42-gespraech-eingetragen")
    contents = {talk.content for talk in read(workplace, list_talks, office.case_id)}
    assert contents == {"Heizung kalt", "Frau Ahmadi war beim Einstufungstest und hat B1."}
    view = read(workplace, plan_view, office.plan_version_id)
    assert view.goals[0].measures[0].status is MeasureStatus.DONE


def choose_result(clerk: Clerk, step: ReviewStep, status: MeasureStatus) -> None:
    clerk.click_on(next(button for button in step.result.buttons if button.segment.code is status))


def review(clerk: Clerk) -> None:
    """What came of every goal and step: the course is over, the rest has begun."""
    choose_tab(clerk, "Plan")
    plan = clerk.find(PlanPage)
    clerk.wait(plan.head.primary.isVisible)
    clerk.picture("43-plan-in-kraft")
    clerk.click("Überprüfen")
    page = clerk.find(ReviewPage)
    clerk.wait(lambda: len(page.cards) == 3)
    clerk.picture("44-ueberpruefung")
    for card in page.cards:
        card.value.tab_stop().setFocus()
        clerk.press(Qt.Key.Key_5)
        for step in card.steps:
            done = card is page.cards[0]
            choose_result(clerk, step, MeasureStatus.DONE if done else MeasureStatus.STARTED)
    clerk.wait(lambda: page.board.row is not None and all(step.result for step in page.board.row.goals[0].steps))
    clerk.picture("45-ergebnisse")
    clerk.press(Qt.Key.Key_Tab, CONTROL)
    clerk.picture("46-bedarf")
    clerk.press(Qt.Key.Key_Tab, CONTROL)
    clerk.click_on(clerk.find(QPlainTextEdit, "reason"))
    clerk.type_in("B1 erreicht, der Kurs ist zu Ende. Wohnung und Arbeit gehen weiter.")
    clerk.picture("47-ergebnis")
    clerk.click("Abschließen → Fassung 2")


def see_what_changed(workplace: Workplace, clerk: Clerk, office: OfficeInWork, folder: Path) -> None:
    """On screen, on paper and in a file; the former Fassung is as it was."""
    page = clerk.find(ChangesPage)
    clerk.wait(lambda: bool(page.difference.words()))
    clerk.picture("48-was-hat-sich-geaendert")
    paper, file = folder / "gedruckt.pdf", folder / "Fortschreibungsblatt.pdf"
    with messages.scripted(paper):
        clerk.click("Fortschreibungsblatt drucken")
        clerk.reads("Das Fortschreibungsblatt ist an den Drucker übergeben.")
    with messages.scripted(file):
        page.save_sheet()
        clerk.reads("Gespeichert: Fortschreibungsblatt.pdf")
    clerk.picture("49-fortschreibungsblatt")
    assert paper.stat().st_size > 10_000
    text = "\n".join(sheet.get_textpage().get_text_range() for sheet in pypdfium2.PdfDocument(file))
    assert "Fassung 1" in text
    assert "Fassung 2" in text
    view = read(workplace, plan_view, office.plan_version_id)
    assert (view.version, view.state) == (1, PlanState.IN_FORCE)
    assert [brief.version for brief in view.versions] == [2, 1]
    clerk.click("Zum Plan")
    plan = clerk.find(PlanPage)
    clerk.wait(lambda: plan.board.view is not None and plan.board.view.version == 2)
    clerk.picture("50-fassung-2")


def make_an_appointment(workplace: Workplace, clerk: Clerk, office: OfficeInWork, folder: Path) -> None:
    """Made in the calendar, written into a file for Outlook, and read back."""
    clerk.press(Qt.Key.Key_T, CONTROL)
    page = clerk.find(CalendarPage)
    clerk.picture("51-kalender")
    clerk.click("Neuer Termin")
    clerk.choose("case_id", "Ahmadi")
    clerk.write("on_date", "26.11.2026")
    clerk.write("begin", "10:30")
    clerk.write("end", "11:15")
    clerk.write("title", "Mietvertrag ansehen")
    clerk.picture("52-neuer-termin")
    clerk.press(Qt.Key.Key_S, CONTROL)
    clerk.reads("Der Termin ist eingetragen.")
    clerk.picture("53-termin-eingetragen")
    clerk.click("Öffnen")
    with messages.scripted(folder / "Termin.ics"):
        clerk.click("Kalenderdatei")
        clerk.wait((folder / "Termin.ics").exists)
    clerk.reads("„Termin.ics“ mit 1 Termin gespeichert.")
    clerk.picture("54-kalenderdatei")
    event: Any = Calendar.from_ical((folder / "Termin.ics").read_bytes()).walk("VEVENT")[0]
    begins = event["dtstart"].dt
    assert (begins.date(), f"{begins:%H:%M}") == (dt.date(2026, 11, 26), "10:30")
    assert event["dtend"].dt - begins == dt.timedelta(minutes=45)
    assert "Ahmadi" not in str(event["summary"])  # a calendar elsewhere gets no names unless the office wants it
    (row,) = read(workplace, case_appointments, office.case_id).coming
    assert (row.title, row.persons) == ("Mietvertrag ansehen", ("Ahmadi, Maryam",))
    assert page.isVisible()


def find_by_a_misspelt_name(clerk: Clerk) -> None:
    open_by_search(clerk, "Jilmaz Aische")
    clerk.reads("Yılmaz")


def merge_and_undo(workplace: Workplace, clerk: Clerk) -> None:
    """Two records of one person become one, and two again."""
    clerk.press(Qt.Key.Key_K, CONTROL)
    clerk.type_in("zusammenf")
    clerk.press(Qt.Key.Key_Return)
    page = clerk.find(MergePage)
    assert len(read(workplace, search_people, "Muhammad Khatib")) == 2
    for key, name in (("kept", "al Khatib Muhammad"), ("gone", "Al-Khatib Mohamad")):
        clerk.find(QLineEdit, key).setFocus()
        clerk.type_in(name)
        clerk.wait(getattr(page, key)._hits.isVisible)
        clerk.press(Qt.Key.Key_Return)
    clerk.wait(lambda: page.comparison is not None)
    clerk.picture("60-vergleich")
    clerk.press(Qt.Key.Key_S, CONTROL)
    clerk.reads("Aus zwei Personen ist eine geworden.")
    clerk.picture("61-zusammengefuehrt")
    assert len(read(workplace, search_people, "Muhammad Khatib")) == 1
    assert len(read(workplace, open_merges)) == 1
    clerk.click("Rückgängig")
    clerk.reads("Es sind wieder zwei Personen.")
    clerk.picture("62-wieder-zwei")
    assert len(read(workplace, search_people, "Muhammad Khatib")) == 2


def hand_over(workplace: Workplace, clerk: Clerk, folder: Path) -> None:
    """The holiday: all cases to the colleague in one step, with the sheet for her."""
    clerk.press(Qt.Key.Key_K, CONTROL)
    clerk.type_in("abwesenheit")
    clerk.press(Qt.Key.Key_Return)
    page = clerk.find(AbsencePage)
    clerk.click("Abwesenheit eintragen")
    clerk.reads("Das betrifft 4 Fälle:")
    buttons = [button for button in page.drawer.findChildren(type(page.enter)) if button.text() == COLLEAGUE]
    clerk.click_on(buttons[-1])  # „Wer vertritt?“ stands below „Wer ist abwesend?“
    clerk.write("until", "+14")
    clerk.write("note", "Frau Ahmadi ruft wegen der Heizung an.")
    clerk.picture("63-abwesenheit")
    clerk.click("Fälle übergeben")
    clerk.reads("Die Vertretung ist eingetragen und endet von selbst.")
    clerk.picture("64-uebergeben")
    with messages.scripted(folder / "Vertretung.pdf"):
        clerk.click("Als PDF speichern")
        clerk.reads("Gespeichert")
    sheet = pypdfium2.PdfDocument(folder / "Vertretung.pdf")
    text = "\n".join(part.get_textpage().get_text_range() for part in sheet)
    assert COLLEAGUE in text
    assert "Ahmadi" in text
    (absence,) = read(workplace, list_absences)
    assert (absence.name, absence.deputy, absence.until) == (LABEL, COLLEAGUE, MONDAY + dt.timedelta(days=14))
