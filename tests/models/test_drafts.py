"""Unsaved input: in the vault when the user rests and before locking, never twice, gone when saved."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from desktop.casework import drafts as cases
from desktop.casework.tasks import NewTask, add_task
from desktop.errors import CaseworkError
from desktop.models import drafts as models
from desktop.models.drafts import Drafts
from desktop.models.work import Work


class Page(QObject):
    """A page with one field."""

    def __init__(self, text: str | None = None) -> None:
        super().__init__()
        self.text = text

    def draft_key(self) -> str:
        return "person/12"

    def draft(self) -> dict[str, Any] | None:
        return {"name": self.text} if self.text is not None else None


def kept(work: Work) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    work.read(QObject(), cases.list_drafts, then=lambda found: rows.extend(row.payload for row in found))
    return rows


def test_flushing_puts_what_is_typed_into_the_vault(work: Work) -> None:
    drafts, page = Drafts(work), Page("Ahmadi")
    drafts.register(page)
    assert [future.exception() for future in drafts.flush()] == [None]
    assert kept(work) == [{"name": "Ahmadi"}]


def test_a_page_without_input_leaves_no_draft(work: Work) -> None:
    drafts, page = Drafts(work), Page()
    drafts.register(page)
    assert drafts.flush() == []
    assert kept(work) == []


def test_the_same_input_is_saved_once(work: Work) -> None:
    drafts, page = Drafts(work), Page("Ahmadi")
    drafts.register(page)
    drafts.flush()
    assert drafts.flush() == []
    page.text = "Ahmadi-Weiß"
    assert len(drafts.flush()) == 1
    assert kept(work) == [{"name": "Ahmadi-Weiß"}]


def test_typing_is_saved_when_the_user_rests(work: Work, qtbot: QtBot) -> None:
    drafts, page = Drafts(work), Page("Ahmadi")
    drafts.register(page)
    with qtbot.waitSignal(drafts.saved):
        drafts.touched()
    assert kept(work) == [{"name": "Ahmadi"}]


def test_typing_that_never_rests_is_saved_all_the_same(
    work: Work, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(models, "_REST_MS", 1_000_000)
    monkeypatch.setattr(models, "_LATEST_MS", 0)
    drafts, page = Drafts(work), Page("Ahmadi")
    drafts.register(page)
    with qtbot.waitSignal(drafts.saved):
        drafts.touched()
    assert kept(work) == [{"name": "Ahmadi"}]


def test_a_dropped_draft_is_gone_and_may_come_again(work: Work) -> None:
    drafts, page = Drafts(work), Page("Ahmadi")
    drafts.register(page)
    drafts.flush()
    drafts.drop("person/12")
    assert kept(work) == []
    assert len(drafts.flush()) == 1


def test_a_destroyed_page_is_no_longer_asked(work: Work) -> None:
    drafts, page = Drafts(work), Page("Ahmadi")
    drafts.register(page)
    delete(page)
    assert drafts.flush() == []


def test_a_draft_that_could_not_be_saved_is_told_and_tried_again(work: Work, qtbot: QtBot) -> None:
    drafts, page = Drafts(work), Page("Ahmadi")
    drafts.register(page)
    work.freeze()
    with qtbot.waitSignal(drafts.failed):
        (future,) = drafts.flush()
    assert future.exception() is not None
    assert len(drafts.flush()) == 1


def test_what_saves_the_input_ends_its_draft_though_the_program_is_gone_right_after(work: Work) -> None:
    drafts, page = Drafts(work), Page("Ahmadi")
    drafts.register(page)
    work.change(page, drafts.ended_by("person/12", add_task), NewTask("Kita anrufen", None))
    assert kept(work) == []
    assert drafts.flush() == []  # what is locked now finds nothing that is not saved


def test_what_is_typed_is_kept_before_it_is_saved_and_stays_when_that_is_refused(work: Work) -> None:
    drafts, page, refused = Drafts(work), Page("Ahmadi"), list[CaseworkError]()
    drafts.register(page)
    work.change(page, drafts.ended_by("person/12", add_task), NewTask(" ", None), failed=refused.append)
    assert refused
    assert kept(work) == [{"name": "Ahmadi"}]


def test_another_page_with_the_same_words_is_kept_anew(work: Work) -> None:
    drafts, page = Drafts(work), Page("Ahmadi")
    drafts.register(page)
    work.change(page, drafts.ended_by("person/12", add_task), NewTask("Kita anrufen", None))
    delete(page)
    again = Page("Ahmadi")
    drafts.register(again)
    assert len(drafts.flush()) == 1
