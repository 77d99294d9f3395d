"""Makes the access record reachable: a place behind „Verwaltung“ and a command."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop.models.work import Work
from desktop.views.commands import Command
from desktop.views.places import Place, Places

PLACE = "access_log"


def access_log_place(work: Work, places: Places) -> Place:
    """The page „Zugriffsprotokoll“; `places.go("access", "F-2026-017")` opens it at a case."""

    def make() -> QWidget:
        from desktop.views.admin.access_log_page import AccessLogPage  # noqa: PLC0415  seldom wanted

        return AccessLogPage(work, places)

    return Place(PLACE, _tr("Zugriffsprotokoll"), "shield-check", make, rail=False, belongs_to="admin")


def access_log_command(places: Places) -> Command:
    """For the palette."""
    return Command("access_log", _tr("Zugriffsprotokoll"), "shield-check", partial(places.go, PLACE),
                   words=_tr("Datenschutz Einsicht wer hat angesehen geändert Prüfen"))


def _tr(text: str) -> str:
    return QCoreApplication.translate("access", text)
