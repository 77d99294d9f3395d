"""Lists: rows, order, filter, and that Qt's own model test finds nothing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt
from pytestqt.modeltest import ModelTester

from desktop.models.columns import Column, german
from desktop.models.sorting import folded, german_key, matches
from desktop.models.table import RowRole, RowTable


@dataclass(frozen=True)
class Town:
    id: int
    name: str
    people: int | None
    since: dt.date | None = None


TOWNS = (
    Town(1, "Zimmern", 300, dt.date(2026, 1, 5)),
    Town(2, "Äpfingen", None),
    Town(3, "Ort 10", 20),
    Town(4, "Ort 2", 100, dt.date(2025, 12, 31)),
)
COLUMNS = (
    Column[Town]("Ort", lambda town: town.name),
    Column[Town]("Leute", lambda town: town.people, spoken=lambda town: f"{town.people} Leute", numeric=True),
    Column[Town]("Seit", lambda town: town.since, icon=lambda town: ("clock", "warn")),
)


@pytest.fixture
def table(qapp: object) -> RowTable[Town]:
    table = RowTable(COLUMNS, key=lambda town: town.id)
    table.set_rows(TOWNS)
    return table


def names(table: RowTable[Town]) -> list[str]:
    return [town.name for town in table.rows]


def test_qts_model_test_finds_nothing_while_rows_come_and_go(qtmodeltester: ModelTester) -> None:
    table = RowTable(COLUMNS, key=lambda town: town.id)
    qtmodeltester.check(table)  # type: ignore[no-untyped-call]  # pytest-qt has no types here
    table.set_rows(TOWNS)
    table.sort(0)
    table.set_filter(lambda town: town.id != 1)
    qtmodeltester.check(table)  # type: ignore[no-untyped-call]  # pytest-qt has no types here


def test_words_sort_as_in_german_and_numbers_in_words_by_their_size(table: RowTable[Town]) -> None:
    table.sort(0)
    assert names(table) == ["Äpfingen", "Ort 2", "Ort 10", "Zimmern"]


def test_empty_values_come_last_in_both_directions(table: RowTable[Town]) -> None:
    table.sort(1)
    assert [town.people for town in table.rows] == [20, 100, 300, None]
    table.sort(1, Qt.SortOrder.DescendingOrder)
    assert [town.people for town in table.rows] == [300, 100, 20, None]


def test_dates_are_shown_in_german_and_sort_by_day(table: RowTable[Town]) -> None:
    table.sort(2)
    assert table.index(0, 2).data() == "31.12.2025"
    assert table.index(1, 2).data() == "05.01.2026"


def test_a_cell_says_its_column_to_the_screen_reader(table: RowTable[Town]) -> None:
    assert table.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole) == "Leute: 300 Leute"
    assert table.index(1, 2).data(Qt.ItemDataRole.AccessibleTextRole) == "Seit: leer"


def test_the_row_itself_its_value_and_its_icon_have_roles(table: RowTable[Town]) -> None:
    index = table.index(0, 2)
    assert index.data(RowRole.ROW) == TOWNS[0]
    assert table.data(index, RowRole.SORT) == dt.date(2026, 1, 5)
    assert index.data(RowRole.ICON) == ("clock", "warn")


def test_the_chosen_row_stays_chosen_when_rows_are_reloaded_and_sorted(table: RowTable[Town]) -> None:
    held = QPersistentModelIndex(table.find(4))
    table.set_rows((Town(9, "Neu", 1), *TOWNS))
    table.sort(0, Qt.SortOrder.DescendingOrder)
    assert table.row(held).id == 4
    table.set_filter(lambda town: town.id != 4)
    assert not held.isValid()


def test_a_filter_hides_rows_but_keeps_counting_them(table: RowTable[Town]) -> None:
    table.set_filter(lambda town: matches("ort", town.name))
    assert names(table) == ["Ort 10", "Ort 2"]
    assert table.total == 4
    table.set_filter(None)
    assert len(table.rows) == 4


def test_an_unknown_row_is_nowhere(table: RowTable[Town]) -> None:
    assert not table.find(99).isValid()
    with pytest.raises(IndexError):
        table.row(-1)


def test_accents_case_and_order_of_words_do_not_matter_when_filtering() -> None:
    assert folded("Şahin MÜLLER") == "sahin muller"
    assert matches("muller sah", "Şahin", "Müller")
    assert not matches("meier", "Müller")


def test_plain_values_are_german() -> None:
    assert [german(value) for value in (None, True, False, 1.5, 3, "ü")] == ["", "ja", "nein", "1,5", "3", "ü"]
    assert german_key("Äpfel") < german_key("Zimmer")
