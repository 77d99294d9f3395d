"""Step 2: the recovery sheet. It exists only now, so the way on opens when it is on paper or written down."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.exchange.whole_file import save_whole
from desktop.models.work import Runner
from desktop.views import messages
from desktop.views.components.flow_layout import FlowLayout
from desktop.views.start.doors import Doors, Sheet
from desktop.views.start.groups import GroupsProof, groups_grid
from desktop.views.start.start_page import StartPage, button, words


class SheetPage(StartPage):
    """*Signals:* `done` when the sheet was printed, saved, or two of its groups were typed from paper."""

    done = Signal()

    def __init__(
        self, sheet: Sheet, doors: Doors, runner: Runner, step: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(
            self.tr("Wiederherstellungsblatt"),
            step + self.tr("Mit diesem Schlüssel kommen Sie wieder in den Tresor, wenn das Kennwort vergessen ist. Er "
                    "steht nur auf diesem Blatt. Legen Sie es in den Safe, nicht neben den PC."),
            icon="key-round", parent=parent,
        )  # fmt: skip
        self._sheet, self._doors, self._runner = sheet, doors, runner
        self._kept = False
        self.body.addWidget(groups_grid(sheet.groups))
        self._build_paper()
        self._build_proof()
        self._next = button(self.tr("Weiter"), "arrow-right", "primary")
        self._next.clicked.connect(self.proceed)
        self._add_buttons(self._next)

    def _build_paper(self) -> None:
        if self._doors.sheet_pdf is None:
            return
        row = FlowLayout(gap=2)
        if self._doors.print_pdf is not None:
            paper = button(self.tr("Blatt drucken"), "printer")
            paper.clicked.connect(self._on_print_clicked)
            row.addWidget(paper)
        save = button(self.tr("Als PDF speichern …"), "save")
        save.clicked.connect(self._on_save_clicked)
        row.addWidget(save)
        self.body.addLayout(row)

    def _build_proof(self) -> None:
        self.proof = GroupsProof(self._sheet.groups)
        self._asked = self.proof.asked
        self._add_field(self.proof)
        self.body.addWidget(words(self.tr("Wer das Blatt und die Dateien des Tresors hat, kann ihn öffnen."), "muted"))

    def proceed(self) -> None:
        """Go on when the sheet is kept; otherwise say what is missing."""
        if self._kept or self.proof.is_right():
            self.done.emit()
        elif self.proof.is_empty():
            self.show_notice(self.tr("Bitte drucken oder speichern Sie das Blatt, oder schreiben Sie die Gruppen ab."))
        else:
            self.proof.say_wrong()

    def _on_print_clicked(self) -> None:
        assert self._doors.sheet_pdf is not None
        self._runner.compute(
            self, self._doors.sheet_pdf, self._sheet, then=self._on_pdf_to_print, failed=self.show_error
        )

    def _on_pdf_to_print(self, pdf: bytes) -> None:
        assert self._doors.print_pdf is not None
        self._doors.print_pdf(self, pdf, self._on_printed, self.show_error)

    def _on_printed(self) -> None:
        self._keep(self.tr("Gedruckt. Bitte prüfen Sie das Blatt am Drucker."))

    def _on_save_clicked(self) -> None:
        messages.choose_target(self, self.tr("Blatt speichern"), "PDF (*.pdf)", "pdf", self._save,
                               start=Path.home() / self.tr("Wiederherstellungsblatt.pdf"))

    def _save(self, path: Path) -> None:
        assert self._doors.sheet_pdf is not None
        self._runner.compute(self, _write, self._doors.sheet_pdf, self._sheet, path,
                             then=lambda _none: self._keep(self.tr("Gespeichert. Bitte drucken und danach löschen.")),
                             failed=self.show_error)

    def _keep(self, sentence: str) -> None:
        self._kept = True
        self.show_notice(sentence, "ok")


def _write(make: Callable[[Sheet], bytes], sheet: Sheet, path: Path) -> None:
    """Raises CaseworkError."""
    save_whole(path, make(sheet))
