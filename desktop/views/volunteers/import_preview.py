"""Step 3 of a list of volunteers: every row with what it is and what will happen, the marked one in full beside it."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop.casework.volunteers.register.volunteer_import import Standing
from desktop.models.volunteer_import_job import VolunteerImportJob
from desktop.models.volunteer_import_table import (
    STANDING_MARKS,
    ImportedLine,
    imported_lines,
    imported_table,
    keeps_line,
    standing_counts,
)
from desktop.models.volunteer_week import week_words
from desktop.models.volunteer_words import activity_words, spoken_words
from desktop.views import style
from desktop.views.components.card import Card
from desktop.views.components.chip import Chip, Tone
from desktop.views.components.data_table import DataTable
from desktop.views.components.scroll_page import ScrollPage
from desktop.views.people.lines import emptied, order_stops, words

_TONES = {"ok": Tone.OK, "warn": Tone.WARN, "bad": Tone.BAD, "muted": Tone.NEUTRAL}
_LEFT_OUT_WHEN_LARGE = (0, 2)  # the name needs the room; the panel tells them too


class PreviewStep(ScrollPage):
    """Space takes or leaves out the marked rows."""

    def __init__(self, job: VolunteerImportJob, parent: QWidget | None = None) -> None:
        super().__init__(margin=0, parent=parent)
        self._job = job
        noun = (self.tr("Zeile"), self.tr("Zeilen"), self.tr("Zeilen"))
        self.table = DataTable(self.tr("Zeilen der Liste"), noun, self.tr("Name, Ort oder Zeile"))
        self.model = imported_table(self)
        self.table.set_model(self.model)
        self.table.set_many(True)
        self.chips = {standing: self.table.filters.add_toggle(standing, standing.label,
                                                              icon=STANDING_MARKS[standing][0])
                      for standing in Standing}  # fmt: skip
        self.panel = RowPanel(job)
        self._build()
        job.previewed.connect(self._on_previewed)
        job.decided.connect(self._on_decided)
        self.table.filters.changed.connect(self._on_filters_changed)
        self.table.view.selectionModel().selectionChanged.connect(self._show_selection)
        space = QShortcut(QKeySequence(Qt.Key.Key_Space), self.table.view)
        space.setContext(Qt.ShortcutContext.WidgetShortcut)
        space.activated.connect(self._on_space)

    def focus_first(self) -> None:
        """Mark the first row that wants a look, else the first, and put the keyboard into the table."""
        rows = self.model.rows
        wanted = next((line for line in rows if line.row.standing in (Standing.BAD, Standing.UNCLEAR)), None)
        first = wanted or next(iter(rows), None)
        if first is not None:
            self.mark(first.number)
        self.table.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def mark(self, number: int) -> None:
        """Mark the row of a line and nothing else, also while Strg of Strg+Enter is still held down."""
        index = self.model.find(number)
        flags = QItemSelectionModel.SelectionFlag
        self.table.view.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.table.view.scrollTo(index)

    def _build(self) -> None:
        self._row = QHBoxLayout()
        left, right = Card(), Card()
        left.body.addWidget(self.table)
        right.body.addWidget(self.panel)
        self._row.addWidget(left, 7)
        self._row.addWidget(right, 4)
        self.body.addLayout(self._row, 1)
        self._fit_step()
        style.notifier().changed.connect(self._fit_step)

    def _selected(self) -> list[ImportedLine]:
        return [row for row in self.table.selected_rows() if isinstance(row, ImportedLine)]

    def _show_selection(self) -> None:
        lines = self._selected()
        self.panel.show_line(lines[0] if len(lines) == 1 else None)

    def _fit_step(self) -> None:
        """Side by side; below each other where the text is large."""
        large = style.text_scale() > 125
        for column in _LEFT_OUT_WHEN_LARGE:
            self.table.view.setColumnHidden(column, large)
        self._row.setDirection(QBoxLayout.Direction.TopToBottom if large else QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(style.space(4))
        least = round(style.line_height() * 14)
        self.table.setMinimumHeight(least if large else 0)
        self.panel.setMinimumHeight(least if large else 0)

    # slots

    def _on_previewed(self) -> None:
        self._show_rows()
        for standing, count in standing_counts(self._job.rows).items():
            chip = self.chips[standing]
            chip.setText(f"{standing.label} {count}")
            chip.setVisible(count > 0)
            if not count:
                chip.setChecked(False)  # what is not to be seen filters nothing
            said = self.tr("Nur %1, %2 Zeilen").replace("%1", standing.label).replace("%2", str(count))
            chip.setAccessibleName(said)
            chip.updateGeometry()
        self._show_selection()

    def _on_decided(self) -> None:
        self._show_rows()
        self._show_selection()

    def _show_rows(self) -> None:
        self.model.set_rows(imported_lines(self._job.rows, self._job.taken))

    def _on_filters_changed(self) -> None:
        values = self.table.filters.values()
        standings = frozenset(standing for standing in Standing if values[standing])
        text = str(values["text"])
        self.model.set_filter(lambda line: keeps_line(line, standings, text))

    def _on_space(self) -> None:
        """The marked rows are taken when one of them is not yet, else left out."""
        lines = [line for line in self._selected() if line.row.may_be_taken]
        if lines:
            numbers = frozenset(line.number for line in lines)
            self._job.take(numbers, take=not all(line.taken for line in lines))


class RowPanel(ScrollPage):
    """One row in full: standing, decision, what was read, and every cell that was not understood."""

    def __init__(self, job: VolunteerImportJob, parent: QWidget | None = None) -> None:
        super().__init__(margin=0, parent=parent)
        self._job = job
        self._shown: int | None = None
        self.setAccessibleName(self.tr("Die gewählte Zeile, mit den Pfeiltasten zu lesen"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.take = QCheckBox(self.tr("In das Register aufnehmen"))
        self.take.clicked.connect(self._on_take_clicked)
        self._content = QWidget()
        self._column = QVBoxLayout(self._content)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(style.space(1.5))
        self.body.addWidget(self._content)
        self.body.addWidget(self.take)
        self.body.addStretch(1)
        self.show_line(None)

    def show_line(self, line: ImportedLine | None) -> None:
        """Show a row; None where none or several are marked."""
        emptied(self._column)
        self._shown = line.number if line is not None else None
        self.take.setVisible(line is not None and line.row.may_be_taken)
        if line is None:
            self._add(self.tr("Wählen Sie links eine Zeile: Hier steht dann, wie sie gelesen wurde."), "muted")
            return
        self.take.setChecked(line.taken)
        self.take.setAccessibleName(self.tr("%1 in das Register aufnehmen").replace("%1", line.name))
        self._build(line)
        order_stops(self)

    def _build(self, line: ImportedLine) -> None:
        row = line.row
        self._add(line.name, "section")
        self._add(self.tr("Zeile %1").replace("%1", str(line.number)), "muted")
        icon, role = STANDING_MARKS[row.standing]
        self._column.addWidget(Chip(row.standing.label, _TONES[role], icon))
        for sentence in (row.reason, *row.also):
            if sentence:
                self._add(sentence, "bad" if row.standing is Standing.BAD else "warn")
        for what, said in self._read(line):
            if said:
                self._add(f"{what}: {said}")
        if row.incoming.doubts:
            self._add(self.tr("Bitte ansehen"), "strong")
        for doubt in row.incoming.doubts:
            read = self.tr(" Gelesen: %1.").replace("%1", doubt.reading) if doubt.reading else ""
            self._add(f"{doubt.field.label} „{doubt.original}“: {doubt.sentence}{read}", "warn")

    def _read(self, line: ImportedLine) -> tuple[tuple[str, str], ...]:
        incoming, facts = line.row.incoming, line.row.incoming.facts
        place = " ".join(part for part in (facts.postal_code, facts.town) if part)
        return (
            (self.tr("Anschrift"), ", ".join(part for part in (facts.street, place) if part)),
            (self.tr("Telefon"), facts.phone), (self.tr("E-Mail"), facts.email),
            (self.tr("Tätigkeiten"), activity_words(facts.activities)),
            (self.tr("Sprachen"), spoken_words(incoming.languages)),
            (self.tr("Verfügbar"), week_words(incoming.times)), (self.tr("Notiz"), facts.note),
        )  # fmt: skip

    def _add(self, text: str, look: str = "") -> None:
        self._column.addWidget(words(text, look))

    def _on_take_clicked(self) -> None:
        if self._shown is not None:
            self._job.take(frozenset({self._shown}), take=self.take.isChecked())
