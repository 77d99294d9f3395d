"""Makes „Fälle ohne Kontakt“ reachable: a place behind „Heute“ and a command."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.views.commands import Command
from desktop.views.places import Place, Places

PLACE = "inactive"


def inactive_place(work: Work, drafts: Drafts, places: Places) -> Place:
    """The page."""

    def make() -> QWidget:
        from desktop.views.cases.inactive_page import InactivePage  # noqa: PLC0415  seldom wanted

        return InactivePage(work, drafts, places)

    return Place(PLACE, _tr("Fälle ohne Kontakt"), "phone", make, rail=False, belongs_to="today")


def inactive_command(places: Places) -> Command:
    """For the palette."""
    return Command(PLACE, _tr("Fälle ohne Kontakt durchsehen"), "phone", partial(places.go, PLACE),
                   words=_tr("inaktiv Karteileichen beenden ruhen Kontakt abgebrochen Sammelabschluss"))  # fmt: skip


def _tr(text: str) -> str:
    return QCoreApplication.translate("inactive", text)
