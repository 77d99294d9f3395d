"""What stands beside the dates: appointments of the day, input left open, work lists."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.casework.deadlines.open_drafts import DraftLine
from desktop.casework.deadlines.rows import TodayView
from desktop.casework.deadlines.work_lists import WorkListHead
from desktop.clock import today
from desktop.models.today_board import appointment_words, draft_words
from desktop.talk_terms import AppointmentStatus
from desktop.views import style
from desktop.views.components.card import Card
from desktop.views.components.chip import Chip, Tone
from desktop.views.people.lines import among_links, emptied, link, rebuilt, short_words, words


class AppointmentsCard(Card):
    """*Signals:* case_wanted(id); calendar_wanted()."""

    case_wanted = Signal(int)
    calendar_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "calendar-check", parent)
        self.set_title(self.tr("Termine heute"), "calendar-check")
        self.add_action(link(self.tr("Kalender"), self.calendar_wanted.emit, "open_calendar", icon="calendar"))

    def show_view(self, view: TodayView) -> None:
        """By their time."""
        rebuilt(self, partial(self._fill, view))

    def _fill(self, view: TodayView) -> None:
        emptied(self.body)
        if not view.appointments:
            self.body.addWidget(words(self.tr("Heute stehen keine Termine an."), "muted"))
        for line in view.appointments:
            title, below = appointment_words(line)
            box, row = QWidget(), QHBoxLayout()
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(style.space(3))
            row.addWidget(short_words(line.start_time, "strong"))
            column = QVBoxLayout()
            column.setSpacing(0)
            if line.case_id is not None:
                said = self.tr("%1 Uhr, %2 öffnen").replace("%1", line.start_time).replace("%2", title)
                column.addWidget(link(title, partial(self.case_wanted.emit, line.case_id), f"appointment_{line.id}",
                                      said=said))  # fmt: skip
            else:
                column.addWidget(among_links(words(title)))
            if below:
                column.addWidget(among_links(words(below, "muted")))
            row.addLayout(column, 1)
            if line.status is not AppointmentStatus.PLANNED:
                row.addWidget(Chip(line.status.label, Tone.NEUTRAL))
            box.setLayout(row)
            self.body.addWidget(box)


class DraftsCard(Card):
    """*Signals:* draft_wanted(DraftLine)."""

    draft_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "pencil", parent)
        self.set_title(self.tr("Angefangen"), "pencil")
        self.hide()

    def show_drafts(self, drafts: tuple[DraftLine, ...]) -> None:
        """Newest first; nothing is shown where nothing was left."""
        self.setVisible(bool(drafts))
        rebuilt(self, partial(self._fill, drafts))

    def _fill(self, drafts: tuple[DraftLine, ...]) -> None:
        emptied(self.body)
        for draft in drafts:
            title, below = draft_words(draft, today())
            self.body.addWidget(link(title, partial(self.draft_wanted.emit, draft), f"draft_{draft.key}",
                                     said=self.tr("Weiter: %1").replace("%1", title)))  # fmt: skip
            self.body.addWidget(among_links(words(below, "muted")))


class ListsCard(Card):
    """*Signals:* list_wanted(key)."""

    list_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "list", parent)
        self.set_title(self.tr("Arbeitslisten"), "list")

    def show_lists(self, lists: tuple[WorkListHead, ...]) -> None:
        """Each with its number; empty ones are said quietly."""
        rebuilt(self, partial(self._fill, lists))

    def _fill(self, lists: tuple[WorkListHead, ...]) -> None:
        emptied(self.body)
        for head in lists:
            box, row = QWidget(), QHBoxLayout()
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(style.space(2))
            cases = self.tr("1 Fall") if head.count == 1 else self.tr("%1 Fälle").replace("%1", str(head.count))
            if head.count:
                button = link(head.title, partial(self.list_wanted.emit, head.key), f"list_{head.key}",
                              said=f"{head.title}, {cases}")  # fmt: skip
                button.setToolTip(head.title)
                row.addWidget(button)
            else:
                row.addWidget(among_links(words(head.title, "muted")), 1)
            row.addStretch(0 if not head.count else 1)
            row.addWidget(Chip(str(head.count), Tone.ACCENT if head.count else Tone.NEUTRAL, ""))
            box.setLayout(row)
            self.body.addWidget(box)
