"""The result page: twelve areas on one screen, values before as dots, the Selbstständigkeits-Index."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.casework.assessments import results
from desktop.casework.assessments.assessment_rows import IndexRow, Rating, ResultRow
from desktop.casework.changes import Changes
from desktop.casework.people import consents
from desktop.casework.people.consents import NewConsent
from desktop.clock import german_date
from desktop.errors import CaseworkError
from desktop.models.work import Work
from desktop.views import style
from desktop.views.assessment.protected_panel import ProtectedPanel
from desktop.views.assessment.result_line import Move, ResultLine
from desktop.views.components.chip import Chip, Tone
from desktop.views.components.scroll_page import ScrollPage
from desktop.views.people.lines import emptied, words
from desktop.views.people.own_panel import own_lines

_NAME, _FIRST_MARK, _GOOD, _MISSING, _GOAL = 1, 2, 6, 7, 8


class ResultView(ScrollPage):
    """*Signals:* `goal_wanted(area_key)`; `failed(sentence)`; `settled` after a save; `reload_wanted` when a consent
    was recorded."""

    goal_wanted = Signal(str)
    failed = Signal(str)
    settled = Signal()
    reload_wanted = Signal()

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(margin=0, parent=parent)
        self._work = work
        self._result: ResultRow | None = None
        self.lines: list[ResultLine] = []
        self.panel: ProtectedPanel | None = None
        self._build_head()
        self._build_table()
        self._build_own()
        self._build_foot()
        self.body.addStretch(1)
        style.notifier().changed.connect(self._arrange)
        goal = QShortcut(QKeySequence("Ctrl+Return"), self)
        goal.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        goal.activated.connect(self._on_goal_key)

    def load(self, result: ResultRow) -> None:
        """Show one person's or the family's result; the keyboard stays in its cell."""
        spot = self._spot()
        self._result = result
        self._drop_panel()
        self._clear()
        person = result.subject.given if result.subject.person_id is not None else None
        for row in result.ratings:
            line = ResultLine(row, person, self._card)
            line.set_read_only(not result.assessment.is_open)
            line.rated.connect(partial(self._on_rated, row.area.key))
            line.moved.connect(partial(self._on_moved, line))
            line.goal_wanted.connect(partial(self.goal_wanted.emit, row.area.key))
            line.open_wanted.connect(partial(self._on_open_wanted, line))
            self.lines.append(line)
        self._show_head(result)
        self._show_own()
        self.own.setVisible(bool(result.own))
        self._arrange()
        if spot is not None and not self.lines[spot[0]].is_closed:
            self.lines[spot[0]].focus_mark(spot[1])

    def hand_over(self) -> None:
        """Save texts being typed."""
        for line in self.lines:
            line.commit()

    def focus_first(self) -> None:
        """Put the keyboard on the first need not judged yet."""
        rows = [line for line in self.lines if not line.is_closed]
        empty = [line for line in rows if line.marks[0].value() is None]
        if rows:
            (empty or rows)[0].focus_mark(0)

    # building

    def _build_head(self) -> None:
        line = QHBoxLayout()
        self._words, self._index = QLabel(), Chip("", Tone.OK, "trending-up")
        self._words.setWordWrap(True)
        style.set_look(self._words, "muted")
        line.addWidget(self._words, 1)
        line.addWidget(self._index)
        self.body.addLayout(line)

    def _build_table(self) -> None:
        self._card = QFrame()
        style.set_look(self._card, "card")
        outer = QVBoxLayout(self._card)
        outer.setContentsMargins(*[style.space(2)] * 4)
        self._grid = QGridLayout()
        outer.addLayout(self._grid)
        titles = ("", self.tr("Handlungsfeld"), self.tr("Bedarf"), self.tr("Ressource"), self.tr("Selbst"),
                  self.tr("Wichtig"), self.tr("Was läuft gut?"), self.tr("Was fehlt?"))  # fmt: skip
        hints = ("", "", self.tr("0 kein · 1 gering · 2 mittel · 3 hoch · ! akut"),
                 self.tr("0 keine · 1 wenig · 2 gut · 3 sehr gut"), self.tr("So sieht es die Person selbst"),
                 self.tr("Für die Person: 1 weniger wichtig · 2 wichtig · 3 sehr wichtig"), "", "")  # fmt: skip
        self._titles = [QLabel(title, self._card) for title in titles]
        for label, hint in zip(self._titles, hints, strict=True):
            label.setToolTip(hint)
            label.setProperty("look", "strong")
        self.body.addWidget(self._card)

    def _build_own(self) -> None:
        self.own = QWidget()
        self._own_lines = QVBoxLayout(self.own)
        self._own_lines.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self.own)
        self.own.hide()

    def _show_own(self) -> None:
        emptied(self._own_lines)
        if self._result is not None and self._result.own:
            self._own_lines.addWidget(words(self.tr("Eigene Fragen der Stelle"), "section"))
            for line in own_lines(self._result.own):
                self._own_lines.addWidget(line)

    def _build_foot(self) -> None:
        self._foot = QLabel(self.tr(
            "Zahlen setzen den Wert und gehen weiter · Pfeile auf und ab wechseln das Feld · Entf nimmt zurück · "
            "Strg+Eingabe macht ein Ziel"))  # fmt: skip
        self._foot.setWordWrap(True)
        style.set_look(self._foot, "muted")
        self.body.addWidget(self._foot)

    def _show_head(self, result: ResultRow) -> None:
        days = {row.before_on for row in result.ratings if row.before_on}
        parts = [self.tr("Gespräch vom %1").replace("%1", german_date(result.assessment.started_on))]
        if days:
            parts.append(self.tr("Punkt = Wert vom %1").replace("%1", german_date(max(days))))
        self._words.setText(" · ".join(parts))
        self._index.setVisible(result.index is not None)
        if result.index is not None:
            self._show_index(result.index)

    def _show_index(self, index: IndexRow) -> None:
        if index.value is None:
            open_ones = self.tr("Selbstständigkeit: %1 von 4 Fragen beantwortet")
            self._index.set_state(open_ones.replace("%1", str(index.answered)), Tone.NEUTRAL, "trending-up")
            return
        words = self.tr("Selbstständigkeit %1 von 12").replace("%1", str(index.value))
        if index.change is not None:
            words += f" ({index.change:+d})" if index.change else f" ({self.tr('wie zuvor')})"
        worse = index.change is not None and index.change < 0
        self._index.set_state(words, Tone.WARN if worse else Tone.OK, "trending-up" if not worse else "triangle-alert")

    def _arrange(self) -> None:
        """A table where there is room for it, areas below each other at large text."""
        while self._grid.count():
            self._grid.takeAt(0)
        large = style.text_scale() > 125
        for label in self._titles:
            label.setVisible(not large and bool(label.text()))
        for line in self.lines:
            line.show_titles(large)
        for column in range(_GOAL + 1):
            self._grid.setColumnStretch(column, 0)
        self._grid.setHorizontalSpacing(style.space(2))
        self._grid.setVerticalSpacing(style.space(1) if large else 1)
        if large:
            self._arrange_stacked()
        else:
            self._arrange_table()
        self._fit()

    def _arrange_table(self) -> None:
        for column, label in enumerate(self._titles):
            self._grid.addWidget(label, 0, column)
        for place, line in enumerate(self.lines, 1):
            self._grid.addWidget(line.icon, place, 0)
            self._grid.addWidget(line.name, place, _NAME)
            if line.is_closed:
                self._grid.addWidget(line.closed, place, _FIRST_MARK, 1, 2)
                self._grid.addWidget(line.open, place, _FIRST_MARK + 2, 1, 2, Qt.AlignmentFlag.AlignLeft)
            for column, marks in enumerate(line.marks, _FIRST_MARK):
                self._grid.addWidget(marks, place, column)
            self._grid.addWidget(line.good, place, _GOOD)
            self._grid.addWidget(line.missing, place, _MISSING)
            self._grid.addWidget(line.goal, place, _GOAL)
            self._grid.setRowMinimumHeight(place, round(style.line_height() * 1.7))
        for column in (_GOOD, _MISSING):
            self._grid.setColumnStretch(column, 1)
            self._titles[column].setContentsMargins(style.space(2), 0, 0, 0)

    def _arrange_stacked(self) -> None:
        """Name; need and resource; self rating and importance; the texts, each under its title; the goal."""
        place = 0
        for line in self.lines:
            self._grid.addWidget(line.icon, place, 0)
            self._grid.addWidget(line.name, place, 1, 1, 3)
            if line.is_closed:
                self._grid.addWidget(line.closed, place + 1, 1, 1, 2)
                self._grid.addWidget(line.open, place + 2, 1, 1, 2, Qt.AlignmentFlag.AlignLeft)
            for number, widget in enumerate((*line.marks, line.good, line.missing)):
                spot = place + 1 + number // 2 * 2, 1 + number % 2
                self._grid.addWidget(line.titles[number], *spot)
                self._grid.addWidget(widget, spot[0] + 1, spot[1])
            self._grid.addWidget(line.goal, place + 7, 1, Qt.AlignmentFlag.AlignLeft)
            place += 8
        for column in (1, 2):
            self._grid.setColumnStretch(column, 1)

    def _clear(self) -> None:
        while self._grid.count():
            self._grid.takeAt(0)
        for line in self.lines:
            for widget in line.widgets():
                widget.hide()
                widget.deleteLater()
            line.deleteLater()
        self.lines = []

    def _spot(self) -> tuple[int, int] | None:
        """Line and column of the mark with the keyboard."""
        widget = QApplication.focusWidget()
        for place, line in enumerate(self.lines):
            for column, marks in enumerate(line.marks):
                if widget is not None and marks.isAncestorOf(widget):
                    return place, column
        return None

    # slots

    def _on_rated(self, area: str, rating: Rating) -> None:
        if self._result is None:
            return
        self._work.change(
            self, results.save_rating, self._result.assessment.id, self._result.subject.person_id, area, rating,
            then=self._on_saved, failed=self._on_failed,
        )  # fmt: skip

    def _on_saved(self, _changes: Changes) -> None:
        self.settled.emit()

    def _on_moved(self, line: ResultLine, move: Move, column: int) -> None:
        """On: the next mark of the area, then the need of the next one. Closed areas are passed over."""
        rows = [other for other in self.lines if not other.is_closed]
        place = rows.index(line)
        if move is Move.ON and column + 1 < len(line.marks):
            line.focus_mark(column + 1)
            return
        place += -1 if move is Move.UP else 1
        if 0 <= place < len(rows):
            rows[place].focus_mark(0 if move is Move.ON else column)

    def _on_goal_key(self) -> None:
        widget = QApplication.focusWidget()
        for line in self.lines:
            if widget is not None and any(w is widget or w.isAncestorOf(widget) for w in line.widgets()):
                line.commit()
                self.goal_wanted.emit(line.row.area.key)

    def _on_open_wanted(self, line: ResultLine) -> None:
        if self._result is None:
            return
        if line.row.masked:
            whose = self._result.assessment.id, self._result.subject.person_id
            self._work.read(self, results.show_result, *whose, then=self.load, failed=self._on_failed)
            return
        self._drop_panel()
        self.panel = ProtectedPanel(self._result.subject.person_id, self._result.subject.given)
        self.panel.show_locked(sum(other.row.locked for other in self.lines))
        self.panel.consent_given.connect(self._on_consent_given)
        self.body.insertWidget(1, self.panel)
        self.panel.show()
        self.panel.start()

    def _drop_panel(self) -> None:
        if self.panel is not None:
            self.body.removeWidget(self.panel)
            self.panel.hide()
            self.panel.deleteLater()
            self.panel = None

    def _on_consent_given(self, consent: NewConsent) -> None:
        self._work.change(self, consents.give_consent, consent, then=self._on_consented, failed=self._on_failed)

    def _on_consented(self, _changes: Changes) -> None:
        self.reload_wanted.emit()

    def _on_failed(self, error: CaseworkError) -> None:
        self.failed.emit(str(error))
