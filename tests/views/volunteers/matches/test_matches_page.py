"""„Begleitungen“: the whole life of a match by its forms, undo, filters, and the page in the volunteer's file."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from desktop.casework.people.consents import list_consents, withdraw_consent
from desktop.casework.volunteers.matches.match_life import agree_volunteer, end_match
from desktop.casework.volunteers.matches.match_rows import Ending, MatchDetail, MatchRow
from desktop.casework.volunteers.matches.matches import match_detail
from desktop.models.drafts import Drafts
from desktop.models.match_table import way_of
from desktop.models.work import Work
from desktop.storage.vault import OpenVault
from desktop.views.people.quick_form import QuickForm
from desktop.views.places import Places
from desktop.views.volunteers.matches.matches_page import MatchesPage
from desktop.views.volunteers.matches.volunteer_matches_page import VolunteerMatchesPage
from desktop.views.volunteers.volunteer_file_page import VolunteerFilePage
from desktop.volunteer_terms import MatchEnd, MatchStage
from tests.casework.volunteers.matches.match_samples import TUESDAY, running, suggested
from tests.views.volunteers.matches.match_states import six_matches

TODAY = dt.date(2026, 11, 22)
pytestmark = pytest.mark.usefixtures("fixed_clock", "dressed")


def page_of(work: Work, qtbot: QtBot, *target: object) -> MatchesPage:
    page = MatchesPage(work, Drafts(work, work), Places(work))
    qtbot.addWidget(page)
    page.resize(1246, 638)
    page.show()
    page.show_target(*target)
    return page


def detail_of(work: Work, match_id: int) -> MatchDetail:
    with work.store.session() as session:
        return match_detail(session, work.actor, match_id)


def click(page: QWidget, name: str) -> None:
    button = page.findChild(QPushButton, name)
    assert button is not None, name
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def fill(page: MatchesPage, **values: Any) -> None:
    """Enter values into the form in the drawer and save it."""
    form = page.drawer.content()
    assert isinstance(form, QuickForm)
    for key, value in values.items():
        form.field(key).set_value(value)
    form.save()


def test_a_match_goes_its_whole_way_by_its_next_step(work: Work, vault: OpenVault, qtbot: QtBot) -> None:
    with vault.session() as session:
        match_id = suggested(session, work.actor)
    page = page_of(work, qtbot, match_id)
    page.card.open_next()
    fill(page)  # the consent comes first, then the word
    fill(page, note="freut sich")
    click(page, "step_volunteer_agreed")
    fill(page)
    click(page, "step_meeting")
    fill(page, on=TODAY, place="Café")
    click(page, "step_agreement")
    fill(page, times=(TUESDAY,))
    click(page, "step_active")
    fill(page)
    click(page, "check_in")
    fill(page, note="läuft gut")
    click(page, "end_match")
    fill(page, reason=MatchEnd.REACHED)
    detail = detail_of(work, match_id)
    assert [step.title for step in detail.steps] == [
        "Vorschlag", "Klient/in einverstanden", "Ehrenamtliche/r einverstanden", "Kennenlernen", "Vereinbarung",
        "aktiv", "Zwischengespräch", "beendet",
    ]  # fmt: skip
    assert (detail.row.times, detail.has_consent) == ((TUESDAY,), True)


def test_a_step_is_taken_back_where_it_was_said(work: Work, vault: OpenVault, qtbot: QtBot) -> None:
    with vault.session() as session:
        match_id = suggested(session, work.actor)
    page = page_of(work, qtbot, match_id)
    click(page, "step_volunteer_agreed")
    fill(page)
    assert detail_of(work, match_id).row.stage is MatchStage.VOLUNTEER_AGREED
    undo = next(button for button in page.messages.findChildren(QPushButton) if button.text() == "Rückgängig")
    undo.click()
    assert detail_of(work, match_id).row.stage is MatchStage.SUGGESTED


def test_undo_never_takes_back_what_somebody_else_did_since(work: Work, vault: OpenVault, qtbot: QtBot) -> None:
    with vault.session() as session:
        match_id = suggested(session, work.actor)
    page = page_of(work, qtbot, match_id)
    click(page, "step_volunteer_agreed")
    fill(page)
    undo = next(button for button in page.messages.findChildren(QPushButton) if button.text() == "Rückgängig")
    work.change(page, end_match, match_id, Ending(TODAY, MatchEnd.WISHED))
    undo.click()
    assert detail_of(work, match_id).row.stage is MatchStage.ENDED
    assert "weiteren Schritt" in page.messages.text()


def test_the_last_step_is_taken_back_only_after_a_question(
    work: Work, vault: OpenVault, qtbot: QtBot, answers: Any
) -> None:
    with vault.session() as session:
        match_id = suggested(session, work.actor)
        running(session, work.actor, match_id)
    page = page_of(work, qtbot, match_id)
    answers.answers += [False, True]
    click(page, "take_back")
    assert detail_of(work, match_id).row.stage is MatchStage.ACTIVE
    click(page, "take_back")
    assert detail_of(work, match_id).row.stage is MatchStage.AGREEMENT


def test_changed_times_come_back_by_undo(work: Work, vault: OpenVault, qtbot: QtBot) -> None:
    with vault.session() as session:
        match_id = suggested(session, work.actor)
        running(session, work.actor, match_id)
    page = page_of(work, qtbot, match_id)
    click(page, "edit_match")
    fill(page, times=(), task="Kochen")
    assert detail_of(work, match_id).task == "Kochen"
    next(button for button in page.messages.findChildren(QPushButton) if button.text() == "Rückgängig").click()
    detail = detail_of(work, match_id)
    assert (detail.task, detail.row.times) == ("Deutsch sprechen üben", (TUESDAY,))


def test_what_stands_against_a_step_is_said_in_the_form(work: Work, vault: OpenVault, qtbot: QtBot) -> None:
    with vault.session() as session:
        made = six_matches(session, work.actor)
    page = page_of(work, qtbot, made[2])
    click(page, "step_agreement")
    fill(page)
    form = page.drawer.content()
    assert isinstance(form, QuickForm)
    assert "Führungszeugnis" in form.messages.text()


def test_filters_show_what_is_to_be_watched_and_what_has_ended(work: Work, vault: OpenVault, qtbot: QtBot) -> None:
    with vault.session() as session:
        fresh, both, trying, active, other, ended = six_matches(session, work.actor)
    page = page_of(work, qtbot)
    assert {row.id for row in page.model.rows} == {fresh, both, trying, active, other}
    page.table.filters.set_values({"overdue": True})
    assert [row.id for row in page.model.rows] == [trying]
    page.show_target("stage", MatchStage.ENDED.value)
    assert [row.id for row in page.model.rows] == [ended]
    page.show_target(active)
    assert page.card.match_id == active
    assert page.table.current_row() is not None


def test_enter_goes_into_a_match_and_escape_back_to_the_list(work: Work, vault: OpenVault, qtbot: QtBot) -> None:
    with vault.session() as session:
        six_matches(session, work.actor)
    page = page_of(work, qtbot)
    page.activateWindow()
    page.table.view.setFocus()
    QTest.keyClick(page.table.view, Qt.Key.Key_Down)
    marked = page.table.current_row()
    assert isinstance(marked, MatchRow)
    assert page.card.match_id == marked.id
    QTest.keyClick(page.table.view, Qt.Key.Key_Return)
    focused = page.focusWidget()
    assert focused is not None
    assert page.card.isAncestorOf(focused)
    out = next(one for one in page.findChildren(QShortcut) if one.key() == QKeySequence("Escape"))
    out.activated.emit()  # keys of shortcuts need an active window, which a test does not have
    assert page.focusWidget() is page.table.view


def test_what_changes_while_nobody_looks_is_there_at_the_next_look(
    work: Work, vault: OpenVault, qtbot: QtBot
) -> None:
    with vault.session() as session:
        match_id = suggested(session, work.actor)
    page = page_of(work, qtbot, match_id)
    page.hide()
    work.change(page, agree_volunteer, match_id, TODAY)
    assert [row.stage for row in page.model.rows] == [MatchStage.SUGGESTED]
    page.show()
    page.show_target()
    assert [row.stage for row in page.model.rows] == [MatchStage.VOLUNTEER_AGREED]
    assert page.card.detail is not None
    assert page.card.detail.row.stage is MatchStage.VOLUNTEER_AGREED


def test_the_way_shows_where_a_match_is(work: Work, vault: OpenVault) -> None:
    with vault.session() as session:
        made = six_matches(session, work.actor)
    assert [state for _, state in way_of(detail_of(work, made[0]))] == ["now", *["open"] * 5]
    assert [state for _, state in way_of(detail_of(work, made[2]))] == [*["done"] * 3, "now", "open", "open"]
    assert [state for _, state in way_of(detail_of(work, made[5]))] == ["done", *["open"] * 5, "now"]


def test_the_file_of_a_volunteer_shows_running_ones_in_full_and_former_ones_as_lines(
    work: Work, vault: OpenVault, qtbot: QtBot
) -> None:
    with vault.session() as session:
        made = six_matches(session, work.actor)
    seen: list[tuple[object, ...]] = []
    places = Places(work)
    places.go = lambda *target: seen.append(target)  # type: ignore[method-assign]
    for match_id, cards in ((made[3], [made[3]]), (made[5], [])):
        file = VolunteerFilePage(work, detail_of(work, match_id).row.volunteer_id, places, Drafts(work, work))
        page = VolunteerMatchesPage(file)
        qtbot.addWidget(file)
        qtbot.addWidget(page)
        page.show()
        page.show_target(match_id)
        assert list(page.cards) == cards
    assert seen == [("volunteers", "matches", made[5])]
    click(page, f"former_{made[5]}")
    assert len(seen) == 2


def test_a_consent_that_was_withdrawn_is_said_and_can_be_kept_anew(
    work: Work, vault: OpenVault, qtbot: QtBot
) -> None:
    with vault.session() as session:
        match_id = suggested(session, work.actor)
        running(session, work.actor, match_id)
        consent = next(row for row in list_consents(session, work.actor, _person(session, match_id, work)) if row.valid)
    page = page_of(work, qtbot, match_id)
    work.change(page, withdraw_consent, consent.id, TODAY)
    assert any("gilt nicht (mehr)" in label.text() for label in page.card.findChildren(QLabel))
    click(page, "consent")
    fill(page)
    assert detail_of(work, match_id).has_consent


def _person(session: Session, match_id: int, work: Work) -> int:
    return match_detail(session, work.actor, match_id).consents[0].person_id
