"""One area of the result page: need, resource, self rating, importance, two short texts, „Ziel machen“."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from desktop.casework.assessments.assessment_rows import Rating, RatingRow
from desktop.casework.forms.kinds import LONGEST_TEXT
from desktop.clock import german_date
from desktop.terms import Need
from desktop.views import icons, style
from desktop.views.components.inline_edit import InlineText
from desktop.views.components.mark_button import (
    MarkButtons,
    face_segments,
    importance_segments,
    need_segments,
    resource_segments,
)
from desktop.views.components.segment_row import SegmentButton

PRESSING = (Need.MEDIUM, Need.HIGH, Need.ACUTE)
"""Needs that ask for a goal."""


class Move(Enum):
    """Where the keyboard wants to go from a mark."""

    ON = "on"
    UP = "up"
    DOWN = "down"


class ResultLine(QObject):
    """The widgets of one area; the page lays them out as a table or, at large text, below each other.

    A number sets its value and goes on; up and down change the area. *Signals:* `rated(Rating)`;
    `moved(Move, column)`; `goal_wanted`; `open_wanted` for a locked or masked area.
    """

    rated = Signal(object)
    moved = Signal(object, int)
    goal_wanted = Signal()
    open_wanted = Signal()

    def __init__(self, row: RatingRow, person: str | None, page: QWidget) -> None:
        super().__init__(page)
        self.row, self._rating = row, row.rating
        area = row.area
        self.icon, self.name = QLabel(page), QLabel(area.short, page)
        icons.set_icon(self.icon, area.icon, "accent")
        self.name.setToolTip(area.name)
        style.set_look(self.name, "strong")
        named = ((self.tr("Bedarf"), need_segments()), (self.tr("Ressource"), resource_segments()),
                 (self.tr("Selbst"), face_segments()), (self.tr("Wichtig"), importance_segments()))  # fmt: skip
        self.marks = tuple(MarkButtons(segments, f"{area.name}, {word}", page) for word, segments in named)
        words = (*(word for word, _ in named), self.tr("Was läuft gut?"), self.tr("Was fehlt?"))
        self.titles = tuple(QLabel(word, page) for word in words)
        for title in self.titles:
            style.set_look(title, "muted")
        self.good = InlineText(self.tr("%1: Was läuft gut?").replace("%1", area.name), "", LONGEST_TEXT, page)
        self.missing = InlineText(self.tr("%1: Was fehlt?").replace("%1", area.name), "", LONGEST_TEXT, page)
        self.goal = QPushButton(self.tr("Ziel machen"), page)
        self.closed, self.open = QLabel(page), QPushButton(page)
        self._build_goal()
        self._build_closed(person)
        self._connect()
        self._show()

    @property
    def is_closed(self) -> bool:
        """Whether nothing can be seen or entered now (S3)."""
        return self.row.locked or self.row.masked

    def widgets(self) -> tuple[QWidget, ...]:
        """Everything, in the order of the Tab key."""
        closed = (self.closed, self.open)
        return (self.icon, self.name, *self.titles, *self.marks, self.good, self.missing, self.goal, *closed)

    def show_titles(self, shown: bool) -> None:
        """Each mark has its own title where there is no head line above a table."""
        for title in self.titles:
            title.setVisible(shown and not self.is_closed)

    def set_read_only(self, read_only: bool) -> None:
        """Show without letting it be changed; making a goal is still possible."""
        for marks in self.marks:
            marks.set_read_only(read_only)
        for text in (self.good, self.missing):
            text.setReadOnly(read_only)

    def focus_mark(self, column: int) -> None:
        """Put the keyboard on the marks of a column."""
        self.marks[column].tab_stop().setFocus(Qt.FocusReason.TabFocusReason)

    def commit(self) -> None:
        """Take over texts being typed."""
        for text in (self.good, self.missing):
            text.commit()

    def _build_goal(self) -> None:
        icons.set_icon(self.goal, "target", "accent")
        self.goal.setAccessibleName(self.tr("Ziel daraus machen: %1").replace("%1", self.row.area.name))
        self.goal.setToolTip(self.tr("Ziel daraus machen (Strg+Eingabe)"))
        self.goal.setObjectName(f"goal.{self.row.area.key}")
        self.goal.clicked.connect(self.goal_wanted)

    def _build_closed(self, person: str | None) -> None:
        """What stands instead of the marks of a closed area."""
        style.set_look(self.closed, "muted")
        style.set_look(self.open, "link")
        if self.row.masked:
            self.closed.setText(self.tr("besonders geschützt, verborgen"))
            self.open.setText(self.tr("Anzeigen"))
        elif person is not None:
            self.closed.setText(self.tr("gesperrt, bis %1 eingewilligt hat").replace("%1", person))
            self.open.setText(self.tr("Einwilligung festhalten"))
        else:
            self.closed.setText(self.tr("nur bei jeder Person für sich"))
        self.open.setAccessibleName(f"{self.row.area.name}: {self.open.text()}")
        self.open.clicked.connect(self.open_wanted)

    def _connect(self) -> None:
        for marks in self.marks:
            marks.picked.connect(self._on_changed)
            for button in marks.buttons:
                button.installEventFilter(self)
        self.good.committed.connect(self._on_changed)
        self.missing.committed.connect(self._on_changed)

    def _show(self) -> None:
        now, before = self._values(self.row.rating), self._values(self.row.before)
        when = german_date(self.row.before_on) if self.row.before_on else ""
        for marks, value, former in zip(self.marks, now, before, strict=True):
            marks.set_value(value)
            marks.set_previous(former, when)
        for text, value, former_text in ((self.good, self.row.rating.going_well, self.row.before.going_well),
                                         (self.missing, self.row.rating.missing, self.row.before.missing)):  # fmt: skip
            text.set_value(value)
            text.setPlaceholderText(former_text or "…")
            text.setToolTip(value or (f"{when}: {former_text}" if former_text else ""))
        self._show_weight()
        self._show_what_is_open()

    def _show_what_is_open(self) -> None:
        for widget in (*self.marks, self.good, self.missing, self.goal):
            widget.setVisible(not self.is_closed)
        self.closed.setVisible(self.is_closed)
        self.open.setVisible(self.is_closed and bool(self.open.text()))

    def _show_weight(self) -> None:
        """A pressing need offers its goal plainly, others quietly."""
        style.set_look(self.goal, "" if self._rating.need in PRESSING else "quiet")

    def _values(self, rating: Rating) -> tuple[object, object, object, object]:
        return rating.need, rating.resource, rating.self_rating, rating.importance

    def _on_changed(self, _value: object) -> None:
        need, resource, self_rating, importance = (marks.value() for marks in self.marks)
        self._rating = replace(
            self._rating,
            need=need if isinstance(need, Need) else None,
            resource=resource if isinstance(resource, int) else None,
            self_rating=self_rating if isinstance(self_rating, int) else None,
            importance=importance if isinstance(importance, int) else None,
            going_well=self.good.value(), missing=self.missing.value(),
        )  # fmt: skip
        for text in (self.good, self.missing):
            text.setToolTip(text.value())
        self._show_weight()
        self.rated.emit(self._rating)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys on a mark that belong to the table and not to the row of marks."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        column = next((place for place, marks in enumerate(self.marks) if watched in marks.buttons), -1)
        if column < 0 or not isinstance(watched, SegmentButton):
            return False
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(Move.UP if event.key() == Qt.Key.Key_Up else Move.DOWN, column)
            return True
        marks = self.marks[column]
        if event.text() and not marks.is_read_only() and marks.pick_by_mark(event.text()):
            self.moved.emit(Move.ON, column)
            return True
        return False
