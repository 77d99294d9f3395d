"""How the import is reached: its place, and the command of the „Neu“ menu and the palette."""

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

PLACE = "import"


def import_place(work: Work, drafts: Drafts, places: Places) -> Place:
    """The page; it belongs to the list of cases and has no place of its own in the rail."""
    title = QCoreApplication.translate("ImportPage", "Übergabeliste importieren")
    return Place(PLACE, title, "file-input", partial(_make, work, drafts, places), rail=False, belongs_to="cases")


def import_command(places: Places) -> Command:
    """„Übergabeliste importieren“ for the „Neu“ menu and the palette."""
    title = QCoreApplication.translate("ImportPage", "Übergabeliste importieren")
    words = "einlesen Import Excel XLSX CSV Landratsamt Übergabe Datei"
    return Command(PLACE, title, "file-input", partial(places.go, PLACE), makes_new=True, words=words)


def _make(work: Work, drafts: Drafts, places: Places) -> ImportPage:
    from desktop.views.imports.handover_page import handover_page  # noqa: PLC0415 - 20 MB: only when somebody imports

    return handover_page(work, drafts, places)
