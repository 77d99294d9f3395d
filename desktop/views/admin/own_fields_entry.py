"""Makes the office's own fields reachable: a place behind „Verwaltung“, a card there, and a command."""

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

PLACE = "own_fields"


class OwnFieldsCard(Card):
    """*Signals:* `wanted` to see the fields."""

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Eigene Felder"), "list", parent)
        self.body.addWidget(words(self.tr("Was diese Stelle bei jeder Person oder in jedem Fall zusätzlich festhält.")))
        self.open_button = button(self.tr("Eigene Felder einrichten"), "list")
        self.open_button.clicked.connect(self.wanted)
        self.body.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignLeft)


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
