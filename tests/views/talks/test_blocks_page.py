"""Text blocks are made, changed, deleted and brought back."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from desktop.casework.rights import Actor
from desktop.casework.talks.text_blocks import TextBlockEntry, list_text_blocks, save_text_block
from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.views.talks.blocks_page import BlockForm, BlocksPage


@pytest.fixture
def page(work: Work, qtbot: QtBot) -> BlocksPage:
    page = BlocksPage(work, Drafts(work, work))
    qtbot.addWidget(page)
    page.resize(1200, 600)
    page.show()
    return page


def form(page: BlocksPage) -> BlockForm:
    content = page.drawer.content()
    assert isinstance(content, BlockForm)
    return content


def button(page: BlocksPage, name: str) -> QPushButton:
    return next(one for one in page.findChildren(QPushButton) if one.objectName().startswith(name))


def test_a_block_is_made_for_everybody(page: BlocksPage, session: Session, actor: Actor) -> None:
    page.new_block()
    form(page).field("short").set_value("tv")
    form(page).field("text").set_value("Termin vereinbart.")
    form(page).field("office").set_value(True)
    form(page).save()
    (block,) = list_text_blocks(session, actor)
    assert (block.short, block.text, block.office) == ("tv", "Termin vereinbart.", True)


def test_a_short_form_with_a_blank_is_told_at_its_field(page: BlocksPage, session: Session, actor: Actor) -> None:
    page.new_block()
    form(page).field("short").set_value("zwei worte")
    form(page).field("text").set_value("x")
    form(page).save()
    assert "ohne Leerzeichen" in form(page).field("short").error()
    assert list_text_blocks(session, actor) == ()


def test_a_block_is_changed_deleted_and_brought_back(page: BlocksPage, session: Session, actor: Actor) -> None:
    save_text_block(session, actor, TextBlockEntry("tv", "Termin", "geld"))
    page.show_target()
    button(page, "edit/").click()
    form(page).field("text").set_value("Termin vereinbart.")
    form(page).save()
    assert [block.text for block in list_text_blocks(session, actor)] == ["Termin vereinbart."]
    button(page, "delete/").click()
    assert list_text_blocks(session, actor) == ()
    page.messages.actions_shown()[0].click()
    assert [(block.short, block.area) for block in list_text_blocks(session, actor)] == [("tv", "geld")]
