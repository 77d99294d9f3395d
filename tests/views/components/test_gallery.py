"""Every field and component at once: names, reading order and room for words at 100 % and 200 % text."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.views import style
from tests.views.components.gallery import PAGES, on_canvas
from tests.views.page_walk import problems, settle


@pytest.mark.usefixtures("fixed_clock")
@pytest.mark.parametrize("scale", [100, 200])
@pytest.mark.parametrize("name", PAGES)
def test_the_gallery_can_be_read_and_used_by_everybody(name: str, scale: int, qtbot: QtBot, qapp: QApplication) -> None:
    style.apply_style(qapp, style.Theme.LIGHT, scale)
    page = on_canvas(PAGES[name]())
    qtbot.addWidget(page)
    page.resize(1274, 768)
    page.show()
    settle()
    assert problems(page) == []


@pytest.mark.usefixtures("fixed_clock")
def test_a_page_follows_text_size_and_colours_while_it_is_open(qtbot: QtBot, qapp: QApplication) -> None:
    page = on_canvas(PAGES["form"]())
    qtbot.addWidget(page)
    page.resize(1274, 768)
    page.show()
    style.apply_style(qapp, style.Theme.DARK, 200)
    settle()
    assert problems(page) == []
