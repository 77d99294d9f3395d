"""The list of thanks: ticked by keyboard, shared in the office, out of the program exactly as shown."""

from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPdf import QPdfDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.rights import RIGHTS, Actor, Right
from desktop.exchange.table_file import FileKind
from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.records.office import AccessEntry
from desktop.records.volunteers import VolunteerContact
from desktop.storage.vault import OpenVault
from desktop.terms import Role
from desktop.views.messages import scripted
from desktop.views.places import Place, Places
from desktop.views.volunteers.figures.thanks_form import ThankForm
from desktop.views.volunteers.figures.thanks_page import ThanksPage, usual_period
from tests.casework.volunteers.matches.match_samples import coordinator
from tests.conftest import TODAY
from tests.views.volunteers.figures.overview_states import small_register

pytestmark = pytest.mark.usefixtures("fixed_clock")


@pytest.fixture
def drafts(work: Work) -> Drafts:
    return Drafts(work, work)


@pytest.fixture
def places(work: Work, session: Session, actor: Actor) -> Places:
    small_register(session, actor)
    places = Places(work)
    for key in ("volunteers", "volunteer"):
        places.add(Place(key, key, "heart", QWidget, rail=False))
    return places


def opened(work: Work, drafts: Drafts, places: Places, qtbot: QtBot) -> ThanksPage:
    page = ThanksPage(work, drafts, places)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    page.activateWindow()
    page.show_target()
    return page


@pytest.fixture
def page(work: Work, drafts: Drafts, places: Places, qtbot: QtBot) -> ThanksPage:
    return opened(work, drafts, places, qtbot)


def names(page: ThanksPage) -> list[str]:
    return [guest.row.name for guest in page.model.rows]


def test_everybody_active_is_there_and_the_space_bar_ticks(page: ThanksPage) -> None:
    assert names(page) == ["Arslan, Deniz", "Braun-Schwarzenberger, Maximilian", "Weiß, Gerda"]
    page.table.view.setFocus()
    page.table.view.selectRow(1)
    QTest.keyClick(page.table.view, Qt.Key.Key_Space)
    assert [guest.coming for guest in page.model.rows] == [False, True, False]
    page.table.view.selectAll()
    QTest.keyClick(page.table.view, Qt.Key.Key_Space)
    assert all(guest.coming for guest in page.model.rows)
    QTest.keyClick(page.table.view, Qt.Key.Key_Space)
    assert not any(guest.coming for guest in page.model.rows)


def test_a_click_on_the_tick_turns_only_this_one(page: ThanksPage) -> None:
    page.table.view.selectAll()
    spot = page.table.view.visualRect(page.model.index(2, 0)).center()
    QTest.mouseClick(page.table.view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert [guest.coming for guest in page.model.rows] == [False, False, True]
    elsewhere = page.table.view.visualRect(page.model.index(1, 1)).center()
    QTest.mouseClick(page.table.view.viewport(), Qt.MouseButton.LeftButton, pos=elsewhere)
    assert [guest.coming for guest in page.model.rows] == [False, False, True]


def test_ticks_are_there_for_everybody_of_the_office_at_once_and_for_this_year_alone(
    page: ThanksPage, vault: OpenVault, actor: Actor, places: Places, qtbot: QtBot
) -> None:
    page.table.view.selectRow(2)
    page.turn()
    work = Work.at_once(vault, coordinator(actor))
    other = opened(work, Drafts(work, work), places, qtbot)
    assert other.coming() == page.coming() != frozenset()
    other.table.view.selectRow(0)
    other.turn()
    page.load()  # as when the place is visited again
    assert page.coming() == other.coming()
    assert len(page.coming()) == 2
    page.since.set_value(dt.date(TODAY.year - 1, 1, 1))
    page.until.set_value(dt.date(TODAY.year - 1, 12, 31))
    page.until.changed.emit()
    assert page.coming() == frozenset()
    other.close()
    work.stop()


def test_a_tick_that_is_not_kept_is_not_shown(
    page: ThanksPage, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(RIGHTS, Role.MANAGER, frozenset(Right) - {Right.EDIT_VOLUNTEERS})
    page.table.view.selectRow(0)
    page.turn()
    assert "fehlt Ihnen das Recht" in page.messages.text()
    assert not any(guest.coming for guest in page.model.rows)


def test_filters_and_period_narrow_the_list(page: ThanksPage) -> None:
    page.table.filters.set_values({"group": "Sportverein"})
    assert names(page) == ["Braun-Schwarzenberger, Maximilian"]
    page.table.filters.set_values({"text": "weiss"})
    assert names(page) == ["Weiß, Gerda"]
    page.table.filters.reset()
    page.until.set_value(dt.date(TODAY.year, 1, 2))
    page.until.changed.emit()
    assert names(page) == []


def test_a_wrong_period_is_said_at_once(page: ThanksPage) -> None:
    page.until.set_value(dt.date(TODAY.year - 1, 1, 1))
    page.until.changed.emit()
    assert "vor seinem Beginn" in page.messages.text()


def test_the_file_and_the_paper_hold_what_is_shown_and_are_recorded(
    page: ThanksPage, session: Session, tmp_path: Path
) -> None:
    page.table.view.selectRow(0)
    page.turn()
    page.table.filters.set_values({"coming": True})
    with scripted(tmp_path / "fest.csv"):
        page.table.file_wanted.emit(FileKind.CSV)
    text = (tmp_path / "fest.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    assert [row[:2] for row in rows] == [["Kommt", "Name"], ["ja", "Arslan, Deniz"]]
    with scripted(tmp_path / "papier.pdf"):
        page.printing.click()
    assert "gedruckt" in page.messages.text()
    document = QPdfDocument()
    document.load(str(tmp_path / "papier.pdf"))
    assert document.pageCount() == 1
    document.close()
    with session.begin():
        entries = session.scalars(select(AccessEntry).order_by(AccessEntry.id.desc()).limit(2)).all()
        assert [entry.action for entry in entries] == ["volunteer.thanks_print", "volunteer.list_export"]
        assert entries[0].objects == entries[1].objects
        assert len(entries[0].objects) == 1


def test_thanks_are_written_down_and_taken_back(page: ThanksPage, session: Session) -> None:
    page.thank()
    assert "ankreuzen" in page.messages.text()
    page.table.view.selectAll()
    page.turn()
    page.thank()
    form = page.drawer.content()
    assert isinstance(form, ThankForm)
    form.field("text").set_value("Dankfest im Rathaus")
    form.save()
    assert "Bei 3 Personen" in page.messages.text()
    assert {guest.row.thanked_on for guest in page.model.rows} == {TODAY}
    page.messages.actions_shown()[0].click()
    with session.begin():
        assert session.scalars(select(VolunteerContact)).all() == []
    assert {guest.row.thanked_on for guest in page.model.rows} == {None}


@pytest.mark.parametrize(("day", "since", "until"), [
    (dt.date(2027, 3, 31), dt.date(2026, 1, 1), dt.date(2026, 12, 31)),
    (dt.date(2027, 4, 1), dt.date(2027, 1, 1), dt.date(2027, 4, 1)),
])  # fmt: skip
def test_early_in_the_year_people_are_thanked_for_the_last(day: dt.date, since: dt.date, until: dt.date) -> None:
    assert usual_period(day) == (since, until)
