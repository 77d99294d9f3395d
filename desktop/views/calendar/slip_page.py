"""Terminzettel and Terminliste as they will be on paper."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from desktop.casework.appointments.appointment_print import AppointmentPrint, appointment_print
from desktop.models.work import Work
from desktop.printing.sheets.printed import PrintedSheet
from desktop.terms import SheetVariant
from desktop.views.preview.handout_page import Handout, HandoutPage


class SlipPage(HandoutPage):
    """Opened with `show_target(case_id, *appointment_ids)`; every opening is recorded as a print-out (DS-06)."""

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(work, self.tr("Terminzettel"), parent=parent)

    def show_target(self, case_id: int = 0, *appointment_ids: int) -> None:
        """Show the slip for these appointments of a case; without any, what was there stays."""
        if not appointment_ids:
            return
        self.forget_sheet()
        self.work.read(self, appointment_print, case_id, appointment_ids, then=self._on_data, failed=self.on_failed)

    def _on_data(self, data: AppointmentPrint) -> None:
        title = self.tr("Terminliste") if len(data.lines) > 1 else self.tr("Terminzettel")
        name = f"Termin-{data.case_number}-{data.lines[0].on_date.isoformat()}.pdf"
        self.show_handout(
            Handout(title, " · ".join((data.case_number, *data.names)), name, data.language, partial(make_slip, data),
                    make_large=partial(make_slip, data, large_print=True))
        )


def make_slip(
    data: AppointmentPrint, variant: SheetVariant, language: str, *, large_print: bool = False
) -> PrintedSheet:
    """For `work.compute`. Raises PrintError."""
    from desktop.printing.sheets.appointment_sheet import appointment_sheet  # noqa: PLC0415  loads reportlab

    return appointment_sheet(data, variant, language, large_print=large_print)
