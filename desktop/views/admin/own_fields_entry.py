"""Makes the office's own fields reachable: a place behind „Verwaltung“, a card there, and a command."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.views.admin.door_card import DoorCard
from desktop.views.commands import Command
from desktop.views.places import Place, Places

PLACE = "own_fields"


def own_fields_card() -> DoorCard:
    """For „Verwaltung“."""
    return DoorCard(_tr("Eigene Felder"), "list",
                    _tr("Was diese Stelle bei jeder Person oder in jedem Fall zusätzlich festhält."),
                    _tr("Eigene Felder einrichten"), "list")  # fmt: skip


def own_fields_place(work: Work, drafts: Drafts) -> Place:
    """The page."""

    def make() -> QWidget:
        from desktop.views.admin.own_fields_page import OwnFieldsPage  # noqa: PLC0415  seldom wanted

        return OwnFieldsPage(work, drafts)

    return Place(PLACE, _tr("Eigene Felder"), "list", make, rail=False, belongs_to="admin")


def own_fields_command(places: Places) -> Command:
    """For the palette."""
    return Command(PLACE, _tr("Eigene Felder einrichten"), "list", partial(places.go, PLACE),
                   words=_tr("Zusatzfelder Formular anpassen weitere Angaben"))  # fmt: skip


def _tr(text: str) -> str:
    return QCoreApplication.translate("own_fields", text)
