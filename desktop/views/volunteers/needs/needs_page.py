"""„Bedarf und Vorschläge“: the open needs at the left, the suggestions for the chosen one at the right.

With large text one is behind the other. Comparing and the best assignment take the whole page and lead back.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.casework.changes import Changes, Kind
from desktop.casework.rights import Right
from desktop.casework.volunteers.matching.best_match import Distribution, best_assignment
from desktop.casework.volunteers.matching.matching import suggestions
from desktop.casework.volunteers.matching.matching_rows import Suggestion
from desktop.casework.volunteers.needs.need_lists import demand, list_needs
from desktop.casework.volunteers.needs.need_profiles import Comparison, compare
from desktop.casework.volunteers.needs.need_rows import Demand, NeedRow
from desktop.casework.volunteers.needs.need_suggestions import keep_suggestions, take_back_suggestions
from desktop.errors import CaseworkError
from desktop.models.drafts import Drafts
from desktop.models.suggestion_table import demand_options, keeper, need_table
from desktop.models.work import Work
from desktop.views import icons, style
from desktop.views.cases.page_stack import PageStack
from desktop.views.components.data_table import DataTable
from desktop.views.components.message_area import MessageArea
from desktop.views.components.two_sides import TwoSides
from desktop.views.people.lines import order_stops
from desktop.views.places import Places
from desktop.views.volunteers.matching.suggestion_best import BestView
from desktop.views.volunteers.matching.suggestion_compare import ComparisonView
from desktop.views.volunteers.matching.suggestion_panel import SuggestionPanel
from desktop.views.volunteers.needs.need_actions import NeedActions

_KINDS = (Kind.NEED, Kind.MATCH, Kind.VOLUNTEER, Kind.CASE, Kind.PERSON)


class NeedsPage(QWidget):
    """`show_target(need_id)` chooses a need; without one the list stays where it was."""

    def __init__(self, work: Work, drafts: Drafts, places: Places, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work, self._places = work, places
        self._wanted: int | None = None
        self._with_closed = self._asking = False
        self._asked_next: int | None = None
        self._needs: tuple[NeedRow, ...] = ()
        self._asked = Demand((), ())
        self.messages, self._stack = MessageArea(), PageStack()
        self.model = need_table(self)
        noun = (self.tr("Bedarf"), self.tr("Bedarfe"), self.tr("Bedarfen"))
        self.table = DataTable(self.tr("Bedarfe"), noun, self.tr("Bedarf suchen"))
        self.panel = SuggestionPanel(with_case=work.actor.may(Right.READ_CASE))
        self.comparison, self.best = ComparisonView(), BestView()
        self._build()
        self.needs = NeedActions(work, drafts, self.messages, self)
        self._connect()
        self._offer_back()
        self._fit()

    def show_target(self, need_id: int | None = None) -> None:
        """Called on every visit."""
        if need_id is not None:
            self._wanted = need_id
            self._stack.setCurrentWidget(self.sides)
        self.load()

    def load(self) -> None:
        """Read the needs, and the suggestions of the one that is chosen."""
        self._work.read(self, demand, then=self._on_demand, failed=self._on_failed)
        self._with_closed = bool(self.table.filters.values().get("closed"))
        self._work.read(self, list_needs, self._with_closed, then=self._on_needs, failed=self._on_failed)

    def find_best(self) -> None:
        """The best assignment for the marked needs, or for all that are shown."""
        ids = tuple(row.id for row in self._marked())
        if ids:
            self._work.read(self, best_assignment, ids, then=self._on_best, failed=self._on_failed)
        else:
            self.messages.show_info(self.tr("Hier ist kein offener Bedarf."))

    # building

    def _build(self) -> None:
        self.table.set_model(self.model)
        self.table.set_many(True)
        self.table.set_empty(self.tr("Zurzeit wird niemand gesucht. Gemeldet wird ein Bedarf in der Fallakte."),
                             icon="hand-heart")  # fmt: skip
        self.table.filters.add_choice("activity", self.tr("Tätigkeit"), ())
        self.table.filters.add_choice("language", self.tr("Sprache"), ())
        self.table.filters.add_toggle("closed", self.tr("auch begleitete und abgeschlossene"))
        self.best_button = QPushButton()
        self.best_button.clicked.connect(self.find_best)
        left = QWidget()
        self._left_column = QVBoxLayout(left)
        self._left_column.setContentsMargins(0, 0, 0, 0)
        self._left_column.addWidget(self.table, 1)
        self._left_column.addWidget(self.best_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.sides = TwoSides(left, self.panel)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.messages)
        self._column.addWidget(self._stack, 1)
        for page in (self.sides, self.comparison, self.best):
            self._stack.addWidget(page)
        self._name_best()

    def _connect(self) -> None:
        filters, panel = self.table.filters, self.panel
        filters.changed.connect(self._on_filters_changed)
        self.table.picked.connect(self._on_picked)
        self.table.activated.connect(self._on_activated)
        self.table.view.selectionModel().selectionChanged.connect(self._name_best)
        panel.compare_wanted.connect(self._compare)
        panel.keep_wanted.connect(self._keep_one)
        panel.edit_wanted.connect(self.needs.edit)
        panel.close_wanted.connect(self.needs.close)
        panel.reopen_wanted.connect(self.needs.reopen)
        panel.case_wanted.connect(self._open_case)
        panel.match_wanted.connect(self._open_match)
        panel.back_wanted.connect(self.sides.go_back)
        self.sides.fitted.connect(self._offer_back)
        self.sides.listed.connect(self._on_listed)
        self.comparison.back_wanted.connect(self._back)
        self.comparison.keep_wanted.connect(self._keep_one)
        self.best.back_wanted.connect(self._back)
        self.best.keep_wanted.connect(self._keep)
        self._work.announced.connect(self._on_announced)
        style.notifier().changed.connect(self._fit)

    def _fit(self) -> None:
        self._column.setContentsMargins(style.space(6), style.space(3), style.space(6), style.space(2))
        self._column.setSpacing(style.space(2))
        self._left_column.setSpacing(style.space(2))

    def _offer_back(self) -> None:
        self.panel.set_with_back(self.sides.behind)

    # reading

    def _on_demand(self, asked: Demand) -> None:
        self._asked = asked

    def _on_needs(self, needs: tuple[NeedRow, ...]) -> None:
        self._needs = needs
        for key, options in demand_options(self._asked, needs).items():
            self.table.filters.set_options(key, options)
        shown = self.panel.need.id if self.panel.need else None
        self.model.set_rows(needs)
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self._go_to(wanted)
        elif shown is not None:
            self._show(next((need for need in needs if need.id == shown), None))
        elif self.model.rows:
            self.table.choose(self.model.rows[0].id)
        self._name_best()

    def _go_to(self, need_id: int) -> None:
        """A need that the filters hide is shown all the same."""
        found = next((need for need in self._needs if need.id == need_id), None)
        if found is not None and not self.table.choose(need_id):
            self.table.filters.reset()
            self.table.choose(need_id)
        if found is not None:
            self._show(found)
            self._go_inside()
        elif not self._with_closed:
            self._wanted = need_id
            self.table.filters.set_values({"closed": True})

    def _show(self, need: NeedRow | None) -> None:
        self.panel.show_need(need)
        if need is not None and need.seeking:
            self._ask_for(need.id)

    def _ask_for(self, need_id: int) -> None:
        """One ranking at a time: whoever runs down the list with the arrow keys waits for the last need alone."""
        if self._asking:
            self._asked_next = need_id
            return
        self._asking, self._asked_next = True, None
        self._work.read(self, suggestions, need_id, then=partial(self._on_suggestions, need_id),
                        failed=self._on_no_suggestions)  # fmt: skip

    def _on_suggestions(self, need_id: int, found: tuple[Suggestion, ...]) -> None:
        """An answer for a need that was left meanwhile is late."""
        if self.panel.need is not None and self.panel.need.id == need_id:
            self.panel.show_suggestions(found)
            order_stops(self)
        self._ask_next()

    def _on_no_suggestions(self, error: CaseworkError) -> None:
        self._on_failed(error)
        self._ask_next()

    def _ask_next(self) -> None:
        self._asking = False
        if self._asked_next is not None:
            self._ask_for(self._asked_next)

    # moving

    def _on_picked(self, row: object) -> None:
        if isinstance(row, NeedRow) and (self.panel.need is None or self.panel.need.id != row.id):
            self._show(row)

    def _on_activated(self, row: object) -> None:
        if isinstance(row, NeedRow):
            self._on_picked(row)
            self._go_inside()

    def _go_inside(self) -> None:
        self.sides.go_inside()
        self.panel.focus_first()

    def _open_case(self, case_id: int) -> None:
        self._places.open_case(case_id, "volunteer")

    def _open_match(self, volunteer_id: int, match_id: int) -> None:
        self._places.go("volunteer", volunteer_id, "matches", match_id)

    def _on_listed(self) -> None:
        self.table.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _back(self) -> None:
        self._stack.setCurrentWidget(self.sides)
        if self.sides.inside or not self.table.view.isVisible():
            self.panel.focus_first()
        else:
            self.table.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_filters_changed(self) -> None:
        values = self.table.filters.values()
        self.model.set_filter(keeper(values))
        if bool(values.get("closed")) != self._with_closed:
            self.load()
        self._name_best()

    # best assignment

    def _marked(self) -> list[NeedRow]:
        """Open needs that are marked; all shown where fewer than two are."""
        chosen = [row for row in self.table.selected_rows() if isinstance(row, NeedRow) and row.open]
        return chosen if len(chosen) > 1 else [row for row in self.model.rows if row.open]

    def _name_best(self) -> None:
        count = len(self._marked())
        said = self.tr("Beste Verteilung für 1 Bedarf") if count == 1 else self.tr("Beste Verteilung für %1 Bedarfe")
        self.best_button.setText(said.replace("%1", str(count)))
        icons.set_icon(self.best_button, "scale", "accent")
        self.best_button.setEnabled(count > 0)

    def _on_best(self, found: Distribution) -> None:
        self._stack.setCurrentWidget(self.best)
        self.best.show_best(found, {need.id: need for need in self._needs if need.id in _asked_in(found)})

    # comparing and keeping

    def _compare(self, found: Suggestion) -> None:
        def show(both: Comparison) -> None:
            self._stack.setCurrentWidget(self.comparison)
            self.comparison.show_pair(both, found)

        self._work.read(self, compare, found.need_id, found.volunteer_id, then=show, failed=self._on_failed)

    def _keep_one(self, found: Suggestion) -> None:
        self._keep(((found.need_id, found.volunteer_id),))

    def _keep(self, pairs: Sequence[tuple[int, int]]) -> None:
        self._work.change(self, keep_suggestions, tuple(pairs), then=self._on_kept, failed=self._on_failed)

    def _on_kept(self, changes: Changes) -> None:
        made = tuple(sorted(id_ for kind, id_ in changes.touched if kind is Kind.MATCH))
        self._back()
        one = self.tr("Der Vorschlag ist festgehalten.")
        many = self.tr("%1 Vorschläge sind festgehalten.").replace("%1", str(len(made)))
        self.messages.show_undo(one if len(made) == 1 else many, partial(
            self._work.change, self, take_back_suggestions, made, failed=self._on_failed))  # fmt: skip

    def _on_announced(self, changes: Changes, _initiator: object) -> None:
        """Only while it is seen: every visit reads anew, and a ranking costs the storage thread its time."""
        if self.isVisible() and any(changes.touches(kind) for kind in _KINDS):
            self.load()

    def _on_failed(self, error: CaseworkError) -> None:
        self.messages.show_error(str(error))


def _asked_in(found: Distribution) -> set[int]:
    return {one.suggestion.need_id for one in found.proposals} | {need_id for need_id, _ in found.left}
