"""Makes the text blocks reachable: a place behind the cases, and a command."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.views.commands import Command
from desktop.views.places import Place, Places

PLACE = "text-blocks"


def blocks_place(work: Work, drafts: Drafts) -> Place:
    """The page, reached by its command and from „Neues Gespräch“."""

    def make() -> QWidget:
        from desktop.views.talks.blocks_page import BlocksPage  # noqa: PLC0415  seldom wanted

        return BlocksPage(work, drafts)

    return Place(PLACE, _tr("Textbausteine"), "type", make, rail=False, belongs_to="cases")


def blocks_command(places: Places) -> Command:
    """For the palette."""
    return Command(PLACE, _tr("Textbausteine"), "type", partial(places.go, PLACE),
                   words=_tr("Kürzel Vorlagen Floskeln Notiz"))  # fmt: skip


def _tr(text: str) -> str:
    return QCoreApplication.translate("talks", text)
