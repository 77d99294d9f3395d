"""The monthly grid: what is typed becomes edits of cells, sums follow, nothing is entered for days to come."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop.casework.volunteers.hours.hours_rows import CellEdit, GridCell, GridColumn, MonthGrid
from desktop.models.hours_grid import HoursGrid, inverse
from desktop.models.hours_tables import missing_words
from desktop.volunteer_terms import Activity

pytestmark = pytest.mark.usefixtures("fixed_clock")
FIRST = dt.date(2026, 11, 1)
MATCH = GridColumn(Activity.LANGUAGE, 7, "Filmon · Sprachpatenschaft")
CAFE = GridColumn(Activity.CAFE, None, "Begegnungscafé")
GRID = MonthGrid(
    1, "Weiß, Gerda", FIRST, (MATCH, CAFE),
    {(1, MATCH.key): GridCell(90, 1), (1, CAFE.key): GridCell(30, 2), (22, CAFE.key): GridCell(45, 1)}, None,
)  # fmt: skip


@pytest.fixture
def model(qtbot: QtBot) -> HoursGrid:
    model = HoursGrid()
    model.set_grid(GRID)
    return model


def shown(model: HoursGrid, line: int, place: int, role: Qt.ItemDataRole = Qt.ItemDataRole.DisplayRole) -> object:
    return model.data(model.index(line, place), role)


def typed(model: HoursGrid, qtbot: QtBot, line: int, place: int, text: str) -> tuple[CellEdit, ...]:
    with qtbot.waitSignal(model.edits_wanted) as wanted:
        assert model.setData(model.index(line, place), text)
    edits: tuple[CellEdit, ...] = wanted.args[0]
    return edits


def test_the_model_keeps_qts_rules(model: HoursGrid, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # pytest-qt says no types here
    model.set_grid(GRID)
    model.set_grid(MonthGrid(1, "Weiß, Gerda", dt.date(2026, 2, 1), (CAFE,), {}, None))
    assert (model.rowCount(), model.columnCount()) == (29, 2)


def test_times_and_sums_are_shown(model: HoursGrid) -> None:
    assert [shown(model, 0, place) for place in range(3)] == ["1:30", "0:30", "2:00"]
    assert [shown(model, 1, place) for place in range(3)] == ["", "", ""]
    assert [shown(model, 30, place) for place in range(3)] == ["1:30", "1:15", "2:45"]
    across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
    assert [model.headerData(place, across) for place in (0, 2)] == ["Filmon\nSprachpatenschaft", "Summe"]
    assert model.headerData(0, across, Qt.ItemDataRole.ToolTipRole) == "Filmon · Sprachpatenschaft"
    assert [model.headerData(line, down) for line in (0, 29, 30)] == ["So 01.", "Mo 30.", "Summe"]


def test_long_headings_are_cut_line_by_line(model: HoursGrid) -> None:
    name = "Neumann-Schwarzenberger, Anna-Katharina"
    model.set_grid(MonthGrid(1, "", FIRST, (GridColumn(Activity.CAFE, 7, f"{name} · Begegnungscafé"),), {}, None))
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Neumann-Schwarzenberger, …\nBegegnungscafé"


def test_every_cell_is_read_aloud_with_its_day_and_column(model: HoursGrid) -> None:
    spoken = Qt.ItemDataRole.AccessibleTextRole
    assert shown(model, 0, 0, spoken) == "Sonntag 01.11.2026, Filmon · Sprachpatenschaft: 1 Stunde 30 Minuten"
    assert shown(model, 4, 1, spoken) == "Donnerstag 05.11.2026, Begegnungscafé: nichts eingetragen"
    assert shown(model, 30, 2, spoken) == "Summe des Monats, alles zusammen: 2 Stunden 45 Minuten"


@pytest.mark.parametrize(("text", "minutes"), [("1,5", 90), ("1:15", 75), ("20 min", 20)])
def test_what_is_typed_becomes_an_edit(model: HoursGrid, qtbot: QtBot, text: str, minutes: int) -> None:
    assert typed(model, qtbot, 4, 0, text) == (CellEdit(FIRST.replace(day=5), Activity.LANGUAGE, 7, minutes, 0),)


def test_an_emptied_cell_is_an_edit_and_the_same_again_is_none(model: HoursGrid, qtbot: QtBot) -> None:
    assert typed(model, qtbot, 0, 0, "") == (CellEdit(FIRST, Activity.LANGUAGE, 7, 0, 90),)
    with qtbot.assertNotEmitted(model.edits_wanted):
        assert model.setData(model.index(0, 0), "90 min")


@pytest.mark.parametrize("text", ["viel", "25", "-1"])
def test_what_cannot_be_read_is_refused_with_its_day(model: HoursGrid, qtbot: QtBot, text: str) -> None:
    with qtbot.waitSignal(model.refused) as refused, qtbot.assertNotEmitted(model.edits_wanted):
        assert not model.setData(model.index(0, 0), text)
    assert refused.args[0].startswith("01.11.2026: ")


def test_days_to_come_and_sums_cannot_be_typed(model: HoursGrid) -> None:
    editable = Qt.ItemFlag.ItemIsEditable
    assert model.flags(model.index(21, 0)) & editable  # today
    for line, place in ((22, 0), (0, 2), (30, 0)):
        assert not model.flags(model.index(line, place)) & editable
        assert not model.setData(model.index(line, place), "1")
    assert not HoursGrid(editable=False).flags(QModelIndex()) & editable


def test_a_block_is_taken_whole_or_not_at_all(model: HoursGrid, qtbot: QtBot) -> None:
    with qtbot.waitSignal(model.edits_wanted) as wanted:
        assert model.put_texts(1, 0, [["1", "0:30"], ["", "2"]])
    assert [(edit.on_date.day, edit.match_id, edit.minutes) for edit in wanted.args[0]] == [
        (2, 7, 60), (2, None, 30), (3, None, 120),
    ]  # fmt: skip
    with qtbot.waitSignal(model.refused), qtbot.assertNotEmitted(model.edits_wanted):
        assert not model.put_texts(1, 0, [["1"], ["Quatsch"]])
    with qtbot.waitSignal(model.refused) as refused:
        assert not model.put_texts(29, 1, [["1", "2"]])
    assert "mehr Zeilen oder Spalten" in refused.args[0]


def test_the_way_back_has_before_and_after_the_other_way_round() -> None:
    edit = CellEdit(FIRST, Activity.CAFE, None, 30, 90)
    assert inverse((edit,)) == (CellEdit(FIRST, Activity.CAFE, None, 90, 30),)
    assert inverse(inverse((edit,))) == (edit,)


@pytest.mark.parametrize(
    ("months", "words"),
    [((), ""), ((3,), "März"), ((3, 4, 5, 8), "März–Mai, Aug."), (tuple(range(1, 13)), "Jan.–Dez.")],
)
def test_missing_months_are_said_as_spans(months: tuple[int, ...], words: str) -> None:
    assert missing_words(months) == words
