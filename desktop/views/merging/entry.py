"""Makes merging reachable: a place without a mark in the rail, and a command."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop.models.work import Work
from desktop.views.commands import Command
from desktop.views.places import Place, Places

PLACE = "merging"


def merging_place(work: Work) -> Place:
    """The page „Personen zusammenführen“; `places.go("merging", kept_id, gone_id)` compares these two."""

    def make() -> QWidget:
        from desktop.views.merging.merge_page import MergePage  # noqa: PLC0415  seldom wanted

        return MergePage(work)

    return Place(PLACE, _tr("Personen zusammenführen"), "merge", make, rail=False, belongs_to="cases")


def merging_command(places: Places) -> Command:
    """For the palette."""
    return Command("merging", _tr("Personen zusammenführen"), "merge", partial(places.go, PLACE),
                   words=_tr("doppelt Dublette vereinen rückgängig"))  # fmt: skip


def _tr(text: str) -> str:
    return QCoreApplication.translate("merging", text)
