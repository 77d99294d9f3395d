"""Makes „Zugänge“ reachable: a place behind „Verwaltung“, a card there, and a command."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop.models.work import Work
from desktop.views.admin.door_card import DoorCard
from desktop.views.admin.users_tools import UsersTools
from desktop.views.commands import Command
from desktop.views.places import Place, Places

PLACE = "users"


def users_card() -> DoorCard:
    """For „Verwaltung“."""
    return DoorCard(_tr("Zugänge und Schlüssel"), "users",
                    _tr("Wer den Tresor öffnen darf; Startkennwörter, Wiederherstellungsblatt, anderer Schlüssel."),
                    _tr("Zugänge verwalten"), "key-square")  # fmt: skip


def users_place(work: Work, places: Places, tools: UsersTools) -> Place:
    """The page „Zugänge“."""

    def make() -> QWidget:
        from desktop.views.admin.users_page import UsersPage  # noqa: PLC0415  seldom wanted

        return UsersPage(work, places, tools)

    return Place(PLACE, _tr("Zugänge"), "users", make, rail=False, belongs_to="admin")


def users_command(places: Places) -> Command:
    """For the palette."""
    return Command("users", _tr("Zugänge verwalten"), "users", partial(places.go, PLACE),
                   words=_tr("Kollegin Kollege Startkennwort Schlüssel Wiederherstellungsblatt Benutzer entfernen"))


def _tr(text: str) -> str:
    return QCoreApplication.translate("users", text)
