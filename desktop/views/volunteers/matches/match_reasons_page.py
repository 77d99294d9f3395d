"""The reasons of a match as they will be on paper. German only, for the office."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from desktop.casework.volunteers.matching.matching_print import MatchReasons, match_reasons
from desktop.models.work import Work
from desktop.printing.sheets.printed import PrintedSheet
from desktop.terms import SheetVariant
from desktop.views.preview.handout_page import Handout, HandoutPage


class MatchReasonsPage(HandoutPage):
    """Opened with `show_target(match_id)`; every opening is recorded as a print-out (DS-06)."""

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(work, self.tr("Gründe für den Vorschlag"), (SheetVariant.GERMAN,), parent)
        self.variant.hide()
        self.language.hide()

    def show_target(self, match_id: int = 0) -> None:
        """Show the reasons of this match; without any, what was there stays."""
        if not match_id:
            return
        self.forget_sheet()
        self.work.read(self, match_reasons, match_id, then=self._on_data, failed=self.on_failed)

    def _on_data(self, data: MatchReasons) -> None:
        who = self.tr("%1 (%2) und %3").replace("%1", data.client).replace("%2", data.case_number)
        self.show_handout(Handout(
            self.tr("Gründe für den Vorschlag"), who.replace("%3", data.volunteer),
            f"{data.case_number}-Vorschlag.pdf", "", partial(make_match_sheet, data),
        ))  # fmt: skip


def make_match_sheet(data: MatchReasons, variant: SheetVariant, language: str) -> PrintedSheet:
    """For `work.compute`. Raises PrintError."""
    from desktop.printing.sheets.volunteer_match_sheet import match_sheet  # noqa: PLC0415  loads reportlab

    return match_sheet(data)
