"""What a person's facts said before, on demand."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.casework.people.facts import FormerValue
from desktop.clock import german_date
from desktop.models.person_form import former_words
from desktop.views.components.scroll_page import ScrollPage
from desktop.views.people.lines import words


class HistoryView(ScrollPage):
    """Former values, newest first; `label` gives the words of a fact."""

    def __init__(
        self, history: tuple[tuple[str, FormerValue], ...], label: Callable[[str], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(margin=0, parent=parent)
        if not history:
            self.body.addWidget(words(self.tr("Noch keine Angabe wurde geändert."), "muted"))
        for field, former in history:
            self.body.addWidget(words(f"{label(field)}: {former_words(field, former.value)}", "strong"))
            self.body.addWidget(words(_when(former), "muted"))
        self.body.addStretch(1)


def _when(former: FormerValue) -> str:
    """„FSA-Übergabe, 03.11.2026 · geändert am 20.11.2026“."""
    origin = former.origin.label if former.origin else ""
    stated = f"{origin}, {german_date(former.as_of)}" if former.as_of else origin
    replaced = f"geändert am {german_date(former.replaced_at.astimezone().date())}"
    return " · ".join(part for part in (stated, replaced) if part)
