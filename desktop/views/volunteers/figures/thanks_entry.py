"""Makes the list for the thank-you party reachable: a place behind „Ehrenamt“ and a command."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.views.commands import Command
from desktop.views.places import Place, Places

PLACE = "volunteer-thanks"


def thanks_place(work: Work, drafts: Drafts, places: Places) -> Place:
    """The page."""

    def make() -> QWidget:
        from desktop.views.volunteers.figures.thanks_page import ThanksPage  # noqa: PLC0415  once a year

        return ThanksPage(work, drafts, places)

    return Place(PLACE, _tr("Liste für das Dankfest"), "heart", make, rail=False, belongs_to="volunteers")


def thanks_command(places: Places) -> Command:
    """For the palette."""
    return Command(PLACE, _tr("Liste für das Dankfest"), "heart", partial(places.go, PLACE),
                   words=_tr("Ehrenamt Einladung Feier Danke Ehrung aktiv"))  # fmt: skip


def _tr(text: str) -> str:
    return QCoreApplication.translate("volunteer_thanks", text)
