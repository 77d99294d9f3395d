"""A refused goal is drawn struck out while the Fassung is a draft too."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from desktop.casework.reviews.goal_consents import NewGoalConsent, record_goal_consent
from desktop.clock import today
from desktop.talk_terms import GoalConsentForm
from desktop.views.plans.goal_card import DraftCard
from desktop.views.plans.plan_page import PlanPage
from tests.views.reviews import review_states
from tests.views.reviews.review_room import Room

pytestmark = pytest.mark.usefixtures("fixed_clock")


def test_a_refused_goal_of_a_draft_is_struck_and_named(room: Room, qtbot: QtBot) -> None:
    plan, draft = review_states.second_fassung(room.work)
    page = PlanPage(room.work, plan.case_id, room.places)
    qtbot.addWidget(page)
    page.show_target(draft)
    goal = page.cards[0].row
    said = NewGoalConsent(plan.person_id or 0, False, GoalConsentForm.SPOKEN, today())
    with room.work.store.session() as session:
        record_goal_consent(session, room.work.actor, goal.id, said)
    page.load()
    page.resize(1274, 640)
    page.show()
    heads = [card.head for card in page.cards if isinstance(card, DraftCard)]
    assert [head.text.font().strikeOut() for head in heads] == [True, False]
    assert [head.consent.text() for head in heads] == ["abgelehnt", ""]
