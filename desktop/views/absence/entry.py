"""Makes „Abwesenheit und Vertretung“ reachable: a place behind „Verwaltung“, a card there, and a command."""

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

PLACE = "absence"


class AbsenceCard(Card):
    """*Signals:* `wanted` to see who is away."""

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Abwesenheit und Vertretung"), "users", parent)
        self.body.addWidget(words(self.tr("Bei Urlaub oder Krankheit alle Fälle in einem Schritt übergeben.")))
        open_button = button(self.tr("Abwesenheiten öffnen"), "users")
        open_button.clicked.connect(self.wanted)
        self.body.addWidget(open_button, 0, Qt.AlignmentFlag.AlignLeft)


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
