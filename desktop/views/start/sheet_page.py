"""Step 2: the recovery sheet. It exists only now, so the way on opens when it is on paper or written down."""

from __future__ import annotations

import re
import secrets
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from desktop.errors import CaseworkError
from desktop.models.work import Runner
from desktop.views import messages, style
from desktop.views.components.flow_layout import FlowLayout
from desktop.views.fields.text_field import TextField
from desktop.views.start.doors import Doors, Sheet
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
        self._asked = sorted(secrets.SystemRandom().sample(range(1, len(sheet.groups) + 1), 2))
        self._kept = False
        self._build_groups()
        self._build_paper()
        self._build_proof()
        self._next = button(self.tr("Weiter"), "arrow-right", "primary")
        self._next.clicked.connect(self.proceed)
        self._add_buttons(self._next)

    def _build_groups(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(style.space(8))
        grid.setVerticalSpacing(style.space(2))
        for number, group in enumerate(self._sheet.groups, 1):
            label = QLabel(f"{number}:  {group[:3]} {group[3:]}")
            style.set_look(label, "section")
            label.setFont(style.font("tabular"))
            label.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)  # PRIVACY: not for the clipboard
            grid.addWidget(label, (number - 1) % 4, (number - 1) // 4)
        grid.setColumnStretch(2, 1)
        self.body.addLayout(grid)

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
        numbers = self.tr("Gruppe %1 und Gruppe %2")
        numbers = numbers.replace("%1", str(self._asked[0])).replace("%2", str(self._asked[1]))
        self.proof = TextField(
            "proof", self.tr("Oder abgeschrieben? Dann bitte %1 vom Papier").replace("%1", numbers), characters=24,
            help_text=self.tr("Zweimal sechs Ziffern, zum Beispiel 123456 234567."),
        )  # fmt: skip
        self._add_field(self.proof)
        self.body.addWidget(words(self.tr("Wer das Blatt und die Dateien des Tresors hat, kann ihn öffnen."), "muted"))

    def proceed(self) -> None:
        """Go on when the sheet is kept; otherwise say what is missing."""
        if self._kept or self._is_written_down():
            self.done.emit()
        elif self.proof.is_empty():
            self.show_notice(self.tr("Bitte drucken oder speichern Sie das Blatt, oder schreiben Sie die Gruppen ab."))
        else:
            self.proof.show_error(self.tr("Das sind nicht diese beiden Gruppen. Bitte vom Papier ablesen."))
            self.proof.focus_input()

    def _is_written_down(self) -> bool:
        typed = re.sub(r"\D", "", self.proof.value() or "")
        return typed == "".join(self._sheet.groups[number - 1] for number in self._asked)

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


def _write(make: object, sheet: Sheet, path: Path) -> None:
    """Write the sheet beside `path` and move it there whole. Raises CaseworkError."""
    assert callable(make)
    unfinished = path.with_name(path.name + ".neu")
    try:
        unfinished.write_bytes(make(sheet))
        unfinished.replace(path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise CaseworkError(
            f"„{path.name}“ lässt sich nicht speichern; bitte schließen Sie sie oder wählen Sie einen anderen Namen."
        ) from error
