"""The row of pages: where it does not fit, arrows are seen at every text size, in light and dark."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.views import style
from desktop.views.components.page_tabs import PageTabs
from desktop.views.style import Theme, apply_style


@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK])
@pytest.mark.parametrize("percent", [100, 200])
def test_the_arrow_to_pages_out_of_sight_is_drawn(
    qapp: QApplication, qtbot: QtBot, theme: Theme, percent: int
) -> None:
    apply_style(qapp, theme, percent)
    room = QWidget()
    qtbot.addWidget(room)
    tabs = PageTabs(room)
    for name in ("Überblick", "Personen", "Assessment", "Plan", "Gespräche", "Termine", "Dokumente", "Verlauf"):
        tabs.add_page(name, name)
    tabs.resize(style.space(60), tabs.sizeHint().height())
    room.resize(tabs.size())
    room.show()
    further = [button for button in tabs.findChildren(QToolButton) if button.isVisible() and button.isEnabled()]
    assert len(further) == 1, "at the first page only the way to the right is open"
    assert inked(further[0]) > 20


def inked(button: QToolButton) -> int:
    """Points nearer to the colour of text than to the ground."""
    image = button.grab().toImage()
    text, ground = style.current().color("text").lightness(), style.current().color("surface").lightness()
    spots = ((x, y) for x in range(3, image.width() - 3) for y in range(3, image.height() - 3))
    lights = [QColor(image.pixel(*spot)).lightness() for spot in spots]
    return sum(abs(light - text) < abs(light - ground) for light in lights)
