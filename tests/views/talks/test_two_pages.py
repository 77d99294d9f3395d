"""Two pages with the same talk open: the second to save is told so in one sentence, and keeps what was typed."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from desktop.casework.cases.case_closing import Closing, close_case
from desktop.casework.drafts import find_draft
from desktop.casework.rights import Actor
from desktop.casework.talks.talk_views import list_talks
from desktop.clock import today
from desktop.terms import EndReason
from desktop.views.talks.talk_form import TalkForm
from desktop.views.talks.talks_page import TalksPage
from tests.views.talks.test_talks_page import Desk, desk, link, put  # noqa: F401  the fixture is taken over

pytestmark = pytest.mark.usefixtures("fixed_clock")

TYPED = "Zweite Fassung 👩🏽 mit Mietvertrag"


@pytest.fixture
def other(desk: Desk, qtbot: QtBot) -> TalksPage:  # noqa: F811  as above
    return desk.open(qtbot)


def editing(page: TalksPage, talk_id: int) -> TalkForm:
    page.edit_talk(talk_id)
    assert page.form is not None
    return page.form


def test_the_second_to_save_is_told_and_keeps_the_words(desk: Desk, other: TalksPage) -> None:  # noqa: F811
    talk = desk.full()
    first, second = editing(desk.page, talk.id), editing(other, talk.id)
    put(second, "outcome", TYPED)
    put(first, "outcome", "Erste Fassung")
    assert first.save()
    second.save()
    assert "inzwischen geändert" in second.messages.text()
    assert second.field("outcome").value() == TYPED
    assert desk.full().outcome == "Erste Fassung"


def test_who_edits_a_talk_that_is_gone_is_told_and_keeps_the_words(desk: Desk, other: TalksPage) -> None:  # noqa: F811
    talk = desk.full()
    second = editing(other, talk.id)
    put(second, "outcome", TYPED)
    link(desk.page, f"delete/{talk.id}").click()
    second.save()
    assert second.messages.text() == "Dieses Gespräch gibt es nicht mehr."
    assert second.field("outcome").value() == TYPED


def test_a_talk_written_while_the_case_ends_elsewhere_is_kept_as_typed(
    desk: Desk, session: Session, actor: Actor  # noqa: F811
) -> None:
    form = desk.new()
    put(form, "content", TYPED)
    close_case(session, actor, desk.case_id, Closing(today(), EndReason.REACHED, True, close_plans=True))
    before = len(list_talks(session, actor, desk.case_id))
    form.save()
    assert "wieder aufnehmen" in form.messages.text()
    assert form.field("content").value() == TYPED
    assert len(list_talks(session, actor, desk.case_id)) == before
    desk.drafts.flush()
    kept = find_draft(session, actor, f"talk/{desk.case_id}")
    assert kept is not None
    assert TYPED in str(kept.payload)
