"""Makes the settings of the dates reachable: a place behind „Verwaltung“, a card there, and a command."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop.models.work import Work
from desktop.views.admin.door_card import DoorCard
from desktop.views.commands import Command
from desktop.views.places import Place, Places

PLACE = "due_rules"


def rules_card() -> DoorCard:
    """For „Verwaltung“."""
    return DoorCard(_tr("Fristen und Arbeitslisten"), "calendar-clock",
                    _tr("Woran „Heute“ erinnert, wie lange vorher und auf welcher Grundlage."),
                    _tr("Fristen einstellen"), "calendar-clock")  # fmt: skip


def rules_place(work: Work, places: Places) -> Place:
    """The page."""

    def make() -> QWidget:
        from desktop.views.today.rules_page import RulesPage  # noqa: PLC0415  seldom wanted

        return RulesPage(work, places)

    return Place(PLACE, _tr("Fristen und Arbeitslisten"), "calendar-clock", make, rail=False, belongs_to="admin")


def rules_command(places: Places) -> Command:
    """For the palette."""
    return Command(PLACE, _tr("Fristen und Arbeitslisten einstellen"), "calendar-clock", partial(places.go, PLACE),
                   words=_tr("Erinnerung Vorlauf Tage Überprüfung Aufenthaltstitel"))  # fmt: skip


def _tr(text: str) -> str:
    return QCoreApplication.translate("today", text)
