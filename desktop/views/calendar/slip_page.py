"""Terminzettel and Terminliste as they will be on paper: language and layout chosen here, printed or saved."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.casework.appointment_print import AppointmentPrint, appointment_print
from desktop.errors import CaseworkError, PrintError
from desktop.exchange.whole_file import save_whole
from desktop.models.person_words import language_name
from desktop.models.work import Work
from desktop.printing.sheets.printed import PrintedSheet
from desktop.terms import PRINT_LANGUAGES, SheetVariant
from desktop.views import icons, messages, style
from desktop.views.components.message_area import MessageArea
from desktop.views.components.page_head import PageHead
from desktop.views.components.segment_row import Segment, SegmentRow
from desktop.views.fields.code_field import CodeField
from desktop.views.fields.options import Option
from desktop.views.people.field_grid import LARGE_FROM
from desktop.views.people.lines import order_stops
from desktop.views.places import Places
from desktop.views.preview.pages_view import PagesView
from desktop.views.print_pdf import print_pdf

_GERMAN = "de"
_VARIANTS = (
    Segment(SheetVariant.GERMAN, "Deutsch"), Segment(SheetVariant.SIDE_BY_SIDE, "zweisprachig"),
    Segment(SheetVariant.LANGUAGE_ONLY, "nur die Sprache"),
)  # fmt: skip


class SlipPage(QWidget):
    """Opened with `show_target(case_id, *appointment_ids)`; every opening is recorded as a print-out (DS-06)."""

    def __init__(self, work: Work, places: Places, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work, self._places = work, places
        self._data: AppointmentPrint | None = None
        self._pdf = b""
        self._sheet_number = 0
        self.head, self.messages = PageHead(self.tr("Terminzettel")), MessageArea()
        self.variant = SegmentRow(_VARIANTS, self.tr("Ausdruck"))
        self.language = CodeField("language", self.tr("Sprache"),
                                  [Option(code, language_name(code)) for code in PRINT_LANGUAGES])  # fmt: skip
        self.pages = PagesView()
        self._build()
        self.language.changed.connect(self._on_language_changed)
        self.variant.picked.connect(self._on_variant_picked)
        self._fit()
        style.notifier().changed.connect(self._fit)

    def show_target(self, case_id: int = 0, *appointment_ids: int) -> None:
        """Show the slip for these appointments of a case; without any, what was there stays."""
        if not appointment_ids:
            return
        self._data, self._pdf = None, b""
        self._work.read(self, appointment_print, case_id, appointment_ids, then=self._on_data, failed=self._on_failed)

    def save(self) -> None:
        """Save the PDF where the user chooses."""
        if self._data is not None and self._pdf:
            name = f"Termin-{self._data.case_number}-{self._data.lines[0].on_date.isoformat()}.pdf"
            messages.choose_target(self, self.tr("PDF speichern"), "PDF (*.pdf)", "pdf", self._write,
                                   start=Path.home() / name)  # fmt: skip

    def print_out(self) -> None:
        """Print it on a printer the user chooses."""
        if self._pdf:
            print_pdf(self, self._pdf, self._on_printed, self._on_failed)

    def _build(self) -> None:
        self.head.set_primary(self.tr("Drucken"), "printer").clicked.connect(self.print_out)
        save = QPushButton(self.tr("PDF speichern"))
        icons.set_icon(save, "download")
        save.clicked.connect(self.save)
        self.head.add_widget(save)
        self._line = QHBoxLayout()
        self._line.addWidget(self.variant, 1)
        self._line.addWidget(self.language, 0, Qt.AlignmentFlag.AlignBottom)
        self._column = QVBoxLayout(self)
        for widget in (self.head, self.messages):
            self._column.addWidget(widget)
        self._column.addLayout(self._line)
        self._column.addWidget(self.pages.bar)
        self._column.addWidget(self.pages, 1)
        order_stops(self)

    def _fit(self) -> None:
        margin = style.space(6)
        self._column.setContentsMargins(margin, style.space(4), margin, style.space(3))
        self._column.setSpacing(style.space(2))
        self._line.setSpacing(style.space(4))
        self.head.set_brief(style.text_scale() >= LARGE_FROM)

    def _on_data(self, data: AppointmentPrint) -> None:
        self._data = data
        several = len(data.lines) > 1
        self.head.set_title(self.tr("Terminliste") if several else self.tr("Terminzettel"))
        self.head.set_subtitle(" · ".join((data.case_number, *data.names)))
        self.language.set_value(data.language or None)
        self.variant.set_value(SheetVariant.SIDE_BY_SIDE if data.language else SheetVariant.GERMAN)
        self._make()

    def _make(self) -> None:
        order_stops(self)  # the row of buttons is one stop: the chosen one
        if self._data is None:
            return
        self._sheet_number += 1
        language = str(self.language.value() or _GERMAN)
        variant = self.variant.value()
        chosen = variant if isinstance(variant, SheetVariant) else SheetVariant.GERMAN
        self._work.compute(self, make_slip, self._data, chosen, language,
                           then=partial(self._on_sheet, self._sheet_number), failed=self._on_failed)  # fmt: skip

    def _on_sheet(self, number: int, sheet: PrintedSheet) -> None:
        if number != self._sheet_number:
            return  # another choice was made meanwhile
        self._pdf = sheet.pdf
        try:
            self.pages.show_pdf(sheet.pdf)
        except PrintError as error:
            self._on_failed(error)
            return
        if sheet.missing:
            self.messages.show_warning(self.tr("Zeichen, die keine Schrift hat: %1").replace(
                "%1", " ".join(sheet.missing)))  # fmt: skip
        elif sheet.untranslated_own:
            self.messages.show_info(self.tr("Eigene Texte stehen nur auf Deutsch auf dem Blatt."))
        else:
            self.messages.clear()

    def _on_language_changed(self) -> None:
        if self.language.value() is not None and self.variant.value() is SheetVariant.GERMAN:
            self.variant.set_value(SheetVariant.SIDE_BY_SIDE)
        self._make()

    def _on_variant_picked(self, variant: object) -> None:
        if variant is None:
            self.variant.set_value(SheetVariant.GERMAN)
        if variant not in (None, SheetVariant.GERMAN) and self.language.value() is None:
            self.language.show_error(self.tr("Bitte eine Sprache wählen."))
            self.language.focus_input()
        else:
            self._make()

    def _write(self, path: Path) -> None:
        self._work.compute(self, save_whole, path, self._pdf, then=partial(self._on_saved, path),
                           failed=self._on_failed)  # fmt: skip

    def _on_saved(self, path: Path, _nothing: object) -> None:
        self.messages.show_ok(self.tr("„%1“ ist gespeichert.").replace("%1", path.name))

    def _on_printed(self) -> None:
        self.messages.show_ok(self.tr("Gedruckt."))

    def _on_failed(self, error: CaseworkError) -> None:
        self.messages.show_error(str(error))


def make_slip(data: AppointmentPrint, variant: SheetVariant, language: str) -> PrintedSheet:
    """For `work.compute`. Raises PrintError."""
    from desktop.printing.sheets.appointment_sheet import appointment_sheet  # noqa: PLC0415  loads reportlab

    return appointment_sheet(data, variant, language)
