"""„Protokoll des Programms“: what Wegplan has noted about itself, reachable from the palette."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop import logs
from desktop.views.commands import Command
from desktop.views.places import Place, Places
from desktop.views.report_page import ReportPage

PLACE = "program_log"


class ProgramLogPage(ReportPage):
    """The newest part of the log and the trace of the last hard crash, read anew on every visit."""

    def __init__(self, places: Places, parent: QWidget | None = None) -> None:
        super().__init__(
            _tr("Protokoll des Programms"),
            _tr("Für die Fehlersuche: Zeiten, Stellen im Programm und Arten von Fehlern. Keine Angaben aus Akten. "
                "Es wird nirgendwohin geschickt."),
            "", "Wegplan-Protokoll.txt", parent,
        )  # fmt: skip
        self.back_wanted.connect(places.back)

    def show_target(self) -> None:
        """Called on every visit."""
        self.set_text(logs.newest() or _tr("Bisher ist nichts notiert."))


def log_place(places: Places) -> Place:
    """The page."""
    return Place(PLACE, _tr("Protokoll des Programms"), "file-text", partial(ProgramLogPage, places), rail=False,
                 belongs_to="admin")


def log_command(places: Places) -> Command:
    """For the palette."""
    return Command(PLACE, _tr("Protokoll des Programms"), "file-text", partial(places.go, PLACE),
                   words=_tr("Fehler Absturz Bericht Log Support"))


def _tr(text: str) -> str:
    return QCoreApplication.translate("program_log", text)
