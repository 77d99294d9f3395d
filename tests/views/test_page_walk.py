"""Walks every page: names, order, room at 200 % text, no English; and proves that the walk sees faults."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.models.work import ImmediateExecutor, Runner, Work
from desktop.storage.vault import OpenVault
from desktop.views.desk import Desk
from desktop.views.places import Place
from desktop.views.style import Theme, apply_style
from tests.views.page_walk import (
    INSIDE_DESK,
    LEAST,
    PAGES,
    SCREEN,
    Page,
    Stage,
    StrayWindows,
    clipped,
    english,
    nameless,
    out_of_order,
    problems,
    settle,
    sideways,
)


@pytest.fixture
def stage(vault: OpenVault, work: Work) -> Iterator[Stage]:
    runner = Runner(ImmediateExecutor())
    yield Stage(vault, work, runner)
    runner.stop()


@pytest.fixture
def size(request: pytest.FixtureRequest, dressed: None, qapp: QApplication) -> int:
    percent: int = request.param
    apply_style(qapp, Theme.LIGHT, percent)
    return percent


@pytest.mark.parametrize("size", [100, 200], indirect=True, ids=["100 %", "200 %"])
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_can_be_read_and_used_by_everybody(page: Page, size: int, stage: Stage, qtbot: QtBot) -> None:
    with StrayWindows() as stray:
        widget = page.make(stage)
        qtbot.addWidget(widget)
        widget.resize(*(SCREEN if page.whole else INSIDE_DESK))
        widget.show()
        settle()
    assert problems(widget) == []
    assert stray.beside(widget) == []


INSIDE = [page for page in PAGES if not page.whole]
WIDER = "plan, "  # the columns of a plan's steps ask for more than 1280 px at 200 %


@pytest.mark.parametrize("size", [200], indirect=True, ids=["200 %"])
@pytest.mark.parametrize("page", INSIDE, ids=lambda page: page.name)
def test_a_page_fits_the_smallest_window(page: Page, size: int, stage: Stage, qtbot: QtBot) -> None:
    stage.places.add(Place("page", "Seite", "settings", partial(page.make, stage)))
    desk = Desk(stage.work, stage.drafts, stage.places, stage.commands, "Musterlingen.wegplan")
    qtbot.addWidget(desk)
    desk.resize(*LEAST)
    desk.go_first()
    desk.show()
    settle()
    least = desk.minimumSizeHint()
    assert least.height() <= LEAST[1]
    if not page.name.startswith(WIDER):
        assert least.width() <= LEAST[0]
        assert problems(desk) == []


def shown(qtbot: QtBot, *children: QWidget, across: bool = False) -> QWidget:
    page = QWidget()
    layout = QHBoxLayout(page) if across else QVBoxLayout(page)
    for child in children:
        layout.addWidget(child)
    qtbot.addWidget(page)
    page.show()
    settle()
    return page


def test_the_walk_finds_an_input_without_a_name(qtbot: QtBot) -> None:
    assert len(nameless(shown(qtbot, QLineEdit()))) == 1


def test_the_walk_finds_a_tab_order_that_jumps_back(qtbot: QtBot) -> None:
    upper, middle, lower = QPushButton("oben"), QPushButton("mitten"), QPushButton("unten")
    page = shown(qtbot, upper, middle, lower)
    assert out_of_order(page) == []
    QWidget.setTabOrder(lower, middle)
    assert out_of_order(page) == [(lower, middle)]


def test_the_walk_finds_words_that_are_cut_unless_a_tooltip_tells_them(qtbot: QtBot) -> None:
    label = QLabel("Verlängerung der Aufenthaltserlaubnis")
    page = shown(qtbot, label)
    label.setFixedWidth(40)
    settle()
    assert clipped(page) == [label]
    label.setToolTip(label.text())
    assert clipped(page) == []


def test_the_walk_finds_a_part_that_was_visible_before_it_had_its_place(qtbot: QtBot) -> None:
    page, part = QWidget(), QLabel("Hinweis")
    qtbot.addWidget(page)
    with StrayWindows() as stray:
        part.setVisible(True)
        QVBoxLayout(page).addWidget(part)
        page.show()
    assert stray.seen == [part, page]
    assert len(stray.beside(page)) == 1


def test_the_walk_finds_what_must_be_scrolled_to_the_side(qtbot: QtBot) -> None:
    area, wide = QScrollArea(), QLabel("breit")
    wide.setMinimumWidth(3000)
    area.setWidget(wide)
    assert sideways(shown(qtbot, area)) == [area]


def test_the_walk_finds_english_buttons(qtbot: QtBot) -> None:
    assert english(shown(qtbot, QPushButton("&Cancel"), QPushButton("Abbrechen"))) == ["&Cancel"]
