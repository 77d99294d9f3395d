"""A sheet about a volunteer's papers as it will be on paper, to be printed and signed. German only."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from desktop.casework.volunteers.papers.paper_lists import PaperSheet, PaperSheetData, paper_sheet
from desktop.models.work import Work
from desktop.printing.sheets.printed import PrintedSheet
from desktop.terms import SheetVariant
from desktop.views.preview.handout_page import Handout, HandoutPage


class PaperSheetPage(HandoutPage):
    """Opened with `show_target(volunteer_id, sheet)`; every opening is recorded as a print-out (DS-06)."""

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(work, self.tr("Blatt zu den Unterlagen"), (SheetVariant.GERMAN,), parent)
        self.variant.hide()
        self.language.hide()

    def show_target(self, volunteer_id: int = 0, sheet: str = "") -> None:
        """Show this sheet; without any, what was there stays."""
        if not volunteer_id:
            return
        self.forget_sheet()
        self.work.read(self, paper_sheet, volunteer_id, PaperSheet(sheet), then=self._on_data, failed=self.on_failed)

    def _on_data(self, data: PaperSheetData) -> None:
        name = f"{data.sheet.label.replace(' ', '-')}.pdf"
        self.show_handout(Handout(data.sheet.label, data.name, name, "", partial(make_paper_sheet, data)))


def make_paper_sheet(data: PaperSheetData, variant: SheetVariant, language: str) -> PrintedSheet:
    """For `work.compute`. Raises PrintError."""
    from desktop.printing.sheets.volunteer_paper_sheets import paper_sheet_pdf  # noqa: PLC0415  loads reportlab

    return paper_sheet_pdf(data)
