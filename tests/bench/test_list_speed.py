"""The list of cases with 5,000 lines: no click and no key holds the window up (issue: no visible pause)."""

from __future__ import annotations

import datetime as dt
import random
import time
from collections.abc import Callable
from functools import partial
from statistics import median

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.casework.cases.case_list import CaseRow
from desktop.casework.rights import Actor
from desktop.models.case_table import case_table, keeper
from desktop.models.table import RowTable
from desktop.terms import CaseKind, CaseStatus, Role
from desktop.views.components.data_table import DataTable

pytestmark = pytest.mark.bench
CASES = 5_000
SLICE = 0.050  # seconds the event loop may be held up
ACTOR = Actor(1, "Petra Lang", "PL", Role.MANAGER)
NAMES = ("Ahmadi", "Öztürk", "Şahin", "Łukasz", "Kovalenko", "Müller", "Habte", "Al-Khatib", "Nguyễn", "Abdulrahman")


def rows() -> list[CaseRow]:
    rng = random.Random(4)
    return [_row(number, rng) for number in range(1, CASES + 1)]


def _row(number: int, rng: random.Random) -> CaseRow:
    name = rng.choice(NAMES) + rng.choice(("", "-Noori", " Zai", "ova"))
    title = f"{name}, {rng.choice(('Ali', 'Zahra', 'Olena', 'Can'))}"
    return CaseRow(
        number, f"F-2026-{number:04}", title, "", CaseKind.PERSON, 1,
        rng.choice(list(CaseStatus)), 1 + number % 3, "Petra Lang", ("fa_AF", "ps"), rng.choice(("Adorf", "Öhringen")),
        dt.date(2026, 1, 1) + dt.timedelta(days=number % 300), None, None, None, None, f"{number} {name.lower()}",
    )  # fmt: skip


def held_up(work: Callable[[], object], times: int = 7) -> float:
    """Median seconds of the longest of its two slices: the work itself, and painting what it did."""
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        done = time.perf_counter()
        QApplication.processEvents()
        taken.append(max(done - begun, time.perf_counter() - done))
    return median(taken)


@pytest.fixture
def table(qtbot: QtBot) -> DataTable:
    table = DataTable("Fälle", ("Fall", "Fälle", "Fällen"), "Name")
    model = case_table(table)
    table.set_model(model)
    table.set_many(True)
    qtbot.addWidget(table)
    table.resize(1200, 640)
    table.show()
    model.set_rows(rows())
    table.view.setCurrentIndex(model.index(40, 0))
    QApplication.processEvents()
    return table


@pytest.mark.parametrize("column", [0, 1, 3, 4, 7])
def test_a_click_on_a_heading_sorts_without_a_pause(table: DataTable, column: int) -> None:
    header = table.view.horizontalHeader()
    spot = QPoint(header.sectionViewportPosition(column) + 20, 10)
    button = Qt.MouseButton.LeftButton
    taken = held_up(lambda: QTest.mouseClick(header.viewport(), button, pos=spot))
    print(f"sort by column {column}: {taken * 1000:.0f} ms")
    assert taken < SLICE


def test_every_letter_filters_without_a_pause(table: DataTable) -> None:
    model = table.view.model()
    assert isinstance(model, RowTable)
    table.view.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    for text in ("a", "ah", "ahm", "ahma", ""):
        taken = held_up(partial(model.set_filter, keeper({"text": text, "ended": True}, ACTOR)))
        print(f"filter „{text}“: {taken * 1000:.0f} ms")
        assert taken < SLICE


def test_marking_all_is_read_without_a_pause(table: DataTable) -> None:
    table.view.selectAll()
    taken = held_up(table.selected_rows)
    print(f"all marked rows: {taken * 1000:.0f} ms")
    assert len(table.selected_rows()) == CASES
    assert taken < SLICE
