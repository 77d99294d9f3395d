"""Unsaved input: in the vault when the user rests and before locking, never twice, gone when saved."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from desktop.casework import drafts as cases
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
