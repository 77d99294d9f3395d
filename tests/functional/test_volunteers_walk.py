"""„Vom Interesse bis zur Bescheinigung“: the Ehrenamt at the real window, for one volunteer and one child of a case."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pypdfium2  # type: ignore[import-untyped]  # ships no types
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from desktop import clock
from desktop.casework.cases.cases import enter_person_case
from desktop.casework.changes import Changes
from desktop.casework.deadlines.today import today_view
from desktop.casework.office import actor_for
from desktop.casework.people.families import Membership, add_member
from desktop.casework.people.people import PersonFacts, create_person
from desktop.casework.rights import Actor
from desktop.casework.search.search import search_people
from desktop.casework.volunteers.hours.hours_lists import year_sums
from desktop.casework.volunteers.matches.matches import list_matches, match_detail, suggest
from desktop.casework.volunteers.needs import needs
from desktop.casework.volunteers.needs.need_lists import list_needs
from desktop.casework.volunteers.needs.need_rows import NeedFacts
from desktop.casework.volunteers.papers.paper_rows import PaperEntry
from desktop.casework.volunteers.papers.papers import add_paper, volunteer_papers
from desktop.casework.volunteers.register.volunteer_rows import VolunteerFacts
from desktop.casework.volunteers.register.volunteer_status import change_volunteer_status
from desktop.casework.volunteers.register.volunteers import create_volunteer, list_volunteers
from desktop.errors import CaseworkError
from desktop.person_terms import Relation
from desktop.storage.files import VaultFiles
from desktop.storage.vault import unlock as open_vault
from desktop.terms import PartialDate
from desktop.views import messages
from desktop.views.components.chip import ChipButton
from desktop.views.components.page_head import PageHead
from desktop.views.fields.pick_edit import PickEdit
from desktop.views.fields.week_times_field import WeekTimesField
from desktop.views.people.quick_form import QuickForm
from desktop.views.today.today_page import TodayPage
from desktop.views.volunteers.hours.hours_sheet_page import HoursSheetPage
from desktop.views.volunteers.hours.volunteer_hours_page import VolunteerHoursPage
from desktop.views.volunteers.matches.match_card import MatchCard
from desktop.views.volunteers.matches.match_forms import AgreeForm, AgreementForm, ConsentForm
from desktop.views.volunteers.needs.case_volunteer_tab import CaseVolunteerTab
from desktop.views.volunteers.needs.need_form import NeedForm
from desktop.views.volunteers.needs.needs_page import NeedsPage
from desktop.views.volunteers.papers.paper_forms import PaperForm
from desktop.views.volunteers.register.new_volunteer_form import NewVolunteerForm
from desktop.views.volunteers.register.profile_page import ProfilePage
from desktop.views.volunteers.register.register_page import RegisterPage
from desktop.views.volunteers.register.status_forms import VolunteerStatusForm
from desktop.views.volunteers.volunteer_file_page import VolunteerFilePage
from desktop.volunteer_terms import Activity, Cover, MatchStage, OnBehalfOf, PaperKind, VolunteerStatus
from tests.conftest import CHEAP, LABEL, PASSWORD
from tests.functional.clerk import Clerk
from tests.functional.first_steps import choose_tab
from tests.functional.office_in_work import OfficeInWork, office_in_work
from tests.functional.test_working_day import open_by_search, read
from tests.functional.workplace import Workplace, unlock

pytestmark = pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)  # offscreen platform only

MONDAY, LAPSED = dt.date(2026, 11, 23), dt.date(2026, 12, 4)
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def office(vault_files: VaultFiles) -> Iterator[OfficeInWork]:
    """The office of the other walks, and a mother with a son of nine."""
    with clock.fixed(MONDAY):
        made = office_in_work(vault_files)
        with open_vault(vault_files, LABEL, PASSWORD, cost=CHEAP) as vault, vault.session() as session:
            actor = actor_for(session, LABEL)
            mother = PersonFacts("Bondarenko", "Oksana", birth_date=PartialDate(1988, 11, 5))
            case_id = enter_person_case(session, actor, mother).made or 0
            son = PersonFacts("Bondarenko", "Danylo", birth_date=PartialDate(2017, 4, 19))
            child = create_person(session, actor, son).made or 0
            add_member(session, actor, case_id, Membership(child, Relation.CHILD))
        yield made


@pytest.fixture
def workplace(qapp: QApplication, office: OfficeInWork, qtbot: QtBot, tmp_path: Path) -> Iterator[Workplace]:
    workplace = Workplace(qapp, qtbot, tmp_path / "bilder")
    yield workplace
    workplace.leave()


def test_from_the_first_interest_to_the_yearly_confirmation(workplace: Workplace, tmp_path: Path) -> None:
    clerk = workplace.begin()
    unlock(clerk, LABEL, PASSWORD)
    enter_volunteer(workplace, clerk)
    fill_in_profile(workplace, clerk)
    see_papers(workplace, clerk)
    make_ready(workplace, clerk)
    report_need(workplace, clerk)
    keep_suggestion(workplace, clerk)
    walk_the_match(workplace, clerk)
    with clock.fixed(dt.date(2026, 12, 17)):
        type_hours(workplace, clerk)
        confirm_the_year(clerk, tmp_path / "bescheinigung.pdf")


def test_a_lapsed_certificate_stands_in_heute_and_in_the_way(workplace: Workplace, office: OfficeInWork) -> None:
    with open_vault(office.files, LABEL, PASSWORD, cost=CHEAP) as vault, vault.session() as session:
        whose_certificate_ends(session, actor_for(session, LABEL))
    clerk = workplace.begin()
    unlock(clerk, LABEL, PASSWORD)
    clerk.find(TodayPage)
    clerk.click("Ehrenamt")
    choose_tab(clerk, "Bedarf und Vorschläge")
    clerk.reads("1. Keller, Thomas")
    clerk.click("Vorschlag festhalten")
    clerk.reads("Der Vorschlag ist festgehalten.")
    clerk.picture("20-vorher")
    with clock.fixed(LAPSED):
        clerk.click("Heute")
        clerk.reads("Führungszeugnis")
        clerk.picture("21-heute")
        assert due_about_papers(workplace) == ["Keller, Thomas"]
        look_for_somebody_else(workplace, clerk)
        go_on_with_what_was_suggested(workplace, clerk)


def whose_certificate_ends(session: Session, actor: Actor) -> None:
    """Somebody ready whose certificate counts nine days more, and two needs of the son."""
    facts = VolunteerFacts("Keller", "Thomas", activities=(Activity.LEARNING, Activity.CHILDCARE), most_matches=2,
                           works_with_minors=True, consent_on=MONDAY, town="Musterlingen")  # fmt: skip
    volunteer = create_volunteer(session, actor, facts).made or 0
    issued = dt.date(2021, 12, 2)
    add_paper(session, actor, volunteer, PaperEntry(PaperKind.CONDUCT, issued, issued, "P. Lang", no_entries=True))
    for kind in (PaperKind.SECRECY, PaperKind.AGREEMENT):
        add_paper(session, actor, volunteer, PaperEntry(kind, MONDAY))
    add_paper(session, actor, volunteer, PaperEntry(PaperKind.INSURANCE, seen_on=MONDAY, cover=Cover.MUNICIPAL,
                                                    on_behalf_of=OnBehalfOf.MUNICIPALITY))  # fmt: skip
    change_volunteer_status(session, actor, volunteer, VolunteerStatus.READY)
    (son,) = (row for row in search_people(session, actor, "Danylo") if row.case_id)
    for activity, task in ((Activity.LEARNING, "Lesen"), (Activity.CHILDCARE, "Betreuung am Freitag")):
        needs.report_need(session, actor, son.case_id or 0, NeedFacts(activity, son.person_id, task))


def due_about_papers(workplace: Workplace) -> list[str]:
    """Whose conduct certificate „Heute“ names."""
    lines = [line for line in read(workplace, today_view).lines if "Führungszeugnis" in f"{line.title} {line.detail}"]
    return sorted({line.whose for line in lines})


def look_for_somebody_else(workplace: Workplace, clerk: Clerk) -> None:
    """For the other need of the child nobody is offered, and why stands there."""
    (other,) = (need for need in read(workplace, list_needs) if need.facts.activity is Activity.CHILDCARE)
    clerk.click("Ehrenamt")
    page = clerk.find(NeedsPage)
    page.table.view.setFocus()
    spot = page.table.view.visualRect(page.model.find(other.id)).center()
    QTest.mouseClick(page.table.view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    clerk.reads("Betreuung am Freitag")
    clerk.reads("Zurzeit passt niemand.")
    assert not page.panel.cards
    clerk.wait(lambda: unfolded(page) and clerk.sees("am 02.12.2026 abgelaufen"))
    clerk.picture("22-niemand")
    with pytest.raises(CaseworkError, match="abgelaufen"):
        change(workplace, suggest, other.id, read(workplace, list_volunteers)[0].id, {})


def unfolded(page: NeedsPage) -> bool:
    """Click the section open; suggestions that came anew have folded it again."""
    for fold in page.panel.findChildren(QToolButton):
        if fold.isVisible() and fold.accessibleName().endswith("ausklappen"):
            fold.click()
    return True


def go_on_with_what_was_suggested(workplace: Workplace, clerk: Clerk) -> None:
    """The suggestion of last week says what stands against it now, and goes no step further."""
    choose_tab(clerk, "Begleitungen")
    clerk.find(MatchCard)
    clerk.reads("am 02.12.2026 abgelaufen")
    clerk.click("Klient/in einverstanden …")
    clerk.find(ConsentForm)
    clerk.press(Qt.Key.Key_S, CONTROL)
    clerk.find(AgreeForm)
    clerk.press(Qt.Key.Key_S, CONTROL)
    clerk.reads("Das geht nicht mit Keller, Thomas")
    clerk.picture("23-kein-schritt")
    assert [row.stage for row in read(workplace, list_matches)] == [MatchStage.SUGGESTED]


def change(workplace: Workplace, use_case: Callable[..., Changes], *args: object) -> Changes:
    """What a page would do, past all pages."""
    assert workplace.program is not None
    opened: Any = workplace.program._opened
    with opened.vault.session() as session:
        return use_case(session, opened.actor, *args)


def enter_volunteer(workplace: Workplace, clerk: Clerk) -> None:
    """Rail, register, the few facts one has at first."""
    clerk.find(TodayPage)
    clerk.click("Ehrenamt")
    clerk.find(RegisterPage)
    clerk.picture("01-register")
    clerk.click("Neue/r Ehrenamtliche/r")
    form = clerk.find(NewVolunteerForm)
    clerk.write("family_name", "Hoffmann")
    clerk.write("given_names", "Lena")
    clerk.write("phone", "07000 445503")
    clerk.write("town", "Musterlingen")
    chip(form, Activity.LEARNING.label).click()
    clerk.picture("02-neu")
    clerk.press(Qt.Key.Key_S, CONTROL)
    clerk.find(VolunteerFilePage)
    clerk.reads("Hoffmann, Lena")
    clerk.picture("03-akte")
    (row,) = read(workplace, list_volunteers)
    assert (row.status, row.activities) == (VolunteerStatus.INTEREST, (Activity.LEARNING,))


def fill_in_profile(workplace: Workplace, clerk: Clerk) -> None:
    """Times are painted with the keyboard, minors are a yes, the consent has a day."""
    choose_tab(clerk, "Profil")
    page = clerk.find(ProfilePage)
    clerk.wait(lambda: page._detail is not None)
    segment(page.field("works_with_minors"), "ja").click()
    clerk.click("Sprache hinzufügen")
    language = QApplication.focusWidget()
    assert isinstance(language, PickEdit)
    clerk.write_into(language, "Deutsch")
    QTest.keyClick(language.popup(), Qt.Key.Key_Return)
    paint(page.field("times"), days=2, halves=10, length=6)
    clerk.write("consent_on", "heute")
    clerk.write("consent_version", "2026-11")
    clerk.picture("04-profil")
    clerk.press(Qt.Key.Key_S, CONTROL)
    clerk.reads("Gespeichert.")
    (row,) = read(workplace, list_volunteers)
    assert [span.words for span in row.times] == ["Mittwoch 14:00–17:00"]
    assert [spoken.code for spoken in row.languages] == ["de"]


def see_papers(workplace: Workplace, clerk: Clerk) -> None:
    """Of the conduct certificate two days, a name and one word."""
    choose_tab(clerk, "Unterlagen")
    enter_paper(clerk, PaperKind.CONDUCT)
    clerk.write("issued_on", "02.11.2026")
    segment(clerk.find(PaperForm).field("no_entries"), "ja").click()
    save(clerk, "05-fuehrungszeugnis", "erweitertes Führungszeugnis")
    for kind in (PaperKind.SECRECY, PaperKind.AGREEMENT):
        enter_paper(clerk, kind)
        save(clerk, f"06-{kind.value}", kind.label)
    enter_paper(clerk, PaperKind.INSURANCE)
    clerk.choose("on_behalf_of", "Gemeinde")
    clerk.choose("cover", "Unfall")
    save(clerk, "07-versicherung", PaperKind.INSURANCE.label)
    clerk.picture("08-unterlagen")
    (volunteer,) = read(workplace, list_volunteers)
    papers = read(workplace, volunteer_papers, volunteer.id)
    assert papers.minors_block == ""
    assert {state.kind for state in papers.states if state.standing.in_order} >= {PaperKind.CONDUCT, PaperKind.SECRECY}


def make_ready(workplace: Workplace, clerk: Clerk) -> None:
    """From the menu of the file."""
    choose_in_menu(clerk, "Status ändern …")
    form = clerk.find(VolunteerStatusForm)
    segment(form.field("status"), VolunteerStatus.READY.label).click()
    clerk.picture("09-status")
    clerk.click("Status ändern")
    clerk.reads("Der Status ist geändert.")
    assert [row.status for row in read(workplace, list_volunteers)] == [VolunteerStatus.READY]


def report_need(workplace: Workplace, clerk: Clerk) -> None:
    """In the file of the family, for the son."""
    open_by_search(clerk, "Bondarenko")
    choose_tab(clerk, "Ehrenamt")
    clerk.find(CaseVolunteerTab)
    clerk.click("Bedarf melden")
    form = clerk.find(NeedForm)
    segment(form.field("person_id"), "Danylo").click()
    clerk.choose("activity", "Lern")
    clerk.click_on(clerk.find(QPlainTextEdit, "task"))
    clerk.type_in("Hausaufgaben und Lesen")
    paint(form.field("times"), days=2, halves=10, length=4)
    clerk.picture("10-bedarf")
    clerk.press(Qt.Key.Key_S, CONTROL)
    clerk.reads("Hausaufgaben und Lesen")
    clerk.picture("11-fall")
    (need,) = read(workplace, list_needs)
    assert (need.client, need.facts.activity) == ("Bondarenko, Danylo", Activity.LEARNING)


def keep_suggestion(workplace: Workplace, clerk: Clerk) -> None:
    """What fits stands there in words before anything is kept."""
    clerk.click("Vorschläge ansehen")
    clerk.find(NeedsPage)
    clerk.reads("1. Hoffmann, Lena")
    clerk.reads("Passt:")
    clerk.picture("12-vorschlaege")
    clerk.click("Vorschlag festhalten")
    clerk.reads("Der Vorschlag ist festgehalten.")
    (match,) = read(workplace, list_matches)
    assert (match.stage, match.volunteer) == (MatchStage.SUGGESTED, "Hoffmann, Lena")
    assert read(workplace, match_detail, match.id).reasons.fits


def walk_the_match(workplace: Workplace, clerk: Clerk) -> None:
    """The mother consents, both agree, they meet, sign, begin."""
    clerk.click("Lena H.: Vorschlag")
    clerk.find(MatchCard)
    clerk.click("Klient/in einverstanden …")
    clerk.find(ConsentForm)
    clerk.picture("13-einwilligung")
    clerk.press(Qt.Key.Key_S, CONTROL)
    clerk.find(AgreeForm)
    step(clerk, workplace, MatchStage.PERSON_AGREED)
    clerk.click("Ehrenamtliche/r einverstanden …")
    step(clerk, workplace, MatchStage.BOTH_AGREED)
    clerk.click("Kennenlernen …")
    clerk.write("on", "heute")
    clerk.write("place", "Rathaus, Zimmer 12")
    step(clerk, workplace, MatchStage.MEETING)
    clerk.click("Vereinbarung …")
    paint(clerk.find(AgreementForm).field("times"), days=2, halves=10, length=3)
    clerk.picture("14-vereinbarung")
    step(clerk, workplace, MatchStage.AGREEMENT)
    clerk.click("aktiv …")
    step(clerk, workplace, MatchStage.ACTIVE)
    clerk.picture("15-begleitung")
    assert [row.status for row in read(workplace, list_volunteers)] == [VolunteerStatus.ACTIVE]


def type_hours(workplace: Workplace, clerk: Clerk) -> None:
    """Typed below each other like in a spreadsheet; a 25-hour day is refused."""
    choose_tab(clerk, "Stunden")
    page = clerk.find(VolunteerHoursPage)
    clerk.wait(lambda: page.model.grid is not None and page.model.grid.first == dt.date(2026, 12, 1))
    spot = page.grid.visualRect(page.model.index(1, 0)).center()
    QTest.mouseClick(page.grid.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    for typed in ("1:30", "90 min", "1,5"):
        clerk.type_in(typed)
        clerk.press(Qt.Key.Key_Return)
    clerk.wait(lambda: minutes_of(workplace, 2026) == 270)
    clerk.picture("16-stunden")
    clerk.type_in("25")
    clerk.press(Qt.Key.Key_Return)
    clerk.wait(lambda: bool(clerk.find(VolunteerFilePage).messages.text()))
    clerk.picture("17-zu-viel")
    assert minutes_of(workplace, 2026) == 270


def confirm_the_year(clerk: Clerk, file: Path) -> None:
    """The Bescheinigung as PDF, with the hours typed before."""
    clerk.click("Bescheinigung")
    page = clerk.find(HoursSheetPage)
    clerk.wait(lambda: bool(page._pdf))
    clerk.picture("18-bescheinigung")
    with messages.scripted(file):
        clerk.click("PDF speichern")
        clerk.wait(file.exists)
    text = "\n".join(sheet.get_textpage().get_text_range() for sheet in pypdfium2.PdfDocument(file))
    assert "Lena Hoffmann" in text
    assert "2026" in text
    assert "4,5" in text or "4:30" in text


def minutes_of(workplace: Workplace, year: int) -> int:
    (volunteer,) = read(workplace, list_volunteers)
    return int(read(workplace, year_sums, volunteer.id, year).total.minutes)


def step(clerk: Clerk, workplace: Workplace, stage: MatchStage) -> None:
    """Save the form that is open and wait until the match stands there."""
    clerk.find(QuickForm)
    clerk.press(Qt.Key.Key_S, CONTROL)
    clerk.wait(lambda: [row.stage for row in read(workplace, list_matches)] == [stage])
    clerk.wait(lambda: (detail := clerk.find(MatchCard).detail) is not None and detail.row.stage is stage)


def enter_paper(clerk: Clerk, kind: PaperKind) -> None:
    clerk.click_on(clerk.find(QPushButton, f"enter_{kind.value}"))
    clerk.find(PaperForm)


def save(clerk: Clerk, picture: str, said: str) -> None:
    clerk.picture(picture)
    clerk.press(Qt.Key.Key_S, CONTROL)
    clerk.wait(lambda: said.casefold() in clerk.find(VolunteerFilePage).messages.text().casefold())


def paint(field: QWidget, *, days: int, halves: int, length: int) -> None:
    """From Monday nine o'clock so many days and half hours on, then so many half hours long, by keyboard."""
    assert isinstance(field, WeekTimesField)
    canvas = field.grid.canvas
    canvas.setFocus()
    for key, times in ((Qt.Key.Key_Right, days), (Qt.Key.Key_Down, halves)):
        for _ in range(times):
            QTest.keyClick(canvas, key)
    for _ in range(length - 1):
        QTest.keyClick(canvas, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(canvas, Qt.Key.Key_Space)


def choose_in_menu(clerk: Clerk, words: str) -> None:
    """The menu of the head opens in a loop of its own; its entry is clicked there."""

    def pick() -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        action = next(action for action in menu.actions() if action.text() == words)
        QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())

    QTimer.singleShot(0, pick)
    more = clerk.find(PageHead).findChild(QToolButton)
    assert more is not None
    clerk.click_on(more)
    more.window().activateWindow()  # the offscreen platform does not give it back what the menu took


def segment(field: QWidget, words: str) -> QAbstractButton:
    """The button of a field with these words."""
    return next(one for one in field.findChildren(QAbstractButton) if one.text() == words)


def chip(part: QWidget, words: str) -> ChipButton:
    """The chip with these words."""
    return next(one for one in part.findChildren(ChipButton) if one.text() == words)
