"""Makes the first steps of new files reachable: a place behind „Verwaltung“, a card there, and a command."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.views.commands import Command
from desktop.views.components.card import Card
from desktop.views.places import Place, Places
from desktop.views.start.start_page import button, words

PLACE = "first_steps"


class FirstStepsCard(Card):
    """*Signals:* `wanted` to see the steps."""

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Erste Schritte neuer Fälle"), "list", parent)
        self.body.addWidget(words(self.tr("Was bei jedem neuen Fall als Aufgabe entsteht und bis wann.")))
        open_button = button(self.tr("Erste Schritte ändern"), "pencil")
        open_button.clicked.connect(self.wanted)
        self.body.addWidget(open_button, 0, Qt.AlignmentFlag.AlignLeft)


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
