"""The review page, driven by clicks and keys."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.casework.drafts import find_draft
from desktop.casework.plans.plan_rows import PlanView
from desktop.casework.plans.plan_views import plan_view
from desktop.casework.reviews.review_views import list_reviews
from desktop.terms import GoalStatus, MeasureStatus, PlanState
from desktop.views.components.segment_row import SegmentRow
from desktop.views.reviews.review_page import ReviewPage
from tests.views.reviews import review_states
from tests.views.reviews.review_room import CaseStandIn, Room

pytestmark = pytest.mark.usefixtures("fixed_clock")
SECONDS_PER_CLICK = 10
"""Looking, asking the person, clicking."""


def shown(page: ReviewPage, qtbot: QtBot) -> ReviewPage:
    qtbot.addWidget(page)
    page.resize(1274, 640)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


@dataclass
class Hand:
    """Does as a user does, and counts clicks and typed words."""

    qtbot: QtBot
    clicks: int = 0
    words: int = 0

    def click(self, widget: QWidget) -> None:
        self.clicks += 1
        self.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)  # type: ignore[no-untyped-call]  # pytest-qt

    def pick(self, row: SegmentRow, code: object) -> None:
        self.click(next(button for button in row.buttons if button.segment.code == code))

    def type(self, widget: QWidget, text: str) -> None:
        self.words += len(text.split())
        self.qtbot.keyClicks(widget, text)  # type: ignore[no-untyped-call]  # pytest-qt


def fassung(room: Room, version_id: int) -> PlanView:
    with room.work.store.session() as session:
        return plan_view(session, room.work.actor, version_id)


def test_three_goals_with_six_steps_take_less_than_ten_minutes(room: Room, qtbot: QtBot) -> None:
    page, hand = shown(review_states.at_review(room), qtbot), Hand(qtbot)
    results = (MeasureStatus.DONE, MeasureStatus.STARTED)
    for card, status in zip(page.cards, (GoalStatus.PARTLY, GoalStatus.RUNNING, GoalStatus.REACHED), strict=True):
        for marks, code in ((card.value, 6), (card.face, 4), (card.attainment, 0), (card.status, status)):
            hand.pick(marks, code)
        for step, result in zip(card.steps, results, strict=True):
            hand.pick(step.result, result)
    page.tabs.choose("needs")
    hand.clicks += 1
    for line in [line for line in page.needs.result.lines if not line.is_closed]:
        hand.pick(line.marks[0], next(iter(line.marks[0].buttons)).segment.code)
    for marks in page.needs.scales.values():
        hand.pick(marks, 2)
    page.tabs.choose("outcome")
    hand.clicks += 1
    edit = page.outcome.reason.findChild(QPlainTextEdit)
    assert edit is not None
    hand.click(edit.viewport())
    hand.type(edit, "Der Kurs laeuft gut, die Wohnung braucht noch Zeit.")
    hand.click(page.finish)
    changes = room.places.page("changes")
    assert isinstance(changes, CaseStandIn)
    case_id, plan_id, former, later = changes.targets[-1]
    assert case_id
    assert plan_id
    assert isinstance(former, int)
    assert isinstance(later, int)
    assert [goal.status for goal in fassung(room, former).goals] == [
        GoalStatus.PARTLY, GoalStatus.RUNNING, GoalStatus.REACHED,
    ]  # fmt: skip
    draft = fassung(room, later)
    assert (draft.version, draft.state, len(draft.goals)) == (2, PlanState.DRAFT, 2)
    assert [len(goal.measures) for goal in draft.goals] == [1, 1]
    assert hand.clicks * SECONDS_PER_CLICK + hand.words * 3 <= 600, (hand.clicks, hand.words)


def test_every_click_is_kept_and_found_again(room: Room, qtbot: QtBot) -> None:
    page, hand = shown(review_states.at_review(room), qtbot), Hand(qtbot)
    hand.pick(page.cards[0].value, 7)
    hand.pick(page.cards[1].steps[0].result, MeasureStatus.IMPOSSIBLE)
    row = page.board.row
    assert row is not None
    again = ReviewPage(room.work, room.drafts, room.places)
    shown(again, qtbot)
    again.show_target(row.case_id, row.version_id)
    assert again.board.row is not None
    assert again.board.row.id == row.id
    assert again.cards[0].value.value() == 7
    assert again.cards[1].steps[0].result.value() is MeasureStatus.IMPOSSIBLE
    hand.pick(again.cards[0].value, 7)  # a second click takes it back
    assert again.board.row.goals[0].result.value_now is None


def test_a_half_typed_reason_is_a_draft_and_comes_back(room: Room, qtbot: QtBot) -> None:
    page, hand = shown(review_states.at_outcome(room), qtbot), Hand(qtbot)
    edit = page.outcome.reason.findChild(QPlainTextEdit)
    assert edit is not None
    edit.setFocus()
    hand.type(edit, "Mitten im Sa")
    room.drafts.flush()
    row = page.board.row
    assert row is not None
    with room.work.store.session() as session:
        kept = find_draft(session, room.work.actor, f"review/{row.id}")
    assert kept is not None
    assert kept.payload == {"reason": "Mitten im Sa"}
    again = ReviewPage(room.work, room.drafts, room.places)
    shown(again, qtbot)
    again.show_target(row.case_id, row.version_id)
    assert again.outcome.reason.value() == "Mitten im Sa"


def test_what_is_missing_is_named_and_one_click_away(room: Room, qtbot: QtBot) -> None:
    page, hand = shown(review_states.half_way(room), qtbot), Hand(qtbot)
    hand.click(page.finish)
    assert page.messages.text() == "Auf wann ist Schritt 1.2 verschoben?"
    assert page.cards[0].steps[1].due.hasFocus()
    assert page.board.row is not None
    assert not page.board.row.finished
    hand.type(page.cards[0].steps[1].due, "15.1.27")
    hand.click(page.finish)
    assert page.messages.text() == "Warum ist Ziel 2 aufgegeben?"
    assert page.cards[1].note.hasFocus()
    hand.type(page.cards[1].note, "bleibt bei der Schwester")
    hand.click(page.finish)
    assert page.tabs.current_key() == "outcome"
    assert "Begründung" in page.messages.text()


def test_the_scale_is_proposed_described_and_shown(room: Room, qtbot: QtBot) -> None:
    page, hand = shown(review_states.half_way(room), qtbot), Hand(qtbot)
    card = page.cards[0]
    hand.click(card.scale.save)
    assert card.scale.isHidden()  # nothing described: nothing to say
    hand.click(card.describe)
    hand.click(card.scale.propose)
    hand.click(card.scale.save)
    assert page.board.row is not None
    assert [row.level for row in page.board.row.goals[0].levels] == [-2, -1, 0, 1, 2]
    hand.pick(card.attainment, 0)
    assert card.level_words() == "0: Das sieht man (Wert 8)."


def test_discarding_asks_and_leaves_the_plan_alone(room: Room, qtbot: QtBot, answers: object) -> None:
    page = shown(review_states.half_way(room), qtbot)
    row = page.board.row
    assert row is not None
    answers.answers += [False, True]  # type: ignore[attr-defined]  # the fixture's script
    page.discard()
    page.discard()
    with room.work.store.session() as session:
        assert list_reviews(session, room.work.actor, row.case_id) == ()
    case = room.places.page("case")
    assert isinstance(case, CaseStandIn)
    assert case.targets[-1] == (row.case_id, "plan")
    assert fassung(room, row.version_id).state is PlanState.IN_FORCE


def test_a_finished_review_can_only_be_read(room: Room, qtbot: QtBot) -> None:
    plan, _ = review_states.second_fassung(room.work)
    with room.work.store.session() as session:
        (done,) = list_reviews(session, room.work.actor, plan.case_id)
    page = ReviewPage(room.work, room.drafts, room.places)
    shown(page, qtbot)
    page.board.open_review(done.id)
    assert page.finish.isHidden()
    before = page.cards[0].value.value()
    Hand(qtbot).pick(page.cards[0].value, 9)
    assert page.cards[0].value.value() == before == 5
