"""Client and volunteer side by side, only what consents allow, with the times of both laid over each other."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.casework.volunteers.matching.matching_rows import Fit, Suggestion
from desktop.casework.volunteers.needs.need_profiles import ComparedRow, Comparison
from desktop.models.suggestion_words import distance_said
from desktop.views import icons, style
from desktop.views.components.chip import Chip, Tone
from desktop.views.components.scroll_page import ScrollPage
from desktop.views.components.section import Section
from desktop.views.components.week_grid import WeekGrid
from desktop.views.people.lines import emptied, flow, link, order_stops, words
from desktop.views.volunteers.matching.suggestion_parts import ScoreBar, icon_line, reason_words


class ComparisonView(QWidget):
    """Esc goes back. *Signals:* back_wanted(); keep_wanted(Suggestion)."""

    back_wanted = Signal()
    keep_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._suggestion: Suggestion | None = None
        self._page = ScrollPage(margin=0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._page)
        self._column = QVBoxLayout()
        self._page.body.addLayout(self._column)
        self._page.body.addStretch(1)

    def show_pair(self, both: Comparison, found: Suggestion) -> None:
        """Show both sides and why they were suggested."""
        self._suggestion = found
        emptied(self._column)
        self._column.setSpacing(style.space(3))
        self._column.addWidget(self._head(both, found))
        for note in _notes(self, both):
            self._column.addWidget(icon_line("triangle-alert", "warn", note))
        self._column.addWidget(self._sides(both))
        self._column.addWidget(self._times(both))
        self._column.addWidget(self._reasons(found.fit))
        self._page.verticalScrollBar().setValue(0)
        order_stops(self)
        self.keep.setFocus(Qt.FocusReason.OtherFocusReason)

    # building

    def _head(self, both: Comparison, found: Suggestion) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        back = link(self.tr("Zurück zu den Vorschlägen"), self.back_wanted.emit, "back", icon="arrow-left")
        self.keep = QPushButton(self.tr("Vorschlag festhalten"))
        style.set_look(self.keep, "primary")
        icons.set_icon(self.keep, "hand-heart", "on_accent")
        self.keep.clicked.connect(self._on_keep_clicked)
        column.addWidget(flow(back))
        title = self.tr("%1 und %2").replace("%1", both.client).replace("%2", both.volunteer)
        column.addWidget(words(title, "title"))
        far = Chip(distance_said(found.distance_km), Tone.NEUTRAL, "map-pin")
        column.addWidget(flow(ScoreBar(found.fit.score), far, self.keep, gap=6))
        return box

    def _sides(self, both: Comparison) -> QWidget:
        """A line per topic, the same things beside each other."""
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(style.space(4))
        grid.setVerticalSpacing(style.space(1.5))
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        for place, text in enumerate((both.client, both.volunteer), 1):
            grid.addWidget(words(text, "strong"), 0, place)
        for line, row in enumerate(both.rows, 1):
            for place, label in enumerate(self._cells(row, both)):
                grid.addWidget(label, line, place, Qt.AlignmentFlag.AlignTop)
        return box

    def _cells(self, row: ComparedRow, both: Comparison) -> tuple[QLabel, QLabel, QLabel]:
        label = words(row.label, "muted")
        label.setMinimumWidth(style.text_width(14))
        client, volunteer = (self._cell(text) for text in (row.client, row.volunteer))
        client.setAccessibleName(f"{row.label}, {both.client}: {client.text()}")
        volunteer.setAccessibleName(f"{row.label}, {both.volunteer}: {volunteer.text()}")
        return label, client, volunteer

    def _cell(self, text: str | None) -> QLabel:
        return words(text or (self.tr("nicht bekannt") if text is not None else "–"), "" if text else "muted")

    def _times(self, both: Comparison) -> QWidget:
        section = Section(self.tr("Zeiten in der Woche"))
        if not both.client_times:
            section.body.addWidget(words(self.tr("Gewünscht ist keine bestimmte Zeit."), "muted"))
        if not both.volunteer_times:
            section.body.addWidget(words(self.tr("Wann %1 Zeit hat, ist nicht bekannt.").replace("%1", both.volunteer),
                                         "muted"))  # fmt: skip
        if both.client_times or both.volunteer_times:
            grid = WeekGrid(self.tr("Zeiten beider Seiten"), own=self.tr("hat Zeit"), other=self.tr("gewünscht"),
                            read_only=True, dense=True)  # fmt: skip
            grid.set_times(both.volunteer_times)
            grid.set_other(both.client_times)
            section.body.addWidget(grid)
        return section

    def _reasons(self, fit: Fit) -> QWidget:
        """Every reason on a line of its own, with its points: their sum is the score."""
        section = Section(self.tr("Warum dieser Vorschlag"))
        for icon, role, said, reasons in (
            ("ban", "bad", self.tr("nicht möglich"), fit.blocks), ("check", "ok", self.tr("passt"), fit.fits),
            ("x", "bad", self.tr("passt nicht"), fit.misses),
            ("circle-help", "muted", self.tr("nicht bekannt"), fit.unknown),
        ):  # fmt: skip
            for reason in reasons:
                section.body.addWidget(icon_line(icon, role, f"{reason_words(reason)} – {said}"))
        if fit.next_free is not None:
            free = self.tr("Nächste freie Zeit: %1").replace("%1", fit.next_free.words)
            section.body.addWidget(icon_line("clock", "accent", free))
        return section

    def _on_keep_clicked(self) -> None:
        self.keep_wanted.emit(self._suggestion)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.back_wanted.emit()
        else:
            super().keyPressEvent(event)


def _notes(view: ComparisonView, both: Comparison) -> list[str]:
    notes = []
    if both.missing:
        said = view.tr("Die Einwilligung zum Austausch mit Ehrenamtlichen fehlt von: %1. Vor dem Kennenlernen muss sie "
                       "vorliegen.")  # fmt: skip
        notes.append(said.replace("%1", ", ".join(both.missing)))
    if both.reserved:
        said = view.tr("Von %1 gibt es keine gültige Einwilligung: nur der Name wird gezeigt.")
        notes.append(said.replace("%1", both.volunteer))
    return notes
