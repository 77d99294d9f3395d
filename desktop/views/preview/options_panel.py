"""What is to be printed: which sheet, which language, how the languages stand, how large."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.models.preview_board import SheetChoice
from desktop.printing.wording import LANGUAGE_NAMES
from desktop.terms import PLAN_SHEETS, PRINT_LANGUAGES, SheetKind, SheetVariant
from desktop.views import style
from desktop.views.fields.check_field import CheckField
from desktop.views.fields.choice_field import choice_field
from desktop.views.fields.code_field import CodeField
from desktop.views.fields.options import Option, term_options

_VARIANTS = {
    SheetVariant.GERMAN: "nur Deutsch", SheetVariant.SIDE_BY_SIDE: "nebeneinander",
    SheetVariant.LANGUAGE_ONLY: "nur die Sprache",
}  # fmt: skip


class OptionsPanel(QWidget):
    """Always holds a complete choice: what is emptied goes back to what it was.

    Signals: chosen(SheetChoice) by the user only.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choice = SheetChoice()
        self.kind = choice_field("kind", self.tr("Blatt"), term_options(PLAN_SHEETS))
        self.language = PrintLanguageField("language", self.tr("Sprache"))
        variants = [Option(variant, words) for variant, words in _VARIANTS.items()]
        self.variant = choice_field("variant", self.tr("Sprachen auf dem Blatt"), variants)
        self.large_print = CheckField("large_print", self.tr("Große Schrift"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.space(2))
        for field in (self.kind, self.language, self.variant, self.large_print):
            column.addWidget(field)
        self.kind.changed.connect(self._on_changed)
        self.variant.changed.connect(self._on_changed)
        self.large_print.changed.connect(self._on_changed)
        self.language.changed.connect(self._on_language_changed)

    def show_choice(self, choice: SheetChoice) -> None:
        """Show what is chosen, without saying so."""
        self._choice = choice
        self.kind.set_value(choice.kind)
        self.language.keep(choice.language)
        self.variant.set_value(choice.variant)
        self.large_print.set_value(choice.large_print)

    def _on_language_changed(self) -> None:
        """Whoever chooses a language wants to see it."""
        if self.language.value() is None:
            return
        if self.variant.value() is SheetVariant.GERMAN:
            self.variant.set_value(SheetVariant.SIDE_BY_SIDE)
        self._on_changed()

    def _on_changed(self) -> None:
        kind, variant = self.kind.value(), self.variant.value()
        before = self._choice
        now = SheetChoice(
            kind if isinstance(kind, SheetKind) else before.kind,
            variant if isinstance(variant, SheetVariant) else before.variant,
            str(self.language.value() or before.language),
            self.large_print.value(),
        )
        if now.printed_language:
            self.show_choice(now)
            self.chosen.emit(now)
        else:
            self.show_choice(before)
            self.language.show_error(self.tr("Bitte zuerst die Sprache wählen."))
            self.language.focus_input()


class PrintLanguageField(CodeField):
    """One of the print languages, found by its German or its own name; never left empty once it was chosen."""

    def __init__(self, key: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(key, label, print_language_options(), parent=parent)
        self._kept: str | None = None

    def keep(self, code: str) -> None:
        """Show a language; an emptied line comes back to it."""
        self._kept = code or None
        self.set_value(self._kept)

    def _on_left(self) -> None:
        if self.value() is None:
            self.set_value(self._kept)
        super()._on_left()


def print_language_options() -> tuple[Option, ...]:
    """The languages sheets exist in, in their own names too."""
    names = {code: LANGUAGE_NAMES[code] for code in PRINT_LANGUAGES}
    return tuple(
        Option(code, f"{name.german} · {name.own}", search=f"{name.own} {code}") for code, name in names.items()
    )
