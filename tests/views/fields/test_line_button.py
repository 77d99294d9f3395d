"""Pictures inside a line: as high as its text at every size, clear of the text, out of the keyboard's way."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.views import icons
from desktop.views.components.filter_bar import FilterBar
from desktop.views.fields.line_button import LineButton
from desktop.views.fields.options import Option
from desktop.views.fields.pick_edit import PickEdit
from desktop.views.style import Theme, apply_style


@pytest.mark.parametrize("percent", [100, 200])
def test_it_is_as_high_as_the_text_and_stands_beside_it(
    percent: int, dressed: None, qapp: QApplication, qtbot: QtBot
) -> None:
    line = QLineEdit()
    qtbot.addWidget(line)
    left, right = LineButton(line, "search", left=True), LineButton(line, "x", "Leeren")
    line.show()
    apply_style(qapp, Theme.LIGHT, percent)
    line.resize(line.sizeHint().expandedTo(line.minimumSizeHint()))
    side = icons.default_size()
    assert left.size().toTuple() == right.size().toTuple() == (side, side)
    assert line.rect().contains(left.geometry())
    assert line.rect().contains(right.geometry())
    assert line.textMargins().left() > side
    assert line.textMargins().right() > side
    right.set_shown(False)
    assert line.textMargins().right() == 0


def test_the_cross_empties_the_search_and_goes(dressed: None, qtbot: QtBot) -> None:
    bar = FilterBar("Name")
    qtbot.addWidget(bar)
    bar.show()
    QTest.keyClicks(bar.search, "Omid")
    with qtbot.waitSignal(bar.changed):
        QTest.mouseClick(bar._clear, Qt.MouseButton.LeftButton)
    assert bar.values()["text"] == ""
    assert bar._clear.isHidden()


@pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)  # offscreen platform only
def test_the_arrow_shows_the_list_and_has_no_place_in_a_line_that_is_only_read(dressed: None, qtbot: QtBot) -> None:
    line = PickEdit((Option("a", "Arabisch"), Option("d", "Dari")))
    qtbot.addWidget(line)
    line.show()
    QTest.mouseClick(line._arrow, Qt.MouseButton.LeftButton)
    assert line.popup().isVisible()
    line.popup().hide()
    line.set_read_only(True)
    assert line._arrow.isHidden()
    assert line._arrow.focusPolicy() is Qt.FocusPolicy.NoFocus
