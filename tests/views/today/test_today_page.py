"""„Heute“ by keyboard: open, done, moved, handed over, each with its way back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from desktop.casework.deadlines.first_contacts import GATHERED_FROM
from desktop.casework.deadlines.rows import DueGroup
from desktop.casework.drafts import save_draft
from desktop.casework.tasks import NewTask, add_task
from desktop.clock import fixed, today
from desktop.models.work import ImmediateExecutor, Runner, Work
from desktop.storage.vault import OpenVault
from desktop.views.commands import Command
from desktop.views.desk import Desk
from desktop.views.places import Place
from desktop.views.tasks.task_forms import TaskForm
from desktop.views.today.due_card import FIRST_SHOWN, DueCard
from desktop.views.today.due_forms import HandOverForm, MoveForm
from desktop.views.today.due_line import DueLine
from desktop.views.today.entry import TodayCounter, add_today
from desktop.views.today.today_page import TodayPage
from desktop.views.today.work_list_page import WorkListPage
from tests.casework.deadlines.due_samples import DAY, case_of, colleague
from tests.views.page_walk import Stage
from tests.views.today.today_pages import at_many_new, at_nothing, at_today, fill

pytestmark = pytest.mark.usefixtures("fixed_clock")


@pytest.fixture
def stage(vault: OpenVault, work: Work) -> Iterator[Stage]:
    runner = Runner(ImmediateExecutor())
    made = Stage(vault, work, runner)
    made.places.add(Place("case", "Fallakte", "folder-open", _Visited, rail=False))
    made.places.add(Place("work_list", "Liste", "list", _Visited, rail=False))
    yield made
    runner.stop()


class _Visited(TodayPage):
    """Stands in for a page elsewhere and notes where it was asked to go."""

    def __init__(self) -> None:
        super(TodayPage, self).__init__()

    def show_target(self, *target: object) -> None:
        self.target = target


@pytest.fixture
def page(stage: Stage, qtbot: QtBot) -> TodayPage:
    made = at_today(stage)
    qtbot.addWidget(made)
    made.resize(1274, 640)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def line(page: TodayPage, title: str) -> DueLine:
    return next(line for card in page.groups.values() for line in card.lines if line.row.title == title)


def titles(page: TodayPage) -> list[tuple[str, str]]:
    return [(group.value, line.row.title) for group, card in page.groups.items() for line in card.lines]


def press(page: TodayPage, title: str, key: Qt.Key) -> None:
    target = line(page, title)
    target.setFocus()
    QTest.keyClick(target, key)
    QApplication.processEvents()


def undo(page: TodayPage) -> None:
    page.messages.actions_shown()[0].click()
    QApplication.processEvents()


def test_lines_stand_in_their_groups_most_urgent_first(page: TodayPage) -> None:
    assert titles(page) == [
        ("Überfällig", "Reisedokument läuft ab"), ("Heute", "Kita Regenbogen anrufen"), ("Heute", "Plan-Überprüfung"),
        ("Demnächst", "Ich mache einen Einstufungstest."), ("Demnächst", "Reisedokument läuft ab"),
    ]  # fmt: skip
    assert "überfällig" in line(page, "Reisedokument läuft ab").accessibleName()


@pytest.mark.parametrize("title", ["Reisedokument läuft ab", "Kita Regenbogen anrufen",
                                   "Ich mache einen Einstufungstest."])  # fmt: skip
def test_space_does_a_line_and_it_comes_back_by_undo(page: TodayPage, title: str) -> None:
    before = titles(page)
    press(page, title, Qt.Key.Key_Space)
    assert len(titles(page)) == len(before) - 1
    assert f"„{title}“ ist erledigt" in page.messages.text()
    undo(page)
    assert titles(page) == before


def test_the_keyboard_stays_where_the_line_was(page: TodayPage) -> None:
    press(page, "Kita Regenbogen anrufen", Qt.Key.Key_Space)
    focused = QApplication.focusWidget()
    assert isinstance(focused, DueLine)
    assert focused.row.title == "Plan-Überprüfung"


def test_arrows_go_from_line_to_line(page: TodayPage) -> None:
    press(page, "Kita Regenbogen anrufen", Qt.Key.Key_Down)
    assert QApplication.focusWidget() is line(page, "Plan-Überprüfung")
    press(page, "Plan-Überprüfung", Qt.Key.Key_Down)
    assert QApplication.focusWidget() is line(page, "Ich mache einen Einstufungstest.")
    press(page, "Ich mache einen Einstufungstest.", Qt.Key.Key_Up)
    assert QApplication.focusWidget() is line(page, "Plan-Überprüfung")


def test_enter_opens_the_exact_place(page: TodayPage, stage: Stage) -> None:
    """A plan at its Fassung, papers at their person, a task itself."""
    review, task = line(page, "Plan-Überprüfung").row, line(page, "Kita Regenbogen anrufen").row
    papers = line(page, "Reisedokument läuft ab").row
    for row, place in ((review, "plan"), (papers, "people"), (task, "tasks")):
        press(page, row.title, Qt.Key.Key_Return)
        assert stage.places.where == ("case", (row.case_id, place, row.subjects[0]))


def test_enter_on_a_task_of_the_office_opens_it_here(stage: Stage, qtbot: QtBot) -> None:
    with stage.vault.session() as session:
        add_task(session, stage.work.actor, NewTask("Statistik vorbereiten"))
    page = TodayPage(stage.work, stage.drafts, stage.places)
    qtbot.addWidget(page)
    page.show_target()
    page.show()
    press(page, "Statistik vorbereiten", Qt.Key.Key_Return)
    form = page.drawer.content()
    assert isinstance(form, TaskForm)
    form.field("title").set_value("Statistik abgeben")
    form.save()
    assert titles(page) == [("Heute", "Statistik abgeben")]
    undo(page)
    assert titles(page) == [("Heute", "Statistik vorbereiten")]


def test_enter_on_a_date_of_the_office_tells_where_it_comes_from(stage: Stage, qtbot: QtBot) -> None:
    with fixed(dt.datetime(2027, 1, 20, 9, tzinfo=dt.UTC)):
        page = TodayPage(stage.work, stage.drafts, stage.places)
        qtbot.addWidget(page)
        page.show_target()
        page.show()
        first = page.groups[DueGroup.SOON].lines[0].row
        press(page, first.title, Qt.Key.Key_Return)
        assert "Grundlage: " in page.messages.text()
        assert first.title in page.messages.text()


def test_v_moves_a_line_with_its_reason(page: TodayPage) -> None:
    before = titles(page)
    press(page, "Reisedokument läuft ab", Qt.Key.Key_V)
    form = page.drawer.content()
    assert isinstance(form, MoveForm)
    form.save()
    assert titles(page) == before  # neither day nor reason
    form.field("to").set_value(today() + 3 * DAY)
    form.field("reason").set_value("Botschaft schließt")
    form.save()
    moved = line(page, "Reisedokument läuft ab")
    assert (moved.row.group, moved.row.moved) == (DueGroup.SOON, True)
    undo(page)
    assert titles(page) == before


def test_a_line_that_stays_with_its_cause_cannot_be_ticked_off(page: TodayPage, qtbot: QtBot) -> None:
    row = replace(line(page, "Kita Regenbogen anrufen").row, rule="child_without_certificate", stays=True)
    staying = DueLine(row, today(), "line", with_user=False)
    qtbot.addWidget(staying)
    buttons = [button for button in staying.findChildren(QToolButton) if not button.isEnabled()]
    assert [button.toolTip() for button in buttons] == ["Bleibt, bis der Grund behoben ist; verschieben geht."]
    assert "bleibt, bis der Grund behoben ist" in staying.accessibleDescription()
    page.board.finish(row)
    assert "solange der Grund besteht" in page.messages.text()


def test_ue_hands_a_line_to_a_colleague(page: TodayPage, stage: Stage) -> None:
    with stage.vault.session() as session:
        other = colleague(session)
    before = titles(page)
    press(page, "Plan-Überprüfung", Qt.Key.Key_Udiaeresis)
    form = page.drawer.content()
    assert isinstance(form, HandOverForm)
    form.field("user_id").set_value(str(other.user_id))
    form.save()
    assert len(titles(page)) == len(before) - 1
    page.scope.pick(False)
    assert line(page, "Plan-Überprüfung").row.user == "Jonas Weber"


def test_without_colleagues_nothing_can_be_handed_over_and_that_is_said(page: TodayPage) -> None:
    press(page, "Plan-Überprüfung", Qt.Key.Key_Udiaeresis)
    assert page.drawer.content() is None
    assert "sonst niemanden" in page.messages.text()


def test_a_task_is_entered_from_here(page: TodayPage) -> None:
    page.add_task()
    form = page.drawer.content()
    assert isinstance(form, TaskForm)
    form.field("title").set_value("Statistik prüfen")
    form.field("due_on").set_value(today())
    form.save()
    assert line(page, "Statistik prüfen").row.group is DueGroup.TODAY


def test_an_empty_day_says_so(stage: Stage, qtbot: QtBot) -> None:
    page = at_nothing(stage)
    assert isinstance(page, TodayPage)
    qtbot.addWidget(page)
    page.show()
    assert page.nothing.isVisible()
    assert not any(card.isVisible() for card in page.groups.values())


def test_a_long_group_shows_the_rest_on_demand(stage: Stage, qtbot: QtBot) -> None:
    with stage.vault.session() as session:
        for _ in range(FIRST_SHOWN + 3):
            case_of(session, stage.work.actor, travel_document_until=today() - DAY)
    page = at_nothing(stage)
    assert isinstance(page, TodayPage)
    qtbot.addWidget(page)
    card = page.groups[DueGroup.OVERDUE]
    assert isinstance(card, DueCard)
    assert len(card.lines) == FIRST_SHOWN
    card.show_more()
    assert len(card.lines) == FIRST_SHOWN + 3


def test_a_work_list_opens_from_its_number(page: TodayPage, stage: Stage) -> None:
    page.lists.list_wanted.emit("gaps")
    assert stage.places.where == ("work_list", ("gaps", True))


def test_a_work_list_opens_the_case(stage: Stage, qtbot: QtBot) -> None:
    case_id = fill(stage)
    page = WorkListPage(stage.work, stage.places)
    qtbot.addWidget(page)
    page.show_target("gaps", True)
    rows = {row.case_id: row for row in page.model.rows}
    assert "Geburtsdatum fehlt" in rows[case_id].words
    page.table.activated.emit(rows[case_id])
    assert stage.places.where == ("case", (case_id, "people", *rows[case_id].place))
    assert rows[case_id].place


def test_the_rail_counts_what_is_overdue_or_due_today(stage: Stage, qtbot: QtBot) -> None:
    fill(stage)
    desk = Desk(stage.work, stage.drafts, stage.places, stage.commands, "Musterlingen.wegplan")
    qtbot.addWidget(desk)
    add_today(stage.work, stage.drafts, stage.places, stage.commands, desk)
    stage.places.add(Place("admin", "Verwaltung", "settings", _Visited))
    names = [button.accessibleName() for button in desk.rail.stops()]
    assert names[0] == "Heute, 3 fällig"


def test_a_line_left_half_typed_goes_on_in_the_quick_entry(stage: Stage, qtbot: QtBot) -> None:
    opened: list[str] = []
    stage.commands.add(Command("quick-talk", "Gespräch", "sun", lambda: opened.append("quick-talk")))
    with stage.work.store.session() as session:
        save_draft(session, stage.work.actor, "quick-talk", {"line": "Habte Tel"})
    desk = Desk(stage.work, stage.drafts, stage.places, stage.commands, "Musterlingen.wegplan")
    qtbot.addWidget(desk)
    add_today(stage.work, stage.drafts, stage.places, stage.commands, desk)
    stage.places.go("today")
    page = stage.places.page("today")
    assert isinstance(page, TodayPage)
    link = page.drafts_card.findChild(QPushButton, "draft_quick-talk")
    assert isinstance(link, QPushButton)
    link.click()
    assert opened == ["quick-talk"]


def test_what_rests_until_the_program_has_ended_asks_nothing(stage: Stage, page: TodayPage, qtbot: QtBot) -> None:
    """A change shortly before closing: its timers end after the storage thread."""
    desk = Desk(stage.work, stage.drafts, stage.places, stage.commands, "Musterlingen.wegplan")
    qtbot.addWidget(desk)
    counter = TodayCounter(stage.work, desk)
    stage.work.stop()
    counter._rest.timeout.emit()
    page._rest.timeout.emit()
    assert page.board.view is not None


def test_dates_of_the_line_are_read_as_days_since(page: TodayPage) -> None:
    assert (today() - line(page, "Reisedokument läuft ab").row.shown_on) == dt.timedelta(days=6)
    assert "seit 6 Tagen" in line(page, "Reisedokument läuft ab").accessibleName()


def test_many_new_files_are_one_line_that_opens_their_list_and_can_only_be_opened(stage: Stage, qtbot: QtBot) -> None:
    page = at_many_new(stage)
    qtbot.addWidget(page)
    page.show()
    (line,) = [line for card in page.groups.values() for line in card.lines if line.row.gathers]
    assert "6 neue Zuweisungen ohne Erstkontakt" in line.accessibleName()
    assert GATHERED_FROM == 6
    for key in (Qt.Key.Key_Space, Qt.Key.Key_V, Qt.Key.Key_U):
        QTest.keyClick(line, key)
    assert page.drawer.isHidden()
    assert [line for card in page.groups.values() for line in card.lines if line.row.gathers] == [line]
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert stage.places.current == "work_list"
