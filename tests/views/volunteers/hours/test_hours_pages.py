"""Hours typed with real keys into the grid, entered by the form, listed, undone; the place's list; sheets; money."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from desktop.casework import rights
from desktop.casework.rights import Actor
from desktop.casework.volunteers.hours.allowances import money_settings
from desktop.casework.volunteers.hours.hours import add_hours
from desktop.casework.volunteers.hours.hours_lists import list_hours, month_grid
from desktop.casework.volunteers.hours.hours_rows import HoursEntry, HoursRow
from desktop.models.work import ImmediateExecutor, Runner, Work
from desktop.storage.vault import OpenVault
from desktop.views.volunteers.hours.hours_form import HoursForm
from desktop.views.volunteers.hours.hours_page import HoursPage
from desktop.views.volunteers.hours.hours_sheet_page import HoursSheetPage
from desktop.views.volunteers.hours.money_settings_form import MoneyYearForm
from desktop.views.volunteers.hours.volunteer_hours_page import VolunteerHoursPage
from desktop.views.volunteers.volunteer_file_page import VolunteerFilePage
from desktop.volunteer_terms import Activity, Allowance
from tests.casework.volunteers.hours.hours_samples import Helper, coordinator, helper, volunteer
from tests.views.page_walk import Stage
from tests.views.volunteers.hours.hours_states import at_hours, at_money, file_of, hours_of

pytestmark = pytest.mark.usefixtures("fixed_clock", "dressed")
TODAY = dt.date(2026, 11, 22)
FIRST = TODAY.replace(day=1)
KEYS = Qt.Key


@pytest.fixture
def stage(vault: OpenVault, work: Work) -> Iterator[Stage]:
    runner = Runner(ImmediateExecutor())
    yield Stage(vault, work, runner)
    runner.stop()


@pytest.fixture
def gerda(session: Session, actor: Actor) -> Helper:
    return helper(session, actor)


@pytest.fixture
def file(stage: Stage, gerda: Helper, qtbot: QtBot) -> VolunteerFilePage:
    file = file_of(stage, gerda.volunteer_id)
    qtbot.addWidget(file)
    file.resize(1200, 700)
    with qtbot.waitActive(file):
        file.show()
        file.activateWindow()
    return file


@pytest.fixture
def page(file: VolunteerFilePage) -> VolunteerHoursPage:
    return hours_of(file)


def entries(session: Session, actor: Actor, one: Helper) -> tuple[HoursRow, ...]:
    return list_hours(session, actor, one.volunteer_id, dt.date(2026, 1, 1), TODAY)


def at_cell(page: VolunteerHoursPage, day: int, place: int = 0) -> None:
    page.grid.setFocus()
    page.grid.setCurrentIndex(page.model.index(day - 1, place))


def press(target: QWidget, *keys: Qt.Key | str) -> None:
    """Each key goes where the keyboard is by then: the first letter opens the cell, the others go into it."""
    for part in keys:
        if isinstance(part, str):
            for letter in part:
                QTest.keyClicks(QApplication.focusWidget() or target, letter)
        else:
            QTest.keyClick(QApplication.focusWidget() or target, part)


def cells(session: Session, actor: Actor, one: Helper) -> dict[tuple[int, str], int]:
    grid = month_grid(session, actor, one.volunteer_id, FIRST)
    return {(day, key[1].value): cell.minutes for (day, key), cell in grid.cells.items()}


def test_times_are_typed_like_into_a_spreadsheet(
    page: VolunteerHoursPage, session: Session, actor: Actor, gerda: Helper, qtbot: QtBot
) -> None:
    at_cell(page, 3)
    press(page.grid, "1,5", KEYS.Key_Return, "45 min", KEYS.Key_Tab, "2", KEYS.Key_Return)
    assert cells(session, actor, gerda) == {(3, "language"): 90, (4, "language"): 45, (4, "cafe"): 120}
    assert page.model.minutes(30, 2) == 255
    now = page.grid.currentIndex()
    assert (now.row(), now.column()) == (4, 1)


def test_what_was_typed_is_taken_back_step_by_step(
    page: VolunteerHoursPage, session: Session, actor: Actor, gerda: Helper, qtbot: QtBot
) -> None:
    assert not page.back.isEnabled()
    at_cell(page, 3)
    press(page.grid, "1", KEYS.Key_Return, "2", KEYS.Key_Return)
    QTest.keyClick(page.grid, KEYS.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert cells(session, actor, gerda) == {(3, "language"): 60}
    page.back.click()
    assert cells(session, actor, gerda) == {}
    assert not page.back.isEnabled()


def test_a_marked_block_is_emptied_with_one_key_and_comes_back_with_one(
    page: VolunteerHoursPage, session: Session, actor: Actor, gerda: Helper, qtbot: QtBot
) -> None:
    QGuiApplication.clipboard().setText("1\t0:30\n2\t0:15\n")
    at_cell(page, 3)
    QTest.keyClick(page.grid, KEYS.Key_V, Qt.KeyboardModifier.ControlModifier)
    whole = {(3, "language"): 60, (3, "cafe"): 30, (4, "language"): 120, (4, "cafe"): 15}
    assert cells(session, actor, gerda) == whole
    at_cell(page, 3)
    for key in (KEYS.Key_Right, KEYS.Key_Down):
        QTest.keyClick(page.grid, key, Qt.KeyboardModifier.ShiftModifier)
    press(page.grid, KEYS.Key_Delete)
    assert cells(session, actor, gerda) == {}
    page.undo()
    assert cells(session, actor, gerda) == whole


@pytest.mark.parametrize(("typed", "said"), [("viel", "1,5 oder 1:30"), ("90", "Ein Tag hat 24 Stunden")])
def test_a_wrong_time_is_said_and_nothing_is_kept(
    page: VolunteerHoursPage, file: VolunteerFilePage, session: Session, actor: Actor, gerda: Helper, qtbot: QtBot,
    typed: str, said: str,
) -> None:  # fmt: skip
    at_cell(page, 3)
    press(page.grid, typed, KEYS.Key_Return)
    assert said in file.messages.text()
    assert cells(session, actor, gerda) == {}
    assert page.model.data(page.model.index(2, 0)) == ""


def test_a_day_over_24_hours_shows_again_what_is_kept(
    page: VolunteerHoursPage, file: VolunteerFilePage, session: Session, actor: Actor, gerda: Helper, qtbot: QtBot
) -> None:
    at_cell(page, 3)
    press(page.grid, "20", KEYS.Key_Tab, "5", KEYS.Key_Return)
    assert "wären es 25:00 Stunden" in file.messages.text()
    assert cells(session, actor, gerda) == {(3, "language"): 20 * 60}
    assert page.model.data(page.model.index(2, 1)) == ""


def test_hours_before_the_ehrenamt_are_remarked_in_the_grid_and_kept(
    page: VolunteerHoursPage, file: VolunteerFilePage, session: Session, actor: Actor, gerda: Helper
) -> None:
    page.show_target(dt.date(2026, 2, 1))
    at_cell(page, 3)
    press(page.grid, "1", KEYS.Key_Return)
    assert file.messages.text() == "Das liegt vor dem Beginn des Ehrenamts am 01.03.2026."
    assert len(entries(session, actor, gerda)) == 1
    file.messages.actions_shown()[0].click()
    assert entries(session, actor, gerda) == ()


def test_a_new_entry_begins_where_the_keyboard_was(page: VolunteerHoursPage, file: VolunteerFilePage) -> None:
    at_cell(page, 5, 1)
    page.enter.click()
    form = form_of(file)
    assert (form.value("on_date"), form.value("what")) == (dt.date(2026, 11, 5), Activity.CAFE.value)


def read_again(page: VolunteerHoursPage, session: Session, actor: Actor, one: Helper) -> None:
    """What comes in after a save: the month as it is kept now."""
    page.grid.show_grid(month_grid(session, actor, one.volunteer_id, page.months.first))


def test_what_is_being_typed_stays_when_the_month_is_read_again(
    page: VolunteerHoursPage, session: Session, actor: Actor, gerda: Helper
) -> None:
    at_cell(page, 3)
    press(page.grid, "1")
    read_again(page, session, actor, gerda)
    press(page.grid, ":30", KEYS.Key_Return)
    assert cells(session, actor, gerda) == {(3, "language"): 90}


def test_what_is_being_typed_stays_when_an_activity_comes_in_meanwhile(
    page: VolunteerHoursPage, session: Session, actor: Actor, gerda: Helper
) -> None:
    at_cell(page, 3)
    press(page.grid, "1")
    former = page.model.columnCount()
    add_hours(session, actor, HoursEntry(gerda.volunteer_id, dt.date(2026, 11, 2), 60, Activity.OFFICES))
    read_again(page, session, actor, gerda)
    assert page.model.columnCount() == former
    press(page.grid, ":30", KEYS.Key_Return)
    assert cells(session, actor, gerda) == {(2, "offices"): 60, (3, "language"): 90}
    assert page.model.columnCount() == former + 1
    now = page.grid.currentIndex()
    column = page.model.column(now.column())
    assert column is not None
    assert (page.model.day(now.row()), column.match_id) == (dt.date(2026, 11, 4), gerda.match_id)


def test_a_cell_left_with_escape_shows_what_came_in_meanwhile(
    page: VolunteerHoursPage, session: Session, actor: Actor, gerda: Helper
) -> None:
    at_cell(page, 3)
    press(page.grid, "1")
    add_hours(session, actor, HoursEntry(gerda.volunteer_id, dt.date(2026, 11, 2), 60, Activity.OFFICES))
    read_again(page, session, actor, gerda)
    press(page.grid, KEYS.Key_Escape)
    assert cells(session, actor, gerda) == {(2, "offices"): 60}
    assert page.model.minutes(1, page.model.columnCount() - 1) == 60


def test_another_month_keeps_first_what_is_being_typed(
    page: VolunteerHoursPage, session: Session, actor: Actor, gerda: Helper
) -> None:
    at_cell(page, 3)
    press(page.grid, "1:30")
    QTest.keyClick(QApplication.focusWidget() or page, KEYS.Key_PageUp, Qt.KeyboardModifier.AltModifier)
    assert page.months.first == dt.date(2026, 10, 1)
    assert cells(session, actor, gerda) == {(3, "language"): 90}
    assert page.model.grid is not None
    assert page.model.grid.first == dt.date(2026, 10, 1)


def test_another_day_asked_for_keeps_first_what_is_being_typed(
    page: VolunteerHoursPage, session: Session, actor: Actor, gerda: Helper
) -> None:
    at_cell(page, 3)
    press(page.grid, "2")
    page.show_target(dt.date(2026, 9, 5))
    assert cells(session, actor, gerda) == {(3, "language"): 120}


def test_leaving_the_page_keeps_what_is_being_typed(
    page: VolunteerHoursPage, session: Session, actor: Actor, gerda: Helper
) -> None:
    at_cell(page, 3)
    press(page.grid, "2")
    page.hide()
    assert cells(session, actor, gerda) == {(3, "language"): 120}


def test_tab_leaves_the_grid_when_nothing_is_typed(page: VolunteerHoursPage, qtbot: QtBot) -> None:
    at_cell(page, 3)
    QTest.keyClick(page.grid, KEYS.Key_Tab)
    assert not page.grid.hasFocus()


def test_months_are_chosen_with_the_keyboard_and_never_one_to_come(page: VolunteerHoursPage, qtbot: QtBot) -> None:
    at_cell(page, 3)
    assert not page.months.on.isEnabled()
    QTest.keyClick(page.grid, KEYS.Key_PageUp, Qt.KeyboardModifier.AltModifier)
    assert page.months.first == dt.date(2026, 10, 1)
    assert page.model.grid is not None
    assert page.model.grid.first == dt.date(2026, 10, 1)
    page.months.on.click()
    assert page.model.grid.first == FIRST
    page.show_target(dt.date(2026, 3, 17))
    assert page.model.grid.first == dt.date(2026, 3, 1)


def form_of(file: VolunteerFilePage) -> HoursForm:
    form = file.drawer.content()
    assert isinstance(form, HoursForm)
    return form


def test_the_form_keeps_way_money_and_note_and_can_be_taken_back(
    page: VolunteerHoursPage, file: VolunteerFilePage, session: Session, actor: Actor, gerda: Helper
) -> None:
    page.enter.click()
    form = form_of(file)
    assert not form.field("allowance").isVisible()
    for key, value in {"what": f"match/{gerda.match_id}", "minutes": 90, "metres": 12_400, "expenses_cents": 350,
                       "note": "Museum"}.items():  # fmt: skip
        form.field(key).set_value(value)
    form.save()
    (row,) = entries(session, actor, gerda)
    assert (row.entry.on_date, row.entry.minutes, row.entry.metres, row.entry.expenses_cents, row.entry.note) == (
        TODAY, 90, 12_400, 350, "Museum",
    )  # fmt: skip
    file.messages.actions_shown()[0].click()
    assert entries(session, actor, gerda) == ()


def test_the_form_warns_of_the_limit_before_and_after(
    page: VolunteerHoursPage, file: VolunteerFilePage, session: Session, actor: Actor, gerda: Helper
) -> None:
    page.enter.click()
    form = form_of(file)
    form.field("what").set_value(Activity.CAFE.value)
    form.field("minutes").set_value(60)
    form.field("allowance_cents").set_value(1000_00)
    form.edited.emit()
    assert "40,00 € zu viel" in form.notes.text()
    assert form.field("allowance").isVisible()
    form.save()
    assert "40,00 € zu viel" in file.messages.text()
    assert entries(session, actor, gerda)[0].entry.allowance is Allowance.VOLUNTEER


def test_the_rate_for_interpreting_is_proposed_and_taken_with_a_click(
    page: VolunteerHoursPage, file: VolunteerFilePage, session: Session, actor: Actor, gerda: Helper
) -> None:
    page.enter.click()
    form = form_of(file)
    form.field("minutes").set_value(100)
    form.field("what").set_value(Activity.CAFE.value)
    form.edited.emit()
    assert not form.rate.isVisible()
    form.field("what").set_value(Activity.INTERPRETING.value)
    form.edited.emit()
    assert form.rate.text() == "Satz einsetzen: 25,00 €"
    form.rate.click()
    form.save()
    (row,) = entries(session, actor, gerda)
    assert (row.entry.allowance_cents, row.entry.allowance) == (25_00, Allowance.INTERPRETER)


def test_the_list_opens_deletes_and_restores(
    page: VolunteerHoursPage, file: VolunteerFilePage, session: Session, actor: Actor, gerda: Helper, qtbot: QtBot
) -> None:
    at_cell(page, 3)
    press(page.grid, "1", KEYS.Key_Return, "2", KEYS.Key_Return)
    page.segments.picked.emit("list")
    page.segments.set_value("list")
    page.segments.picked.emit("list")
    assert page.list.isVisible()
    page.list.activated.emit(page.entries.row(0))
    form = form_of(file)
    form.field("note").set_value("nachgetragen")
    form.save()
    assert [row.entry.note for row in entries(session, actor, gerda)] == ["nachgetragen", ""]
    file.messages.actions_shown()[0].click()
    assert [row.entry.note for row in entries(session, actor, gerda)] == ["", ""]
    page.list.view.selectAll()
    page.delete_marked()
    assert entries(session, actor, gerda) == ()
    assert "2 Einträge" in file.messages.text()
    file.messages.actions_shown()[0].click()
    assert {row.entry.minutes for row in entries(session, actor, gerda)} == {60, 120}


def test_what_is_typed_into_the_form_stays_when_it_is_closed(
    page: VolunteerHoursPage, file: VolunteerFilePage
) -> None:
    page.enter.click()
    form = form_of(file)
    form.field("allowance_cents").set_value(1000)
    form.field("allowance").set_value(Allowance.TRAINER)
    form.edited.emit()
    file.drawer.close_drawer()
    page.enter.click()
    again = form_of(file)
    assert (again.value("allowance_cents"), again.value("allowance")) == (1000, Allowance.TRAINER)
    assert again.entry().allowance is Allowance.TRAINER


def test_without_the_right_to_edit_nothing_can_be_typed(
    stage: Stage, gerda: Helper, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    allowed = rights.RIGHTS[stage.work.actor.role] - {rights.Right.EDIT_VOLUNTEERS}
    monkeypatch.setitem(rights.RIGHTS, stage.work.actor.role, allowed)
    page = hours_of(file_of(stage, gerda.volunteer_id))
    assert page.enter.isHidden()
    assert not page.model.flags(page.model.index(0, 0)) & Qt.ItemFlag.ItemIsEditable


def test_the_place_shows_everybody_and_opens_the_file(stage: Stage, qtbot: QtBot) -> None:
    page = at_hours(stage)
    qtbot.addWidget(page)
    assert [row.name for row in page.model.rows] == [
        "Brand, Uwe", "Neumann-Schwarzenberger, Anna-Katharina", "Weiß-Öztürk, Gerda",
    ]  # fmt: skip
    assert "14:30 Stunden" in page.sums.text()
    page.table.filters.set_values({"missing": True})
    assert [row.name for row in page.model.rows] == ["Weiß-Öztürk, Gerda"]
    went: list[tuple[object, ...]] = []
    stage.places.go = lambda *target: went.append(target)  # type: ignore[method-assign]  # only noted
    page.table.activated.emit(page.model.row(0))
    assert went == [("volunteer", page.model.row(0).volunteer_id, "hours", FIRST)]


@pytest.mark.parametrize("may_save", [True, False])
def test_the_coordination_sees_the_place_and_saves_its_list_where_it_may(
    vault: OpenVault, actor: Actor, stage: Stage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, may_save: bool
) -> None:
    if not may_save:
        role = coordinator(actor).role
        monkeypatch.setitem(rights.RIGHTS, role, rights.RIGHTS[role] - {rights.Right.EXPORT_VOLUNTEERS})
    work = Work.at_once(vault, coordinator(actor))
    page = HoursPage(work, stage.places)
    qtbot.addWidget(page)
    page.show_target()
    assert page.messages.text() == ""
    assert hasattr(page, "export") is may_save
    page.deleteLater()
    work.stop()


@pytest.mark.parametrize("kind", ["month", "empty", "thanks"])
def test_sheets_are_shown_and_saved(
    stage: Stage, gerda: Helper, qtbot: QtBot, answers: Any, tmp_path: Path, kind: str
) -> None:
    page = HoursSheetPage(stage.work)
    qtbot.addWidget(page)
    page.show_target(gerda.volunteer_id, kind, FIRST)
    assert page.pages.pages == 1
    answers.answers += [tmp_path / "Blatt.pdf"]
    page.save()
    assert (tmp_path / "Blatt.pdf").read_bytes().startswith(b"%PDF")


def test_blank_sheets_for_everybody_are_one_print_job(
    stage: Stage, session: Session, actor: Actor, qtbot: QtBot
) -> None:
    page = at_hours(stage)
    qtbot.addWidget(page)
    went: list[tuple[object, ...]] = []
    stage.places.go = lambda *target: went.append(target)  # type: ignore[method-assign]  # only noted
    page.print_blank()
    ((_, ids, kind, first),) = went
    assert [kind, first] == ["empty", FIRST]
    assert ids == (page.model.rows[-1].volunteer_id,)
    other = volunteer(session, "Neu")
    sheets = HoursSheetPage(stage.work)
    qtbot.addWidget(sheets)
    sheets.show_target((page.model.rows[-1].volunteer_id, other), "empty", FIRST)
    assert (sheets.pages.pages, sheets.head.title()) == (2, "Leere Stundenblätter")
    page.table.filters.set_values({"text": "Brand"})
    page.print_blank()
    assert "begleitet niemand" in page.messages.text()


def test_a_year_without_hours_is_not_confirmed(stage: Stage, gerda: Helper, qtbot: QtBot) -> None:
    page = HoursSheetPage(stage.work)
    qtbot.addWidget(page)
    page.show_target(gerda.volunteer_id, "year", FIRST)
    assert "nichts eingetragen" in page.messages.text()
    page.save()  # nothing to save, so nobody is asked


def test_links_lead_to_the_sheets(page: VolunteerHoursPage, stage: Stage, gerda: Helper) -> None:
    went: list[tuple[object, ...]] = []
    stage.places.go = lambda *target: went.append(target)  # type: ignore[method-assign]  # only noted
    for name in ("print_month", "print_empty", "print_year", "print_thanks"):
        button = page.findChild(QPushButton, name)
        assert button is not None
        button.click()
    assert [target[2] for target in went] == ["month", "empty", "year", "thanks"]


def test_a_new_year_is_entered_and_taken_back(
    stage: Stage, session: Session, actor: Actor, qtbot: QtBot
) -> None:
    page = at_money(stage)
    qtbot.addWidget(page)
    before = money_settings(session, actor)
    page.new_year()
    form = page.drawer.content()
    assert isinstance(form, MoneyYearForm)
    assert form.value("year") == before.years[-1].year + 1
    form.field("volunteer").set_value(1000_00)
    form.save()
    assert money_settings(session, actor).years[-1].volunteer == 1000_00
    page.messages.actions_shown()[0].click()
    assert money_settings(session, actor) == before


def test_a_year_that_is_there_already_is_refused_at_its_field(stage: Stage, qtbot: QtBot) -> None:
    page = at_money(stage)
    qtbot.addWidget(page)
    page.new_year()
    form = page.drawer.content()
    assert isinstance(form, MoneyYearForm)
    form.field("year").set_value(2026)
    form.save()
    assert "zweimal" in form.field("year").error()


def test_a_volunteer_without_match_and_activity_is_told_what_to_do(
    stage: Stage, session: Session, actor: Actor, qtbot: QtBot
) -> None:
    one = volunteer(session, "Neu", activities=[])
    file = file_of(stage, one)
    qtbot.addWidget(file)
    file.show()
    assert not hours_of(file).grid.isVisible()
