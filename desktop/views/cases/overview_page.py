"""„Fall in einer Minute“: the first page of a case file."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.casework.cases.cases import CaseHead
from desktop.casework.cases.overview import CaseOverview
from desktop.views import style
from desktop.views.cases.members_card import MembersCard
from desktop.views.cases.minute_card import MinuteCard
from desktop.views.cases.overview_cards import AreasCard, ConsentsCard, CourseCard, NotesCard, PlansCard
from desktop.views.cases.own_card import OwnCard
from desktop.views.cases.team_card import TeamCard
from desktop.views.components.scroll_page import ScrollPage
from desktop.views.people.field_grid import LARGE_FROM
from desktop.views.people.lines import order_stops


class OverviewPage(ScrollPage):
    """*Signals:* page_wanted(key) of another tab; person_wanted(id)."""

    page_wanted = Signal(str)
    person_wanted = Signal(int)

    def __init__(self, pages: frozenset[str], parent: QWidget | None = None) -> None:
        super().__init__(margin=6, parent=parent)
        self.members = MembersCard()
        self.areas = AreasCard(with_page="assessment" in pages)
        self.plans = PlansCard(with_page="plan" in pages)
        self.minute = MinuteCard()
        self.team = TeamCard()
        self.consents, self.notes, self.course = ConsentsCard(), NotesCard(), CourseCard()
        self.own = OwnCard()
        self._small = (self.minute, self.areas, self.plans, self.team, self.own, self.consents, self.notes, self.course)
        self.body.addWidget(self.members)
        self._row = QHBoxLayout()
        self._columns = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        sides = ((self.minute, self.areas), (self.plans, self.course), (self.team, self.own, self.consents, self.notes))
        for column, cards in zip(self._columns, sides, strict=True):
            for card in cards:
                column.addWidget(card)
            column.addStretch(1)
            self._row.addLayout(column, 1)
        self.body.addLayout(self._row)
        self.body.addStretch(1)
        for card in self._small:
            card.hide()
        self._connect()
        self._fit_columns()
        style.notifier().changed.connect(self._fit_columns)

    def show_head(self, head: CaseHead) -> None:
        """The members: there at the first paint."""
        self.members.show_members(head)
        order_stops(self)

    def show_overview(self, head: CaseHead, overview: CaseOverview) -> None:
        """Everything below the members."""
        for card in self._small:
            card.show()
            card.show_overview(head, overview)
        order_stops(self)

    def _connect(self) -> None:
        self.members.person_wanted.connect(self.person_wanted)
        self.consents.person_wanted.connect(self.person_wanted)
        self.areas.open_wanted.connect(partial(self.page_wanted.emit, "assessment"))
        self.plans.open_wanted.connect(partial(self.page_wanted.emit, "plan"))

    def _fit_columns(self) -> None:
        large = style.text_scale() >= LARGE_FROM
        self._row.setDirection(QHBoxLayout.Direction.TopToBottom if large else QHBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(style.space(4))
        self.body.setSpacing(style.space(4))
        for column in self._columns:
            column.setSpacing(style.space(4))
