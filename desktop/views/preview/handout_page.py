"""A sheet to hand over as it will be on paper: language and layout are chosen here, then it is printed or saved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

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
from desktop.views.preview.pages_view import PagesView
from desktop.views.print_pdf import print_pdf

_GERMAN = "de"
_WORDS = {
    SheetVariant.GERMAN: "Deutsch", SheetVariant.SIDE_BY_SIDE: "zweisprachig",
    SheetVariant.LANGUAGE_ONLY: "nur die Sprache",
}  # fmt: skip


@dataclass(frozen=True)
class Handout:
    """What is shown: `make` builds the sheet on the second thread, `note` says what is not on it."""

    title: str
    subtitle: str
    file_name: str
    language: str
    """Language of whom it is for; empty where none is known."""
    make: Callable[[SheetVariant, str], PrintedSheet]
    note: str = ""
    make_large: Callable[[SheetVariant, str], PrintedSheet] | None = None
    """The same in large print, where there is such a sheet."""


class HandoutPage(QWidget):
    """Base of the pages of Terminzettel and Gesprächsnotiz: they read the data and give it to `show_handout`."""

    def __init__(
        self, work: Work, title: str, variants: Sequence[SheetVariant] = tuple(SheetVariant),
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.work = work
        self._handout: Handout | None = None
        self._pdf = b""
        self._sheet_number = 0
        self.head, self.messages = PageHead(title), MessageArea()
        segments = tuple(Segment(variant, _WORDS[variant]) for variant in variants)
        self.variant = SegmentRow(segments, self.tr("Ausdruck"))
        self.language = CodeField("language", self.tr("Sprache"),
                                  [Option(code, language_name(code)) for code in PRINT_LANGUAGES])  # fmt: skip
        self.large_print = QCheckBox(self.tr("Große Schrift"))
        self.large_print.hide()
        self.pages = PagesView()
        self._build()
        self.language.changed.connect(self._on_language_changed)
        self.variant.picked.connect(self._on_variant_picked)
        self.large_print.toggled.connect(self.make)
        self._fit()
        style.notifier().changed.connect(self._fit)

    def forget_sheet(self) -> None:
        """Another sheet is on its way: the one shown is neither printed nor saved any more."""
        self._handout, self._pdf = None, b""

    def show_handout(self, handout: Handout) -> None:
        """Make it in the language of whom it is for."""
        self._handout = handout
        self.head.set_title(handout.title)
        self.head.set_subtitle(handout.subtitle)
        self.large_print.setVisible(handout.make_large is not None)
        self.language.set_value(handout.language or None)
        self.variant.set_value(SheetVariant.SIDE_BY_SIDE if handout.language else SheetVariant.GERMAN)
        self.make()

    def save(self) -> None:
        """Save the PDF where the user chooses."""
        if self._handout is not None and self._pdf:
            messages.choose_target(self, self.tr("PDF speichern"), "PDF (*.pdf)", "pdf", self._write,
                                   start=Path.home() / self._handout.file_name)  # fmt: skip

    def print_out(self) -> None:
        """Print it on a printer the user chooses."""
        if self._pdf:
            print_pdf(self, self._pdf, self._on_printed, self.on_failed)

    def make(self) -> None:
        """Set the sheet as chosen."""
        order_stops(self)  # the row of buttons is one stop: the chosen one
        if self._handout is None:
            return
        self._sheet_number += 1
        language = str(self.language.value() or _GERMAN)
        variant = self.variant.value()
        chosen = variant if isinstance(variant, SheetVariant) else SheetVariant.GERMAN
        large = self._handout.make_large if self.large_print.isChecked() else None
        self.work.compute(self, large or self._handout.make, chosen, language,
                          then=partial(self._on_sheet, self._sheet_number), failed=self.on_failed)  # fmt: skip

    def on_failed(self, error: CaseworkError) -> None:
        """Say what did not work."""
        self.messages.show_error(str(error))

    def _build(self) -> None:
        self.head.set_primary(self.tr("Drucken"), "printer").clicked.connect(self.print_out)
        save = QPushButton(self.tr("PDF speichern"))
        icons.set_icon(save, "download")
        save.clicked.connect(self.save)
        self.head.add_widget(self.large_print)
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

    def _on_sheet(self, number: int, sheet: PrintedSheet) -> None:
        if number != self._sheet_number or self._handout is None:
            return  # another choice was made meanwhile
        self._pdf = sheet.pdf
        try:
            self.pages.show_pdf(sheet.pdf)
        except PrintError as error:
            self.on_failed(error)
            return
        if sheet.missing:
            self.messages.show_warning(self.tr("Zeichen, die keine Schrift hat: %1").replace(
                "%1", " ".join(sheet.missing)))  # fmt: skip
        elif self._handout.note:
            self.messages.show_info(self._handout.note)
        elif sheet.untranslated_own:
            self.messages.show_info(self.tr("Eigene Texte stehen nur auf Deutsch auf dem Blatt."))
        else:
            self.messages.clear()

    def _on_language_changed(self) -> None:
        if self.language.value() is not None and self.variant.value() is SheetVariant.GERMAN:
            self.variant.set_value(SheetVariant.SIDE_BY_SIDE)
        self.make()

    def _on_variant_picked(self, variant: object) -> None:
        if variant is None:
            self.variant.set_value(SheetVariant.GERMAN)
        if variant not in (None, SheetVariant.GERMAN) and self.language.value() is None:
            self.language.show_error(self.tr("Bitte eine Sprache wählen."))
            self.language.focus_input()
        else:
            self.make()

    def _write(self, path: Path) -> None:
        self.work.compute(self, save_whole, path, self._pdf, then=partial(self._on_saved, path),
                          failed=self.on_failed)  # fmt: skip

    def _on_saved(self, path: Path, _nothing: object) -> None:
        self.messages.show_ok(self.tr("„%1“ ist gespeichert.").replace("%1", path.name))

    def _on_printed(self) -> None:
        self.messages.show_ok(self.tr("Gedruckt."))
