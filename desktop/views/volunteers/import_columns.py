"""Step 2 of a list of volunteers: every column with what it means; what nobody reads is named."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.casework.volunteers.register.volunteer_headings import VolunteerField
from desktop.exchange.layout import Column
from desktop.models.import_columns import confidence
from desktop.models.volunteer_import_job import VolunteerImportJob
from desktop.views import style
from desktop.views.components.card import Card
from desktop.views.components.chip import Chip, Tone
from desktop.views.components.scroll_page import ScrollPage
from desktop.views.fields.options import Option, term_options
from desktop.views.fields.pick_edit import PickEdit
from desktop.views.people.lines import order_stops
from desktop.views.start.start_page import words

_LEFT_OUT = "-"
_TONES = {"ok": Tone.OK, "accent": Tone.ACCENT, "warn": Tone.WARN, "muted": Tone.NEUTRAL, "bad": Tone.BAD}


class ColumnsStep(ScrollPage):
    """A line for each column of the list."""

    def __init__(self, job: VolunteerImportJob, parent: QWidget | None = None) -> None:
        super().__init__(margin=0, parent=parent)
        self._job = job
        self.rows: list[ColumnLine] = []
        self._summary = words("", "muted")
        self.body.addWidget(self._summary)
        card = Card()
        self._list = QVBoxLayout()
        card.body.addLayout(self._list)
        self.body.addWidget(card)
        self.body.addStretch(1)
        job.found.connect(self._build)
        job.columns_changed.connect(self._show)

    def focus_problem(self) -> None:
        """Put the keyboard into the first column something stands against."""
        problems = self._job.layout.problems() if self._job.layout else {}
        row = next((row for row in self.rows if row.index in problems), self.rows[0] if self.rows else None)
        if row is not None:
            row.meaning.setFocus(Qt.FocusReason.TabFocusReason)

    def _build(self) -> None:
        for row in self.rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        layout = self._job.layout
        self.rows = [ColumnLine(column) for column in layout.columns] if layout else []
        for row in self.rows:
            self._list.addWidget(row)
            row.chosen.connect(self._on_chosen)
        self._list.setSpacing(style.space(3))
        self._show()
        order_stops(self)

    def _show(self) -> None:
        layout = self._job.layout
        if layout is None:
            return
        problems = layout.problems()
        for row, column in zip(self.rows, layout.columns, strict=True):
            row.show_column(column, problems.get(column.index, ""))
        unknown = ", ".join(f"„{column.shown}“" for column in layout.columns if column.field is None)
        told = self.tr("%1 Spalten hat die Liste.").replace("%1", str(len(layout.columns)))
        left = self.tr("Nicht gelesen werden: %1.").replace("%1", unknown) if unknown else ""
        self._summary.setText(" ".join(part for part in (told, left) if part))

    def _on_chosen(self, index: int, field: object) -> None:
        self._job.set_column(index, field if isinstance(field, VolunteerField) else None)


class ColumnLine(QWidget):
    """One column: heading with examples, its meaning to choose, how sure that is and why.

    *Signals:* chosen(index, VolunteerField or None) by the user.
    """

    chosen = Signal(int, object)

    def __init__(self, column: Column[VolunteerField], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.index, self._field = column.index, column.field
        self.meaning = PickEdit((Option(_LEFT_OUT, self.tr("nicht übernehmen")), *term_options(VolunteerField)))
        self.meaning.setAccessibleName(self.tr("Bedeutung der Spalte „%1“").replace("%1", column.shown))
        self.meaning.setObjectName(f"column_{column.index}")
        self._samples = words(_sample_words(column) or self.tr("Die Spalte ist leer."), "muted")
        self._chip, self._reason = Chip(""), words("", "muted")
        self._what = _stacked(words(column.shown, "strong"), self._samples)
        self._why = _stacked(self._chip, self._reason)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._arrange()
        self.meaning.picked.connect(self._on_picked)
        self.meaning.left.connect(self._on_left)
        style.notifier().changed.connect(self._arrange)

    def show_column(self, column: Column[VolunteerField], problem: str) -> None:
        """Show the meaning of now; `problem` is a sentence against it."""
        self._field = column.field
        self.meaning.set_code(column.field or _LEFT_OUT)
        word, tone, icon = (self.tr("doppelt"), "bad", "circle-alert") if problem else confidence(column)
        self._chip.set_state(word, _TONES[tone], icon)
        self._reason.setText(problem or column.reason)
        style.set_look(self._reason, "bad" if problem else "muted")
        style.set_look(self.meaning, "invalid" if problem else "")
        self.meaning.setAccessibleDescription(f"{word}. {problem or column.reason} {self._samples.text()}")

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
            self.chosen.emit(self.index, code if isinstance(code, VolunteerField) else None)

    def _on_left(self) -> None:
        """What cannot be read, or an emptied line, goes back to the meaning before."""
        if self.meaning.code() is None:
            self.meaning.set_code(self._field or _LEFT_OUT)


def _sample_words(column: Column[VolunteerField]) -> str:
    return " · ".join(sample if len(sample) <= 40 else f"{sample[:39]}…" for sample in column.samples)


def _stacked(*parts: QWidget) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(style.space(0.5))
    for part in parts:
        column.addWidget(part)
    return box
