"""„Gemeinsam arbeiten“ in „Verwaltung“: what it says of the place and the copy, and what it does."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from desktop import clock
from desktop.app_doors import Opened
from desktop.app_writing import make_share_tools
from desktop.casework.rights import Actor
from desktop.models.work import Work
from desktop.settings import Settings
from desktop.storage.open_vault import OpenVault
from desktop.storage.sharing import reading_copy
from desktop.storage.sharing.places import taken_for_share
from desktop.views.share.share_card import ShareCard
from desktop.views.share.share_tools import ShareTools
from desktop.views.share.words import as_said


class Pc:
    """The settings of this PC."""

    def __init__(self) -> None:
        self.settings = Settings()

    def put(self, wanted: Settings) -> None:
        self.settings = wanted


@pytest.fixture
def pc() -> Pc:
    return Pc()


@pytest.fixture
def tools(vault: OpenVault, actor: Actor, pc: Pc) -> ShareTools:
    return make_share_tools(Opened(vault, actor), lambda: pc.settings, pc.put)


@pytest.fixture
def card(work: Work, tools: ShareTools, qtbot: QtBot) -> ShareCard:
    card = ShareCard(work, tools)
    qtbot.addWidget(card)
    card.load()
    return card


def test_it_says_where_the_vault_lies(card: ShareCard, vault: OpenVault) -> None:
    assert "auf diesem PC" in card.place.text()
    with taken_for_share(vault.files.folder):
        card.load()
    assert "Netzlaufwerk" in card.place.text()


def test_a_copy_can_be_made_now(card: ShareCard, vault: OpenVault) -> None:
    assert card.state.text() == "Es gibt keine Lesekopie."
    card.now.click()
    copy = reading_copy.latest(vault.files)
    assert copy is not None
    assert card.state.text() == f"Letzte Lesekopie: {as_said(copy.made)}."
    assert clock.now() >= copy.made


def test_a_wish_is_kept_on_this_pc(card: ShareCard, pc: Pc) -> None:
    card.wish.set_value("never")
    card.wish.changed.emit()
    card.minutes.set_value(10)
    card.minutes.changed.emit()
    assert (pc.settings.reading_copy, pc.settings.reading_copy_minutes) == ("never", 10)


def test_why_no_copy_was_made_is_said(card: ShareCard, vault: OpenVault) -> None:
    vault.files.reading_folder.write_bytes(b"a file in its place")
    card.now.click()
    assert card.now.isEnabled()
    assert card._messages.text()
