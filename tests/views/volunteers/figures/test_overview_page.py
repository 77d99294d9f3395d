"""Each number of the overview leads to the list that holds exactly what was counted; the sheet is printed and saved."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pikepdf import Pdf
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from desktop.casework.rights import Actor
from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.views.commands import Commands
from desktop.views.messages import scripted
from desktop.views.places import Places
from desktop.views.volunteers.entry import PLACE, add_volunteers
from desktop.views.volunteers.figures.overview_page import OverviewPage
from desktop.views.volunteers.figures.thanks_entry import PLACE as THANKS
from desktop.views.volunteers.volunteers_page import VolunteersPage
from tests.views.volunteers.figures.overview_states import small_register

pytestmark = pytest.mark.usefixtures("fixed_clock")


@pytest.fixture
def places(work: Work, session: Session, actor: Actor) -> Places:
    small_register(session, actor)
    places = Places(work)
    add_volunteers(work, Drafts(work, work), places, Commands(work))
    return places


@pytest.fixture
def page(work: Work, places: Places, qtbot: QtBot) -> Iterator[OverviewPage]:
    page = OverviewPage(work, places)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    page.show_target()
    yield page
    qtbot.addWidget(places.page(PLACE))


def links(page: OverviewPage) -> list[QPushButton]:
    return [link for link in page.page.findChildren(QPushButton) if link.objectName()]


def rows_shown(places: Places) -> int:
    place = places.page(PLACE)
    assert isinstance(place, VolunteersPage)
    (_place, (key, *_more)) = places.where
    inner = place.page(str(key))
    assert hasattr(inner, "model")
    return len(inner.model.rows)


def test_each_number_is_the_length_of_its_list(page: OverviewPage, places: Places) -> None:
    lists = ("register-", "needs-", "matches-", "free-", "need-", "lang-", "speak-", "papers-")
    counted = {link.objectName(): int(link.accessibleName().split()[0]) for link in links(page)
               if link.objectName().startswith(lists)}  # fmt: skip
    assert len(counted) >= 10
    for name, number in counted.items():
        link = next(link for link in links(page) if link.objectName() == name)
        link.click()
        assert (name, rows_shown(places)) == (name, number)


def test_the_list_of_thanks_is_one_click_away(page: OverviewPage, places: Places, qtbot: QtBot) -> None:
    page.thanks.click()
    assert places.current == THANKS
    qtbot.addWidget(places.page(THANKS))


def test_the_sheet_is_saved_and_printed(page: OverviewPage, tmp_path: Path) -> None:
    with scripted(tmp_path / "übersicht.pdf"):
        page.saving.click()
    with Pdf.open(tmp_path / "übersicht.pdf") as pdf:
        assert len(pdf.pages) >= 1
    assert "gespeichert" in page.messages.text()
    with scripted(tmp_path / "papier.pdf"):
        page.printing.click()
    assert "gedruckt" in page.messages.text()


def test_the_charts_say_their_data_in_words(page: OverviewPage) -> None:
    told = " ".join(bars.picture.accessibleName() for bars in page._bars)
    assert "Fahrdienst: frei 1, Bedarf offen 1" in told
    assert "Begegnungscafé: Stunden" in told
