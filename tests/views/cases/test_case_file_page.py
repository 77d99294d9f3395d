"""The case file in a real vault: head, overview, counselling clock, status, tabs."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.cases.cases import CaseHead, case_head
from desktop.casework.rights import Actor
from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.records.office import AccessEntry
from desktop.terms import CaseStatus
from desktop.views.cases.case_file_page import CaseFilePage
from desktop.views.cases.case_files import CaseFiles
from desktop.views.cases.case_list_page import CaseListPage
from desktop.views.cases.case_tabs import case_tabs, make_goal
from desktop.views.components.chip import Chip
from desktop.views.components.period_bar import PeriodBar
from desktop.views.places import Place, Places
from desktop.views.plans.plan_page import PlanPage
from tests.views.cases import case_samples
from tests.views.cases.case_stage import Show, press, tab_to, type_text

pytestmark = [
    pytest.mark.usefixtures("fixed_clock"),
    pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True),  # offscreen platform only
]

CTRL = Qt.KeyboardModifier.ControlModifier


def texts(part: QWidget) -> list[str]:
    return [label.text() for label in part.findChildren(QLabel) if label.text() and not label.isHidden()]


def button(part: QWidget, name: str) -> QPushButton:
    found = part.findChild(QPushButton, name)
    assert isinstance(found, QPushButton), name
    return found


@pytest.fixture
def family_file(
    work: Work, places: Places, drafts: Drafts, session: Session, actor: Actor, shown: Show
) -> CaseFilePage:
    page = CaseFilePage(work, case_samples.family(session, actor), places, drafts, case_tabs())
    shown(page)
    return page


def head_of(session: Session, actor: Actor, page: CaseFilePage) -> CaseHead:
    session.expire_all()  # the page writes in sessions of its own
    return case_head(session, actor, page.case_id)


def test_the_head_says_state_expiry_and_whose_clock_ends_first(family_file: CaseFilePage) -> None:
    chips = [chip.text() for chip in family_file.head.findChildren(Chip)]
    assert chips == ["In Begleitung", "Titel läuft ab am 14.01.2027 (Maryam)", "Frist 06.12.2026"]
    bars = family_file.head.findChildren(PeriodBar)
    assert [bar.accessibleName() for bar in bars] == ["Beratung Maryam: noch 4 Monate"]
    assert family_file.head.title() == "Familie Ahmadi"
    assert "احمدی" in texts(family_file.head)


def test_chips_stay_inside_the_window_beside_the_longest_names(
    work: Work, places: Places, drafts: Drafts, session: Session, actor: Actor, shown: Show
) -> None:
    case_id = case_samples.family(session, actor, case_samples.LONG_FAMILY * 2, case_samples.LONG_OWN, 2)
    page = CaseFilePage(work, case_id, places, drafts)
    shown(page)
    for chip in page.head.findChildren(Chip):
        right = chip.mapTo(page, chip.rect().topRight()).x()
        assert right < page.width(), chip.text()
        assert chip.width() == chip.sizeHint().width()


class WindowWatch(QObject):
    """Counts what is shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.windows: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.windows.append(type(watched).__name__)
        return False


def test_nothing_flashes_up_as_a_window_while_pages_and_forms_are_made(
    family_file: CaseFilePage, qapp: QApplication, work: Work, places: Places, drafts: Drafts
) -> None:
    watch = WindowWatch()
    qapp.installEventFilter(watch)
    for key in ("people", "assessment", "plan", "overview"):
        family_file.show_page(key)
    family_file.people.open_form("newborn")
    family_file.change_status()
    page = CaseListPage(work, places, drafts)
    page.load()
    page.enter_person()
    qapp.removeEventFilter(watch)
    assert watch.windows == []


def test_opening_a_file_is_recorded_once(
    work: Work, places: Places, drafts: Drafts, session: Session, actor: Actor, shown: Show
) -> None:
    case_id = case_samples.single(session, actor)
    page = CaseFilePage(work, case_id, places, drafts)
    shown(page)
    with session.begin():
        entries = session.scalars(select(AccessEntry)).all()
    assert [entry.action for entry in entries].count("case.read") == 1


def test_the_overview_tells_strengths_needs_consents_and_course(family_file: CaseFilePage) -> None:
    overview = family_file.overview
    assert {"stark", "Bedarf hoch"} <= {chip.text() for chip in overview.areas.findChildren(Chip)}
    assert "Kurs mit Kinderbetreuung" in texts(overview.areas)
    assert "Speicherung freiwilliger Angaben" in texts(overview.consents)
    assert any("In Begleitung – Plan unterschrieben" in text for text in texts(overview.course))
    assert "Talstr. 7, 79999 Musterlingen" in texts(overview.members)
    assert overview.notes.isHidden()


def test_a_proposed_start_is_confirmed_with_one_key_and_the_keyboard_stays(
    family_file: CaseFilePage, session: Session, actor: Actor
) -> None:
    farid = next(m for m in head_of(session, actor, family_file).members if m.person.given == "Farid")
    family_file.tabs.setFocus()
    tab_to(f"confirm_{farid.person.id}")
    press(Qt.Key.Key_Space)
    after = next(m for m in head_of(session, actor, family_file).members if m.person.id == farid.person.id)
    assert after.period is not None
    assert after.period.confirmed
    assert after.period.start == dt.date(2026, 4, 12)
    focused = family_file.focusWidget()
    assert focused is not None
    assert family_file.overview.members.isAncestorOf(focused)


def test_another_first_day_needs_its_reason(family_file: CaseFilePage, session: Session, actor: Actor) -> None:
    farid = next(m for m in head_of(session, actor, family_file).members if m.person.given == "Farid")
    button(family_file.overview.members, f"start_{farid.person.id}").click()
    form = family_file.drawer.content()
    assert form is not None
    form.field("basis").set_value("other")  # type: ignore[attr-defined]  # the form
    form.field("basis").changed.emit()  # type: ignore[attr-defined]  # the form
    form.field("start").set_value(dt.date(2026, 6, 1))  # type: ignore[attr-defined]  # the form
    form.save()  # type: ignore[attr-defined]  # the form
    assert "fehlt noch" in form.field("reason").error()  # type: ignore[attr-defined]  # the form
    type_text("Erst im Juni eingezogen")
    press(Qt.Key.Key_S, CTRL)
    after = next(m for m in head_of(session, actor, family_file).members if m.person.id == farid.person.id)
    assert after.period is not None
    assert (after.period.start, after.period.reason) == (dt.date(2026, 6, 1), "Erst im Juni eingezogen")
    assert not family_file.drawer.isVisible()


def test_the_fourth_year_is_offered_in_time_and_needs_its_reason(
    family_file: CaseFilePage, session: Session, actor: Actor
) -> None:
    maryam = next(m for m in head_of(session, actor, family_file).members if m.person.given == "Maryam")
    button(family_file.overview.members, f"extend_{maryam.person.id}").click()
    press(Qt.Key.Key_S, CTRL)
    assert family_file.drawer.isVisible()
    type_text("B1 im Herbst")
    press(Qt.Key.Key_S, CTRL)
    after = next(m for m in head_of(session, actor, family_file).members if m.person.id == maryam.person.id)
    assert after.period is not None
    assert after.period.extended_until == after.period.longest_end


def test_status_changes_with_reason_and_the_head_follows(
    family_file: CaseFilePage, session: Session, actor: Actor
) -> None:
    family_file.change_status()
    form = family_file.drawer.content()
    form.field("status").set_value(CaseStatus.RESTING)  # type: ignore[union-attr]  # the form
    form.field("status").changed.emit()  # type: ignore[union-attr]  # the form
    press(Qt.Key.Key_S, CTRL)
    assert "fehlt noch" in form.field("reason").error()  # type: ignore[union-attr]  # the form
    type_text("Drei Monate im Ausland")
    press(Qt.Key.Key_S, CTRL)
    assert "fehlt noch" in form.field("resume_on").error()  # type: ignore[union-attr]  # the form
    type_text("01.03.2027")
    press(Qt.Key.Key_S, CTRL)
    assert head_of(session, actor, family_file).status is CaseStatus.RESTING
    chips = [chip.text() for chip in family_file.head.findChildren(Chip) if not chip.isHidden()]
    assert chips[:1] == ["Ruht"]


def test_escape_keeps_a_half_written_form(family_file: CaseFilePage, drafts: Drafts) -> None:
    family_file.change_status()
    form = family_file.drawer.content()
    assert form is not None
    form.field("reason").focus_input()  # type: ignore[attr-defined]  # the form
    type_text("Umzug geplant")
    press(Qt.Key.Key_Escape)
    assert not family_file.drawer.isVisible()
    drafts.flush()
    family_file.change_status()
    again = family_file.drawer.content()
    assert again.field("reason").value() == "Umzug geplant"  # type: ignore[union-attr]  # the form


def test_strg_tab_walks_the_pages_and_a_goal_leads_to_the_plan(family_file: CaseFilePage) -> None:
    keys = []
    for _ in range(4):
        keys.append(family_file.tabs.current_key())
        family_file.tabs.go_next()
    assert keys == ["overview", "people", "assessment", "plan"]
    make_goal(family_file, "sprache", None)
    assert family_file.tabs.current_key() == "plan"
    assert isinstance(family_file.page("plan"), PlanPage)


def test_the_tab_shown_is_the_place_one_comes_back_to(family_file: CaseFilePage, places: Places) -> None:
    places.add(Place("case", "Fall", "folder", lambda: family_file))
    places.go("case", family_file.case_id)
    family_file.tabs.choose("talks")
    assert places.where == ("case", (family_file.case_id, "talks"))


def test_a_name_in_the_overview_leads_to_that_person(family_file: CaseFilePage, session: Session, actor: Actor) -> None:
    zahra = next(m for m in head_of(session, actor, family_file).members if m.person.given == "Zahra")
    name = button(family_file.overview.members, f"open_{zahra.person.id}")
    name.setFocus()
    QTest.keyClick(name, Qt.Key.Key_Space)
    editor = family_file.people.editor()
    assert editor is not None
    assert editor.person_id == zahra.person.id


def test_only_the_files_opened_last_are_kept(
    work: Work, places: Places, drafts: Drafts, session: Session, actor: Actor, shown: Show
) -> None:
    files = CaseFiles(work, places, drafts)
    shown(files)
    cases = [case_samples.single(session, actor) for _ in range(6)]
    for case_id in cases:
        files.show_target(case_id)
    assert files.count() == 5
    first = files.shown()
    assert first is not None
    assert first.case_id == cases[-1]
