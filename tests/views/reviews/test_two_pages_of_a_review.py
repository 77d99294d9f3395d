"""Two pages with the same review open: nothing of the other page is overwritten, nothing typed is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from desktop.casework.reviews.review_rows import ReviewHeader
from desktop.casework.reviews.review_views import review_view
from desktop.casework.reviews.reviews import discard_review, save_review
from tests.views.reviews import review_states
from tests.views.reviews.review_room import Room
from tests.views.reviews.test_review_page import shown

pytestmark = pytest.mark.usefixtures("fixed_clock")

TYPED = "Meine Begründung 👩🏽"


def test_who_writes_a_reason_while_another_wrote_one_is_told_and_keeps_the_words(room: Room, qtbot: QtBot) -> None:
    page = shown(review_states.at_outcome(room), qtbot)
    row = page.board.row
    assert row is not None
    with room.work.store.session() as session:
        save_review(session, room.work.actor, row.id, _with(row.header, "Ihre Begründung"), row.row_version)
    page.outcome.reason.set_value(TYPED)
    page.outcome.reason.changed.emit()
    page.outcome.commit()
    assert "inzwischen geändert" in page.messages.text()
    assert page.outcome.reason.value() == TYPED
    assert kept(room, row.id) == "Ihre Begründung"
    page.outcome.commit()
    assert kept(room, row.id) == TYPED


def test_a_review_thrown_away_elsewhere_is_said(room: Room, qtbot: QtBot) -> None:
    page = shown(review_states.half_way(room), qtbot)
    row = page.board.row
    assert row is not None
    with room.work.store.session() as session:
        discard_review(session, room.work.actor, row.id)
    page.board.put_header(reason=TYPED)
    assert page.messages.text().endswith(".")
    assert page.messages.text() != ""


def kept(room: Room, review_id: int) -> str:
    with room.work.store.session() as session:
        return review_view(session, room.work.actor, review_id).header.reason


def _with(header: ReviewHeader, reason: str) -> ReviewHeader:
    return replace(header, reason=reason)
