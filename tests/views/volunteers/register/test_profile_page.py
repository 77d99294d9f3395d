"""The profile is read, changed by keyboard, saved, kept while typing, and never overwrites somebody else's change."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from desktop.casework.rights import Actor
from desktop.casework.volunteers.register.volunteer_rows import VolunteerDetail, VolunteerFacts
from desktop.casework.volunteers.register.volunteers import save_volunteer, volunteer_detail, withdraw_consent
from desktop.casework.volunteers.week_times import Span
from desktop.models.drafts import Drafts
from desktop.models.volunteer_week import Cell
from desktop.models.work import ImmediateExecutor, Work
from desktop.storage.vault import OpenVault
from desktop.views.fields.week_times_field import WeekTimesField
from desktop.views.places import Place, Places
from desktop.views.volunteers.register.own_sheet_entry import SHEETS
from desktop.views.volunteers.register.profile_page import ProfilePage
from desktop.views.volunteers.register.volunteer_fields import profile_parts
from desktop.volunteer_terms import Activity, LanguageSkill
from tests.later_executor import LaterExecutor
from tests.views.volunteers.register.profile_states import LANGUAGES, TIMES, enter_gerda, gerda_facts


@pytest.fixture
def places(work: Work) -> Places:
    places = Places(work)
    for key in (SHEETS, "volunteers", "volunteer"):
        places.add(Place(key, key, "heart", QWidget, rail=False))
    return places


@pytest.fixture
def drafts(work: Work) -> Drafts:
    return Drafts(work, work)


@pytest.fixture
def gerda(session: Session, actor: Actor, fixed_clock: dt.date) -> int:
    return enter_gerda(session, actor)


@pytest.fixture
def page(gerda: int, work: Work, drafts: Drafts, places: Places, qtbot: QtBot) -> ProfilePage:
    page = ProfilePage(work, drafts, places, gerda)
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def stored(session: Session, actor: Actor, volunteer_id: int) -> VolunteerDetail:
    session.expire_all()
    return volunteer_detail(session, actor, volunteer_id)


def typed(page: ProfilePage, key: str, value: object) -> None:
    """As if the user had entered it."""
    page.field(key).set_value(value)
    page.field(key).changed.emit()


def test_every_fact_has_a_field(qtbot: QtBot) -> None:
    parts = list(profile_parts())
    for part in parts:
        for field, _whole in part.fields:
            qtbot.addWidget(field)
    keys = [field.key for part in parts for field, _whole in part.fields]
    assert sorted(keys) == sorted([*vars(VolunteerFacts()), "languages", "times"])


def test_saving_untouched_facts_changes_nothing(page: ProfilePage, gerda: int, session: Session, actor: Actor) -> None:
    before = stored(session, actor, gerda)
    typed(page, "note", "Ruft lieber an.")
    assert page.save()
    after = stored(session, actor, gerda)
    assert replace(after, row_version=0) == replace(before, row_version=0)
    assert (after.languages, after.times) == (LANGUAGES, TIMES)


def test_changed_fields_are_saved(page: ProfilePage, gerda: int, session: Session, actor: Actor) -> None:
    typed(page, "activities", (Activity.RIDES,))
    typed(page, "excluded_activities", ())
    typed(page, "minutes_per_week", Decimal("1.5"))
    typed(page, "languages", ({"code": "fa", "skill": LanguageSkill.BASIC.value},))
    typed(page, "birthday", "02-29")
    assert page.save()
    now = stored(session, actor, gerda)
    assert now.facts.activities == (Activity.RIDES,)
    assert (now.facts.minutes_per_week, now.facts.birthday) == (90, "02-29")
    assert [(row.code, row.skill) for row in now.languages] == [("fa", LanguageSkill.BASIC)]
    assert not page.is_dirty()


def test_times_are_painted_and_saved(page: ProfilePage, gerda: int, session: Session, actor: Actor) -> None:
    field = page.field("times")
    assert isinstance(field, WeekTimesField)
    canvas = field.grid.canvas
    canvas.setFocus()
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=canvas.place_of(Cell(3, 14 * 60)).center())
    QTest.keyClick(canvas, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(canvas, Qt.Key.Key_Space)
    QTest.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert stored(session, actor, gerda).times == (TIMES[0], Span(3, 14 * 60, 15 * 60), TIMES[1])


def test_what_cannot_be_is_said_at_its_field(page: ProfilePage, gerda: int, session: Session, actor: Actor) -> None:
    typed(page, "available_until", dt.date(2025, 1, 1))
    assert page.save()
    assert "liegt vor" in page.field("available_until").error()
    assert page.is_dirty()
    assert stored(session, actor, gerda).facts.available_until == dt.date(2027, 12, 31)


def test_somebody_elses_change_is_not_overwritten(
    page: ProfilePage, gerda: int, session: Session, actor: Actor
) -> None:
    typed(page, "note", "Meine Notiz")
    now = stored(session, actor, gerda)
    other = replace(now.facts, phone="07777 999")
    save_volunteer(session, actor, gerda, other, now.languages, now.times, now.row_version)
    assert page.save()
    assert stored(session, actor, gerda).facts.note == "Ruft lieber an.", "not saved over the other change"
    reload = next(button for button in page.messages.findChildren(QPushButton) if button.text() == "Neu laden")
    reload.click()
    assert page.field("phone").value() == "07777 999"
    assert page.field("note").value() == "Meine Notiz"
    assert page.save()
    after = stored(session, actor, gerda).facts
    assert (after.phone, after.note) == ("07777 999", "Meine Notiz")


def test_what_is_typed_while_it_is_saved_stays(
    gerda: int, vault: OpenVault, work: Work, places: Places, session: Session, actor: Actor, qtbot: QtBot
) -> None:
    later = LaterExecutor()
    slow = Work(vault, work.actor, storage=later, pool=ImmediateExecutor())
    page = ProfilePage(slow, Drafts(slow, slow), places, gerda)
    qtbot.addWidget(page)
    later.run_all()
    typed(page, "profession", "Imkerin")
    assert page.save()
    typed(page, "profession", "Imkerin und Lehrerin")
    later.run_all()
    assert page.field("profession").value() == "Imkerin und Lehrerin"
    assert page.is_dirty()
    assert page.messages.text() == "Gespeichert."
    assert stored(session, actor, gerda).facts.profession == "Imkerin"
    assert page.save()
    later.run_all()
    assert stored(session, actor, gerda).facts.profession == "Imkerin und Lehrerin"
    assert not page.is_dirty()
    slow.stop()


def test_what_was_typed_is_offered_again(
    page: ProfilePage, gerda: int, work: Work, places: Places, drafts: Drafts, qtbot: QtBot
) -> None:
    typed(page, "profession", "Imkerin")
    typed(page, "times", (Span(6, 600, 660),))
    drafts.flush()
    again = ProfilePage(work, Drafts(work, work), places, gerda)
    qtbot.addWidget(again)
    assert again.field("profession").value() == "Lehrerin"
    take = next(button for button in again.messages.findChildren(QPushButton) if button.text() == "Übernehmen")
    take.click()
    assert again.field("profession").value() == "Imkerin"
    assert again.field("times").value() == (Span(6, 600, 660),)
    assert again.field("town").value() == "Musterlingen"


def test_discarding_goes_back_to_what_is_stored(page: ProfilePage, gerda: int, places: Places) -> None:
    typed(page, "town", "Anderswo")
    page.discard_wanted.emit()
    assert page.field("town").value() == "Musterlingen"
    page.discard_wanted.emit()
    assert places.where == ("volunteers", ("register",))


def test_a_withdrawn_consent_is_told_and_not_edited(
    page: ProfilePage, gerda: int, session: Session, actor: Actor, work: Work
) -> None:
    work.change(page, withdraw_consent, gerda, dt.date(2026, 11, 1))
    assert page.field("consent_on").is_read_only()
    typed(page, "town", "Oberdorf")
    assert page.save()
    assert stored(session, actor, gerda).facts.town == "Oberdorf"


def test_whoever_may_only_read_cannot_type(
    gerda: int, work: Work, drafts: Drafts, places: Places, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.casework.rights.Actor.may", lambda _self, right: right != "edit_volunteers")
    page = ProfilePage(work, drafts, places, gerda)
    qtbot.addWidget(page)
    assert all(page.field(key).is_read_only() for key in tuple(page.keys()))


def test_the_sheets_lead_to_their_page(page: ProfilePage, gerda: int, places: Places) -> None:
    for sheet in ("data", "consent"):
        button = page.findChild(QPushButton, f"{sheet}_sheet")
        assert isinstance(button, QPushButton)
        button.click()
        assert places.where == (SHEETS, (gerda, sheet))


def test_the_keyboard_goes_to_the_field_asked_for(page: ProfilePage) -> None:
    page.show_target("consent_on")
    focused = page.focusWidget()
    assert focused is not None
    assert focused.objectName() == "consent_on"


def test_the_sample_is_gerda(gerda: int, session: Session, actor: Actor) -> None:
    """The other tests compare with these facts; the group's number is the vault's."""
    facts = stored(session, actor, gerda).facts
    assert replace(facts, group_id=None, responsible_id=None) == gerda_facts()


