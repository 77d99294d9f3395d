"""The print preview of a Fassung: pages at the left, what to print and what to know at the right."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.errors import CaseworkError, PrintError
from desktop.models.preview_board import PreviewBoard
from desktop.models.work import Work
from desktop.views import icons, messages, style
from desktop.views.commands import keys_as_said
from desktop.views.components.message_area import MessageArea
from desktop.views.components.page_head import PageHead
from desktop.views.components.scroll_page import ScrollPage
from desktop.views.components.section import Section
from desktop.views.components.tab_order import tab_before
from desktop.views.places import Places
from desktop.views.preview.check_form import CheckForm
from desktop.views.preview.hints import HintList, hints_of
from desktop.views.preview.options_panel import OptionsPanel
from desktop.views.preview.pages_view import PagesView
from desktop.views.print_pdf import print_pdf

_SIDE_CHARACTERS, _SIDE_AT_LARGE_TEXT = 52, 34
_LARGE_TEXT = 125
_PRINT, _SAVE = "Ctrl+P", "Ctrl+S"


class PreviewPage(QWidget):
    """Shows the sheets of one Fassung from memory. `show_target(version_id)` shows another one."""

    def __init__(self, work: Work, version_id: int | None, places: Places, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._places = places
        self.board = PreviewBoard(work, self)
        self.head = PageHead(self.tr("Druckvorschau"))
        self.messages = MessageArea()
        self.pages = PagesView()
        self.options, self.hints, self.check = OptionsPanel(), HintList(), CheckForm()
        self._build_head()
        self._build()
        self._connect()
        self._show_possible()
        self._fit()
        if version_id is not None:
            self.board.load(version_id)

    def show_target(self, version_id: int | None = None) -> None:
        """Called on every visit: read again, as plan and checks may be others now."""
        self.messages.clear()
        if version_id is not None:
            self.board.load(version_id)
        self.pages.large.setFocus(Qt.FocusReason.OtherFocusReason)

    def print_sheet(self) -> None:
        """Ask for the printer and hand the pages over."""
        if self.board.sheet is not None and not self.board.busy:
            print_pdf(self, self.board.sheet.pdf, self._on_printed, self._on_failed)

    def save_sheet(self) -> None:
        """Ask where to and write the PDF."""
        if self.board.sheet is not None and not self.board.busy:
            folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
            messages.choose_target(self, self.tr("PDF speichern"), "PDF (*.pdf)", "pdf", self._on_target,
                                   start=folder / self.board.file_name())

    # building

    def _build_head(self) -> None:
        self.print_button = self.head.set_primary(self.tr("Drucken"), "printer")
        self.save_button = QPushButton(self.tr("PDF speichern"))
        self.back_button = QPushButton(self.tr("Zurück"))
        icons.set_icon(self.save_button, "download", "accent")
        icons.set_icon(self.back_button, "arrow-left", "accent")
        self.head.add_widget(self.save_button)
        self.head.add_widget(self.back_button)
        tab_before(self.back_button, self.save_button)
        for button, keys in ((self.print_button, _PRINT), (self.save_button, _SAVE)):
            button.setToolTip(f"{button.text()} ({keys_as_said(keys)})")

    def _build(self) -> None:
        self._outer, self._row = QVBoxLayout(self), QHBoxLayout()
        self._side = ScrollPage(margin=0)
        choice, known = Section(self.tr("Was gedruckt wird")), Section(self.tr("Vor dem Aushändigen"))
        choice.body.addWidget(self.options)
        known.body.addWidget(self.hints)
        known.body.addWidget(self.check)
        for section in (choice, known):
            self._side.body.addWidget(section)
        self._side.body.addStretch(1)
        self._row.addWidget(self.pages, 1)
        self._row.addWidget(self._side)
        self._outer.addWidget(self.head)
        self._outer.addWidget(self.messages)
        self._outer.addWidget(self.pages.bar)
        self._outer.addLayout(self._row, 1)

    def _connect(self) -> None:
        self.print_button.clicked.connect(self.print_sheet)
        self.save_button.clicked.connect(self.save_sheet)
        self.back_button.clicked.connect(self._places.back)
        self.options.chosen.connect(self.board.choose)
        self.check.marked.connect(self._on_marked)
        self.check.list_wanted.connect(self._on_list_wanted)
        self.board.shown.connect(self._on_shown)
        self.board.busy_changed.connect(self._show_possible)
        self.board.failed.connect(self._on_failed)
        self.board.checked.connect(self._on_checked)
        self.pages.bar.add_shortcuts(self)
        for keys, slot in ((_PRINT, self.print_sheet), (_SAVE, self.save_sheet)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)
        style.notifier().changed.connect(self._fit)

    def _fit(self) -> None:
        self._outer.setContentsMargins(style.space(6), style.space(4), style.space(6), style.space(3))
        self._outer.setSpacing(style.space(2))
        self._row.setSpacing(style.space(6))
        self._side.body.setSpacing(style.space(6))
        large = style.text_scale() > _LARGE_TEXT
        self._side.setFixedWidth(style.text_width(_SIDE_AT_LARGE_TEXT if large else _SIDE_CHARACTERS))

    # what the board says

    def _on_shown(self) -> None:
        data, sheet = self.board.data, self.board.sheet
        assert data is not None
        assert sheet is not None
        try:
            self.pages.show_pdf(sheet.pdf)
        except PrintError as error:
            self._on_failed(error)
        self.options.show_choice(sheet.choice)
        self.hints.show_hints(hints_of(data, sheet))
        self.check.setVisible(bool(sheet.made and sheet.made.unreviewed))
        parts = (data.case_number, data.title, self.tr("Fassung %1").replace("%1", str(data.view.version)),
                 data.view.state.label)  # fmt: skip
        self.head.set_subtitle(" · ".join(parts))
        self._show_possible()

    def _show_possible(self) -> None:
        """Only what is really shown can be printed and saved."""
        ready = self.board.sheet is not None and not self.board.busy
        self.print_button.setEnabled(ready)
        self.save_button.setEnabled(ready)
        self.pages.bar.set_busy(self.board.busy)

    def _on_failed(self, error: CaseworkError) -> None:
        self.messages.show_error(str(error))

    def _on_printed(self) -> None:
        self.messages.show_ok(self.tr("An den Drucker gegeben."))
        self.board.printed()

    def _on_target(self, path: Path) -> None:
        def told() -> None:
            self.messages.show_ok(
                self.tr("Gespeichert: „%1“. Die Datei ist nicht verschlüsselt.").replace("%1", path.name)
            )

        self.board.save(path, told)

    def _on_marked(self, reviewer: str) -> None:
        self.board.mark_checked(reviewer, self.check.show_error)

    def _on_checked(self, count: int) -> None:
        self.check.fold()
        words = self.tr("%1 Texte sind als geprüft gemerkt.").replace("%1", str(count))
        self.messages.show_ok(self.tr("1 Text ist als geprüft gemerkt.") if count == 1 else words)

    def _on_list_wanted(self) -> None:
        sheet = self.board.sheet
        if sheet is not None:
            self._places.go("wording", sheet.choice.printed_language)
