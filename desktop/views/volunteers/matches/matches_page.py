"""„Begleitungen“: all matches at the left, the chosen one with its way and its next step at the right.

With large text one is behind the other.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.casework.changes import Changes, Kind
from desktop.casework.volunteers.matches.match_rows import MatchRow
from desktop.casework.volunteers.matches.matches import list_matches
from desktop.errors import CaseworkError
from desktop.models.drafts import Drafts
from desktop.models.match_table import keeper, match_table, options_of
from desktop.models.work import Work
from desktop.views import icons, style
from desktop.views.components.data_table import DataTable
from desktop.views.components.message_area import MessageArea
from desktop.views.components.scroll_page import ScrollPage
from desktop.views.components.two_sides import TwoSides
from desktop.views.people.lines import order_stops, stops_of
from desktop.views.people.quick_form import FormDrawer
from desktop.views.places import Places
from desktop.views.volunteers.matches.match_card import MatchCard

_KINDS = (Kind.MATCH, Kind.NEED, Kind.VOLUNTEER, Kind.PERSON, Kind.CASE)


class MatchesPage(QWidget):
    """`show_target(match_id)` chooses a match, `show_target("stage", code)` filters; without both it stays."""

    def __init__(self, work: Work, drafts: Drafts, places: Places, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._wanted: int | None = None
        self._filter: dict[str, object] | None = None
        self._focus_card = False
        self._rows: tuple[MatchRow, ...] = ()
        self.messages = MessageArea()
        self.model = match_table(self)
        noun = (self.tr("Begleitung"), self.tr("Begleitungen"), self.tr("Begleitungen"))
        self.table = DataTable(self.tr("Begleitungen"), noun, self.tr("Name oder Fallnummer"))
        self._build()
        self.drawer = FormDrawer(self, work, drafts)
        self.card = MatchCard(work, places, self.drawer, self.messages)
        self._scroll.body.addWidget(self.card)
        self._scroll.body.addStretch(1)
        self._connect()
        self._offer_back()
        self._fit()

    def show_target(self, target: object = None, value: object = None) -> None:
        """Called on every visit."""
        if isinstance(target, int):
            self._wanted = target
        elif target is not None:
            self._filter = {str(target): value}
        self.load()

    def load(self) -> None:
        """Read all matches; the marked one stays marked."""
        self._work.read(self, list_matches, then=self._on_rows, failed=self._on_failed)

    # building

    def _build(self) -> None:
        self.table.set_model(self.model)
        self.table.set_empty(self.tr("Noch keine Begleitung. Ein Vorschlag wird unter „Bedarf und Vorschläge“ "
                                     "festgehalten."), icon="handshake")  # fmt: skip
        filters = self.table.filters
        filters.add_choice("stage", self.tr("Stand"), ())
        filters.add_choice("activity", self.tr("Tätigkeit"), ())
        filters.add_toggle("overdue", self.tr("Zu beachten"), icon="triangle-alert")
        filters.add_toggle("ended", self.tr("Mit beendeten"), icon="archive")
        self.back = QPushButton(self.tr("Zur Liste"))
        icons.set_icon(self.back, "arrow-left", "accent")
        self._scroll, inside = ScrollPage(margin=0), QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._scroll, 1)
        self.sides = TwoSides(self.table, inside)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.messages)
        self._column.addWidget(self.sides, 1)

    def _connect(self) -> None:
        self.table.filters.changed.connect(self._on_filters_changed)
        self.table.picked.connect(self._on_picked)
        self.table.activated.connect(self._on_activated)
        self.back.clicked.connect(self.sides.go_back)
        self.sides.fitted.connect(self._offer_back)
        self.sides.listed.connect(self._on_listed)
        self.card.shown.connect(self._on_card_shown)
        self._work.announced.connect(self._on_announced)
        style.notifier().changed.connect(self._fit)

    def _fit(self) -> None:
        self._column.setContentsMargins(style.space(6), style.space(3), style.space(6), style.space(2))
        self._column.setSpacing(style.space(2))

    def _offer_back(self) -> None:
        self.back.setVisible(self.sides.behind)

    # reading

    def _on_rows(self, rows: tuple[MatchRow, ...]) -> None:
        self._rows = rows
        wished, self._filter = self._filter, None
        for key, options in options_of(rows, wished or self.table.filters.values()).items():
            self.table.filters.set_options(key, options)
        if wished is not None:
            self.table.filters.set_values(wished)
        self.model.set_filter(keeper(self.table.filters.values()))
        self.model.set_rows(rows)
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self._go_to(wanted)
        elif self.card.match_id not in {row.id for row in rows}:
            first = self.model.rows[0].id if self.model.rows else None
            self.card.show_match(first)
            self.table.choose(first)
        order_stops(self)

    def _go_to(self, match_id: int) -> None:
        """A match that the filters hide is shown all the same."""
        found = next((row for row in self._rows if row.id == match_id), None)
        if found is None:
            self.messages.show_info(self.tr("Diese Begleitung gibt es nicht mehr."))
            return
        if not self.table.choose(match_id):
            self.table.filters.set_values({"ended": True})
            self.table.choose(match_id)
        self.card.show_match(match_id)
        self._go_inside()

    def _on_card_shown(self) -> None:
        """Whoever went into a match gets there once it is read."""
        order_stops(self)
        first = next((stop for stop in stops_of(self.card) if not stop.isHidden()), None)
        if self._focus_card and first is not None:
            self._focus_card = False
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    # moving

    def _on_picked(self, row: object) -> None:
        if isinstance(row, MatchRow) and row.id != self.card.match_id:
            self.card.show_match(row.id)

    def _on_activated(self, row: object) -> None:
        self._on_picked(row)
        self._go_inside()

    def _go_inside(self) -> None:
        self._focus_card = True
        self.sides.go_inside()
        if self.card.detail is not None and self.card.detail.row.id == self.card.match_id:
            self._on_card_shown()

    def _on_listed(self) -> None:
        self._focus_card = False
        self.table.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_filters_changed(self) -> None:
        self.model.set_filter(keeper(self.table.filters.values()))

    def _on_failed(self, error: CaseworkError) -> None:
        self.messages.show_error(str(error))

    def _on_announced(self, changes: Changes, _initiator: object) -> None:
        """While it is not seen nothing is read: every visit reads anew."""
        if self.isVisible() and any(kind in _KINDS for kind, _ in changes.touched):
            self.load()
