"""Beginning a plan and „Ziel daraus machen“: proposals with their reason, catalogue goals, own words."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication

from desktop.casework.plans.plan_life import agree
from desktop.terms import PlanKind
from desktop.views.plans.plan_page import PlanPage
from desktop.views.plans.take_form import TakeForm
from tests.views.plans import plan_states
from tests.views.plans.conftest import Make, Room
from tests.views.plans.plan_hands import (
    DOWN,
    ENTER,
    ESC,
    SPACE,
    TAB,
    click,
    focused,
    form,
    goal,
    press,
    type_text,
    view,
)

pytestmark = [
    pytest.mark.usefixtures("fixed_clock"),
    pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True),  # offscreen platform only
]
Show = Callable[[Make], PlanPage]


def begun(show: Show) -> PlanPage:
    page = show(plan_states.without_plan)
    click(page.start.buttons[0])
    return page


def test_a_plan_begins_with_proposals_and_their_reasons(show: Show) -> None:
    page = show(plan_states.without_plan)
    assert [button.text() for button in page.start.buttons] == [
        "Familienplan beginnen", "Einzelplan Abdulrahman Farid beginnen", "Einzelplan Maryam beginnen",
        "Einzelplan Zahra beginnen",
    ]
    click(page.start.buttons[0])
    assert view(page).kind is PlanKind.FAMILY
    assert [chip.text() for chip in page.proposals.chips][:2] == [
        "Wohnen (Abdulrahman Farid): Bedarf akut", "Sprache (Maryam): Bedarf hoch, wichtig"
    ]
    assert page.head.missing.text() == "Noch 1 Angabe: Es fehlt mindestens ein Ziel."


def test_a_persons_plan_begins_with_their_strengths(show: Show) -> None:
    page = show(plan_states.without_plan)
    click(page.start.buttons[2])
    assert view(page).person_name == "Maryam"
    assert "Sprache: geht gut" in view(page).header.strengths
    assert [chip.text() for chip in page.proposals.chips] == [
        "Sprache: Bedarf hoch, wichtig", "Geld, Ämter: Bedarf mittel, wichtig"
    ]


def test_enter_takes_the_first_goal_with_its_first_two_steps(show: Show) -> None:
    page = begun(show)
    page.proposals.focus_first()
    press(ENTER, ENTER)
    taken = goal(page)
    assert taken.content.catalogue_key == "wohnen.ziel.1"
    assert [step.content.catalogue_key for step in taken.measures] == ["wohnen.schritt.1", "wohnen.schritt.2"]
    assert taken.person_name == "Abdulrahman Farid"
    assert focused() is page.proposals.chips[0]
    assert page.proposals.chips[0].text().startswith("Sprache")


def test_another_goal_brings_its_own_steps_and_ticks_can_be_changed(show: Show) -> None:
    page = begun(show)
    click(page.proposals.chips[1])
    press(DOWN)
    key, _ = form(page).field("goal").value() or ("", "")
    before = form(page).field("steps").value() or ()
    press(TAB, TAB, SPACE)  # past the own words to the first step
    press(ENTER)
    assert goal(page).content.catalogue_key == key == "sprache.ziel.2"
    assert tuple(step.content.catalogue_key for step in goal(page).measures) == before[1:]


def test_own_words_win_and_take_only_what_is_ticked(show: Show) -> None:
    page = begun(show)
    click(page.proposals.chips[0])
    press(TAB)
    type_text("Wir ziehen um.")
    assert form(page).field("steps").value() == ()
    press(TAB, SPACE)
    press(ENTER)
    assert (goal(page).content.text, goal(page).content.catalogue_key) == ("Wir ziehen um.", "")
    assert len(goal(page).measures) == 1


def test_an_own_goal_asks_for_its_area_first(show: Show) -> None:
    page = begun(show)
    click(page.proposals.own)
    press(ENTER)
    assert form(page).field("area").error()
    type_text("Sprache")
    press(ENTER)
    form(page).focus_field("goal")
    press(ENTER)
    assert goal(page).content.area == "sprache"


def test_a_family_plan_offers_no_area_that_only_stands_on_the_own_sheet(show: Show) -> None:
    page = begun(show)
    page.forms.take("gesundheit", None)
    field = form(page).field("area")
    field.set_value(None)
    field.focus_input()
    type_text("Gesundheit")
    assert field.value() is None


def test_what_a_step_leaves_open_is_asked_where_it_is_ticked(show: Show) -> None:
    page = begun(show)
    page.forms.take("geld", None)
    opened = form(page)
    assert isinstance(opened, TakeForm)
    opened.field("goal").set_value(("geld.ziel.3", ""))
    opened.field("goal").changed.emit()
    opened.field("steps").set_draft({"steps": ["geld.schritt.3"], "fills": {"geld.schritt.3": "Wohngeld"}})
    QApplication.processEvents()
    opened.submit()
    assert "Wohngeld" in goal(page).measures[0].content.text
    assert goal(page).measures[0].content.fill_in == "Wohngeld"


def test_a_form_that_was_closed_keeps_what_was_chosen(show: Show) -> None:
    page = begun(show)
    click(page.proposals.chips[0])
    press(TAB)
    type_text("Wir ziehen um.")
    press(ESC)
    assert page.forms.form is None
    kept = page.draft()
    assert kept is not None
    click(page.proposals.chips[0])
    assert form(page).field("goal").value() == ("", "Wir ziehen um.")


def test_an_area_of_the_assessment_begins_the_family_plan_and_opens_its_proposals(show: Show) -> None:
    page = show(plan_states.without_plan)
    persons = page.board.row.persons if page.board.row else ()
    page.take_area("sprache", persons[1].id)
    assert view(page).kind is PlanKind.FAMILY
    assert form(page).field("area").value() == "sprache"
    assert form(page).field("person").value() == persons[1].id


def test_health_goes_into_the_persons_own_plan(show: Show) -> None:
    page = show(plan_states.draft_with_gaps)
    persons = page.board.row.persons if page.board.row else ()
    page.take_area("gesundheit", persons[1].id)
    assert (view(page).kind, view(page).person_id) == (PlanKind.SINGLE, persons[1].id)
    press(ENTER)
    assert goal(page).content.area == "gesundheit"
    assert len(page.choice.chips) == 2


def test_an_area_is_not_forced_into_a_text_that_stands_fast(show: Show, room: Room) -> None:
    page = show(plan_states.in_force)
    page.take_area("arbeit", None)
    assert page.forms.form is None
    assert "nächste Fassung" in page.messages.text()
    click(page.messages.actions_shown()[0])
    assert (view(page).version, view(page).editable) == (2, True)


def test_a_plan_waiting_for_signatures_takes_no_goal(show: Show, room: Room) -> None:
    case, version = plan_states.draft_case(room.work, gaps=False)
    with room.work.store.session() as session:
        agree(session, room.work.actor, version)
    page = show(lambda room: PlanPage(room.work, case, room.places))
    page.take_area("arbeit", None)
    assert page.forms.form is None
    assert "steht fest" in page.messages.text()
