"""A document large: its pages from memory, turned, printed, saved outside on request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.casework.attachments.attachments import AttachmentRow
from desktop.clock import german_date
from desktop.errors import CaseworkError, PrintError
from desktop.models.attachment_table import FAMILY, extent_words
from desktop.models.attachment_view import AttachmentView
from desktop.views import style
from desktop.views.attachments.tool_row import ToolRow
from desktop.views.components.message_area import MessageArea
from desktop.views.people.lines import words

if TYPE_CHECKING:
    from desktop.views.preview.pages_view import PagesView

_LARGE_TEXT = 140


class AttachmentViewer(QWidget):
    """*Signals:* `closed`; `save_wanted(AttachmentRow)`."""

    closed = Signal()
    save_wanted = Signal(object)

    def __init__(self, view: AttachmentView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._column, self._tools = QVBoxLayout(self), ToolRow(self)
        self._title, self._details, self.messages = words("", "section"), words("", "muted"), MessageArea()
        self.pages: PagesView | None = None
        self._build()
        view.shown.connect(self._on_shown)
        view.busy_changed.connect(self._show_possible)
        view.failed.connect(self._on_failed)
        self._fit()
        style.notifier().changed.connect(self._fit)

    def open(self, row: AttachmentRow, *, pictured: bool) -> None:
        """Show a document."""
        facts = row.facts
        parts = (facts.kind.label, row.person or FAMILY, german_date(row.day), extent_words(row), row.measure)
        self._title.setText(facts.title)
        self._details.setText(" · ".join(part for part in parts if part))
        self.messages.clear()
        self._make_pages()
        self._view.open(row, pictured=pictured)
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_document(self) -> None:
        """Forget its pages at once: nothing of it stays in memory for the next one."""
        self._view.close()
        if self.pages is not None:
            for part in (self.pages.bar, self.pages):
                self._column.removeWidget(part)
                part.hide()
                part.setParent(None)
                part.deleteLater()
            self.pages = None
        self.closed.emit()

    def print_document(self) -> None:
        """Record it, then ask for the printer."""
        if self._view.pdf is not None and not self._view.busy:
            self._view.before_printing(self._print)

    # building

    def _build(self) -> None:
        self.back = self._tools.add("arrow-left", self.tr("Zur Liste"), self.close_document, "Esc")
        self.left = self._tools.add("rotate-ccw", self.tr("Links drehen"), lambda: self._view.turn(-90), "Ctrl+Left")
        self.right = self._tools.add("rotate-cw", self.tr("Rechts drehen"), lambda: self._view.turn(90), "Ctrl+Right")
        self.print_button = self._tools.add("printer", self.tr("Drucken"), self.print_document, "Ctrl+P")
        self.save = self._tools.add("download", self.tr("Speichern unter …"), self._on_save_clicked, "Ctrl+Shift+S")
        self._column.setContentsMargins(0, 0, 0, 0)
        for part in (self._tools, self._title, self._details, self.messages):
            self._column.addWidget(part)

    def _make_pages(self) -> None:
        from desktop.views.preview.pages_view import PagesView  # noqa: PLC0415  memory: when somebody looks

        if self.pages is None:
            self.pages = PagesView()
            self.pages.bar.add_shortcuts(self)
            self._column.addWidget(self.pages.bar)
            self._column.addWidget(self.pages, 1)

    def _fit(self) -> None:
        self._column.setSpacing(style.space(1))
        self._details.setVisible(style.text_scale() <= _LARGE_TEXT)  # the list says it too; the page needs the room

    # slots

    def _on_shown(self) -> None:
        if self.pages is None or self._view.pdf is None:
            return
        try:
            self.pages.show_pdf(self._view.pdf)
        except PrintError:
            self._on_failed(CaseworkError(self.tr("Dieses Dokument lässt sich nicht anzeigen.")))
        self._show_possible()

    def _show_possible(self) -> None:
        ready = self._view.pdf is not None and not self._view.busy
        for button in (self.left, self.right, self.print_button, self.save):
            button.setEnabled(ready)
        if self.pages is not None:
            self.pages.bar.set_busy(self._view.busy)

    def _print(self) -> None:
        from desktop.views.print_pdf import print_pdf  # noqa: PLC0415  start-up time

        if self._view.pdf is not None:
            print_pdf(self, self._view.pdf, self._on_printed, self._on_failed)

    def _on_printed(self) -> None:
        self.messages.show_ok(self.tr("An den Drucker gegeben."))

    def _on_save_clicked(self) -> None:
        if self._view.row is not None:
            self.save_wanted.emit(self._view.row)

    def _on_failed(self, error: CaseworkError) -> None:
        self.messages.show_error(str(error))

