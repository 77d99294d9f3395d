"""Makes the settings of the dates reachable: a place behind „Verwaltung“, a card there, and a command."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.models.work import Work
from desktop.views.commands import Command
from desktop.views.components.card import Card
from desktop.views.places import Place, Places
from desktop.views.start.start_page import button, words

PLACE = "due_rules"


class RulesCard(Card):
    """*Signals:* `wanted` to see the rules."""

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Fristen und Arbeitslisten"), "calendar-clock", parent)
        self.body.addWidget(words(self.tr("Woran „Heute“ erinnert, wie lange vorher und auf welcher Grundlage.")))
        self.open_button = button(self.tr("Fristen einstellen"), "calendar-clock")
        self.open_button.clicked.connect(self.wanted)
        self.body.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignLeft)


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
