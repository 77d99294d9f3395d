"""The sheets to a volunteer about the own data, as they will be on paper. German only."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from desktop.casework.volunteers.register.volunteer_data import (
    ConsentData,
    VolunteerData,
    volunteer_consent,
    volunteer_data,
)
from desktop.models.work import Work
from desktop.printing.sheets.printed import PrintedSheet
from desktop.terms import SheetVariant
from desktop.views.preview.handout_page import Handout, HandoutPage

DATA, CONSENT = "data", "consent"


class OwnSheetPage(HandoutPage):
    """Opened with `show_target(volunteer_id, DATA or CONSENT)`; every opening is recorded as a print-out (DS-06)."""

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(work, self.tr("Blatt für Ehrenamtliche"), (SheetVariant.GERMAN,), parent)
        self.variant.hide()
        self.language.hide()

    def show_target(self, volunteer_id: int = 0, sheet: str = DATA) -> None:
        """Show this sheet; without any, what was there stays."""
        if not volunteer_id:
            return
        self.forget_sheet()
        if sheet == CONSENT:
            self.work.read(self, volunteer_consent, volunteer_id, then=self._on_consent, failed=self.on_failed)
        else:
            self.work.read(self, volunteer_data, volunteer_id, then=self._on_data, failed=self.on_failed)

    def _on_data(self, data: VolunteerData) -> None:
        self.show_handout(Handout(
            self.tr("Auskunft über die eigenen Daten"), data.name, "Auskunft-Ehrenamt.pdf", "",
            partial(make_data_sheet, data),
        ))  # fmt: skip

    def _on_consent(self, data: ConsentData) -> None:
        self.show_handout(Handout(
            self.tr("Einwilligung zum Unterschreiben"), data.name, "Einwilligung-Ehrenamt.pdf", "",
            partial(make_consent_sheet, data),
        ))  # fmt: skip


def make_data_sheet(data: VolunteerData, variant: SheetVariant, language: str) -> PrintedSheet:
    """For `work.compute`. Raises PrintError."""
    from desktop.printing.sheets.volunteer_data_sheet import data_sheet  # noqa: PLC0415  loads reportlab

    return data_sheet(data)


def make_consent_sheet(data: ConsentData, variant: SheetVariant, language: str) -> PrintedSheet:
    """For `work.compute`. Raises PrintError."""
    from desktop.printing.sheets.volunteer_consent_sheet import consent_sheet  # noqa: PLC0415  loads reportlab

    return consent_sheet(data)
