"""The week grid by mouse and keyboard, and what a screen reader and a form hear of it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.casework.volunteers.week_times import Span
from desktop.models.volunteer_week import ALL_DAYS, HEAD, Cell
from desktop.views import style
from desktop.views.components.week_grid import WeekGrid
from tests.views.page_walk import problems, settle

TUESDAY = Span(1, 16 * 60, 18 * 60)
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def grid(qtbot: QtBot) -> WeekGrid:
    grid = WeekGrid("Verfügbarkeit")
    qtbot.addWidget(grid)
    grid.resize(700, 600)
    grid.show()
    grid.activateWindow()
    qtbot.waitUntil(grid.isActiveWindow)
    grid.canvas.setFocus()
    return grid


def middle(grid: WeekGrid, weekday: int, start: int) -> QPoint:
    return grid.canvas.place_of(Cell(weekday, start)).center()


def drag(grid: WeekGrid, begin: QPoint, end: QPoint) -> None:
    QTest.mousePress(grid.canvas, Qt.MouseButton.LeftButton, pos=begin)
    QTest.mouseMove(grid.canvas, (begin + end) / 2)
    QTest.mouseMove(grid.canvas, end)
    QTest.mouseRelease(grid.canvas, Qt.MouseButton.LeftButton, pos=end)


def test_dragging_marks_a_block_and_dragging_from_a_marked_cell_clears(grid: WeekGrid, qtbot: QtBot) -> None:
    with qtbot.waitSignal(grid.changed):
        drag(grid, middle(grid, 1, 16 * 60), middle(grid, 2, 17 * 60 + 30))
    assert grid.times() == (TUESDAY, Span(2, 16 * 60, 18 * 60))
    with qtbot.waitSignal(grid.changed):
        drag(grid, middle(grid, 2, 16 * 60), middle(grid, 2, 21 * 60))
    assert grid.times() == (TUESDAY,)


def test_dragging_out_of_the_picture_stops_at_its_edge(grid: WeekGrid) -> None:
    drag(grid, middle(grid, 6, 21 * 60), QPoint(grid.canvas.width() + 300, grid.canvas.height() + 300))
    drag(grid, middle(grid, 0, 7 * 60), QPoint(-50, -50))
    assert grid.times() == (Span(0, 7 * 60, 7 * 60 + 30), Span(6, 21 * 60, 22 * 60))


def test_the_heads_take_a_whole_day_and_an_hour_of_every_day(grid: WeekGrid) -> None:
    QTest.mouseClick(grid.canvas, Qt.MouseButton.LeftButton, pos=middle(grid, 5, HEAD))
    assert grid.times() == (Span(5, 7 * 60, 22 * 60),)
    QTest.mouseClick(grid.canvas, Qt.MouseButton.LeftButton, pos=middle(grid, 5, HEAD))
    QTest.mouseClick(grid.canvas, Qt.MouseButton.LeftButton, pos=middle(grid, ALL_DAYS, 9 * 60))
    assert grid.times() == tuple(Span(day, 540, 570) for day in range(7))


def test_keys_walk_choose_turn_over_clear_and_take_back(grid: WeekGrid, qtbot: QtBot) -> None:
    QTest.keyClick(grid.canvas, Qt.Key.Key_Right)
    assert grid.canvas.accessibleName() == "Verfügbarkeit: Dienstag 09:00 nicht frei"
    for _ in range(3):
        QTest.keyClick(grid.canvas, Qt.Key.Key_Down, SHIFT)
    assert grid.canvas.accessibleName().endswith("4 halbe Stunden ausgewählt")
    with qtbot.waitSignal(grid.changed):
        QTest.keyClick(grid.canvas, Qt.Key.Key_Space)
    assert grid.times() == (Span(1, 540, 660),)
    assert "Dienstag 10:30 frei" in grid.canvas.accessibleName()
    QTest.keyClick(grid.canvas, Qt.Key.Key_Space)
    assert grid.times() == ()
    with qtbot.waitSignal(grid.changed):
        QTest.keyClick(grid.canvas, Qt.Key.Key_Z, CTRL)
    assert grid.times() == (Span(1, 540, 660),)
    QTest.keyClick(grid.canvas, Qt.Key.Key_Delete)
    assert grid.times() == ()


def test_page_and_end_keys_jump_along_the_day(grid: WeekGrid) -> None:
    for key, said in ((Qt.Key.Key_Home, "07:00"), (Qt.Key.Key_PageDown, "09:00"), (Qt.Key.Key_End, "21:30"),
                      (Qt.Key.Key_PageUp, "19:30")):  # fmt: skip
        QTest.keyClick(grid.canvas, key)
        assert f"Montag {said}" in grid.canvas.accessibleName()


def test_tab_leaves_the_picture_by_one_key(grid: WeekGrid) -> None:
    QTest.keyClick(grid.canvas, Qt.Key.Key_Space)
    QTest.keyClick(grid.canvas, Qt.Key.Key_Tab)
    assert grid.undo_button.hasFocus()


def test_setting_times_says_nothing_and_the_sentence_follows(grid: WeekGrid, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(grid.changed):
        grid.set_times([Span(5, 600, 720), Span(5, 540, 660), TUESDAY])
    assert grid.times() == (TUESDAY, Span(5, 540, 720)), "overlapping ones are put together"
    assert grid.summary.text() == "Di 16:00–18:00, Sa 09:00–12:00 (5 Stunden in der Woche)"
    assert not grid.undo_button.isEnabled()
    grid.clear_button.click()
    assert grid.summary.text() == "Noch keine Zeiten eingetragen."
    grid.undo_button.click()
    assert grid.times() == (TUESDAY, Span(5, 540, 720))


def test_times_of_two_sides_name_what_both_have(grid: WeekGrid) -> None:
    grid.set_times([TUESDAY])
    grid.set_other([Span(1, 17 * 60, 19 * 60)])
    assert grid.summary.text() == "Gemeinsam: Di 17:00–18:00 (1 Stunde)."
    shown = [label.text() for label in grid.findChildren(QLabel) if label.isVisible()]
    assert {"frei", "gewünscht", "beide"} <= set(shown)
    grid.set_other([Span(2, 17 * 60, 19 * 60)])
    assert grid.summary.text() == "Keine gemeinsame Zeit."


def test_a_grid_to_look_at_can_be_walked_but_not_changed(grid: WeekGrid, qtbot: QtBot) -> None:
    grid.set_times([TUESDAY])
    grid.set_read_only(True)
    with qtbot.assertNotEmitted(grid.changed):
        for key in (Qt.Key.Key_Right, Qt.Key.Key_Space, Qt.Key.Key_Delete):
            QTest.keyClick(grid.canvas, key)
        drag(grid, middle(grid, 1, 16 * 60), middle(grid, 1, 17 * 60))
        grid.undo()
    assert grid.times() == (TUESDAY,)
    assert not grid.undo_button.isVisible()
    assert "Leertaste" not in grid.canvas.accessibleDescription()


def test_early_hours_can_be_brought_in(grid: WeekGrid) -> None:
    lower = grid.canvas.sizeHint().height()
    grid.whole_day.click()
    assert grid.canvas.sizeHint().height() > lower
    QTest.keyClick(grid.canvas, Qt.Key.Key_Home)
    assert "Montag 00:00" in grid.canvas.accessibleName()


def test_whole_and_shared_times_look_different_without_colour(grid: WeekGrid) -> None:
    """Free, wished and both differ in grey, too: the pictures of three cells are three."""
    grid.set_times([Span(0, 540, 570), Span(1, 540, 570)])
    grid.set_other([Span(1, 540, 570), Span(2, 540, 570)])
    grid.whole_day.setFocus()
    settle()
    picture = grid.canvas.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    cells = [picture.copy(grid.canvas.place_of(Cell(day, 540))) for day in range(4)]
    greys = [bytes(cell.constBits()) for cell in cells]
    assert len(set(greys)) == 4


def test_the_mark_stays_in_sight_of_a_low_page(qtbot: QtBot) -> None:
    area, grid = QScrollArea(), WeekGrid("Verfügbarkeit")
    area.setWidget(grid)
    area.setWidgetResizable(True)
    qtbot.addWidget(area)
    area.resize(600, 200)
    area.show()
    area.activateWindow()
    qtbot.waitUntil(area.isActiveWindow)
    grid.canvas.setFocus()
    for key, minute in ((Qt.Key.Key_End, 21 * 60 + 30), (Qt.Key.Key_Home, 7 * 60)):
        QTest.keyClick(grid.canvas, key)
        mark = grid.canvas.place_of(Cell(0, minute))
        assert area.viewport().rect().contains(grid.canvas.mapTo(area.viewport(), mark.center()))


@pytest.mark.parametrize("scale", [100, 200])
def test_the_grid_can_be_read_and_used_by_everybody(scale: int, qtbot: QtBot, qapp: QApplication) -> None:
    style.apply_style(qapp, style.Theme.LIGHT, scale)
    page = QWidget()
    column = QVBoxLayout(page)
    for read_only in (False, True):
        grid = WeekGrid("Verfügbarkeit", read_only=read_only, dense=read_only)
        grid.set_times([TUESDAY])
        if read_only:
            grid.set_other([TUESDAY])
        column.addWidget(grid)
    qtbot.addWidget(page)
    page.resize(720, 900)
    page.show()
    settle()
    assert problems(page) == []
