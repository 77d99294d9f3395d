"""Makes the first steps of new files reachable: a place behind „Verwaltung“, a card there, and a command."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.views.admin.door_card import DoorCard
from desktop.views.commands import Command
from desktop.views.places import Place, Places

PLACE = "first_steps"


def first_steps_card() -> DoorCard:
    """For „Verwaltung“."""
    return DoorCard(_tr("Erste Schritte neuer Fälle"), "list",
                    _tr("Was bei jedem neuen Fall als Aufgabe entsteht und bis wann."),
                    _tr("Erste Schritte ändern"), "pencil")  # fmt: skip


def first_steps_place(work: Work, drafts: Drafts, places: Places) -> Place:
    """The page."""

    def make() -> QWidget:
        from desktop.views.admin.first_steps_page import FirstStepsPage  # noqa: PLC0415  seldom wanted

        return FirstStepsPage(work, drafts, places)

    return Place(PLACE, _tr("Erste Schritte neuer Fälle"), "list", make, rail=False, belongs_to="admin")


def first_steps_command(places: Places) -> Command:
    """For the palette."""
    return Command(PLACE, _tr("Erste Schritte neuer Fälle ändern"), "list", partial(places.go, PLACE),
                   words=_tr("Standardaufgaben Vorlage Erstgespräch Übergabegespräch Tage"))  # fmt: skip


def _tr(text: str) -> str:
    return QCoreApplication.translate("first_steps", text)
