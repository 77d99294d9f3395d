"""One column of the list: heading with examples, its meaning to choose, how sure that is and why."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.exchange.layout import Column
from desktop.models.import_columns import confidence
from desktop.terms import Term
from desktop.views import style
from desktop.views.components.chip import Chip, Tone
from desktop.views.fields.options import Option, term_options
from desktop.views.fields.pick_edit import PickEdit
from desktop.views.start.start_page import words

_LEFT_OUT = "-"
_TONES = {"ok": Tone.OK, "accent": Tone.ACCENT, "warn": Tone.WARN, "muted": Tone.NEUTRAL, "bad": Tone.BAD}


class ColumnRow(QWidget):
    """*Signals:* `chosen(index, field or None)` by the user; `fields` are the meanings a column can have."""

    chosen = Signal(int, object)

    def __init__(self, column: Column[Any], fields: type[Term], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.index, self._fields = column.index, fields
        self._field = column.field
        self.meaning = PickEdit((Option(_LEFT_OUT, self.tr("nicht übernehmen")), *term_options(fields)))
        self.meaning.setAccessibleName(self.tr("Bedeutung der Spalte „%1“").replace("%1", column.shown))
        self.meaning.setObjectName(f"column_{column.index}")
        self._heading = words(column.shown, "strong")
        self._samples = words(self._sample_words(column), "muted")
        self._chip, self._reason = Chip(""), words("", "muted")
        self._what, self._why = _stacked(self._heading, self._samples), _stacked(self._chip, self._reason)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._arrange()
        self.meaning.picked.connect(self._on_picked)
        self.meaning.left.connect(self._on_left)
        style.notifier().changed.connect(self._arrange)

    def show_column(self, column: Column[Any], problem: str) -> None:
        """Show the meaning of now; `problem` is a sentence against it."""
        self._field = column.field
        self.meaning.set_code(column.field or _LEFT_OUT)
        word, tone, icon = (self.tr("doppelt"), "bad", "circle-alert") if problem else confidence(column)
        self._chip.set_state(word, _TONES[tone], icon)
        self._reason.setText(problem or column.reason)
        style.set_look(self._reason, "bad" if problem else "muted")
        style.set_look(self.meaning, "invalid" if problem else "")
        self.meaning.setAccessibleDescription(f"{word}. {problem or column.reason} {self._samples.text()}")

    def _sample_words(self, column: Column[Any]) -> str:
        if not column.samples:
            return self.tr("Die Spalte ist leer.")
        return " · ".join(sample if len(sample) <= 40 else f"{sample[:39]}…" for sample in column.samples)

    def _arrange(self) -> None:
        """Three parts side by side; below each other where the text is large."""
        large = style.text_scale() > 125
        self._grid.setHorizontalSpacing(style.space(6))
        self._grid.setVerticalSpacing(style.space(0.5))
        for column, stretch in enumerate((1, 0, 0) if large else (4, 3, 4)):
            self._grid.setColumnStretch(column, stretch)
        for place, part in enumerate((self._what, self.meaning, self._why)):
            row, column = (place, 0) if large else (0, place)
            self._grid.addWidget(part, row, column, Qt.AlignmentFlag(0) if large else Qt.AlignmentFlag.AlignTop)

    def _on_picked(self, code: object) -> None:
        if code is not None:
            self.chosen.emit(self.index, code if isinstance(code, self._fields) else None)

    def _on_left(self) -> None:
        """What cannot be read, or an emptied line, goes back to the meaning before."""
        if self.meaning.code() is None:
            self.meaning.set_code(self._field or _LEFT_OUT)


def _stacked(*parts: QWidget) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(style.space(0.5))
    for part in parts:
        column.addWidget(part)
    return box
