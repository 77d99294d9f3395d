"""One suggestion: who, how well it fits and why, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from desktop.casework.volunteers.matching.matching_rows import Suggestion
from desktop.models.suggestion_words import place_words
from desktop.models.volunteer_words import free_words, volunteer_mark
from desktop.views import icons, style
from desktop.views.components.chip import Chip, Tone
from desktop.views.people.lines import flow, short_words
from desktop.views.volunteers.matching.suggestion_parts import ScoreBar, reason_lines, reasons_heard


class SuggestionCard(QFrame):
    """Takes the keyboard as a whole: arrows go on, Enter compares.

    *Signals:* compare_wanted(suggestion), keep_wanted(suggestion); step_wanted(int) by the arrows.
    """

    compare_wanted = Signal(object)
    keep_wanted = Signal(object)
    step_wanted = Signal(int)

    def __init__(self, place: int, found: Suggestion, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.suggestion = found
        self.setObjectName(f"suggestion_{found.volunteer_id}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        style.set_look(self, "card")
        self._column = QVBoxLayout(self)
        self._column.addWidget(flow(short_words(f"{place}. {found.name}", "section"), ScoreBar(found.fit.score), gap=4))
        self._column.addWidget(flow(*self._chips()))
        self._column.addWidget(reason_lines(found.fit))
        self._column.addWidget(self._buttons())
        said = self.tr("%1. %2, %3 von 100. %4").replace("%1", str(place)).replace("%2", found.name)
        self.setAccessibleName(said.replace("%3", str(found.fit.score)).replace("%4", reasons_heard(found.fit)))
        self.setAccessibleDescription(self.tr("Eingabetaste vergleicht beide Seiten, Pfeiltasten gehen weiter."))
        style.notifier().changed.connect(self._fit)
        self._fit()

    def _chips(self) -> list[QWidget]:
        found = self.suggestion
        icon, tone = volunteer_mark(found.status)
        room = Chip(free_words(found.running, found.most), Tone.NEUTRAL, "users")
        chips: list[QWidget] = [Chip(found.status.label, Tone(tone) if tone != "muted" else Tone.NEUTRAL, icon), room]
        place = place_words(found.town, found.distance_km)
        return [*chips, Chip(place, Tone.NEUTRAL, "map-pin")] if place else chips

    def _buttons(self) -> QWidget:
        self.compare, self.keep = QPushButton(self.tr("Vergleichen")), QPushButton(self.tr("Vorschlag festhalten"))
        name = self.suggestion.name
        for button, icon, said in (
            (self.compare, "columns-3", self.tr("Vergleichen mit %1").replace("%1", name)),
            (self.keep, "hand-heart", self.tr("Vorschlag mit %1 festhalten").replace("%1", name)),
        ):  # fmt: skip
            icons.set_icon(button, icon, "accent")
            button.setAccessibleName(said)
        self.compare.clicked.connect(self._on_compare_clicked)
        self.keep.clicked.connect(self._on_keep_clicked)
        return flow(self.compare, self.keep)

    def _on_compare_clicked(self) -> None:
        self.compare_wanted.emit(self.suggestion)

    def _on_keep_clicked(self) -> None:
        self.keep_wanted.emit(self.suggestion)

    def _fit(self) -> None:
        margin = style.space(3)
        self._column.setContentsMargins(margin, style.space(2), margin, style.space(2))
        self._column.setSpacing(style.space(1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.compare_wanted.emit(self.suggestion)
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.step_wanted.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(style.current().color("accent"), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), style.space(1.5), style.space(1.5))
            painter.end()
