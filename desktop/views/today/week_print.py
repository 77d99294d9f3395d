"""Prints the week's sheet: read, laid out beside the main thread, handed to the printer the user chooses."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.casework.deadlines.week import WeekPlan, week_plan
from desktop.errors import CaseworkError
from desktop.models.work import Work
from desktop.views.components.message_area import MessageArea
from desktop.views.print_pdf import print_pdf


class WeekPrint(QObject):
    """For a page with messages."""

    def __init__(self, page: QWidget, work: Work, messages: MessageArea) -> None:
        super().__init__(page)
        self._page, self._work, self._messages = page, work, messages

    def start(self, *, mine: bool) -> None:
        """Ask for the printer once the sheet is made."""
        self._work.read(self, week_plan, mine, then=self._on_plan, failed=self._on_failed)

    def _on_plan(self, plan: WeekPlan) -> None:
        self._work.compute(self, make_sheet, plan, then=self._on_sheet, failed=self._on_failed,
                           title=self.tr("Wochenliste"))

    def _on_sheet(self, pdf: bytes) -> None:
        print_pdf(self._page, pdf, self._on_printed, self._on_failed)

    def _on_printed(self) -> None:
        self._messages.show_ok(self.tr("Die Wochenliste ist gedruckt."))

    def _on_failed(self, error: CaseworkError) -> None:
        self._messages.show_error(str(error))


def make_sheet(plan: WeekPlan) -> bytes:
    """For `work.compute`. Raises PrintError."""
    from desktop.printing.sheets.week_sheet import week_sheet_pdf  # noqa: PLC0415  loads reportlab: only when printing

    return week_sheet_pdf(plan)
