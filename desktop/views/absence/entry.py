"""Makes „Abwesenheit und Vertretung“ reachable: a place behind „Verwaltung“, a card there, and a command."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.views.admin.door_card import DoorCard
from desktop.views.commands import Command
from desktop.views.places import Place, Places

PLACE = "absence"


def absence_card() -> DoorCard:
    """For „Verwaltung“."""
    return DoorCard(_tr("Abwesenheit und Vertretung"), "users",
                    _tr("Bei Urlaub oder Krankheit alle Fälle in einem Schritt übergeben."),
                    _tr("Abwesenheiten öffnen"), "users")  # fmt: skip


def absence_place(work: Work, drafts: Drafts) -> Place:
    """The page."""

    def make() -> QWidget:
        from desktop.views.absence.absence_page import AbsencePage  # noqa: PLC0415  seldom wanted

        return AbsencePage(work, drafts)

    return Place(PLACE, _tr("Abwesenheit"), "users", make, rail=False, belongs_to="admin")


def absence_command(places: Places) -> Command:
    """For the palette."""
    return Command("absence", _tr("Abwesenheit eintragen, Fälle übergeben"), "users", partial(places.go, PLACE),
                   words=_tr("Urlaub krank Vertretung Vertretungsblatt Übergabe Zuständigkeit"))  # fmt: skip


def _tr(text: str) -> str:
    return QCoreApplication.translate("absence", text)
