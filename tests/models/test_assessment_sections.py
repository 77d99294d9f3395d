"""The list of sections as a model."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop.models.assessment_sections import SectionList, SectionRow
from desktop.terms import Need

ROWS = (SectionRow("language", "Sprache", "languages", 3, 9, need=Need.HIGH),
        SectionRow("health", "Gesundheit", "heart-pulse", 0, 0, locked=True),
        SectionRow("work", "Arbeit", "briefcase", 4, 4))  # fmt: skip


def test_the_model_keeps_the_rules_of_qt(qtmodeltester: ModelTester) -> None:
    model = SectionList()
    model.set_rows(ROWS)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # pytest-qt has no types here


def test_each_line_is_read_aloud_whole() -> None:
    model = SectionList()
    model.set_rows(ROWS)
    spoken = [model.index(place).data(Qt.ItemDataRole.AccessibleTextRole) for place in range(3)]
    assert spoken == [
        "Sprache, 3 von 9 beantwortet, Bedarf hoch",
        "Gesundheit, gesperrt, Einwilligung fehlt",
        "Arbeit, vollständig",
    ]
    assert [row.state for row in ROWS] == ["3/9", "", "4/4"]


def test_progress_repaints_and_other_sections_reset(qtbot: QtBot) -> None:
    model = SectionList()
    model.set_rows(ROWS)
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged):
        model.set_rows((SectionRow("language", "Sprache", "languages", 4, 9), *ROWS[1:]))
    with qtbot.waitSignal(model.modelReset):
        model.set_rows(ROWS[1:])
    assert model.place_of("work") == 1
    assert model.place_of("language") == -1
    assert model.data(model.index(0, 0).siblingAtRow(9)) is None
