"""From the draft to a Fassung in force, what happens to it, and the next one; all from the page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from desktop.casework.plans.plan_life import list_documents
from desktop.terms import PLAN_SHEETS, GoalStatus, MeasureStatus, Obstacle, PlanState, SheetVariant
from desktop.views.places import Place
from desktop.views.plans.goal_card import FrozenCard
from desktop.views.plans.plan_page import PlanPage
from desktop.views.plans.wrapped_text import WrappedText
from desktop.views.style import Theme, apply_style
from tests.views.plans import plan_states
from tests.views.plans.conftest import Make, Room
from tests.views.plans.plan_hands import SPACE, choose, click, form, frozen_card, goal, press, view

pytestmark = [
    pytest.mark.usefixtures("fixed_clock"),
    pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True),  # offscreen platform only
]
Show = Callable[[Make], PlanPage]
TODAY = dt.date(2026, 11, 22)


def sign(page: PlanPage, *keys: str) -> None:
    """Tick signatures in the open form, as with today's date."""
    for key in keys:
        form(page).field(key).set_draft({"signed": True, "day": "22.11.2026", "name": ""})


def test_in_abstimmung_freezes_every_word(show: Show) -> None:
    page = show(plan_states.draft_with_gaps)
    click(page.head.primary)
    assert view(page).state is PlanState.DRAFT
    assert page.messages.text().startswith("Noch nicht verbindlich")
    page = show(lambda room: _complete(room))
    click(page.head.primary)
    assert view(page).state is PlanState.AGREEING
    inputs = [*page.pages.findChildren(QLineEdit), *page.pages.findChildren(WrappedText)]
    assert [part for part in inputs if part.isVisible()] == []
    assert page.proposals.isHidden()
    choose(page, "Zurück zum Entwurf")
    assert view(page).editable
    assert page.proposals.isVisible()


def _complete(room: Room) -> PlanPage:
    case, _ = plan_states.draft_case(room.work, gaps=False)
    page = PlanPage(room.work, case, room.places)
    page.load()
    return page


def test_large_text_leaves_the_title_whole(show: Show, qapp: QApplication) -> None:
    page = show(plan_states.draft_with_gaps)
    apply_style(qapp, Theme.LIGHT, 200)
    try:
        page.head._title.setText("Integrationsplan, Fassung 12 (Entwurf)")
        QApplication.processEvents()
        assert page.head.minimumSizeHint().width() < 1000  # the window would cut what needs more than its 1256 px
    finally:
        apply_style(qapp, Theme.LIGHT, 100)


def test_without_a_signature_the_reason_is_asked_and_then_it_is_in_force(show: Show, room: Room) -> None:
    page = show(plan_states.signing)
    sign(page, "im/")
    form(page).submit()
    assert view(page).state is PlanState.AGREEING
    assert "Unterschrift" in form(page).field("unsigned_reason").error()
    form(page).field("unsigned_reason").set_value("möchte noch überlegen")
    form(page).submit()
    assert view(page).state is PlanState.IN_FORCE
    assert view(page).unsigned_reason == "möchte noch überlegen"
    assert page.forms.form is None


def test_the_signed_sheets_are_kept_in_german_and_the_persons_language(show: Show, room: Room) -> None:
    page = show(plan_states.signing)
    signers = [person.id for person in (page.board.row.concerned if page.board.row else ()) if person.given != "Zahra"]
    sign(page, "im/", *(f"person/{person}" for person in signers))
    assert form(page).field("signed_place").value() == "Musterlingen"
    form(page).field("read_out_in").set_value("fa_AF")
    form(page).submit()
    after = view(page)
    assert (after.state, after.valid_from, after.read_out_in) == (PlanState.IN_FORCE, TODAY, "Dari")
    assert [row.name for row in after.signatures if row.part == "person"] == [
        "Abdulrahman Farid Rahmani-Mohammadzadeh", "Maryam Rahmani-Mohammadzadeh"
    ]
    with room.work.store.session() as session:
        kept = {(row.kind, row.variant, row.language) for row in list_documents(session, room.work.actor, after.id)}
    assert kept == {
        (kind, variant, language) for kind in PLAN_SHEETS
        for variant, language in ((SheetVariant.GERMAN, "de"), (SheetVariant.SIDE_BY_SIDE, after.header.language))
    }


def test_children_are_not_asked_for_a_signature(show: Show) -> None:
    page = show(plan_states.signing)
    labels = [key for key in form(page).values() if key.startswith("person/")]
    assert len(labels) == 2


def test_a_signature_in_the_future_is_refused_at_its_line(show: Show) -> None:
    page = show(plan_states.signing)
    form(page).field("im/").set_draft({"signed": True, "day": "01.12.2030", "name": ""})
    form(page).submit()
    assert "Zukunft" in form(page).field("im/").error()
    assert view(page).state is PlanState.AGREEING


def test_a_step_is_ticked_and_opened_again(show: Show) -> None:
    page = show(plan_states.in_force)
    line = frozen_card(page, 1).lines[0]
    line.box.setFocus()
    press(SPACE)
    assert (goal(page, 1).measures[0].status, goal(page, 1).measures[0].done_on) == (MeasureStatus.DONE, TODAY)
    press(SPACE)
    assert goal(page, 1).measures[0].status is MeasureStatus.OPEN


def test_a_moved_day_shows_the_agreed_one_and_that_it_is_over(show: Show) -> None:
    page = show(plan_states.in_force)
    assert shown(frozen_card(page).lines[1]) >= {"22.10.2026", "überfällig, vereinbart 13.12.2026"}
    page.forms.move(goal(page).measures[1])
    form(page).field("due_on").set_value(dt.date(2027, 1, 11))
    form(page).field("obstacle").set_value(Obstacle.WAITING)
    form(page).submit()
    assert shown(frozen_card(page).lines[1]) >= {"11.01.2027", "vereinbart 13.12.2026"}


def test_what_cannot_be_done_says_why(show: Show) -> None:
    page = show(plan_states.in_force)
    line = frozen_card(page, 1).lines[0]
    next(entry for entry in line.menu.menu().actions() if entry.text() == "Nicht möglich …").trigger()
    form(page).field("obstacle").set_value(Obstacle.NO_PLACE)
    form(page).field("note").set_value("Warteliste")
    form(page).submit()
    assert "nicht möglich, kein Platz, Warteliste" in shown(line)
    next(entry for entry in line.menu.menu().actions() if entry.text() == "Wieder offen").trigger()
    assert goal(page, 1).measures[0].status is MeasureStatus.OPEN


def test_a_goal_given_up_needs_its_reason(show: Show) -> None:
    page = show(plan_states.in_force)
    page.forms.goal_status(goal(page))
    form(page).field("status").set_value(GoalStatus.GIVEN_UP)
    form(page).submit()
    assert form(page).field("reason").error() == "Bitte kurz begründen."
    form(page).field("reason").set_value("zieht weg")
    form(page).submit()
    assert frozen_card(page).head.status.text() == "aufgegeben"


def test_a_new_value_stands_beside_the_first_one(show: Show) -> None:
    page = show(plan_states.in_force)
    values = frozen_card(page).head.values
    assert values.text() == "Wert 2 › 5, Ziel 8"
    click(values)
    form(page).field("value").set_value(7)
    form(page).submit()
    assert values.text() == "Wert 2 › 7, Ziel 8"


def test_supplement_and_hand_out_are_dated_and_shown(show: Show) -> None:
    page = show(plan_states.in_force)
    choose(page, "Ergänzung …")
    form(page).field("text").set_value("Der Kurs beginnt am 11.01.2027.")
    form(page).submit()
    choose(page, "Ausgehändigt am …")
    form(page).submit()
    assert "22.11.2026: Der Kurs beginnt am 11.01.2027." in shown(page.frame)
    assert view(page).handed_out_on == TODAY


def test_the_next_fassung_stands_beside_the_one_in_force(show: Show) -> None:
    page = show(plan_states.in_force)
    choose(page, "Fortschreiben ohne Überprüfung")
    assert (view(page).version, view(page).editable) == (2, True)
    offered = [chip.text() for chip in page.choice.chips]
    assert offered == ["Fassung 2 · Entwurf", "Fassung 1 · in Kraft seit 22.11.2026"]
    click(page.choice.chips[1])
    assert view(page).version == 1
    assert page.head.primary.text() == "Zur Fassung 2 (Entwurf)"
    click(page.head.primary)
    assert view(page).version == 2


def test_a_draft_is_thrown_away_only_after_asking(show: Show, answers: SimpleNamespace) -> None:
    page = show(plan_states.in_force)
    choose(page, "Fortschreiben ohne Überprüfung")
    answers.answers += [False, True]
    choose(page, "Entwurf verwerfen …")
    assert view(page).version == 2
    choose(page, "Entwurf verwerfen …")
    assert (view(page).version, view(page).state) == (1, PlanState.IN_FORCE)


def test_a_closed_plan_makes_room_for_a_new_one(show: Show) -> None:
    page = show(plan_states.in_force)
    choose(page, "Plan abschließen …")
    form(page).submit()
    assert view(page).state is PlanState.CLOSED
    assert page.head.primary.text() == "Familienplan beginnen"
    click(page.head.primary)
    assert (view(page).number, view(page).editable) == (2, True)


def test_a_fassung_in_force_is_reviewed_and_compared_from_here(show: Show, room: Room) -> None:
    for key in ("review", "changes"):
        room.places.add(Place(key, key, "printer", QWidget))
    page = show(plan_states.in_force)
    assert page.head.primary.text() == "Überprüfen"
    click(page.head.primary)
    key, target = room.places.where
    assert (key, *target) == ("review", page.board.case_id, view(page).id)
    choose(page, "Änderungen und Verlauf")
    key, target = room.places.where
    assert (key, *target) == ("changes", page.board.case_id, view(page).plan_id, view(page).id)
    choose(page, "Fortschreiben ohne Überprüfung")
    choose(page, "Änderungen und Verlauf")
    pair = sorted(brief.id for brief in view(page).versions)
    key, target = room.places.where
    assert list(target[2:]) == pair
    page.show_target(pair[0])
    assert view(page).version == 1


def test_what_a_person_says_to_a_goal_is_held_and_a_refused_goal_stays_struck(show: Show) -> None:
    page = show(plan_states.in_force)
    card = page.cards[0]
    assert isinstance(card, FrozenCard)
    page.forms.goal_consent(card.row)
    form(page).submit()
    assert card.row.consents == ()  # nothing said yet
    person = page.board.row.concerned[0] if page.board.row else None
    assert person is not None
    for answer, refused, word in (("refused", True, "abgelehnt"), ("agreed", False, "zugestimmt")):
        page.forms.goal_consent(card.row)
        form(page).field("person_id").set_value(person.id)
        form(page).field("answer").set_value(answer)
        form(page).submit()
        assert card.row.refused is refused
        assert card.head.consent.text() == word
        assert person.given in card.head.consent.toolTip()
        assert struck(card) is refused


def struck(card: FrozenCard) -> bool:
    goal = next(label for label in card.head.findChildren(QLabel) if label.text() == f"„{card.row.content.text}“")
    goal.ensurePolished()
    return goal.font().strikeOut()


def test_drucken_opens_the_preview_of_the_fassung_shown(show: Show, room: Room) -> None:
    page = show(plan_states.in_force)
    room.places.add(Place("preview", "Druckvorschau", "printer", QWidget))
    went: list[str] = []
    room.places.went.connect(lambda key, _page: went.append(key))
    click(page.head.printing)
    assert went == ["preview"]


def test_no_part_of_the_page_ever_stands_alone_as_a_window(show: Show) -> None:
    page = show(plan_states.in_force)
    choose(page, "Fortschreiben ohne Überprüfung")
    page.forms.take("arbeit", None)
    page.forms.header()
    assert [widget for widget in QApplication.topLevelWidgets() if widget.isVisible() and widget is not page] == []
    assert page.isActiveWindow()


def shown(widget: QWidget) -> set[str]:
    """Words of the labels that are seen."""
    words = {label.text() for label in widget.findChildren(QLabel) if not label.isHidden()}
    return words | {line for text in words for line in text.split("\n")}
