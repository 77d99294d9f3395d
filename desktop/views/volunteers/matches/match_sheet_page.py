"""The sheets of a match as they will be on paper: the volunteer's own, and the one for the first meeting."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from desktop.casework.volunteers.matches.match_print import MatchPrint, match_print
from desktop.models.work import Work
from desktop.printing.sheets.printed import PrintedSheet
from desktop.terms import SheetVariant
from desktop.views.preview.handout_page import Handout, HandoutPage


class VolunteerSheetPage(HandoutPage):
    """Opened with `show_target(match_id)`; every opening is recorded as a print-out (DS-06). German alone."""

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(work, self.tr("Blatt für Ehrenamtliche"), (SheetVariant.GERMAN,), parent)
        self.variant.hide()
        self.language.hide()

    def show_target(self, match_id: int = 0) -> None:
        """Show the sheet of this match; without any, what was there stays."""
        if match_id:
            self.forget_sheet()
            self.work.read(self, match_print, match_id, then=self._on_data, failed=self.on_failed)

    def _on_data(self, data: MatchPrint) -> None:
        note = self.tr("Auf dem Blatt stehen nur Vorname, Kontakt, Sprache, Aufgabe und Zeiten.")
        self.show_handout(Handout(
            self.tr("Blatt für Ehrenamtliche"), data.volunteer, f"Ehrenamt-{data.printed_on.isoformat()}.pdf", "",
            partial(make_volunteer_sheet, data), note,
        ))  # fmt: skip


class MeetingSheetPage(HandoutPage):
    """Opened with `show_target(match_id)`; every opening is recorded as a print-out (DS-06)."""

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(work, self.tr("Blatt zum Kennenlernen"), parent=parent)

    def show_target(self, match_id: int = 0) -> None:
        """Show the sheet of this match; without any, what was there stays."""
        if match_id:
            self.forget_sheet()
            self.work.read(self, match_print, match_id, then=self._on_data, failed=self.on_failed)

    def _on_data(self, data: MatchPrint) -> None:
        self.show_handout(Handout(
            self.tr("Blatt zum Kennenlernen"), f"{data.volunteer_given} · {data.client_given}",
            f"Kennenlernen-{data.printed_on.isoformat()}.pdf", data.language, partial(make_meeting_sheet, data),
        ))  # fmt: skip


def make_volunteer_sheet(data: MatchPrint, variant: SheetVariant, language: str) -> PrintedSheet:
    """For `work.compute`. Raises PrintError."""
    from desktop.printing.sheets.volunteer_sheet import volunteer_sheet  # noqa: PLC0415  loads reportlab

    return volunteer_sheet(data)


def make_meeting_sheet(data: MatchPrint, variant: SheetVariant, language: str) -> PrintedSheet:
    """For `work.compute`. Raises PrintError."""
    from desktop.printing.sheets.volunteer_meeting_sheet import volunteer_meeting_sheet  # noqa: PLC0415  as above

    return volunteer_meeting_sheet(data, variant, language)
