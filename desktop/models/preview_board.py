"""What the print preview shows: the chosen sheet, its PDF in memory, and what is to be known before handing it out.

The PDF is made in the second pool and never touches the disk; a Fassung in Kraft gives back its kept sheet byte for
byte (decision 18).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

import desktop.models.emit_guard  # noqa: F401  imported for its effect
from desktop.casework.changes import Changes
from desktop.casework.plans.plan_life import DocumentRow, Sheet, keep_sheet, kept_sheet, list_documents, mark_printed
from desktop.casework.plans.plan_print import PlanPrint, plan_print
from desktop.casework.plans.wording_checks import checked_texts, mark_checked
from desktop.errors import CaseworkError
from desktop.exchange.whole_file import save_whole
from desktop.models.wording_table import Checks, texts_to_check
from desktop.models.work import Work
from desktop.printing.sheets.printed import PrintedSheet
from desktop.terms import PlanState, SheetKind, SheetVariant

_GERMAN = "de"
_FILE_WORDS = {SheetKind.PLAN: "Plan", SheetKind.ONE_PAGE: "MeinPlan"}


@dataclass(frozen=True)
class SheetChoice:
    """Which sheet. `language` is remembered while the sheet is German alone."""

    kind: SheetKind = SheetKind.PLAN
    variant: SheetVariant = SheetVariant.GERMAN
    language: str = ""
    large_print: bool = False

    @property
    def printed_language(self) -> str:
        """Code of the language that stands on the sheet beside or instead of German."""
        return _GERMAN if self.variant is SheetVariant.GERMAN else self.language


@dataclass(frozen=True)
class ShownSheet:
    """A sheet in memory. Either it was `kept` or it was `made` now, then with what is to be known about it."""

    choice: SheetChoice
    pdf: bytes = field(repr=False)
    kept_at: dt.datetime | None = None
    made: PrintedSheet | None = field(default=None, repr=False)


class PreviewBoard(QObject):
    """Reads the Fassung once, makes the chosen sheet, and remembers what was done with it.

    Choices that follow each other quickly are not all made: when one is ready, the last one wanted is next.
    *Signals:* `shown` when `sheet` is new; `busy_changed`; `failed(CaseworkError)`; `checked(int)` for so many texts
    marked as checked.
    """

    shown = Signal()
    busy_changed = Signal()
    failed = Signal(object)
    checked = Signal(int)

    def __init__(self, work: Work, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._version_id = 0
        self._documents: tuple[DocumentRow, ...] = ()
        self._under_way = self._again = False
        self.data: PlanPrint | None = None
        self.choice = SheetChoice()
        self.sheet: ShownSheet | None = None

    @property
    def busy(self) -> bool:
        """Whether a sheet is being made."""
        return self._under_way

    def load(self, version_id: int) -> None:
        """Read a Fassung and make its sheet; another Fassung starts with the person's print language."""
        if version_id != self._version_id:
            self.data, self.sheet = None, None
        self._version_id = version_id
        self._work.read(self, list_documents, version_id, then=self._on_documents, failed=self._tell)
        self._work.read(self, plan_print, version_id, then=self._on_data, failed=self._tell)

    def choose(self, choice: SheetChoice) -> None:
        """Show another sheet of the same Fassung."""
        if choice != self.choice:
            self.choice = choice
            self._make()

    def mark_checked(self, reviewer: str, failed: Callable[[CaseworkError], object]) -> None:
        """Mark every machine-made text of the sheet shown as checked and make the sheet without the note."""
        if self.sheet is None or self.sheet.made is None:
            return
        language = self.sheet.choice.printed_language
        texts = texts_to_check(language, self.sheet.made.unreviewed)
        done = partial(self._on_checked, len(texts))
        self._work.change(self, mark_checked, language, texts, reviewer, then=done, failed=failed)

    def printed(self) -> None:
        """The sheet shown was handed to the printer."""
        if self.data is not None and self.data.view.state is PlanState.AGREEING:
            self._work.change(self, mark_printed, self._version_id, failed=self._tell)
        self._keep()

    def save(self, path: Path, then: Callable[[], object]) -> None:
        """Write the sheet shown to a file the user chose."""
        if self.sheet is None:
            return

        def written(_none: None) -> None:
            self._keep()
            then()

        self._work.compute(self, save_whole, path, self.sheet.pdf, then=written, failed=self._tell)

    def file_name(self) -> str:
        """„F-2026-014_Plan2_Fassung1_ar.pdf“: number of the plan within the case, never a name (decision 32)."""
        if self.data is None:
            return ""
        choice = self.sheet.choice if self.sheet else self.choice
        view, word = self.data.view, _FILE_WORDS[choice.kind]
        which = f"{word}{view.number}_Fassung{view.version}"
        return f"{self.data.case_number}_{which}_{choice.printed_language}.pdf"

    # reading and making

    def _on_documents(self, documents: tuple[DocumentRow, ...]) -> None:
        self._documents = documents

    def _on_data(self, data: PlanPrint) -> None:
        if data.view.id != self._version_id:
            return
        if self.data is None:
            language = data.view.header.language
            variant = SheetVariant.SIDE_BY_SIDE if language else SheetVariant.GERMAN
            self.choice = SheetChoice(self.choice.kind, variant, language)
        self.data = data
        self._make()

    def _make(self) -> None:
        if self._under_way:
            self._again = True
            return
        if self.data is None or not self.choice.printed_language:
            return
        self._set_under_way(True)
        choice, kept = self.choice, self._kept(self.choice)
        if kept is not None:
            self._work.read(self, kept_sheet, self._version_id, kept.kind, kept.variant, kept.language,
                            then=partial(self._on_kept, choice, kept), failed=self._on_failed)
        else:
            self._work.compute(self, make_sheet, self.data, choice, then=partial(self._on_made, choice),
                               failed=self._on_failed)

    def _kept(self, choice: SheetChoice) -> DocumentRow | None:
        """The kept sheet of this choice; large print is a help for reading and never kept."""
        if choice.large_print:
            return None
        wanted = (choice.kind, choice.variant, choice.printed_language)
        return next((row for row in self._documents if (row.kind, row.variant, row.language) == wanted), None)

    def _on_kept(self, choice: SheetChoice, kept: DocumentRow, pdf: bytes | None) -> None:
        if pdf is None:
            self._on_failed(CaseworkError("Der aufbewahrte Ausdruck ist nicht mehr da. Bitte eine Sicherung prüfen."))
        else:
            self._on_ready(ShownSheet(choice, pdf, kept_at=kept.made_at))

    def _on_made(self, choice: SheetChoice, made: PrintedSheet) -> None:
        self._on_ready(ShownSheet(choice, made.pdf, made=made))

    def _on_ready(self, sheet: ShownSheet) -> None:
        if self._start_again():
            return
        self._set_under_way(False)
        if self.data is not None:  # otherwise another Fassung is being read and this sheet is of the one before
            self.sheet = sheet
            self.shown.emit()

    def _on_failed(self, error: CaseworkError) -> None:
        if not self._start_again():
            self._set_under_way(False)
            self._tell(error)

    def _start_again(self) -> bool:
        """Whether something newer is wanted, which is made now."""
        if not self._again:
            return False
        self._again = False
        self._set_under_way(False)
        self._make()
        return True

    def _set_under_way(self, under_way: bool) -> None:
        if under_way != self._under_way:
            self._under_way = under_way
            self.busy_changed.emit()

    # what was done with it

    def _keep(self) -> None:
        """What leaves the house in force is kept, so that the same sheet comes out again (decision 18)."""
        sheet = self.sheet
        if self.data is None or sheet is None or sheet.kept_at is not None or sheet.choice.large_print:
            return
        if self.data.view.state is PlanState.IN_FORCE and self._kept(sheet.choice) is None:
            choice = sheet.choice
            kept = Sheet(choice.kind, choice.variant, choice.printed_language, sheet.pdf)
            self._work.change(self, keep_sheet, self._version_id, kept, then=self._on_now_kept, failed=self._tell)

    def _on_now_kept(self, _changes: Changes) -> None:
        self._work.read(self, list_documents, self._version_id, then=self._on_documents, failed=self._tell)

    def _on_checked(self, count: int, _changes: Changes) -> None:
        self.checked.emit(count)
        self._work.read(self, checked_texts, then=self._on_checks, failed=self._tell)

    def _on_checks(self, checks: Checks) -> None:
        if self.data is not None:
            self.data = replace(self.data, checked=checks)
            self._make()

    def _tell(self, error: CaseworkError) -> None:
        self.failed.emit(error)


def make_sheet(data: PlanPrint, choice: SheetChoice) -> PrintedSheet:
    """The sheet as PDF in memory. For `work.compute`: no database."""
    from desktop.printing.sheets.sheet import sheet  # noqa: PLC0415  loads reportlab, needed for the first print only

    return sheet(choice.kind, data, choice.variant, choice.printed_language, choice.large_print)
