"""The Gesprächsnotiz as it will be on paper, to be read through before it is handed over."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from desktop.casework.talks.talk_print import TalkPrint, talk_print
from desktop.clock import german_date
from desktop.models.work import Work
from desktop.printing.sheets.printed import PrintedSheet
from desktop.terms import SheetVariant
from desktop.views.preview.handout_page import Handout, HandoutPage

_VARIANTS = (SheetVariant.GERMAN, SheetVariant.SIDE_BY_SIDE)
"""What was written down is German, so there is no sheet in the other language alone."""


class TalkSheetPage(HandoutPage):
    """Opened with `show_target(case_id, talk_id)`; every opening is recorded as a print-out (DS-06)."""

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(work, self.tr("Gesprächsnotiz"), _VARIANTS, parent)

    def show_target(self, case_id: int = 0, talk_id: int = 0) -> None:
        """Show the sheet of one talk; without any, what was there stays."""
        if not talk_id:
            return
        self.forget_sheet()
        self.work.read(self, talk_print, talk_id, case_id, then=self._on_data, failed=self.on_failed)

    def _on_data(self, data: TalkPrint) -> None:
        name = f"Gespraech-{data.case_number}-{data.held_on.isoformat()}.pdf"
        subtitle = " · ".join((data.case_number, data.title, german_date(data.held_on)))
        make = partial(make_talk_sheet, data)
        self.show_handout(
            Handout(self.tr("Gesprächsnotiz"), subtitle, name, data.language, make, self._left_out(data.left_out),
                    partial(make, large_print=True))
        )

    def _left_out(self, topics: int) -> str:
        if not topics:
            return ""
        told = self.tr("1 Thema") if topics == 1 else self.tr("%1 Themen").replace("%1", str(topics))
        return self.tr("Nicht auf dem Blatt, weil vertraulich oder besonders geschützt: %1.").replace("%1", told)


def make_talk_sheet(
    data: TalkPrint, variant: SheetVariant, language: str, *, large_print: bool = False
) -> PrintedSheet:
    """For `work.compute`. Raises PrintError."""
    from desktop.printing.sheets.talk_sheet import talk_sheet  # noqa: PLC0415  loads reportlab

    return talk_sheet(data, variant, language, large_print=large_print)
