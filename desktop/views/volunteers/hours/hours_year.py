"""A year of hours: the sum in a line with the limits as bars, and the sums by activity, Förderbereich and month."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.casework.volunteers.hours.hours_rows import Sums, YearSums
from desktop.casework.volunteers.hours.hours_words import clock_hours, euros, kilometres
from desktop.models.hours_tables import missing_words
from desktop.views import style
from desktop.views.components.card import Card
from desktop.views.components.chip import Chip, Tone
from desktop.views.people.lines import emptied, flow, short_words, words
from desktop.views.volunteers.hours.hours_parts import MONTHS, LimitBar

_RIGHT = Qt.AlignmentFlag.AlignRight


class YearHead(QWidget):
    """Always in sight: what the year comes to, what is missing, how far the limits are."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def show_sums(self, sums: YearSums) -> None:
        """Another year, or another state of it."""
        emptied(self._column)
        self._column.setSpacing(style.space(1))
        total = sums.total
        parts = [f"{clock_hours(total.minutes)} Stunden"]
        parts += [kilometres(total.metres)] if total.metres else []
        parts += [f"Auslagen {euros(total.expenses_cents + total.km_cents)}"] if _laid_out(total) else []
        line: list[QWidget] = [short_words(f"Jahr {sums.year}: {' · '.join(parts)}", "strong")]
        if sums.missing:
            line.append(Chip(f"ohne Stunden: {missing_words(sums.missing)}", Tone.WARN, "triangle-alert"))
        if sums.hint:
            line.append(Chip(sums.hint, Tone.NEUTRAL, "info"))
        self._column.addWidget(flow(*line))
        for row in sums.allowances:
            self._column.addWidget(LimitBar(row))


class YearView(QWidget):
    """Three tables below each other, each with its sum."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def show_sums(self, sums: YearSums) -> None:
        """Another year, or another state of it."""
        emptied(self._column)
        self._column.setSpacing(style.space(4))
        if not sums.total.any:
            self._column.addWidget(words(self.tr("In diesem Jahr ist nichts eingetragen."), "muted"))
        else:
            activities = [(activity.label, part) for activity, part in sums.by_activity]
            months = [(MONTHS[place], part) for place, part in enumerate(sums.by_month) if part.any]
            self._column.addWidget(_table(self.tr("Nach Tätigkeit"), "list", activities, sums.total))
            self._column.addWidget(_table(self.tr("Nach Förderbereich"), "target", sums.by_area, sums.total))
            self._column.addWidget(_table(self.tr("Nach Monat"), "calendar", months, sums.total))
        self._column.addStretch(1)


def _table(title: str, icon: str, rows: Iterable[tuple[str, Sums]], total: Sums) -> Card:
    card = Card(title, icon)
    grid = QGridLayout()
    grid.setHorizontalSpacing(style.space(4))
    grid.setVerticalSpacing(style.space(1))
    for place, head in enumerate(("", "Stunden", "Weg", "Auslagen", "Pauschalen")):
        grid.addWidget(words(head, "muted"), 0, place, _RIGHT if place else Qt.AlignmentFlag.AlignLeft)
    for line, (name, sums) in enumerate((*rows, ("Summe", total)), 1):
        _add_line(grid, line, name, sums)
    grid.setColumnStretch(0, 1)
    card.body.addLayout(grid)
    return card


def _add_line(grid: QGridLayout, line: int, name: str, sums: Sums) -> None:
    look = "strong" if name == "Summe" else ""
    grid.addWidget(words(name, look), line, 0)
    told = (clock_hours(sums.minutes), kilometres(sums.metres) if sums.metres else "–",
            euros(sums.expenses_cents + sums.km_cents) if _laid_out(sums) else "–",
            euros(sums.allowance_cents) if sums.allowance_cents else "–")  # fmt: skip
    for place, text in enumerate(told, 1):
        grid.addWidget(short_words(text, look), line, place, _RIGHT)


def _laid_out(sums: Sums) -> bool:
    return bool(sums.expenses_cents or sums.km_cents)
