"""„Heute“: everything with a day in quiet groups, appointments, input left open, work lists."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.casework.changes import Changes
from desktop.casework.deadlines.acting import DueState
from desktop.casework.deadlines.open_drafts import QUICK_TALK, DraftLine
from desktop.casework.deadlines.rows import DueGroup, DueRow, TodayView
from desktop.casework.deadlines.rules import shipped_rules
from desktop.casework.office import UserRow, list_users
from desktop.casework.tasks import TaskRow, find_task
from desktop.clock import german_date
from desktop.errors import CaseworkError
from desktop.models.drafts import Drafts
from desktop.models.today_board import TodayBoard, long_date
from desktop.models.work import Work
from desktop.views import icons, style
from desktop.views.components.empty_state import EmptyState
from desktop.views.components.message_area import MessageArea
from desktop.views.components.page_head import PageHead
from desktop.views.components.scroll_page import ScrollPage
from desktop.views.components.segment_row import Segment, SegmentRow
from desktop.views.people.lines import order_stops
from desktop.views.people.quick_form import FormDrawer, QuickForm
from desktop.views.places import Places
from desktop.views.tasks.task_forms import TaskForm
from desktop.views.today.due_card import DueCard
from desktop.views.today.due_forms import HandOverForm, MoveForm
from desktop.views.today.side_cards import AppointmentsCard, DraftsCard, ListsCard
from desktop.views.today.week_print import WeekPrint

_LARGE = 150  # percent of text from which on there is one column
_REST_MS = 400  # changes of a moment are read together
NEW_TASK = "Ctrl+Shift+N"


class TodayPage(QWidget):
    """Reads again on every visit and shortly after something changed anywhere.

    *Signals:* `quick_wanted` to go on with the line of the quick entry.
    """

    quick_wanted = Signal()

    def __init__(self, work: Work, drafts: Drafts, places: Places, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work, self._places = work, places
        self.board = TodayBoard(work, self)
        self.head, self.messages = PageHead(self.tr("Heute")), MessageArea()
        mine = self.tr("Nur meine Fälle") if self.board.sees_cases else self.tr("Nur meine")
        self.scope = SegmentRow((Segment(True, mine), Segment(False, self.tr("Team"))), self.tr("Wessen Fristen"))
        self.groups = {group: DueCard(group) for group in DueGroup}
        self.appointments, self.drafts_card, self.lists = AppointmentsCard(), DraftsCard(), ListsCard()
        self.nothing = EmptyState(self.tr("Nichts ist fällig. Zeit für ein Gespräch – oder für eine Pause."),
                                  self.tr("Aufgabe eintragen") if self.board.sees_cases else "", "circle-check")
        self.page = ScrollPage(margin=6)
        self._build()
        self.drawer = FormDrawer(self, work, drafts)
        self.week = WeekPrint(self, work, self.messages)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._connect()

    def show_target(self) -> None:
        """Called on every visit."""
        self.board.load()

    def add_task(self) -> None:
        """Open the form for a task."""
        self._work.read(self, list_users, then=self._open_task_form, failed=self._on_failed)

    # building

    def _build(self) -> None:
        self.scope.set_value(True)
        self.print_button = QPushButton(self.tr("Wochenliste drucken"))
        icons.set_icon(self.print_button, "printer", "accent")
        self.head.add_widget(self.print_button)
        self.head.add_widget(self.scope)
        self.task_button = self.head.set_primary(self.tr("Aufgabe"), "plus")
        self.task_button.setToolTip(self.tr("Aufgabe eintragen (Strg+Umschalt+N)"))
        self._top = QVBoxLayout()
        self._top.addWidget(self.head)
        self._top.addWidget(self.messages)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._top)
        column.addWidget(self.page, 1)
        self._columns = QHBoxLayout()
        self._left, self._right = QVBoxLayout(), QVBoxLayout()
        for widget in (*self.groups.values(), self.nothing):
            self._left.addWidget(widget)
            widget.hide()
        for card in (self.appointments, self.drafts_card, self.lists):
            self._right.addWidget(card)
        for side, share in ((self._left, 9), (self._right, 4)):
            side.addStretch(1)
            self._columns.addLayout(side, share)
        self.page.body.addLayout(self._columns)
        self.page.body.addStretch(1)
        if not self.board.sees_cases:
            for widget in (self.task_button, self.appointments, self.lists):
                widget.hide()
        self._fit()

    def _connect(self) -> None:
        for card in self.groups.values():
            card.open_wanted.connect(self._on_open_wanted)
            card.done_wanted.connect(self.board.finish)
            card.move_wanted.connect(self._on_move_wanted)
            card.hand_over_wanted.connect(self._on_hand_over_wanted)
            card.grown.connect(self._order)
        self.appointments.case_wanted.connect(self._places.open_case)
        self.appointments.calendar_wanted.connect(partial(self._places.go, "calendar"))
        self.drafts_card.draft_wanted.connect(self._on_draft_wanted)
        self.lists.list_wanted.connect(self._on_list_wanted)
        self.nothing.triggered.connect(self.add_task)
        self.scope.picked.connect(self._on_scope_picked)
        self.print_button.clicked.connect(self._on_print_clicked)
        self.task_button.clicked.connect(self.add_task)
        self.board.shown.connect(self._on_shown)
        self.board.drafts_shown.connect(self._on_drafts_shown)
        self.board.lists_shown.connect(self._on_lists_shown)
        self.board.acted.connect(self.messages.show_undo)
        self.board.failed.connect(self._on_failed)
        self._work.announced.connect(self._on_announced)
        self._rest.timeout.connect(self.board.load)
        if self.board.sees_cases:
            keys = QShortcut(QKeySequence(NEW_TASK), self)
            keys.activated.connect(self.add_task)
        style.notifier().changed.connect(self._fit)

    def _fit(self) -> None:
        large = style.text_scale() >= _LARGE
        self._columns.setDirection(QHBoxLayout.Direction.TopToBottom if large else QHBoxLayout.Direction.LeftToRight)
        for layout in (self._columns, self._left, self._right):
            layout.setSpacing(style.space(4))
        margin = style.space(6)
        self._top.setContentsMargins(margin, style.space(4), margin, 0)
        self._top.setSpacing(style.space(2))

    def _order(self) -> None:
        order_stops(self)

    # showing

    def _on_shown(self, view: TodayView) -> None:
        self.head.set_subtitle(long_date(view.day))
        for group, card in self.groups.items():
            card.show_rows(view.of(group), view.day, with_user=not self.board.mine)
        self.nothing.setVisible(not view.lines)
        self.appointments.show_view(view)
        self._order()

    def _on_drafts_shown(self, drafts: tuple[DraftLine, ...]) -> None:
        self.drafts_card.show_drafts(drafts)
        self._order()

    def _on_lists_shown(self, _lists: object) -> None:
        self.lists.show_lists(self.board.lists)
        self._order()

    def _on_scope_picked(self, mine: object) -> None:
        if mine is None:
            self.scope.set_value(self.board.mine)
        else:
            self.board.set_mine(bool(mine))

    def _on_announced(self, _changes: Changes, _initiator: object) -> None:
        if self.isVisible():
            self._rest.start()

    def _on_failed(self, error: CaseworkError) -> None:
        self.messages.show_error(str(error))

    # acting

    def _on_open_wanted(self, row: DueRow) -> None:
        """In a case file, or of a volunteer, the exact place; a task of the office itself here; a date of the office
        is explained."""
        if row.case_id is not None:
            self._places.go("case", row.case_id, row.page or "overview", *row.place)
        elif row.opens:
            place, *target = row.opens
            self._places.go(str(place), *target)
        elif row.is_task:
            self._work.read(self, find_task, row.subjects[0], then=partial(self._read_users_for, row),
                            failed=self._on_failed)  # fmt: skip
        else:
            source = next((rule.source for rule in shipped_rules() if rule.key == row.rule), "")
            about = " · ".join(part for part in (row.title, row.detail, german_date(row.due_on)) if part)
            self.messages.show_info(self.tr("%1. Grundlage: %2").replace("%1", about).replace("%2", source))

    def _read_users_for(self, row: DueRow, task: TaskRow) -> None:
        self._work.read(self, list_users, then=partial(self._open_task, row, task), failed=self._on_failed)

    def _open_task(self, row: DueRow, task: TaskRow, users: tuple[UserRow, ...]) -> None:
        form = TaskForm(users, self._work.actor.user_id, task=task)
        said = self.tr("„%1“ ist geändert.")
        self.board.keep_state(row, partial(self._open_changing, form, self.tr("Aufgabe ändern"), said, row))

    def _on_draft_wanted(self, draft: DraftLine) -> None:
        if draft.page == QUICK_TALK:
            self.quick_wanted.emit()
        elif draft.case_id is not None and not draft.target:
            self._places.open_case(draft.case_id, draft.page)
        else:
            self._places.go(draft.page, *draft.target)

    def _on_list_wanted(self, key: str) -> None:
        self._places.go("work_list", key, self.board.mine)

    def _on_print_clicked(self) -> None:
        self.week.start(mine=self.board.mine)

    def _on_move_wanted(self, row: DueRow) -> None:
        said = self.tr("„%1“ ist verschoben.")
        self.board.keep_state(row, partial(self._open_changing, MoveForm(row), self.tr("Verschieben"), said, row))

    def _on_hand_over_wanted(self, row: DueRow) -> None:
        everybody = row.case_id is None
        self._work.read(self, list_users, everybody, then=partial(self._open_hand_over, row), failed=self._on_failed)

    def _open_hand_over(self, row: DueRow, users: tuple[UserRow, ...]) -> None:
        if not any(user.id != row.user_id for user in users):
            self.messages.show_info(self.tr("In diesem Tresor gibt es sonst niemanden, der es übernehmen kann."))
            return
        form, said = HandOverForm(row, users), self.tr("„%1“ ist übergeben.")
        self.board.keep_state(row, partial(self._open_changing, form, self.tr("Übergeben"), said, row))

    def _open_changing(self, form: QuickForm, title: str, said: str, row: DueRow, before: DueState) -> None:
        self._open(form, title, partial(self._on_changed, said, row, before))

    def _on_changed(self, said: str, row: DueRow, before: DueState, _changes: Changes) -> None:
        self.board.was_done(said, row, before)

    def _open_task_form(self, users: tuple[UserRow, ...]) -> None:
        form = TaskForm(users, self._work.actor.user_id)
        self._open(form, self.tr("Aufgabe"), self._on_task_added, "task/new")

    def _on_task_added(self, _changes: Changes) -> None:
        self.board.load()
        self.messages.show_ok(self.tr("Die Aufgabe ist eingetragen."))

    def _open(self, form: QuickForm, title: str, done: Callable[[Changes], object], key: str = "due/line") -> None:
        self.drawer.open_form(form, title, key, done)
