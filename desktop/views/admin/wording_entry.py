"""Makes the translations reachable: a place behind „Verwaltung“, a card there, and a command."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop.models.work import Work
from desktop.views.admin.door_card import DoorCard
from desktop.views.commands import Command
from desktop.views.places import Place, Places

PLACE = "wording"


def wording_card() -> DoorCard:
    """For „Verwaltung“."""
    return DoorCard(_tr("Übersetzungen der Blätter"), "languages",
                    _tr("Die festen Texte sind maschinell übersetzt. Was niemand geprüft hat, trägt einen Hinweis."),
                    _tr("Übersetzungen prüfen"), "badge-check")  # fmt: skip


def wording_place(work: Work, places: Places) -> Place:
    """The page „Übersetzungen prüfen“; `places.go("wording", "ar")` opens it at a language."""

    def make() -> QWidget:
        from desktop.views.admin.wording_page import WordingPage  # noqa: PLC0415  seldom wanted

        return WordingPage(work, places)

    return Place(PLACE, _tr("Übersetzungen prüfen"), "languages", make, rail=False, belongs_to="admin")


def wording_command(places: Places) -> Command:
    """For the palette."""
    return Command("wording", _tr("Übersetzungen prüfen"), "languages", partial(places.go, PLACE),
                   words=_tr("Sprache Wortlaut Drucktexte"))


def _tr(text: str) -> str:
    return QCoreApplication.translate("wording", text)
