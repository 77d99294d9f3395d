"""Writing a plan in place: steps, who, until when, what is missing, and taking back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from desktop.casework.plans.plan_rows import NewGoal
from desktop.casework.plans.plans import add_goal
from desktop.models.work import ImmediateExecutor, Work
from desktop.storage.vault import OpenVault
from desktop.terms import DueKind, Responsible
from desktop.views.places import Places
from desktop.views.plans.plan_page import PlanPage
from desktop.views.plans.wrapped_text import WrappedText
from tests.later_executor import LaterExecutor
from tests.views.plans import plan_states
from tests.views.plans.conftest import Make, Room
from tests.views.plans.plan_hands import (
    ENTER,
    ESC,
    TAB,
    click,
    draft_card,
    focused,
    form,
    goal,
    press,
    replace_text,
    type_text,
    view,
)

pytestmark = [
    pytest.mark.usefixtures("fixed_clock"),
    pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True),  # offscreen platform only
]
Show = Callable[[Make], PlanPage]


def test_type_tab_tab_enter_makes_the_next_step(show: Show) -> None:
    page = show(plan_states.draft_with_gaps)
    card = draft_card(page, 1)
    card.lines[-1].focus_field("text")
    type_text("Ich frage im Sprachcafe.")
    press(TAB)
    assert focused() is card.lines[2].who
    press(TAB)
    type_text("+4w")
    press(ENTER)
    step = goal(page, 1).measures[2]
    assert (step.content.text, step.who_text) == ("Ich frage im Sprachcafe.", "Maryam")
    assert step.due_on == dt.date(2026, 12, 20)
    assert focused() is card.lines[3].words.text
    assert card.lines[3].is_new
    type_text("Ich lerne zu Hause.")
    press(ENTER)
    assert len(goal(page, 1).measures) == 4
    assert focused() is card.lines[4].words.text


def test_for_a_goal_of_the_family_somebody_has_to_be_named(show: Show) -> None:
    page = show(plan_states.draft_with_gaps)
    card = draft_card(page)
    card.lines[-1].focus_field("text")
    type_text("Ich rufe an.")
    press(ENTER)
    line = card.lines[3]
    assert goal(page).measures[3].content.who == ()
    assert line.who.property("look") == "waiting"
    line.focus_field("who")
    type_text("Mary")
    press(ENTER)
    assert goal(page).measures[3].who_text == "Maryam"
    assert line.who.property("look") == ""


def test_the_list_of_what_is_missing_leads_to_each_input(show: Show) -> None:
    page = show(plan_states.draft_with_gaps)
    lacks = [lack.text for lack in view(page).missing]
    assert [entry.text() for entry in page.head.missing.entries.actions()] == lacks
    line = draft_card(page).lines[2]
    page.head.missing.entries.actions()[0].trigger()
    assert focused() is line.who
    page.head.missing.entries.actions()[1].trigger()
    assert focused() is line.due
    page.head.missing.entries.actions()[2].trigger()
    assert focused() is draft_card(page, 2).lines[0].words.fill


def test_filling_every_gap_makes_it_complete(show: Show) -> None:
    page = show(plan_states.draft_with_gaps)
    line = draft_card(page).lines[2]
    line.focus_field("who")
    type_text("Ehrenamt")
    press(ENTER)
    line.focus_field("due_on")
    type_text("lau")
    press(ENTER)
    draft_card(page, 2).lines[0].focus_field("text")
    type_text("Wohngeld")
    press(TAB)
    steps = goal(page).measures
    assert steps[2].content.due_kind is DueKind.ONGOING
    filled = goal(page, 2).measures[0].content
    assert "Wohngeld" in filled.text
    assert filled.catalogue_key == "geld.schritt.3"
    assert view(page).missing == ()
    assert page.head.missing.isHidden()


def test_a_day_nobody_can_read_stays_and_says_why(show: Show) -> None:
    page = show(plan_states.draft_with_gaps)
    due = draft_card(page).lines[0].due
    due.setFocus()
    replace_text("irgendwann")
    press(ENTER)
    assert due.property("look") == "invalid"
    assert "irgendwann" in page.messages.text()
    assert goal(page).measures[0].due_on == dt.date(2026, 12, 20)
    press(ESC)
    assert due.text() == "20.12.2026"


def test_a_goal_in_other_words_is_no_catalogue_text_any_more(show: Show) -> None:
    page = show(plan_states.draft_with_gaps)
    text = draft_card(page).head.text
    assert text.toPlainText() == "„Wir finden eine eigene Wohnung.“"
    text.setFocus()
    assert text.toPlainText() == "Wir finden eine eigene Wohnung."
    replace_text("Wir finden drei Zimmer.")
    press(TAB)
    assert (goal(page).content.text, goal(page).content.catalogue_key) == ("Wir finden drei Zimmer.", "")
    text.setFocus()
    replace_text(" ")
    press(TAB)
    assert goal(page).content.text == "Wir finden drei Zimmer."


def test_a_goal_is_given_to_somebody_else(show: Show) -> None:
    page = show(plan_states.draft_with_gaps)
    whom = draft_card(page).head.whom
    whom.setFocus()
    replace_text("Zahra")
    press(ENTER)
    assert goal(page).person_name == "Zahra"


def test_a_removed_step_comes_back_where_it_was(show: Show) -> None:
    page = show(plan_states.draft_with_gaps)
    before = [step.content for step in goal(page).measures]
    entries = draft_card(page).lines[1].menu.menu().actions()
    next(entry for entry in entries if entry.text() == "Schritt entfernen").trigger()
    assert [step.content for step in goal(page).measures] == [before[0], before[2]]
    click(page.messages.actions_shown()[0])
    assert [step.content for step in goal(page).measures] == before
    assert [line.words.text.value() for line in draft_card(page).lines[:3]] == [content.text for content in before]


def test_a_removed_goal_comes_back_with_its_steps(show: Show) -> None:
    page = show(plan_states.draft_with_gaps)
    before = [(row.content, [step.content for step in row.measures]) for row in view(page).goals]
    entries = draft_card(page, 1).head.menu.menu().actions()
    next(entry for entry in entries if entry.text() == "Ziel entfernen").trigger()
    assert len(page.cards) == 2
    click(page.messages.actions_shown()[0])
    assert [(row.content, [step.content for step in row.measures]) for row in view(page).goals] == before


def test_goals_and_steps_change_places_and_keep_their_inputs(show: Show) -> None:
    page = show(plan_states.draft_with_gaps)
    first, line = page.cards[0], draft_card(page).lines[0]
    next(entry for entry in line.menu.menu().actions() if entry.text() == "Nach unten").trigger()
    assert draft_card(page).lines[1] is line
    menu = draft_card(page).head.menu.menu()
    next(entry for entry in menu.actions() if entry.text() == "Nach unten").trigger()
    assert page.cards[1] is first
    assert [row.content.area for row in view(page).goals] == ["sprache", "wohnen", "geld"]
    assert line.mark.text() == "2.2"


def test_values_and_translation_are_given_in_the_goals_form(show: Show) -> None:
    page = show(plan_states.draft_with_gaps)
    draft_card(page, 1).head.values.setFocus()
    click(draft_card(page, 1).head.values)
    opened = form(page)
    opened.field("value_start").set_value(3)
    opened.field("value_target").set_value(8)
    opened.field("text_translated").set_value("متن")
    opened.submit()
    content = goal(page, 1).content
    assert (content.value_start, content.value_target, content.text_translated) == (3, 8, "متن")
    assert page.forms.form is None
    assert draft_card(page, 1).head.values.text() == "Wert 3, Ziel 8"


def test_the_form_of_a_step_keeps_who_leads_first(show: Show) -> None:
    page = show(plan_states.draft_with_gaps)
    page.forms.step(goal(page, 1), goal(page, 1).measures[1])
    opened = form(page)
    opened.field("who").set_value((Responsible.CLIENT, Responsible.MANAGER))
    opened.field("who_person_id").set_value(goal(page, 1).content.person_id)
    opened.submit()
    content = goal(page, 1).measures[1].content
    assert content.who == (Responsible.MANAGER, Responsible.CLIENT)
    assert content.catalogue_key == "sprache.schritt.2"


def test_what_is_said_of_the_whole_plan_is_saved_and_shown(show: Show) -> None:
    page = show(plan_states.draft_with_gaps)
    click(page.frame.edit)
    opened = form(page)
    opened.field("participants").set_value("Maryam\n\nPetra Lang")
    opened.field("next_talk_on").set_value(dt.date(2026, 12, 14))
    opened.field("next_talk_time").set_value(dt.time(9, 30))
    opened.submit()
    header = view(page).header
    assert header.participants == ("Maryam", "Petra Lang")
    assert (header.next_talk_on, header.next_talk_time) == (dt.date(2026, 12, 14), "09:30")


def test_half_written_words_and_forms_are_kept_and_come_back(show: Show, room: Room) -> None:
    page = show(plan_states.draft_with_gaps)
    assert page.draft() is None
    draft_card(page).lines[-1].focus_field("text")
    type_text("Ich frage")
    page.forms.header()
    form(page).field("strengths").set_draft("mutig")
    form(page).field("strengths").changed.emit()
    kept = page.draft()
    assert kept is not None
    again = PlanPage(room.work, page.board.case_id, room.places)
    again.load()
    again.restore_draft(kept)
    again.forms.header()
    assert form(again).field("strengths").value() == "mutig"
    again.deleteLater()


def test_words_that_were_never_stored_come_back_as_a_step(show: Show) -> None:
    page = show(plan_states.draft_with_gaps)
    page.restore_draft({"steps": {str(goal(page, 1).id): {"0": "Ich frage nach."}}, "forms": {}})
    assert [step.content.text for step in goal(page, 1).measures][2:] == ["Ich frage nach."]
    assert page.draft() is None


def test_a_goal_made_elsewhere_appears(show: Show, room: Room) -> None:
    page = show(plan_states.draft_with_gaps)
    room.work.change(room.places, add_goal, view(page).id, NewGoal("arbeit", "Ich finde Arbeit."))
    assert [row.content.area for row in view(page).goals][-1] == "arbeit"
    assert len(page.cards) == 4


def test_hands_faster_than_the_storage_lose_nothing(vault: OpenVault, work: Work, qtbot: QtBot) -> None:
    case, _ = plan_states.draft_case(work)
    later = LaterExecutor()
    slow = Work(vault, work.actor, storage=later, pool=ImmediateExecutor())
    page = PlanPage(slow, case, Places(slow))
    qtbot.addWidget(page)
    page.resize(1274, 640)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.load()
    later.run_one()
    card = draft_card(page, 1)
    card.lines[-1].focus_field("text")
    type_text("Ich frage.")
    press(TAB, TAB)
    type_text("+2w")
    later.run_one()  # the words are stored while the day is still typed
    press(ENTER)
    type_text("Danach")
    later.run_all()
    steps = goal(page, 1).measures
    assert [step.content.text for step in steps[2:]] == ["Ich frage."]
    assert steps[2].due_on == dt.date(2026, 12, 6)
    assert isinstance(focused(), WrappedText)
    press(ENTER)
    later.run_all()
    assert [step.content.text for step in goal(page, 1).measures[2:]] == ["Ich frage.", "Danach"]
    slow.stop()
