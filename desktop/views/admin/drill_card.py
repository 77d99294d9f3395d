"""The restore drill: when the last one was, whether it is time for the next, and its protocol on paper."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.casework.drills import DrillRow
from desktop.casework.office import OfficeSettings, office_settings
from desktop.clock import german_date
from desktop.errors import CaseworkError
from desktop.exchange.whole_file import save_whole
from desktop.models.copy_words import moment
from desktop.models.work import Work
from desktop.views import messages
from desktop.views.admin.backup_tools import BackupTools
from desktop.views.components.card import Card
from desktop.views.components.flow_layout import FlowLayout
from desktop.views.components.message_area import MessageArea
from desktop.views.print_pdf import print_pdf
from desktop.views.start.start_page import button, words


class DrillCard(Card):
    """*Signals:* `start_wanted`."""

    start_wanted = Signal()

    def __init__(self, work: Work, tools: BackupTools, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Übung: Sicherung zurückholen"), "clipboard-check", parent)
        self._work, self._tools = work, tools
        self._last: DrillRow | None = None
        self._due = False
        self._messages = MessageArea()
        self.said = words("")
        hint = self.tr("Einmal im Jahr: Die neueste Sicherung wird zur Probe zurückgeholt, vollständig geprüft und "
                       "wieder gelöscht. Ihr Tresor bleibt dabei, wie er ist.")  # fmt: skip
        for widget in (self._messages, self.said, words(hint, "muted")):
            self.body.addWidget(widget)
        self._build_buttons()
        self.show_last(None)

    def show_last(self, last: DrillRow | None) -> None:
        """The newest drill, passed or not."""
        self._last = last
        for paper in (self.print_button, self.save_button):
            paper.setVisible(last is not None)
        self._say()

    def show_due(self, due: bool) -> None:
        """Whether a year is over."""
        self._due = due
        self._say()

    def set_busy(self, busy: bool) -> None:
        """While a copy is made or brought back nothing else is begun."""
        self.start.setEnabled(not busy)

    def _build_buttons(self) -> None:
        row = FlowLayout(gap=2)
        self.start = button(self.tr("Übung starten"), "rotate-ccw")
        self.start.clicked.connect(self.start_wanted)
        self.print_button = button(self.tr("Protokoll drucken"), "printer")
        self.print_button.clicked.connect(self._on_print_clicked)
        self.save_button = button(self.tr("Protokoll als PDF …"), "save")
        self.save_button.clicked.connect(self._on_save_clicked)
        for made in (self.start, self.print_button, self.save_button):
            row.addWidget(made)
        self.body.addLayout(row)

    def _say(self) -> None:
        if self._last is None:
            said = self.tr("Noch keine Übung.")
        else:
            result = self.tr("bestanden") if self._last.passed else self.tr("nicht bestanden")
            said = self.tr("Letzte Übung: %1, %2.").replace("%1", moment(self._last.at)).replace("%2", result)
        self.said.setText(said + (self.tr(" Die jährliche Übung ist fällig.") if self._due else ""))

    def _with_pdf(self, then: Callable[[bytes], object]) -> None:
        """Make the protocol of the last drill, with the office's name from the vault."""
        last = self._last
        if last is None:
            return

        def named(office: OfficeSettings) -> None:
            name = ", ".join(part for part in (office.municipality, office.office_name) if part)
            self._work.compute(self, self._tools.protocol, last, name, then=then, failed=self._on_failed)

        self._work.read(self, office_settings, then=named, failed=self._on_failed)

    def _on_print_clicked(self) -> None:
        self._with_pdf(self._print)

    def _print(self, pdf: bytes) -> None:
        print_pdf(self, pdf, self._on_printed, self._on_failed)

    def _on_printed(self) -> None:
        self._messages.show_ok(self.tr("Gedruckt. Bitte unterschreiben und zu den Unterlagen des Datenschutzes legen."))

    def _on_save_clicked(self) -> None:
        if self._last is not None:
            day = german_date(self._last.at.astimezone().date())
            name = self.tr("Wiederherstellungsübung %1.pdf").replace("%1", day)
            messages.choose_target(self, self.tr("Protokoll speichern"), "PDF (*.pdf)", "pdf", self._save,
                                   start=Path.home() / name)  # fmt: skip

    def _save(self, path: Path) -> None:
        def write(pdf: bytes) -> None:
            self._work.compute(self, save_whole, path, pdf, then=self._on_saved, failed=self._on_failed)

        self._with_pdf(write)

    def _on_saved(self, _none: None) -> None:
        self._messages.show_ok(self.tr("Gespeichert."))

    def _on_failed(self, error: CaseworkError) -> None:
        self._messages.show_error(str(error))
