"""A sheet about hours as it will be on paper: the month, filled or to fill in, the year's Bescheinigung, the thanks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.casework.volunteers.hours.hours_print import (
    Certificate,
    MonthSheet,
    YearConfirmation,
    month_sheet,
    thanks_certificate,
    year_confirmation,
)
from desktop.clock import today
from desktop.errors import CaseworkError
from desktop.exchange.whole_file import save_whole
from desktop.models.work import Work
from desktop.printing.sheets.printed import PrintedSheet
from desktop.views import icons, messages, style
from desktop.views.components.message_area import MessageArea
from desktop.views.components.page_head import PageHead
from desktop.views.people.field_grid import LARGE_FROM
from desktop.views.people.lines import order_stops
from desktop.views.preview.pages_view import PagesView
from desktop.views.print_pdf import print_pdf

Data = MonthSheet | YearConfirmation | Certificate
_NAMES = {"month": "Stundenblatt", "empty": "Stundenblatt", "year": "Bescheinigung", "thanks": "Urkunde"}


class HoursSheetPage(QWidget):
    """Opened with `show_target(volunteer_id, kind, day)`; every opening is recorded as a print-out (DS-06).

    Several ids give one sheet to fill in for each, as one print job.
    """

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._pdf, self._file_name = b"", ""
        self.head, self.messages, self.pages = PageHead(self.tr("Druckvorschau")), MessageArea(), PagesView()
        self.head.set_primary(self.tr("Drucken"), "printer").clicked.connect(self.print_out)
        save = QPushButton(self.tr("PDF speichern"))
        icons.set_icon(save, "download")
        save.clicked.connect(self.save)
        self.head.add_widget(save)
        self._column = QVBoxLayout(self)
        for part in (self.head, self.messages, self.pages.bar):
            self._column.addWidget(part)
        self._column.addWidget(self.pages, 1)
        self._fit()
        style.notifier().changed.connect(self._fit)
        order_stops(self)

    def show_target(
        self, volunteer: int | tuple[int, ...] = 0, kind: str = "month", day: dt.date | None = None
    ) -> None:
        """Show one sheet, or one for each; without any, what was there stays."""
        if not volunteer:
            return
        self._pdf = b""
        self.messages.clear()
        first = (day or today()).replace(day=1)
        self._file_name = f"{_NAMES[kind]}-{first:%Y}.pdf" if kind == "year" else f"{_NAMES[kind]}-{first:%Y-%m}.pdf"
        if isinstance(volunteer, tuple):
            self._read_next(volunteer, first, ())
        else:
            self._read(volunteer, kind, first)

    def save(self) -> None:
        """Save the PDF where the user chooses."""
        if self._pdf:
            messages.choose_target(self, self.tr("PDF speichern"), "PDF (*.pdf)", "pdf", self._write,
                                   start=Path.home() / self._file_name)  # fmt: skip

    def print_out(self) -> None:
        """Print it on a printer the user chooses."""
        if self._pdf:
            print_pdf(self, self._pdf, self._on_printed, self._on_failed)

    def _read(self, volunteer_id: int, kind: str, first: dt.date) -> None:
        read, then, failed = self._work.read, partial(self._on_data, kind), self._on_failed
        if kind == "year":
            read(self, year_confirmation, volunteer_id, first.year, then=then, failed=failed)
        elif kind == "thanks":
            read(self, thanks_certificate, volunteer_id, then=then, failed=failed)
        else:
            read(self, month_sheet, volunteer_id, first, kind == "empty", then=then, failed=failed)

    def _read_next(self, ids: tuple[int, ...], first: dt.date, read: tuple[MonthSheet, ...]) -> None:
        """One after the other, so that each is recorded as a print-out of its own."""
        if ids:
            then = partial(self._on_one, ids[1:], first, read)
            self._work.read(self, month_sheet, ids[0], first, True, then=then, failed=self._on_failed)
            return
        self.head.set_title(self.tr("Leere Stundenblätter"))
        said = self.tr("1 Blatt") if len(read) == 1 else self.tr("%1 Blätter").replace("%1", str(len(read)))
        self.head.set_subtitle(said)
        self._work.compute(self, _make_all, read, then=self._on_sheet, failed=self._on_failed)

    def _on_one(self, ids: tuple[int, ...], first: dt.date, read: tuple[MonthSheet, ...], data: MonthSheet) -> None:
        self._read_next(ids, first, (*read, data))

    def _on_data(self, kind: str, data: Data) -> None:
        self.head.set_title(self.tr(_NAMES[kind]))
        self.head.set_subtitle(data.helper.name)
        self._work.compute(self, _make, kind, data, then=self._on_sheet, failed=self._on_failed)

    def _on_sheet(self, sheet: PrintedSheet) -> None:
        self._pdf = sheet.pdf
        self.pages.show_pdf(sheet.pdf)
        if sheet.missing:
            said = self.tr("Zeichen, die keine Schrift hat: %1").replace("%1", " ".join(sheet.missing))
            self.messages.show_warning(said)

    def _write(self, path: Path) -> None:
        self._work.compute(self, save_whole, path, self._pdf, then=partial(self._on_saved, path),
                           failed=self._on_failed)  # fmt: skip

    def _on_saved(self, path: Path, _nothing: object) -> None:
        self.messages.show_ok(self.tr("„%1“ ist gespeichert.").replace("%1", path.name))

    def _on_printed(self) -> None:
        self.messages.show_ok(self.tr("Gedruckt."))

    def _on_failed(self, error: CaseworkError) -> None:
        self.messages.show_error(str(error))

    def _fit(self) -> None:
        margin = style.space(6)
        self._column.setContentsMargins(margin, style.space(4), margin, style.space(3))
        self._column.setSpacing(style.space(2))
        self.head.set_brief(style.text_scale() >= LARGE_FROM)


def _make_all(data: tuple[MonthSheet, ...]) -> PrintedSheet:
    from desktop.printing.joined import joined  # noqa: PLC0415  loads pikepdf
    from desktop.printing.sheets.volunteer_hours_sheets import month_sheet_pdf  # noqa: PLC0415  loads reportlab

    sheets = [month_sheet_pdf(one) for one in data]
    missing = tuple(sorted({letter for sheet in sheets for letter in sheet.missing}))
    pages = sum(sheet.pages for sheet in sheets)
    return PrintedSheet(joined([sheet.pdf for sheet in sheets]), pages, missing, (), (), 0)


def _make(kind: str, data: Any) -> PrintedSheet:  # noqa: ANN401  each kind has its own data
    from desktop.printing.sheets import volunteer_hours_sheets as sheets  # noqa: PLC0415  loads reportlab

    makers: dict[str, Callable[[Any], PrintedSheet]] = {
        "month": sheets.month_sheet_pdf, "empty": sheets.month_sheet_pdf, "year": sheets.year_confirmation_pdf,
        "thanks": sheets.certificate_pdf,
    }  # fmt: skip
    return makers[kind](data)
