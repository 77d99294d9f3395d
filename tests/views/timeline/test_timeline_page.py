"""The page „Verlauf“: newest first, filtered, older ones on demand, and each entry leads to its place."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtWidgets import QPushButton
from sqlalchemy.orm import Session

from desktop.casework.cases.flags import NewFlag, set_flag
from desktop.casework.rights import Actor
from desktop.casework.timeline.timeline import PAGE
from desktop.casework.timeline.timeline_sources import Happening
from desktop.clock import today
from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.records.talks import Talk, TalkCase
from desktop.talk_terms import TalkKind
from desktop.terms import FlagKind
from desktop.views.cases.case_file_page import CaseFilePage
from desktop.views.cases.case_tabs import case_tabs
from desktop.views.places import Places
from desktop.views.timeline.timeline_marks import ICONS, TOPICS
from desktop.views.timeline.timeline_page import TimelinePage
from tests.views.cases import case_samples
from tests.views.cases.case_stage import Show, drafts, places, shown

__all__ = ["drafts", "places", "shown"]
pytestmark = [
    pytest.mark.usefixtures("fixed_clock"),
    pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True),  # offscreen platform only
]


@pytest.fixture
def file(work: Work, places: Places, drafts: Drafts, session: Session, actor: Actor, shown: Show) -> CaseFilePage:
    case_id = case_samples.family(session, actor, size=2)
    with session.begin():
        session.connection(execution_options={"writing": True})
        for number in range(PAGE + 20):
            talk = Talk(held_on=dt.date(2025, 1, 1) + dt.timedelta(days=number), kind=TalkKind.COUNSELLING)
            talk.cases = [TalkCase(case_id=case_id)]
            session.add(talk)
    page = CaseFilePage(work, case_id, places, drafts, case_tabs())
    shown(page)
    page.show_page("timeline")
    return page


def page_of(file: CaseFilePage) -> TimelinePage:
    page = file.page("timeline")
    assert isinstance(page, TimelinePage)
    return page


def test_older_entries_come_on_demand(file: CaseFilePage) -> None:
    page = page_of(file)
    assert len(page.rows()) == PAGE
    page.more.click()
    assert len(page.rows()) > PAGE + 20
    assert page.more.isHidden()
    days = [row.day for row in page.rows()]
    assert days == sorted(days, reverse=True)


def test_the_filter_shows_its_kinds_and_says_how_many(file: CaseFilePage) -> None:
    page = page_of(file)
    page.filters.set_values({"topic": "contact"})
    assert {row.kind for row in page.rows()} == {Happening.TALK}
    assert page.count.text() == f"{PAGE} von {PAGE + 20} Einträgen"
    page.filters.reset()
    assert len({row.kind for row in page.rows()}) > 3


def test_an_entry_leads_to_the_place_where_it_stands(file: CaseFilePage) -> None:
    page = page_of(file)
    title = next(row for row in page.rows() if row.kind is Happening.TITLE)
    button = page.findChild(QPushButton, f"title_{title.id}")
    assert button is not None
    assert button.accessibleName().startswith("Aufenthalt vom")
    button.click()
    assert file.tabs.current_key() == "people"


def test_the_page_follows_what_is_changed_while_it_is_shown(file: CaseFilePage) -> None:
    file.work.change(file, set_flag, NewFlag(file.case_id, FlagKind.URGENT, "Räumung", today()))
    assert "Räumung" in {row.detail for row in page_of(file).rows()}


def test_every_kind_has_an_icon_and_a_topic() -> None:
    assert set(ICONS) == set(Happening)
    joined = [kind for _, kinds in TOPICS.values() for kind in kinds]
    assert sorted(joined) == sorted(Happening)
