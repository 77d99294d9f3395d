"""The office's own numbers of the dates, entered on the screen."""

from __future__ import annotations

import datetime as dt

import pytest
from pytestqt.qtbot import QtBot

from desktop.casework.deadlines.choices import DueSettings, due_settings
from desktop.casework.office import office_settings
from desktop.casework.reviews.review_rules import next_review_day
from desktop.casework.volunteers.matches.match_settings import MatchPeriods
from desktop.models.work import ImmediateExecutor, Work
from desktop.storage.vault import OpenVault
from desktop.views.places import Places
from desktop.views.today.rules_page import RulesPage
from tests.later_executor import LaterExecutor


@pytest.fixture
def page(work: Work, qtbot: QtBot) -> RulesPage:
    made = RulesPage(work, Places(work))
    qtbot.addWidget(made)
    made.show_target()
    made.resize(1100, 640)
    made.show()
    return made


def kept(vault: OpenVault, work: Work) -> DueSettings:
    with vault.session() as session:
        return due_settings(session, work.actor)


def test_numbers_days_and_switches_are_kept_and_shown_again(page: RulesPage, vault: OpenVault, work: Work) -> None:
    page.rows["title_expires"].lead.set_value("90; 30")
    page.rows["figures_county"].day.set_value("10.01.")
    page.rows["measles"].on.set_value(False)
    page.days["no_contact"].set_value("60")
    page.names.set_value(False)
    page.save()
    settings = kept(vault, work)
    rules = {rule.key: rule for rule in settings.rules}
    assert rules["title_expires"].lead_days == (90, 30)
    assert rules["figures_county"].day == "10.01."
    assert not rules["measles"].active
    assert (settings.list_days["no_contact"], settings.names_on_paper) == (60, False)
    assert page.rows["title_expires"].lead.value() == "90, 30"
    assert "Gespeichert" in page.messages.text()


def test_what_is_typed_while_it_is_saved_stays(vault: OpenVault, work: Work, qtbot: QtBot) -> None:
    later = LaterExecutor()
    slow = Work(vault, work.actor, storage=later, pool=ImmediateExecutor())
    page = RulesPage(slow, Places(slow))
    qtbot.addWidget(page)
    page.show_target()
    later.run_all()
    page.days["no_contact"].set_value("60")
    page.save()
    page.days["no_contact"].set_value("61")
    page.days["no_contact"].changed.emit()
    later.run_all()
    assert page.days["no_contact"].value() == "61"
    page.show_target()
    later.run_all()
    assert page.days["no_contact"].value() == "61"
    page.save()
    later.run_all()
    assert kept(vault, work).list_days["no_contact"] == 61
    slow.stop()


@pytest.mark.parametrize(("rule", "part", "typed", "said"), [
    ("title_expires", "lead", "bald", "ganze Zahlen"), ("title_expires", "lead", "", "mindestens eine Zahl"),
    ("contact_attempt", "after", "9999", "von 0 bis 1000"),
])  # fmt: skip
def test_what_cannot_be_is_said_at_its_rule(
    page: RulesPage, vault: OpenVault, work: Work, rule: str, part: str, typed: str, said: str
) -> None:
    before = kept(vault, work)
    getattr(page.rows[rule], part).set_value(typed)
    page.save()
    assert said in page.rows[rule].lead.error()
    assert kept(vault, work) == before


def test_a_day_that_does_not_exist_is_said_at_its_rule(page: RulesPage, vault: OpenVault, work: Work) -> None:
    page.rows["figures_state"].day.set_value("31.02.")
    page.save()
    assert "Bitte einen Tag" in page.rows["figures_state"].day.error()


def test_trial_and_talks_between_are_kept_here(page: RulesPage, vault: OpenVault, work: Work) -> None:
    assert [field.value() for field in page.periods.values()] == ["4", "6", "3"]
    page.periods["trial_weeks"].set_value("27")
    page.save()
    assert "von 0 bis 26" in page.periods["trial_weeks"].error()
    page.periods["trial_weeks"].set_value("8")
    page.periods["check_months"].set_value("2")
    page.save()
    assert kept(vault, work).match_periods == MatchPeriods(8, 6, 2)


def test_the_rhythm_of_reviews_is_kept_and_the_next_plan_follows_it(
    page: RulesPage, vault: OpenVault, work: Work
) -> None:
    assert [field.value() for field in page.months.values()] == ["3", "6"]
    page.months["review_months_first_year"].set_value("2")
    page.months["review_months_later"].set_value("25")
    page.save()
    assert "von 1 bis 24" in page.months["review_months_later"].error()
    assert kept(vault, work).review_months == (3, 6)
    page.months["review_months_later"].set_value("4")
    page.save()
    assert kept(vault, work).review_months == (2, 4)
    with vault.session() as session:
        office = office_settings(session, work.actor)
    held_on = dt.date(2026, 11, 22)
    assert next_review_day(office, held_on, held_on) == dt.date(2027, 1, 22)
    assert next_review_day(office, dt.date(2025, 1, 1), held_on) == dt.date(2027, 3, 22)


def test_a_list_needs_a_number(page: RulesPage) -> None:
    page.days["no_contact"].set_value("lange")
    page.save()
    assert "ganze Zahl" in page.days["no_contact"].error()


def test_what_is_typed_and_not_saved_survives_leaving_the_page(page: RulesPage) -> None:
    page.rows["measles"].lead._line.setText("99")
    page.rows["measles"].lead._line.textEdited.emit("99")
    page.show_target()
    assert page.rows["measles"].lead.value() == "99"
