"""How the reading of a list of volunteers is reached: its place, and the command of the palette."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.views.commands import Command
from desktop.views.places import Place, Places

if TYPE_CHECKING:
    from desktop.views.imports.import_page import ImportPage

IMPORT_PLACE = "volunteer-import"


def volunteer_import_place(work: Work, drafts: Drafts, places: Places) -> Place:
    """The page; it belongs to the Ehrenamt and has no place of its own in the rail."""
    return Place(IMPORT_PLACE, _title(), "file-input", partial(_make, work, drafts, places), rail=False,
                 belongs_to="volunteers")  # fmt: skip


def volunteer_import_command(places: Places) -> Command:
    """„Ehrenamtliche einlesen“ for the palette."""
    words = "Liste einlesen Import Excel XLSX CSV Ehrenamt Freiwillige Register Datei"
    return Command(IMPORT_PLACE, _title(), "file-input", partial(places.go, IMPORT_PLACE), words=words)


def _make(work: Work, drafts: Drafts, places: Places) -> ImportPage:
    from desktop.views.volunteers.register.import_page import volunteer_import_page  # noqa: PLC0415  memory: at the first visit

    return volunteer_import_page(work, drafts, places)


def _title() -> str:
    return QCoreApplication.translate("volunteer_import", "Ehrenamtliche einlesen")
