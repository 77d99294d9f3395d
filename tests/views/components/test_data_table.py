"""Lists: rows, order, filters, empty states, what is kept, and the keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.exchange.table_file import FileKind
from desktop.models.sorting import matches
from desktop.models.table import RowTable
from desktop.views import style
from desktop.views.components.column_panel import ColumnPanel
from desktop.views.components.data_table import DataTable
from tests.views.components.gallery import Line, list_widget

Show = Callable[..., QWidget]


def model_of(table: DataTable) -> RowTable[Line]:
    model = table.view.model()
    assert isinstance(model, RowTable)
    return model


def empty_button(table: DataTable) -> QPushButton:
    button = table._empty.findChild(QPushButton)
    assert button is not None
    return button


def test_enter_opens_the_marked_row_and_tab_leaves_the_list(show: Show, qtbot: QtBot) -> None:
    table = list_widget()
    show(table)
    table.view.setFocus()
    assert table.choose("F-2026-002")
    with qtbot.waitSignal(table.activated) as opened:
        QTest.keyClick(table.view, Qt.Key.Key_Return)
    assert opened.args[0].name == "Özdemir, Can"
    with qtbot.waitSignal(table.picked) as picked:
        QTest.keyClick(table.view, Qt.Key.Key_Down)
    assert picked.args[0].number == "F-2026-003"
    assert table.current_row() == picked.args[0]
    QTest.keyClick(table.view, Qt.Key.Key_Tab)
    assert not table.view.hasFocus()


def test_the_number_of_rows_is_said_with_the_right_word(show: Show) -> None:
    one, many = list_widget(1), list_widget(6)
    show(one, many)
    assert (one.count_words(), many.count_words()) == ("1 Fall", "6 Fälle")


def test_a_click_on_the_header_sorts_in_german_order(show: Show) -> None:
    table = list_widget()
    show(table)
    assert [line.number for line in model_of(table).rows] == [f"F-2026-00{n}" for n in range(6)]
    header = table.view.horizontalHeader()
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=header.viewport().rect().center())
    names = [line.name.split(",")[0] for line in model_of(table).rows]
    assert names == ["Ahmadi", "Habte", "Kowalenko", "Özdemir", "Şahin", "Zimmermann"]


def test_a_column_that_takes_the_room_left_is_never_too_narrow_to_read(show: Show, qapp: QApplication) -> None:
    table = list_widget()
    show(table)
    (sharing,) = table.view._sharing
    header = table.view.horizontalHeader()
    for width in (300, 1400, 420):
        table.window().resize(width, 400)
        qapp.processEvents()
        fits = header.length() == table.view.viewport().width()
        assert header.sectionSize(sharing) >= style.text_width(14)
        assert fits is (width == 1400)


def test_the_marked_row_stays_in_sight_when_a_message_takes_its_room(show: Show) -> None:
    table = list_widget(40)
    table.setMinimumHeight(0)
    show(table)
    table.resize(900, 600)
    QApplication.processEvents()
    marked = model_of(table).rows[10]
    assert table.choose(marked.number)
    table.resize(900, 260)
    QApplication.processEvents()
    assert table.current_row() == marked
    assert table.view.viewport().rect().contains(table.view.visualRect(table.view.currentIndex()).topLeft())
    assert table.view.viewport().rect().contains(table.view.visualRect(table.view.currentIndex()).bottomLeft())


def test_an_empty_list_says_how_to_fill_it(show: Show, qtbot: QtBot) -> None:
    table = list_widget(0)
    show(table)
    assert empty_button(table).text() == "Liste einlesen"
    with qtbot.waitSignal(table.fill_wanted):
        QTest.mouseClick(empty_button(table), Qt.MouseButton.LeftButton)


def test_a_filter_that_hides_everything_offers_to_take_it_back(show: Show, qtbot: QtBot) -> None:
    table = list_widget()
    show(table)
    search = table.filters.search
    search.setFocus()
    with qtbot.waitSignal(table.filters.changed):
        QTest.keyClicks(search, "xyz")
    model_of(table).set_filter(lambda line: matches(search.text(), line.name))
    assert (table.count_words(), empty_button(table).text()) == ("0 von 6 Fällen", "Filter zurücksetzen")
    with qtbot.assertNotEmitted(table.fill_wanted):
        QTest.mouseClick(empty_button(table), Qt.MouseButton.LeftButton)
    assert search.text() == ""
    assert not table.filters.is_active()


def test_filters_are_kept_and_put_back_with_one_word(show: Show, qtbot: QtBot) -> None:
    table = list_widget()
    show(table)
    assert table.filters.values() == {"text": "", "mine": True, "status": None}
    with qtbot.waitSignal(table.filters.changed):
        table.filters.set_values({"text": "ahm", "status": "b", "mine": False, "unknown": 1})
    assert table.filters.values() == {"text": "ahm", "mine": False, "status": "b"}
    chip = table.filters._filters["status"]
    assert (chip.text(), chip.accessibleName()) == ("Status: Kontakt offen", "Status: Kontakt offen")


def test_columns_order_and_density_survive_a_restart(show: Show) -> None:
    table, again = list_widget(), list_widget()
    show(table, again)
    table.view.setColumnHidden(2, True)
    table.view.horizontalHeader().resizeSection(0, style.text_width(20))
    table.view.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    table.set_compact(True)
    again.restore(table.state())
    assert again.view.isColumnHidden(2)
    assert abs(again.view.columnWidth(0) - style.text_width(20)) <= style.text_width(1)
    assert next(line.name for line in model_of(again).rows) == "Zimmermann, Äneas"
    assert again.view.rowHeight(0) < list_widget().view.verticalHeader().defaultSectionSize()


def test_columns_grow_with_the_text(show: Show, qapp: QApplication) -> None:
    table = list_widget()
    show(table)
    table.view.horizontalHeader().resizeSection(0, 100)
    style.apply_style(qapp, style.Theme.LIGHT, 200)
    assert 190 <= table.view.columnWidth(0) <= 210


@pytest.mark.parametrize("state", [{}, {"widths": [1], "hidden": [], "sort": [9, True]}, {"sort": "x", "widths": None}])
def test_a_state_of_another_list_does_no_harm(show: Show, state: dict[str, object]) -> None:
    table = list_widget()
    show(table)
    table.restore(state)
    assert not any(table.view.isColumnHidden(column) for column in range(4))


def panel_of(table: DataTable) -> ColumnPanel:
    table._chooser.setFocus()
    QTest.keyClick(table._chooser, Qt.Key.Key_Space)
    panel = table.column_panel()
    assert panel is not None
    return panel


def titles_shown(table: DataTable) -> list[str]:
    return [model_of(table).columns[place].title for place in table.shown_columns()]


def test_a_column_is_left_out_by_key_and_the_first_one_cannot_be(show: Show, qtbot: QtBot) -> None:
    table = list_widget()
    show(table)
    panel = panel_of(table)
    assert panel.list.hasFocus()
    QTest.keyClick(panel.list, Qt.Key.Key_Space)
    assert titles_shown(table) == ["Fall", "Name", "Status", "Noch"]
    QTest.keyClick(panel.list, Qt.Key.Key_Down)
    QTest.keyClick(panel.list, Qt.Key.Key_Down)
    with qtbot.waitSignal(table.state_changed):
        QTest.keyClick(panel.list, Qt.Key.Key_Space)
    assert titles_shown(table) == ["Fall", "Name", "Noch"]
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    assert table.column_panel() is None
    assert table._chooser.hasFocus()


def test_columns_are_put_in_another_order_by_key_and_stay_so(show: Show, qtbot: QtBot) -> None:
    table, again = list_widget(), list_widget()
    show(table, again)
    panel = panel_of(table)
    panel.list.setCurrentRow(3)
    with qtbot.waitSignal(table.state_changed):
        QTest.keyClick(panel.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert titles_shown(table) == ["Fall", "Name", "Noch", "Status"]
    QTest.keyClick(panel.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    again.restore(table.state())
    assert titles_shown(again) == ["Fall", "Noch", "Name", "Status"]
    panel.reset.click()
    assert titles_shown(table) == ["Fall", "Name", "Status", "Noch"]
    assert panel.order() == [0, 1, 2, 3]


def test_a_column_dragged_by_its_head_is_a_change_too(show: Show, qtbot: QtBot) -> None:
    table = list_widget()
    show(table)
    assert table.view.horizontalHeader().sectionsMovable()
    with qtbot.waitSignal(table.state_changed):
        table.view.horizontalHeader().moveSection(3, 0)
    assert titles_shown(table) == ["Noch", "Fall", "Name", "Status"]


def test_a_column_left_out_for_a_while_is_as_wide_as_before(show: Show) -> None:
    table = list_widget()
    show(table)
    width = table.view.columnWidth(2)
    table.restore(table.state() | {"hidden": [2]})
    table.restore(table.state())  # as it is kept and put back after a restart
    table.restore(table.state() | {"hidden": []})
    assert abs(table.view.columnWidth(2) - width) <= style.text_width(1)


def test_an_open_panel_follows_what_else_changes_the_columns(show: Show) -> None:
    table = list_widget()
    show(table)
    panel = panel_of(table)
    panel.list.setCurrentRow(2)
    table.restore(table.state() | {"order": [0, 2, 1, 3], "hidden": [3]})
    assert (panel.order(), panel.hidden(), panel.list.currentRow()) == ([0, 2, 1, 3], [3], 1)


def test_putting_a_state_back_is_no_change_of_the_user(show: Show, qtbot: QtBot) -> None:
    table = list_widget()
    show(table)
    with qtbot.assertNotEmitted(table.state_changed):
        table.restore(table.state() | {"order": [0, 3, 2, 1], "sort": [1, True], "hidden": [2]})
    assert titles_shown(table) == ["Fall", "Noch", "Name"]


def test_the_file_has_the_rows_and_columns_shown_in_their_order(show: Show) -> None:
    table = list_widget()
    show(table)
    table.restore(table.state() | {"order": [1, 0, 2, 3], "sort": [1, True], "hidden": [2]})
    model_of(table).set_filter(lambda line: line.number != "F-2026-000")
    made = table.as_file("Liste")
    assert made.headings == ("Name", "Fall", "Noch")
    assert [row[1] for row in made.rows] == [line.number for line in model_of(table).rows]
    assert len(made.rows) == model_of(table).total - 1
    shown = [tuple(model_of(table).index(at, place).data() for place in (1, 0, 3)) for at in range(len(made.rows))]
    assert list(made.rows) == shown


def test_a_list_is_saved_as_a_file_only_where_the_page_offers_it(show: Show, qtbot: QtBot) -> None:
    table = list_widget()
    show(table)
    assert not table._save.isVisible()
    table.offer_file()
    assert table._save.isVisible()
    menu = table._save.menu()
    assert isinstance(menu, QMenu)
    with qtbot.waitSignal(table.file_wanted) as wanted:
        menu.actions()[1].trigger()
    assert wanted.args == [FileKind.CSV]


def test_the_mark_stays_on_its_row_when_rows_are_loaded_again(show: Show) -> None:
    table = list_widget()
    show(table)
    table.choose("F-2026-003")
    model = model_of(table)
    model.set_rows(reversed(model.rows))
    row = table.current_row()
    assert isinstance(row, Line)
    assert row.number == "F-2026-003"
    assert not table.choose("F-1999-001")


def test_several_rows_can_be_marked_where_that_is_wanted(show: Show) -> None:
    table = list_widget()
    table.set_many(True)
    show(table)
    table.view.setFocus()
    table.choose("F-2026-001")
    QTest.keyClick(table.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    numbers = [row.number for row in table.selected_rows() if isinstance(row, Line)]
    assert numbers == ["F-2026-001", "F-2026-002"]


def test_rows_are_32_pixels_high_at_100_percent(show: Show) -> None:
    table = list_widget()
    show(table, QLineEdit())
    QApplication.processEvents()
    assert table.view.rowHeight(0) == round(style.line_height() * 1.78)
    assert 30 <= table.view.rowHeight(0) <= 34
    assert table.view.visualRect(table.view.model().index(0, 0, QModelIndex())).isValid()
