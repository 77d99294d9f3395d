"""The help as the walk and the tests make it."""

from __future__ import annotations

from typing import Protocol

from desktop.views.help.entry import help_place
from desktop.views.help.help_page import HelpPage
from desktop.views.help.topics import ABOUT
from desktop.views.places import Places


class Offers(Protocol):
    """What the page is made from; the stage of the walk has it."""

    places: Places


def versions() -> dict[str, str]:
    """What a desk would ask the store for."""
    return {"SQLite": "3.53.4", "SQLCipher": "4.19.0 community"}


def at_help(stage: Offers) -> HelpPage:
    """The first steps."""
    page = help_place(stage.places, versions).make()
    assert isinstance(page, HelpPage)
    page.show_target()
    return page


def at_about(stage: Offers) -> HelpPage:
    """„Über Wegplan“."""
    page = at_help(stage)
    page.show_target(ABOUT)
    return page
