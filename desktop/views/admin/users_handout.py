"""What must go on paper before it is gone: start passwords for colleagues, the new recovery sheet."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.errors import CaseworkError
from desktop.exchange.whole_file import save_whole
from desktop.models.work import Work
from desktop.views import messages
from desktop.views.admin.users_tools import StartSheet, UsersTools
from desktop.views.components.card import Card
from desktop.views.components.flow_layout import FlowLayout
from desktop.views.components.message_area import MessageArea
from desktop.views.components.page_head import PageHead
from desktop.views.components.scroll_page import ScrollPage
from desktop.views.fields.check_field import CheckField
from desktop.views.start.doors import PrintPdf, Sheet
from desktop.views.start.groups import GroupsProof, groups_grid, words_grid
from desktop.views.start.start_page import button, words

S = TypeVar("S")


class HandoutPage(ScrollPage):
    """*Signals:* `done` once every sheet is on paper or written down."""

    done = Signal()

    def __init__(
        self,
        work: Work,
        tools: UsersTools,
        starts: tuple[StartSheet, ...],
        recovery: Sheet | None,
        *,
        after_change: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(form=True, parent=parent)
        self.messages = MessageArea()
        head = PageHead(self.tr("Blätter drucken und übergeben"))
        head.set_subtitle(self.tr("Diese Angaben zeigt Wegplan nur jetzt."))
        self.body.addWidget(head)
        self.body.addWidget(self.messages)
        if after_change:
            self.messages.show_ok(self.tr("Der Schlüssel ist gewechselt, alle Daten sind geprüft."))
        self.papers: list[StartPaper | RecoveryPaper] = [StartPaper(work, tools, start) for start in starts]
        if recovery is not None:
            self.papers.append(RecoveryPaper(work, tools, recovery))
        for paper in self.papers:
            self.body.addWidget(paper)
        self.done_button = button(self.tr("Fertig"), "check", "primary")
        self.done_button.clicked.connect(self.finish)
        self.body.addWidget(self.done_button, 0, Qt.AlignmentFlag.AlignLeft)

    def finish(self) -> None:
        """Go on when every sheet is kept; otherwise lead to the first that is not."""
        missing = next((paper for paper in self.papers if not paper.is_kept()), None)
        if missing is None:
            self.done.emit()
        else:
            missing.say_missing()


class Paper(Card, Generic[S]):
    """A sheet with the ways to keep it. Subclasses show what stands on it and what shows that it was written down."""

    def __init__(
        self, work: Work, print_pdf: PrintPdf, make: Callable[[S], bytes], sheet: S, title: str, icon: str, file: str
    ) -> None:
        super().__init__(title, icon)
        self._work, self._print_pdf, self._make, self._sheet = work, print_pdf, make, sheet
        self._title_text, self._file = title, file
        self._printed = False
        self.messages = MessageArea()
        self.body.addWidget(self.messages)

    def is_kept(self) -> bool:
        """Whether the sheet was printed or saved."""
        return self._printed

    def say_missing(self) -> None:
        """Tell what is to be done and give the keyboard to it."""
        self.messages.show_warning(self.tr("Bitte drucken oder speichern Sie dieses Blatt, oder schreiben Sie es ab."))
        self.print_button.setFocus()

    def _build_paper(self) -> None:
        row = FlowLayout(gap=2)
        self.print_button = button(self.tr("Blatt drucken"), "printer")
        self.save_button = button(self.tr("Als PDF speichern …"), "save")
        for each in (self.print_button, self.save_button):
            each.setAccessibleName(f"{each.text()}: {self._title_text}")
            row.addWidget(each)
        self.print_button.clicked.connect(self._on_print_clicked)
        self.save_button.clicked.connect(self._on_save_clicked)
        self.body.addLayout(row)

    def _on_print_clicked(self) -> None:
        self._work.compute(self, self._make, self._sheet, then=self._on_pdf, failed=self._on_failed)

    def _on_pdf(self, pdf: bytes) -> None:
        self._print_pdf(self, pdf, self._on_printed, self._on_failed)

    def _on_printed(self) -> None:
        self._keep(self.tr("Gedruckt. Bitte prüfen Sie das Blatt am Drucker."))

    def _on_save_clicked(self) -> None:
        messages.choose_target(self, self.tr("Blatt speichern"), "PDF (*.pdf)", "pdf", self._save,
                               start=Path.home() / self._file)

    def _save(self, path: Path) -> None:
        self._work.compute(self, partial(_write, self._make), self._sheet, path,
                           then=lambda _none: self._keep(self.tr("Gespeichert. Bitte drucken und danach löschen.")),
                           failed=self._on_failed)

    def _keep(self, sentence: str) -> None:
        self._printed = True
        self.messages.show_ok(sentence)

    def _on_failed(self, error: CaseworkError) -> None:
        self.messages.show_error(str(error))


class StartPaper(Paper[StartSheet]):
    """Six words for a colleague."""

    def __init__(self, work: Work, tools: UsersTools, sheet: StartSheet) -> None:
        title = self.tr("Startkennwort für %1").replace("%1", sheet.label)
        super().__init__(work, tools.print_pdf, tools.start_pdf, sheet, title, "user-plus",
                         self.tr("Startkennwort.pdf"))
        self.body.addWidget(words_grid(sheet.words))
        self._build_paper()
        self.written = CheckField("written", self.tr("Ich habe die sechs Wörter abgeschrieben oder selbst übergeben."))
        self.body.addWidget(self.written)

    def is_kept(self) -> bool:
        return super().is_kept() or self.written.value()


class RecoveryPaper(Paper[Sheet]):
    """The new recovery sheet; in writing, as at set-up."""

    def __init__(self, work: Work, tools: UsersTools, sheet: Sheet) -> None:
        super().__init__(work, tools.print_pdf, tools.sheet_pdf, sheet, self.tr("Wiederherstellungsblatt"), "key-round",
                         self.tr("Wiederherstellungsblatt.pdf"))
        self.body.addWidget(words(self.tr(
            "Legen Sie dieses Blatt in den Safe und vernichten Sie das alte. Es öffnet den Tresor, wenn Kennwörter "
            "vergessen sind."
        )))  # fmt: skip
        self.body.addWidget(groups_grid(sheet.groups))
        self._build_paper()
        self.proof = GroupsProof(sheet.groups)
        self.body.addWidget(self.proof)

    def is_kept(self) -> bool:
        return super().is_kept() or self.proof.is_right()

    def say_missing(self) -> None:
        if self.proof.is_empty():
            super().say_missing()
        else:
            self.proof.say_wrong()


def _write(make: Callable[[S], bytes], sheet: S, path: Path) -> None:
    """Raises CaseworkError."""
    save_whole(path, make(sheet))
